"""任务清单: what a period asks of every village, and what a town changes in it (CONTRACT.md section 3)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from qsq.domain.county.places import Village, VillageKind
from qsq.domain.scheme.methods import Grade, Method, Ratio, YesNo
from qsq.domain.values.periods import Period


class How(StrEnum):
    """What is made of the points of several rounds."""

    MEAN = "mean"
    TRIMMED_MEAN = "trimmed_mean"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class Combine:
    """Several looks at one task: how many, and what is made of their points."""

    rounds: int
    how: How


@dataclass(frozen=True, slots=True)
class Task:
    """条: one thing to do.

    Attributes:
        id: `item.task`, as observations refer to it.
        points: what it can earn, above 0.
        due: its own date; None is the period's.
        combine: None where one look is taken.
    """

    id: str
    text: str
    points: Fraction
    method: Method
    due: date | None = None
    evidence: str = ""
    basis: str = ""
    combine: Combine | None = None

    @property
    def per_village(self) -> bool:
        """Whether every village has a target of its own for it."""
        return isinstance(self.method, Ratio) and self.method.target is None

    @property
    def unit(self) -> str:
        """What its numbers count; empty where that is not said, or where it reads no numbers."""
        return "" if isinstance(self.method, Grade | YesNo) else self.method.unit

    @property
    def rounds(self) -> tuple[str, ...]:
        """The names of its observations, one a round: `grain.seedlings`, `grain.seedlings#2` and so on."""
        if self.combine is None:
            return (self.id,)
        return tuple(round_name(self.id, number) for number in range(1, self.combine.rounds + 1))


def round_name(task: str, number: int) -> str:
    """The name of a round's observations; the first round's is the task's id."""
    return task if number == 1 else f"{task}#{number}"


@dataclass(frozen=True, slots=True)
class Scope:
    """The villages that an item is for; they fit in all fields, and an empty field is not looked at."""

    kinds: tuple[VillageKind, ...] = ()
    groups: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()

    def holds(self, village: Village) -> bool:
        """Whether the item is for the village."""
        return (
            (not self.kinds or village.kind in self.kinds)
            and (not self.groups or village.group in self.groups)
            and (not self.towns or village.town_code in self.towns)
        )


@dataclass(frozen=True, slots=True)
class Item:
    """项: tasks of one category that one department marks.

    Attributes:
        weight: above 0.
        scope: the villages that it is for; None is all.
    """

    id: str
    name: str
    category: str
    department: str
    weight: Fraction
    tasks: tuple[Task, ...]
    themes: tuple[str, ...] = ()
    scope: Scope | None = None

    def is_for(self, village: Village) -> bool:
        """Whether it is one of the village's items, as far as the item itself says."""
        return self.scope is None or self.scope.holds(village)


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A theme that a season or a town stresses; `multiplier` is above 0."""

    theme: str
    name: str
    multiplier: Fraction


@dataclass(frozen=True, slots=True)
class Drop:
    """A city item that does not apply in a town, and why."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class TownRules:
    """What one town adds, stresses and drops in a period."""

    town_code: str
    add: tuple[Item, ...] = ()
    emphasis: tuple[Emphasis, ...] = ()
    drop: tuple[Drop, ...] = ()

    @property
    def dropped(self) -> frozenset[str]:
        """The ids of the items that it drops."""
        return frozenset(drop.item for drop in self.drop)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A period's list: the city's items, and the towns' own rules by town code."""

    period: Period
    title: str
    due: date
    emphasis: tuple[Emphasis, ...]
    items: tuple[Item, ...]
    towns: tuple[TownRules, ...] = ()
    basis: str = ""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The city's tasks, in file order."""
        return tuple(task for item in self.items for task in item.tasks)

    @property
    def all_items(self) -> tuple[Item, ...]:
        """The city's items, then those that towns add."""
        return (*self.items, *(item for town in self.towns for item in town.add))

    def task_texts(self) -> dict[str, str]:
        """The tasks' texts by their ids, those that towns add among them."""
        return {task.id: task.text for item in self.all_items for task in item.tasks}

    def of_town(self, town_code: str) -> TownRules:
        """The town's own rules; empty ones where it has none."""
        for rules in self.towns:
            if rules.town_code == town_code:
                return rules
        return TownRules(town_code)

    def items_of(self, town_code: str) -> tuple[Item, ...]:
        """All items that a town's villages know: the city's, then the town's added ones."""
        return self.items + self.of_town(town_code).add

    def applicable_items(self, town_code: str) -> tuple[Item, ...]:
        """The items that a town's villages may be asked: all except those that the town drops."""
        dropped = self.of_town(town_code).dropped
        return tuple(item for item in self.items_of(town_code) if item.id not in dropped)

    def items_for(self, village: Village) -> tuple[Item, ...]:
        """The items that a village is asked: its town's, except those that are for others."""
        return tuple(item for item in self.applicable_items(village.town_code) if item.is_for(village))
