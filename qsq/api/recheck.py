"""`Workspace.recheck`, the Python API of `qsq recheck`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.api.group import Group
from qsq.domain.values.periods import Period
from qsq.late import late

if TYPE_CHECKING:
    from qsq.year.recheck import recheck
    from qsq.year.recheck.recheck import Rechecked
else:
    (recheck,) = late("qsq.year.recheck", "recheck")


class RecheckApi(Group):
    """抽查复核: a second look at village-tasks that dice drew (`qsq recheck`).

    >>> county = Workspace(folder)
    >>> county.score.period("2023Q1").revision
    1
    >>> found = county.recheck.status("2023Q1")
    >>> found.left, found.enough  # in so small a county every village is paid: nothing is to be drawn
    ('0%', True)
    """

    def draw(
        self, period: str | Period, dice: str, draws: int | None = None, on: str | date | None = None
    ) -> "Rechecked":
        """Draw a round with dice that everyone saw, and write its sheet (`qsq recheck draw`).

        Args:
            period: such as `2023Q1`; its newest result is looked at again.
            dice: their digits, fresh ones each round.
            draws: how many; without it as many as are needed if they find no error.
            on: the day on which it happened, where that is not today.

        Raises:
            WrongUse: the period or day cannot be read, the dice are too few, or nothing is paid for a place.
            OutOfOrder: the period is not evaluated, the last round is not looked at yet, the risk is small
                enough, or the actor is not of the city's office.
        """
        period = self._period(period)
        return recheck.draw(self._acting("recheck draw", period, on), period, dice.strip(), draws)

    def enter(self, period: str | Period, file: str | Path, on: str | date | None = None) -> "Rechecked":
        """Record a round's second values, all or none (`qsq recheck enter`).

        Raises:
            WrongUse: the period or day cannot be read, nothing is paid for a place, the sheet has no value,
                or is an earlier round's while the last one waits.
            Refused: the file is wrong; all faults are listed.
            OutOfOrder: the period is not evaluated, or the actor is not of the city's office.
        """
        period = self._period(period)
        return recheck.enter(self._acting("recheck enter", period, on), period, str(Path(file).resolve()))

    def status(self, period: str | Period) -> "Rechecked":
        """What risk is left that others would be paid for a place, factor by factor (`qsq recheck status`).

        Raises:
            WrongUse: the period cannot be read, or nothing is paid for a place.
            OutOfOrder: the period is not evaluated.
        """
        return recheck.recheck_status(self.office, self._period(period))
