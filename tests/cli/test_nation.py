"""The country by the column, and a sample of its counties by the engine: the same figures (`make nation` first)."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pyarrow import compute, parquet

from qsq import Workspace
from qsq.domain.county.places import Village, VillageKind
from qsq.domain.observed.observation import Adjustment, AdjustmentKind, Observation, PeriodInputs
from qsq.domain.scheme.checklist import Task
from qsq.intake.observed.values import read_value
from qsq.scoring.evaluation import evaluate
from tests.bench.bulk import KEPT
from tests.bench.nation import PERIOD, REPOSITORY, rules_of

NATION = KEPT / "nation-1.parquet"
COUNTIES = ("110101", "431181", "540102", "659012")
"""Of a capital, the one whose towns have rules of their own, of Tibet, of Xinjiang."""


@pytest.mark.torture
@pytest.mark.long
@pytest.mark.skipif(not NATION.exists(), reason="there is no out/nation/nation-1.parquet: make nation")
def test_a_sample_of_the_country_comes_out_as_by_the_engine(tmp_path: Path) -> None:
    output = tmp_path / "marks.parquet"
    Workspace(REPOSITORY).score.bulk(NATION, output, PERIOD)
    assert differing(NATION, output) == []


def differing(source: Path, output: Path) -> list[str]:
    """The villages of the sample whose figures are others."""
    rules, told = rules_of(), list[str]()
    sample = [
        parquet.read_table(file, filters=[("county_code", "in", COUNTIES)]) for file in (source, output)
    ]
    tasks = {task.id: task for item in rules.checklist.all_items for task in item.tasks}
    for county in COUNTIES:
        rows, found = (_of_county(table, county) for table in sample)
        villages, inputs = _entered(rows, tasks)
        engine = evaluate(rules.scheme, rules.checklist, villages, inputs, rules.scheme.missing)
        scale = rules.scheme.marks.scale
        for one, row in zip(engine.villages, found, strict=True):
            items = {
                f"{mark.item.id}.{name}": getattr(mark, name)
                for mark in one.marks.items
                for name in ("full", "mark", "city_full", "city_mark")
            }
            expected = {"town_mark": one.marks.town_mark, "city_mark": one.marks.city_mark, **items}
            same = all(
                row[name] == (None if units is None else scale.exact(units))
                for name, units in expected.items()
            )
            placed = (row["rank"], row["city_rank"], row["yellow_card"], row["reward"] * 100)
            if not same or placed != (one.rank, one.city_rank, one.yellow_card, one.reward):
                told.append(one.marks.village.code)
    return told


def _of_county(table: Any, county: str) -> list[dict[str, Any]]:
    rows = table.filter(compute.field("county_code") == county)
    return list(rows.sort_by("village_code").to_pylist())


def _entered(rows: list[dict[str, Any]], tasks: dict[str, Task]) -> tuple[list[Village], PeriodInputs]:
    villages: list[Village] = []
    seen: dict[str, dict[str, Observation]] = {}
    targets: dict[tuple[str, str], Fraction] = {}
    adjustments: dict[str, tuple[Adjustment, ...]] = {}
    for row in rows:
        code = row["village_code"]
        villages.append(Village(code, row["village_name"], row["town_code"], VillageKind(row["kind"])))
        seen[code] = {name: _seen(task, row[name]) for name, task in tasks.items() if row[name] is not None}
        goals = {name: row[f"target:{name}"] for name, task in tasks.items() if task.per_village}
        targets |= {(code, name): Fraction(goal) for name, goal in goals.items() if goal is not None}
        adjustments[code] = tuple(
            Adjustment(kind, Fraction(row[kind]) if kind is not AdjustmentKind.VETO else Fraction(0), "", "")
            for kind in AdjustmentKind
            if row[kind]
        )
    return villages, PeriodInputs(seen, targets, adjustments)


def _seen(task: Task, value: Any) -> Observation:
    text = str(value)
    if text.startswith("NA"):
        return Observation(text, None, "没有")
    return Observation(text, read_value(task, text))  # type: ignore[arg-type]
