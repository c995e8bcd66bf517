"""`Workspace.checklist`, the Python API of `qsq checklist`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.api.group import Group
from qsq.api.named import read_day
from qsq.domain.values.periods import Period
from qsq.late import late
from qsq.year.desk.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qsq.intake.forms import village_rows
    from qsq.year.checklist import dispatch, issue, status, targets
    from qsq.year.checklist import villages as village_lists
    from qsq.year.checklist.dispatch import TownStep
    from qsq.year.checklist.issue import Issued
    from qsq.year.checklist.status import ChecklistStatus
    from qsq.year.registers import given_back
    from qsq.year.registers.handed_out import FormsWritten
    from qsq.year.registers.laid import RowsLaid
else:
    (given_back,) = late("qsq.year.registers", "given_back")
    (village_rows,) = late("qsq.intake.forms", "village_rows")
    dispatch, issue, status, targets, village_lists = late(
        "qsq.year.checklist", "dispatch", "issue", "status", "targets", "villages"
    )


class ChecklistApi(Group):
    """任务清单: a period's lists (`qsq checklist`).

    >>> issued = Workspace(folder).checklist.issue("2023Q1", on="2023-01-03")
    >>> (issued.villages, len(issued.checklist.tasks))
    (6, 4)
    >>> town = Workspace(folder, actor="T1-lead")
    >>> town.checklist.dispatch("2023Q1", "T1", on="2023-01-04").files[0]
    'out/2023Q1/dispatch/T1-东镇/A1-东一村.xlsx'
    >>> village = Workspace(folder, actor="A1-sec")
    >>> village.checklist.accept("2023Q1", ["A1"], on="2023-01-05").recorded
    1
    """

    def issue(
        self,
        period: str | Period,
        progress: Progress = no_progress,
        *,
        on: str | date | None = None,
        reason: str = "",
    ) -> "Issued":
        """Issue a period's checklists and write them into out/ (`qsq checklist issue`).

        Args:
            period: such as `2023Q1`.
            on: the day on which it happened, where that is not today.
            reason: why an issued list changes.
            progress: shows how far the writing is; takes a text and a total, gives a function to call
                for each step.

        Raises:
            WrongUse: the period cannot be read.
            Refused: rules are wrong; all faults are listed and nothing is written.
            OutOfOrder: another list was issued before and no reason is given.
        """
        return issue.issue(self._as_official(), self._period(period), progress, read_day(on), reason)

    def dispatch(
        self,
        period: str | Period,
        town: str,
        on: str | date | None = None,
        *,
        file: str | Path | None = None,
    ) -> "TownStep":
        """Send the issued list on to a town's villages (`qsq checklist dispatch`).

        Args:
            period: such as `2023Q1`.
            town: the code of the town.
            on: the day on which it happened, where that is not today.
            file: the town's dispatch form, laid beside its rules in the place of the one before.

        Raises:
            WrongUse: the period or day cannot be read, there is no such town, or nobody acts.
            Refused: the town's rules or its table are wrong; all faults are listed.
            OutOfOrder: the list is not issued as the rules stand, or the actor acts for others only.
        """
        period = self._period(period)
        acting, form = self._acting("checklist dispatch", period, on), None if file is None else Path(file)
        if form is None:
            return dispatch.dispatch(acting, period, town)
        with given_back.given_back(acting, form):
            return dispatch.dispatch(acting, period, town, form)

    def dispatch_all(
        self, period: str | Period, on: str | date | None = None, progress: Progress = no_progress
    ) -> "TownStep":
        """Send the list on in every town that has not yet (`qsq checklist dispatch --all`).

        Raises:
            WrongUse: the period or day cannot be read, or nobody acts.
            Refused: the rules or tables of towns are wrong; all faults are listed and no list is sent on.
            OutOfOrder: the list is not issued as the rules stand, or the actor acts for others only.
        """
        period = self._period(period)
        return dispatch.dispatch_all(self._acting("checklist dispatch", period, on), period, progress)

    def accept(
        self, period: str | Period, villages: "Path | Sequence[str]", on: str | date | None = None
    ) -> "TownStep":
        """Take a dispatched list, all villages that are named or none (`qsq checklist accept`).

        Args:
            period: such as `2023Q1`.
            villages: codes or names, or an acceptance register.
            on: the day on which it happened, where that is not today.

        Raises:
            WrongUse: the period or day cannot be read, there is no such village, or nobody acts.
            Refused: the file is wrong; all faults are listed.
            OutOfOrder: a village's town has not dispatched, or the actor acts for others only.
        """
        period = self._period(period)
        acting = self._acting("checklist accept", period, on)
        if isinstance(villages, Path):
            with given_back.given_back(acting, villages):
                return dispatch.accept_register(acting, period, str(villages.resolve()))
        return dispatch.accept(acting, period, [village_rows.VillageRow(code, None) for code in villages])

    def accept_all(self, period: str | Period, town: str = "", on: str | date | None = None) -> "TownStep":
        """Take the list for all villages that have not (`qsq checklist accept --all`), or a town's.

        Raises:
            WrongUse: the period or day cannot be read, there is no such town, or nobody acts.
            OutOfOrder: no town, or the one that is named, has dispatched, or the actor acts for others only.
        """
        period = self._period(period)
        return dispatch.accept_all(self._acting("checklist accept", period, on), period, town)

    def target_forms(self, period: str | Period) -> "FormsWritten":
        """Write a form for each town's targets (`qsq checklist targets`).

        Raises:
            WrongUse: the period cannot be read.
            Refused: rules or targets are wrong; all faults are listed.
            OutOfOrder: the actor is not of the city's office.
        """
        period = self._period(period)
        return targets.hand_out_targets(self._acting("checklist targets", period), period)

    def targets(self, period: str | Period, file: str | Path) -> "RowsLaid":
        """Put a town's form of targets into the period's table (`qsq checklist targets --file`).

        Raises:
            WrongUse: the period cannot be read, or nobody acts.
            Refused: the file, the rules or the table are wrong; all faults are listed.
            OutOfOrder: the actor acts for others only.
        """
        period = self._period(period)
        acting = self._acting("checklist targets", period, None)
        with given_back.given_back(acting, file):
            return targets.lay_targets(acting, period, str(Path(file).resolve()))

    def village_forms(self) -> "FormsWritten":
        """Write a list of villages for each town to correct (`qsq checklist villages`).

        Raises:
            OutOfOrder: the actor is not of the city's office.
        """
        return village_lists.hand_out_villages(self._acting("checklist villages", ""))

    def villages(self, file: str | Path) -> "RowsLaid":
        """Enter what a town's form changes in the register (`qsq checklist villages --file`).

        Raises:
            WrongUse: nobody acts.
            Refused: the file or the register are wrong; all faults are listed.
            OutOfOrder: the actor acts for others only.
        """
        acting = self._acting("checklist villages", "")
        with given_back.given_back(acting, file):
            return village_lists.lay_villages(acting, str(Path(file).resolve()))

    def status(self, period: str | Period) -> "ChecklistStatus":
        """Which towns dispatched and which villages accepted (`qsq checklist status`)."""
        period = self._period(period)
        return status.status(self._acting("checklist status", period, None), period)
