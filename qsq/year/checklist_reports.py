"""任务清单 as bundles of documents: each becomes a file."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from qsq.documents.checklist_documents import Listed, city_checklist, town_checklist, village_checklist
from qsq.documents.document import Bundle, Document
from qsq.domain.checklist_changes import Dispatched, rows_for
from qsq.domain.checklist_state import ChecklistKind
from qsq.domain.faults import Faults, Refused
from qsq.domain.folder import Folder
from qsq.domain.observation import VillageTask
from qsq.domain.periods import Quarter
from qsq.intake.dispatch import load_dispatch
from qsq.intake.quarter_inputs import load_targets
from qsq.ledger.ledger import Ledger
from qsq.year.acting import Acting
from qsq.year.loading import Rules, load_rules, rules_digest
from qsq.year.quarter_reports import Chosen
from qsq.year.wording import worded


def checklist_bundles(acting: Acting, ledger: Ledger, quarter: Quarter, chosen: Chosen) -> list[Bundle]:
    """The city's list, then for each town its list and those of its villages; a draft until it is issued.

    Raises:
        Refused: the quarter's rules are wrong; all faults are listed.
    """
    folder, faults = acting.office.folder(), Faults()
    rules = load_rules(folder, quarter, faults)
    targets = load_targets(folder, rules.checklist, rules.register, faults) if rules else None
    if rules is None or targets is None or faults.found:
        raise Refused(faults.found)
    issued = ledger.events(ChecklistKind.ISSUE, str(quarter))
    same = bool(issued) and issued[-1].payload["rules_sha256"] == rules_digest(rules, targets)
    listed = Listed(rules.scheme, rules.checklist, rules.register.department_names(), draft=not same)
    bundles = list(_towns(acting, ledger, rules, listed, targets, chosen))
    if chosen.town or chosen.village:
        return bundles
    return [city_bundle(folder, rules, draft=not same), *bundles]


def city_bundle(folder: Folder, rules: Rules, *, draft: bool) -> Bundle:
    """The city's list."""
    listed = Listed(rules.scheme, rules.checklist, rules.register.department_names(), draft=draft)
    city = city_checklist(worded(folder, "checklist-city"), listed, len(rules.register.evaluated))
    return Bundle("全市任务清单", (city,))


def _towns(
    acting: Acting,
    ledger: Ledger,
    rules: Rules,
    listed: Listed,
    targets: Mapping[VillageTask, Fraction],
    chosen: Chosen,
) -> Iterator[Bundle]:
    folder, names = acting.office.folder(), rules.register.town_names()
    sent_on = {event.subject for event in ledger.events(ChecklistKind.DISPATCH, acting.period)}
    town_wording, village_wording = worded(folder, "checklist-town"), worded(folder, "checklist-village")
    for town, name in sorted(names.items()):
        own = rules.register.of_town(town)
        villages = [one for one in own if chosen.takes(town, one.code)]
        rows = _dispatched(acting, rules, town) if town in sent_on else ()
        made: list[Document] = [
            village_checklist(village_wording, listed, one, name, targets, rows_for(one.code, rows))
            for one in villages
        ]
        if made and chosen.village:
            yield Bundle(f"{villages[0].code}-{villages[0].name}", tuple(made))
        elif made:
            head = town_checklist(town_wording, listed, town, name, len(own))
            yield Bundle(f"{town}-{name}", (head, *made))


def _dispatched(acting: Acting, rules: Rules, town: str) -> tuple[Dispatched, ...]:
    """How a town broke its tasks down, as its table is now."""
    faults = Faults()
    rows = load_dispatch(acting.office.folder(), rules.checklist, rules.register, town, faults)
    faults.refuse()
    return rows
