"""The standing committee's decision on a year's list."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from qsq.awards.honours import Decision
from qsq.domain.county.officials import CITY
from qsq.domain.faults import Fault, Message, Place, Waiting, WrongUse, message
from qsq.domain.steps.event_kinds import YearEvent
from qsq.domain.steps.year_state import YearStep
from qsq.intake.register import VILLAGES_FILE
from qsq.ledger.ledger import Ledger
from qsq.year.awards.draw_up import YearAwards, draw_up
from qsq.year.awards.stand import Done, YearStand
from qsq.year.desk.acting import Acting
from qsq.year.desk.step import no_papers, step
from qsq.year.recorded.year_list import next_revision


@dataclass(frozen=True, slots=True)
class Ruling:
    """The standing committee's decision as its papers have it.

    Attributes:
        document: its number.
        approval: the reference of the approval from above; empty where there is none.
        order: codes or names of tied villages, the better first.
        struck: codes or names of villages that are struck off, each with the reason.
    """

    document: str
    approval: str = ""
    order: tuple[str, ...] = ()
    struck: Mapping[str, str] = field(default_factory=dict)


def decide(acting: Acting, named: Ruling) -> tuple[Done, YearAwards]:
    """Record the standing committee's decision; see `Workspace.awards.decide`."""
    ruling = replace(
        named,
        order=tuple(map(acting.village, named.order)),
        struck={acting.village(one): reason for one, reason in named.struck.items()},
    )
    return step(
        acting.office,
        allowed=lambda: acting.allow([CITY]),
        checked=lambda: _check(ruling),
        recorded=lambda ledger, _checked: _recorded(acting, ledger, ruling),
        written=no_papers,
    )


def _recorded(acting: Acting, ledger: Ledger, ruling: Ruling) -> tuple[Done, YearAwards]:
    year = YearStand(acting, ledger)
    year.must_allow(YearStep.DECIDE)
    decision = Decision(ruling.order, ruling.struck)
    found = draw_up(acting.office, ledger, int(acting.period), decision, draft=False)
    _refuse_open_ties(found)
    changes, honours = year.changes_to(found.honour_by_village()), year.honour_names()
    said: dict[str, Any] = {
        "document": ruling.document,
        "approval": ruling.approval,
        "order": list(ruling.order),
        "struck": dict(ruling.struck),
    }
    new, revision = not _decided_so(year, said, found), year.state.revision
    if new:
        revision = next_revision(ledger, acting.period)
        kept = {"revision": revision, **found.kept(ledger)}
        ledger.append(acting.event(YearEvent.DECISION, **said, **kept))
    warnings = () if ruling.approval else (_no_approval(),)
    told = {"document": ruling.document, "changes": changes}
    return Done(acting.period, revision, told, new, warnings=warnings, honours=honours), found


def _decided_so(year: YearStand, said: Mapping[str, Any], found: YearAwards) -> bool:
    """Whether the newest list is this very decision's."""
    if not year.state.decided:
        return False
    newest = year.newest(YearEvent.DECISION)
    same = said.items() <= dict(newest.payload).items() and found.is_kept(year.ledger, newest)
    return same and found.follows_from(newest)


def _no_approval() -> Message:
    return message(
        "no approval from above is named: commendations by a county may need one; name it with --approval"
    )


def _check(ruling: Ruling) -> None:
    for code, reason in ruling.struck.items():
        if not reason.strip():
            raise WrongUse(message("{village} is struck with a reason only: CODE=REASON", village=code))


def _refuse_open_ties(found: YearAwards) -> None:
    if found.awards.undecided:
        raise Waiting(
            message("the decision leaves ties open; name the tied villages with --order, the better first"),
            [
                Fault(
                    Place(VILLAGES_FILE, ", ".join(one.villages)),
                    message(
                        "tied over {places} places of {honour}", places=one.places, honour=one.honour.name
                    ),
                )
                for one in found.awards.undecided
            ],
        )
