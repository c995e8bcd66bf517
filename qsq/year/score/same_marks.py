"""A year's marks are averaged, so all its periods are marked out of one total, in the same decimals."""

from collections.abc import Mapping

from qsq.domain.faults import Fault, Place, Refused, message
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.periods import Period
from qsq.rules.files import SCHEME_FILE


def must_be_of_one_kind(scheme: Scheme, out_of: Mapping[Period, str]) -> None:
    """Raise where periods are marked out of another total, or in other decimals, than the scheme has now.

    Args:
        scheme: the workspace's.
        out_of: the total that each period was marked out of, as its record has it.

    Raises:
        Refused: some are; each is listed.
    """
    total = scheme.marks.scale.text(scheme.marks.total)
    others = {period: found for period, found in out_of.items() if found != total}
    if others:
        raise Refused(
            Fault(
                Place(SCHEME_FILE, "marks"),
                message(
                    "{period} is marked out of {found}, the scheme says {total}: total and decimals stay the"
                    " same within a year, since its marks are averaged",
                    period=period,
                    found=found,
                    total=total,
                ),
            )
            for period, found in others.items()
        )
