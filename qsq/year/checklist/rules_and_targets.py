"""All that a period's lists ask: the rules, and the villages' own targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from qsq.domain.faults import Faults
from qsq.domain.folder import Folder
from qsq.domain.observed.observation import PeriodInputs, VillageTask
from qsq.domain.scheme.scheme import Caps, Missing, Ranking, Scheme
from qsq.domain.steps.event_kinds import ChecklistEvent
from qsq.domain.values.periods import Period
from qsq.intake.observed.period_inputs import load_targets
from qsq.ledger.canonical import canonical, digest
from qsq.ledger.encoding.inputs import INPUTS
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import Rules, load_rules
from qsq.year.recorded.basis import inputs_digest, keep_basis, rules_digest, rules_of, targets_of


@dataclass(frozen=True, slots=True)
class RulesAndTargets:
    """The rules of a period, and targets by village and task."""

    rules: Rules
    targets: Mapping[VillageTask, Fraction]

    @property
    def digest(self) -> str:
        """The digest of all that the city asks and its lists say; what towns add is theirs to dispatch."""
        city = replace(
            self.rules,
            scheme=_on_lists(self.rules.scheme),
            checklist=replace(self.rules.checklist, towns=()),
        )
        tasks = {task.id for task in city.checklist.tasks}
        aims = {key: target for key, target in self.targets.items() if key[1] in tasks}
        kept = rules_digest(city), inputs_digest(city, INPUTS.content(PeriodInputs({}, aims, {})))
        return digest(canonical(list(kept)))

    def is_issued(self, ledger: Ledger, events: Iterable[Event]) -> bool:
        """Whether the list that was issued last, by a period's events, asks just this."""
        issues = [event for event in events if event.kind == ChecklistEvent.ISSUE]
        return bool(issues) and self.is_asked_by(ledger, issues[-1])

    def is_asked_by(self, ledger: Ledger, event: Event) -> bool:
        """Whether the list that an event issued asks just this, in whatever encoding it was kept."""
        same = event.payload["rules_sha256"] == self.digest
        return same or asked_then(ledger, event).digest == self.digest

    def kept(self, ledger: Ledger, folder: DiskFolder) -> dict[str, Any]:
        """Keep what the lists ask; what the event says of it."""
        return keep_basis(ledger, self.rules, (), INPUTS.content(PeriodInputs({}, self.targets, {})), folder)


def _on_lists(scheme: Scheme) -> Scheme:
    """What lists say of a scheme: nothing of honours, money, ranks and the rest, which ask for nothing."""
    return Scheme(
        name=scheme.name,
        city_code=scheme.city_code,
        city_name=scheme.city_name,
        city_level=scheme.city_level,
        office=scheme.office,
        period=scheme.period,
        marks=scheme.marks,
        categories=scheme.categories,
        missing=Missing.BLOCK,
        caps=Caps(),
        ranking=Ranking((), ()),
    )


def asked_then(ledger: Ledger, event: Event) -> RulesAndTargets:
    """What the lists asked that an event issued or sent on.

    Raises:
        Refused: an event of an earlier program kept files alone, and these cannot be read as they are.
    """
    rules = rules_of(ledger, event)
    return RulesAndTargets(rules, targets_of(ledger, event, rules))


def load_asked(folder: Folder, period: Period, faults: Faults) -> RulesAndTargets | None:
    """What a period asks; None, with every fault noted, where any of it is wrong."""
    before = faults.noted
    rules = load_rules(folder, period, faults)
    targets = load_targets(folder, rules.checklist, rules.register, faults) if rules else None
    if rules is None or targets is None or faults.noted > before:
        return None
    return RulesAndTargets(rules, targets)
