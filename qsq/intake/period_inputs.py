"""All that was entered for a period: observations, targets and adjustments."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from qsq.domain.checklist import Checklist
from qsq.domain.faults import Fault, Faults, Message, Place, message
from qsq.domain.folder import Folder
from qsq.domain.numbers import read_number
from qsq.domain.observation import (
    Adjustment,
    AdjustmentKind,
    Observation,
    PeriodInputs,
    VillageTask,
    veto_without_basis,
)
from qsq.domain.periods import Period
from qsq.domain.places import Register
from qsq.intake.observations import load_observations
from qsq.intake.tables import Columns, Row, code_of, read_csv

_TARGETS = Columns(("village_code", "task", "target"))
_ADJUSTMENTS = Columns(("village_code", "kind", "points", "reason", "department"), ("basis",))


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
    before = len(faults.found)
    observed = load_observations(folder, checklist, register, faults)
    targets = load_targets(folder, checklist, register, faults)
    adjustments, vetoes = _adjustments(folder, checklist.period, register, faults)
    if targets is not None:
        _require_targets(checklist, register, observed.by_village, targets, faults)
    if len(faults.found) > before or targets is None:
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
    inputs = PeriodInputs(observed.by_village, targets, adjustments)
    return Entered(inputs, tuple(warnings), tuple(observed.not_read))


def load_targets(
    folder: Folder, checklist: Checklist, register: Register, faults: Faults
) -> dict[VillageTask, Fraction] | None:
    """The villages' own targets of a period; None, with faults noted, where the table cannot be read."""
    file = f"{period_folder(checklist.period)}/targets.csv"
    table = read_csv(folder, file, _TARGETS, faults)
    if table is None:
        return {} if folder.read(file) is None else None
    towns = {village.code: village.town_code for village in register.villages}
    needing = {town: _per_village(checklist, town) for town in set(towns.values())}
    targets: dict[VillageTask, Fraction] = {}
    for row in table.rows():
        code, task, target = _code(row, towns, faults), row["task"], _target(row, faults)
        if code is None:
            continue
        if task not in needing[towns[code]]:
            faults.add(
                row.place("task"),
                "{found} is no task with a target of its own for each village; expected one"
                " with target: per_village",
                found=task or "“”",
            )
        elif (code, task) in targets:
            faults.add(
                row.place("task"),
                "{village} and {task} stand twice; keep one of them",
                village=code,
                task=task,
            )
        else:
            targets[code, task] = target
    return targets


def _code(row: Row, known: Collection[str], faults: Faults) -> str | None:
    return code_of(row, "village_code", known, "village_code", faults)


def _per_village(checklist: Checklist, town_code: str) -> dict[str, tuple[str, ...]]:
    """The tasks with a target of its own for each village, and the names of their rounds."""
    items = checklist.items_of(town_code)
    return {task.id: task.rounds for item in items for task in item.tasks if task.per_village}


def _target(row: Row, faults: Faults) -> Fraction:
    """A target above 0; where it is wrong, a fault is noted and any number serves."""
    try:
        target = read_number(row["target"])
    except ValueError:
        target = Fraction(0)
    if target > 0:
        return target
    faults.add(row.place("target"), "found {found}; expected a number above 0", found=f"“{row['target']}”")
    return Fraction(1)


def _require_targets(
    checklist: Checklist,
    register: Register,
    observations: dict[str, dict[str, Observation]],
    targets: dict[VillageTask, Fraction],
    faults: Faults,
) -> None:
    file = Place(f"{period_folder(checklist.period)}/targets.csv")
    needing = {code: _per_village(checklist, code) for code in register.town_names()}
    for village in register.evaluated:
        seen = observations.get(village.code, {})
        for task, names in sorted(needing[village.town_code].items()):
            measured = any(name in seen and seen[name].value is not None for name in names)
            if measured and (village.code, task) not in targets:
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
    table = read_csv(folder, f"{period_folder(period)}/adjustments.csv", _ADJUSTMENTS, faults)
    villages = {village.code: village for village in register.villages}
    departments = register.department_names()
    found: dict[str, tuple[Adjustment, ...]] = {}
    vetoes = []
    for row in table.rows() if table else ():
        code = _code(row, villages, faults)
        adjustment = _adjustment(row, departments, faults)
        if code is None or adjustment is None:
            continue
        found[code] = (*found.get(code, ()), adjustment)
        if adjustment.kind is AdjustmentKind.VETO and not adjustment.basis:
            vetoes.append(veto_without_basis(code, villages[code].name, period))
    return found, vetoes


def _adjustment(row: Row, departments: dict[str, str], faults: Faults) -> Adjustment | None:
    before = len(faults.found)
    kind = row["kind"]
    if kind not in set(AdjustmentKind):
        faults.add(row.place("kind"), "found {found}; expected bonus, deduction or veto", found=f"“{kind}”")
        return None
    points = _points(row, AdjustmentKind(kind), faults)
    if row["department"] not in departments:
        faults.add(
            row.place("department"),
            "there is no department {found}; expected one of data/departments.csv",
            found=f"“{row['department']}”",
        )
    if not row["reason"]:
        faults.add(row.place("reason"), "the reason is empty; expected what the village is to be told")
    if len(faults.found) > before:
        return None
    return Adjustment(AdjustmentKind(kind), points, row["reason"], row["department"], row["basis"])


def _points(row: Row, kind: AdjustmentKind, faults: Faults) -> Fraction:
    text = row["points"]
    veto = kind is AdjustmentKind.VETO
    try:
        points = read_number(text) if text or not veto else Fraction(0)
    except ValueError:
        points = Fraction(-1)
    if points < 0 or (veto and points):
        expected = "0" if veto else "≥ 0"
        faults.add(
            row.place("points"), "found {found}; expected {expected}", found=f"“{text}”", expected=expected
        )
    return points
