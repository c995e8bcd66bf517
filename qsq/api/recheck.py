"""`Workspace.recheck`, the Python API of `qsq recheck`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.api.group import Group
from qsq.domain.values.periods import Period, PeriodKind
from qsq.late import late

if TYPE_CHECKING:
    from qsq.year.desk.acting import Acting
    from qsq.year.recheck import recheck
    from qsq.year.recheck.rechecked import Rechecked
else:
    (recheck,) = late("qsq.year.recheck", "recheck")


class RecheckApi(Group):
    """抽查复核: a second look at village-tasks that dice drew (`qsq recheck`).

    >>> county = Workspace(folder)
    >>> county.score.period("2023Q1").revision
    1
    >>> found = county.recheck.status("2023Q1")
    >>> found.left, found.limit, found.enough  # nothing is drawn yet
    ('100%', Fraction(1, 10), False)
    """

    def draw(
        self, period: str | Period, dice: str, draws: int | None = None, on: str | date | None = None
    ) -> "Rechecked":
        """Draw a round with dice that everyone saw, and write its sheet (`qsq recheck draw`).

        Args:
            period: such as `2023Q1`; its newest result is looked at again. A year's honours: `2023`.
            dice: their digits, fresh ones each round.
            draws: how many; without it as many as are needed if they find no error.
            on: the day on which it happened, where that is not today.

        Raises:
            WrongUse: the period or day cannot be read, the dice are too few, or nobody is on the list.
            OutOfOrder: the list is not drawn up or has ties to decide, the last round is not looked at yet,
                the risk is small enough, or the actor is not of the city's office.
        """
        period = self._period(period)
        return recheck.draw(self._by("recheck draw", period, on), period, dice.strip(), draws)

    def enter(self, period: str | Period, file: str | Path, on: str | date | None = None) -> "Rechecked":
        """Record a round's second values, all or none (`qsq recheck enter`).

        Raises:
            WrongUse: the period or day cannot be read, nobody is on the list, the sheet has no value, or is
                an earlier round's while the last one waits.
            Refused: the file is wrong; all faults are listed.
            OutOfOrder: the list is not drawn up, or the actor is not of the city's office.
        """
        period = self._period(period)
        return recheck.enter(self._by("recheck enter", period, on), period, str(Path(file).resolve()))

    def status(self, period: str | Period) -> "Rechecked":
        """What risk is left that the list would be another one, factor by factor (`qsq recheck status`).

        Raises:
            WrongUse: the period or year cannot be read, or nobody is on the list.
            OutOfOrder: the list is not drawn up, or has ties to decide.
        """
        return recheck.recheck_status(self.office, self._period(period))

    def _by(self, step: str, when: Period, on: str | date | None) -> "Acting":
        """The step; a year need be no period of the scheme."""
        return self._acting(step, when.year if when.kind is PeriodKind.YEAR else when, on)
