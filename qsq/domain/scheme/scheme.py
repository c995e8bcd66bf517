"""The standing rules of rules/scheme.yaml (CONTRACT.md sections 6-8)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from qsq.domain.values.digests import DigestKind
from qsq.domain.values.numbers import Scale
from qsq.domain.values.periods import Period, PeriodKind

TIME_ZONE = "Asia/Shanghai"
"""The time zone of schemes that name none."""


class Missing(StrEnum):
    """What a missing observation means (CONTRACT.md section 4)."""

    BLOCK = "block"
    EXCLUDE = "exclude"
    ZERO = "zero"


class PoolField(StrEnum):
    """What the villages of a pool have in common."""

    TOWN = "town"
    KIND = "kind"
    GROUP = "group"


class TieRule(StrEnum):
    """What a tie-break looks at."""

    CATEGORY = "category"
    ITEM = "item"
    LEAST_DEDUCTIONS = "least_deductions"
    MOST_BONUS = "most_bonus"
    FEWEST_YELLOW_CARDS = "fewest_yellow_cards"
    BEST_PERIOD = "best_period"
    LATEST_PERIOD = "latest_period"
    IMPROVEMENT = "improvement"


@dataclass(frozen=True, slots=True)
class TieBreak:
    """One key of a tie-break; `id` is the category's or item's, else empty."""

    rule: TieRule
    id: str = ""

    @property
    def name(self) -> str:
        """What it is called: `item:grain`, `most_bonus`."""
        return f"{self.rule}:{self.id}" if self.id else str(self.rule)


@dataclass(frozen=True, slots=True)
class Category:
    """A field of work."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The mark of a village that does everything, in units of the last decimal place."""

    total: int
    scale: Scale


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that bonuses and deductions can change a mark, in points; None is no limit."""

    bonus: Fraction | None = None
    deduction: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """How pools are made and ties are broken; whether documents print the towns' ranks."""

    pool: tuple[PoolField, ...]
    tie_break: tuple[TieBreak, ...]
    shows_towns: bool = False


@dataclass(frozen=True, slots=True)
class GradeRule:
    """等次: what a mark must fulfil for a grade; what is None is not asked.

    Attributes:
        least: the mark, in points.
        each_category: the share of its full marks that every category needs.
        each_item: the share of its full mark that every item needs.
        at_most: the share of the villages that can take the grade.
        every_period: of a year's grade, the period's grade that every period needs; empty for none.
    """

    id: str
    name: str
    least: Fraction | None = None
    each_category: Fraction | None = None
    each_item: Fraction | None = None
    at_most: Fraction | None = None
    every_period: str = ""


@dataclass(frozen=True, slots=True)
class Rewards:
    """A period's rewards, in fen: a pot or amounts for the places, and what else a village takes.

    Attributes:
        pool: the pot, which is shared out to the pools.
        places: shares of a pool's part that add up to 1, first place first.
        amounts: what the places of every pool take, first place first, where there is no pot.
        base: for every village.
        by_grade: by the grade's id.
        least: the town mark, in points, under which a village takes nothing.
    """

    pool: int = 0
    places: tuple[Fraction, ...] = ()
    amounts: tuple[int, ...] = ()
    base: int = 0
    by_grade: Mapping[str, int] = field(default_factory=dict)
    least: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class YellowCardRule:
    """When a yellow card falls; marks in points."""

    last: int
    below: Fraction
    spare_at: Fraction
    smallest_pool: int


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """How long a public notice hangs; five days where a scheme does not say.

    Attributes:
        margins: whether it tells by how much weights must change before two villages at a border swap.
    """

    working_days: int = 5
    first_day_counts: bool = True
    margins: bool = False


@dataclass(frozen=True, slots=True)
class CityOffice:
    """The city's office as a scheme names it: whom villagers turn to; what is not said is empty.

    Attributes:
        short: its name within a sentence.
        contact: a person.
    """

    name: str = ""
    short: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""

    @property
    def to_ask(self) -> str:
        """Whom one asks, and under which number; empty where neither is known."""
        return "　".join(filter(None, (self.contact, self.phone)))


@dataclass(frozen=True, slots=True)
class VisitRule:
    """How often someone visits: `at_least` times every `every` (week or month)."""

    every: str
    at_least: int


@dataclass(frozen=True, slots=True)
class Visits:
    """三包三联."""

    city_leader: VisitRule
    town_officer: VisitRule


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """When a village is called in; all are shares.

    Attributes:
        slow: of its tasks that are due, the share not done from which it is slow.
        poor: the mean share done of its tasks that are due under which it is poor.
        far_behind: how much less than the mean of its town it has done of one task.
    """

    slow: Fraction
    poor: Fraction
    far_behind: Fraction


