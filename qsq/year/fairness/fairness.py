"""`qsq fairness`: a period or a year."""

from typing import TYPE_CHECKING

from qsq.domain.faults import WrongUse, message
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.values.periods import Period, PeriodKind
from qsq.late import late
from qsq.year.desk.office import Office
from qsq.year.fairness.found import Fairness
from qsq.year.fairness.known_traits import known_traits

if TYPE_CHECKING:
    from qsq.year.fairness import period as of_period
    from qsq.year.fairness import sobol as of_weights
    from qsq.year.fairness import year as of_year
else:
    of_period, of_weights, of_year = late("qsq.year.fairness", "period", "sobol", "year")

FEWEST_DRAWS, MOST_DRAWS = 100, 100_000


def fairness(office: Office, when: Period, draws: int, seed: int, *, sobol: bool = False) -> Fairness:
    """How fair and how firm a result is; see `Workspace.fairness`.

    Raises:
        WrongUse: draws or seed are out of their range, or the extra `sobol` is not installed.
    """
    if not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise WrongUse(
            message(
                "found {found} draws; expected {least} to {most}",
                found=draws,
                least=FEWEST_DRAWS,
                most=MOST_DRAWS,
            )
        )
    if seed < 0:
        raise WrongUse(message("found the seed {found}; expected a whole number from 0 on", found=seed))
    if sobol:
        of_weights.must_have_salib()
    of_periods, traits = _is_of_periods(office, when), known_traits(office)
    if of_periods:
        return of_year.year_fairness(office, when.year, draws, seed, sobol=sobol, traits=traits)
    return of_period.period_fairness(office, when, draws, seed, sobol=sobol, traits=traits)


def _is_of_periods(office: Office, when: Period) -> bool:
    """Whether it is a year that others count towards, not one that is evaluated itself."""
    if when.kind is not PeriodKind.YEAR:
        return False
    with office.ledger_to_read() as ledger:
        return not ledger.events(PeriodEvent.EVALUATION, str(when))
