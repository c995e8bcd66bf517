"""公示: a signed result hangs on the village walls for its working days."""

from dataclasses import dataclass
from typing import Any

from qsq.domain.county.officials import CITY
from qsq.domain.steps.machine import notice_of
from qsq.domain.steps.period_state import PeriodEvent, PeriodStep
from qsq.domain.steps.working_days import NoticeDays, notice_days
from qsq.domain.values.periods import Period
from qsq.rules.calendar_file import WorkingDays
from qsq.year.desk.acting import Acting, event_of
from qsq.year.desk.known_heads import write_head
from qsq.year.desk.papers import write_sent_out, write_workbooks
from qsq.year.desk.progress import Progress, no_progress
from qsq.year.desk.wording import keep_wording
from qsq.year.desk.writing import folder_written_whole
from qsq.year.proof import villages_tree
from qsq.year.recorded.hanging import notice_payload
from qsq.year.recorded.period import RecordedPeriod
from qsq.year.recorded.period_steps import result_for, stand_of
from qsq.year.score.documents import PeriodReports


@dataclass(frozen=True, slots=True)
class Noticed:
    """A public notice.

    Attributes:
        head: the ledger's when the notice was hung up; the notices carry it.
        files: paths from the workspace's root.
        documents: the same notices as PDF and Word.
        recorded: False where this revision was on notice before.
    """

    result: RecordedPeriod
    days: NoticeDays
    head: str
    files: tuple[str, ...]
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
        }


def hang_up(acting: Acting, period: Period, progress: Progress = no_progress) -> Noticed:
    """Start the notice of a period's signed result; see `Workspace.notice`."""
    office = acting.office
    target = office.root / "out" / str(period) / "notice"
    rule = acting.scheme.notice
    calendar = office.folder()
    days = notice_days(acting.today, rule, WorkingDays(calendar))
    with office.ledger() as ledger:
        acting.allow(ledger, [CITY])
        with ledger.transaction():
            stand = stand_of(ledger, period)
            result = result_for(PeriodStep.NOTICE, stand, acting.today, acting.register)
            before = event_of(stand.events, PeriodEvent.NOTICE, "", result.revision)
            event = before or ledger.append(
                acting.event(
                    PeriodEvent.NOTICE,
                    revision=result.revision,
                    wording=keep_wording(ledger, office.folder(), "notice"),
                    **villages_tree(ledger, result.event),
                    **notice_payload(ledger, days, acting.scheme, calendar),
                )
            )
            reports = PeriodReports(acting, ledger, result, ledger.events(period=str(period)))
            with folder_written_whole(office.root, target) as made:  # what cannot be written is not recorded
                notices, first = reports.notices(), notice_of(event).first
                write_workbooks(made, notices, first)
                write_head(made, event)
                write_sent_out(office.root, made, {"": notices}, first, progress)
    files, documents = office.papers_in(target)
    return Noticed(result, notice_of(event), event.digest, files, documents, before is None)
