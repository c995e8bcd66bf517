"""任务清单 as bundles of documents: each becomes a file."""

from collections.abc import Sequence
from functools import cached_property

from qsq.documents.checklist_documents import Listed, city_checklist, town_checklist, village_checklist
from qsq.documents.document import Bundle
from qsq.documents.worded import Worded
from qsq.domain.checklist_changes import Dispatched, rows_for
from qsq.domain.checklist_state import ChecklistKind
from qsq.domain.faults import Faults, Refused
from qsq.domain.file_names import file_name
from qsq.domain.folder import Folder
from qsq.domain.periods import Period
from qsq.intake.dispatch import load_dispatch
from qsq.ledger.ledger import Ledger
from qsq.year.acting import Acting
from qsq.year.asked import Asked, load_asked
from qsq.year.period_reports import EVERYONE, Chosen
from qsq.year.wording import worded


class ChecklistReports:
    """Makes the documents of a period's lists.

    Args:
        folder: whose wording is used.
        asked: what the lists ask.
        draft: whether they say that they are not issued so.
    """

    def __init__(self, folder: Folder, asked: Asked, *, draft: bool) -> None:
        rules = asked.rules
        self._folder, self._asked, self._register = folder, asked, rules.register
        self._listed = Listed(rules.scheme, rules.checklist, rules.register.department_names(), draft=draft)

    def city(self) -> Bundle:
        """The city's list."""
        wording, villages = worded(self._folder, "checklist-city"), len(self._register.evaluated)
        return Bundle("全市任务清单", (city_checklist(wording, self._listed, villages),))

    def town(self, code: str, rows: Sequence[Dispatched], chosen: Chosen = EVERYONE) -> list[Bundle]:
        """A town's list and those of its villages, or one village's alone; none where no village is wanted.

        Args:
            code: the town's.
            rows: how it broke its tasks down; none before it dispatched.
            chosen: whose lists are wanted.
        """
        name, own = self._register.town_names()[code], self._register.of_town(code)
        villages = [one for one in own if chosen.takes(code, one.code)]
        town_wording, village_wording = self._wordings
        made = tuple(
            village_checklist(
                village_wording, self._listed, one, name, self._asked.targets, rows_for(one.code, rows)
            )
            for one in villages
        )
        if not made:
            return []
        head = () if chosen.village else (town_checklist(town_wording, self._listed, code, name, len(own)),)
        return [Bundle(file_name(code, name), (*head, *made))]

    @cached_property
    def _wordings(self) -> tuple[Worded, Worded]:
        return worded(self._folder, "checklist-town"), worded(self._folder, "checklist-village")


def checklist_bundles(acting: Acting, ledger: Ledger, period: Period, chosen: Chosen) -> list[Bundle]:
    """The city's list, then for each town its list and those of its villages; a draft until it is issued.

    Raises:
        Refused: the period's rules, or a table of a town that dispatched, are wrong; all faults are listed.
    """
    folder, faults = acting.office.folder(), Faults()
    asked = load_asked(folder, period, faults)
    if asked is None:
        raise Refused(faults.found)
    issued = ledger.events(ChecklistKind.ISSUE, str(period))
    reports = ChecklistReports(folder, asked, draft=not asked.is_issued(issued))
    sent_on = {event.subject for event in ledger.events(ChecklistKind.DISPATCH, acting.period)}
    bundles = [] if chosen.town or chosen.village else [reports.city()]
    for town in sorted(asked.rules.register.town_names()):
        rows = _dispatched(folder, asked, town) if town in sent_on else ()
        bundles += reports.town(town, rows, chosen)
    return bundles


def _dispatched(folder: Folder, asked: Asked, town: str) -> tuple[Dispatched, ...]:
    """How a town broke its tasks down, as its table is now."""
    faults = Faults()
    rows = load_dispatch(folder, asked.rules.checklist, asked.rules.register, town, faults)
    faults.refuse()
    return rows
