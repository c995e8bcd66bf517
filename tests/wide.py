"""A county's period as one wide table, as `qsq score bulk` reads it."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from qsq.domain.county.places import Village
from qsq.domain.observed.observation import AdjustmentKind, PeriodInputs
from qsq.domain.scheme.checklist import Checklist, Task
from qsq.domain.values.numbers import plain
from qsq.domain.values.periods import Period
from qsq.scoring.marks import points_of
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import load_period

Table = list[dict[str, str]]


def wide_table(root: Path, period: str = "2023Q1") -> Table:
    """The rows of a workspace's period, by code."""
    rules, entered = load_period(DiskFolder(root), Period.read(period))
    return rows_of(rules.checklist, rules.register.evaluated, entered.inputs)


def rows_of(checklist: Checklist, villages: Sequence[Village], inputs: PeriodInputs) -> Table:
    """A row for each village, with the same columns in each."""
    tasks = {task.id: task for item in checklist.all_items for task in item.tasks}
    return [_row(one, [*tasks.values()], inputs) for one in villages]


def _row(village: Village, tasks: Sequence[Task], inputs: PeriodInputs) -> dict[str, str]:
    seen, adjusted = inputs.observations.get(village.code, {}), inputs.adjustments.get(village.code, ())
    row = {
        "village_code": village.code,
        "village_name": village.name,
        "town_code": village.town_code,
        "kind": str(village.kind),
        "group": village.group,
        "bonus": plain(points_of(adjusted, AdjustmentKind.BONUS)),
        "deduction": plain(points_of(adjusted, AdjustmentKind.DEDUCTION)),
        "veto": "是" if any(one.kind is AdjustmentKind.VETO for one in adjusted) else "",
    }
    for task in tasks:
        for name in task.rounds:
            one = seen.get(name)
            row[name] = "" if one is None else one.text if one.value is not None else f"NA：{one.note}"
        if task.per_village:
            goal = inputs.targets.get((village.code, task.id))
            row[f"target:{task.id}"] = "" if goal is None else plain(goal)
    return row


def as_csv(rows: Sequence[Mapping[str, str]], file: Path, encoding: str = "utf-8") -> Path:
    """The table as CSV."""
    with file.open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return file
