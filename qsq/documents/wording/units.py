"""What a town and a village are called (镇, 街道 or 乡; 村 or 社区, as it is), and who signs for a town."""

from qsq.domain.county.places import Town, VillageKind

_TOWNS = ("街道", "镇", "乡")
_SENDERS = {
    "街道": "中共{name}工作委员会\n{name}办事处",
    "镇": "中共{name}委员会\n{name}人民政府",
    "乡": "中共{name}委员会\n{name}人民政府",
}
_VILLAGES = {VillageKind.VILLAGE: "村", VillageKind.COMMUNITY: "社区"}


def town_word(name: str) -> str:
    """What a town is, by its name's ending; 镇（街道） where the name does not say."""
    return next((word for word in _TOWNS if name.endswith(word)), "镇（街道）")


def town_sender(town: Town) -> str:
    """Who signs a town's papers: its full name as the register has it, else committee and government."""
    if town.full_name:
        return town.full_name.replace("、", "\n").replace("，", "\n")
    return _SENDERS.get(town_word(town.name), "{name}").format(name=town.name)


def village_word(kind: VillageKind | None) -> str:
    """What a village is; 村（社区） for one that is no longer in the register."""
    return "村（社区）" if kind is None else _VILLAGES[kind]
