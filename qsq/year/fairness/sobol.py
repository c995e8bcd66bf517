"""Sobol' indices of the items' weights, through SALib: the extra `sobol`.

How far villages move, on average, as all weights change by up to 10 % at once: an item's first index is the
share of that variation that its weight makes alone, its total one the share that it has a part in. They are
estimates.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from qsq.domain.faults import WrongUse, message
from qsq.fairness.draws import WITHIN
from qsq.fairness.firmness import CHANGES
from qsq.late import late, library

if TYPE_CHECKING:
    import numpy as np
    from SALib.analyze import sobol as analyze
    from SALib.sample import sobol as sample

    from qsq.fairness.columns import Whole
else:
    np = library("numpy")
    (sample,) = late("SALib.sample", "sobol")
    (analyze,) = late("SALib.analyze", "sobol")

_BASE = 256
"""Of how many points the sample is made, times the number of items and two more; a power of two."""

_DECIMALS = 10**4


@dataclass(frozen=True, slots=True)
class Sobol:
    """An item's indices, rounded to four decimals."""

    item: str
    first: Fraction
    total: Fraction


def must_have_salib() -> None:
    """Refuse what needs the extra where it is not installed.

    Raises:
        WrongUse: it is not.
    """
    if find_spec("SALib") is None:
        raise WrongUse(
            message("Sobol' indices need SALib: install with the extra sobol ('.[sobol]'; qsq help install)")
        )


def sobol_of_weights(
    items: Sequence[str], places: Sequence[int], ranked: "Callable[[Whole], Whole]", seed: int
) -> tuple[Sobol, ...]:
    """What each item's weight makes of how far villages move.

    Args:
        items: in the order of factors.
        places: the villages' places as they are.
        ranked: their places under factors in thousandths, a row a village and a column a draw.
        seed: of the sample.
    """
    change = float(CHANGES[0] * WITHIN)
    now = np.array(places)[:, None]

    def moved(points: Any) -> Any:
        factors = np.rint(points).astype(np.int64)
        return abs(ranked(factors) - now).sum(axis=0).astype(float)

    return indices(items, [(WITHIN - change, WITHIN + change)] * len(items), moved, seed)


def indices(
    names: Sequence[str],
    bounds: Sequence[tuple[float, float]],
    model: Callable[[Any], Any],
    seed: int,
    base: int = _BASE,
) -> tuple[Sobol, ...]:
    """First and total indices of a model's inputs, each equally likely within its bounds."""
    problem = {"num_vars": len(names), "names": list(names), "bounds": [list(one) for one in bounds]}
    found = model(sample.sample(problem, base, calc_second_order=False, seed=seed))
    if len(set(found.tolist())) == 1:
        return tuple(Sobol(name, Fraction(0), Fraction(0)) for name in names)
    told = analyze.analyze(problem, found, calc_second_order=False, seed=seed)
    return tuple(
        Sobol(name, _share(first), _share(total))
        for name, first, total in zip(names, told["S1"], told["ST"], strict=True)
    )


def _share(number: float) -> Fraction:
    return Fraction(round(float(number) * _DECIMALS), _DECIMALS)
