"""Where a period stands: its events, its state, its results as the ledger keeps them, with their codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qsq.documents.seal import Seal
from qsq.domain.county.officials import CITY, Level, Unit
from qsq.domain.county.places import Register
from qsq.domain.faults import Fault, OutOfOrder, Place, QsqError, message
from qsq.domain.results.recorded import RecordedResult
from qsq.domain.results.sign_off import SHEETS, sheet_content, signing_units
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.steps.period_state import PeriodMoment, PeriodState, PeriodStep, state_of, unmet
from qsq.domain.values.check_code import check_code
from qsq.domain.values.periods import Period
from qsq.intake.register import TOWNS_FILE, VILLAGES_FILE
from qsq.ledger.canonical import canonical, digest
from qsq.ledger.encoding.results import read_result
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.conditions import must_be_met
from qsq.year.recorded.basis import FIRST_PROGRAM, program_of

SHEETS_KEY = "sheets"
"""Under which a result's event names the version of what its sign-off sheets say; without it, the first."""


@dataclass(frozen=True, slots=True)
class RecordedPeriod:
    """A period's result.

    Attributes:
        event: what recorded it, with what it follows from.
        figures: as they were recorded.
        sheets: the version of what its sign-off sheets say.
    """

    event: Event
    period: Period
    revision: int
    provisional: bool
    digests: tuple[str, str, str]
    figures: RecordedResult
    sheets: int

    def digest_of(self, unit: Unit = CITY) -> str:
        """What the code of a unit's papers is made of: what its sign-off sheet says, in whatever revision.

        The city signs nothing; its papers hold on to this very revision, and so do all those of the first
        program, whose sheets were printed so.
        """
        if unit == CITY or program_of(self.event) == FIRST_PROGRAM:
            return digest(canonical([str(self.period), self.revision, *self.digests, str(unit)]))
        return digest(canonical(sheet_content(self.period, self.figures, unit, self.sheets)))

    def code(self, unit: Unit = CITY) -> str:
        """The check code of a unit's papers."""
        return check_code(self.digest_of(unit))

    def seal(self, unit: Unit, name: str, head: str) -> Seal:
        """What a unit's paper says of itself and of the ledger, in full."""
        return Seal(name, str(self.period), self.revision, self.digest_of(unit), head)

    def units(self) -> Iterator[Unit]:
        """Who has to sign: the towns, then the villages."""
        return signing_units(self.figures)


def newest_result(ledger: Ledger, period: Period) -> RecordedPeriod | None:
    """The newest result of a period; None where it is not evaluated."""
    events = ledger.events(PeriodEvent.EVALUATION, str(period))
    return result_of(ledger, period, events[-1]) if events else None


def result_of(ledger: Ledger, period: Period, event: Event) -> RecordedPeriod:
    """The result that an event of kind `evaluation` recorded.

    Raises:
        QsqError: its sheets are of a version that only a newer program knows.
    """
    payload = event.payload
    sheets = payload.get(SHEETS_KEY, 1)
    if sheets > SHEETS:
        raise QsqError(
            message(
                "the sign-off sheets of {period} are of version {found}; this program knows version {known}:"
                " install the newer program",
                period=period,
                found=sheets,
                known=SHEETS,
            )
        )
    return RecordedPeriod(
        event=event,
        period=period,
        revision=int(payload["revision"]),
        provisional=payload["missing"] is not None,
        digests=(payload["rules_sha256"], payload["inputs_sha256"], payload["result_sha256"]),
        figures=read_result(ledger.kept(payload["result_sha256"])),
        sheets=sheets,
    )


def final_beside(ledger: Ledger, period: Period) -> Iterator[RecordedPeriod]:
    """The final results of the other periods of its year."""
    for event in ledger.events(PeriodEvent.FINALISATION):
        other = Period.read(event.period)
        if other != period and other.year == period.year and (found := newest_result(ledger, other)):
            yield found


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a period stands, with the events and the newest result that say so."""

    period: Period
    events: tuple[Event, ...]
    state: PeriodState
    result: RecordedPeriod | None

    def moment(self, today: date, objection: str = "") -> PeriodMoment:
        """The period as a step of that day finds it, or one that is about an objection."""
        units = tuple(self.result.units()) if self.result else ()
        towns = frozenset(unit.code for unit in units if unit.level is Level.TOWN)
        villages = frozenset(unit.code for unit in units if unit.level is Level.VILLAGE)
        return PeriodMoment(str(self.period), self.state, today, towns, villages, objection=objection)


def stand_of(ledger: Ledger, period: Period) -> Stand:
    """Where a period stands now."""
    events = ledger.events(period=str(period))
    results = [event for event in events if event.kind == PeriodEvent.EVALUATION]
    result = result_of(ledger, period, results[-1]) if results else None
    return Stand(period, events, state_of(events), result)


def result_for(
    step: PeriodStep, stand: Stand, today: date, register: Register, objection: str = ""
) -> RecordedPeriod:
    """The newest result, when the step may be taken.

    Args:
        step: what someone wants to do.
        stand: where the period stands.
        today: the day of the step.
        register: names who has to do something first.
        objection: the id of the objection that the step is about.

    Raises:
        OutOfOrder: another step comes first.
        Waiting: people have to do something first; each is listed.
    """
    moment = stand.moment(today, objection)
    must_be_met(unmet(step, moment), _who(moment, register) if step is PeriodStep.NOTICE else ())
    if stand.result is None:  # no step that the machine lets pass is without a result
        raise OutOfOrder(message("{period} is not evaluated", period=moment.period))
    return stand.result


def _who(moment: PeriodMoment, register: Register) -> Sequence[Fault]:
    """Whose signatures are missing."""
    towns = register.town_names()
    villages = {village.code: village.name for village in register.villages}
    return [
        *(
            Fault(
                Place(TOWNS_FILE, code),
                message("the leader of {name} has not signed", name=towns.get(code, code)),
            )
            for code in moment.unsigned_towns
        ),
        *(
            Fault(
                Place(VILLAGES_FILE, code),
                message("the secretary of {name} has not signed", name=villages.get(code, code)),
            )
            for code in moment.unsigned_villages
        ),
    ]
