"""SIMULATED data of 2023: made by a random generator, nothing in it was observed in any real village.

    python data/simulate_2023.py

模拟数据，不是任何村(社区)的真实情况。 Villages, their names and codes are real; every observation, target,
bonus, deduction, veto, recommendation, cadre and base bonus is made up here, and so are all marks, yellow
cards and honours that follow from them.

The script reads the rules of the workspace that it stands in, scores in a temporary copy of it, and
writes data/2023. It is seeded; run again, it writes the same bytes. The year comes out as the source of
the scheme says: 10 + 20 + 29 honours and 135,600 yuan of uplifts (see `calibrate`).
"""

import csv
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from simulation_tables import (
    BASE_BONUS,
    BONUSES,
    CADRES,
    DEDUCTIONS,
    DOUBLE_RICE,
    HIGHLANDS,
    KILOMETRES,
    NOT_GROWN,
    PEOPLE_RURAL,
    PEOPLE_URBAN,
    POSTS,
    RURAL_COMMUNITY,
    SELDOM,
    SINGLE_RICE,
    SIZE_OF,
    SIZES,
    STEP,
    TRAITS,
    VETOES,
    WARNED,
)

from qsq import Workspace
from qsq.awards.eligibility import most_recommendations
from qsq.domain.county.places import Register, Village, VillageKind
from qsq.domain.faults import Faults
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Ratio, YesNo
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.money import yuan
from qsq.domain.values.periods import Period, PeriodKind, periods_of
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import Rules, load_rules

ROOT = Path(__file__).resolve().parent.parent
YEAR = 2023
SEED = "qsq: the simulated year 2023"
UPLIFT = 135_600  # yuan that all uplifts add up to; from the source

# How well a village does a task is a level about LEVEL; these are the sizes of what moves it.
LEVEL = 0.792
VILLAGE, TOWN, SEASON, TOWN_SEASON, DEPARTMENT, TASK = 0.037, 0.009, 0.012, 0.006, 0.015, 0.09
OF_PERIOD = {1: 0.0, 2: 0.004, 3: -0.012, 4: 0.008}  # the third has its floods and drought
# What a method does to the level: faults counted are mostly none, awards are hardly ever whole.
OF_METHOD = {Award: -0.02, Deduct: 0.15, Ratio: 0.08, Grade: 0.075, YesNo: 0.13, Bands: 0.02}
ADJUSTED = 0.032  # how likely an average village gets a bonus, and a deduction, in a period
FEWER, PASSED_OVER = 0.2, 0.25  # how likely a town recommends fewer than it may; passes over its third best

Row = tuple[str, ...]
Standings = dict[str, list[dict[str, Any]]]
"""What the engine answers for a village, period by period."""


class Dice:
    """Random numbers for one purpose: the same on every machine and whatever else is drawn."""

    def __init__(self, *purpose: object) -> None:
        self._random = Random("/".join([SEED, *map(str, purpose)])).random

    def between(self, low: float, high: float) -> float:
        """A number in a range."""
        return low + (high - low) * self._random()

    def noise(self, size: float) -> float:
        """A number about 0, bell-shaped, with the standard deviation `size`, never beyond its threefold."""
        return size * 2 * (self._random() + self._random() + self._random() - 1.5)

    def chance(self, share: float) -> bool:
        """Whether something so likely happens."""
        return self._random() < share

    def pick(self, count: int) -> int:
        """A whole number from 0, below `count`."""
        return int(count * self._random())


@dataclass(frozen=True, slots=True)
class Profile:
    """What is made up about a village for the whole year."""

    village: Village
    traits: frozenset[str]
    sizes: dict[str, float]


def profile_of(village: Village, town_name: str) -> Profile:
    """A village's traits and sizes."""
    dice = Dice(village.code, "profile")
    mixed = dice.chance(RURAL_COMMUNITY) and not town_name.endswith("街道")
    rural = village.kind is VillageKind.VILLAGE or mixed
    traits = {name for name, trait in TRAITS.items() if dice.chance(trait.rural if rural else trait.urban)}
    traits.difference_update(NOT_GROWN.get(village.town_code, ()))
    if dice.chance(SINGLE_RICE) and village.town_code in HIGHLANDS:
        traits.difference_update(DOUBLE_RICE)
    if not Dice(village.town_code, "warned").chance(WARNED):
        traits.discard("warned")
    sizes = {"one": 1.0, "people": dice.between(*(PEOPLE_RURAL if rural else PEOPLE_URBAN))}
    for name, size in SIZES.items():
        sizes[name] = sizes[size.of] * dice.between(size.low, size.high)
    return Profile(village, frozenset(traits), sizes)


