"""The steps between a period's evaluation and its end, each guarded by the one state machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qsq.domain.county.officials import Level
from qsq.domain.county.places import Register
from qsq.domain.faults import Fault, OutOfOrder, Place, message
from qsq.domain.steps.period_state import PeriodEvent, PeriodMoment, PeriodState, PeriodStep, state_of, unmet
from qsq.domain.values.periods import Period
from qsq.intake.register import TOWNS_FILE, VILLAGES_FILE
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.conditions import must_be_met
from qsq.year.recorded.period import RecordedPeriod, result_of


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
