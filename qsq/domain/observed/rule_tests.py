"""Worked examples beside the rules: what an official worked out for a made-up village (CONTRACT.md 11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from qsq.domain.county.places import Village
from qsq.domain.faults import Place
from qsq.domain.observed.observation import Adjustment
from qsq.domain.values.periods import Period


@dataclass(frozen=True, slots=True)
class Written:
    """A value of a test as it is written, and where; None is written where nothing applies."""

    text: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class RuleTest:
    """One worked example.

    Attributes:
        observations: by the name of the task's round; tasks that are not named are not applicable.
        targets: by task.
        expect: by task, item, `town_mark`, `city_mark` or `grade`.
    """

    name: str
    place: Place
    period: Period
    village: Village
    observations: Mapping[str, Written]
    targets: Mapping[str, Fraction]
    adjustments: tuple[Adjustment, ...]
    expect: Mapping[str, Written]
