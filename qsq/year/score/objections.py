"""异议: raised while the notice runs, then upheld with a new revision, or rejected with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from qsq.domain.county.officials import CITY, Level, Unit
from qsq.domain.faults import Message, OutOfOrder, WrongUse, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.observed.objections import Objection
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.steps.period_state import PeriodStep
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.periods import Period
from qsq.intake.forms.objections import read_objections
from qsq.intake.forms.village_rows import VillageRow
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.acting import Acting
from qsq.year.desk.conditions import must_be_open, was_said_before
from qsq.year.desk.office import Office
from qsq.year.desk.rows import each_taken
from qsq.year.desk.step import no_papers, nothing, step
from qsq.year.recorded.basis import rules_of
from qsq.year.recorded.change import Change
from qsq.year.recorded.period import RecordedPeriod, Stand, newest_result, result_for, result_of, stand_of
from qsq.year.registers.handed_out import NamedForm, form_reader
from qsq.year.registers.objections import objection_form_of
from qsq.year.score.evaluate import Evaluated, evaluated

_COMPARED = ("town_mark", "city_mark", "rank", "city_rank", "reward", "yellow_card")


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection as it was recorded; `recorded` is False where it was there already."""

    period: Period
    id: str
    recorded: bool

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {"period": str(self.period), "objection": self.id, "recorded": self.recorded}


@dataclass(frozen=True, slots=True)
class Resolved:
    """An objection's end.

    Attributes:
        revision: the result's that holds now.
        changed: where the objection was upheld, each village whose figures are others now than those that
            were objected to: its code, then what they were and what they are.
        to_sign: whose sheets wait for a signature now; those that print the same are signed already.
        warnings: what people should look at again.
        recorded: False where it had ended so before.
    """

    period: Period
    id: str
    upheld: bool
    revision: int
    changed: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]
    to_sign: tuple[Unit, ...] = ()
    warnings: tuple[Message, ...] = ()
    recorded: bool = True

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": str(self.period),
            "objection": self.id,
            "recorded": self.recorded,
            "upheld": self.upheld,
            "revision": self.revision,
            "changed": [
                {"village_code": code, "before": before, "after": after}
                for code, (before, after) in self.changed.items()
            ],
            "to_sign": [{"level": unit.level, "unit": unit.code} for unit in self.to_sign],
        }


def object_to(acting: Acting, period: Period, named: Sequence[VillageRow[Objection]]) -> tuple[Objected, ...]:
    """Record objections, all or none; see `Workspace.score.object_to`."""
    rows = acting.with_codes(named, _marked(acting.office, period))
    return step(
        acting.office,
        allowed=lambda: acting.allow(Unit(Level.VILLAGE, row.village) for row in rows),
        checked=nothing,
        recorded=lambda ledger, _nothing: tuple(
            each_taken(rows, lambda row: _objected(acting.on(row.day), ledger, period, row))
        ),
        written=no_papers,
    )


def object_form(acting: Acting, period: Period, file: str) -> tuple[Objected, ...]:
    """Record the objections of a form, all or none; see `Workspace.score.object_file`."""
    reader = form_reader(acting, FormKind.OBJECTION, partial(_form_of, acting, period))
    return object_to(acting, period, read_objections(acting.office.folder(), file, reader))


def _form_of(acting: Acting, period: Period, town: str) -> NamedForm | None:
    """A town's form as it would be handed out now."""
    with acting.office.ledger_to_read() as ledger:
        result = newest_result(ledger, period)
        rules = rules_of(ledger, result.event) if result else None
    if result is None or rules is None:
        return None
    span = chinese_period(period)
    return objection_form_of(rules.scheme, rules.register, str(period), span, town, result.revision)


def _marked(office: Office, period: Period) -> list[str]:
    """The villages that have a mark in the newest result; they may have left the register since."""
    with office.ledger_to_read() as ledger:
        result = newest_result(ledger, period)
    return [one.village_code for one in result.figures.villages] if result else []


def _objected(acting: Acting, ledger: Ledger, period: Period, row: VillageRow[Objection]) -> Objected:
    stand = stand_of(ledger, period)
    result = result_for(PeriodStep.OBJECT, stand, acting.today, acting.register)
    said = {"revision": result.revision, "village_code": row.village, **row.said.values()}
    for event in stand.events:
        if event.kind == PeriodEvent.OBJECTION and said.items() <= event.payload.items():
            return Objected(period, event.subject, recorded=False)
    name = f"{period}-{len(ledger.history(PeriodEvent.OBJECTION, str(period))) + 1}"
    ledger.append(acting.event(PeriodEvent.OBJECTION, name, **said))
    return Objected(period, name, recorded=True)


