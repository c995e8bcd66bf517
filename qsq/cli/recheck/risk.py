"""The risk that a second look leaves, in words, and factor by factor for a calculator."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from qsq.cli.terminal.language import _
from qsq.domain.values.numbers import percent, plain

if TYPE_CHECKING:
    from qsq.year.recheck.rechecked import Rechecked

_MILLION = 1_000_000


def told(found: "Rechecked", *, factors: bool = False) -> str:
    """Where it stands."""
    return "\n".join([*_head(found), *(_factors(found) if factors else ()), *_next(found)])


def _head(found: "Rechecked") -> Iterator[str]:
    yield _(
        "{period} revision {revision}: rounds {rounds}, draws {draws}, village-tasks to draw from {count}"
    ).format(
        period=found.period,
        revision=found.revision,
        rounds=len(found.rounds),
        draws=len(found.draws),
        count=len(found.universe.bounds),
    )
    yield _("SHA-256 of the list to draw from, to be told before the dice are rolled:")
    yield f"  {found.digest}"
    left = (
        _("risk left that the list of honours would be another one: at most {risk}; enough at {limit}")
        if found.of_year
        else _("risk left that others would be paid for a place: at most {risk}; enough at {limit}")
    )
    yield left.format(risk=found.left, limit=percent(found.limit))


def _factors(found: "Rechecked") -> Iterator[str]:
    if not found.risk.factors:
        return
    yield _(
        "bounds together: {total}; each draw multiplies the risk by (1 − 1 ÷ {total}) ÷ (1 − error ÷ bound):"
    ).format(total=_number(found.universe.total))
    for one in found.risk.factors:
        bound = one.draw.bound
        yield _("  {dice},{number} → {point}: {village} {task}, bound {bound}, error {error}").format(
            dice=one.draw.digits,
            number=one.draw.number,
            point=_number(one.draw.point),
            village=bound.village,
            task=bound.look.task,
            bound=_number(bound.millionths),
            error=_number(one.error),
        )


def _number(millionths: int) -> str:
    return plain(Fraction(millionths, _MILLION))


def _next(found: "Rechecked") -> Iterator[str]:
    if found.sheet:
        yield _("sheet for the second look: {file}").format(file=found.sheet)
        yield _("anyone draws the same, from the two tables beside it: python3 {file}").format(
            file=found.sample
        )
    if found.risk.waiting:
        yield _("village-tasks still to be looked at: {count}").format(count=len(found.risk.waiting))
    if found.risk.open_pairs:
        yield _(
            "pairs with the same mark: {count}; every task of both is to be looked at, and none may bring"
            " them closer"
        ).format(count=len(found.risk.open_pairs))
    if found.enough:
        yield _("it is enough")
    elif found.more:
        yield _(
            "more draws that are enough if they find no error: {count}; they may ask for all in the end"
        ).format(count=found.more)
