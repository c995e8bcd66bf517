"""All that was entered for a period: observations, targets and adjustments."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from qsq.domain.county.places import Register
from qsq.domain.faults import Fault, Faults, Message, Place, message
from qsq.domain.folder import Folder
from qsq.domain.observed.observation import (
    CHINESE_ADJUSTMENTS,
    Adjustment,
    AdjustmentKind,
    Observation,
    PeriodInputs,
    VillageTask,
    veto_without_basis,
)
from qsq.domain.scheme.checklist import Checklist, Task
from qsq.domain.values.periods import Period
from qsq.domain.values.texts import quoted, shortened
from qsq.intake.cells import code_of, coded, number_of, refuse_empty, word_of
from qsq.intake.columns import Columns
from qsq.intake.observed.doubtful_shares import doubtful_shares
from qsq.intake.observed.observations import load_observations
from qsq.intake.sheets.spelling import half_width
from qsq.intake.tables import InputTable, Row, read_table, table_there

TARGETS = Columns(("village_code", "task", "target"), ("town_name", "village_name", "last_target"))
KINDS = {**{str(kind): kind for kind in AdjustmentKind}, **CHINESE_ADJUSTMENTS}

ADJUSTMENTS = Columns(("village_code", "kind", "points", "reason", "department"), ("basis",))


def period_folder(period: Period) -> str:
    """Where a period's inputs stand."""
    return f"data/{period.year}/{period.key}"


@dataclass(frozen=True, slots=True)
class Entered:
    """A period's inputs, what people should be told about them, and files that were not read."""

    inputs: PeriodInputs
    warnings: tuple[Message, ...]
    not_read: tuple[Fault, ...]


def load_period_inputs(
    folder: Folder, checklist: Checklist, register: Register, faults: Faults
) -> Entered | None:
    """All inputs of a period; None, with every fault noted, where any is wrong."""
    before = faults.noted
    observed = load_observations(folder, checklist, register, faults)
    targets = load_targets(folder, checklist, register, faults)
    adjustments, vetoes = _adjustments(folder, checklist.period, register, faults)
    if targets is not None:
        canonical = f"{period_folder(checklist.period)}/targets.csv"
        there = table_there(folder, canonical, Faults()) or canonical
        _require_targets(checklist, register, observed.by_village, targets, there, faults)
    if faults.noted > before or targets is None:
        return None
    warnings = [*vetoes]
    if observed.left_out:
        warnings.append(
            message(
                "{count} observations of villages that take no part are left out, the first at {first}",
                count=len(observed.left_out),
                first=observed.left_out[0],
            )
        )
    warnings += [unread.message for unread in observed.not_read]
    tasks = (task for item in checklist.all_items for task in item.tasks)
    warnings += doubtful_shares(tasks, observed.by_village)
    inputs = PeriodInputs(observed.by_village, targets, adjustments)
    return Entered(inputs, tuple(warnings), tuple(observed.not_read))


def targets_table(period: Period) -> str:
    """The path of a period's targets."""
    return f"{period_folder(period)}/targets.csv"


def load_targets(
    folder: Folder, checklist: Checklist, register: Register, faults: Faults
) -> dict[VillageTask, Fraction] | None:
    """The villages' own targets of a period; None, with faults noted, where the table cannot be read."""
    file = targets_table(checklist.period)
    table = read_table(folder, file, TARGETS, faults)
    if table is None:
        return None if table_there(folder, file, Faults()) else {}
    return targets_in(table, checklist, register, faults)


def targets_in(
    table: InputTable, checklist: Checklist, register: Register, faults: Faults
) -> dict[VillageTask, Fraction]:
    """The targets of a table; rows of a form that were left empty say nothing. Faults are noted."""
    of_town = {code: _per_village(checklist, code) for code in register.town_names()}
    reader = _TargetReader({one.code: of_town[one.town_code] for one in register.villages}, faults)
    for number, cells in table.lines:
        if "last_target" not in table.at or cells[2]:
            reader.read(table, number, cells)
    return reader.targets


class _TargetReader:
    """Reads targets row by row; what rows say alike is looked into once.

    Attributes:
        needing: the tasks that have a target of their own, by village and by their ids.
    """

    def __init__(self, needing: Mapping[str, Mapping[str, Task]], faults: Faults) -> None:
        self.needing = needing
        self.faults = faults
        self.targets: dict[VillageTask, Fraction] = {}
        self._known: dict[tuple[str, int], Fraction] = {}

    def read(self, table: InputTable, number: int, cells: Sequence[str]) -> None:
        """Take a row's target; what is wrong is noted."""
        code, name, text = cells[:3]
        task = self.needing.get(code, _NO_TASKS).get(name)
        target = self._known.get((text, id(task)))
        if target is None or (code, name) in self.targets or table.numbers:
            self._look_into(Row(table, number, cells))
        else:
            self.targets[code, name] = target

    def _look_into(self, row: Row) -> None:
        before, faults = self.faults.noted, self.faults
        code = _code(row, self.needing, faults)
        asked = self.needing[code] if code else _NO_TASKS
        name = coded(row["task"], asked)
        task = asked.get(name)
        target = _target(row, task.unit if task else "", faults)
        if code is None:
            return
        if task is None:
            faults.add(
                row.place("task"),
                "{found} is no task with a target of its own for each village; expected one"
                " with target: per_village",
                found=shortened(name) or "“”",
            )
        elif (code, name) in self.targets:
            faults.add(
                row.place("task"),
                "{village} and {task} stand twice; keep one of them",
                village=code,
                task=name,
            )
        else:
            self.targets[code, name] = target
            if self.faults.noted == before:
                self._known[row["target"], id(task)] = target


