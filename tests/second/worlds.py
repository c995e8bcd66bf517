"""Random counties over the whole rule language, and a workspace's files written from one.

Marks, grades and groups are few on purpose, so that ties, borders and halves are frequent.
"""

import csv
import json
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

from qsq.board.package.verify import is_for, number
from tests.second.contract import Dict, Inputs, World, key_of

CATEGORIES = ("party", "living", "industry")
THEMES = ("spring", "flood")
GROUPS = ("山区", "平原", "")
UNITS = ("亩", "件", "")
PERIODS = {
    "month": ("2023-01", "2023-02", "2023-11"),
    "two_months": ("2023B1", "2023B4", "2023B6"),
    "quarter": ("2023Q1", "2023Q2", "2023Q3", "2023Q4"),
    "half_year": ("2023H1", "2023H2"),
    "year": ("2023",),
}
_MONTHS = {"B": 2, "Q": 3, "H": 6}


class Figure(str):
    """A number as YAML writes it, without quotes."""

    __slots__ = ()


def a_world(seed: int) -> World:
    """A county that the rules allow; the same for the same seed."""
    return _Maker(Random(seed)).world()


class _Maker:
    """Draws a county; a coarse one has few marks, so that many villages tie for its honours."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.pick = random.choice
        self.coarse = self.maybe(0.35)

    def maybe(self, share: float = 0.5) -> bool:
        return self.random.random() < share

    def figure(self, least: float, most: float) -> Figure:
        """A decimal; halves and quarters are frequent."""
        count = self.random.randint(int(least * 4), int(most * 4))
        return (
            Figure(f"{count / 4:g}") if self.maybe(0.7) else Figure(f"{self.random.uniform(least, most):.3f}")
        )

    def above_zero(self, most: float) -> Figure:
        return self.figure(0.25, most) if self.maybe(0.9) else Figure("0.125")

    def share(self, least: int = 0, most: int = 100) -> str:
        return f"{self.random.randrange(least, most + 1, 5)}%"

    def whole(self) -> list[str]:
        """Shares that add up to 100 %."""
        left = 100
        found: list[int] = []
        while left > 0 and len(found) < 4:
            part = self.random.randint(1, left)
            found.append(part)
            left -= part
        found[0] += left
        return [f"{part}%" for part in found]

    # the county

    def world(self) -> World:
        kind = self.pick(list(PERIODS))
        listed = PERIODS[kind]
        chosen = [one for one in listed if self.maybe(0.8)] or [listed[0]]
        self.codes = [f"0{at}" for at in range(1, self.random.randint(2, 4))]
        villages = self.villages()
        evaluated = [one for one in villages if one.get("evaluated", "yes") == "yes"]
        scheme = self.scheme(kind, chosen)
        annual = scheme.get("annual")
        periods = {period: self.period(period, villages) for period in chosen}
        town_rules = {period: self.town_rules(periods[period], villages) for period in chosen}
        inputs = {
            period: self.inputs(scheme, periods[period], town_rules[period], evaluated) for period in chosen
        }
        review = {one["village_code"]: self.figure(0, 10) for one in evaluated}
        return {
            "scheme": scheme,
            "periods": periods,
            "town_rules": town_rules,
            "towns": [{"town_code": code, "town_name": f"{code}镇"} for code in self.codes],
            "villages": villages,
            "inputs": inputs,
            "recommended": self.recommended(annual, evaluated) if annual else [],
            "review": dict(review) if annual and "review_share" in annual else {},
            "cadres": self.cadres(villages),
        }

    def villages(self) -> list[Dict]:
        found: list[Dict] = []
        for at in range(self.random.randint(len(self.codes), 9)):
            town = self.codes[at] if at < len(self.codes) else self.pick(self.codes)
            kind = self.pick(("village", "village", "community"))
            one = {
                "village_code": f"{town}{at:02}", "village_name": f"第{at}村", "town_code": town, "kind": kind,
                "group": self.pick(GROUPS), "evaluated": "no" if at >= len(self.codes) and self.maybe(0.1) else "yes",
            }  # fmt: skip
            found.append(one)
        return found

    def scheme(self, kind: str, periods: Sequence[str]) -> Dict:
        decimals = 0 if self.coarse else self.pick((0, 1, 2, 2))
        total = Figure("20" if self.coarse else self.pick(("100", "20", "150")))
        scheme: Dict = {
            "scheme": "某县评比",
            "city": {"code": "0", "name": "某县"},
            "period": kind,
            "marks": {
                "total": total, "decimals": Figure(decimals), "rounding": self.pick(("half_up", "half_even"))
            },
            "missing": self.pick(("block", "exclude", "zero")),
            "categories": [{"id": one, "name": one} for one in (*CATEGORIES, "town")],
            "ranking": {"pool": [one for one in ("town", "kind", "group") if self.maybe(0.4)]},
        }  # fmt: skip
        self.may_be_left_out(scheme)
        if self.maybe(0.7):
            keys = ["category:party", "item:first", "item:second", "least_deductions", "most_bonus"]
            scheme["ranking"]["tie_break"] = self.random.sample(keys, self.random.randint(0, 3))
        if self.maybe(0.3):
            scheme["ranking"]["towns"] = "show"
        points = int(total)
        if self.maybe(0.7):
            scheme["grades"] = self.grades(points, [])
        if self.maybe(0.8):
            scheme["rewards"] = self.rewards(points, [one["id"] for one in scheme.get("grades", [])])
        if self.maybe(0.8):
            scheme["yellow_card"] = {
                "last": Figure(self.random.randint(0, 2)), "below": self.figure(0, points * 0.6),
                "spare_at": self.figure(points * 0.5, points), "smallest_pool": Figure(self.random.randint(0, 4)),
            }  # fmt: skip
        if self.maybe(0.5):
            scheme["notice"] = {"working_days": Figure(self.random.randint(1, 5))}
        if self.maybe(0.9):
            scheme["annual"] = self.annual(periods, points, [one["id"] for one in scheme.get("grades", [])])
        return scheme

    def may_be_left_out(self, scheme: Dict) -> None:
        """What stands for its default where it is not written, and the caps."""
        if scheme["period"] == "quarter" and self.maybe():
            del scheme["period"]
        if scheme["missing"] == "block" and self.maybe():
            del scheme["missing"]
        if self.maybe(0.7):
            caps = {"bonus_cap": self.figure(0, 5), "deduction_cap": self.figure(0, 10)}
            scheme["adjustments"] = {key: cap for key, cap in caps.items() if self.maybe(0.8)}

    def grades(self, points: int, of_periods: Sequence[str]) -> list[Dict]:
        found: list[Dict] = []
        for at, name in enumerate(("excellent", "good", "passed")[: self.random.randint(1, 3)]):
            conditions: Dict = {
                "from": self.figure(0, points * (0.9 - 0.2 * at)),
                "each_category": self.share(0, 80),
                "each_item": self.share(0, 70),
                "at_most": self.share(10),
            }
            if of_periods:
                conditions["every_period"] = self.pick(of_periods)
            kept = self.random.sample(sorted(conditions), self.random.randint(1, 3))
            found.append({"id": name, "name": name, **{key: conditions[key] for key in kept}})
        return [*found, {"id": "failed", "name": "failed"}]

    def rewards(self, points: int, grades: Sequence[str]) -> Dict:
        rewards: Dict = {}
        form = self.pick(("pot", "amounts", "neither"))
        if form == "pot":
            rewards |= {"pool": Figure(self.pick(("10000", "999.99", "0"))), "places": self.whole()}
        elif form == "amounts":
            rewards["amounts"] = [
                Figure(self.pick(("3000", "0.01", "1000.5"))) for _ in range(self.random.randint(1, 4))
            ]
        if self.maybe(0.4):
            rewards["base"] = Figure("100")
        if grades and self.maybe(0.6):
            rewards["by_grade"] = {
                grade: self.figure(0, 500).split(".")[0] for grade in grades if self.maybe(0.6)
            }
            rewards["by_grade"] = {grade: Figure(amount) for grade, amount in rewards["by_grade"].items()}
        if self.maybe(0.4):
            rewards["from"] = self.figure(0, points * 0.8)
        return rewards

    def annual(self, periods: Sequence[str], points: int, grades: Sequence[str]) -> Dict:
        annual: Dict = {
            "eligibility": {
                key: value
                for key, value in {
                    "min_periods": Figure(self.random.randint(0, len(periods))),
                    "max_yellow_cards": Figure(self.random.randint(0, 2)),
                    "forbid_veto": self.maybe(),
                    "min_mark": self.figure(0, points * 0.6),
                    "recommend_quota": self.share(50),
                }.items()
                if self.maybe(0.2 if self.coarse else 0.8)
            },
            "prize_split": dict(
                zip(("welfare", "cadres"), self.pick((("50%", "50%"), ("33.3%", "66.7%"))), strict=True)
            ),
            "cadre_share": self.pick(("equal", "by_base")),
        }
        if self.maybe(0.7):
            weights = {key_of(one): self.pick(("0", "1", "2.5")) for one in periods if self.maybe(0.7)}
            if any(key_of(one) not in weights or weights[key_of(one)] != "0" for one in periods):
                annual["weights"] = {key: Figure(weight) for key, weight in weights.items()}
        if self.maybe(0.4):
            annual["review_share"] = self.share(0, 60)
        if self.maybe(0.6):
            annual["grades"] = self.grades(points, grades)
        if self.maybe(0.6):
            keys = ["fewest_yellow_cards", "best_period", "latest_period", "category:party"]
            annual["tie_break"] = self.random.sample(keys, self.random.randint(0, 2))
        if self.maybe(0.8):
            annual["merit_quota"] = {"base": self.share(0, 40), "increase": self.share(0, 40)}
        annual["honours"] = self.honours([one["id"] for one in annual.get("grades", [])])
        return annual

    def honours(self, grades: Sequence[str]) -> list[Dict]:
        asked = sorted(self.random.randint(0, len(grades)) for _ in range(self.random.randint(1, 3)))
        found = []
        for at, rank in enumerate(asked):
            one: Dict = {
                "id": f"honour{at}", "name": f"honour{at}",
                "count": "all" if self.maybe(0.2) else Figure(self.random.randint(0, 3)),
                "prize": Figure(self.pick(("10000", "333.33", "0"))), "uplift": self.share(0, 30),
            }  # fmt: skip
            if rank < len(grades):
                one["grade"] = grades[rank]
            found.append(one)
        return found

    # rules

    def period(self, period: str, villages: Sequence[Dict]) -> Dict:
        more = ("second",) if self.coarse else ("second", "third", "fourth")
        items = [self.item("first"), *(self.item(name, villages) for name in more if self.maybe(0.7))]
        rules: Dict = {"period": period, "title": "清单", "due": last_day(period), "items": items}
        if self.maybe():
            rules["emphasis"] = self.emphasis()
        return rules

    def emphasis(self) -> list[Dict]:
        return [
            {"theme": theme, "name": theme, "multiplier": self.above_zero(3)}
            for theme in THEMES
            if self.maybe()
        ]

    def item(self, name: str, villages: Sequence[Dict] = (), department: str = "office") -> Dict:
        """An item; one that is for some villages is for one of these at least."""
        item: Dict = {
            "id": name, "name": name, "category": "town" if department == "town" else self.pick(CATEGORIES),
            "department": department, "weight": self.above_zero(12),
            "tasks": [self.task(f"t{at}") for at in range(1, self.random.randint(2, 3))],
        }  # fmt: skip
        if self.maybe():
            item["themes"] = [theme for theme in THEMES if self.maybe()]
        if villages and self.maybe(0.3):
            one = self.pick([one for one in villages if one["evaluated"] == "yes"])
            kinds = {"village": "村", "community": "社区"}
            fits = {"kind": [self.pick((one["kind"], kinds[one["kind"]]))], "town": [one["town_code"]]}
            if one["group"]:
                fits["group"] = [one["group"]]
            item["for"] = {
                key: fits[key] for key in self.random.sample(sorted(fits), self.random.randint(1, 2))
            }
        return item

    def task(self, name: str) -> Dict:
        points = self.pick(("4", "10", "2.5", "7"))
        task: Dict = {
            "id": name,
            "text": "任务",
            "points": Figure(points),
            "method": self.method(float(points)),
        }
        if self.maybe(0.25):
            task["combine"] = {
                "rounds": Figure(self.random.randint(1, 4)), "how": self.pick(("mean", "trimmed_mean", "lowest"))
            }  # fmt: skip
        return task

    def method(self, points: float) -> Dict:
        kind = self.pick(("award", "deduct", "ratio", "grade", "yes_no", "bands", "scale"))
        method: Dict = {"kind": kind}
        if kind == "deduct":
            method |= {"each": self.above_zero(3)}
            if self.maybe(0.6):
                method["floor"] = self.figure(-6, points - 0.5)
        elif kind == "ratio":
            method["target"] = "per_village" if self.maybe() else self.above_zero(120)
        elif kind == "grade":
            shares = sorted(self.random.sample(range(0, 105, 5), 3), reverse=True)
            method["grades"] = {
                key: f"{share}%" for key, share in zip(("优", "良", "差"), shares, strict=True)
            }
        elif kind == "bands":
            starts = sorted(self.random.sample(range(-5, 100), self.random.randint(1, 3)))
            earned = sorted(self.random.randint(1, int(points * 2)) / 2 for _ in starts)
            method["bands"] = [
                {"from": Figure(start), "points": Figure(f"{one:g}")}
                for start, one in zip(starts, earned, strict=True)
            ]
        elif kind == "scale":
            zero, full = self.random.sample(range(101), 2)
            method |= {"zero": Figure(zero), "full": Figure(full)}
            if self.maybe(0.4):
                method["least"] = self.figure(-4, 1)
            if self.maybe(0.4):
                method["most"] = self.figure(points * 0.8, points * 1.5)
        if kind not in ("grade", "yes_no") and self.maybe():
            method["unit"] = "处"
        return method

    def town_rules(self, rules: Dict, villages: Sequence[Dict]) -> dict[str, Dict]:
        found = {}
        for code in self.codes:
            town: Dict = {}
            own = [one for one in villages if one["town_code"] == code and one["evaluated"] == "yes"]
            if self.maybe():
                added = range(self.random.randint(1, 2))
                town["add"] = [self.item(f"add{code}-{at}", own, "town") for at in added]
            if self.maybe(0.4):
                town["emphasis"] = self.emphasis()
            if self.maybe(0.3):
                town["drop"] = [
                    {"item": item["id"], "reason": "无"} for item in rules["items"][1:] if self.maybe(0.4)
                ]
            if own and town and not self.coarse:
                found[code] = town
        return found

    # what was entered

    def inputs(
        self, scheme: Dict, rules: Dict, towns: Mapping[str, Dict], villages: Sequence[Dict]
    ) -> Inputs:
        inputs: Inputs = {"observations": {}, "targets": {}, "adjustments": {}}
        lacks = scheme.get("missing", "block") != "block"
        for village in villages:
            code, town = village["village_code"], towns.get(village["town_code"], {})
            dropped = {drop["item"] for drop in town.get("drop", [])}
            seen: dict[str, str] = {}
            for item in [*rules["items"], *town.get("add", [])]:
                if item["id"] in dropped or not is_for(item.get("for", {}), village):
                    continue
                for task in item["tasks"]:
                    name = f"{item['id']}.{task['id']}"
                    sure = name == "first.t1"
                    for at in range(1, int(task.get("combine", {}).get("rounds", 1)) + 1):
                        state = (
                            "seen"
                            if sure and at == 1
                            else self.pick(("seen", "seen", "seen", "seen", "NA", "missing"))
                        )
                        if state == "missing" and not lacks and at == 1:
                            state = "seen"
                        if state != "missing":
                            value = "NA" if state == "NA" else self.value(task)
                            seen[name if at == 1 else f"{name}#{at}"] = value
                    if task["method"].get("target") == "per_village":
                        inputs["targets"].setdefault(code, {})[name] = self.above_zero(120)
            inputs["observations"][code] = seen
            if self.maybe(0.1 if self.coarse else 0.5):
                inputs["adjustments"][code] = [self.adjustment(at) for at in range(self.random.randint(1, 2))]
        return inputs

    def value(self, task: Dict) -> str:
        points = float(task["points"])
        match task["method"]["kind"]:
            case "ratio" | "bands" | "scale" if self.coarse:
                return self.pick(("0", "50"))
            case "award" if self.coarse:
                return str(task["points"])
            case "award":
                return self.pick((str(task["points"]), self.figure(0, points)))
            case "deduct":
                return str(self.pick((0, 0, 1, 2, 9)))
            case "grade":
                return self.pick(("优", "良", "差"))
            case "yes_no":
                return self.pick(("是", "否", "yes", "0"))
            case "ratio":
                return self.figure(0, 130)
            case _:
                return self.figure(-10, 110)

    def adjustment(self, at: int) -> Dict:
        kind = self.pick(("bonus", "bonus", "deduction", "deduction", "veto"))
        points = "" if kind == "veto" else self.figure(0, 6)
        return {
            "kind": kind,
            "points": points,
            "reason": f"第{at}件",
            "department": "office",
            "basis": "中央有关规定",
        }

    def recommended(self, annual: Dict, villages: Sequence[Dict]) -> list[str]:
        quota = number(annual["eligibility"].get("recommend_quota", "100%"))
        found = []
        for code in self.codes:
            own = [one["village_code"] for one in villages if one["town_code"] == code]
            found += self.random.sample(own, min(len(own), ceil(len(own) * quota)))
        return [code for code in found if self.maybe(0.95)]

    def cadres(self, villages: Iterable[Dict]) -> list[Dict]:
        return [
            {
                "cadre": f"{one['village_code']}-{at}", "village_code": one["village_code"], "name": f"干部{at}",
                "post": "委员", "base_bonus": self.pick(("12000", "9999.99", "8000.5")),
            }
            for one in villages
            for at in range(self.random.randint(0, 3))
        ]  # fmt: skip


def last_day(period: str) -> str:
    """The day on which a period ends."""
    if period[4:5] == "-":
        month = int(period[5:])
    elif len(period) == 4:
        month = 12
    else:
        month = _MONTHS[period[4]] * int(period[5])
    return f"{period[:4]}-{month:02}-{monthrange(int(period[:4]), month)[1]}"


# files


def write(world: World, root: Path, random: Random) -> None:
    """The workspace's files; whether a table is long or wide, `random` says."""
    put_rules(root / "rules/scheme.yaml", world["scheme"])
    put_table(root / "data/towns.csv", world["towns"])
    put_table(root / "data/villages.csv", world["villages"])
    put_table(root / "data/departments.csv", [{"department": "office", "name": "办公室"}])
    for period, rules in world["periods"].items():
        year, key = period[:4], key_of(period)
        put_rules(root / f"rules/{year}/{key}.yaml", rules)
        for town, own in world["town_rules"][period].items():
            put_rules(root / f"rules/{year}/towns/{town}/{key}.yaml", own)
        put_inputs(root / f"data/{year}/{key}", world["inputs"][period], random)
    put_table(
        root / "data/2023/recommendations.csv", [{"village_code": code} for code in world["recommended"]]
    )
    put_table(root / "data/2023/cadres.csv", world["cadres"])
    marks = [{"village_code": code, "mark": mark} for code, mark in world["review"].items()]
    put_table(root / "data/2023/review.csv", marks)


def put_rules(path: Path, rules: Dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml_of(rules), encoding="utf-8")


def yaml_of(value: Any) -> str:
    """A value as YAML in flow style, numbers without quotes."""
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(
                f"{json.dumps(key, ensure_ascii=False)}: {yaml_of(one)}" for key, one in value.items()
            )
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml_of, value)) + "]"
    return str(value) if isinstance(value, Figure) else json.dumps(value, ensure_ascii=False)


def put_table(path: Path, rows: Sequence[Dict]) -> None:
    """A CSV file; none where there are no rows."""
    if not rows:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def put_inputs(folder: Path, inputs: Inputs, random: Random) -> None:
    targets = [
        {"village_code": code, "task": task, "target": target}
        for code, own in inputs["targets"].items()
        for task, target in own.items()
    ]
    put_table(folder / "targets.csv", targets)
    adjustments = [
        {"village_code": code, **one} for code, own in inputs["adjustments"].items() for one in own
    ]
    put_table(folder / "adjustments.csv", adjustments)
    rows = [
        (code, *name.partition("#")[::2], value)
        for code, seen in inputs["observations"].items()
        for name, value in seen.items()
    ]
    random.shuffle(rows)
    wide = {row[1].partition(".")[0] for row in rows if random.random() < 0.5}
    long_rows = [
        {
            "village_code": code,
            "task": task,
            "value": value,
            "note": "无" if value == "NA" else "",
            "round": at,
        }
        for code, task, at, value in rows
        if task.partition(".")[0] not in wide
    ]
    put_table(folder / "observations/long.csv", long_rows)
    by_village: dict[str, dict[str, str]] = {}
    for code, task, at, value in rows:
        if task.partition(".")[0] in wide:
            name = f"{task}#{at}" if at else task
            by_village.setdefault(code, {})[name] = "不适用：无" if value == "NA" else value
    names = sorted({name for seen in by_village.values() for name in seen})
    wide_rows = [
        {"村代码": code, **{name: seen.get(name, "") for name in names}} for code, seen in by_village.items()
    ]
    put_table(folder / "observations/wide.csv", wide_rows)
