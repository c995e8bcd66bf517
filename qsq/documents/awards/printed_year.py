"""A year's list as its papers are made from it, and what their tables have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qsq.awards.standing import Cadre
from qsq.documents.document import Cells, Column
from qsq.documents.wording.standing_facts import number_room, standing_facts
from qsq.documents.wording.worded import Facts
from qsq.domain.county.places import Village
from qsq.domain.results.recorded import RecordedHonour
from qsq.domain.scheme.scheme import Honour, Scheme
from qsq.domain.values.money import fen
from qsq.domain.values.numbers import read_number

NUMBER = Column("序号", 5, Cells.COUNT)
PLACE_COLUMNS = (Column("荣誉", 8, Cells.CENTRED), Column("镇（街道）", 12), Column("村（社区）", 14))


@dataclass(frozen=True, slots=True)
class PrintedYear:
    """A year's list as its documents are made from it.

    Attributes:
        name: the year's, such as 2023.
        code: the list's check code; empty for one that is not recorded.
        honoured: the villages that take an honour, in order.
        cadres: by id.
        day: of the documents that follow from a confirmed list; None before.
        draft: whether the list is not confirmed.
    """

    scheme: Scheme
    name: str
    revision: int
    code: str
    honoured: Sequence[RecordedHonour]
    villages: Mapping[str, Village]
    towns: Mapping[str, str]
    cadres: Mapping[str, Cadre]
    day: date | None
    draft: bool

    def facts(self, **more: object) -> Facts:
        """What every wording of a year's documents may name, and more."""
        stamp = f"第{self.revision}版 · 校验码 {self.code}" if self.code else ""
        return {
            **standing_facts(self.scheme),
            "year": self.name,
            "number_room": number_room(self.day),
            "stamp": stamp,
            **more,
        }

    def place(self, one: RecordedHonour) -> tuple[str, str, str]:
        """A village's honour, town and name."""
        village = self.villages.get(one.village_code)
        honour = self.honour(one)
        if village is None:
            return honour.name, "", one.village_code
        return honour.name, self.towns[village.town_code], village.name

    def honour(self, one: RecordedHonour) -> Honour:
        """A village's honour."""
        return next(honour for honour in self.scheme.annual.honours if honour.id == one.honour)

    def by_honour(self) -> list[tuple[Honour, list[RecordedHonour]]]:
        """The honours that were given, with their villages."""
        pairs = [
            (honour, [one for one in self.honoured if one.honour == honour.id])
            for honour in self.scheme.annual.honours
        ]
        return [(honour, given) for honour, given in pairs if given]

    def by_town(self) -> list[RecordedHonour]:
        """The villages by town; within one, in the order of the list."""
        towns = {code: village.town_code for code, village in self.villages.items()}
        return sorted(self.honoured, key=lambda one: towns.get(one.village_code, ""))

    def total(self, key: Literal["prize", "welfare", "cadres"]) -> int:
        """An amount of all honoured villages, in fen."""
        return sum(fen_of(getattr(one, key)) for one in self.honoured)


def fen_of(text: str) -> int:
    """A recorded amount in fen."""
    return fen(read_number(text))
