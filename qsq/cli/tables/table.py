"""A table in the look of all tables."""

from collections.abc import Sequence

from rich import box
from rich.table import Table


def table(title: str, *columns: str, right: Sequence[str] = ()) -> Table:
    """A table with a title; columns named in `right` are aligned right."""
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold", pad_edge=False)
    for column in columns:
        if column in right:
            made.add_column(column, justify="right", no_wrap=True)
        else:
            made.add_column(column, overflow="fold")
    return made
