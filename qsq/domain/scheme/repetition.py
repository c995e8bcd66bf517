"""Burden that lists hide: forms that a village is asked for, and the same thing asked by several."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qsq.domain.scheme.checklist import Checklist, Item, Task
from qsq.domain.values.periods import Period

FORM_WORDS = ("报表", "表册", "台账", "资料", "材料", "照片", "截图", "佐证")
"""A task whose text or evidence has one of these words asks for forms."""


@dataclass(frozen=True, slots=True)
class AskedTask:
    """A task as a period's list asks it."""

    period: Period
    item: Item
    task: Task


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same thing asked by several departments.

    Attributes:
        what: the text or the item's name, as it was asked first.
        asked: the first time that each department asks for it, in the order of the lists.
    """

    what: str
    asked: tuple[AskedTask, ...]


def all_asked(checklists: Iterable[Checklist]) -> tuple[AskedTask, ...]:
    """The city's tasks of several lists, in their order."""
    return tuple(
        AskedTask(checklist.period, item, task)
        for checklist in checklists
        for item in checklist.items
        for task in item.tasks
    )


def asks_for_forms(asked: Sequence[AskedTask]) -> tuple[AskedTask, ...]:
    """The tasks that ask a village for forms."""
    return tuple(
        one for one in asked if any(word in one.task.text + one.task.evidence for word in FORM_WORDS)
    )


def asked_twice(asked: Sequence[AskedTask]) -> tuple[Repeated, ...]:
    """What several departments ask: tasks of the same letters and characters, then items of the same name.

    Punctuation, spaces and digits are not looked at, nor capitals.
    """
    texts = _repeated((_letters(one.task.text), one.task.text, one) for one in asked)
    names = _repeated((_letters(one.item.name), one.item.name, one) for one in asked)
    return (*texts, *names)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalpha())


def _repeated(keyed: Iterable[tuple[str, str, AskedTask]]) -> Iterator[Repeated]:
    found: dict[str, tuple[str, dict[str, AskedTask]]] = {}
    for key, what, one in keyed:
        _first, by_department = found.setdefault(key, (what, {}))
        by_department.setdefault(one.item.department, one)
    for what, by_department in found.values():
        if len(by_department) > 1:
            yield Repeated(what, tuple(by_department.values()))
