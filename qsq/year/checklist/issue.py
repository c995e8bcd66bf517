"""市级开单: validate a period's rules whole and write its lists and sheets into out/."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from typing import Any

from qsq.domain.faults import Faults, Message, OutOfOrder, Refused, message
from qsq.domain.scheme.burden import Burden, burden
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.checklist_changes import NOTHING_NEW, Changes, changes, warnings_of
from qsq.domain.steps.checklist_state import (
    ChecklistEvent,
    ChecklistMoment,
    ChecklistStep,
    checklist_state_of,
    unmet_in_checklist,
)
from qsq.domain.values.periods import Period
from qsq.intake.period_inputs import load_targets
from qsq.ledger.ledger import Event, Ledger
from qsq.rules.period_file import periods_of_year
from qsq.year.checklist.asked import RulesAndTargets
from qsq.year.checklist.changed_lists import changed_by_city
from qsq.year.checklist.documents import WORDINGS, ChecklistReports
from qsq.year.checklist.papers import ChecklistPapers
from qsq.year.desk.acting import must_be_of_the_city
from qsq.year.desk.conditions import day_of, must_be_met
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import Rules, load_rules
from qsq.year.desk.office import Office
from qsq.year.desk.papers import write_sent_out
from qsq.year.desk.progress import Progress
from qsq.year.desk.wording import keep_wording, worded
from qsq.year.desk.writing import folder_written_whole, same_files
from qsq.year.recorded.basis import rules_of
from qsq.year.recorded.issued_list import list_of
from qsq.year.rules.judged import Judge


@dataclass(frozen=True, slots=True)
class Issued:
    """A period's checklist as it was issued.

    Attributes:
        villages: how many villages are asked.
        files: paths from the workspace's root.
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
        }


def issue(
    office: Office, period: Period, progress: Progress, on: date | None = None, reason: str = ""
) -> Issued:
    """Issue a period's checklist; see `Workspace.issue`."""
    today = day_of(office, on)
    must_be_of_the_city(office, "checklist issue", period)
    folder, faults = office.folder(), Faults()
    rules = load_rules(folder, period, faults)
    if rules is None:
        raise Refused(faults.found)
    targets = load_targets(folder, rules.checklist, rules.register, faults) or {}
    unintended = Judge(folder, rules.scheme, rules.register).checklist(rules.checklist, targets, faults)
    asked, issued = RulesAndTargets(rules, targets), _Issue(today, reason)
    with office.ledger_to_read() as ledger:
        previous = list_of(folder, ledger, period.previous, rules.scheme, faults)
        first = _first_of_year(folder, ledger, rules, faults)
        faults.refuse()
        reports = ChecklistReports(partial(worded, folder), asked, draft=False)
        city = reports.city()
        _must_be_allowed(ledger, asked, issued)
    target = office.root / "out" / str(period) / "checklist"
    with folder_written_whole(office.root, target) as made:  # what cannot be written is not recorded
        ChecklistPapers(made, rules, reports).write(progress)
        write_sent_out(office.root, made, {"": [city]}, period.first_day)
        changed = not same_files(made, target)
        with office.ledger() as ledger, ledger.transaction():
            revision, news = _record(office, ledger, asked, folder, issued)
    files, documents = office.papers_in(target)
    return Issued(
        checklist=rules.checklist,
        burden=burden(rules.checklist, previous, first),
        department_names=rules.register.department_names(),
        villages=len(rules.register.evaluated),
        folder=target.relative_to(office.root).as_posix(),
        files=files,
        documents=documents,
        changed=changed,
        revision=revision,
        news=news,
        warnings=(*warnings_of(rules.checklist, today, rules.scheme.lead_days), *unintended),
    )


@dataclass(frozen=True, slots=True)
class _Issue:
    today: date
    reason: str


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


def _record(
    office: Office,
    ledger: Ledger,
    asked: RulesAndTargets,
    folder: DiskFolder,
    issued: _Issue,
) -> tuple[int, Changes]:
    """The list's revision, and what is new in it against the one before.

    Raises:
        OutOfOrder: another list was issued before and no reason is given.
    """
    period = asked.rules.checklist.period
    before = ledger.events(ChecklistEvent.ISSUE, str(period))
    earlier = [event for event in before if not asked.is_asked_by(ledger, event)]
    if before and before[-1] not in earlier:
        return int(before[-1].payload["revision"]), _news(ledger, earlier, asked)
    _must_be_allowed(ledger, asked, issued)
    payload: dict[str, Any] = {
        "on": issued.today.isoformat(),
        "reason": issued.reason,
        "revision": len(before) + 1,
        "rules_sha256": asked.digest,
        "wording": keep_wording(ledger, folder, *WORDINGS),
        **asked.kept(ledger, folder),
    }
    if before:
        payload["changed_lists"] = changed_by_city(ledger, before[-1], asked)
    ledger.append(office.event(ChecklistEvent.ISSUE, period, **payload))
    return len(before) + 1, _news(ledger, earlier, asked)


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
