"""How a share came about of what is shared out by largest remainder."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from qsq.domain.results.derived import Derived, Formula, compared
from qsq.domain.values.numbers import Scale, plain
from qsq.domain.values.sharing import Shared


def exact_told(total: int, weight: Fraction | int, weights: Fraction | int, scale: Scale) -> str:
    """An exact share as a sum: `100 × 12 ÷ 96`."""
    return f"{plain(scale.exact(total))} × {plain(Fraction(weight))} ÷ {plain(Fraction(weights))}"


def share_told(shared: Shared, way: str, scale: Scale) -> str:
    """A share as a sum: the exact one (`way`), or `⌊100 × 12 ÷ 95 ÷ 0.01⌋ × 0.01 + 0.01` where it was cut."""
    if not shared.rest:
        return way
    unit = scale.text(1)
    cut = f"⌊{way} ÷ {unit}⌋ × {unit}" if scale.decimals else f"⌊{way}⌋"
    return f"{cut} + {unit}" if shared.extra else cut


def rest_told(figure: str, shared: Shared, way: str, scale: Scale) -> Derived:
    """What was cut off a share, in units of the last place; `way` is the exact share."""
    unit = scale.text(1)
    return Derived(
        of=figure,
        formula=Formula.REST,
        numbers=f"{way} ÷ {unit} − {shared.cut}" if scale.decimals else f"{way} − {shared.cut}",
        result=f"{shared.rest}/{shared.whole}",
        values={"unit": unit},
    )


def share_derived(
    figure: str,
    formula: Formula,
    shared: Shared,
    way: str,
    scale: Scale,
    *,
    values: Mapping[str, str] | None = None,
    parts: Iterable[Derived] = (),
) -> Derived:
    """A share; whether it takes one of the units left is the first of its parts, where it was cut."""
    return Derived(
        of=figure,
        formula=formula,
        numbers=share_told(shared, way, scale),
        result=scale.text(shared.units),
        rounded=bool(shared.rest),
        values=values or {},
        parts=(*_extra_told(figure, shared, scale), *parts),
    )


def _extra_told(figure: str, shared: Shared, scale: Scale) -> tuple[Derived, ...]:
    """Whether a share takes one of the units left after cutting; nothing where it was not cut."""
    if not shared.rest:
        return ()
    values = {
        "unit": scale.text(1),
        "left": str(shared.left),
        "before": str(shared.before),
        "rest": f"{shared.rest}/{shared.whole}",
    }
    numbers = f"{shared.before} < {shared.left}"
    return (compared(figure, Formula.EXTRA, numbers, holds=shared.extra, values=values),)
