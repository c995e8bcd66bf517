"""`Workspace.visits`, the Python API of `qsq visits`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.api.group import Group
from qsq.api.named import read_month, read_year
from qsq.domain.values.periods import Month
from qsq.late import late

if TYPE_CHECKING:
    from qsq.year.registers import given_back
    from qsq.year.registers.handed_out import FormsWritten
    from qsq.year.visits import forms, visits
    from qsq.year.visits.visits import Checked, Imported, Problem
else:
    (given_back,) = late("qsq.year.registers", "given_back")
    forms, visits = late("qsq.year.visits", "forms", "visits")


class VisitsApi(Group):
    """三包三联: visits, and the problems that they brought up (`qsq visits`).

    >>> Workspace(folder).visits.year(2023)
    {'visit': 0, 'review': 0, 'problem': 0, 'dispute': 0}
    """

    def import_(self, file: str | Path, on: str | date | None = None) -> "Imported":
        """Record a CSV file's visits, all or none; a note that was written anew replaces the one before.

        Raises:
            WrongUse: the day cannot be read, or nobody acts.
            Refused: the file is wrong; all faults are listed.
            OutOfOrder: the actor is not of the city's office.
        """
        acting = self._acting("visits import", "", on)
        with given_back.given_back(acting, file):
            return visits.import_visits(acting, str(Path(file).resolve()))

    def forms(self, month: str | Month) -> "FormsWritten":
        """Write the forms for a month's visits (`qsq visits forms`).

        Raises:
            WrongUse: the month cannot be read.
            OutOfOrder: the actor is not of the city's office.
        """
        period = read_month(month)
        return forms.hand_out_visits(self._acting("visits forms", period, None), period)

    def check(self, month: str | Month) -> "Checked":
        """Who visited too seldom in a month (`qsq visits check`)."""
        period = read_month(month)
        return visits.check(self._acting("visits check", period, None), period)

    def problems(self) -> "tuple[Problem, ...]":
        """Problems and disputes that visits brought up, oldest first (`qsq visits problems`)."""
        return visits.problems(self._acting("visits problems", "", None))

    def follow(self, problem: str, *, to: str = "", closed: str = "", on: str | date | None = None) -> None:
        """Hand an open problem on, or close it (`qsq visits problems --hand-on | --close`).

        Raises:
            WrongUse: neither is said, the day cannot be read, or nobody acts.
            OutOfOrder: no such problem is open, or the actor is not of the city's office.
        """
        acting = self._acting("visits problems", "", on)
        if closed:
            visits.close(acting, problem, closed)
        else:
            visits.hand_on(acting, problem, to)

    def year(self, year: str | int) -> dict[str, int]:
        """A year's visits, review meetings, problems and disputes (`qsq visits year`)."""
        period = read_year(year)
        return visits.totals_of(self._acting("visits year", period, None), period)
