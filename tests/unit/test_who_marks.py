"""Who marks how: honest years tell nothing, a planted leaning is told as often as any test could."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from qsq.domain.county.places import TOWN_DEPARTMENT
from qsq.domain.scheme.scheme import Missing
from qsq.fairness.doubts.chances import drawn_villages, shuffled, standing, told
from qsq.fairness.doubts.shares import Shares, jointly
from qsq.fairness.doubts.who_marks import WhyNot, leanings, who_marks_how
from qsq.scoring.evaluation import evaluate
from tests.intervals import with_interval
from tests.unit.builders import Number, checklist, entered, item, scheme, task, village
from tests.unit.honest_years import DEPARTMENTS, SIZES, honest, honest_periods, year_leanings

LIKELY_ENOUGH = 4.03
"""Standard errors that one of 364 questions takes at 2 % over all, two-sided: what the best test would ask."""


@pytest.mark.torture
@pytest.mark.long
@pytest.mark.parametrize("limited", [False, True])
def test_of_200_honest_years_in_which_towns_truly_differ_few_tell_anything(limited: bool) -> None:
    false = sum(bool(honest(seed, limited=limited).leanings(seed).told) for seed in range(200))
    assert false <= 10, with_interval(false, 200)


@pytest.mark.torture
@pytest.mark.long
def test_one_standard_deviation_in_one_town_is_told_as_often_as_any_test_could() -> None:
    """In towns of 26 villages and more nine in ten times; in smaller ones nobody can, even who knows all."""
    told_of = dict.fromkeys(range(200), False)
    known, large = set(), set()
    for seed in range(200):
        department, town = seed % DEPARTMENTS, seed % len(SIZES)
        year = honest(seed).leant(department, town)
        cells = [(one.department, one.town) for one in year.leanings(seed).told]
        told_of[seed] = (f"D{department:02}", f"T{town:02}") in cells
        if year.known_to_all(department, town) > LIKELY_ENOUGH:
            known.add(seed)
        if SIZES[town] >= 26:
            large.add(seed)
    in_all, in_large = sum(told_of.values()), sum(told_of[seed] for seed in large)
    assert in_large >= len(large) * 9 / 10, with_interval(in_large, len(large))
    assert in_all >= len(known) * 85 / 100, f"{with_interval(in_all, 200)}; known to all {len(known)}"


@pytest.mark.torture
@pytest.mark.long
@pytest.mark.parametrize("limited", [False, True])
def test_of_200_honest_years_told_over_their_periods_jointly_few_tell_anything(limited: bool) -> None:
    false = sum(bool(year_leanings(honest_periods(seed, limited=limited), seed).told) for seed in range(200))
    assert false <= 10, with_interval(false, 200)


@pytest.mark.torture
@pytest.mark.long
def test_one_standard_deviation_in_all_periods_is_told_in_nine_of_ten_years() -> None:
    """Half of what looks err by comes anew each period; where nine tenths last all year, 166 of 200 were told."""
    told_of = 0
    for seed in range(200):
        department, town = seed % DEPARTMENTS, seed % len(SIZES)
        year = [one.leant(department, town) for one in honest_periods(seed)]
        cells = [(one.department, one.town) for one in year_leanings(year, seed).told]
        told_of += (f"D{department:02}", f"T{town:02}") in cells
    assert told_of >= 180, with_interval(told_of, 200)


def test_a_few_honest_years_tell_nothing() -> None:
    assert not any(
        honest(seed, limited=bool(seed % 2), sizes=(30,) * 8).leanings(seed).told for seed in range(4)
    )


def test_a_department_that_leans_towards_a_town_is_told() -> None:
    found = honest(5, sizes=(30,) * 8).leant(3, 6).leanings(1).told[0]
    assert (found.department, found.town, found.villages) == ("D03", "T06", 30)
    assert found.own < found.like, "ranked before villages like them"
    assert found.chance < Fraction(1, 10_000)


def test_the_same_seed_tells_the_same() -> None:
    year = honest(2, sizes=(30, 30, 30))
    assert year.leanings(7) == year.leanings(7)
    assert [one.chance for one in year.leanings(7).cells] != [one.chance for one in year.leanings(8).cells]


def test_of_too_little_nothing_is_told_and_it_says_why() -> None:
    towns = np.repeat([0, 1, 2], 20)
    shares: dict[str, list[Fraction | None]] = {
        name: [Fraction(at) for at in range(60)] for name in ("a", "b", "c", "d")
    }
    assert leanings(shares, ["T0", "T1", "T2"], towns, 1).why_not is None
    assert leanings(shares, ["T0", "T1"], towns.clip(0, 1), 1).why_not is WhyNot.FEW_TOWNS
    few = {name: listed[:59] for name, listed in shares.items()}
    assert leanings(few, ["T0", "T1", "T2"], towns[:59], 1).why_not is WhyNot.FEW_VILLAGES
    del shares["a"]
    assert leanings(shares, ["T0", "T1", "T2"], towns, 1).why_not is WhyNot.FEW_DEPARTMENTS


def test_a_village_that_too_few_others_looked_at_is_left_out() -> None:
    chance = Random(1)
    shares: dict[str, list[Fraction | None]] = {
        name: [Fraction(chance.randint(0, 20)) for _village in range(70)]
        for name in ("a", "b", "c", "d", "e")
    }
    shares["b"][0] = shares["c"][0] = shares["a"][1] = None
    towns = np.array([0] * 10 + [1] * 30 + [2] * 30)
    found = {
        one.department: one.villages for one in leanings(shares, ["T0", "T1", "T2"], towns, 1).cells[::3]
    }
    assert found == {"a": 8, "b": 9, "c": 9, "d": 9, "e": 9}


def test_what_a_town_marks_itself_is_held_to_nobody() -> None:
    departments = ("a", "b", "c", "d", TOWN_DEPARTMENT)
    listed = checklist(*(item(one, task(f"{one}.x", 10), department=one) for one in departments))
    villages = [village(f"V{number:02}", town=f"T{number % 3}") for number in range(63)]
    chance = Random(2)
    values: dict[str, dict[str, Number]] = {
        one.code: {f"{name}.x": chance.randint(0, 10) for name in departments} for one in villages
    }
    values["V07"]["b.x"] = "NA"
    found = who_marks_how([evaluate(scheme(), listed, villages, entered(values), Missing.BLOCK)], 1)
    cells = [(one.department, one.town, one.villages) for one in found.cells]
    assert cells[:4] == [("a", "T0", 21), ("a", "T1", 20), ("a", "T2", 21), ("b", "T0", 21)]
    assert TOWN_DEPARTMENT not in {one.department for one in found.cells}


def test_over_a_year_the_mean_place_counts_whatever_periods_ask_for() -> None:
    """The second has 5 of 10 in a hard period and is not in the easy one: it stands before the first."""
    hard: Shares = {"a": [Fraction(4, 10), Fraction(5, 10), Fraction(3, 10)], "b": [None, None, None]}
    easy: Shares = {
        "a": [Fraction(9, 10), None, Fraction(8, 10)],
        "c": [Fraction(1), Fraction(1), Fraction(0)],
    }
    found = jointly([hard, easy])
    assert found["a"] == [Fraction(1, 4), Fraction(2, 3), Fraction(-7, 12)]
    assert found["b"] == [None, None, None]
    assert found["c"] == [Fraction(1, 3), Fraction(1, 3), Fraction(-2, 3)]
    assert jointly([hard]) is hard, "a period alone is held to its shares"


def test_a_leaning_in_all_periods_of_a_year_is_told_though_one_period_hides_it() -> None:
    sizes = (12,) * 8
    year = [one.leant(3, 6) for one in honest_periods(5, sizes=sizes)]
    assert not [one for one in year[0].leanings(1).told if (one.department, one.town) == ("D03", "T06")]
    found = year_leanings(year, 1).told
    assert ("D03", "T06") in [(one.department, one.town) for one in found]


def test_of_many_questions_those_are_told_that_benjamini_and_hochberg_let_pass() -> None:
    """The second passes with the third, though alone it would be too likely."""
    chances = [Fraction(one, 1000) for one in (10, 500, 34, 37, 900)]
    assert told(chances, Fraction(1, 20)) == (True, False, False, False, False)
    assert told([*chances[:2], Fraction(25, 1000), Fraction(29, 1000), Fraction(9, 10)], Fraction(1, 20)) == (
        True, False, True, True, False,
    )  # fmt: skip
    assert told([], Fraction(1, 20)) == ()


def test_drawn_villages_are_different_ones_all_equally_likely() -> None:
    drawn = np.concatenate(list(drawn_villages(np.random.PCG64(1), 6000, 3, 5)))
    assert drawn.shape == (6000, 3)
    assert all(len(set(row)) == 3 for row in drawn[:200].tolist())
    counts = np.bincount(drawn.ravel())
    assert (abs(counts - 3600) < 200).all()


def test_blocks_are_shuffled_in_their_own_places() -> None:
    orders = shuffled(np.random.PCG64(1), 500, np.array([0, 0, 0, 4, 4]))
    assert {tuple(sorted(row[:3])) for row in orders.tolist()} == {(0, 1, 2)}
    assert {tuple(row[:3]) for row in orders.tolist()} == {
        (0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0),
    }  # fmt: skip


def test_standings_add_up_to_nothing() -> None:
    assert standing(np.array([5, 1, 5, 9])).tolist() == [0, -3, 0, 3]
