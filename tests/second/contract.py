"""CONTRACT.md read a second time: the answers of sections 9 from plain dicts, as simply as they can be worked out.

A period is counted by the program that the notice board publishes with its data, which stands alone; here are
worlds and the year. Nothing else of qsq is imported and nothing is made fast; a figure is a `Fraction`, a number of the input its text.
Each function names the section that it follows. `World` says what the dicts hold.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import permutations, product
from math import ceil, factorial, floor, prod
from typing import Any, TypedDict

from qsq.board.package.verify import Score, graded, number, ranks, rounded, shared, text, towns_of

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


# a period (sections 3-7)


def score(world: World, period: str) -> Dict:
    """The answer of `qsq score period`, less what names revisions and digests."""
    evaluated = [one for one in world["villages"] if one.get("evaluated", "yes") != "no"]
    rules = {
        "scheme": world["scheme"],
        "period": world["periods"][period],
        "towns": world["town_rules"].get(period, {}),
    }
    return {"period": period, **Score(rules, evaluated, dict(world["inputs"][period])).answer()}


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
            return tuple(-marks.get(period, Fraction(0)) for period in reversed(list(self.world["periods"])))
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
