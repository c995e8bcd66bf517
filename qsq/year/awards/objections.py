"""Objections to a year's list while its notice hangs, and how they end."""

from typing import Any

from qsq.domain.county.officials import CITY
from qsq.domain.faults import WrongUse, message
from qsq.domain.steps.year_state import YearEvent, YearStep
from qsq.ledger.ledger import Ledger
from qsq.year.awards.stand import Done, YearStand
from qsq.year.awards.year import decision_of, draw_up, record_list
from qsq.year.desk.acting import Acting
from qsq.year.desk.conditions import must_be_open
from qsq.year.recorded.year_list import newest_list
from qsq.year.score.evaluate import Change


def object_to(acting: Acting, village: str, by: str, text: str) -> Done:
    """Record an objection to the year's list; see `Workspace.object_to_awards`."""
    with acting.office.ledger() as ledger:
        listed = newest_list(ledger, ledger.events(period=acting.period))
        honoured = [one.village_code for one in listed.honours] if listed else []
        acting.allow(ledger, [acting.evaluated_village(village, honoured)])
        with ledger.transaction():
            year = YearStand(acting, ledger)
            year.must_allow(YearStep.OBJECT)
            said = {"revision": year.state.revision, "village_code": village, "by": by, "text": text}
            objections = [event for event in year.events if event.kind == YearEvent.OBJECTION]
            same = [event.subject for event in objections if said.items() <= dict(event.payload).items()]
            name = (
                same[0]
                if same
                else f"{acting.period}-{len(ledger.history(YearEvent.OBJECTION, acting.period)) + 1}"
            )
            if not same:
                ledger.append(acting.event(YearEvent.OBJECTION, name, **said))
    return Done(acting.period, year.state.revision, {"objection": name}, not same)


def resolve(acting: Acting, objection: str, reason: str, *, upheld: bool) -> Done:
    """End an objection; upheld, the list goes back for a new decision. See `Workspace.resolve_awards`."""
    if not reason.strip():
        raise WrongUse(message("an objection is resolved with a reason: --reason TEXT"))
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [CITY])
        with ledger.transaction():
            year = YearStand(acting, ledger)
            year.must_allow(YearStep.RESOLVE, objection)
            must_be_open(objection, year.state.open_objections)
            payload = {"upheld": upheld, "reason": reason, "revision": year.state.revision}
            ledger.append(acting.event(YearEvent.RESOLUTION, objection, **payload))
            changes = _corrected(acting, ledger, objection, reason) if upheld else []
            year = YearStand(acting, ledger)
            honours = year.honour_names()
    told = {"objection": objection, "upheld": upheld, "changes": changes}
    return Done(acting.period, year.state.revision, told, recorded=True, honours=honours)


def _corrected(acting: Acting, ledger: Ledger, objection: str, reason: str) -> list[dict[str, Any]]:
    """Record the list of the inputs as they are corrected by now; what it changes of what was objected to."""
    year, decision = YearStand(acting, ledger), decision_of(ledger, int(acting.period))
    raised = next(one for one in year.events if (one.kind, one.subject) == (YearEvent.OBJECTION, objection))
    found = draw_up(acting.office, ledger, int(acting.period), decision, draft=False)
    record_list(acting.office, ledger, found, Change(acting.today, reason, objection))
    return year.changes_to(found, raised.payload.get("revision"))
