"""Burden that lists hide: forms that a village is asked for, and the same, or nearly, asked by several."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from math import floor

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


@dataclass(frozen=True, slots=True)
class AskedAlike:
    """Two departments' tasks that ask nearly the same; `share` of their pairs of characters are the same."""

    one: AskedTask
    other: AskedTask
    share: Fraction

    @property
    def whole(self) -> Fraction:
        """The share in whole percent, rounded down."""
        return Fraction(floor(self.share * 100), 100)


NEAR = Fraction(3, 5)
"""From this share on two texts ask nearly the same."""


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
    return tuple(one for one in asked if wants_forms(one.task))


def wants_forms(task: Task) -> bool:
    """Whether a task asks a village for forms."""
    return any(word in task.text + task.evidence for word in FORM_WORDS)


def asked_alike(asked: Sequence[AskedTask]) -> tuple[AskedAlike, ...]:
    """Different departments' tasks that ask nearly the same, the nearest first; not what is the same.

    Two texts are compared by Dice's coefficient: twice the pairs of neighbouring letters and characters that
    both have, over the pairs of either. What a department asks again in a later period counts once.
    """
    first: dict[tuple[str, str], AskedTask] = {}
    for one in asked:
        first.setdefault((one.item.department, _letters(one.task.text)), one)
    found = []
    counted = [(one, text, _pairs(text)) for (_department, text), one in first.items()]
    for (one, text, mine), (other, text_of_other, theirs) in combinations(counted, 2):
        if one.item.department == other.item.department or text == text_of_other:
            continue
        share = Fraction(2 * (mine & theirs).total(), (mine.total() + theirs.total()) or 1)
        if share >= NEAR:
            found.append(AskedAlike(one, other, share))
    return tuple(sorted(found, key=lambda alike: -alike.share))


def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(text))


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
