"""How a figure came about: one derivation, which terminal, board, audit and papers all tell.

A `Derived` holds the sum that a calculator confirms, alike in every language; what is in words stands by
its `Formula` in the tables of whoever tells it. The signs of a sum are + − × ÷ ( ) % min max, ⌊ ⌋ for the
whole part, and < ≤ = ≥ > between figures that are compared; conditions before a colon tell which case holds.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from qsq.domain.faults import Place
from qsq.domain.values.numbers import Scale

YES, NO = "✓", "✗"
"""What comes of a comparison: it holds, or it does not."""


class Formula(StrEnum):
    """By which rule a figure follows from others."""

    # a task's points
    AWARD = "award"
    DEDUCT = "deduct"
    RATIO = "ratio"
    GRADE = "grade"
    YES = "yes"
    NO = "no"
    BAND = "band"
    NO_BAND = "no_band"
    SCALE = "scale"
    NA = "na"
    EXCLUDED = "excluded"
    ZERO = "zero"
    MEAN = "mean"
    TRIMMED_MEAN = "trimmed_mean"
    LOWEST = "lowest"
    # what is shared out
    WEIGHT = "weight"
    FULL = "full"
    LEFT_OVER = "left_over"
    REST = "rest"
    EXTRA = "extra"
    # marks
    VOID = "void"
    ITEM = "item"
    BONUS = "bonus"
    DEDUCTION = "deduction"
    ADJUSTMENT = "adjustment"
    TOWN_MARK = "town_mark"
    CITY_MARK = "city_mark"
    # what comes of marks
    RANK = "rank"
    CITY_RANK = "city_rank"
    BEFORE = "before"
    LEVEL = "level"
    BEHIND = "behind"
    VETOED = "vetoed"
    GRADE_TAKEN = "grade_taken"
    GRADE_MISSED = "grade_missed"
    NO_VETO = "no_veto"
    FROM = "from"
    EACH_CATEGORY = "each_category"
    EACH_ITEM = "each_item"
    EVERY_PERIOD = "every_period"
    AT_MOST = "at_most"
    CARD_VETO = "card_veto"
    CARD_BELOW = "card_below"
    CARD_LAST = "card_last"
    NO_CARD = "no_card"
    REWARD = "reward"
    UNPAID_VETO = "unpaid_veto"
    UNPAID_YELLOW_CARD = "unpaid_yellow_card"
    UNPAID_FROM = "unpaid_from"
    POT = "pot"
    PLACE = "place"
    TIED_PLACES = "tied_places"
    AMOUNT = "amount"
    # a year
    ANNUAL_MARK = "annual_mark"
    PERIOD_MARK = "period_mark"
    REVIEW = "review"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    RECOMMENDED = "recommended"
    MIN_PERIODS = "min_periods"
    YELLOW_CARDS = "yellow_cards"
    MIN_MARK = "min_mark"
    ORDER = "order"
    HONOUR = "honour"
    NO_HONOUR = "no_honour"
    LAST_OF_HONOUR = "last_of_honour"
    IMPROVEMENT = "improvement"
    IMPROVED = "improved"
    HONOUR_GRADE = "honour_grade"
    HONOUR_EMPTY = "honour_empty"
    UNDECIDED = "undecided"
    STRUCK = "struck"
    PRIZE = "prize"
    WELFARE = "welfare"
    CADRES = "cadres"
    CADRE_SHARE = "cadre_share"
    UPLIFT = "uplift"


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure, and what it follows from.

    Attributes:
        of: what it is a figure of: the id of a task, item or village, or a key such as `town_mark`.
        formula: the rule.
        numbers: the rule with its numbers; empty where nothing is counted.
        result: the figure as it is printed.
        rounded: whether the sum gives other decimals than the printed figure has.
        values: what the rule in words names beside the numbers.
        places: where in the files the numbers stand.
        parts: what its numbers follow from.
    """

    of: str
    formula: Formula
    numbers: str = ""
    result: str = ""
    rounded: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    parts: tuple["Derived", ...] = ()

    @property
    def line(self) -> str:
        """The sum in one line: `4 × min(1, 80 ÷ 100) = 3.20`."""
        return f"{self.numbers} = {self.result}" if self.numbers else self.result

    def every(self) -> Iterator["Derived"]:
        """Itself and all that it follows from, itself first."""
        yield self
        for part in self.parts:
            yield from part.every()

    def answer(self) -> dict[str, Any]:
        """The derivation for programs."""
        return {
            "of": self.of,
            "formula": self.formula,
            "numbers": self.numbers,
            "result": self.result,
            "rounded": self.rounded,
            "values": dict(self.values),
            "places": [{"file": one.file, "where": one.where} for one in self.places],
            "parts": [part.answer() for part in self.parts],
        }


def compared(
    figure: str,
    formula: Formula,
    numbers: str,
    *,
    holds: bool,
    values: Mapping[str, str] | None = None,
    parts: tuple[Derived, ...] = (),
) -> Derived:
    """A comparison, and whether it holds."""
    return Derived(figure, formula, numbers, YES if holds else NO, values=values or {}, parts=parts)


def against(text: Callable[[Fraction], str], theirs: Fraction, ours: Fraction) -> str:
    """Two figures, each written by `text`, and which is larger: `89.75 > 88.10`."""
    sign = "=" if theirs == ours else ">" if theirs > ours else "<"
    return f"{text(theirs)} {sign} {text(ours)}"


def in_sum(units: int, scale: Scale) -> str:
    """A figure as it stands in a sum: in brackets where it is below 0."""
    text = scale.text(units)
    return f"({text})" if units < 0 else text
