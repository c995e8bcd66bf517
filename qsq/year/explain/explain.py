"""`qsq explain`: a period or a year."""

from dataclasses import replace
from typing import TYPE_CHECKING

from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.values.periods import Period, PeriodKind
from qsq.late import late
from qsq.year.desk.office import Office
from qsq.year.explain import period as of_period
from qsq.year.explain.explained import Explained

if TYPE_CHECKING:
    from qsq.year.explain import year as of_year
    from qsq.year.recorded import year_list
else:
    (year_list,) = late("qsq.year.recorded", "year_list")
    (of_year,) = late("qsq.year.explain", "year")


def explain(office: Office, village: str, when: Period) -> Explained:
    """How a village's figures came about; see `Workspace.explain`.

    Where a scheme evaluates once a year, that evaluation is told before the year's list.
    """
    if when.kind is not PeriodKind.YEAR:
        return of_period.explain_period(office, village, when)
    with office.ledger_to_read() as ledger:
        evaluated = bool(ledger.events(PeriodEvent.EVALUATION, str(when)))
        listed = year_list.newest_list_event(ledger.events(period=str(when))) is not None
    if not evaluated:
        return of_year.explain_year(office, village, when.year)
    found = of_period.explain_period(office, village, when)
    if not listed:
        return found
    year = of_year.explain_year(office, village, when.year)
    return replace(
        year,
        recounted=found.recounted and year.recounted,
        derived=(*found.derived, *year.derived),
        names={**found.names, **year.names},
    )
