"""A year's marks are averaged, so all its periods are marked out of one total, in the same decimals."""

from collections.abc import Iterator, Sequence

from qsq.domain.faults import Fault, Place, Refused, message
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.steps.period_state import PeriodEvent
from qsq.domain.values.periods import Period
from qsq.ledger.ledger import Ledger
from qsq.rules.scheme_file import SCHEME_FILE
from qsq.year.recorded.period import RecordedPeriod, newest_result


def final_beside(ledger: Ledger, period: Period) -> Iterator[RecordedPeriod]:
    """The final results of the other periods of its year."""
    for event in ledger.events(PeriodEvent.FINALISATION):
        other = Period.read(event.period)
        if other != period and other.year == period.year and (found := newest_result(ledger, other)):
            yield found


def must_be_of_one_kind(scheme: Scheme, recorded: Sequence[RecordedPeriod]) -> None:
    """Raise where periods are marked out of another total, or in other decimals, than the scheme has now.

    Raises:
        Refused: some are; each is listed.
    """
    total = scheme.marks.scale.text(scheme.marks.total)
    others = [one for one in recorded if one.figures.out_of != total]
    if others:
        raise Refused(
            Fault(
                Place(SCHEME_FILE, "marks"),
                message(
                    "{period} is marked out of {found}, the scheme says {total}: total and decimals stay the"
                    " same within a year, since its marks are averaged",
                    period=one.period,
                    found=one.figures.out_of,
                    total=total,
                ),
            )
            for one in others
        )
