"""The public notice of a year's decided list."""

from qsq.domain.county.officials import CITY
from qsq.domain.steps.machine import notice_of
from qsq.domain.steps.working_days import NoticeDays, notice_days
from qsq.domain.steps.year_state import YearEvent, YearStep
from qsq.ledger.ledger import Event
from qsq.rules.calendar_file import WorkingDays
from qsq.year.awards.documents import YearReports
from qsq.year.awards.stand import Done, YearStand, write_papers
from qsq.year.desk.acting import Acting
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.wording import keep_wording
from qsq.year.proof import villages_tree
from qsq.year.recorded.hanging import notice_payload
from qsq.year.recorded.year_list import RecordedList


def hang_up(acting: Acting) -> Done:
    """Start the public notice of a year's decided list; see `Workspace.notice_awards`."""
    rule = acting.scheme.notice
    calendar = acting.office.folder()
    days = notice_days(acting.today, rule, WorkingDays(calendar))
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [CITY])
        with ledger.transaction():
            year = YearStand(acting, ledger)
            year.must_allow(YearStep.NOTICE)
            new, listed = year.state.notice is None, year.listed()
            event = _begin(acting, year, listed, days, calendar) if new else year.newest(YearEvent.NOTICE)
            bundles = YearReports(acting, ledger).awards_notice()
            written = write_papers(acting, "notice", bundles, bundles, event)
    hung, head, code = notice_of(event), event.digest, listed.code
    days_told = {"first_day": hung.first.isoformat(), "last_day": hung.last.isoformat()}
    return Done(acting.period, year.state.revision, {**days_told, "head": head, "code": code}, new, *written)


def _begin(
    acting: Acting, year: YearStand, listed: RecordedList, days: NoticeDays, calendar: DiskFolder
) -> Event:
    wording = keep_wording(year.ledger, acting.office.folder(), "awards-notice")
    said = {
        **villages_tree(year.ledger, listed.event),
        **notice_payload(year.ledger, days, acting.scheme, calendar),
    }
    revision = year.state.revision
    return year.ledger.append(acting.event(YearEvent.NOTICE, revision=revision, wording=wording, **said))
