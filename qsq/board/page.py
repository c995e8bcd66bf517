"""A file of the board."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page or a table; `path` from the board's folder, with forward slashes."""

    path: str
    text: str
