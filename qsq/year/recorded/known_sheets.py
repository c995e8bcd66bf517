"""Whose sheet a check code is: looked up where it is not the one that was expected."""

from functools import cached_property

from qsq.domain.faults import Message, message
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.values.periods import Period
from qsq.ledger.ledger import Ledger
from qsq.year.recorded.period import result_of


class KnownSheets:
    """All sign-off sheets that a ledger's results make, of every period and revision."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def called(self, code: str) -> Message | None:
        """What the sheet with that code is; None where there is none."""
        return self._sheets.get(code)

    @cached_property
    def _sheets(self) -> dict[str, Message]:
        """The newest sheet of each code; made when a code is first asked for."""
        found = {}
        for event in self._ledger.events(PeriodEvent.EVALUATION):
            result = result_of(self._ledger, Period.read(event.period), event)
            for unit in result.units():
                found[result.code(unit)] = message(
                    "{unit} in revision {revision} of {period}",
                    unit=unit,
                    revision=result.revision,
                    period=result.period,
                )
        return found
