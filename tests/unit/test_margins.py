"""Margins: no weights within them swap two villages, and beyond them some do."""

from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import pytest

from qsq.domain.scheme.scheme import Missing
from qsq.fairness import draws
from qsq.fairness.columns import VillageColumns
from qsq.fairness.firmness import CHANGES, proven, spans, swaps
from qsq.fairness.margins import rivals
from qsq.fairness.standing import Judged, Stance, alone, held_to, printed_stances, stance_of
from qsq.scoring.evaluation import Evaluation, evaluate
from qsq.year.fairness.found import percentage
from qsq.year.handbook import page
from tests.unit.builders import bonus, checklist, deduction, entered, item, scheme, task, town_rules, village

HUNDRED = Fraction(100)


def stance(*parts: tuple[int, str] | None, adjustment: int = 0) -> Stance:
    """A stance by weights and shares of its items; None is an item that does not apply."""
    named = {f"item{number}": (Fraction(one[0]), Fraction(one[1])) for number, one in enumerate(parts) if one}
    return stance_of(named, Fraction(adjustment), HUNDRED)


def only(found: Stance) -> Judged:
    return Judged({"q1": found})


def test_the_margin_is_told_by_the_formula() -> None:
    """Weights 5, 3, 2 and shares 0.9, 0.5, 1 beside 0.6, 0.9, 0.8: |1.5 − 1.2 + 0.4| ÷ (1.5 + 1.2 + 0.4)."""
    better, worse = stance((5, "0.9"), (3, "0.5"), (2, "1")), stance((5, "0.6"), (3, "0.9"), (2, "0.8"))
    beside = rivals(only(better), only(worse))
    assert beside.gap == better.mark - worse.mark == 7
    assert beside.gaps[0].leverage == 31
    assert beside.margin == Fraction(7, 31)
    assert beside.by_formula
    assert f"0.7 ÷ 3.1 = {percentage(beside.margin)}" in page("fairness").text, "the handbook's example"


def test_adjustments_stand_in_every_item() -> None:
    """A bonus of 10 of 100 points is 0.1 more of every item: d = −0.1, 0.3, weights 3 and 1."""
    better, worse = stance((3, "0.5"), (1, "0.9"), adjustment=0), stance((3, "0.5"), (1, "0.5"), adjustment=5)
    beside = rivals(only(better), only(worse))
    assert beside.gap == better.mark - worse.mark == 5
    assert beside.margin == abs(3 * Fraction("-0.05") + Fraction("0.35")) / (
        3 * Fraction("0.05") + Fraction("0.35")
    )


def test_a_limit_is_a_rival_whom_no_weights_move() -> None:
    own = only(stance((3, "0.8"), (1, "0.4")))
    beside = rivals(own, held_to(own, Fraction(60)))
    assert beside.gap == 10
    assert beside.margin == Fraction(10) / (15 + 5)


def test_who_is_behind_has_no_margin() -> None:
    own, other = only(stance((1, "0.5"))), only(stance((1, "0.6")))
    assert rivals(own, other).margin is None
    assert rivals(other, own).margin == 1, "nothing below 100 % swaps what every item says"


def a_stance(chance: Random, *, lacks: float) -> Stance:
    weights = (5, 3, 2, 4)
    parts = [
        None if number and chance.random() < lacks else (weight, str(Fraction(chance.randint(0, 10), 10)))
        for number, weight in enumerate(weights)
    ]
    return stance(*parts, adjustment=chance.choice((0, 0, 2, -3)))


def corners(one: Stance, other: Stance, change: Fraction) -> list[Fraction]:
    """The gaps under every way of changing each weight by as much as is allowed, up or down."""
    names = list(dict.fromkeys([*one.parts, *other.parts]))
    found: list[Fraction] = []
    for signs in product((-1, 1), repeat=len(names)):
        factors = {name: 1 + sign * change for name, sign in zip(names, signs, strict=True)}
        marks: list[Fraction] = []
        for own in (one, other):
            weights = {name: part.weight * factors[name] for name, part in own.parts.items()}
            earned = sum((weights[name] * part.share for name, part in own.parts.items()), Fraction(0))
            earned /= own.parts_of_one
            marks.append(HUNDRED * (earned / sum(weights.values()) + Fraction(own.lift, own.parts_of_one)))
        found.append(marks[0] - marks[1])
    return found


