"""The public notice of a year's decided list."""

from dataclasses import dataclass

from qsq.domain.county.officials import CITY
from qsq.domain.steps.event_kinds import YearEvent
from qsq.domain.steps.machine import notice_of
from qsq.domain.steps.working_days import NoticeDays, notice_days
from qsq.domain.steps.year_state import YearStep
from qsq.ledger.ledger import Event, Ledger
from qsq.rules.calendar_file import WorkingDays
from qsq.year.awards.documents import YearReports
from qsq.year.awards.stand import Done, YearStand, papers_folder, write_papers
from qsq.year.desk.acting import Acting
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.step import step
from qsq.year.desk.wording import keep_wording
from qsq.year.proof import villages_tree
from qsq.year.recorded.hanging import notice_payload
from qsq.year.recorded.year_list import RecordedList
from qsq.year.registers.objections import objection_forms

_FOLDER = "notice"


def hang_up(acting: Acting) -> Done:
    """Start the public notice of a year's decided list; see `Workspace.awards.notice`."""
    calendar = acting.office.folder()
    return step(
        acting.office,
        allowed=lambda: acting.allow([CITY]),
        checked=lambda: notice_days(acting.today, acting.scheme.notice, WorkingDays(calendar)),
        recorded=lambda ledger, days: _recorded(acting, ledger, days, calendar),
        written=lambda ledger, hung: _written(acting, ledger, hung),
        folder=papers_folder(acting, _FOLDER),
    )


@dataclass(frozen=True, slots=True)
class _HungList:
    """A list on notice, and the event that hung it up; `new` is False where it hung before."""

    revision: int
    listed: RecordedList
    event: Event
    new: bool


def _recorded(acting: Acting, ledger: Ledger, days: NoticeDays, calendar: DiskFolder) -> _HungList:
    year = YearStand(acting, ledger)
    year.must_allow(YearStep.NOTICE)
    new, listed = year.state.notice is None, year.listed()
    event = _begin(acting, year, listed, days, calendar) if new else year.newest(YearEvent.NOTICE)
    return _HungList(year.state.revision, listed, event, new)


def _written(acting: Acting, ledger: Ledger, hung: _HungList) -> Done:
    listed, event = hung.listed, hung.event
    reports = YearReports(acting, ledger)
    bundles, basis = reports.awards_notice(), reports.basis
    span = f"{acting.period}年"
    forms = objection_forms(basis.scheme, basis.register, acting.period, span, hung.revision)
    written = write_papers(acting, _FOLDER, bundles, bundles, event, forms)
    days = notice_of(event)
    days_told = {"first_day": days.first.isoformat(), "last_day": days.last.isoformat()}
    told = {
        **days_told,
        "head": event.digest,
        "code": listed.code,
        "forms": [f"out/{acting.period}/{_FOLDER}/{form.path}" for form in forms],
    }
    return Done(acting.period, hung.revision, told, hung.new, *written)


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