_NO_TASKS: dict[str, Task] = {}


def _code(row: Row, known: Collection[str], faults: Faults) -> str | None:
    return code_of(row, "village_code", known, "village_code", faults)


def _per_village(checklist: Checklist, town_code: str) -> dict[str, Task]:
    """The tasks with a target of its own for each village, by their ids."""
    return {
        task.id: task for item in checklist.items_of(town_code) for task in item.tasks if task.per_village
    }


def _target(row: Row, unit: str, faults: Faults) -> Fraction:
    """A target above 0; where it is wrong, a fault is noted and any number serves."""
    number = number_of(row, "target", _ABOVE_0, faults, fits=lambda one: one > 0, unit=unit)
    return number or Fraction(1)


_ABOVE_0 = message("a number above 0")


def _require_targets(
    checklist: Checklist,
    register: Register,
    observations: dict[str, dict[str, Observation]],
    targets: dict[VillageTask, Fraction],
    targets_file: str,
    faults: Faults,
) -> None:
    file = Place(targets_file)
    needing = {code: sorted(_per_village(checklist, code).items()) for code in register.town_names()}
    for village in register.evaluated:
        for task, asked in needing[village.town_code]:
            if (village.code, task) in targets:
                continue
            seen = observations.get(village.code, {})
            if any(name in seen and seen[name].value is not None for name in asked.rounds):
                faults.add(
                    file,
                    "the target of {village} {name} for {task} is missing; add a row",
                    village=village.code,
                    name=village.name,
                    task=task,
                )


def _adjustments(
    folder: Folder, period: Period, register: Register, faults: Faults
) -> tuple[dict[str, tuple[Adjustment, ...]], list[Message]]:
    table = read_table(folder, f"{period_folder(period)}/adjustments.csv", ADJUSTMENTS, faults)
    villages = {village.code: village for village in register.villages}
    departments = register.department_names()
    found: dict[str, list[Adjustment]] = {}
    vetoes, seen = [], dict[tuple[object, ...], Row]()
    for row in table.rows() if table else ():
        code = _code(row, villages, faults)
        adjustment = adjustment_of(row, departments, faults)
        if code is None or adjustment is None:
            continue
        first = seen.setdefault((code, *_without_blanks(adjustment)), row)
        if first is not row:
            faults.add(
                row.place("village_code"),
                "this row stands twice, first at {first}; keep one of them, or give two things two reasons",
                first=first.place("village_code"),
            )
        found.setdefault(code, []).append(adjustment)
        if adjustment.kind is AdjustmentKind.VETO and not adjustment.basis:
            vetoes.append(veto_without_basis(code, villages[code].name, period))
    return {code: tuple(own) for code, own in found.items()}, vetoes


def _without_blanks(adjustment: Adjustment) -> tuple[object, ...]:
    """An adjustment, alike to one that only looks different: full-width signs, blanks, capitals."""
    texts = ("".join(half_width(text).split()).casefold() for text in (adjustment.reason, adjustment.basis))
    return adjustment.kind, adjustment.points, adjustment.department, *texts


def adjustment_of(row: Row, departments: Mapping[str, str], faults: Faults) -> Adjustment | None:
    """The adjustment that a row states; None, with every fault noted, where it is wrong."""
    before = faults.noted
    kind = word_of(row, "kind", KINDS, faults)
    points = _points(row, kind, faults)
    department = row["department"] if row["department"] in departments else half_width(row["department"])
    if department not in departments:
        faults.add(
            row.place("department"),
            "there is no department {found}; expected one of data/departments.csv",
            found=quoted(row["department"]),
        )
    refuse_empty(
        row, "reason", message("the reason is empty; expected what the village is to be told"), faults
    )
    if kind is None or points is None or faults.noted > before:
        return None
    return Adjustment(kind, points, row["reason"], department, row["basis"])


def _points(row: Row, kind: AdjustmentKind | None, faults: Faults) -> Fraction | None:
    if kind is AdjustmentKind.VETO:
        if not row["points"]:
            return Fraction(0)
        return number_of(row, "points", "0", faults, fits=lambda points: points == 0)
    return number_of(row, "points", "≥ 0", faults, fits=lambda points: points >= 0)
