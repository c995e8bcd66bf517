"""A year's candidates under other weights in all its periods at once; who is eligible stays as it was."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, assert_never

from qsq.awards.honours import Candidate
from qsq.awards.standing import VillageYear
from qsq.bulk.whole import one_key, ranks_of, rounded
from qsq.domain.scheme.scheme import Annual, Scheme, TieBreak, TieRule
from qsq.fairness.columns import VillageColumns
from qsq.late import library
from qsq.scoring.evaluation import Evaluation

if TYPE_CHECKING:
    import numpy as np

    from qsq.fairness.columns import Whole
else:
    np = library("numpy")


class YearColumns:
    """The candidates of a year, to be put in order under other weights.

    Attributes:
        codes: the candidates, in the order of the rows.
        items: the ids of all items of the year's periods, in the order of factors; one that several periods
            have is weighed alike in all of them.
        in_city: the ids of those that the city's marks have.
    """

    def __init__(
        self, scheme: Scheme, evaluations: Mapping[str, Evaluation], candidates: Sequence[Candidate]
    ) -> None:
        self._scheme = scheme
        self._years = tuple(sorted((one.year for one in candidates), key=lambda year: year.village.code))
        self.codes = tuple(year.village.code for year in self._years)
        self._periods = {name: VillageColumns(one, self.codes) for name, one in evaluations.items()}
        self.items = tuple(dict.fromkeys(item for one in self._periods.values() for item in one.items))
        self.in_city = tuple(
            dict.fromkeys(item.id for one in evaluations.values() for item in one.checklist.items)
        )

    def ranked(self, factors: "Whole", *, trusted: bool = True) -> "Whole":
        """The candidates' places, as `VillageColumns.ranked`: a row a candidate, a column a draw."""
        keys = [key for key in self._scheme.annual.tie_break if key.rule is TieRule.CATEGORY]
        at = {item: place for place, item in enumerate(self.items)}
        found = {
            name: one.city(factors[:, [at[item] for item in one.items]], keys, trusted=trusted)
            for name, one in self._periods.items()
        }
        shape = len(self.codes), len(factors)
        marks: dict[str, Whole] = {}
        sums = {key: np.zeros(shape, np.int64) for key in keys}
        for name, period in found.items():
            rows = [self.codes.index(code) for code in self._periods[name].codes]
            marks[name] = np.full(shape, -1)
            marks[name][rows] = period.mark
            for key in keys:
                sums[key][rows] += period.tied[key]
        parts = [self._annual(marks)]
        for key in self._scheme.annual.tie_break:
            parts += self._looked_at(key, marks, sums)
        return ranks_of(one_key(parts))

    def _annual(self, marks: Mapping[str, "Whole"]) -> "Whole":
        """The annual marks, rounded once."""
        annual, scale = self._scheme.annual, self._scheme.marks.scale
        found = np.empty((len(self.codes), next(iter(marks.values())).shape[-1]), np.int64)
        for row, year in enumerate(self._years):
            weights = period_weights(year, annual)
            review = annual.review_share * (year.review or 0) * scale.unit
            whole = lcm(review.denominator, *(weight.denominator for weight in weights.values()))
            together = np.full(found.shape[-1], int(review * whole))
            for name, weight in weights.items():
                together = together + marks[name][row] * int(weight * whole)
            found[row] = rounded(together, whole, scale.rounding)
        return found

    def _improvement(self, marks: Mapping[str, "Whole"]) -> "Whole":
        """The latest mark of each against the mean of its own, rounded once."""
        found = np.empty((len(self.codes), next(iter(marks.values())).shape[-1]), np.int64)
        for row, year in enumerate(self._years):
            own = [marks[str(one.period)][row] for one in year.periods]
            above = len(own) * own[-1] - np.sum(own, axis=0)
            size = rounded(np.abs(above), len(own), self._scheme.marks.scale.rounding)
            found[row] = np.where(above < 0, -size, size)
        return found

    def _looked_at(
        self, key: TieBreak, marks: Mapping[str, "Whole"], sums: Mapping[TieBreak, "Whole"]
    ) -> list["Whole"]:
        """What a key of the tie-break looks at, the higher the better."""
        match key.rule:
            case TieRule.FEWEST_YELLOW_CARDS:
                cards = np.array([-year.yellow_cards for year in self._years])
                return [np.broadcast_to(cards[:, None], next(iter(marks.values())).shape)]
            case TieRule.BEST_PERIOD:
                return [np.maximum.reduce(list(marks.values()))]
            case TieRule.LATEST_PERIOD:
                return [np.maximum(marks[name], 0) for name in reversed(list(marks))]
            case TieRule.CATEGORY:
                return [sums[key]]
            case TieRule.IMPROVEMENT:
                return [self._improvement(marks)]
            case TieRule.ITEM | TieRule.LEAST_DEDUCTIONS | TieRule.MOST_BONUS:
                raise ValueError(key)  # a period's rules alone have them
            case _:
                assert_never(key.rule)


def period_weights(year: VillageYear, annual: Annual) -> dict[str, Fraction]:
    """What each period of a village's year makes of its annual mark, by the period's name."""
    weights = {str(one.period): annual.weight_of(one.period) for one in year.periods}
    weighed = sum(weights.values())
    return {name: (1 - annual.review_share) * weight / weighed for name, weight in weights.items() if weight}
