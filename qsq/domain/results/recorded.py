"""Results as they were recorded: figures as they were printed, never counted anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RecordedItem:
    """A village's marks of an item; none where it is not applicable."""

    item: str
    full: str | None
    mark: str | None
    city_full: str | None
    city_mark: str | None


@dataclass(frozen=True, slots=True)
class RecordedShort:
    """A condition of a better grade that a village did not fulfil.

    Attributes:
        grade: the better grade's id.
        condition: as the rule names it, `no_veto` or `every_period`.
        of: the category, item or period that fell short; else empty.
        found: the mark, or the village's place among those that fulfil the rest; empty for the others.
        wanted: the least mark, or the number of places.
    """

    grade: str
    condition: str
    of: str
    found: str
    wanted: str


@dataclass(frozen=True, slots=True)
class RecordedMoney:
    """What a reward is made of, in yuan; `unpaid` says why a village takes nothing of it."""

    place: str
    base: str
    grade: str
    unpaid: str | None


@dataclass(frozen=True, slots=True)
class RecordedVillage:
    """A village's result.

    Attributes:
        bonus: after its cap, as is `deduction`.
        reward: in yuan.
        yellow_card: why one falls; None where none does.
        grade: the id of its grade; None where the scheme has none.
        short: why it took no better grade, for each better one.
        money: what its reward is made of; None in results of the first version.
    """

    village_code: str
    village_name: str
    town_code: str
    town_mark: str
    city_mark: str
    rank: int
    city_rank: int
    vetoed: bool
    bonus: str
    deduction: str
    reward: str
    yellow_card: str | None
    grade: str | None
    items: tuple[RecordedItem, ...]
    short: tuple[RecordedShort, ...] = ()
    money: RecordedMoney | None = None

    @property
    def place(self) -> tuple[str, int, str]:
        """Sorts villages by town and rank."""
        return self.town_code, self.rank, self.village_code


@dataclass(frozen=True, slots=True)
class RecordedEntry:
    """An item of the list that was evaluated."""

    item: str
    name: str
    category: str
    department: str


@dataclass(frozen=True, slots=True)
class RecordedVeto:
    """A veto; `basis` None where it names none."""

    village_code: str
    reason: str
    basis: str | None


@dataclass(frozen=True, slots=True)
class RecordedTown:
    """A town's mark and rank, and how many villages they rest on."""

    town_code: str
    mark: str
    rank: int
    villages: int


@dataclass(frozen=True, slots=True)
class RecordedResult:
    """A period's result.

    Attributes:
        villages: in the order of their codes.
        checklist: the city's items, in order.
        added: the towns' own items by town code.
        towns: in the order of their codes; none in results of the first version.
        grades: names by id, best first; none where the scheme has none.
    """

    villages: tuple[RecordedVillage, ...]
    checklist: tuple[RecordedEntry, ...]
    added: Mapping[str, tuple[RecordedEntry, ...]]
    vetoes: tuple[RecordedVeto, ...]
    towns: tuple[RecordedTown, ...] = ()
    grades: Mapping[str, str] = field(default_factory=dict)

    @property
    def out_of(self) -> str:
        """What the marks are out of, with all their decimals; each village's full marks add up to it."""
        fulls = [Decimal(item.city_full) for item in self.villages[0].items if item.city_full is not None]
        return str(sum(fulls, Decimal(0)))

    def of(self, village_code: str) -> RecordedVillage | None:
        """A village's result; None where it has none."""
        return next((one for one in self.villages if one.village_code == village_code), None)

    def of_town(self, town_code: str) -> tuple[RecordedVillage, ...]:
        """A town's villages in the order of their rank."""
        own = (one for one in self.villages if one.town_code == town_code)
        return tuple(sorted(own, key=lambda one: one.place))

    def town_codes(self) -> tuple[str, ...]:
        """The towns of its villages, sorted."""
        return tuple(sorted({one.town_code for one in self.villages}))

    def items_of(self, town_code: str) -> dict[str, str]:
        """Names of the items that a town's villages know, the town's own among them."""
        return {one.item: one.name for one in (*self.checklist, *self.added.get(town_code, ()))}


@dataclass(frozen=True, slots=True)
class RecordedMember:
    """What a cadre takes of a prize, in yuan."""

    cadre: str
    share: str
    uplift: str


@dataclass(frozen=True, slots=True)
class RecordedHonour:
    """A village on a year's list; amounts in yuan.

    Attributes:
        improvement: the latest mark against the mean of its own, signed; None where no rule looks at it.
    """

    village_code: str
    honour: str
    annual_mark: str
    order: int
    prize: str
    welfare: str
    cadres: str
    members: tuple[RecordedMember, ...]
    grade: str | None = None
    improvement: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedTotals:
    """Sums of a year in yuan."""

    prizes: str
    welfare: str
    cadres: str
    uplift: str
    period_rewards: str


@dataclass(frozen=True, slots=True)
class RecordedAnnual:
    """A village's year; `grade` None where the scheme has none, `short` as in a period's."""

    village_code: str
    mark: str
    grade: str | None
    short: tuple[RecordedShort, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedYear:
    """A year's list.

    Attributes:
        honours: in order.
        periods: the periods that it rests on, with their revisions.
        villages: all that have an annual mark, in the order of their codes; none in the first version.
        towns: in the order of their codes; none in lists of the first version.
    """

    year: str
    honours: tuple[RecordedHonour, ...]
    totals: RecordedTotals
    periods: Mapping[str, int]
    villages: tuple[RecordedAnnual, ...] = ()
    towns: tuple[RecordedTown, ...] = ()

    def of(self, village_code: str) -> RecordedAnnual | None:
        """A village's year; None where it has none, or none is recorded."""
        return next((one for one in self.villages if one.village_code == village_code), None)
