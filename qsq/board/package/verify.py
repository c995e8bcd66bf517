"""Counts the published results again (核对). To run it: python3 verify.py.

Every mark, rank, grade, card and reward of the folder is counted from the published observations and rules,
and compared with what was published. It needs Python 3.11 and nothing else, and shares no line with the
engine that made the results. Sections are those of the contract (docs/contract.md of qsq); a figure is a
`Fraction`, a number of a file its text.
"""

import csv
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import floor, prod
from pathlib import Path
from typing import Any

Dict = dict[str, Any]
KINDS = ("community", "village")
LEAST_TO_TRIM = 3


# figures (section 6)


def number(text: Any) -> Fraction:
    """A number or a share as it is written."""
    written = str(text)
    return Fraction(written[:-1]) / 100 if written.endswith("%") else Fraction(written)


def rounded(exact: Fraction, decimals: int, rule: str) -> Fraction:
    """To decimals by size; the half goes up, or to the even."""
    size = abs(exact) * 10**decimals
    whole = floor(size)
    at_half = {"half_up": True, "half_even": whole % 2 == 1}
    up = at_half[rule] if size - whole == Fraction(1, 2) else size - whole > Fraction(1, 2)
    return Fraction(whole + up, 10**decimals) * (-1 if exact < 0 else 1)


def text(figure: Fraction, decimals: int) -> str:
    """A figure with all its decimals."""
    units = figure * 10**decimals
    digits = str(abs(int(units))).zfill(decimals + 1)
    sign = "-" if units < 0 else ""
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


def shared(total: Fraction, weights: Sequence[Fraction], decimals: int) -> list[Fraction]:
    """Largest remainder in units of the last decimal place; of equal remainders the earlier."""
    units = total * 10**decimals
    exact = [units * weight / sum(weights) for weight in weights]
    shares = [floor(one) for one in exact]
    order = sorted(range(len(exact)), key=lambda at: (shares[at] - exact[at], at))
    for at in order[: int(units) - sum(shares)]:
        shares[at] += 1
    return [Fraction(share, 10**decimals) for share in shares]


def ranks(standings: Sequence[Any]) -> list[int]:
    """1, 2, 2, 4: one more than how many stand better; lower standings are better."""
    ordered = sorted(standings)
    first: dict[Any, int] = {}
    for place, one in enumerate(ordered, start=1):
        first.setdefault(one, place)
    return [first[one] for one in standings]


# a period (sections 3-7)


