"""任务清单 as bundles of documents: each becomes a file."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial

from qsq.documents.checklist.dispatch import town_checklist, village_checklist, village_list
from qsq.documents.checklist.issue import city_checklist
from qsq.documents.checklist.listed import Listed
from qsq.documents.document import Bundle, Document
from qsq.documents.wording.worded import Worded
from qsq.domain.county.places import Village
from qsq.domain.faults import Faults, Refused
from qsq.domain.scheme.checklist_changes import Dispatched, rows_for
from qsq.domain.steps.event_kinds import ChecklistEvent
from qsq.domain.values.file_names import file_name
from qsq.domain.values.periods import Period
from qsq.ledger.ledger import Event, Ledger
from qsq.year.checklist.rules_and_targets import RulesAndTargets, asked_then, load_asked
from qsq.year.desk.acting import Acting
from qsq.year.desk.papers import EVERYONE, Chosen
from qsq.year.desk.wording import worded, worded_then
from qsq.year.recorded.basis import RECORD, dispatched_of

WORDINGS = ("checklist-city", "checklist-town", "checklist-village")
"""The wordings of a period's lists."""


class ChecklistReports:
    """Makes the documents of a period's lists.

    Args:
        wording: gives the wording of a name.
        asked: what the lists ask.
        draft: whether they say that they are not issued so.
        issued: when the city issued its list; None before.
        sent_on: when the town sent its list on; None before.
    """

    def __init__(
        self,
        wording: Callable[[str], Worded],
        asked: RulesAndTargets,
        *,
        draft: bool,
        issued: date | None = None,
        sent_on: date | None = None,
    ) -> None:
        rules = asked.rules
        self._wording, self._asked, self._register = wording, asked, rules.register
        departments = rules.register.department_names()
        self._of_city = Listed(rules.scheme, rules.checklist, departments, draft=draft, day=issued)
        self._listed = replace(self._of_city, day=sent_on)

    def city(self) -> Bundle:
        """The city's list."""
        wording, villages = self._wording("checklist-city"), len(self._register.evaluated)
        made = city_checklist(wording, self._of_city, villages)
        level = self._of_city.scheme.city_level
        return Bundle(f"全{level}任务清单", made, figures=made[-1:])

    def town(self, code: str, rows: Sequence[Dispatched], chosen: Chosen = EVERYONE) -> list[Bundle]:
        """A town's list and those of its villages, or one village's alone; none where no village is wanted.

        Args:
            code: the town's.
            rows: how it broke its tasks down; none before it dispatched.
            chosen: whose lists are wanted.
        """
        town, own = self._register.town(code), self._register.of_town(code)
        villages = [one for one in own if chosen.takes(code, one.code)]
        made = tuple(self._village(one, rows)[0] for one in villages)
        if not made:
            return []
        town_wording = self._wordings[0]
        head = () if chosen.village else (town_checklist(town_wording, self._listed, town, len(own)),)
        return [Bundle(file_name(code, town.name), (*head, *made))]

    def villages(self, code: str, rows: Sequence[Dispatched]) -> list[Bundle]:
        """The lists of a town's villages, each by itself, with all their columns."""
        made = (self._village(one, rows)[1] for one in self._register.of_town(code))
        return [Bundle(one.file, (one,)) for one in made]

    def _village(self, village: Village, rows: Sequence[Dispatched]) -> tuple[Document, Document]:
        town, targets = self._register.town(village.town_code), self._asked.targets
        made = village_list(self._listed, village, town.name, targets, rows_for(village.code, rows))
        return village_checklist(self._wordings[1], self._listed, town, made)

    @cached_property
    def _wordings(self) -> tuple[Worded, Worded]:
        return self._wording("checklist-town"), self._wording("checklist-village")


def checklist_bundles(acting: Acting, ledger: Ledger, period: Period, chosen: Chosen) -> list[Bundle]:
    """The city's list, then for each town its list and those of its villages, as they were issued.

    Before that they are drafts from the rule files.

    Raises:
        Refused: the period's rules are wrong; all faults are listed.
    """
    issued = ledger.events(ChecklistEvent.ISSUE, str(period))
    if not issued:
        return _drafts(acting, period, chosen)
    event = issued[-1]
    wording = partial(worded_then, ledger, event, acting.office.folder())
    asked = asked_then(ledger, event)
    bundles = (
        []
        if chosen.town or chosen.village
        else [ChecklistReports(wording, asked, draft=False, issued=day_of(event)).city()]
    )
    sent_on = {one.subject: one for one in ledger.events(ChecklistEvent.DISPATCH, str(period))}
    for town in sorted(asked.rules.register.town_names()):
        sent = sent_on.get(town)
        own, rows = _sent_on(ledger, sent, asked)
        reports = ChecklistReports(wording, own, draft=False, sent_on=day_of(sent) if sent else None)
        bundles += reports.town(town, rows, chosen)
    return bundles


def day_of(event: Event) -> date:
    """The day that a step was taken on."""
    return date.fromisoformat(event.payload["on"])


def _drafts(acting: Acting, period: Period, chosen: Chosen) -> list[Bundle]:
    folder, faults = acting.office.folder(), Faults()
    asked = load_asked(folder, period, faults)
    if asked is None:
        raise Refused(faults.found)
    reports = ChecklistReports(partial(worded, folder), asked, draft=True)
    bundles = [] if chosen.town or chosen.village else [reports.city()]
    for town in sorted(asked.rules.register.town_names()):
        bundles += reports.town(town, (), chosen)
    return bundles


def _sent_on(
    ledger: Ledger, event: Event | None, issued: RulesAndTargets
) -> tuple[RulesAndTargets, tuple[Dispatched, ...]]:
    """What a town sent on, and how it broke its tasks down; events of the first version do not keep it."""
    if event is None or RECORD not in event.payload:
        return issued, ()
    return asked_then(ledger, event), dispatched_of(ledger, event)