def why_not_applicable(task: Task, period: Period, traits: frozenset[str]) -> str | None:
    """The note of a task that cannot fit a village with these traits; None where it can."""
    names = {task.id.partition(".")[0], task.id, f"{period.key}.{task.id}"}
    lacking = (trait for name, trait in TRAITS.items() if name not in traits)
    return next((trait.note for trait in lacking if names.intersection(trait.needed_by)), None)


def target_of(task: Task, sizes: dict[str, float]) -> str | None:
    """The village's own target for a task; None where the task has none."""
    if not isinstance(task.method, Ratio) or task.method.target is not None:
        return None
    return measure(sizes[SIZE_OF.get(task.id, "other")], task.method.unit, least=1)


def measure(size: float, unit: str, least: int = 0) -> str:
    """A size in whole units, or kilometres in tenths; at least `least` of these."""
    if unit != KILOMETRES:
        return str(max(least, round(size)))
    return f"{max(least, round(size * 10)) / 10:.1f}".removesuffix(".0")


def level_of(village: Village, period: Period, department: str = "") -> float:
    """How well a village does in a period what a department asks."""
    moved = (
        Dice("village", village.code).noise(VILLAGE)
        + Dice("village", village.code, department).noise(DEPARTMENT)
        + Dice("village", village.code, period).noise(SEASON)
        + Dice("town", village.town_code).noise(TOWN)
        + Dice("town", village.town_code, period).noise(TOWN_SEASON)
    )
    return LEVEL + OF_PERIOD[period.number] + moved


def value_of(task: Task, target: str | None, level: float, dice: Dice) -> str:
    """What is observed where a village does a task at a level."""
    share = min(1.0, max(0.0, level + OF_METHOD[type(task.method)] + dice.noise(TASK)))
    match task.method:
        case Award():
            return f"{round(share * float(task.points) * 10) / 10:.1f}".removesuffix(".0")
        case Deduct(each=each):
            faults = (1 - share) * float(task.points / each) * SELDOM.get(task.id, 1)
            return str(int(faults + dice.between(0, 1)))
        case Ratio(target=city_target, unit=unit):
            return measure(share * float(target or city_target or 0), unit)
        case Grade(grades=grades):
            return grade_of(share, grades, dice)
        case YesNo():
            return "是" if dice.chance(share) else "否"
        case Bands(bands=((highest, _), *_)):
            return str(round(share * (10 if highest <= 10 else 100)))  # noqa: PLR2004 - of 10 homes, or percent
        case _:
            raise ValueError(task)


def grade_of(share: float, grades: Sequence[tuple[str, Fraction]], dice: Dice) -> str:
    """One of the two grades about `share`, the nearer the likelier."""
    falling = sorted(grades, key=lambda grade: grade[1], reverse=True)
    for (better, high), (worse, low) in pairwise(falling):
        if share >= low:
            return better if dice.chance((share - float(low)) / float(high - low)) else worse
    return falling[-1][0]


def write(file: Path, header: str, rows: Iterable[Row]) -> None:
    """Write a table as UTF-8 with a line feed at each line's end."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def write_period(folder: Path, rules: Rules, profiles: Sequence[Profile]) -> None:
    """Write a period's observations, targets and adjustments."""
    checklist, targets = rules.checklist, list[Row]()
    seen: dict[str, list[Row]] = {}
    for profile in profiles:
        village = profile.village
        for item in checklist.applicable_items(village.town_code):
            level = level_of(village, checklist.period, item.department)
            for task in item.tasks:
                note = why_not_applicable(task, checklist.period, profile.traits)
                target = None if note else target_of(task, profile.sizes)
                dice = Dice(village.code, checklist.period, task.id)
                value = "NA" if note else value_of(task, target, level, dice)
                seen.setdefault(item.department, []).append((village.code, task.id, value, note or ""))
                if target is not None:
                    targets.append((village.code, task.id, target))
    for department, rows in seen.items():
        write(folder / "observations" / f"{department}.csv", "village_code,task,value,note", rows)
    write(folder / "targets.csv", "village_code,task,target", targets)
    header = "village_code,kind,points,reason,department,basis"
    write(folder / "adjustments.csv", header, adjustments(checklist.period, profiles))


