"""Where full marks come from: each item's weight with its multipliers, and how the total is shared out."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from types import SimpleNamespace

from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.numbers import plain
from qsq.scoring.marks import VillageMarks
from qsq.scoring.weights import WeightedItem, weighted_items


class WeightsTold:
    """A period's weights; what villages of a town share is put into words once."""

    def __init__(self, scheme: Scheme, checklist: Checklist, words: SimpleNamespace) -> None:
        self._checklist, self._words = checklist, words
        self._total = plain(scheme.marks.scale.exact(scheme.marks.total))
        self._weights: dict[str, dict[str, str]] = {}
        self._told: dict[tuple[str, tuple[bool, ...]], str] = {}

    def weight(self, town: str, item: str) -> str:
        """`8×1.5`: an item's own weight, then by how much each emphasised theme of it counts."""
        if town not in self._weights:
            self._weights[town] = dict(self._products(town))
        return self._weights[town][item]

    def told(self, marks: VillageMarks) -> str:
        """How the total is shared out to the items that apply to a village, and what is emphasised."""
        key = marks.village.town_code, tuple(one.full is not None for one in marks.items)
        if key not in self._told:
            self._told[key] = self._shared_out(*key)
        return self._told[key]

    def _products(self, town: str) -> Iterator[tuple[str, str]]:
        stresses = (*self._checklist.emphasis, *self._checklist.of_town(town).emphasis)
        for item in self._checklist.items_of(town):
            multipliers = [one.multiplier for one in stresses if one.theme in item.themes]
            yield item.id, "×".join(map(plain, (item.weight, *multipliers)))

    def _shared_out(self, town: str, applies: tuple[bool, ...]) -> str:
        words = self._words
        every = weighted_items(self._checklist, town)
        counted = [one for one, applied in zip(every, applies, strict=True) if applied]
        told = words.how_full.format(total=self._total, town=_sum(counted), city=_city_sum(counted))
        stresses = [*self._city_stresses, *self._stresses(town)]
        if not stresses:
            return str(told)
        return str(
            words.sentence_gap.join((told, words.stresses.format(stresses=words.list_mark.join(stresses))))
        )

    @cached_property
    def _city_stresses(self) -> list[str]:
        return [f"{one.name}×{plain(one.multiplier)}" for one in self._checklist.emphasis]

    def _stresses(self, town: str) -> Iterator[str]:
        """What a town emphasises on its own."""
        words = self._words
        for one in self._checklist.of_town(town).emphasis:
            yield words.stress_town.format(theme=one.name, multiplier=plain(one.multiplier))


def _sum(items: list[WeightedItem]) -> str:
    return plain(sum((one.town_weight for one in items), Fraction(0)))


def _city_sum(items: list[WeightedItem]) -> str:
    weights = (one.city_weight for one in items if one.city_weight is not None)
    return plain(sum(weights, Fraction(0)))
