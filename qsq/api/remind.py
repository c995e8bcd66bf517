"""`Workspace.remind`, the Python API of `qsq remind`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.api.group import Group
from qsq.api.named import read_month
from qsq.domain.values.periods import Month
from qsq.late import late

if TYPE_CHECKING:
    from qsq.domain.observed.reminders import Talk
    from qsq.intake.forms import village_rows
    from qsq.year.registers import given_back
    from qsq.year.registers.laid import RowsLaid
    from qsq.year.remind import follow_up, progress
    from qsq.year.remind import month as reminders
    from qsq.year.remind.follow_up import FollowUp
    from qsq.year.remind.month import Noted, Reminded
else:
    (given_back,) = late("qsq.year.registers", "given_back")
    (village_rows,) = late("qsq.intake.forms", "village_rows")
    follow_up, reminders, progress = late("qsq.year.remind", "follow_up", "month", "progress")


class RemindApi(Group):
    """一月一提示: lagging villages and the talks with them (`qsq remind`).

    >>> Workspace(folder).remind.status("2023-02").called
    0
    """

    def month(self, month: str | Month, on: str | date | None = None) -> "Reminded":
        """Find a month's lagging villages and write their slips (`qsq remind month`).

        Raises:
            WrongUse: the month or day cannot be read.
            Refused: rules or progress reports are wrong, or the scheme sets no thresholds.
        """
        period = read_month(month)
        return reminders.remind(self._acting("remind month", period, on), period)

    def progress(self, month: str | Month, file: str | Path) -> "RowsLaid":
        """Put a town's form of progress into the month's table (`qsq remind progress`).

        Raises:
            WrongUse: the month cannot be read, or nobody acts.
            Refused: the file, the rules or the table are wrong; all faults are listed.
            OutOfOrder: the actor acts for others only.
        """
        period = read_month(month)
        acting = self._acting("remind progress", period, None)
        with given_back.given_back(acting, file):
            return progress.report_progress(acting, period, str(Path(file).resolve()))

    def record(self, month: str | Month, village: str, talk: "Talk", on: str | date | None = None) -> bool:
        """Note the talk with a village that was called in (`qsq remind record`); False if noted before.

        Raises:
            WrongUse: the month or day cannot be read, the talk lacks something, or nobody acts.
            OutOfOrder: the village was not called in, or the actor acts for others only.
        """
        period = read_month(month)
        acting = self._acting("remind record", period, on)
        return reminders.record_talks(acting, period, [village_rows.VillageRow(village, talk)]) > 0

    def record_file(self, month: str | Month, file: str | Path, on: str | date | None = None) -> "Noted":
        """Note the talks of a reminder register, all or none (`qsq remind record --file`).

        Raises:
            WrongUse: the month or day cannot be read, or nobody acts.
            Refused: the file is wrong; all faults are listed.
            OutOfOrder: a village was not called in, or the actor acts for others only.
        """
        period = read_month(month)
        acting = self._acting("remind record", period, on)
        with given_back.given_back(acting, file):
            return reminders.record_register(acting, period, str(Path(file).resolve()))

    def status(self, month: str | Month, on: str | date | None = None) -> "FollowUp":
        """Villages called in without a talk, or whose new date has passed (`qsq remind status`)."""
        period = read_month(month)
        return follow_up.follow_up(self._acting("remind status", period, on), period)