def adjustments(period: Period, profiles: Sequence[Profile]) -> list[Row]:
    """Bonuses mostly of better villages, deductions mostly of worse ones, and the period's veto."""
    rows: list[Row] = []
    for village in (profile.village for profile in profiles):
        dice = Dice(village.code, period, "adjustments")
        better = (level_of(village, period) - LEVEL) / 2
        for kind, reasons, likely in (("bonus", BONUSES, better), ("deduction", DEDUCTIONS, -better)):
            if dice.chance(ADJUSTED + likely):
                place = max(dice.pick(len(reasons)), dice.pick(len(reasons)))
                department, points, reason = reasons[place]
                rows.append((village.code, kind, points, reason, department, ""))
    if period.number in VETOES:
        department, reason, basis = VETOES[period.number]
        rural = [profile.village.code for profile in profiles if "fields" in profile.traits]
        code = rural[Dice(period, "veto").pick(len(rural))]
        rows.append((code, "veto", "0", reason, department, basis))
    return sorted(rows)


def recommendations(scheme: Scheme, profiles: Sequence[Profile], standings: Standings) -> list[Row]:
    """Each town's best villages with no veto and few cards; some towns name fewer or pass over one."""
    by_town: dict[str, list[Village]] = {}
    for profile in profiles:
        by_town.setdefault(profile.village.town_code, []).append(profile.village)
    codes: list[str] = []
    for town, villages in by_town.items():
        dice = Dice(town, "recommendations")
        ordered = sorted((v.code for v in villages), key=lambda code: (-marks_of(standings[code]), code))
        may = [code for code in ordered if recommendable(standings[code], scheme)]
        most = most_recommendations(len(villages), scheme.annual.eligibility.recommend_quota)
        if dice.chance(PASSED_OVER):
            del may[2]
        codes += may[: most - (1 + dice.pick(2) if dice.chance(FEWER) else 0)]
    return [(code,) for code in sorted(codes)]


def marks_of(standing: Sequence[dict[str, Any]]) -> Fraction:
    """The sum of a village's city marks over the periods."""
    return sum((Fraction(period["city_mark"]) for period in standing), Fraction(0))


def recommendable(standing: Sequence[dict[str, Any]], scheme: Scheme) -> bool:
    """Whether neither a veto nor its yellow cards speak against a village."""
    cards = sum(period["yellow_card"] is not None for period in standing)
    most = scheme.annual.eligibility.max_yellow_cards
    return (most is None or cards <= most) and not any(period["vetoed"] for period in standing)


def base_bonuses(profiles: Sequence[Profile]) -> dict[str, list[int]]:
    """The base bonuses of each village's cadres in yuan, in the order of their posts."""
    bonuses = {}
    for code in (profile.village.code for profile in profiles):
        dice = Dice(code, "cadres")
        posts = POSTS[: CADRES[dice.pick(len(CADRES))]]
        bonuses[code] = [STEP * round(dice.between(*BASE_BONUS[post]) / STEP) for post in posts]
    return bonuses


def write_cadres(file: Path, profiles: Sequence[Profile], bonuses: dict[str, list[int]]) -> None:
    """Write cadres.csv; the names are what the cadre is and a number, no person's."""
    rows = []
    for village in (profile.village for profile in profiles):
        name = "村干部" if village.kind is VillageKind.VILLAGE else "社区干部"
        for place, bonus in enumerate(bonuses[village.code], start=1):
            id_, post = f"{village.code}-{place}", POSTS[place - 1]
            rows.append((id_, village.code, f"{name}{place}", post, str(bonus)))
    write(file, "cadre,village_code,name,post,base_bonus", rows)


def officials(register: Register) -> list[Row]:
    """Who acts: posts and numbers, no person's name; a village's secretary is its first cadre."""
    rows: list[Row] = [("city-1", "市“三创三强”办经办员", "city", "clerk")]
    rows += [(f"{one.id}-1", f"{one.name}联络员", one.id, "officer") for one in register.departments]
    for town in register.towns:
        rows.append((f"{town.code}-1", f"{town.name}分管领导", town.code, "leader"))
        rows.append((f"{town.code}-2", f"{town.name}驻村干部", town.code, "officer"))
        rows.append((f"city-{town.code}", f"联系{town.name}的市领导", "city", "leader"))
    rows += [
        (f"{village.code}-1", f"{village.name}党组织书记", village.code, "secretary")
        for village in register.evaluated
    ]
    return rows


