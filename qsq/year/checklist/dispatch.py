"""镇级派单、村级接单: a town sends the issued list on, its villages take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import Faults, Message, Refused, message
from qsq.domain.scheme.checklist_changes import early_without_reason, warnings_of
from qsq.domain.steps.checklist_state import (
    ChecklistEvent,
    ChecklistMoment,
    ChecklistStep,
    checklist_state_of,
    unmet_in_checklist,
)
from qsq.domain.values.file_names import file_name
from qsq.domain.values.periods import Period
from qsq.intake.dispatch import due_dates, load_dispatch
from qsq.intake.period_inputs import load_targets
from qsq.ledger.canonical import canonical, digest
from qsq.year.checklist.asked import RulesAndTargets
from qsq.year.checklist.changed_lists import changed_by_town
from qsq.year.checklist.documents import ChecklistReports
from qsq.year.checklist.papers import ChecklistPapers
from qsq.year.desk.acting import Acting
from qsq.year.desk.conditions import must_be_met
from qsq.year.desk.loading import load_rules
from qsq.year.desk.papers import write_sent_out
from qsq.year.desk.wording import worded
from qsq.year.desk.writing import folder_written_whole
from qsq.year.recorded.basis import RECORD
from qsq.year.recorded.encoding.rules import DISPATCHED, TOWN_RULES


@dataclass(frozen=True, slots=True)
class TownStep:
    """A step of a town or its villages.

    Attributes:
        units: whom it concerned: a town's code, or villages' codes.
        recorded: how many of them are new.
        files: paths from the workspace's root.
        documents: the town's list and those of its villages as PDF and Word.
    """

    period: Period
    revision: int
    units: tuple[str, ...]
    recorded: int
    warnings: tuple[Message, ...] = ()
    files: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": str(self.period),
            "revision": self.revision,
            "units": list(self.units),
            "recorded": self.recorded,
            "files": list(self.files),
            "documents": list(self.documents),
        }


def dispatch(acting: Acting, period: Period, town_code: str) -> TownStep:
    """Send the issued list on to a town's villages; see `Workspace.dispatch`."""
    town = acting.town_name(town_code)
    folder, faults = acting.office.folder(), Faults()
    rules = load_rules(folder, period, faults)
    rows = load_dispatch(folder, rules.checklist, acting.register, town_code, faults) if rules else ()
    targets = load_targets(folder, rules.checklist, rules.register, faults) if rules else None
    if rules is None or targets is None or faults.found:
        raise Refused(faults.found)
    asked, office = RulesAndTargets(rules, targets), acting.office
    target = office.root / "out" / acting.period / "dispatch" / file_name(town_code, town)
    with office.ledger() as ledger:
        acting.allow(ledger, [Unit(Level.TOWN, town_code)])
        with ledger.transaction():
            events = ledger.events(period=str(period))
            state = checklist_state_of(events)
            same = asked.is_issued(ledger, events)
            moment = ChecklistMoment(str(period), state, acting.today, town_code, town, as_issued=same)
            must_be_met(unmet_in_checklist(ChecklistStep.DISPATCH, moment))
            added = TOWN_RULES.encode(rules.checklist.of_town(town_code))
            content = digest(canonical([added, digest(DISPATCHED.content(rows))]))
            own = [one for one in events if (one.kind, one.subject) == (ChecklistEvent.DISPATCH, town_code)]
            sent = town_code in state.dispatched
            new = not sent or own[-1].payload["tasks_sha256"] != content
            if new:
                said: dict[str, Any] = {"revision": state.revision, "tasks_sha256": content}
                if own:
                    said["changed_lists"] = changed_by_town(ledger, own[-1], asked, rows)
                kept = asked.kept(ledger, folder)
                kept[RECORD][DISPATCHED.name] = ledger.keep(DISPATCHED.content(rows))
                ledger.append(acting.event(ChecklistEvent.DISPATCH, town_code, **said, **kept))
            reports = ChecklistReports(partial(worded, folder), asked, draft=False)
            bundles = reports.town(town_code, rows)
            with folder_written_whole(office.root, target) as made:  # what cannot be written is not recorded
                ChecklistPapers(made, rules, reports).write_dispatched(town_code, rows)
                write_sent_out(office.root, made, {"": bundles}, period.first_day)
    warnings = (
        *warnings_of(rules.checklist, acting.today, acting.scheme.lead_days),
        *early_without_reason(rows, due_dates(rules.checklist, town_code)),
        *_nothing_added(town, added=bool(rules.checklist.of_town(town_code).add)),
    )
    return TownStep(period, state.revision, (town_code,), int(new), warnings, *office.papers_in(target))


def _nothing_added(town: str, *, added: bool) -> tuple[Message, ...]:
    return () if added else (message("{name} adds no item of its own; one or two are expected", name=town),)


def accept(acting: Acting, period: Period, codes: Sequence[str]) -> TownStep:
    """Take the list, all villages that are named or none; see `Workspace.accept`."""
    villages = {village.code: village for village in acting.register.evaluated}
    units = [acting.evaluated_village(code) for code in codes]
    towns = acting.register.town_names()
    with acting.office.ledger() as ledger:
        acting.allow(ledger, units)
        with ledger.transaction():
            state = checklist_state_of(ledger.events(period=str(period)))
            for code in codes:
                town = villages[code].town_code
                moment = ChecklistMoment(str(period), state, acting.today, town, towns[town])
                must_be_met(unmet_in_checklist(ChecklistStep.ACCEPT, moment))
            new = [code for code in dict.fromkeys(codes) if code not in state.accepted]
            for code in new:
                town = villages[code].town_code
                draft = acting.event(ChecklistEvent.ACCEPTANCE, code, revision=state.revision, town_code=town)
                ledger.append(draft)
    return TownStep(period, state.revision, tuple(codes), len(new))
