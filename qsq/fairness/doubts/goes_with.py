"""What marks go with: kind, group, size as targets tell it, order of codes, what else is known of villages.

Numbers are held to marks by the rank correlation, names by the share of the variance of the marks' ranks that
they tell. How often chance gives as much is found by giving the marks to other villages, by a seed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, NamedTuple

from qsq.domain.county.places import Village
from qsq.fairness.doubts.chances import as_far, shuffled, standing, told
from qsq.late import library

if TYPE_CHECKING:
    import numpy as np

    from qsq.fairness.columns import Whole
else:
    np = library("numpy")

_DRAWS = 2000
_FEWEST = 20
"""Of fewer villages nothing is asked."""

_THOUSAND, _MILLION = 1000, 1_000_000


OfVillages = Mapping[str, Mapping[str, Fraction]]
"""Numbers of villages, by what they are called and by the villages' codes."""

Targets = Mapping[tuple[str, str], Fraction]
"""The villages' own targets, by village and task."""


class Trait(StrEnum):
    """What a village has besides its marks."""

    KIND = "kind"
    GROUP = "group"
    CODE = "code"
    CODE_IN_TOWN = "code_in_town"
    TOWN_SIZE = "town_size"
    TARGET = "target"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class GoesWith:
    """How far marks go with something.

    Attributes:
        name: of a target, its task; of what an office knows besides, what that calls it; else empty.
        villages: of how many it is known.
        correlation: the rank correlation, above 0 where more of it goes with higher marks; None of names.
        share: of the variance of the marks' ranks that it tells.
        chance: that it tells as much if it has nothing to do with marks.
        told: whether it is worth a question, all questions considered.
    """

    trait: Trait
    name: str
    villages: int
    correlation: Fraction | None
    share: Fraction
    chance: Fraction
    told: bool


class _Question(NamedTuple):
    """A question: for each village what it has; a number, or a name that is one.

    Attributes:
        blocks: the number of each village's block, within which marks are exchanged; villages of a block are
            neighbours.
    """

    trait: Trait
    name: str
    has: "Whole"
    marks: "Whole"
    blocks: "Whole"


def goes_with(
    marked: Iterable[tuple[Village, int]], targets: Targets, seed: int, traits: OfVillages | None = None
) -> tuple[GoesWith, ...]:
    """What a period's city marks, or a year's annual ones, go with; the same seed gives the same chances.

    Args:
        marked: the villages with their marks.
        targets: the villages' own.
        seed: of the chances.
        traits: what else is known of villages, by what it is called.
    """
    dice = np.random.PCG64(seed)
    found = [_answered(one, dice) for one in _questions(marked, targets, traits or {})]
    tells = told([chance for *_rest, chance in found])
    return tuple(
        GoesWith(one.trait, one.name, len(one.has), correlation, share, chance, tell)
        for (one, correlation, share, chance), tell in zip(found, tells, strict=True)
    )


def _questions(
    marked: Iterable[tuple[Village, int]], targets: Targets, traits: OfVillages
) -> Iterator[_Question]:
    """What can be asked: each on at least 20 villages that are not all alike."""
    ordered = sorted(marked, key=lambda one: (one[0].town_code, one[0].code))
    villages = [village for village, _mark in ordered]
    marks, towns = (
        np.array([mark for _village, mark in ordered]),
        _numbers([one.town_code for one in villages]),
    )
    size = np.bincount(towns)[towns]
    by_code = _numbers([one.code for one in villages])
    together = np.zeros(len(villages), np.int64)
    asked = [
        (Trait.KIND, _numbers([one.kind for one in villages]), marks, together),
        (Trait.GROUP, _numbers([one.group for one in villages]), marks, together),
        (Trait.CODE, by_code, marks, together),
        (Trait.CODE_IN_TOWN, _in_blocks(by_code, towns), _in_blocks(marks, towns), towns),
        (Trait.TOWN_SIZE, size, marks, together),
    ]
    for trait, has, held_to, blocks in asked:
        if _tells(has, held_to):
            yield _Question(trait, "", has, held_to, blocks)
    numbered = [(Trait.TARGET, task, numbers) for task, numbers in _by_task(targets).items()]
    numbered += [(Trait.OWN, name, numbers) for name, numbers in traits.items()]
    for trait, name, numbers in numbered:
        rows = np.array([row for row, one in enumerate(villages) if one.code in numbers], dtype=np.int64)
        has = _numbers([numbers[villages[row].code] for row in rows])
        if _tells(has, marks[rows]):
            yield _Question(trait, name, has, marks[rows], together[rows])


def _tells(has: "Whole", marks: "Whole") -> bool:
    return len(has) >= _FEWEST and len(set(has.tolist())) > 1 and len(set(marks.tolist())) > 1


def _numbers(values: Sequence[str] | Sequence[Fraction]) -> "Whole":
    """Whole numbers in the order of the values."""
    return np.unique(np.array(values, dtype=object), return_inverse=True)[1].astype(np.int64)


def _in_blocks(values: "Whole", blocks: "Whole") -> "Whole":
    """How each value stands within its block."""
    found = np.empty(len(values), np.int64)
    for block in set(blocks.tolist()):
        rows = blocks == block
        found[rows] = standing(values[rows])
    return found


def _by_task(targets: Targets) -> OfVillages:
    """The villages' own targets by task: how much of something a village has."""
    found: dict[str, dict[str, Fraction]] = {}
    for (code, task), target in targets.items():
        found.setdefault(task, {})[code] = target
    return found


def _answered(
    one: _Question, dice: "np.random.PCG64"
) -> tuple[_Question, Fraction | None, Fraction, Fraction]:
    """The question with correlation, share and chance."""
    marks = standing(one.marks)
    drawn = marks[shuffled(dice, _DRAWS, one.blocks)]
    spread = int((marks**2).sum())
    if one.trait in (Trait.KIND, Trait.GROUP):
        between, as_much = (_between(one.has, each) for each in (marks, drawn))
        share = Fraction(int(between), spread * _THOUSAND)
        return one, None, share, as_far(int((as_much >= between).sum()), _DRAWS)
    has = standing(one.has)
    product, width = int((has * marks).sum()), int((has**2).sum())
    as_far_apart = int((abs((drawn * has).sum(axis=1)) >= abs(product)).sum())
    correlation = Fraction(product * _MILLION, isqrt(width * spread * _MILLION**2))
    return one, correlation, Fraction(product**2, width * spread), as_far(as_far_apart, _DRAWS)


def _between(names: "Whole", marks: "Whole") -> "Whole":
    """What villages of one name have in common: the sums' squares over their numbers, in thousandths."""
    found: Whole = sum(
        marks[..., names == name].sum(axis=-1) ** 2 * _THOUSAND // int((names == name).sum())
        for name in set(names.tolist())
    )
    return found
