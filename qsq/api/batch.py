"""`Workspace.batch`, the Python API of `qsq batch`."""

from datetime import date
from typing import TYPE_CHECKING

from qsq.api.group import Group
from qsq.api.named import read_day
from qsq.late import late

if TYPE_CHECKING:
    from qsq.year.batch import run, work
    from qsq.year.batch.run import BatchRun
else:
    run, work = late("qsq.year.batch", "run", "work")


class BatchApi(Group):
    """What is due (`qsq batch`).

    >>> due = Workspace(folder).batch.run("2023-01-05", dry_run=True)
    >>> [(str(step.job), step.period) for step in due.steps]
    [('issue', '2023Q1')]
    """

    def run(self, on: str | date | None = None, *, dry_run: bool = False, wait: float = 60) -> "BatchRun":
        """Do what is due on a day and only that (`qsq batch run`).

        Args:
            on: the day, where it is not today.
            dry_run: only say what is due and what waits for people.
            wait: how many seconds to wait for another run to end.

        Raises:
            WrongUse: the day cannot be read, or one to come.
            Refused: scheme, register or officials are wrong; all faults are listed.
            QsqError: another run goes on for longer than `wait`.
        """
        return run.run(self.office, read_day(on), work.take, dry_run=dry_run, wait=wait)
