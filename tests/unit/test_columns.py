"""Thousands of other weights at once: each draw is what the engine gives with those weights."""

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from qsq.awards.honours import Candidate
from qsq.awards.standing import PeriodStanding, VillageYear, annual_mark, standing
from qsq.bulk.whole import full_marks, one_key, ranks_of, rounded
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Annual, Scheme
from qsq.domain.values.numbers import Rounding, round_ratio
from qsq.domain.values.periods import Period
from qsq.domain.values.sharing import share_out
from qsq.fairness import draws
from qsq.fairness.annual import YearColumns
from qsq.fairness.columns import VillageColumns
from qsq.scoring.evaluation import Evaluation
from tests.conftest import examples
from tests.unit.builders import tie_break
from tests.unit.strategies import Case, cases

DRAWS = 6


def weighted(checklist: Checklist, factors: list[int]) -> Checklist:
    """A list whose items' weights are multiplied by factors, the city's first, then the towns' own."""
    given_to = iter(factors)
    items = tuple(replace(one, weight=one.weight * next(given_to)) for one in checklist.items)
    towns = tuple(
        replace(town, add=tuple(replace(one, weight=one.weight * next(given_to)) for one in town.add))
        for town in checklist.towns
    )
    return replace(checklist, items=items, towns=towns)


@pytest.mark.more
@settings(max_examples=examples(10, 300), derandomize=True, deadline=None, database=None)
@given(cases())
def test_every_draw_is_what_the_engine_gives(case: Case) -> None:
    """Marks, ranks in the pool and in the city, ties and their keys, negative marks, both roundings."""
    columns = VillageColumns(case.evaluate())
    factors = draws.within(7, DRAWS, len(columns.items), 400)
    town, city = (columns.ranked(factors, city=city) for city in (False, True))
    for number in range(DRAWS):
        other = replace(case, checklist=weighted(case.checklist, factors[number].tolist())).evaluate()
        for row, one in enumerate(other.villages):
            found = (town.mark, city.mark, town.rank, city.rank)
            engine = (one.marks.town_mark, one.marks.city_mark, one.rank, one.city_rank)
            assert tuple(int(each[row, number]) for each in found) == engine


@pytest.mark.more
@settings(max_examples=examples(5, 100), derandomize=True, deadline=None, database=None)
@given(cases())
def test_weights_of_which_nothing_is_known_take_the_place_of_all_weights(case: Case) -> None:
    emphasised = replace(
        case.checklist, emphasis=(), towns=tuple(replace(t, emphasis=()) for t in case.checklist.towns)
    )
    columns = VillageColumns(case.evaluate())
    factors = draws.untrusted(7, DRAWS, len(columns.items))
    town, city = (columns.ranked(factors, trusted=False, city=city) for city in (False, True))
    every = [one.weight for one in emphasised.all_items]
    plain = weighted(emphasised, [1] * len(every))
    for number in range(DRAWS):
        shares = [
            Fraction(int(factor)) / weight for factor, weight in zip(factors[number], every, strict=True)
        ]
        other = replace(case, checklist=weighted(plain, shares)).evaluate()  # type: ignore[arg-type]
        for row, one in enumerate(other.villages):
            assert int(town.mark[row, number]) == one.marks.town_mark
            assert int(city.rank[row, number]) == one.city_rank


def test_full_marks_are_shared_out_by_largest_remainder() -> None:
    chance = Random(3)
    weights = [chance.randint(1, 20) for _item in range(9)]
    factors = np.array([[chance.randint(1, 9) for _item in weights] for _draw in range(200)])
    found = full_marks(weights, factors, 10_000).T.tolist()
    for own, row in zip(found, factors.tolist(), strict=True):
        assert tuple(own) == share_out(10_000, [w * f for w, f in zip(weights, row, strict=True)])


def test_numbers_too_large_for_64_bits_are_shared_out_all_the_same() -> None:
    weights, factors = [3, 5, 7], np.array([[2**40 + 1, 2**40 + 3, 2**40 + 5]])
    exact = [weight * int(factor) for weight, factor in zip(weights, factors[0], strict=True)]
    assert tuple(full_marks(weights, factors, 10**8).T[0].tolist()) == share_out(10**8, exact)


@pytest.mark.parametrize("rounding", Rounding)
def test_quotients_are_rounded_as_one_by_one(rounding: Rounding) -> None:
    numerators = np.arange(200)[None, :]
    for whole in (1, 2, 3, 4, 8, 10, 25):
        found = rounded(numerators, whole, rounding)[0].tolist()
        assert found == [round_ratio(number, whole, rounding) for number in range(200)]


