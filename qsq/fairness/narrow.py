"""How narrow each border is: the change of weights that could swap the two who stand at it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from qsq.fairness.borders import Border, period_borders
from qsq.fairness.margins import Rivals, rivals
from qsq.fairness.standing import Judged, alone, held_to, printed_stances
from qsq.scoring.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Narrow:
    """A border and who stands at it.

    Attributes:
        before: the last village before it; empty where a limit is one's rival.
        behind: the first village behind it; empty where a limit is.
        gap: what is between the two, in points, before rounding.
        leverage: Σw·|d|, in points: the sum of what each item makes of the gap, by size.
        margin: the smallest change of weights that can swap them, as a share; None where before rounding they
            stand equal or the other way round.
        exact: whether a change beyond the margin can surely swap them; else it is only proven that none below
            it does.
    """

    border: Border
    before: str
    behind: str
    gap: Fraction
    leverage: Fraction
    margin: Fraction | None
    exact: bool


def period_margins(evaluation: Evaluation) -> tuple[Narrow, ...]:
    """How narrow a period's borders are, the narrowest first."""
    standings = alone(printed_stances(evaluation, city=False), str(evaluation.checklist.period))
    return narrow_borders(period_borders(evaluation), standings)


def narrow_borders(borders: Iterable[Border], standings: Mapping[str, Judged]) -> tuple[Narrow, ...]:
    """How narrow borders are, the narrowest first; those through villages that tie are left out."""
    found = [one for border in borders if not border.tied for one in _narrow(border, standings)]
    return tuple(sorted(found, key=lambda one: (one.margin is not None, one.margin or 0)))


def _narrow(border: Border, standings: Mapping[str, Judged]) -> Iterator[Narrow]:
    before, behind = border.nearest
    if border.limit is None:
        yield _told(border, before, behind, rivals(standings[before], standings[behind]))
        return
    if before:
        own = standings[before]
        yield _told(border, before, "", rivals(own, held_to(own, border.limit)))
    if behind:
        own = standings[behind]
        yield _told(border, "", behind, rivals(held_to(own, border.limit), own))


def _told(border: Border, before: str, behind: str, beside: Rivals) -> Narrow:
    return Narrow(
        border=border,
        before=before,
        behind=behind,
        gap=beside.gap,
        leverage=sum((one.weight * one.leverage for one in beside.gaps), Fraction(0)),
        margin=beside.margin,
        exact=beside.by_formula,
    )
