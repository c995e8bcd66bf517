"""`Workspace.batch`, the Python API of `qsq batch`."""

from datetime import date
from typing import TYPE_CHECKING

from qsq.api.group import Group
from qsq.api.named import read_day
from qsq.domain.faults import message
from qsq.late import late

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qsq.api import inbox as incoming
    from qsq.year.batch import run, work
    from qsq.year.batch.run import BatchRun, BatchStep
    from qsq.year.desk.office import Office
    from qsq.year.inbox import arrived, inbox
    from qsq.year.inbox.inbox import InboxFile
else:
    (incoming,) = late("qsq.api", "inbox")
    run, work = late("qsq.year.batch", "run", "work")
    arrived, inbox = late("qsq.year.inbox", "arrived", "inbox")


class BatchApi(Group):
    """What is due, and what came back (`qsq batch`).

    >>> due = Workspace(folder).batch.run("2023-01-05", dry_run=True)
    >>> [(str(step.job), step.period) for step in due.steps]
    [('issue', '2023Q1')]
    """

    def run(self, on: str | date | None = None, *, dry_run: bool = False, wait: float = 60) -> "BatchRun":
        """Take in what came back, and do what is due on a day and only that (`qsq batch run`).

        Args:
            on: the day, where it is not today.
            dry_run: only say what is due and what waits for people.
            wait: how many seconds to wait for another run to end.

        Raises:
            WrongUse: the day cannot be read, or one to come.
            Refused: scheme, register or officials are wrong; all faults are listed.
            QsqError: another run goes on for longer than `wait`.
        """
        means = run.Means(work.take, _received)
        return run.run(self.office, read_day(on), means, dry_run=dry_run, wait=wait)


def _received(office: "Office", on: date, dry_run: bool) -> "Sequence[BatchStep]":  # noqa: FBT001 - as `Receive`
    """What lay in the inbox and is new, or refused."""
    if not (office.root / arrived.INBOX).is_dir():
        return ()
    done = inbox.take_in(office, on, None, incoming.take, dry_run=dry_run)
    outcomes = {
        inbox.Fate.TAKEN: run.Outcome.DUE if dry_run else run.Outcome.DONE,
        inbox.Fate.REFUSED: run.Outcome.REFUSED,
    }
    return [_step(one, outcomes[one.fate]) for one in done.files if one.fate in outcomes]


def _step(one: "InboxFile", outcome: "run.Outcome") -> "BatchStep":
    what = message("{file}: {what}", file=one.name, what=one.what)
    return run.BatchStep("inbox", one.told.period if one.told else "", outcome, what, one.faults)
