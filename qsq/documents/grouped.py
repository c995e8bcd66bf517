"""Lists by town: rows that belong together, and what each group of several adds up to."""

from collections.abc import Callable, Sequence
from itertools import groupby

from qsq.documents.document import RowGroup


def groups_of(
    rows: Sequence[tuple[str, int]], subtotal: Callable[[str, int], tuple[str, ...]]
) -> tuple[RowGroup, ...]:
    """The groups of rows that lie beside one another.

    Args:
        rows: of each the name of its group, and its amount in fen.
        subtotal: the cells of a group's sum; a group of one row, or one that is all there is, has none.
    """
    found = [(name, [amount for _name, amount in own]) for name, own in groupby(rows, key=lambda row: row[0])]
    several = len(found) > 1
    return tuple(
        RowGroup(name, len(amounts), subtotal(name, sum(amounts)) if several and len(amounts) > 1 else ())
        for name, amounts in found
    )
