"""How a derivation reads, line by line, for tests that hold every line of it."""

from collections.abc import Iterable, Iterator
from textwrap import dedent

from qsq.domain.results.derived import Derived


def told(derived: Iterable[Derived], depth: int = 0) -> Iterator[str]:
    """A line for each figure, what it follows from indented below it: its name, rule, sum, values and places."""
    for one in derived:
        sign = "≈" if one.rounded else "="
        line = f"{'  ' * depth}{one.of} by {one.formula}: {f'{one.numbers} {sign} ' * bool(one.numbers)}{one.result}"
        values = "; ".join(f"{name} {value}" for name, value in one.values.items())
        places = ", ".join(f"{place.file} {place.where}" for place in one.places)
        yield line + f" [{values}]" * bool(values) + f" ({places})" * bool(places)
        yield from told(one.parts, depth + 1)


def block(text: str) -> list[str]:
    """The lines of a block, as far to the left as its first."""
    return dedent(text).strip("\n").rstrip().split("\n")
