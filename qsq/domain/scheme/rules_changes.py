"""What a period's rules ask otherwise than another's: the city's list, the towns' own rules, the burden."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from qsq.domain.scheme.burden import Burden, burden
from qsq.domain.scheme.checklist import Checklist, Drop, Emphasis, Item, Task, TownRules

T = TypeVar("T", Task, Item)


class Aspect(StrEnum):
    """What can differ of a task or an item that both periods have."""

    TEXT = "text"
    POINTS = "points"
    METHOD = "method"
    EVIDENCE = "evidence"
    NAME = "name"
    CATEGORY = "category"
    WEIGHT = "weight"
    THEMES = "themes"
    DEPARTMENT = "department"
    VILLAGES = "for"


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """A task or an item that differs in one aspect."""

    aspect: Aspect
    before: T
    now: T


@dataclass(frozen=True, slots=True)
class Stressed:
    """A theme that is stressed otherwise; None where it is not stressed."""

    before: Emphasis | None
    now: Emphasis | None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A city item that a town drops otherwise; None where it does not drop it."""

    before: Drop | None
    now: Drop | None


@dataclass(frozen=True, slots=True)
class ListChanges:
    """What the city, or one town, asks otherwise; the city drops nothing."""

    added: tuple[Task, ...]
    gone: tuple[Task, ...]
    tasks: tuple[Changed[Task], ...]
    items: tuple[Changed[Item], ...]
    emphasis: tuple[Stressed, ...]
    dropped: tuple[Dropped, ...] = ()

    @property
    def none(self) -> bool:
        """Whether the same is asked."""
        return not (self.added or self.gone or self.tasks or self.items or self.emphasis or self.dropped)


@dataclass(frozen=True, slots=True)
class RulesChanges:
    """What two periods ask otherwise.

    Attributes:
        towns: by code, those whose own rules differ.
        annual_weights: what each period weighs in the year.
    """

    before: Checklist
    now: Checklist
    city: ListChanges
    towns: Mapping[str, ListChanges]
    annual_weights: tuple[Fraction, Fraction]

    @property
    def burden(self) -> Burden:
        """The load of the later rules against that of the earlier ones."""
        return burden(self.now, self.before, None)

    @property
    def none(self) -> bool:
        """Whether both ask and weigh the same."""
        before, now = self.annual_weights
        return self.city.none and not self.towns and before == now


def rules_changes(before: Checklist, now: Checklist, weights: Mapping[str, Fraction]) -> RulesChanges:
    """What differs between two periods' rules; their dates differ by nature and are not looked at.

    Args:
        before: the earlier rules.
        now: the later ones.
        weights: of the year's periods by their keys; 1 where one is not named.
    """
    old, new = ({town.town_code: town for town in one.towns} for one in (before, now))
    towns = {
        code: _of_town(old.get(code, TownRules(code)), new.get(code, TownRules(code)))
        for code in sorted(old.keys() | new.keys())
    }
    first, second = (weights.get(one.period.key, Fraction(1)) for one in (before, now))
    return RulesChanges(
        before=before,
        now=now,
        city=_of_lists(before.items, now.items, before.emphasis, now.emphasis),
        towns={code: changes for code, changes in towns.items() if not changes.none},
        annual_weights=(first, second),
    )


def _of_town(before: TownRules, now: TownRules) -> ListChanges:
    dropped = tuple(_dropped(before.drop, now.drop))
    return _of_lists(before.add, now.add, before.emphasis, now.emphasis, dropped)


def _of_lists(
    before: Sequence[Item],
    now: Sequence[Item],
    stressed_before: Sequence[Emphasis],
    stressed_now: Sequence[Emphasis],
    dropped: tuple[Dropped, ...] = (),
) -> ListChanges:
    old, new = ({task.id: task for item in items for task in item.tasks} for items in (before, now))
    old_items, new_items = ({item.id: item for item in items} for items in (before, now))
    return ListChanges(
        added=tuple(task for name, task in new.items() if name not in old),
        gone=tuple(task for name, task in old.items() if name not in new),
        tasks=tuple(_changed(old, new, _OF_TASKS)),
        items=tuple(_changed(old_items, new_items, _OF_ITEMS)),
        emphasis=tuple(_stressed(stressed_before, stressed_now)),
        dropped=dropped,
    )


_OF_TASKS: tuple[tuple[Aspect, Callable[[Task], object]], ...] = (
    (Aspect.TEXT, lambda task: task.text),
    (Aspect.POINTS, lambda task: task.points),
    (Aspect.METHOD, lambda task: (task.method, task.combine)),
    (Aspect.EVIDENCE, lambda task: task.evidence),
)
_OF_ITEMS: tuple[tuple[Aspect, Callable[[Item], object]], ...] = (
    (Aspect.NAME, lambda item: item.name),
    (Aspect.CATEGORY, lambda item: item.category),
    (Aspect.WEIGHT, lambda item: item.weight),
    (Aspect.THEMES, lambda item: frozenset(item.themes)),
    (Aspect.DEPARTMENT, lambda item: item.department),
    (Aspect.VILLAGES, lambda item: item.scope),
)


def _changed(
    old: Mapping[str, T], new: Mapping[str, T], looks: Sequence[tuple[Aspect, Callable[[T], object]]]
) -> Iterator[Changed[T]]:
    """Aspect by aspect, in the order of the later rules."""
    for aspect, look in looks:
        for key, now in new.items():
            if key in old and look(old[key]) != look(now):
                yield Changed(aspect, old[key], now)


def _stressed(before: Sequence[Emphasis], now: Sequence[Emphasis]) -> Iterator[Stressed]:
    old, new = ({one.theme: one for one in listed} for listed in (before, now))
    for theme in dict.fromkeys([*new, *old]):
        pair = Stressed(old.get(theme), new.get(theme))
        if pair.before is None or pair.now is None or pair.before.multiplier != pair.now.multiplier:
            yield pair


def _dropped(before: Sequence[Drop], now: Sequence[Drop]) -> Iterator[Dropped]:
    old, new = ({one.item: one for one in listed} for listed in (before, now))
    for item in dict.fromkeys([*new, *old]):
        if old.get(item) != new.get(item):
            yield Dropped(old.get(item), new.get(item))
