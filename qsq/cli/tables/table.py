"""A table in the look of all tables."""

from collections.abc import Sequence

from rich import box
from rich.table import Table

_LEAST_WIDTH = 6
"""Columns of a text that a column of names keeps, however many figures stand beside it."""


def table(title: str, *columns: str, right: Sequence[str] = (), whole: Sequence[str] = ()) -> Table:
    """A table with a title; columns in `right` are aligned right, they and those in `whole` never folded."""
    made = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        padding=(0, 0),
        pad_edge=False,
    )
    for column in columns:
        if column in right:
            made.add_column(column, justify="right", no_wrap=True)
        else:
            made.add_column(column, overflow="fold", no_wrap=column in whole, min_width=_LEAST_WIDTH)
    return made
