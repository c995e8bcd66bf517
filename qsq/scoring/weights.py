"""Effective weights and the full marks that follow from them (CONTRACT.md sections 5 and 6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from qsq.domain.county.places import Village
from qsq.domain.scheme.checklist import Checklist, Emphasis, Item
from qsq.domain.values.sharing import share_out


def effective_weight(item: Item, emphasis: Sequence[Emphasis]) -> Fraction:
    """The item's weight times the multipliers of the emphasised themes that it carries."""
    return item.weight * prod(stress.multiplier for stress in emphasis if stress.theme in item.themes)


@dataclass(frozen=True, slots=True)
class WeightedItem:
    """An item as one town's villages are marked on it.

    Attributes:
        applies: False where the town drops it.
        city_weight: effective weight in the city mark; None for an item that the town added.
        town_weight: effective weight in the town mark.
    """

    item: Item
    applies: bool
    city_weight: Fraction | None
    town_weight: Fraction


def weighted_items(checklist: Checklist, town_code: str) -> tuple[WeightedItem, ...]:
    """A town's items with their weights: the city's in file order, then the added ones."""
    rules = checklist.of_town(town_code)
    both = checklist.emphasis + rules.emphasis
    return tuple(
        WeightedItem(
            item=item,
            applies=item.id not in rules.dropped,
            city_weight=None if item in rules.add else effective_weight(item, checklist.emphasis),
            town_weight=effective_weight(item, both),
        )
        for item in checklist.items_of(town_code)
    )


def weighted_items_for(checklist: Checklist, village: Village) -> tuple[WeightedItem, ...]:
    """The items that a village is asked, with their weights."""
    every = weighted_items(checklist, village.town_code)
    return tuple(one for one in every if one.applies and one.item.is_for(village))


@dataclass(frozen=True, slots=True)
class FullMark:
    """The most that an item can bring, in units; None for a town's item in the city mark."""

    town: int
    city: int | None


def full_marks(applicable: Sequence[WeightedItem], total: int) -> tuple[FullMark, ...] | None:
    """The full marks of a village's applicable items; those of each mark add up to `total`.

    None where no item of the city's is among them: such a village has no city mark.
    """
    city_weights = [item.city_weight for item in applicable if item.city_weight is not None]
    if not city_weights:
        return None
    of_town = share_out(total, [item.town_weight for item in applicable])
    of_city = iter(share_out(total, city_weights))
    return tuple(
        FullMark(full, None if item.city_weight is None else next(of_city))
        for item, full in zip(applicable, of_town, strict=True)
    )