class Score:
    """A period counted from its rules, its villages and what was entered."""

    def __init__(self, rules: Dict, villages: Sequence[Dict], inputs: Dict) -> None:
        self.scheme, self.rules, self.towns = rules["scheme"], rules["period"], rules["towns"]
        self.inputs = inputs
        self.decimals = int(self.scheme["marks"]["decimals"])
        self.villages = sorted(villages, key=lambda one: one["village_code"])

    def round(self, exact: Fraction) -> Fraction:
        """A figure as it is printed."""
        return rounded(exact, self.decimals, self.scheme["marks"]["rounding"])

    def answer(self) -> Dict:
        """The villages and towns as `qsq score period --json` answers them (section 9)."""
        marked = [self.marks(village) for village in self.villages]
        self.rank(marked)
        self.cards(marked)
        self.grades(marked)
        self.rewards(marked)
        means: dict[str, list[Fraction]] = {}
        for one in marked:
            means.setdefault(one["village"]["town_code"], []).append(one["city_mark"])
        towns = towns_of(means, self.round, self.decimals)
        return {"villages": [self.written(one) for one in marked], "towns": towns}

    def written(self, one: Dict) -> Dict:
        """A village as it is answered."""

        def figure(exact: Fraction | None) -> str | None:
            return None if exact is None else text(exact, self.decimals)

        village = one["village"]
        return {
            "village_code": village["village_code"],
            "village_name": village["village_name"],
            "town_code": village["town_code"],
            **{key: figure(one[key]) for key in ("town_mark", "city_mark", "bonus", "deduction")},
            **{key: one[key] for key in ("rank", "city_rank", "vetoed", "yellow_card", "grade")},
            "reward": text(one["reward"], 2),
            "items": [
                {
                    "item": item["id"],
                    **{key: figure(item[key]) for key in ("full", "mark", "city_full", "city_mark")},
                }
                for item in one["items"]
            ],
        }

    # sections 3, 5 and 6

    def marks(self, village: Dict) -> Dict:
        """The items of a village with their full marks and marks, and its two marks."""
        town = self.towns.get(village["town_code"], {})
        city_stress = self.rules.get("emphasis", [])
        both = [*city_stress, *town.get("emphasis", [])]
        added = town.get("add", [])
        items = []
        for rules in [*self.rules["items"], *added]:
            applies = not any(drop["item"] == rules["id"] for drop in town.get("drop", []))
            applies = applies and is_for(rules.get("for", {}), village)
            tasks = [self.earned(rules, task, village) for task in rules["tasks"]] if applies else []
            counted = [(earned, points) for earned, points in tasks if earned is not None]
            items.append(
                {
                    "id": rules["id"],
                    "category": rules["category"],
                    "counted": counted,
                    "city_weight": None if rules in added else weight(rules, city_stress),
                    "weight": weight(rules, both),
                    **dict.fromkeys(("full", "mark", "city_full", "city_mark")),
                }
            )
        total = number(self.scheme["marks"]["total"])
        applicable = [item for item in items if item["counted"]]
        citys = [item for item in applicable if item["city_weight"] is not None]
        for chosen, of, prefix in ((applicable, "weight", ""), (citys, "city_weight", "city_")):
            fulls = shared(total, [item[of] for item in chosen], self.decimals)
            for item, full in zip(chosen, fulls, strict=True):
                earned, points = (sum(part) for part in zip(*item["counted"], strict=True))
                item[f"{prefix}full"] = full
                item[f"{prefix}mark"] = self.round(full * earned / points)
        return {"village": village, "items": items, **self.adjusted(village, items)}

    def adjusted(self, village: Dict, items: list[Dict]) -> Dict:
        """What bonuses and deductions make of the item marks."""
        adjustments = self.inputs["adjustments"].get(village["village_code"], [])
        caps = self.scheme.get("adjustments", {})
        sums = {
            kind: sum((number(one["points"]) for one in adjustments if one["kind"] == kind), Fraction(0))
            for kind in ("bonus", "deduction")
        }
        capped = {
            kind: self.round(min(total, number(caps[f"{kind}_cap"])) if f"{kind}_cap" in caps else total)
            for kind, total in sums.items()
        }
        change = capped["bonus"] - capped["deduction"]
        return {
            **capped,
            "bonus_sum": sums["bonus"],
            "deduction_sum": sums["deduction"],
            "vetoed": any(one["kind"] == "veto" for one in adjustments),
            "town_mark": max(Fraction(0), sum((one["mark"] or Fraction(0) for one in items), change)),
            "city_mark": max(Fraction(0), sum((one["city_mark"] or Fraction(0) for one in items), change)),
        }

    def earned(self, item: Dict, task: Dict, village: Dict) -> tuple[Fraction | None, Fraction]:
        """What a task earned, None where it does not apply; and its points."""
        code, name, points = village["village_code"], f"{item['id']}.{task['id']}", number(task["points"])
        combine = task.get("combine", {"rounds": 1, "how": "mean"})
        seen = self.inputs["observations"].get(code, {})
        names = [name, *(f"{name}#{at}" for at in range(2, int(combine["rounds"]) + 1))]
        values = [seen[one] for one in names if one in seen]
        if not values:
            zero = self.scheme.get("missing", "block") == "zero"
            return (Fraction(0) if zero else None), points
        target = self.inputs["targets"].get(code, {}).get(name)
        printed = [self.round(earns(task["method"], points, one, target)) for one in values if one != "NA"]
        if not printed:
            return None, points
        if combine["how"] == "lowest":
            return min(printed), points
        if combine["how"] == "trimmed_mean" and len(printed) >= LEAST_TO_TRIM:
            printed = sorted(printed)[1:-1]
        return self.round(sum(printed, Fraction(0)) / len(printed)), points

    # section 7

    def rank(self, marked: list[Dict]) -> None:
        """Pools, ranks in them, and ranks of the city."""
        fields = self.scheme["ranking"]["pool"]
        keys = self.scheme["ranking"].get("tie_break", [])

        def standing(one: Dict, prefix: str, total: str) -> tuple[Any, ...]:
            return one["vetoed"], -one[total], *(tie_key(one, key, prefix) for key in keys)

        citys = ranks([standing(one, "city_", "city_mark") for one in marked])
        for one, rank in zip(marked, citys, strict=True):
            one["city_rank"] = rank
            village = one["village"]
            kind = KINDS.index(village["kind"]) if "kind" in fields else 0
            town = village["town_code"] if "town" in fields else ""
            one["pool"] = (town, kind, village.get("group", "") if "group" in fields else "")
        for members in pools(marked):
            of_pool = ranks([standing(one, "", "town_mark") for one in members])
            for one, rank in zip(members, of_pool, strict=True):
                one["rank"] = rank

    def cards(self, marked: list[Dict]) -> None:
        """Yellow cards."""
        rule = self.scheme.get("yellow_card")
        for members in pools(marked):
            for one in members:
                behind = sum(other["rank"] > one["rank"] for other in members)
                one["yellow_card"] = None
                if rule is None:
                    continue
                if one["vetoed"]:
                    one["yellow_card"] = "veto"
                elif one["town_mark"] < number(rule["below"]):
                    one["yellow_card"] = "below"
                elif (
                    len(members) >= number(rule["smallest_pool"])
                    and behind < number(rule["last"])
                    and one["town_mark"] < number(rule["spare_at"])
                ):
                    one["yellow_card"] = "last"

    def grades(self, marked: list[Dict]) -> None:
        """Grades; None without any."""
        for one in marked:
            items = [item for item in one["items"] if item["full"] is not None]
            one["graded"] = {
                "mark": one["town_mark"],
                "last": one["vetoed"],
                "items": [(item["mark"], item["full"]) for item in items],
                "categories": [
                    (
                        sum(item["mark"] for item in items if item["category"] == category),
                        sum(item["full"] for item in items if item["category"] == category),
                    )
                    for category in {item["category"] for item in items}
                ],
            }
        rules = self.scheme.get("grades")
        for members in pools(marked):
            found = graded(rules, [one["graded"] for one in members], [one["rank"] for one in members])
            for one, grade in zip(members, found, strict=True):
                one["grade"] = grade

    def rewards(self, marked: list[Dict]) -> None:
        """Places, base and grades in yuan."""
        rule = self.scheme.get("rewards", {})
        of_pools = pools(marked)
        sizes = [Fraction(len(members)) for members in of_pools]
        money = shared(number(rule.get("pool", 0)), sizes, 2)
        for members, part in zip(of_pools, money, strict=True):
            places = [number(amount) for amount in rule.get("amounts", [])]
            if "pool" in rule:
                places = shared(part, [number(share) for share in rule["places"]], 2)
            for rank in {one["rank"] for one in members}:
                tied = [one for one in members if one["rank"] == rank]
                together = sum(places[rank - 1 : rank - 1 + len(tied)], Fraction(0))
                shares = shared(together, [Fraction(1)] * len(tied), 2)
                for one, share in zip(tied, shares, strict=True):
                    grade = number(rule.get("by_grade", {}).get(one["grade"], 0))
                    takes = not one["vetoed"] and one["yellow_card"] is None
                    takes = takes and one["town_mark"] >= number(rule.get("from", 0))
                    one["reward"] = share + number(rule.get("base", 0)) + grade if takes else Fraction(0)


