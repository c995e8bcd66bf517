"""`qsq batch run`: what is due on a day and only that; twice does it once, a missed run is caught up.

Every job is one step of the year, which can be taken twice, followed by an event of kind `batch` that ticks
it off. A run that is killed leaves at most one job without its tick; the next run takes it again, which
records nothing anew, and goes on.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from qsq.domain.faults import Fault, Message, OutOfOrder, QsqError, Refused, Waiting, message
from qsq.domain.foreign import of_file
from qsq.domain.steps.due_work import Due
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.steps.turns import Turn
from qsq.late import library
from qsq.ledger.problems import of_sqlite
from qsq.ledger.verification import lost, lost_heads
from qsq.year.batch.backups import back_up, needs_backup
from qsq.year.batch.log import BatchLog
from qsq.year.desk.known_heads import BACKUPS, known_heads
from qsq.year.desk.office import BATCH, Office
from qsq.year.desk.writing import inside
from qsq.year.status.outlook import Outlook, look
from qsq.year.status.turns import turns_of

if TYPE_CHECKING:
    import filelock
else:
    filelock = library("filelock")


LOCK_FILE = "data/batch.lock"

Take = Callable[[Outlook, Due], Message]
"""Does one job on the day of the outlook, and says in a sentence what was done."""

Receive = Callable[[Office, date, bool], Sequence["BatchStep"]]
"""Takes in what lies in the inbox on a day, or only tries it: a step for each file that is new or refused."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a run does its work by: the steps of jobs, and of forms that came back."""

    take: Take
    receive: Receive


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


def run(office: Office, on: date | None, means: Means, *, dry_run: bool, wait: float) -> BatchRun:
    """Do what is due; see `Workspace.batch.run`."""
    office = replace(office, actor=BATCH)
    if dry_run:
        return _planned(office, look(office, on), means)
    with _alone(office, wait):
        return _Run(office, office.day(on), means).whole()


@contextmanager
def _alone(office: Office, wait: float) -> Iterator[None]:
    """One run at a time; the lock falls with the process that holds it."""
    lock = inside(office.root, office.root / LOCK_FILE)
    lock.parent.mkdir(exist_ok=True)
    try:
        with filelock.FileLock(lock, timeout=wait):
            yield
    except filelock.Timeout:
        raise QsqError(
            message("another run of the batch goes on since more than {wait} seconds", wait=f"{wait:g}")
        ) from None


def _planned(office: Office, outlook: Outlook, means: Means) -> BatchRun:
    """What a run would do, as far as it can be seen before its first job."""
    day = outlook.acting.today
    steps = list(means.receive(_carrying(office), day, True))
    steps += [BatchStep(due.job, due.period, Outcome.DUE, _due_since(due.day)) for due in outlook.due()]
    if needs_backup(office, day):
        steps.append(BatchStep("backup", str(day), Outcome.DUE, _due_since(day)))
    return BatchRun(day, (*_refused_rules(outlook), *steps), turns_of(outlook))


def _carrying(office: Office) -> Office:
    """The batch as it takes in what others filled in."""
    return replace(office, carries=True)


def _due_since(day: date) -> Message:
    return message("due since {day}", day=day)


def _refused_rules(outlook: Outlook) -> tuple[BatchStep, ...]:
    if not outlook.refused:
        return ()
    refused = Refused(outlook.refused)
    return (BatchStep("rules", "", Outcome.REFUSED, refused.what, refused.faults),)


