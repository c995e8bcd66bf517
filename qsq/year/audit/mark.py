"""Where a mark came from: counted again from the files that the ledger kept, with all who took part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from qsq.domain.county.names import village_named
from qsq.domain.county.places import Village
from qsq.domain.observed.observation import PeriodInputs
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.steps.event_kinds import PeriodEvent, RevocationEvent
from qsq.domain.values.numbers import plain
from qsq.domain.values.periods import Period
from qsq.ledger.encoding.results import village_answer
from qsq.ledger.ledger import Event
from qsq.scoring.derivation import Derivation
from qsq.version import __version__
from qsq.year.desk.loading import Rules
from qsq.year.desk.office import Office
from qsq.year.recorded.basis import evaluations_of, program_of
from qsq.year.score.recount import Recount, recount


@dataclass(frozen=True, slots=True)
class Trail:
    """All that stands behind a village's mark.

    Attributes:
        figures: the village's part of the recorded answer.
        tasks: for each task that the village is asked: what it is worth, and what was seen.
        files: the files that were counted from, with their digests.
        recounted: whether counting again from them gives the figures that were recorded.
        program: the version that recorded them.
        events: what concerns the mark, oldest first: revisions, signatures, notices, objections.
        departments: their names by id, for people.
        items: the same of the items that are asked in its town.
        sums: how each task's points, each item's mark, `town_mark` and `city_mark` came about, as sums that a
            calculator confirms; none where counting again gives other figures.
        grades: their names by id.
        parts: names of categories and items by id.
    """

    village: Village
    period: Period
    revision: int
    figures: RecordedVillage
    tasks: tuple[Mapping[str, Any], ...]
    adjustments: tuple[Mapping[str, Any], ...]
    files: Mapping[str, str]
    recounted: bool
    program: str
    events: tuple[Event, ...]
    departments: Mapping[str, str]
    items: Mapping[str, str]
    sums: Mapping[str, str]
    grades: Mapping[str, str]
    parts: Mapping[str, str]

    @property
    def is_explained(self) -> bool:
        """Whether the figures are the same again, or another program recorded them."""
        return self.recounted or self.program != __version__

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "village_code": self.village.code,
            "period": str(self.period),
            "revision": self.revision,
            "recounted": self.recounted,
            "program": self.program,
            "figures": village_answer(self.figures),
            "short": [asdict(one) for one in self.figures.short],
            "sums": dict(self.sums),
            "tasks": [dict(task) for task in self.tasks],
            "adjustments": [dict(one) for one in self.adjustments],
            "files": [{"file": file, "sha256": sha256} for file, sha256 in sorted(self.files.items())],
            "events": [
                {
                    "sequence": event.sequence,
                    "time": event.time,
                    "actor": event.actor,
                    "kind": event.kind,
                    "subject": event.subject,
                    "details": {key: value for key, value in event.payload.items() if key != "files"},
                    "digest": event.digest,
                }
                for event in self.events
            ],
        }


def audit_mark(office: Office, village: str, period: Period) -> Trail:
    """Where a village's mark came from; see `Workspace.audit.mark`."""
    with office.ledger_to_read() as ledger:
        events = ledger.history(period=str(period))
        newest = evaluations_of(ledger, period)[-1]
        counted = recount(ledger, newest)
    payload, rules = newest.payload, counted.rules
    found = village_named(rules.register, village)
    figures = next(one for one in counted.recorded.villages if one.village_code == found.code)
    items = {item.id: item.name for item in rules.checklist.items_of(found.town_code)}
    return Trail(
        village=found,
        period=period,
        revision=int(payload["revision"]),
        figures=figures,
        tasks=tuple(_tasks(rules, counted.inputs, found)),
        adjustments=tuple(_adjustments(counted.inputs, found)),
        files=payload["files"],
        recounted=counted.same,
        program=program_of(newest),
        events=_concerning(events, found),
        departments=rules.register.department_names(),
        items=items,
        sums=dict(_sums(counted, found)) if counted.same else {},
        grades=counted.recorded.grades,
        parts=rules.scheme.category_names() | items,
    )


def _sums(counted: Recount, village: Village) -> Iterator[tuple[str, str]]:
    """How the village's figures came about, each by its name."""
    marks = next(one.marks for one in counted.evaluation.villages if one.marks.village.code == village.code)
    derived = Derivation(counted.rules.scheme, counted.rules.checklist, counted.inputs, marks)
    for item in (one for one in marks.items if one.full is not None):
        yield from ((done.task.id, derived.task(done).line) for done in item.tasks)
        yield item.item.id, derived.item_line(item)
    yield "town_mark", derived.mark(city=False).line
    yield "city_mark", derived.mark(city=True).line


def _concerning(events: Sequence[Event], village: Village) -> tuple[Event, ...]:
    """The events of the period as a whole, and of the village or its town; with what took them back."""
    found = {event.sequence for event in events if _concerns(event, village)}
    return tuple(event for event in events if found.intersection([event.sequence, *_taken_back(event)]))


def _taken_back(event: Event) -> Sequence[int]:
    return event.payload["events"] if event.kind == RevocationEvent.REVOCATION else ()


def _concerns(event: Event, village: Village) -> bool:
    """Whether an event is of the period as a whole, or of the village or its town."""
    match event.kind:
        case RevocationEvent.REVOCATION:
            return False
        case PeriodEvent.TOWN_SIGNATURE:
            return event.subject == village.town_code
        case PeriodEvent.VILLAGE_SIGNATURE:
            return event.subject == village.code
        case PeriodEvent.OBJECTION:
            return bool(event.payload["village_code"] == village.code)
        case _:
            return True


def _tasks(rules: Rules, inputs: PeriodInputs, village: Village) -> list[dict[str, Any]]:
    seen = inputs.observations.get(village.code, {})
    found = []
    for item in rules.checklist.items_for(village):
        for task, name in ((one, name) for one in item.tasks for name in one.rounds):
            observation = seen.get(name)
            target = inputs.targets.get((village.code, task.id))
            found.append(
                {
                    "task": name,
                    "text": task.text,
                    "department": item.department,
                    "points": plain(task.points),
                    "target": None if target is None else plain(target),
                    "value": observation and observation.text,
                    "note": observation and observation.note,
                }
            )
    return found


def _adjustments(inputs: PeriodInputs, village: Village) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind,
            "points": plain(one.points),
            "reason": one.reason,
            "department": one.department,
            "basis": one.basis,
        }
        for one in inputs.adjustments.get(village.code, ())
    ]
