"""What second looks found, as the ledger keeps it."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from qsq.domain.scheme.checklist import Task
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.values.numbers import Scale
from qsq.domain.values.periods import Period
from qsq.fairness.recheck.risk import VillageTask
from qsq.intake.forms.second_looks import SecondLook
from qsq.ledger.ledger import Event, Ledger
from qsq.scoring.methods import earned
from qsq.year.recorded.year_list import newest_list

Texts = Mapping[VillageTask, tuple[str, str]]
"""How second values were entered, with their notes."""


def texts_in(events: Sequence[Event]) -> Iterator[tuple[VillageTask, tuple[str, str]]]:
    """Second values in the order in which they were entered."""
    for event in events:
        if event.kind == OtherEvent.SECOND_LOOK:
            for code, task, text, note in event.payload["values"]:
                yield (code, task), (text, note)


def earned_again(
    texts: Texts, tasks: Mapping[str, Task], targets: Mapping[VillageTask, Fraction], scale: Scale
) -> dict[VillageTask, int | None]:
    """What second values earn, in units; None where the second look found the task not to apply."""
    found: dict[VillageTask, int | None] = {}
    for (code, task), (text, note) in texts.items():
        value = SecondLook(code, task, text, note).value_of(tasks[task])
        points = (
            None
            if value is None
            else earned(tasks[task].method, tasks[task].points, value, targets.get((code, task)))
        )
        found[code, task] = None if points is None else scale.units(points)
    return found


def texts_of_period(ledger: Ledger, period: Period, revision: int) -> Texts:
    """What was seen again of a period's result: for its own list, and for the year's that rests on it."""
    found = {}
    listed = newest_list(ledger, ledger.events(period=str(period.year)))
    if listed is not None and listed.figures.periods.get(str(period)) == revision:
        seen = _seen(ledger, str(period.year), int(listed.event.payload["revision"]))
        prefix = f"{period}/"
        found = {
            (code, task.removeprefix(prefix)): text for (code, task), text in seen if task.startswith(prefix)
        }
    return {**found, **dict(_seen(ledger, str(period), revision))}


def _seen(ledger: Ledger, when: str, revision: int) -> Iterator[tuple[VillageTask, tuple[str, str]]]:
    every = ledger.events(OtherEvent.SECOND_LOOK, when)
    return texts_in([one for one in every if one.payload["revision"] == revision])
