"""`qsq batch run`: what is due on a day and only that; twice does it once, a missed run is caught up.

Every job is one step of the year, which can be taken twice, followed by an event of kind `batch` that ticks
it off. A run that is killed leaves at most one job without its tick; the next run takes it again, which
records nothing anew, and goes on.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from qsq.domain.due_work import Due
from qsq.domain.faults import Fault, Message, OutOfOrder, QsqError, Refused, Waiting, message
from qsq.domain.turns import Turn
from qsq.year.backups import BACKUPS, back_up, needs_backup
from qsq.year.batch_log import BatchLog
from qsq.year.batch_work import Worker
from qsq.year.office import BATCH, Office
from qsq.year.outlook import BATCH_WORK, Outlook, look
from qsq.year.turns import turns_of

LOCK_FILE = "data/batch.lock"


class Outcome(StrEnum):
    """What became of a job; in a dry run, that it is due."""

    DUE = "due"
    DONE = "done"
    WAITS = "waits"
    REFUSED = "refused"
    FAILED = "failed"


_CODES = {Outcome.FAILED: 1, Outcome.REFUSED: 3, Outcome.WAITS: 4}
"""Exit codes, the graver first."""


@dataclass(frozen=True, slots=True)
class BatchStep:
    """A job that was tried.

    Attributes:
        job: the job's name, `backup` or `rules`.
        period: what it was for; a day for a backup.
    """

    job: str
    period: str
    outcome: Outcome
    what: Message
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchRun:
    """A run of the batch: its steps in order, and what waits for people."""

    day: date
    steps: tuple[BatchStep, ...]
    turns: tuple[Turn, ...]

    @property
    def code(self) -> int:
        """The exit code: 1 something failed, 3 input is refused, 4 people have something to do, else 0."""
        outcomes = {step.outcome for step in self.steps}
        found = [code for outcome, code in _CODES.items() if outcome in outcomes]
        return (found or [4 if self.turns else 0])[0]


def run(office: Office, on: date | None, *, dry_run: bool, wait: float) -> BatchRun:
    """Do what is due; see `Workspace.run_batch`."""
    office = replace(office, actor=BATCH)
    if dry_run:
        return _planned(office, look(office, on))
    with _alone(office, wait):
        return _Run(office, on).whole()


@contextmanager
def _alone(office: Office, wait: float) -> Iterator[None]:
    """One run at a time; the lock falls with the process that holds it."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - other commands do without it

    (office.root / "data").mkdir(exist_ok=True)
    try:
        with FileLock(office.root / LOCK_FILE, timeout=wait):
            yield
    except Timeout:
        raise QsqError(
            message("another run of the batch goes on since more than {wait} seconds", wait=f"{wait:g}")
        ) from None


def _planned(office: Office, outlook: Outlook) -> BatchRun:
    """What a run would do, as far as it can be seen before its first job."""
    day = outlook.acting.today
    steps = [BatchStep(due.job, due.period, Outcome.DUE, _due_since(due.day)) for due in outlook.due()]
    if needs_backup(office, day):
        steps.append(BatchStep("backup", str(day), Outcome.DUE, _due_since(day)))
    return BatchRun(day, (*_refused_rules(outlook), *steps), turns_of(outlook))


def _due_since(day: date) -> Message:
    return message("due since {day}", day=day)


def _refused_rules(outlook: Outlook) -> tuple[BatchStep, ...]:
    if not outlook.refused:
        return ()
    refused = Refused(outlook.refused)
    return (BatchStep("rules", "", Outcome.REFUSED, refused.what, refused.faults),)


class _Run:
    """A run that does its work."""

    def __init__(self, office: Office, on: date | None) -> None:
        self.office = office
        self.on = on
        self.steps: list[BatchStep] = []
        self.log = BatchLog(office)

    def whole(self) -> BatchRun:
        """Every job that is due, one after the other, then the backup."""
        outlook, tried = look(self.office, self.on), set[tuple[str, str]]()
        day = outlook.acting.today
        for step in _refused_rules(outlook):
            self._note(day, step)
        while due := [one for one in outlook.due() if (one.job, one.period) not in tried]:
            tried.add((due[0].job, due[0].period))
            self._note(day, self._taken(outlook, due[0]))
            outlook = look(self.office, self.on)
        if needs_backup(self.office, day):
            self._note(day, self._backed_up(day))
        found = BatchRun(day, tuple(self.steps), turns_of(outlook))
        self.log.end(day, found.code, len(found.turns))
        return found

    def _note(self, day: date, step: BatchStep) -> None:
        self.steps.append(step)
        values: dict[str, Any] = {"job": step.job, "period": step.period, "outcome": step.outcome}
        self.log.step(day, values, step.what, step.faults)

    def _taken(self, outlook: Outlook, due: Due) -> BatchStep:
        """A job, ticked off where it is done."""
        try:
            what = Worker(outlook).take(due)
            self._tick(outlook.acting.today, due, what)
        except (QsqError, OSError, sqlite3.Error) as error:
            return _failed(due.job, due.period, error)
        return BatchStep(due.job, due.period, Outcome.DONE, what)

    def _tick(self, today: date, due: Due, what: Message) -> None:
        with self.office.ledger() as ledger, ledger.transaction():
            draft = self.office.event(
                BATCH_WORK, due.period, due.job, on=today.isoformat(), due=due.day.isoformat(), what=str(what)
            )
            ledger.append(draft)

    def _backed_up(self, day: date) -> BatchStep:
        try:
            file = back_up(self.office, day)
        except (OSError, sqlite3.Error) as error:
            return _failed("backup", str(day), error)
        what = message("the ledger is copied to {file}", file=f"{BACKUPS}/{file.name}")
        return BatchStep("backup", str(day), Outcome.DONE, what)


def _failed(job: str, period: str, error: Exception) -> BatchStep:
    match error:
        case Refused():
            return BatchStep(job, period, Outcome.REFUSED, error.what, error.faults)
        case Waiting() | OutOfOrder():
            return BatchStep(job, period, Outcome.WAITS, error.what, error.faults)
        case QsqError():
            return BatchStep(job, period, Outcome.FAILED, error.what, error.faults)
        case _:
            return BatchStep(job, period, Outcome.FAILED, message("{problem}", problem=error))