def test_one_key_orders_as_its_parts_even_where_it_would_not_fit() -> None:
    chance = Random(5)
    parts = [
        np.array([[chance.randint(-3, 2**40) for _d in range(3)] for _v in range(40)]) for _p in range(3)
    ]
    parts[0] = np.abs(parts[0]) % 3
    found = ranks_of(one_key(parts))
    for draw in range(3):
        keys = [tuple(int(part[row, draw]) for part in parts) for row in range(40)]
        assert found[:, draw].tolist() == [1 + sum(other > key for other in keys) for key in keys]


def test_drawn_weights_stay_within_and_come_again() -> None:
    found = draws.within(11, 4000, 5, 100)
    assert (int(found.min()), int(found.max())) == (900, 1100)
    assert (found == draws.within(11, 4000, 5, 100)).all()
    assert (found != draws.within(12, 4000, 5, 100)).any()
    assert abs(float(found.mean()) - 1000) < 2, (
        "200,000 ÷ 201 values: the mean is off by 2 once in a lifetime"
    )


def test_untrusted_weights_share_out_the_whole_evenly() -> None:
    found = draws.untrusted(11, 4000, 5)
    assert int(found.min()) > 0
    assert len(set(found.sum(axis=1).tolist())) == 1
    means = found.mean(axis=0) / found.sum(axis=1)[0]
    assert all(abs(float(mean) - 0.2) < 0.01 for mean in means)


def year_under(case: Case, factors: list[list[int]]) -> dict[str, Evaluation]:
    """A year of two periods, each with weights of its own."""
    return {
        f"2023Q{at}": replace(case, checklist=weighted(case.checklist, of_period)).evaluate()
        for at, of_period in enumerate(factors, start=1)
    }


def candidates(evaluations: dict[str, Evaluation], scheme: Scheme) -> list[Candidate]:
    """The villages of a year with its marks."""
    found: dict[str, list[PeriodStanding]] = {}
    scale = scheme.marks.scale
    for name, one in evaluations.items():
        for each in one.villages:
            mark = scale.exact(each.marks.city_mark)
            own = PeriodStanding(Period.read(name), mark, False, False, 0, {})
            found.setdefault(each.marks.village.code, []).append(own)
    villages = {each.marks.village.code: each.marks.village for each in evaluations["2023Q1"].villages}
    years = [
        VillageYear(villages[code], tuple(own), recommended=True, review=Fraction(50))
        for code, own in found.items()
    ]
    marked = [(one, annual_mark(one, scheme.annual, scheme.marks)) for one in years]
    return [Candidate(year, mark) for year, mark in marked if mark is not None]


@pytest.mark.more
@settings(max_examples=examples(5, 100), derandomize=True, deadline=None, database=None)
@given(cases())
def test_a_year_is_ordered_in_every_draw_as_by_the_engine(case: Case) -> None:
    """All annual marks are alike by the review; improvement decides, then the rest of the tie-break."""
    keys = tie_break("improvement", "latest_period", "best_period")
    scheme = replace(case.scheme, annual=Annual(review_share=Fraction(1), tie_break=keys))
    case, count = replace(case, scheme=scheme), len(case.checklist.all_items)
    before = draws.within(5, 2, count, 400).tolist()
    columns = YearColumns(scheme, year_under(case, before), candidates(year_under(case, before), scheme))
    of_all = draws.within(7, DRAWS, len(columns.items), 900)
    found = columns.ranked(of_all)
    at = {item: place for place, item in enumerate(columns.items)}
    for number in range(DRAWS):
        of_items = [int(of_all[number, at[one.id]]) for one in case.checklist.all_items]
        again = [[one * two for one, two in zip(of_period, of_items, strict=True)] for of_period in before]
        now = candidates(year_under(case, again), scheme)
        scale = scheme.marks.scale
        places = {one.year.village.code: standing(one.year, one.mark, keys, scale) for one in now}
        expected = ranks_in_order(places)
        assert {code: int(found[row, number]) for row, code in enumerate(columns.codes)} == expected


def ranks_in_order(places: dict[str, Any]) -> dict[str, int]:
    """1, 2, 2, 4 by what sorts them."""
    return {code: 1 + sum(other < own for other in places.values()) for code, own in places.items()}
