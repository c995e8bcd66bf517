"""A recorded period as its documents are made from it, and what their tables have in common."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from qsq.documents.document import Cells, Column
from qsq.documents.score.grades import GRADE, grade_of
from qsq.documents.wording.standing_facts import number_room, standing_facts
from qsq.documents.wording.units import town_word
from qsq.documents.wording.worded import Facts
from qsq.domain.county.places import Register, Town, VillageKind
from qsq.domain.results.recorded import RecordedTown, RecordedVillage
from qsq.domain.scheme.scheme import PoolField, Scheme
from qsq.domain.values.money import fen
from qsq.domain.values.numbers import read_number
from qsq.scoring.ranking import PoolKey, pool_of

PLACE_COLUMNS = (Column("镇（街道）", 14), Column("村（社区）", 18))
RANK = Column("名次", 6, Cells.COUNT)
MARK = Column("得分", 8, Cells.FIGURE)
CARDS = {"veto": "一票否决", "below": "得分低于标准", "last": "排名末位"}
"""Why a yellow card falls, as papers say it."""


def card_told(village: RecordedVillage) -> str:
    """Why a village takes a yellow card; empty where it takes none."""
    return "" if village.yellow_card is None else CARDS[village.yellow_card]


@dataclass(frozen=True)
class PrintedPeriod:
    """A recorded period as its documents are made from it.

    Attributes:
        name: the period's, in Chinese.
        revision: the result's.
        towns: names by code.
        register: as the result was recorded with it.
        basis: what the period's list rests on; empty where it names nothing.
        day: of the documents that follow from a final result; None before.
        draft: whether the result is not final.
        provisional: what is said of a result that read missing observations otherwise; empty of any other.
        grades: names by id, best first; none where the scheme has none.
        town_marks: the towns' marks and ranks, where the scheme has them printed.
    """

    scheme: Scheme
    name: str
    revision: int
    villages: Sequence[RecordedVillage]
    towns: Mapping[str, str]
    register: Register
    basis: str
    day: date | None
    draft: bool
    provisional: str
    grades: Mapping[str, str] = field(default_factory=dict)
    town_marks: Sequence[RecordedTown] = ()

    def facts(self, check: str, /, **more: object) -> Facts:
        """What every wording of a period's documents may name, and more; `check` is the check code."""
        return {
            **standing_facts(self.scheme),
            "period": self.name,
            "number_room": number_room(self.day),
            "stamp": f"第{self.revision}版{self.provisional} · 校验码 {check}",
            **more,
        }

    def parts(self, items: Mapping[str, str]) -> dict[str, str]:
        """Names of the categories, and of these items."""
        return self.scheme.category_names() | dict(items)

    def town(self, code: str) -> Town:
        """A town of the register; one that it no longer has is called by its code."""
        return self.register.town(code)

    def kind(self, village: str) -> VillageKind | None:
        """A village's kind; None for one that is no longer in the register."""
        return self._kinds.get(village)

    def standing(self, village: RecordedVillage) -> str:
        """Where a village stands among those that it was ranked with: 全镇46个村（社区）第46名."""
        own, among = self.pools.get(village.village_code), self._among(village)
        beside = self._sizes[own]
        return f"{among}{beside}个村（社区）第{village.rank}名" if own else f"同组第{village.rank}名"

    def _among(self, village: RecordedVillage) -> str:
        match self.scheme.ranking.pool:
            case ():
                return f"全{self.scheme.city_level}"
            case (PoolField.TOWN,):
                return f"全{town_word(self.towns.get(village.town_code, village.town_code))}"
            case _:
                return "同组"

    @cached_property
    def pools(self) -> dict[str, PoolKey]:
        """The pool of each village, by its code."""
        fields = self.scheme.ranking.pool
        return {village.code: pool_of(village, fields) for village in self.register.villages}

    @cached_property
    def _sizes(self) -> Counter[PoolKey | None]:
        return Counter(self.pools.get(one.village_code) for one in self.villages)

    @cached_property
    def _kinds(self) -> dict[str, VillageKind]:
        return {one.code: one.kind for one in self.register.villages}

    @property
    def grade_column(self) -> tuple[Column, ...]:
        """The column of the grade, where the scheme has grades."""
        return (GRADE,) if self.grades else ()

    def grade_cell(self, village: RecordedVillage) -> tuple[str, ...]:
        """Its cell for a village."""
        return (grade_of(village, self.grades),) if self.grades else ()

    def place(self, village: RecordedVillage) -> tuple[str, str]:
        """A village's town and name."""
        return self.towns.get(village.town_code, village.town_code), village.village_name


def rewarded_of(period: PrintedPeriod) -> list[RecordedVillage]:
    """The villages that take a reward, by town and rank."""
    return [one for one in _ordered(period.villages) if fen(read_number(one.reward))]


def carded_of(period: PrintedPeriod) -> list[RecordedVillage]:
    """The villages that take a yellow card, by town and rank."""
    return [one for one in _ordered(period.villages) if one.yellow_card is not None]


def _ordered(villages: Sequence[RecordedVillage]) -> list[RecordedVillage]:
    return sorted(villages, key=lambda one: one.place)


def sum_of_rewards(villages: Sequence[RecordedVillage]) -> int:
    """What villages take in all, in fen."""
    return sum(fen(read_number(one.reward)) for one in villages)
