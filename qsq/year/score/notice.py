"""公示: a signed result hangs on the village walls for its working days."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qsq.domain.county.officials import CITY
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.steps.machine import notice_of
from qsq.domain.steps.period_state import PeriodStep
from qsq.domain.steps.working_days import NoticeDays, notice_days
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.periods import Period
from qsq.ledger.ledger import Event, Ledger
from qsq.rules.calendar_file import WorkingDays
from qsq.year.desk.acting import Acting, event_of
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.known_heads import write_head
from qsq.year.desk.papers import write_sent_out, write_workbooks
from qsq.year.desk.progress import Progress, no_progress
from qsq.year.desk.step import step
from qsq.year.desk.wording import keep_wording
from qsq.year.desk.writing import folder_written_whole
from qsq.year.proof import villages_tree
from qsq.year.recorded.hanging import notice_payload
from qsq.year.recorded.period import RecordedPeriod, result_for, stand_of
from qsq.year.registers.handed_out import apart, write_forms
from qsq.year.registers.objections import objection_forms
from qsq.year.score.documents import PeriodReports


@dataclass(frozen=True, slots=True)
class Noticed:
    """A public notice.

    Attributes:
        head: the ledger's when the notice was hung up; the notices carry it.
        files: paths from the workspace's root.
        forms: for the towns' objections, paths as well.
        documents: the same notices as PDF and Word.
        recorded: False where this revision was on notice before.
    """

    result: RecordedPeriod
    days: NoticeDays
    head: str
    files: tuple[str, ...]
    forms: tuple[str, ...]
    documents: tuple[str, ...]
    recorded: bool

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": str(self.result.period),
            "revision": self.result.revision,
            "first_day": self.days.first.isoformat(),
            "last_day": self.days.last.isoformat(),
            "head": self.head,
            "recorded": self.recorded,
            "files": list(self.files),
            "documents": list(self.documents),
            "forms": list(self.forms),
        }


@dataclass(frozen=True, slots=True)
class _HungResult:
    """A result on notice, and the event that hung it up; `new` is False where it hung before."""

    result: RecordedPeriod
    event: Event
    new: bool


def hang_up(acting: Acting, period: Period, progress: Progress = no_progress) -> Noticed:
    """Start the notice of a period's signed result; see `Workspace.score.notice`."""
    office, calendar = acting.office, acting.office.folder()
    target = office.root / "out" / str(period) / "notice"
    return step(
        office,
        allowed=lambda: acting.allow([CITY]),
        checked=lambda: notice_days(acting.today, acting.scheme.notice, WorkingDays(calendar)),
        recorded=lambda ledger, days: _recorded(acting, ledger, period, days, calendar),
        written=lambda ledger, hung: _written(acting, ledger, hung, target, progress),
        folder=target,
    )


def _recorded(
    acting: Acting, ledger: Ledger, period: Period, days: NoticeDays, calendar: DiskFolder
) -> _HungResult:
    stand = stand_of(ledger, period)
    result = result_for(PeriodStep.NOTICE, stand, acting.today, acting.register)
    before = event_of(stand.events, PeriodEvent.NOTICE, "", result.revision)
    event = before or ledger.append(
        acting.event(
            PeriodEvent.NOTICE,
            revision=result.revision,
            wording=keep_wording(ledger, calendar, "notice"),
            **villages_tree(ledger, result.event),
            **notice_payload(ledger, days, acting.scheme, calendar),
        )
    )
    return _HungResult(result, event, new=before is None)


def _written(acting: Acting, ledger: Ledger, hung: _HungResult, target: Path, progress: Progress) -> Noticed:
    root, period, days = acting.office.root, str(hung.result.period), notice_of(hung.event)
    reports = PeriodReports(acting, ledger, hung.result, ledger.events(period=period))
    notices = reports.notices()
    with folder_written_whole(root, target) as made:
        write_workbooks(made, notices, days.first)
        write_head(made, hung.event)
        write_sent_out(acting.office, made, {"": notices}, days.first, progress)
        rules, span = reports.rules, chinese_period(hung.result.period)
        objections = objection_forms(rules.scheme, rules.register, period, span, hung.result.revision)
        forms = write_forms(made, objections, days.first)
    every, documents = acting.office.papers_in(target)
    return Noticed(hung.result, days, hung.event.digest, *apart(every, forms), documents, hung.new)
