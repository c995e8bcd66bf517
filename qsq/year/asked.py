"""All that a period's lists ask: the rules, and the villages' own targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from qsq.domain.checklist_state import ChecklistKind
from qsq.domain.faults import Faults
from qsq.domain.folder import Folder
from qsq.domain.observation import VillageTask
from qsq.domain.periods import Period
from qsq.domain.steps import Happened
from qsq.intake.period_inputs import load_targets
from qsq.ledger.canonical import canonical, digest
from qsq.year.loading import Rules, load_rules


@dataclass(frozen=True, slots=True)
class Asked:
    """The rules of a period, and targets by village and task."""

    rules: Rules
    targets: Mapping[VillageTask, Fraction]

    @property
    def digest(self) -> str:
        """The digest of all that the city asks; what towns add is theirs to dispatch."""
        city = replace(self.rules.checklist, towns=())
        tasks = {task.id for task in city.tasks}
        aims = [[*key, target] for key, target in sorted(self.targets.items()) if key[1] in tasks]
        return digest(canonical([self.rules.scheme, city, self.rules.register.evaluated, aims]))

    def is_issued(self, events: Iterable[Happened]) -> bool:
        """Whether the list that was issued last, by a period's events, asks just this."""
        issues = [event for event in events if event.kind == ChecklistKind.ISSUE]
        return bool(issues) and issues[-1].payload["rules_sha256"] == self.digest


def load_asked(folder: Folder, period: Period, faults: Faults) -> Asked | None:
    """What a period asks; None, with every fault noted, where any of it is wrong."""
    before = faults.noted
    rules = load_rules(folder, period, faults)
    targets = load_targets(folder, rules.checklist, rules.register, faults) if rules else None
    if rules is None or targets is None or faults.noted > before:
        return None
    return Asked(rules, targets)
