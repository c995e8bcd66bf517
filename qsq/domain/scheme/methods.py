"""The marking methods (CONTRACT.md section 3); their arithmetic is in `qsq.scoring.methods`.

Those that read a number may name its `unit`; without one it is empty.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Award:
    """The department gives the points itself: 0 up to the task's points."""

    unit: str = ""


@dataclass(frozen=True, slots=True)
class Deduct:
    """So many points are taken off for each count, not below `floor`."""

    each: Fraction
    floor: Fraction
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """The share of a target that was reached; `target` None is one of its own for each village."""

    target: Fraction | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """Grades and the share of the points that each earns, in file order."""

    grades: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class YesNo:
    """All points or none."""


@dataclass(frozen=True, slots=True)
class Bands:
    """Points of the highest `from` that the value reaches; pairs (from, points) in falling order."""

    bands: tuple[tuple[Fraction, Fraction], ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Scaled:
    """Points in proportion to the way from `zero` to `full`; `full` below `zero`: less is better.

    Attributes:
        least: the fewest points; below 0, they are taken away.
        most: the most points; None is the task's.
    """

    zero: Fraction
    full: Fraction
    least: Fraction = Fraction(0)
    most: Fraction | None = None
    unit: str = ""


Method = Award | Deduct | Ratio | Grade | YesNo | Bands | Scaled

Value = Fraction | str | bool
"""What was observed: a number, a grade's key, or yes and no."""
