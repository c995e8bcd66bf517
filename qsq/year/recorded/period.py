"""A period's result as the ledger keeps it, and the check codes of its papers."""

from collections.abc import Iterator
from dataclasses import dataclass

from qsq.documents.seal import Seal
from qsq.domain.county.officials import CITY, Unit
from qsq.domain.faults import QsqError, message
from qsq.domain.results.recorded import RecordedResult
from qsq.domain.results.sign_off import SHEETS, sheet_content, signing_units
from qsq.domain.steps.period_state import PeriodEvent
from qsq.domain.values.check_code import check_code
from qsq.domain.values.periods import Period
from qsq.ledger.canonical import canonical, digest
from qsq.ledger.ledger import Event, Ledger
from qsq.year.recorded.basis import FIRST_PROGRAM, program_of
from qsq.year.recorded.encoding.results import read_result

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