def pools(marked: Sequence[Dict]) -> list[list[Dict]]:
    """The villages that are ranked together, each pool's by rank and code as far as they have one."""
    found: dict[Any, list[Dict]] = {}
    for one in marked:
        found.setdefault(one["pool"], []).append(one)
    return [found[pool] for pool in sorted(found)]


def tie_key(one: Dict, key: str, prefix: str) -> Fraction:
    """Section 7: what a tie-break compares; lower is better."""
    kind, _, name = key.partition(":")
    if kind == "least_deductions":
        return Fraction(one["deduction_sum"])
    if kind == "most_bonus":
        return -Fraction(one["bonus_sum"])
    field = "id" if kind == "item" else "category"
    marks = [item[f"{prefix}mark"] or Fraction(0) for item in one["items"] if item[field] == name]
    return -sum(marks, Fraction(0))


def is_for(scope: Mapping[str, Sequence[str]], village: Dict) -> bool:
    """Section 3: the villages that an item is for."""
    own = {"kind": village["kind"], "group": village.get("group", ""), "town": village["town_code"]}
    chinese = {"村": "village", "社区": "community"}
    return all(own[field] in [chinese.get(word, word) for word in words] for field, words in scope.items())


def weight(item: Dict, stresses: Iterable[Dict]) -> Fraction:
    """Section 5."""
    of_themes = [number(one["multiplier"]) for one in stresses if one["theme"] in item.get("themes", [])]
    return prod(of_themes, start=number(item["weight"]))


