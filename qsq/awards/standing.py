"""A village's year: its quarters, its annual mark, and the order among villages (CONTRACT.md section 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from qsq.domain.periods import LAST_QUARTER
from qsq.domain.places import Village
from qsq.domain.scheme import Annual, Marks, TieBreak, TieRule


@dataclass(frozen=True, slots=True)
class QuarterStanding:
    """What the year takes from a village's quarter.

    Attributes:
        number: 1 to 4.
        city_mark: in points.
        reward: what was paid, in fen.
        category_marks: the city marks of its items added up by category, in points.
    """

    number: int
    city_mark: Fraction
    yellow_card: bool
    vetoed: bool
    reward: int
    category_marks: Mapping[str, Fraction]


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
        quarters: those in which it has a mark, in order.
        review: the mark of the year-end review in points; None where the year has none.
        cadres: in the order of cadres.csv.
    """

    village: Village
    quarters: tuple[QuarterStanding, ...]
    recommended: bool
    review: Fraction | None = None
    cadres: tuple[Cadre, ...] = ()

    @property
    def yellow_cards(self) -> int:
        """How many quarters brought it a yellow card."""
        return sum(quarter.yellow_card for quarter in self.quarters)


def annual_mark(year: VillageYear, annual: Annual, marks: Marks) -> int | None:
    """The mark of the year in units, rounded once; None where no quarter has a mark."""
    if not year.quarters:
        return None
    weights = [annual.quarter_weights[quarter.number - 1] for quarter in year.quarters]
    weighted = zip(weights, year.quarters, strict=True)
    mean = sum((weight * quarter.city_mark for weight, quarter in weighted), Fraction(0)) / sum(weights)
    review = Fraction(0) if year.review is None else year.review
    return marks.scale.units((1 - annual.review_share) * mean + annual.review_share * review)


def standing(
    year: VillageYear, mark: int, tie_break: Sequence[TieBreak]
) -> tuple[int, tuple[tuple[Fraction | int, ...], ...]]:
    """Sorts better villages first: higher annual mark, then the tie-break's keys in turn."""
    return -mark, tuple(_tie_key(year, key) for key in tie_break)


def _tie_key(year: VillageYear, key: TieBreak) -> tuple[Fraction | int, ...]:
    match key.rule:
        case TieRule.FEWEST_YELLOW_CARDS:
            return (year.yellow_cards,)
        case TieRule.BEST_QUARTER:
            return (-max(quarter.city_mark for quarter in year.quarters),)
        case TieRule.LATEST_QUARTER:
            of_number = {quarter.number: quarter.city_mark for quarter in year.quarters}
            return tuple(-of_number.get(number, Fraction(0)) for number in range(LAST_QUARTER, 0, -1))
        case TieRule.CATEGORY:
            return (-sum(quarter.category_marks.get(key.id, Fraction(0)) for quarter in year.quarters),)
        case _:
            raise ValueError(key)
