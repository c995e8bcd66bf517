"""市级开单: validate a period's rules whole and write its lists and sheets into out/."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from qsq.documents.document import Bundle
from qsq.domain.faults import Faults, Message, OutOfOrder, Refused, message
from qsq.domain.scheme.burden import Burden, burden
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.checklist_changes import NOTHING_NEW, Changes, changes, warnings_of
from qsq.domain.steps.checklist_state import (
    ChecklistMoment,
    ChecklistStep,
    checklist_state_of,
    unmet_in_checklist,
)
from qsq.domain.steps.event_kinds import ChecklistEvent
from qsq.domain.values.periods import Period
from qsq.intake.observed.period_inputs import load_targets
from qsq.ledger.ledger import Event, Ledger
from qsq.rules.period_file import periods_of_year
from qsq.year.checklist.changed_lists import changed_by_city
from qsq.year.checklist.dispatch_table import dispatch_forms
from qsq.year.checklist.documents import WORDINGS, ChecklistReports, day_of
from qsq.year.checklist.forms import ChecklistForms
from qsq.year.checklist.papers import ChecklistPapers
from qsq.year.checklist.rules_and_targets import RulesAndTargets
from qsq.year.desk.acting import must_be_of_the_city
from qsq.year.desk.conditions import must_be_met
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import Rules, load_rules
from qsq.year.desk.office import Office
from qsq.year.desk.papers import write_sent_out
from qsq.year.desk.progress import Progress
from qsq.year.desk.step import step
from qsq.year.desk.wording import keep_wording, worded
from qsq.year.desk.writing import folder_written_whole, same_files
from qsq.year.recorded.basis import rules_of
from qsq.year.recorded.issued_list import list_of
from qsq.year.registers.handed_out import apart, write_forms
from qsq.year.rules.judged import Judge


@dataclass(frozen=True, slots=True)
class Issued:
    """A period's checklist as it was issued.

    Attributes:
        villages: how many villages are asked.
        files: paths from the workspace's root.
        forms: the towns' dispatch forms, paths as well.
        documents: the city's list as PDF and Word.
        changed: False where the same files were there already.
        news: what is new against the revision before.
    """

    checklist: Checklist
    burden: Burden
    department_names: dict[str, str]
    villages: int
    folder: str
    files: tuple[str, ...]
    forms: tuple[str, ...]
    documents: tuple[str, ...]
    changed: bool
    revision: int = 1
    news: Changes = NOTHING_NEW
    warnings: tuple[Message, ...] = ()

    def answer(self) -> dict[str, Any]:
        """The answer for programs (CONTRACT.md section 9)."""
        burden = self.burden
        departments = [
            {
                "department": one.department,
                **asdict(one.now),
                "previous": one.previous and asdict(one.previous),
                "first": one.first and asdict(one.first),
            }
            for one in burden.departments
        ]
        return {
            "period": str(self.checklist.period),
            "items": len(self.checklist.items),
            "tasks": burden.now.tasks,
            "burden": {
                "previous": burden.previous,
                "since_first": burden.since_first,
                "counts": {
                    "previous": burden.before and asdict(burden.before),
                    "first": burden.first and asdict(burden.first),
                },
                "departments": departments,
            },
            "villages": self.villages,
            "revision": self.revision,
            "news": asdict(self.news),
            "files": list(self.files),
            "documents": list(self.documents),
            "forms": list(self.forms),
        }


def issue(
    office: Office, period: Period, progress: Progress, on: date | None = None, reason: str = ""
) -> Issued:
    """Issue a period's checklist; see `Workspace.checklist.issue`."""
    wanted = _Issue(office.day(on), reason)
    target = office.root / "out" / str(period) / "checklist"
    return step(
        office,
        allowed=lambda: must_be_of_the_city(office, "checklist issue", period),
        checked=lambda: _checked(office, period, wanted),
        recorded=lambda ledger, list_: _recorded(office, ledger, list_, wanted),
        written=lambda ledger, issued: _written(office, ledger, target, progress, issued),
        folder=target,
    )


@dataclass(frozen=True, slots=True)
class _Issue:
    today: date
    reason: str


@dataclass(frozen=True, slots=True)
class _CityList:
    """The list that is to be issued, what it weighs, and the city's paper of it."""

    asked: RulesAndTargets
    burden: Burden
    reports: ChecklistReports
    paper: Bundle
    warnings: tuple[Message, ...]
    folder: DiskFolder


