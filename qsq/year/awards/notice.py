"""The public notice of a year's decided list."""

from collections.abc import Sequence

from qsq.documents.awards.papers import awards_notice
from qsq.domain.county.officials import CITY
from qsq.domain.results.recorded import RecordedHonour
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
from qsq.year.recorded.hanging import hanging_of, notice_payload
from qsq.year.recorded.list_basis import ListBasis, honour_names, list_basis
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
            basis = list_basis(acting, ledger, listed.event)
            hanging, head, code = hanging_of(event, basis.scheme), event.digest, listed.code
            rows = _rows(basis, listed.honours)
            bundles = YearReports(acting, ledger).awards_notice()
            seal = listed.seal(basis.scheme.city_name, head)
            content = awards_notice(basis.scheme, acting.period, code, hanging, rows, seal)
            written = write_papers(acting, "notice", {"公示": content}, bundles, event)
    hung = notice_of(event)
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


def _rows(basis: ListBasis, listed: Sequence[RecordedHonour]) -> list[tuple[str, ...]]:
    honours = honour_names(basis.scheme)
    villages = {village.code: village for village in basis.register.villages}
    towns = basis.register.town_names()
    grades = {grade.id: grade.name for grade in basis.scheme.annual.grades}
    rows: list[tuple[str, ...]] = []
    for one in listed:
        village = villages[one.village_code]
        honour = honours.get(one.honour, one.honour)
        graded = (grades.get(one.grade or "", one.grade or ""),) if grades else ()
        row = (str(one.order), honour, towns[village.town_code], village.name, one.annual_mark, *graded)
        rows.append(row)
    return rows
