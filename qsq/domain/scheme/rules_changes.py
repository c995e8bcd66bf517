"""What a period's rules ask otherwise than another's: tasks, points, methods, weights, emphasis, burden."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from qsq.domain.scheme.burden import Burden, burden
from qsq.domain.scheme.checklist import Checklist, Emphasis, Item, Task

T = TypeVar("T", Task, Item)


class Aspect(StrEnum):
    """What can differ of a task or an item that both periods have."""

    TEXT = "text"
    POINTS = "points"
    METHOD = "method"
    NAME = "name"
    WEIGHT = "weight"
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
class RulesChanges:
    """What the city asks in two periods; what towns add and drop is theirs."""

    before: Checklist
    now: Checklist
    added: tuple[Task, ...]
    gone: tuple[Task, ...]
    tasks: tuple[Changed[Task], ...]
    items: tuple[Changed[Item], ...]
    emphasis: tuple[Stressed, ...]

    @property
    def burden(self) -> Burden:
        """The load of the later rules against that of the earlier ones."""
        return burden(self.now, self.before, None)

    @property
    def none(self) -> bool:
        """Whether both ask the same."""
        return not (self.added or self.gone or self.tasks or self.items or self.emphasis)


def rules_changes(before: Checklist, now: Checklist) -> RulesChanges:
    """What differs between two periods' rules; their dates differ by nature and are not looked at."""
    old, new = _tasks(before), _tasks(now)
    old_items, new_items = ({item.id: item for item in one.items} for one in (before, now))
    return RulesChanges(
        before=before,
        now=now,
        added=tuple(task for task in now.tasks if task.id not in old),
        gone=tuple(task for task in before.tasks if task.id not in new),
        tasks=tuple(_changed(old, new, _OF_TASKS)),
        items=tuple(_changed(old_items, new_items, _OF_ITEMS)),
        emphasis=tuple(_stressed(before.emphasis, now.emphasis)),
    )


_OF_TASKS: tuple[tuple[Aspect, Callable[[Task], object]], ...] = (
    (Aspect.TEXT, lambda task: task.text),
    (Aspect.POINTS, lambda task: task.points),
    (Aspect.METHOD, lambda task: (task.method, task.combine)),
)
_OF_ITEMS: tuple[tuple[Aspect, Callable[[Item], object]], ...] = (
    (Aspect.NAME, lambda item: item.name),
    (Aspect.WEIGHT, lambda item: item.weight),
    (Aspect.DEPARTMENT, lambda item: item.department),
    (Aspect.VILLAGES, lambda item: item.scope),
)


def _tasks(checklist: Checklist) -> dict[str, Task]:
    return {task.id: task for task in checklist.tasks}


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
