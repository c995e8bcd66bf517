"""The standing rules of rules/scheme.yaml (CONTRACT.md sections 6-8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from qsq.domain.numbers import Scale
from qsq.domain.periods import PeriodKind


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


@dataclass(frozen=True, slots=True)
class TieBreak:
    """One key of a tie-break; `id` is the category's or item's, else empty."""

    rule: TieRule
    id: str = ""


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
    """The most that bonuses and deductions can change a mark, in points."""

    bonus: Fraction
    deduction: Fraction


@dataclass(frozen=True, slots=True)
class Ranking:
    """How pools are made and ties are broken."""

    pool: tuple[PoolField, ...]
    tie_break: tuple[TieBreak, ...]


@dataclass(frozen=True, slots=True)
class Rewards:
    """A period's rewards: `pool` in fen; `places` are shares that add up to 1, first place first."""

    pool: int
    places: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class YellowCardRule:
    """When a yellow card falls; marks in points."""

    last: int
    below: Fraction
    spare_at: Fraction
    smallest_pool: int


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """How long a public notice hangs."""

    working_days: int
    first_day_counts: bool


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
    """An honour of the year: `prize` in fen, `uplift` a share of a cadre's base bonus."""

    id: str
    name: str
    count: int
    prize: int
    uplift: Fraction


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What a village must fulfil to be honoured."""

    min_periods: int
    max_yellow_cards: int
    forbid_veto: bool
    min_mark: Fraction
    recommend_quota: Fraction


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
    """The rules of the year; `weights` by the periods' keys, 1 where one is not named."""

    weights: Mapping[str, Fraction]
    review_share: Fraction
    eligibility: Eligibility
    tie_break: tuple[TieBreak, ...]
    honours: tuple[Honour, ...]
    prize_split: PrizeSplit
    cadre_share: CadreShare
    merit_quota: MeritQuotaRule


@dataclass(frozen=True, slots=True)
class Scheme:
    """All standing rules of a city."""

    name: str
    city_code: str
    city_name: str
    period: PeriodKind
    marks: Marks
    missing: Missing
    caps: Caps
    categories: tuple[Category, ...]
    ranking: Ranking
    rewards: Rewards
    yellow_card: YellowCardRule
    annual: Annual
    notice: NoticeRule
    visits: Visits | None = None
    lead_days: int = 0
    reminders: ReminderRule | None = None

    def category_names(self) -> dict[str, str]:
        """Category ids to names."""
        return {category.id: category.name for category in self.categories}
