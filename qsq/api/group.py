"""A group of commands as methods: what each of them starts from."""

from datetime import date
from typing import TYPE_CHECKING

from qsq.api.named import read_day, read_period
from qsq.domain.faults import WrongUse, message
from qsq.domain.values.periods import Month, Period
from qsq.late import late
from qsq.year.desk.office import Office

if TYPE_CHECKING:
    from qsq.year.desk import acting, loading
else:
    acting, loading = late("qsq.year.desk", "acting", "loading")


class Group:
    """A workspace's commands of one group, named as on the command line.

    Attributes:
        office: the workspace, who acts in it, and when.
    """

    def __init__(self, office: Office) -> None:
        self.office = office

    def _period(self, period: str | Period) -> Period:
        """The period that a caller names.

        Raises:
            WrongUse: it is none; one of the county's own is told.
        """
        try:
            return read_period(period)
        except WrongUse:
            own = loading.example_period(self.office.folder(), self.office.today())
            raise WrongUse(
                message("found {found}; expected a period such as {example}", found=period, example=own)
            ) from None

    def _as_official(self) -> Office:
        """The office with the id of who acts, for steps that nobody signs."""
        return acting.with_actor_id(self.office)

    def _acting(
        self, step: str, period: Period | Month | int | str, on: str | date | None = None
    ) -> "acting.Acting":
        return acting.acting(self.office, step, period, read_day(on))
