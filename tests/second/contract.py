"""CONTRACT.md read a second time: the answers of sections 9 from plain dicts, as simply as they can be worked out.

Nothing of qsq is imported and nothing is made fast; a figure is a `Fraction`, a number of the input its text.
Each function names the section that it follows. `World` says what the dicts hold.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import permutations, product
from math import ceil, factorial, floor, prod
from typing import Any, TypedDict

Dict = dict[str, Any]


class Inputs(TypedDict):
    """What was entered for a period; a round is named `item.task#2`, as columns are."""

    observations: dict[str, dict[str, str]]
    targets: dict[str, dict[str, str]]
    adjustments: dict[str, list[Dict]]


class World(TypedDict):
    """A county: its rules as the YAML files hold them, its register, and what was entered.

    Attributes:
        periods: by period, as `2023Q1`, in order.
        town_rules: by period, then town code.
        inputs: by period.
        review: marks by village code; empty without a review.
    """

    scheme: Dict
    periods: dict[str, Dict]
    town_rules: dict[str, dict[str, Dict]]
    towns: list[Dict]
    villages: list[Dict]
    inputs: dict[str, Inputs]
    recommended: list[str]
    review: dict[str, str]
    cadres: list[Dict]


class TooManyOrders(Exception):  # noqa: N818 - not the program's fault
    """So many villages tie that not all their orders can be tried."""


# figures (section 6)


def number(text: Any) -> Fraction:
    """A number or a share as it is written."""
    written = str(text)
    return Fraction(written[:-1]) / 100 if written.endswith("%") else Fraction(written)


def rounded(exact: Fraction, decimals: int, rule: str) -> Fraction:
    """To decimals by size; the half goes up, or to the even."""
    size = abs(exact) * 10**decimals
    whole = floor(size)
    half = size - whole == Fraction(1, 2)
    up = size - whole > Fraction(1, 2) or (half and (rule == "half_up" or whole % 2 == 1))
    return Fraction(whole + up, 10**decimals) * (-1 if exact < 0 else 1)


def text(figure: Fraction, decimals: int) -> str:
    """A figure with all its decimals."""
    units = figure * 10**decimals
    assert units.denominator == 1, figure
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
    return [1 + sum(other < one for other in standings) for one in standings]


# a period (sections 3-7)


def score(world: World, period: str) -> Dict:
    """The answer of `qsq score period`, less what names revisions and digests."""
    return _Period(world, period).answer()


class _Period:
    def __init__(self, world: World, period: str) -> None:
        self.scheme, self.rules = world["scheme"], world["periods"][period]
        self.period = period
        self.towns = world["town_rules"].get(period, {})
        self.inputs = world["inputs"][period]
        self.decimals = int(self.scheme["marks"]["decimals"])
        evaluated = [one for one in world["villages"] if one.get("evaluated", "yes") != "no"]
        self.villages = sorted(evaluated, key=lambda one: one["village_code"])

    def round(self, exact: Fraction) -> Fraction:
        return rounded(exact, self.decimals, self.scheme["marks"]["rounding"])

    def answer(self) -> Dict:
        marked = [self.marks(village) for village in self.villages]
        self.rank(marked)
        self.cards(marked)
        self.grades(marked)
        self.rewards(marked)
        means: dict[str, list[Fraction]] = {}
        for one in marked:
            means.setdefault(one["village"]["town_code"], []).append(one["city_mark"])
        towns = towns_of(means, self.round, self.decimals)
        return {"period": self.period, "villages": [self.written(one) for one in marked], "towns": towns}

    def written(self, one: Dict) -> Dict:
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
        if combine["how"] == "trimmed_mean" and len(printed) >= 3:
            printed = sorted(printed)[1:-1]
        return self.round(sum(printed, Fraction(0)) / len(printed)), points

    # section 7

    def rank(self, marked: list[Dict]) -> None:
        fields = self.scheme["ranking"]["pool"]
        keys = self.scheme["ranking"].get("tie_break", [])

        def standing(one: Dict, prefix: str, total: str) -> tuple[Any, ...]:
            return one["vetoed"], -one[total], *(self.tie_key(one, key, prefix) for key in keys)

        for one, rank in zip(
            marked, ranks([standing(one, "city_", "city_mark") for one in marked]), strict=True
        ):
            one["city_rank"] = rank
            village = one["village"]
            kind = ("community", "village").index(village["kind"]) if "kind" in fields else 0
            town = village["town_code"] if "town" in fields else ""
            one["pool"] = (town, kind, village.get("group", "") if "group" in fields else "")
        for pool in {one["pool"] for one in marked}:
            members = [one for one in marked if one["pool"] == pool]
            for one, rank in zip(
                members, ranks([standing(one, "", "town_mark") for one in members]), strict=True
            ):
                one["rank"] = rank

    def tie_key(self, one: Dict, key: str, prefix: str) -> Fraction:
        kind, _, name = key.partition(":")
        if kind == "least_deductions":
            return Fraction(one["deduction_sum"])
        if kind == "most_bonus":
            return -Fraction(one["bonus_sum"])
        field = "id" if kind == "item" else "category"
        marks = [item[f"{prefix}mark"] or Fraction(0) for item in one["items"] if item[field] == name]
        return -sum(marks, Fraction(0))

    def cards(self, marked: list[Dict]) -> None:
        rule = self.scheme.get("yellow_card")
        for one in marked:
            members = [other for other in marked if other["pool"] == one["pool"]]
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
        for pool in {one["pool"] for one in marked}:
            members = [one for one in marked if one["pool"] == pool]
            found = graded(
                self.scheme.get("grades"),
                [one["graded"] for one in members],
                [one["rank"] for one in members],
            )
            for one, grade in zip(members, found, strict=True):
                one["grade"] = grade

    def rewards(self, marked: list[Dict]) -> None:
        rule = self.scheme.get("rewards", {})
        pools = sorted({one["pool"] for one in marked})
        sizes = [Fraction(sum(one["pool"] == pool for one in marked)) for pool in pools]
        money = shared(number(rule.get("pool", 0)), sizes, 2)
        for pool, part in zip(pools, money, strict=True):
            members = sorted(
                (one for one in marked if one["pool"] == pool),
                key=lambda one: (one["rank"], one["village"]["village_code"]),
            )
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


# a year (section 8)


def awards(world: World, scores: Mapping[str, Dict]) -> Dict:
    """The answer of `qsq awards year --draft`, from the answers of the year's periods, in order."""
    return _Year(world, scores).answer()