def earns(method: Dict, points: Fraction, value: str, target: str | None) -> Fraction:
    """Section 3: the points of a value, exactly."""
    match method["kind"]:
        case "award":
            return number(value)
        case "deduct":
            return max(number(method.get("floor", 0)), points - number(method["each"]) * number(value))
        case "ratio":
            goal = number(target if method["target"] == "per_village" else method["target"])
            return points * min(Fraction(1), number(value) / goal)
        case "grade":
            return points * number(method["grades"][value])
        case "yes_no":
            return points if value in ("是", "yes", "true", "1", "√") else Fraction(0)
        case "bands":
            reached = [band for band in method["bands"] if number(band["from"]) <= number(value)]
            best = max(reached, key=lambda band: number(band["from"]), default={"points": 0})
            return number(best["points"])
        case "scale":
            zero, full = number(method["zero"]), number(method["full"])
            least, most = number(method.get("least", 0)), number(method.get("most", points))
            return min(most, max(least, points * (number(value) - zero) / (full - zero)))
    raise ValueError(method)


def towns_of(
    marks: Mapping[str, Sequence[Fraction]], to: Callable[[Fraction], Fraction], decimals: int
) -> list[Dict]:
    """Section 7: the towns by code, from the marks of their villages."""
    codes = sorted(marks)
    means = [to(sum(marks[code], Fraction(0)) / len(marks[code])) for code in codes]
    places = ranks([-mean for mean in means])
    return [
        {"town_code": code, "mark": text(mean, decimals), "rank": rank, "villages": len(marks[code])}
        for code, mean, rank in zip(codes, means, places, strict=True)
    ]


def graded(
    rules: Sequence[Dict] | None, villages: Sequence[Dict], places: Sequence[int], periods: Sequence[str] = ()
) -> list[str | None]:
    """Sections 7 and 8: the grades of villages that share the limits; `periods` are the ids of a period's."""
    found: list[str | None] = [None] * len(villages)
    for rule in rules or []:
        last = rule is (rules or [])[-1]
        fit = [
            at
            for at, one in enumerate(villages)
            if found[at] is None and (last or (not one["last"] and fulfils(one, rule, periods)))
        ]
        if "at_most" in rule:
            most = floor(number(rule["at_most"]) * len(villages))
            fit = [at for at in fit if sum(places[other] <= places[at] for other in fit) <= most]
        for at in fit:
            found[at] = rule["id"]
    return found