def links(register: Register) -> list[Row]:
    """Each city leader is linked to one town."""
    return [(f"city-{town.code}", town.code) for town in register.towns]


def calibrate(bonuses: dict[str, list[int]], honours: Sequence[dict[str, Any]], scheme: Scheme) -> int:
    """Change base bonuses of honoured villages until all uplifts add up to UPLIFT; the number of changes.

    One after another, in the order of the honours, their cadres take one step of 10 yuan up or down, as
    long as that does not overshoot. This alone makes the sum exact; it changes a few cadres by 10 yuan.
    """
    share = {honour.id: honour.uplift for honour in scheme.annual.honours}
    honoured = [(one["village_code"], share[one["honour"]]) for one in honours]
    missing = UPLIFT - sum((uplift * sum(bonuses[code]) for code, uplift in honoured), Fraction(0))
    step, steps, before = STEP if missing > 0 else -STEP, 0, -1
    while missing and steps > before:
        before = steps
        for code, place, uplift in [(c, p, u) for c, u in honoured for p in range(len(bonuses[c]))]:
            if abs(step * uplift) <= abs(missing):
                bonuses[code][place] += step
                missing -= step * uplift
                steps += 1
    return steps


def check(answer: dict[str, Any], scheme: Scheme) -> None:
    """Stop where the year does not come out as the source says."""
    annual, totals = scheme.annual, answer["totals"]
    wrong = {
        "honours": Counter(one["honour"] for one in answer["honours"])
        != Counter({honour.id: honour.count or 0 for honour in annual.honours}),
        "undecided": bool(answer["undecided"]),
        "prizes": totals["prizes"] != yuan(sum(one.prize * (one.count or 0) for one in annual.honours)),
        "period_rewards": totals["period_rewards"]
        != yuan(scheme.rewards.pool * len(periods_of(YEAR, PeriodKind.QUARTER))),
        "uplift": totals["uplift"] != f"{UPLIFT}.00",
    }
    if any(wrong.values()):
        sys.exit(f"the simulated year does not come out as the source says: {wrong}, {totals}")


def simulate(root: Path) -> str:
    """Fill a workspace that has rules and register with the data of the year; what came out."""
    faults, year, workspace = Faults(), root / "data" / str(YEAR), Workspace(root)
    loaded = [load_rules(DiskFolder(root), period, faults) for period in periods_of(YEAR, PeriodKind.QUARTER)]
    faults.refuse()
    rules = [one for one in loaded if one is not None]
    scheme, register = rules[0].scheme, rules[0].register
    profiles = [profile_of(one, register.town_names()[one.town_code]) for one in register.evaluated]
    standings: Standings = {profile.village.code: [] for profile in profiles}
    for one in rules:
        write_period(year / one.checklist.period.key, one, profiles)
        for village in workspace.score.period(one.checklist.period).answer()["villages"]:
            standings[village["village_code"]].append(village)
    write(root / "data" / "officials.csv", "id,name,office,role", officials(register))
    write(root / "data" / "links.csv", "official,place", links(register))
    write(year / "recommendations.csv", "village_code", recommendations(scheme, profiles, standings))
    bonuses = base_bonuses(profiles)
    write_cadres(year / "cadres.csv", profiles, bonuses)
    steps = calibrate(bonuses, workspace.awards.year(YEAR, draft=True).answer()["honours"], scheme)
    write_cadres(year / "cadres.csv", profiles, bonuses)
    answer = workspace.awards.year(YEAR, draft=True).answer()
    check(answer, scheme)
    return f"{len(profiles)} villages, {len(answer['honours'])} honours, {steps} steps of {STEP} yuan"


def main() -> None:
    """Simulate in a temporary copy, then take its data of the year over."""
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(ROOT / "rules", copy / "rules")
        (copy / "data").mkdir()
        for name in ("towns.csv", "villages.csv", "departments.csv"):
            shutil.copy(ROOT / "data" / name, copy / "data" / name)
        done = simulate(copy)
        for old in (ROOT / "data" / str(YEAR)).glob("q*/observations/*.csv"):
            old.unlink()
        for name in ("officials.csv", "links.csv"):
            shutil.copy(copy / "data" / name, ROOT / "data" / name)
        shutil.copytree(copy / "data" / str(YEAR), ROOT / "data" / str(YEAR), dirs_exist_ok=True)
    print(f"SIMULATED data 模拟数据, not the real {YEAR} of any village: {done}; written to data/{YEAR}")


if __name__ == "__main__":
    main()
