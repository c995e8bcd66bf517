"""`qsq simulate`: a period as it was recorded, counted by other rules; the ledger is only read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qsq.domain.faults import Message, WrongUse, message
from qsq.domain.observed.observation import Observation, PeriodInputs
from qsq.domain.scheme.checklist import Checklist, Task
from qsq.domain.values.periods import Period
from qsq.fairness.drivers import all_alike, influences
from qsq.fairness.reform import reform
from qsq.intake.observed.values import read_value
from qsq.ledger.kept_folder import KeptFolder
from qsq.scoring.evaluation import Evaluation, evaluate
from qsq.scoring.marks import NothingApplicable
from qsq.year.desk.loading import Rules
from qsq.year.desk.office import Office
from qsq.year.fairness.period import counted_again, names_of
from qsq.year.recorded.basis import evaluations_of
from qsq.year.score.recount import Recount
from qsq.year.simulate.costs import costs_of
from qsq.year.simulate.found import Simulated, Variant
from qsq.year.simulate.variants import rules_with_file, rules_with_values


def simulate(
    office: Office, period: Period, files: Sequence[Path], values: Sequence[str], *, costs: bool
) -> Simulated:
    """A period by other rules; see `Workspace.simulate`."""
    if not (files or values or costs):
        raise WrongUse(message("name other rules: --rules FILE, --set items.grain.weight=10, or --costs"))
    with office.ledger_to_read() as ledger:
        event = evaluations_of(ledger, period)[-1]
        again = counted_again(ledger, event)
        kept = KeptFolder(ledger, event.payload["files"])
        wanted = [(file.name, rules_with_file(kept, period, file)) for file in files]
        wanted += [(one, rules_with_values(kept, period, one)) for one in values]
    every = [again.rules.checklist, *(rules.checklist for _name, rules in wanted)]
    return Simulated(
        period=str(period),
        revision=int(event.payload["revision"]),
        names=names_of(again.rules.scheme, again.rules.register, every),
        variants=tuple(_variant(name, rules, again) for name, rules in wanted),
        costs=costs_of(again) if costs else None,
    )


def _variant(name: str, rules: Rules, again: Recount) -> Variant:
    inputs, unread = _read_anew(rules.checklist, again)
    after = _evaluated(name, rules, inputs, again)
    seen = {task for own in inputs.observations.values() for task in own}
    return Variant(
        name=name,
        reform=reform(again.evaluation, after),
        influences=influences(after),
        alike=all_alike(after),
        unseen=tuple(
            task.id for task in rules.checklist.tasks if not any(one in seen for one in task.rounds)
        ),
        tasks=len(rules.checklist.tasks),
        unread=unread,
    )


def _evaluated(name: str, rules: Rules, inputs: PeriodInputs, again: Recount) -> Evaluation:
    try:
        return evaluate(rules.scheme, rules.checklist, again.rules.register.evaluated, inputs, again.missing)
    except NothingApplicable as error:
        raise WrongUse(
            message(
                "{rules}: no item applies to {count} villages, such as {village}",
                rules=name,
                count=len(error.villages),
                village=error.villages[0].code,
            )
        ) from None


def _read_anew(checklist: Checklist, again: Recount) -> tuple[PeriodInputs, Mapping[str, int]]:
    """The inputs as a list's methods read them, and of how many villages a task's value does not fit."""
    before = {task.id: task for item in again.rules.checklist.all_items for task in item.tasks}
    asked = {name: task for item in checklist.all_items for task in item.tasks for name in task.rounds}
    unread: dict[str, int] = {}
    observations: dict[str, dict[str, Observation]] = {}
    for code, own in again.inputs.observations.items():
        kept = observations[code] = {}
        for name, seen in own.items():
            task = asked.get(name)
            if task is None:
                continue
            has_target = not task.per_village or (code, task.id) in again.inputs.targets
            found = _as_read(seen, task, before.get(task.id), has_target=has_target)
            if found is None:
                unread[task.id] = unread.get(task.id, 0) + 1
            else:
                kept[name] = found
    return replace(again.inputs, observations=observations), unread


def _as_read(seen: Observation, task: Task, before: Task | None, *, has_target: bool) -> Observation | None:
    """An observation as a task reads it; None where its value does not fit, or lacks its village's target."""
    if seen.value is None:
        return seen
    if not has_target:
        return None
    if before is not None and before.method == task.method and before.points <= task.points:
        return seen
    value = read_value(task, seen.text)
    return None if isinstance(value, Message) else replace(seen, value=value)
