"""镇级派单、村级接单: a town sends the issued list on, its villages take it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qsq.domain.checklist_changes import early_without_reason, warnings_of
from qsq.domain.checklist_state import (
    ChecklistKind,
    ChecklistMoment,
    ChecklistState,
    ChecklistStep,
    checklist_state_of,
    unmet_in_checklist,
)
from qsq.domain.faults import Faults, Message, Refused, message
from qsq.domain.officials import Level, Unit
from qsq.domain.periods import Quarter
from qsq.domain.places import Register, Village
from qsq.intake.dispatch import due_dates, load_dispatch
from qsq.intake.quarter_inputs import load_targets
from qsq.ledger.canonical import canonical, digest
from qsq.ledger.ledger import Event
from qsq.year.acting import Acting, must_be_met
from qsq.year.checklist import rules_digest
from qsq.year.loading import load_rules


@dataclass(frozen=True, slots=True)
class TownStep:
    """A step of a town or its villages.

    Attributes:
        units: whom it concerned: a town's code, or villages' codes.
        recorded: how many of them are new.
    """

    quarter: Quarter
    revision: int
    units: tuple[str, ...]
    recorded: int
    warnings: tuple[Message, ...] = ()

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "quarter": str(self.quarter),
            "revision": self.revision,
            "units": list(self.units),
            "recorded": self.recorded,
        }


def dispatch(acting: Acting, quarter: Quarter, town_code: str) -> TownStep:
    """Send the issued list on to a town's villages; see `Workspace.dispatch`."""
    town = acting.town_name(town_code)
    folder, faults = acting.office.folder(), Faults()
    rules = load_rules(folder, quarter, faults)
    rows = load_dispatch(folder, rules.checklist, acting.register, town_code, faults) if rules else ()
    targets = load_targets(folder, rules.checklist, rules.register, faults) if rules else None
    if rules is None or targets is None or faults.found:
        raise Refused(faults.found)
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [Unit(Level.TOWN, town_code)])
        with ledger.transaction():
            events = ledger.events(period=str(quarter))
            state = checklist_state_of(events)
            issued = [event for event in events if event.kind == ChecklistKind.ISSUE]
            same = bool(issued) and issued[-1].payload["rules_sha256"] == rules_digest(rules, targets)
            moment = ChecklistMoment(str(quarter), state, town_code, town, as_issued=same)
            must_be_met(unmet_in_checklist(ChecklistStep.DISPATCH, moment))
            content = digest(canonical([rules.checklist.of_town(town_code), rows]))
            own = [event for event in events if _is_dispatch_of(event, town_code, state.revision)]
            new = not own or own[-1].payload["tasks_sha256"] != content
            if new:
                draft = acting.event(
                    ChecklistKind.DISPATCH, town_code, revision=state.revision, tasks_sha256=content
                )
                ledger.append(draft)
    warnings = (
        *warnings_of(rules.checklist, acting.today, acting.scheme.lead_days),
        *early_without_reason(rows, due_dates(rules.checklist, town_code)),
        *_nothing_added(town, added=bool(rules.checklist.of_town(town_code).add)),
    )
    return TownStep(quarter, state.revision, (town_code,), int(new), warnings)


def _is_dispatch_of(event: Event, town_code: str, revision: int) -> bool:
    found = (event.kind, event.subject, event.payload.get("revision"))
    return found == (ChecklistKind.DISPATCH, town_code, revision)


def _nothing_added(town: str, *, added: bool) -> tuple[Message, ...]:
    return () if added else (message("{name} adds no item of its own; one or two are expected", name=town),)


def accept(acting: Acting, quarter: Quarter, codes: Sequence[str]) -> TownStep:
    """Take the list, all villages that are named or none; see `Workspace.accept`."""
    villages = {village.code: village for village in acting.register.evaluated}
    units = [acting.evaluated_village(code) for code in codes]
    towns = acting.register.town_names()
    with acting.office.ledger() as ledger:
        acting.allow(ledger, units)
        with ledger.transaction():
            state = checklist_state_of(ledger.events(period=str(quarter)))
            for code in codes:
                town = villages[code].town_code
                moment = ChecklistMoment(str(quarter), state, town, towns[town])
                must_be_met(unmet_in_checklist(ChecklistStep.ACCEPT, moment))
            new = [code for code in dict.fromkeys(codes) if code not in state.accepted]
            for code in new:
                town = villages[code].town_code
                draft = acting.event(ChecklistKind.ACCEPTANCE, code, revision=state.revision, town_code=town)
                ledger.append(draft)
    return TownStep(quarter, state.revision, tuple(codes), len(new))


@dataclass(frozen=True, slots=True)
class ChecklistStatus:
    """How far a checklist has come."""

    quarter: Quarter
    register: Register
    state: ChecklistState

    def waiting(self) -> tuple[Village, ...]:
        """The villages that have not taken it yet, by code."""
        return tuple(one for one in self.register.evaluated if one.code not in self.state.accepted)

    def by_town(self) -> list[tuple[str, str, bool, int, int]]:
        """Each town with villages: code, name, whether it dispatched, villages that accepted, villages."""
        villages = Counter(village.town_code for village in self.register.evaluated)
        waiting = Counter(village.town_code for village in self.waiting())
        return [
            (
                town.code,
                town.name,
                town.code in self.state.dispatched,
                villages[town.code] - waiting[town.code],
                villages[town.code],
            )
            for town in self.register.towns
            if villages[town.code]
        ]

    @property
    def done(self) -> bool:
        """Whether every village has taken it."""
        return self.state.revision > 0 and not self.waiting()

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "quarter": str(self.quarter),
            "revision": self.state.revision,
            "towns": [
                {"town_code": code, "dispatched": dispatched, "accepted": accepted, "villages": villages}
                for code, _name, dispatched, accepted, villages in self.by_town()
            ],
            "waiting": [village.code for village in self.waiting()],
        }


def status(acting: Acting, quarter: Quarter) -> ChecklistStatus:
    """How far a checklist has come; see `Workspace.checklist_status`."""
    with acting.office.ledger_to_read() as ledger:
        state = checklist_state_of(ledger.events(period=str(quarter)))
    return ChecklistStatus(quarter, acting.register, state)