def _checked(office: Office, period: Period, issue: _Issue) -> _CityList:
    """The list as the rules stand.

    Raises:
        Refused: rules or targets are wrong; all faults are listed.
        OutOfOrder: the day is wrong, or another list was issued before and no reason is given.
    """
    folder, faults = office.folder(), Faults()
    rules = load_rules(folder, period, faults)
    if rules is None:
        raise Refused(faults.found)
    targets = load_targets(folder, rules.checklist, rules.register, faults) or {}
    unintended = Judge(folder, rules.scheme, rules.register).checklist(rules.checklist, targets, faults)
    asked = RulesAndTargets(rules, targets)
    with office.ledger_to_read() as ledger:
        previous = list_of(folder, ledger, period.previous, rules.scheme, faults)
        first = _first_of_year(folder, ledger, rules, faults)
        faults.refuse()
        day = _day(ledger, asked, issue)
        reports = ChecklistReports(partial(worded, folder), asked, draft=False, issued=day)
        city = reports.city()
        _must_be_allowed(ledger, asked, issue)
    late = warnings_of(rules.checklist, issue.today, rules.scheme.lead_days)
    weight = burden(rules.checklist, previous, first)
    return _CityList(asked, weight, reports, city, (*late, *unintended), folder)


@dataclass(frozen=True, slots=True)
class _RecordedList:
    """A list with its revision, and what is new in it against the one before."""

    list: _CityList
    revision: int
    news: Changes


def _written(
    office: Office, ledger: Ledger, target: Path, progress: Progress, recorded: _RecordedList
) -> Issued:
    list_, rules = recorded.list, recorded.list.asked.rules
    with folder_written_whole(office.root, target) as made:
        forms = ChecklistForms(list_.asked, recorded.revision)
        ChecklistPapers(made, rules, list_.reports).write(forms, progress)
        of_towns = dispatch_forms(ledger, list_.folder, rules, recorded.revision)
        handed_out = write_forms(made, of_towns, rules.checklist.period.first_day)
        write_sent_out(office, made, {"": [list_.paper]}, rules.checklist.period.first_day)
        changed = not same_files(made, target)
    every, documents = office.papers_in(target)
    files, town_forms = apart(every, handed_out)
    return Issued(
        checklist=rules.checklist,
        burden=list_.burden,
        department_names=rules.register.department_names(),
        villages=len(rules.register.evaluated),
        folder=target.relative_to(office.root).as_posix(),
        files=files,
        forms=town_forms,
        documents=documents,
        changed=changed,
        revision=recorded.revision,
        news=recorded.news,
        warnings=list_.warnings,
    )


def _day(ledger: Ledger, asked: RulesAndTargets, issue: _Issue) -> date:
    """The day of the list's papers: when it was issued first."""
    before = ledger.events(ChecklistEvent.ISSUE, str(asked.rules.checklist.period))
    return day_of(before[-1]) if before and asked.is_asked_by(ledger, before[-1]) else issue.today


def _must_be_allowed(ledger: Ledger, asked: RulesAndTargets, issued: _Issue) -> None:
    """Raise where a list is issued on a wrong day, or in the place of another one without a reason."""
    period = asked.rules.checklist.period
    before = ledger.events(period=str(period))
    if asked.is_issued(ledger, before):
        return
    state = checklist_state_of(before)
    moment = ChecklistMoment(str(period), state, issued.today, begins=period.first_day)
    must_be_met(unmet_in_checklist(ChecklistStep.ISSUE, moment))
    if state.revision and not issued.reason:
        raise OutOfOrder(
            message(
                "revision {revision} of {period} is issued and the rules have changed since; say why with"
                " --reason TEXT: lists that change are dispatched and accepted anew",
                revision=state.revision,
                period=period,
            )
        )


def _recorded(office: Office, ledger: Ledger, list_: _CityList, issue: _Issue) -> _RecordedList:
    """The list as it is recorded.

    Raises:
        OutOfOrder: another list was issued before and no reason is given.
    """
    asked, period = list_.asked, list_.asked.rules.checklist.period
    before = ledger.events(ChecklistEvent.ISSUE, str(period))
    earlier = [event for event in before if not asked.is_asked_by(ledger, event)]
    if before and before[-1] not in earlier:
        return _RecordedList(list_, int(before[-1].payload["revision"]), _news(ledger, earlier, asked))
    _must_be_allowed(ledger, asked, issue)
    payload: dict[str, Any] = {
        "on": issue.today.isoformat(),
        "reason": issue.reason,
        "revision": len(before) + 1,
        "rules_sha256": asked.digest,
        "wording": keep_wording(ledger, list_.folder, *WORDINGS),
        **asked.kept(ledger, list_.folder),
    }
    if before:
        payload["changed_lists"] = changed_by_city(ledger, before[-1], asked)
    ledger.append(office.event(ChecklistEvent.ISSUE, period, **payload))
    return _RecordedList(list_, len(before) + 1, _news(ledger, earlier, asked))


def _news(ledger: Ledger, earlier: Sequence[Event], asked: RulesAndTargets) -> Changes:
    """What is new against the list that was issued before this one; nothing where it is the first."""
    if not earlier:
        return NOTHING_NEW
    return changes(rules_of(ledger, earlier[-1]).checklist, asked.rules.checklist)


def _first_of_year(folder: DiskFolder, ledger: Ledger, rules: Rules, faults: Faults) -> Checklist | None:
    """The list of the year's first period that has one."""
    period = rules.checklist.period
    first = periods_of_year(folder, period.year, period.kind)[0]
    return rules.checklist if first == period else list_of(folder, ledger, first, rules.scheme, faults)
