"""Many villages at once, by the column: every figure is the engine's own, whatever the county."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from qsq.bulk.columns import WordColumn
from qsq.bulk.marks import mark
from qsq.bulk.standing import standing
from qsq.bulk.whole import rounded_by_size
from qsq.domain.county.places import Village
from qsq.domain.observed.observation import PeriodInputs
from qsq.domain.scheme.methods import Award, Ratio, Scaled
from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.numbers import Rounding, round_ratio
from qsq.domain.values.periods import Period
from qsq.scoring.completeness import owed
from qsq.scoring.evaluation import evaluate
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import load_period
from tests.conftest import EXAMPLES, REPOSITORY, examples
from tests.unit.builders import checklist, item, marks_rule, scheme, seen, task, village
from tests.unit.by_column import columns_of, compact_of, differences, of_columns, of_engine
from tests.unit.strategies import Case, cases

OF_EXAMPLES = [
    (folder, file.stem.removeprefix("score-"))
    for folder in ("mini", "ties", "months", "half-years")
    for file in sorted((EXAMPLES / folder / "expected").glob("score-*.json"))
]


@pytest.mark.more
@settings(max_examples=examples(25, 3000), derandomize=True, deadline=None, database=None)
@given(cases())
def test_every_figure_is_the_engines(case: Case) -> None:
    """All methods, rounds, scopes, towns' rules, caps, ties, grades, cards and rewards of random counties."""
    columns = columns_of(case.checklist, case.villages, case.inputs)
    assert differences(case.evaluate(), columns, case.missing) == []


@pytest.mark.more
@settings(max_examples=examples(10, 300), derandomize=True, deadline=None, database=None)
@given(cases())
def test_what_is_owed_is_what_the_engine_misses(case: Case) -> None:
    columns = columns_of(case.checklist, case.villages, case.inputs)
    found = mark(case.scheme, case.checklist, columns, Missing.BLOCK).owed
    lacking = [one.task for one in owed(case.checklist, case.villages, case.inputs)]
    assert found == {name: lacking.count(name) for name in lacking}


@pytest.mark.parametrize(("folder", "period"), OF_EXAMPLES)
def test_every_example_comes_out_as_the_engine_has_it(folder: str, period: str) -> None:
    assert _differs(EXAMPLES / folder, period) == []


def test_the_county_of_qiyang_comes_out_as_the_engine_has_it() -> None:
    """608 villages, 55 tasks, towns with items of their own."""
    assert _differs(REPOSITORY, "2023Q1") == []


def _differs(root: Path, period: str) -> list[str]:
    rules, entered = load_period(DiskFolder(root), Period.read(period))
    villages = rules.register.evaluated
    found = evaluate(rules.scheme, rules.checklist, villages, entered.inputs, rules.scheme.missing)
    return differences(found, columns_of(rules.checklist, villages, entered.inputs), rules.scheme.missing)


@pytest.mark.more
@settings(max_examples=examples(10, 300), derandomize=True, deadline=None, database=None)
@given(cases())
def test_each_county_stands_as_if_it_were_alone(case: Case) -> None:
    """Two counties in one table, row by row in turn: ranks, cards, grades and money are those of each."""
    of_county = {"a": case.villages, "b": case.villages[1:]}
    counties = {name: [_moved(one, name) for one in own] for name, own in of_county.items()}
    every = sorted((one for own in counties.values() for one in own), key=lambda one: one.code)
    inputs = PeriodInputs(
        {f"{code}-{name}": own for code, own in case.inputs.observations.items() for name in counties},
        {
            (f"{code}-{name}", task): goal
            for (code, task), goal in case.inputs.targets.items()
            for name in counties
        },
        {f"{code}-{name}": own for code, own in case.inputs.adjustments.items() for name in counties},
    )
    columns = columns_of(case.checklist, every, inputs)
    marked = mark(case.scheme, case.checklist, columns, case.missing)
    county = WordColumn.of([one.code[-1] for one in every])
    found = standing(case.scheme, compact_of(marked, columns, county, county))
    rows = {one.code: row for row, one in enumerate(every)}
    for own in filter(None, counties.values()):
        for one in evaluate(case.scheme, case.checklist, own, inputs, case.missing).villages:
            row = rows[one.marks.village.code]
            assert of_engine(one) == of_columns(row, marked, found, case.scheme.grades)
            assert found.province_rank[row] == one.city_rank


def _moved(one: Village, county: str) -> Village:
    return replace(one, code=f"{one.code}-{county}")


def test_numbers_too_large_for_64_bits_come_out_all_the_same() -> None:
    """Points of fifteen decimals, targets and values of fifteen digits: Python's own numbers take over."""
    fine, large = Fraction(10**14 - 1, 10**14), Fraction(10**15 - 7)
    asked = [
        item(
            "grain", task("grain.a", fine, Ratio(large)), task("grain.b", fine * 3, Ratio(None)), weight=fine
        ),
        item("roads", task("roads.a", 5 - fine, Scaled(-large, large)), task("roads.b", fine, Award())),
    ]
    villages = [village(f"V{number}") for number in range(6)]
    values: list[dict[str, str | Fraction]] = [
        {"grain.a": large - 1, "grain.b": fine, "roads.a": -fine},
        {"grain.a": large, "grain.b": large, "roads.a": large, "roads.b": fine},
        {"grain.a": Fraction(1), "grain.b": fine / 2, "roads.a": "NA", "roads.b": fine / 2},
        {"grain.a": "NA", "grain.b": Fraction(10**15 - 1), "roads.b": fine},
        {"grain.a": fine, "grain.b": "NA", "roads.a": -large},
        {"roads.a": large / 3},
    ]
    inputs = PeriodInputs(
        {
            one.code: {name: seen(value) for name, value in own.items()}
            for one, own in zip(villages, values, strict=True)
        },
        {(one.code, "grain.b"): large for one in villages},
        {},
    )
    rules = scheme(marks=marks_rule(10**6, 6))
    found = evaluate(rules, checklist(*asked), villages, inputs, Missing.EXCLUDE)
    assert differences(found, columns_of(checklist(*asked), villages, inputs), Missing.EXCLUDE) == []


@pytest.mark.parametrize("rounding", Rounding)
def test_quotients_below_nought_are_rounded_by_their_size(rounding: Rounding) -> None:
    numbers = np.arange(-60, 60)
    for whole in (1, 2, 4, 5, 8):
        found = rounded_by_size(numbers, whole, rounding).tolist()
        assert found == [round_ratio(number, whole, rounding) for number in range(-60, 60)]
