"""The batch's jobs: each takes the step that people would take, and says what came of it."""

from collections.abc import Callable
from dataclasses import dataclass

from qsq.domain.faults import Message, Waiting, message
from qsq.domain.steps.due_work import Due, Job
from qsq.domain.values.periods import Month, Period
from qsq.year.awards.pay import confirm
from qsq.year.checklist.issue import issue
from qsq.year.desk.acting import Acting, acting
from qsq.year.desk.progress import no_progress
from qsq.year.recorded.change import Change
from qsq.year.remind.month import remind
from qsq.year.score.chasers import chase
from qsq.year.score.check import check, owed_by_department
from qsq.year.score.evaluate import score
from qsq.year.score.finalise import finalise
from qsq.year.status.outlook import Outlook
from qsq.year.visits.visits import check as check_visits


def take(outlook: Outlook, due: Due) -> Message:
    """Do a job on the day of the outlook; what was done, in a sentence.

    Raises:
        QsqError: as the step itself.
    """
    return _WORK[due.job](Worker(outlook), due.period)


@dataclass(frozen=True, slots=True)
class Worker:
    """Does one job on the day of the outlook."""

    outlook: Outlook

    def issue(self, period: str) -> Message:
        """`checklist issue`."""
        now = self.outlook.acting
        done = issue(now.office, Period.read(period), no_progress, now.today)
        tasks, villages = len(done.checklist.tasks), done.villages
        return message("{tasks} tasks issued for {villages} villages", tasks=tasks, villages=villages)

    def remind(self, period: str) -> Message:
        """`remind month`."""
        done = remind(self._acting("remind month", period), Month.read(period))
        return message("{count} villages called in", count=len(done.reminders))

    def visits(self, period: str) -> Message:
        """`visits check`."""
        found = check_visits(self._acting("visits check", period), Month.read(period))
        names = dict.fromkeys(one.official.name for one in found.shortfalls)
        return message(
            "{count} officials visited too seldom: {names}", count=len(names), names="、".join(names) or "-"
        )

    def chase(self, period: str) -> Message:
        """Chasers to the departments."""
        done = chase(self._acting("score check", period), Period.read(period))
        return message(
            "{departments} departments owe {missing} observations",
            departments=done.departments,
            missing=done.missing,
        )

    def score(self, text: str) -> Message:
        """`score period`, when all is in."""
        now, period = self.outlook.acting, Period.read(text)
        found = check(now.office, period)
        if found.owed:
            what = message("{count} observations are missing", count=len(found.owed))
            raise Waiting(what, owed_by_department(found.owed, found.register, period))
        done = score(now.office, period, None, Change(now.today))
        villages = len(done.evaluation.villages)
        return message(
            "{villages} villages marked, revision {revision}", villages=villages, revision=done.revision
        )

    def finalise(self, period: str) -> Message:
        """`score finalise`, when the notice has run out."""
        done = finalise(self._acting("score finalise", period), Period.read(period))
        return message(
            "final: {rewards} rewards, {cards} yellow cards",
            rewards=len(done.rewarded()),
            cards=len(done.carded()),
        )

    def confirm(self, period: str) -> Message:
        """`awards confirm`, when the notice has run out."""
        done = confirm(self._acting("awards confirm", period))
        return message("confirmed: {count} honours", count=done.answer["honours"])

    def _acting(self, step: str, period: str) -> Acting:
        now = self.outlook.acting
        return acting(now.office, step, period, now.today)


_WORK: dict[Job, Callable[[Worker, str], Message]] = {
    Job.ISSUE: Worker.issue,
    Job.REMIND: Worker.remind,
    Job.VISITS: Worker.visits,
    Job.CHASE: Worker.chase,
    Job.SCORE: Worker.score,
    Job.FINALISE: Worker.finalise,
    Job.CONFIRM: Worker.confirm,
}
