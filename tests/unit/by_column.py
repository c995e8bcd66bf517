"""A period of the engine laid out by the column, and what differs between the two."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from qsq.bulk.columns import NO_ROW, POINT, Amounts, EnteredColumns, SeenColumn, WordColumn
from qsq.bulk.marks import NONE, MarkedVillages, mark
from qsq.bulk.standing import CARDS, Compact, Standings, standing
from qsq.domain.county.places import Village
from qsq.domain.observed.observation import Adjustment, AdjustmentKind, PeriodInputs
from qsq.domain.scheme.checklist import Checklist, Task
from qsq.domain.scheme.scheme import Missing
from qsq.scoring.evaluation import Evaluation, VillageResult
from qsq.scoring.marks import points_of


def columns_of(checklist: Checklist, villages: Sequence[Village], inputs: PeriodInputs) -> EnteredColumns:
    """Villages and their inputs, a row each, in the order given."""
    tasks = list({task.id: task for item in checklist.all_items for task in item.tasks}.values())
    adjusted = [inputs.adjustments.get(one.code, ()) for one in villages]
    return EnteredColumns(
        WordColumn.of([one.town_code for one in villages]),
        WordColumn.of([str(one.kind) for one in villages]),
        WordColumn.of([one.group for one in villages]),
        {name: _seen(name, villages, inputs) for task in tasks for name in task.rounds},
        {task.id: _targets(task, villages, inputs) for task in tasks if task.per_village},
        _points(adjusted, AdjustmentKind.BONUS),
        _points(adjusted, AdjustmentKind.DEDUCTION),
        np.array([any(a.kind is AdjustmentKind.VETO for a in own) for own in adjusted]),
    )


def _seen(name: str, villages: Sequence[Village], inputs: PeriodInputs) -> SeenColumn:
    places: dict[Any, int] = {}
    found = []
    for village in villages:
        one = inputs.observations.get(village.code, {}).get(name)
        found.append(NO_ROW if one is None else places.setdefault((type(one.value), one.value), len(places)))
    return SeenColumn(tuple(value for _kind, value in places), np.array(found))


def _targets(task: Task, villages: Sequence[Village], inputs: PeriodInputs) -> Amounts:
    exact = [inputs.targets.get((one.code, task.id), Fraction(0)) * 1000 for one in villages]
    return Amounts(np.array([int(target) for target in exact], dtype=np.int64), 1000)


def _points(adjusted: Sequence[Sequence[Adjustment]], kind: AdjustmentKind) -> Any:
    return np.array([int(points_of(own, kind) * POINT) for own in adjusted], dtype=np.int64)


def compact_of(
    marked: MarkedVillages, columns: EnteredColumns, county: WordColumn, province: WordColumn
) -> Compact:
    """What decides how villages stand."""
    return Compact(
        county=county,
        province=province,
        town=columns.town,
        kind=columns.kind,
        group=columns.group,
        town_mark=marked.town_mark,
        city_mark=marked.city_mark,
        vetoed=marked.vetoed,
        town_keys=marked.town_keys,
        city_keys=marked.city_keys,
        fits=marked.fits,
    )


def one_word(size: int) -> WordColumn:
    """A column of one word."""
    return WordColumn(("",), np.zeros(size, dtype=np.int64))


def differences(evaluation: Evaluation, columns: EnteredColumns, missing: Missing) -> list[str]:
    """The figures that columns make otherwise than the engine; villages stand in code order in both."""
    scheme = evaluation.scheme
    marked = mark(scheme, evaluation.checklist, columns, missing)
    alone = one_word(columns.size)
    found = standing(scheme, compact_of(marked, columns, alone, alone))
    told = [
        f"{one.marks.village.code}: {engine} became {column}"
        for row, one in enumerate(evaluation.villages)
        for engine, column in zip(of_engine(one), of_columns(row, marked, found, scheme.grades), strict=True)
        if engine != column
    ]
    towns = [(one.town_code, one.mark, one.rank, one.villages) for one in evaluation.towns]
    by_column = list(
        zip(
            (found.towns.town.words[place] for place in found.towns.town.places),
            found.towns.mark.tolist(),
            found.towns.rank.tolist(),
            found.towns.villages.tolist(),
            strict=True,
        )
    )
    return told if towns == by_column else [*told, f"towns: {towns} became {by_column}"]


def of_engine(one: VillageResult) -> list[Any]:
    """A village's figures, as the engine has them."""
    marks = one.marks
    items = {
        item.item.id: (item.full, item.mark, item.city_full, item.city_mark)
        for item in marks.items
        if item.full is not None
    }
    return [
        items,
        (marks.bonus, marks.deduction),
        (marks.town_mark, marks.city_mark),
        (one.rank, one.city_rank),
        one.yellow_card,
        one.reward,
        one.grade and one.grade.id,
    ]


def of_columns(row: int, marked: MarkedVillages, found: Standings, grades: Sequence[Any]) -> list[Any]:
    """The same, as the columns have them."""
    group = marked.group[row]
    items = {}
    for number, (name, _category) in enumerate(marked.items):
        full, city_full = int(marked.fulls[group, number]), int(marked.city_fulls[group, number])
        if full != NONE:
            of_city = (None, None) if city_full == NONE else (city_full, int(marked.city_marks[number, row]))
            items[name] = (full, int(marked.marks[number, row]), *of_city)
    return [
        items,
        (int(marked.bonus[row]), int(marked.deduction[row])),
        (int(marked.town_mark[row]), int(marked.city_mark[row])),
        (int(found.rank[row]), int(found.city_rank[row])),
        CARDS[found.card[row]],
        int(found.reward[row]),
        grades[found.grade[row]].id if grades else None,
    ]
