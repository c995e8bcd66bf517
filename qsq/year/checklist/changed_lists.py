"""Which villages' lists print something else than before: all others stay sent on and taken."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qsq.documents.checklist.dispatch import VillageList, village_list
from qsq.documents.checklist.listed import Listed
from qsq.domain.county.places import Village
from qsq.domain.faults import Refused
from qsq.domain.scheme.checklist_changes import Dispatched, rows_for
from qsq.ledger.ledger import Event, Ledger
from qsq.year.checklist.rules_and_targets import RulesAndTargets, asked_then
from qsq.year.recorded.basis import RECORD, dispatched_of

Rows = Sequence[Dispatched]


def changed_by_city(ledger: Ledger, before: Event, asked: RulesAndTargets) -> dict[str, list[str]] | None:
    """The villages whose lists are others than those that an event issued, by town.

    None where an earlier program did not keep what it issued: then all are.
    """
    try:
        then = asked_then(ledger, before)
    except Refused:
        return None
    villages = {one.code: one for one in (*then.rules.register.evaluated, *asked.rules.register.evaluated)}
    changed: dict[str, list[str]] = {}
    for code in _changed(_lists(_of_city(then), {}), _lists(_of_city(asked), {})):
        changed.setdefault(villages[code].town_code, []).append(code)
    return changed


def changed_by_town(ledger: Ledger, before: Event, asked: RulesAndTargets, rows: Rows) -> list[str] | None:
    """The town's villages whose lists are others than those that an event of it sent on; None as above."""
    if RECORD not in before.payload:
        return None
    town, then, sent = before.subject, asked_then(ledger, before), dispatched_of(ledger, before)
    return _changed(_lists(then, {town: sent}, town), _lists(asked, {town: rows}, town))


def _of_city(asked: RulesAndTargets) -> RulesAndTargets:
    """What the city asks; what towns add and drop is theirs to send on."""
    rules = asked.rules
    return replace(asked, rules=replace(rules, checklist=replace(rules.checklist, towns=())))


def _changed(then: Mapping[str, VillageList], now: Mapping[str, VillageList]) -> list[str]:
    return sorted(code for code in then.keys() | now.keys() if then.get(code) != now.get(code))


def _lists(asked: RulesAndTargets, rows: Mapping[str, Rows], town: str = "") -> dict[str, VillageList]:
    """The lists of all villages, or of a town's, as they are printed with the towns' own rows."""
    return {
        village.code: _list(asked, village, rows.get(village.town_code, ()))
        for village in asked.rules.register.evaluated
        if town in ("", village.town_code)
    }


def _list(asked: RulesAndTargets, village: Village, rows: Rows) -> VillageList:
    rules, register = asked.rules, asked.rules.register
    listed = Listed(rules.scheme, rules.checklist, register.department_names(), draft=False)
    town = register.town_names()[village.town_code]
    return village_list(listed, village, town, asked.targets, rows_for(village.code, rows))