@pytest.mark.parametrize("seed", range(80))
def test_brute_force_over_weights_finds_no_swap_within_the_margin(seed: int) -> None:
    """A gap is least at a corner of the allowed weights, so that trying all corners is to try all weights.

    Where the same items apply to both, a change a little beyond the margin swaps them.
    """
    chance = Random(seed)
    lacks = 0.3 if seed % 2 else 0.0
    one, other = a_stance(chance, lacks=lacks), a_stance(chance, lacks=lacks)
    beside = rivals(only(one), only(other))
    if beside.margin is None or beside.margin >= 1:
        return
    assert min(corners(one, other, beside.margin * Fraction(999, 1000))) > 0
    if beside.by_formula:
        assert one.parts.keys() == other.parts.keys()
        assert min(corners(one, other, beside.margin)) == 0
    for change in (Fraction(1, 100), *CHANGES, Fraction(1, 2)):
        assert min(corners(one, other, change)) >= beside.lower(change)


@pytest.mark.parametrize("seed", range(20))
def test_a_year_is_held_to_each_of_its_periods(seed: int) -> None:
    chance = Random(seed)
    first, second = ({name: a_stance(chance, lacks=0.2) for name in ("q1", "q2")} for _village in range(2))
    halves = [
        Judged(
            {
                name: Stance(s.parts, s.parts_of_one, s.lift, s.whole, s.total, Fraction(1, 2))
                for name, s in one.items()
            }
        )
        for one in (first, second)
    ]
    beside = rivals(halves[0], halves[1])
    assert (
        beside.gap
        == sum((rivals(only(first[name]), only(second[name])).gap for name in ("q1", "q2")), Fraction(0)) / 2
    )
    if beside.margin and beside.margin < 1:
        change = beside.margin
        worst = [min(corners(first[name], second[name], change)) for name in ("q1", "q2")]
        assert sum(worst) > 0


def a_county(seed: int) -> Evaluation:
    """Ten villages in two towns, four items, one of which a town drops; much is equal, much not applicable."""
    chance = Random(seed)
    listed = checklist(
        item("a", task("a.a", 4), task("a.b", 3), weight=5, category="party"),
        item("b", task("b.a", 5), weight=3),
        item("c", task("c.a", 7), weight=2),
        item("d", task("d.a", 3), weight=4),
        towns=[town_rules("T2", drop=["d"])],
    )
    villages = [village(f"{town}V{number}", town=town) for town in ("T1", "T2") for number in range(5)]
    points = {"a.a": 4, "a.b": 3, "b.a": 5, "c.a": 7, "d.a": 3}
    seen = {
        one.code: {
            name: "NA" if name == "c.a" and chance.random() < 0.2 else chance.randint(most // 2, most)
            for name, most in points.items()
            if name != "d.a" or one.town_code == "T1"
        }
        for one in villages
    }
    adjusted = {villages[0].code: (bonus(2),), villages[1].code: (deduction(1),)}
    inputs = entered(seen, adjustments=adjusted)
    return evaluate(scheme(pool=(), ties=["category:party"]), listed, villages, inputs, Missing.BLOCK)


@pytest.mark.parametrize("seed", range(6))
def test_draws_never_leave_what_is_proven(seed: int) -> None:
    """As printed, with every rounding; and what is proven is no empty word."""
    evaluation = a_county(seed)
    standings = alone(printed_stances(evaluation, city=False), "q1")
    sure = proven([(one.marks.village.code, False) for one in evaluation.villages], standings, 100)
    columns = VillageColumns(evaluation)
    for at, change in enumerate(CHANGES):
        drawn = columns.ranked(draws.within(seed, 300, len(columns.items), int(change * draws.WITHIN))).rank
        for code, (best, worst) in zip(columns.codes, spans(drawn), strict=True):
            low, high = sure[code][at]
            assert low <= best <= worst <= high
    assert any(found[0] != (1, len(sure)) for found in sure.values())


def test_swaps_are_the_draws_that_put_the_second_before_the_first() -> None:
    """A and B are level in the third draw, which is no swap; who is not drawn is not told of."""
    drawn = [np.array([[1, 2, 1, 1], [2, 1, 1, 2], [3, 3, 3, 3]]), np.array([[2, 2], [1, 1], [3, 3]])]
    found = swaps([("A", "B"), ("B", "C"), ("A", "Z"), ("", "A")], ("A", "B", "C"), drawn)
    assert found == {("A", "B"): (1, 2), ("B", "C"): (0, 0)}


def test_a_mark_by_its_parts_is_the_exact_mark() -> None:
    for one in a_county(3).villages:
        exact = printed_stances(a_county(3), city=False)[one.marks.village.code].mark
        assert abs(exact - Fraction(one.marks.town_mark, 100)) < Fraction(3, 100)