class _Run:
    """A run that does its work."""

    def __init__(self, office: Office, day: date, means: Means) -> None:
        self.office = office
        self.day = day
        self.means = means
        self.steps: list[BatchStep] = []
        self.log = BatchLog(office)

    def whole(self) -> BatchRun:
        """What came back, every job that is due, one after the other, then the backup."""
        turns: tuple[Turn, ...] = ()
        with self._going_on("inbox", str(self.day)):
            for step in self.means.receive(_carrying(self.office), self.day, False):
                self._note(step)
        with self._going_on("rules", ""):
            turns = self._work()
        missed: tuple[Message, ...] | None = None
        with self._going_on("ledger", str(self.day)):
            missed = self._lost()
        if missed:
            self._note(BatchStep("ledger", str(self.day), Outcome.FAILED, missed[0]))
        with self._going_on("backup", str(self.day)):
            if needs_backup(self.office, self.day):
                self._note(self._backed_up(thin=missed == ()))
        self._end(len(turns))
        return BatchRun(self.day, tuple(self.steps), turns)

    @contextmanager
    def _going_on(self, job: str, period: str) -> Iterator[None]:
        """Whatever breaks is noted as this job's failure, and the run goes on."""
        try:
            yield
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # noqa: BLE001 - a library's panic is no Exception
            self._note(_failed(job, period, error))

    def _work(self) -> tuple[Turn, ...]:
        """Every job that is due; what waits for people after it.

        Raises:
            Refused: scheme, register or officials are wrong.
        """
        outlook, tried = look(self.office, self.day), set[tuple[str, str]]()
        for step in _refused_rules(outlook):
            self._note(step)
        while due := [one for one in outlook.due() if (one.job, one.period) not in tried]:
            tried.add((due[0].job, due[0].period))
            with self._going_on(due[0].job, due[0].period):
                self._note(self._taken(outlook, due[0]))
            outlook = look(self.office, self.day)
        return turns_of(outlook)

    def _note(self, step: BatchStep) -> None:
        self.steps.append(step)
        values: dict[str, Any] = {"job": step.job, "period": step.period, "outcome": step.outcome}
        self._log(lambda: self.log.step(self.day, values, step.what, step.faults))

    def _end(self, waiting: int) -> None:
        code = BatchRun(self.day, tuple(self.steps), ()).code or (4 if waiting else 0)
        self._log(lambda: self.log.end(self.day, code, waiting))

    def _log(self, write: Callable[[], None]) -> None:
        """Write to the log; one that cannot be written is a failure of its own, and the work goes on."""
        try:
            write()
        except (QsqError, OSError) as error:
            failed = _failed("log", "", error)
            if failed not in self.steps:
                self.steps.append(failed)

    def _taken(self, outlook: Outlook, due: Due) -> BatchStep:
        """A job, ticked off where it is done."""
        what = self.means.take(outlook, due)
        self._tick(due, what)
        return BatchStep(due.job, due.period, Outcome.DONE, what)

    def _tick(self, due: Due, what: Message) -> None:
        with self.office.ledger() as ledger, ledger.transaction():
            days = {"on": self.day.isoformat(), "due": due.day.isoformat()}
            ledger.append(self.office.event(OtherEvent.BATCH, due.period, due.job, **days, what=str(what)))

    def _lost(self) -> tuple[Message, ...]:
        """What the papers and the backups say that the ledger should hold and does not."""
        with self.office.ledger_to_read() as ledger:
            return tuple(map(lost, lost_heads(ledger, known_heads(self.office.root))))

    def _backed_up(self, *, thin: bool) -> BatchStep:
        file = back_up(self.office, self.day, thin=thin)
        what = message("the ledger is copied to {file}", file=f"{BACKUPS}/{file.name}")
        return BatchStep("backup", str(self.day), Outcome.DONE, what)


def _failed(job: str, period: str, error: BaseException) -> BatchStep:
    match error:
        case Refused():
            return BatchStep(job, period, Outcome.REFUSED, error.what, error.faults)
        case Waiting() | OutOfOrder():
            return BatchStep(job, period, Outcome.WAITS, error.what, error.faults)
        case QsqError():
            return BatchStep(job, period, Outcome.FAILED, error.what, error.faults)
        case sqlite3.Error():
            return BatchStep(job, period, Outcome.FAILED, of_sqlite(error))
        case OSError():
            return BatchStep(job, period, Outcome.FAILED, of_file(error))
        case _:
            what = message("a fault of the program itself, please report it: {problem}", problem=repr(error))
            return BatchStep(job, period, Outcome.FAILED, what)