class _Year:
    def __init__(self, world: World, scores: Mapping[str, Dict]) -> None:
        self.world, self.scheme, self.scores = world, world["scheme"], scores
        self.annual = world["scheme"]["annual"]
        self.decimals = int(self.scheme["marks"]["decimals"])
        evaluated = [one for one in world["villages"] if one.get("evaluated", "yes") != "no"]
        self.villages = [
            self.year_of(village) for village in sorted(evaluated, key=lambda one: one["village_code"])
        ]

    def round(self, exact: Fraction) -> Fraction:
        return rounded(exact, self.decimals, self.scheme["marks"]["rounding"])

    def year_of(self, village: Dict) -> Dict:
        code = village["village_code"]
        periods = {}
        for period, score in self.scores.items():
            for one in score["villages"]:
                if one["village_code"] == code:
                    periods[period] = one
        weights = {
            period: number(self.annual.get("weights", {}).get(key_of(period), 1)) for period in periods
        }
        annual = None
        if sum(weights.values()):
            mean = sum(weights[period] * number(periods[period]["city_mark"]) for period in periods)
            share = number(self.annual.get("review_share", "0%"))
            review = number(self.world["review"].get(code, 0))
            annual = self.round((1 - share) * mean / sum(weights.values()) + share * review)
        return {
            "code": code,
            "town": village["town_code"],
            "periods": periods,
            "mark": annual,
            "cards": sum(one["yellow_card"] is not None for one in periods.values()),
            "vetoed": any(one["vetoed"] for one in periods.values()),
            "cadres": [one for one in self.world["cadres"] if one["village_code"] == code],
            "grade": None,
        }

    def answer(self) -> Dict:
        marked = [one for one in self.villages if one["mark"] is not None]
        self.grade(marked)
        eligible, ineligible = [], []
        for one in self.villages:
            reasons = self.reasons(one)
            if reasons:
                ineligible.append({"village_code": one["code"], "reasons": reasons})
            else:
                eligible.append(one)
        eligible.sort(key=lambda one: (self.standing(one), one["code"]))
        taken, undecided = self.honours(eligible)
        honours = [
            self.honoured(one, rule, order)
            for rule in self.annual["honours"]
            for order, one in enumerate(eligible, start=1)
            if taken.get(one["code"]) == rule["id"]
        ]
        means: dict[str, list[Fraction]] = {}
        for one in marked:
            means.setdefault(one["town"], []).append(one["mark"])
        return {
            "year": next(iter(self.scores))[:4],
            "honours": honours,
            "ineligible": ineligible,
            "undecided": undecided,
            "villages": [
                {
                    "village_code": one["code"],
                    "annual_mark": text(one["mark"], self.decimals),
                    "grade": one["grade"],
                }
                for one in marked
            ],
            "towns": towns_of(means, self.round, self.decimals),
            "merit_quota": self.merit_quota(taken),
            "totals": self.totals(honours),
        }

    def reasons(self, one: Dict) -> list[str]:
        rule = self.annual["eligibility"]
        against = {
            "not_recommended": one["code"] not in self.world["recommended"],
            "min_periods": len(one["periods"]) < number(rule.get("min_periods", 0)),
            "veto": rule.get("forbid_veto", False) and one["vetoed"],
            "yellow_cards": "max_yellow_cards" in rule and one["cards"] > number(rule["max_yellow_cards"]),
            "min_mark": "min_mark" in rule
            and (one["mark"] is None or one["mark"] < number(rule["min_mark"])),
        }
        return [reason for reason, holds in against.items() if holds]

    def standing(self, one: Dict) -> tuple[Any, ...]:
        return -one["mark"], *(self.tie_key(one, key) for key in self.annual.get("tie_break", []))

    def tie_key(self, one: Dict, key: str) -> Any:
        marks = {period: number(found["city_mark"]) for period, found in one["periods"].items()}
        if key == "fewest_yellow_cards":
            return one["cards"]
        if key == "best_period":
            return -max(marks.values())
        if key == "latest_period":
            return [-marks.get(period, Fraction(0)) for period in reversed(list(self.world["periods"]))]
        return -self.achieved(one, "category").get(key.partition(":")[2], (Fraction(0),))[0]

    def achieved(self, one: Dict, by: str) -> dict[str, tuple[Fraction, Fraction]]:
        """City marks and full marks added up over the periods, by category or item."""
        found: dict[str, tuple[Fraction, Fraction]] = {}
        for period, score in one["periods"].items():
            category = {item["id"]: item["category"] for item in self.world["periods"][period]["items"]}
            for item in score["items"]:
                if item["city_mark"] is not None:
                    name = category[item["item"]] if by == "category" else item["item"]
                    mark, full = found.get(name, (Fraction(0), Fraction(0)))
                    found[name] = mark + number(item["city_mark"]), full + number(item["city_full"])
        return found

    def grade(self, marked: list[Dict]) -> None:
        forbids = self.annual["eligibility"].get("forbid_veto", False)
        villages = [
            {
                "mark": one["mark"],
                "last": forbids and one["vetoed"],
                "items": list(self.achieved(one, "item").values()),
                "categories": list(self.achieved(one, "category").values()),
                "period_grades": [
                    one["periods"].get(period, {}).get("grade") for period in self.world["periods"]
                ],
            }
            for one in marked
        ]
        places = ranks([self.standing(one) for one in marked])
        ids = [rule["id"] for rule in self.scheme.get("grades", [])]
        for one, grade in zip(marked, graded(self.annual.get("grades"), villages, places, ids), strict=True):
            one["grade"] = grade

    def honours(self, eligible: list[Dict]) -> tuple[dict[str, str], list[Dict]]:
        """Every order that the ties leave open is tried; what differs among them is not decided.

        An honour is undecided where some who tie take it while others of them, to whom it is open, are left.
        """
        groups = _groups(eligible, [self.standing(one) for one in eligible])
        if prod(factorial(len(group)) for group in groups) > 50_000:
            raise TooManyOrders
        outcomes, borders = [], set()
        for order in product(*(permutations(group) for group in groups)):
            taken = self.filled([one for group in order for one in group])
            outcomes.append(taken)
            before: set[str] = set()
            for rule in self.annual["honours"]:
                now = {code for code, honour in taken.items() if honour == rule["id"]}
                for at, group in enumerate(groups):
                    of = {one["code"] for one in group if self.is_open(rule, one)}
                    if now & of and of - now - before:
                        borders.add((rule["id"], at))
                before |= now
        undecided = []
        for rule in self.annual["honours"]:
            for at, group in enumerate(groups):
                if (rule["id"], at) in borders:
                    takes = {
                        one["code"]: {taken.get(one["code"]) == rule["id"] for taken in outcomes}
                        for one in group
                    }
                    tied = sorted(code for code, found in takes.items() if len(found) > 1)
                    places = sum(outcomes[0].get(code) == rule["id"] for code in tied)
                    undecided.append({"honour": rule["id"], "places": places, "villages": tied})
        tied_ones = {code for one in undecided for code in one["villages"]}
        return {code: honour for code, honour in outcomes[0].items() if code not in tied_ones}, undecided

    def is_open(self, rule: Dict, one: Dict) -> bool:
        if "grade" not in rule:
            return True
        ids = [grade["id"] for grade in self.annual["grades"]]
        return ids.index(one["grade"]) <= ids.index(rule["grade"])

    def filled(self, order: list[Dict]) -> dict[str, str]:
        taken: dict[str, str] = {}
        for rule in self.annual["honours"]:
            free = [one["code"] for one in order if one["code"] not in taken and self.is_open(rule, one)]
            count = len(free) if rule["count"] == "all" else int(rule["count"])
            taken |= dict.fromkeys(free[:count], rule["id"])
        return taken

    def honoured(self, one: Dict, rule: Dict, order: int) -> Dict:
        split = self.annual["prize_split"]
        prize = number(rule["prize"])
        welfare, cadres = shared(prize, [number(split["welfare"]), number(split["cadres"])], 2)
        by_base = self.annual["cadre_share"] == "by_base"
        weights = [number(cadre["base_bonus"]) if by_base else Fraction(1) for cadre in one["cadres"]]
        shares = shared(cadres, weights, 2) if weights else []
        return {
            "village_code": one["code"],
            "honour": rule["id"],
            "annual_mark": text(one["mark"], self.decimals),
            "order": order,
            "grade": one["grade"],
            "prize": text(prize, 2),
            "welfare": text(welfare, 2),
            "cadres": text(cadres, 2),
            "members": [
                {
                    "cadre": cadre["cadre"],
                    "share": text(share, 2),
                    "uplift": text(
                        rounded(number(cadre["base_bonus"]) * number(rule["uplift"]), 2, "half_up"), 2
                    ),
                }
                for cadre, share in zip(one["cadres"], shares, strict=True)
            ],
        }

    def merit_quota(self, taken: Mapping[str, str]) -> list[Dict]:
        if "merit_quota" not in self.annual:
            return []
        base, more = (number(self.annual["merit_quota"][key]) for key in ("base", "increase"))
        found = []
        for town in sorted({one["town"] for one in self.villages}):
            own = [one for one in self.villages if one["town"] == town]
            cadres = sum(len(one["cadres"]) for one in own)
            honoured = sum(len(one["cadres"]) for one in own if one["code"] in taken)
            quota = floor(cadres * base + honoured * more)
            found.append({"town_code": town, "cadres": cadres, "base": floor(cadres * base), "quota": quota})
        return found

    def totals(self, honours: Sequence[Dict]) -> Dict:
        uplifts = [member["uplift"] for one in honours for member in one["members"]]
        rewards = [one["reward"] for score in self.scores.values() for one in score["villages"]]
        columns = {
            "prizes": [one["prize"] for one in honours],
            "welfare": [one["welfare"] for one in honours],
            "cadres": [one["cadres"] for one in honours],
            "uplift": uplifts,
            "period_rewards": rewards,
        }
        return {name: text(sum(map(number, amounts), Fraction(0)), 2) for name, amounts in columns.items()}


def key_of(period: str) -> str:
    """The name of a period's file: `q1`, `m02`, `b1`, `h1`, `y`."""
    rest = period[4:]
    return f"m{rest[1:]}" if rest.startswith("-") else rest.lower() or "y"


def most_recommended(villages: int, quota: str) -> int:
    """Section 8: a share of a town's villages, rounded up."""
    return ceil(villages * number(quota))


def _groups(eligible: Sequence[Dict], standings: Sequence[Any]) -> list[list[Dict]]:
    """Those who tie, in order."""
    groups: list[list[Dict]] = []
    for at, one in enumerate(eligible):
        if at and standings[at] == standings[at - 1]:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups
