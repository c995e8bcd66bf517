"""Tables that the program writes into a workspace, so that Excel opens them as they are."""

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import chain

from qsq.domain.values.texts import no_formula


def csv_bytes(
    heads: Sequence[str], rows: Iterable[Sequence[str]], above: Iterable[Sequence[str]] = ()
) -> bytes:
    """A table as CSV in UTF-8 with its mark, by which Excel on Chinese Windows knows the characters.

    What Excel would count as a formula stands behind an apostrophe, which reading takes away.

    Args:
        heads: of its columns.
        rows: below them.
        above: what stands over the heads, such as a title.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in chain(above, [heads], rows):
        writer.writerow(map(no_formula, row))
    return text.getvalue().encode("utf-8-sig")


def with_mark(content: bytes) -> bytes:
    """A CSV file's content with the mark of UTF-8 before it."""
    return content.decode("utf-8-sig").encode("utf-8-sig")
