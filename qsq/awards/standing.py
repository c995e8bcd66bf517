"""A village's year: its periods, its annual mark, and the order among villages (CONTRACT.md section 8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import assert_never

from qsq.awards.improvement import against_own_mean
from qsq.domain.county.places import Village
from qsq.domain.scheme.scheme import Annual, Marks, TieBreak, TieRule
from qsq.domain.values.numbers import Scale
from qsq.domain.values.periods import Period, periods_of


@dataclass(frozen=True, slots=True)
class Achieved:
    """Marks and the full marks that they are of, in points."""

    mark: Fraction
    full: Fraction

    def __add__(self, other: "Achieved") -> "Achieved":
        """Both together."""
        return Achieved(self.mark + other.mark, self.full + other.full)


NOTHING_ACHIEVED = Achieved(Fraction(0), Fraction(0))
"""Of what does not apply."""


@dataclass(frozen=True, slots=True)
class PeriodStanding:
    """What the year takes from a village's period.

    Attributes:
        city_mark: in points.
        reward: what was paid, in fen.
        categories: the city marks and full marks of its items added up by category, in points.
        items: those of its items.
        grade: the period's; None where the scheme has no grades.
    """

    period: Period
    city_mark: Fraction
    yellow_card: bool
    vetoed: bool
    reward: int
    categories: Mapping[str, Achieved]
    items: Mapping[str, Achieved] = field(default_factory=dict)
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Cadre:
    """A cadre of a village; `base_bonus` is the annual performance bonus in fen."""

    id: str
    village_code: str
    name: str
    post: str
    base_bonus: int


@dataclass(frozen=True, slots=True)
class VillageYear:
    """A village's year as it was entered and marked.

    Attributes:
        periods: those in which it has a mark, in order.
        with_rules: all of the year that have rules, in order.
        review: the mark of the year-end review in points; None where the year has none.
        cadres: in the order of cadres.csv.
    """

    village: Village
    periods: tuple[PeriodStanding, ...]
    recommended: bool
    review: Fraction | None = None
    cadres: tuple[Cadre, ...] = ()
    with_rules: tuple[Period, ...] = ()

    @property
    def period_grades(self) -> dict[str, str | None]:
        """The grade of each of the year's periods, by the period's name; None where it has none."""
        grades = {one.period: one.grade for one in self.periods}
        return {str(period): grades.get(period) for period in self.with_rules}

    @property
    def yellow_cards(self) -> int:
        """How many periods brought it a yellow card."""
        return sum(period.yellow_card for period in self.periods)

    @property
    def vetoed(self) -> bool:
        """Whether a veto fell in any period."""
        return any(period.vetoed for period in self.periods)

    def categories(self) -> dict[str, Achieved]:
        """What it achieved in each category in all periods together."""
        return _together(period.categories for period in self.periods)

    def items(self) -> dict[str, Achieved]:
        """What it achieved in each item, known by its id, in all periods together."""
        return _together(period.items for period in self.periods)

    def improvement(self, scale: Scale) -> int:
        """The city mark of its latest period against the mean of its own, in units; it has a period."""
        return against_own_mean([one.city_mark for one in self.periods], scale)[-1]


def _together(periods: Iterable[Mapping[str, Achieved]]) -> dict[str, Achieved]:
    found: dict[str, Achieved] = {}
    for parts in periods:
        for name, part in parts.items():
            found[name] = found.get(name, NOTHING_ACHIEVED) + part
    return found


def annual_mark(year: VillageYear, annual: Annual, marks: Marks) -> int | None:
    """The mark of the year in units, rounded once; None where no period that weighs anything has a mark."""
    if not year.periods:
        return None
    weights = [annual.weight_of(one.period) for one in year.periods]
    weighed = sum(weights)
    if not weighed:
        return None
    weighted = zip(weights, year.periods, strict=True)
    mean = sum((weight * one.city_mark for weight, one in weighted), Fraction(0)) / weighed
    review = Fraction(0) if year.review is None else year.review
    return marks.scale.units((1 - annual.review_share) * mean + annual.review_share * review)


def standing(
    year: VillageYear, mark: int, tie_break: Sequence[TieBreak], scale: Scale
) -> tuple[int, tuple[tuple[Fraction | int, ...], ...]]:
    """Sorts better villages first: higher annual mark, then the tie-break's keys in turn."""
    return -mark, tuple(tie_key(year, key, scale) for key in tie_break)


def tie_key(year: VillageYear, key: TieBreak, scale: Scale) -> tuple[Fraction | int, ...]:
    """What a key of the tie-break looks at, the better the lower: marks are negative."""
    match key.rule:
        case TieRule.FEWEST_YELLOW_CARDS:
            return (year.yellow_cards,)
        case TieRule.BEST_PERIOD:
            return (-max(period.city_mark for period in year.periods),)
        case TieRule.LATEST_PERIOD:
            mark_of = {one.period: one.city_mark for one in year.periods}
            return tuple(-mark_of.get(period, Fraction(0)) for period in reversed(_same_year(year.periods)))
        case TieRule.IMPROVEMENT:
            return (-scale.exact(year.improvement(scale)),)
        case TieRule.CATEGORY:
            return (-year.categories().get(key.id, NOTHING_ACHIEVED).mark,)
        case TieRule.ITEM | TieRule.LEAST_DEDUCTIONS | TieRule.MOST_BONUS:
            raise ValueError(key)  # a period's rules alone have them
        case _:
            assert_never(key.rule)


def _same_year(periods: Sequence[PeriodStanding]) -> tuple[Period, ...]:
    """All periods of the year and kind in which these lie, in order."""
    first = periods[0].period
    return periods_of(first.year, first.kind)
