"""What a town and a village are called in running text: 镇, 街道 or 乡; 村 or 社区, as the unit is."""

from qsq.domain.county.places import VillageKind

_TOWNS = ("街道", "镇", "乡")
_VILLAGES = {VillageKind.VILLAGE: "村", VillageKind.COMMUNITY: "社区"}


def town_word(name: str) -> str:
    """What a town is, by its name's ending; 镇（街道） where the name does not say."""
    return next((word for word in _TOWNS if name.endswith(word)), "镇（街道）")


def village_word(kind: VillageKind | None) -> str:
    """What a village is; 村（社区） for one that is no longer in the register."""
    return "村（社区）" if kind is None else _VILLAGES[kind]
