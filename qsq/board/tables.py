"""What the pages of a period, of a year's list and of its burden show, row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from qsq.board.facts import PeriodFacts, YearFacts
from qsq.board.words import Language, short_period
from qsq.domain.county.places import VillageKind
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.results.town_notice import town_notice
from qsq.domain.scheme.burden import Burden, burden
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import PoolField
from qsq.domain.values.periods import Period


@dataclass(frozen=True, slots=True)
class RankedVillage:
    """A village in a period's ranks: its recorded figures, its town, its pool where towns have several."""

    figures: RecordedVillage
    town: str
    pool: str
    marks: Mapping[str, tuple[str, str]]


class PeriodTables:
    """A period's ranks for the city and for each town."""

    def __init__(self, facts: PeriodFacts, words: SimpleNamespace) -> None:
        self.facts = facts
        self.words = words
        self.names = facts.register.town_names()
        self.registered = {village.code: village for village in facts.register.villages}
        self.pools = [field for field in facts.scheme.ranking.pool if field is not PoolField.TOWN]

    def towns(self) -> list[tuple[str, str, int]]:
        """Codes and names of the towns with how many villages each has, in the order of their codes."""
        counts: dict[str, int] = {}
        for village in self.facts.figures.villages:
            counts[village.town_code] = counts.get(village.town_code, 0) + 1
        return [(code, self.names.get(code, code), count) for code, count in sorted(counts.items())]

    def city(self) -> list[RankedVillage]:
        """All villages by city rank, then code."""
        listed = sorted(self.facts.figures.villages, key=lambda one: (one.city_rank, one.village_code))
        return [self._row(one, {}) for one in listed]

    def town(self, code: str) -> list[RankedVillage]:
        """A town's villages by pool, rank, then code."""
        notice = town_notice(self.facts.figures, code)
        rows = [self._row(one.figures, one.marks) for one in notice.villages]
        return sorted(rows, key=lambda row: (row.pool, row.figures.rank, row.figures.village_code))

    def items_of(self, town_code: str) -> list[tuple[str, str]]:
        """Ids and names of the items that a town's villages know, its own last."""
        listed = self.facts.figures.items_of(town_code)
        return list(listed.items())

    def pool_fields(self) -> str:
        """What villages that are ranked together have in common."""
        words = self.words
        fields = self.facts.scheme.ranking.pool
        return str(words.list_mark.join(getattr(words, f"pool_{field}") for field in fields))

    def _row(self, figures: RecordedVillage, marks: Mapping[str, tuple[str, str]]) -> RankedVillage:
        town = self.names.get(figures.town_code, figures.town_code)
        return RankedVillage(figures, town, self._pool(figures.village_code), marks)

    def _pool(self, code: str) -> str:
        village = self.registered[code]
        kind = self.words.community if village.kind is VillageKind.COMMUNITY else self.words.village_kind
        parts = {PoolField.KIND: kind, PoolField.GROUP: village.group}
        return " · ".join(str(parts[field]) for field in self.pools)


@dataclass(frozen=True, slots=True)
class PeriodBurden:
    """A period's load."""

    period: Period
    name: str
    burden: Burden


@dataclass(frozen=True, slots=True)
class BurdenTable:
    """A year's load: each period's, and `items / tasks` by department and by town for each period."""

    periods: tuple[PeriodBurden, ...]
    departments: tuple[tuple[str, tuple[str, ...]], ...]
    towns: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def first(self) -> str:
        """The name of the year's first period; empty where no list is shown."""
        return self.periods[0].name if self.periods else ""


_NONE = "—"


def burden_table(
    year: YearFacts, earlier: Mapping[Period, Checklist], language: Language, words: SimpleNamespace
) -> BurdenTable:
    """A year's load.

    Args:
        year: the year.
        earlier: the lists of all years, to compare with the period before.
        language: of the periods' names.
        words: of that language.
    """
    first = year.checklists[0] if year.checklists else None
    periods = tuple(
        PeriodBurden(
            one.period,
            short_period(one.period, language),
            burden(one, earlier.get(one.period.previous), first),
        )
        for one in year.checklists
    )
    return BurdenTable(
        periods,
        tuple(_by_department(year, periods, words)),
        tuple(_by_town(year, words)),
    )


def _by_department(
    year: YearFacts, periods: Sequence[PeriodBurden], words: SimpleNamespace
) -> Iterator[tuple[str, tuple[str, ...]]]:
    loads = [{one.department: one.now for one in period.burden.departments} for period in periods]
    issuing = dict.fromkeys(item.department for one in year.checklists for item in one.items)
    for department in issuing:
        found = [load.get(department) for load in loads]
        cells = (
            words.load.format(items=load.items, tasks=load.tasks) if load and load.items else _NONE
            for load in found
        )
        yield year.departments.get(department, department), tuple(cells)


def _by_town(year: YearFacts, words: SimpleNamespace) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The towns that add items of their own, in the order of their codes."""
    adding = sorted({town.town_code for one in year.checklists for town in one.towns if town.add})
    for code in adding:
        added = [one.of_town(code).add for one in year.checklists]
        cells = (
            words.load.format(items=len(items), tasks=sum(len(item.tasks) for item in items))
            if items
            else _NONE
            for items in added
        )
        yield year.towns.get(code, code), tuple(cells)