def resolve(acting: Acting, period: Period, objection: str, reason: str, *, upheld: bool) -> Resolved:
    """End an objection; see `Workspace.score.resolve`."""
    if not reason.strip():
        raise WrongUse(message("an objection is resolved with a reason: --reason TEXT"))
    return step(
        acting.office,
        allowed=lambda: acting.allow([CITY]),
        checked=lambda: evaluated(acting.office, period) if upheld else None,
        recorded=lambda ledger, found: _resolved(acting, ledger, period, objection, reason, found),
        written=no_papers,
    )


def _resolved(
    acting: Acting, ledger: Ledger, period: Period, objection: str, reason: str, found: Evaluated | None
) -> Resolved:
    """The objection's end: upheld with the evaluation that was found, rejected where there is none."""
    stand, upheld = stand_of(ledger, period), found is not None
    said = {"upheld": upheld, "reason": reason}
    if was_said_before(stand.events, PeriodEvent.RESOLUTION, objection, said):
        return replace(
            _ended(ledger, stand, acting, _raised(stand, objection), upheld=upheld), recorded=False
        )
    result_for(PeriodStep.RESOLVE, stand, acting.today, acting.register, objection)
    must_be_open(objection, stand.state.open_objections)
    raised = _raised(stand, objection)
    if found is not None:
        change = Change(acting.today, reason, objection)
        new = found.recorded(acting.office, ledger, change).recorded
        _must_be_corrected(raised, stand, new=new)
    stand = stand_of(ledger, period)
    ledger.append(acting.event(PeriodEvent.RESOLUTION, objection, **said, revision=stand.state.revision))
    return _ended(ledger, stand, acting, raised, upheld=upheld)


def _raised(stand: Stand, objection: str) -> Event:
    """The event that raised it."""
    wanted = (PeriodEvent.OBJECTION, objection)
    return next(event for event in stand.events if (event.kind, event.subject) == wanted)


def _must_be_corrected(raised: Event, stand: Stand, *, new: bool) -> None:
    """Raise where what was objected to is upheld and stands as it was.

    The correction may have been scored before, by itself or with that of another objection.

    Args:
        raised: the objection.
        stand: where the period stood before.
        new: whether the inputs make another result than the newest one.

    Raises:
        OutOfOrder: no result is newer than what was objected to.
    """
    if not new and stand.state.revision <= raised.payload["revision"]:
        raise OutOfOrder(
            message(
                "nothing has changed since revision {revision} of {period}; first correct the"
                " observations or adjustments in data/, then uphold the objection",
                revision=stand.state.revision,
                period=stand.period,
            )
        )


def _ended(ledger: Ledger, stand: Stand, acting: Acting, raised: Event, *, upheld: bool) -> Resolved:
    """The end of an objection, beside the result that was objected to."""
    period, revision = stand.period, stand.state.revision
    if not upheld:
        return Resolved(period, raised.subject, upheld, revision, {})
    evaluations = ledger.events(PeriodEvent.EVALUATION, str(period))
    then = next(one for one in evaluations if one.payload["revision"] == raised.payload["revision"])
    changed = _differences(result_of(ledger, period, then), result_of(ledger, period, evaluations[-1]))
    moment = stand.moment(acting.today)
    to_sign = (
        *(Unit(Level.TOWN, code) for code in moment.unsigned_towns),
        *(Unit(Level.VILLAGE, code) for code in moment.unsigned_villages),
    )
    village = raised.payload["village_code"]
    same = message(
        "the figures of {village} are those that were objected to, in revision {revision} too",
        village=village,
        revision=revision,
    )
    warnings = () if village in changed else (same,)
    return Resolved(period, raised.subject, upheld, revision, changed, to_sign, warnings)


def _differences(
    before: RecordedPeriod, after: RecordedPeriod
) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Each village whose figures are others now, with those that are: what they were, what they are."""
    was = {village.village_code: _figures(village) for village in before.figures.villages}
    now = {village.village_code: _figures(village) for village in after.figures.villages}
    found = {}
    for code in sorted(was.keys() | now.keys()):
        old, new = was.get(code, {}), now.get(code, {})
        keys = [key for key in _COMPARED if old.get(key) != new.get(key)]
        if keys:
            found[code] = ({key: old.get(key) for key in keys}, {key: new.get(key) for key in keys})
    return found


def _figures(village: RecordedVillage) -> dict[str, Any]:
    return {key: getattr(village, key) for key in _COMPARED}