@dataclass(frozen=True, slots=True)
class Honour:
    """An honour of the year.

    Attributes:
        count: how many villages take it; None is all that it is open to.
        prize: in fen.
        uplift: a share of a cadre's base bonus.
        grade: the annual grade that it asks for, or a better one; empty for none.
        by_improvement: whether it goes to those that improved most, and not by the annual mark.
    """

    id: str
    name: str
    count: int | None
    prize: int
    uplift: Fraction
    grade: str = ""
    by_improvement: bool = False


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What a village must fulfil to be honoured; what is None is not asked."""

    min_periods: int = 0
    max_yellow_cards: int | None = None
    forbid_veto: bool = False
    min_mark: Fraction | None = None
    recommend_quota: Fraction | None = None


@dataclass(frozen=True, slots=True)
class PrizeSplit:
    """The two halves of a prize; they add up to 1."""

    welfare: Fraction
    cadres: Fraction


class CadreShare(StrEnum):
    """How the cadres of a village share their half."""

    EQUAL = "equal"
    BY_BASE = "by_base"


@dataclass(frozen=True, slots=True)
class MeritQuotaRule:
    """The share of cadres who may be rated excellent, and how much more in honoured villages."""

    base: Fraction
    increase: Fraction


@dataclass(frozen=True, slots=True)
class Annual:
    """The rules of the year.

    Attributes:
        weights: by the periods' keys; 1 where one is not named.
        honours: in file order; none where the scheme gives no awards.
        grades: best first; none where the scheme has none.
    """

    weights: Mapping[str, Fraction] = field(default_factory=dict)
    review_share: Fraction = Fraction(0)
    eligibility: Eligibility = Eligibility()
    tie_break: tuple[TieBreak, ...] = ()
    honours: tuple[Honour, ...] = ()
    prize_split: PrizeSplit = PrizeSplit(Fraction(1), Fraction(0))
    cadre_share: CadreShare = CadreShare.EQUAL
    merit_quota: MeritQuotaRule | None = None
    grades: tuple[GradeRule, ...] = ()

    def weight_of(self, period: Period) -> Fraction:
        """What a period counts in the annual mark."""
        return self.weights.get(period.key, Fraction(1))

    @property
    def by_order(self) -> tuple[Honour, ...]:
        """The honours that go by the annual mark; those by improvement come after them."""
        return tuple(one for one in self.honours if not one.by_improvement)

    @property
    def looks_at_improvement(self) -> bool:
        """Whether a tie-break or an honour goes by how much villages improved."""
        breaks = any(key.rule is TieRule.IMPROVEMENT for key in self.tie_break)
        return breaks or len(self.by_order) < len(self.honours)


class WhenMore(StrEnum):
    """What becomes of a list that asks more than it may."""

    WARN = "warn"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class BurdenRule:
    """The most tasks of the city's list in a period."""

    most_tasks: int
    when_more: WhenMore = WhenMore.WARN


@dataclass(frozen=True, slots=True)
class Scheme:
    """All standing rules of a city; what is None the scheme does without.

    Attributes:
        city_level: what texts call its level: 市, 县, 区, 旗.
        time_zone: in which days are counted.
        ledger_digest: by which a ledger that begins now is kept: `sha256` or `sm3`.
        recheck_limit: the risk at which a second look is enough.
    """

    name: str
    city_code: str
    city_name: str
    period: PeriodKind
    marks: Marks
    missing: Missing
    caps: Caps
    categories: tuple[Category, ...]
    ranking: Ranking
    rewards: Rewards = field(default_factory=Rewards)
    yellow_card: YellowCardRule | None = None
    annual: Annual = field(default_factory=Annual)
    notice: NoticeRule = NoticeRule()
    city_level: str = "市"
    office: CityOffice = CityOffice()
    visits: Visits | None = None
    lead_days: int = 0
    reminders: ReminderRule | None = None
    grades: tuple[GradeRule, ...] = ()
    time_zone: str = TIME_ZONE
    recheck_limit: Fraction = Fraction(1, 10)
    burden: BurdenRule | None = None
    ledger_digest: DigestKind = DigestKind.SHA256

    @property
    def office_name(self) -> str:
        """What papers are signed with."""
        return self.office.name or f"{self.city_name}村级工作评比办公室"

    @property
    def office_short(self) -> str:
        """The office within a sentence."""
        return self.office.short or self.office.name or f"{self.city_level}评比办"

    def category_names(self) -> dict[str, str]:
        """Category ids to names."""
        return {category.id: category.name for category in self.categories}