def fulfils(one: Dict, rule: Dict, periods: Sequence[str]) -> bool:
    """Whether all conditions of a grade hold, its limit left aside."""
    return (
        one["mark"] >= number(rule.get("from", 0))
        and all(
            mark >= number(rule["each_item"]) * full for mark, full in one["items"] if "each_item" in rule
        )
        and all(
            mark >= number(rule["each_category"]) * full
            for mark, full in one["categories"]
            if "each_category" in rule
        )
        and all(
            grade is not None and periods.index(grade) <= periods.index(rule["every_period"])
            for grade in one.get("period_grades", [])
            if "every_period" in rule
        )
    )


# this folder


def damaged(folder: Path) -> Iterator[str]:
    """What differs from the folder's list of contents (datapackage.json)."""
    for resource in json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]:
        file = folder / resource["path"]
        content = file.read_bytes() if file.is_file() else b""
        if f"sha256:{hashlib.sha256(content).hexdigest()}" != resource["hash"]:
            yield resource["path"]


def table(file: Path) -> list[Dict]:
    """The rows of a table."""
    with file.open(encoding="utf-8-sig", newline="") as content:
        rows = csv.DictReader(content)
        return [{name: meant_by(cell) for name, cell in row.items()} for row in rows]


def meant_by(cell: str) -> str:
    """A cell without the apostrophe before what a spreadsheet would take for a formula; numbers have none."""
    begins = re.match("''*[=+@＝＋－＠-].", cell, re.DOTALL)
    return cell[1:] if begins and not re.fullmatch("'*[-+]?[0-9]+([.][0-9]+)?", cell) else cell


def read_inputs(folder: Path) -> Dict:
    """What was entered for a period."""
    observations: dict[str, dict[str, str]] = {}
    targets: dict[str, dict[str, str]] = {}
    adjustments: dict[str, list[Dict]] = {}
    for row in table(folder / "observations.csv"):
        seen = {task: "NA" if value.startswith("NA：") else value for task, value in row.items() if value}
        observations[seen.pop("village_code")] = seen
    for row in table(folder / "targets.csv"):
        targets.setdefault(row["village_code"], {})[row["task"]] = row["target"]
    for row in table(folder / "adjustments.csv"):
        adjustments.setdefault(row["village_code"], []).append(row)
    return {"observations": observations, "targets": targets, "adjustments": adjustments}


def wrong_in(folder: Path) -> Iterator[str]:
    """What counting a period again gives otherwise than it was published, a line each."""
    rules = json.loads((folder / "rules.json").read_text("utf-8"))
    villages = table(folder / "villages.csv")
    found = Score(rules, villages, read_inputs(folder)).answer()
    items = [
        {"village_code": one["village_code"], **item} for one in found["villages"] for item in one["items"]
    ]
    for name, rows in (("marks.csv", found["villages"]), ("items.csv", items), ("towns.csv", found["towns"])):
        published = table(folder / name)
        if len(published) != len(rows):
            yield f"{name}: {len(published)} ≠ {len(rows)}"
        for one, other in zip(published, rows, strict=False):
            where = (
                " ".join(other[key] for key in ("village_code", "item") if key in other) or other["town_code"]
            )
            for key in sorted(one.keys() & other.keys()):
                if one[key] != shown(other[key]):
                    yield f"{name} {where} {key}: {one[key]} ≠ {shown(other[key])}"


def shown(value: Any) -> str:
    """A value as the tables write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def main(folder: Path) -> int:
    """Say what was checked; 1 where anything differs."""
    differs = list(damaged(folder))
    for path in differs:
        print(f"文件被改动 changed: {path}")
    for rules in sorted(folder.glob("data/*/rules.json")):
        wrong = list(wrong_in(rules.parent))
        count = len(table(rules.parent / "villages.csv"))
        told = f"{len(wrong)}处不符 differ" if wrong else "全部相符 all as published"
        print(f"{rules.parent.name}: {count}个村(社区) villages, {told}")
        for line in wrong:
            print(f"  {line}")
        differs += wrong
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent))
