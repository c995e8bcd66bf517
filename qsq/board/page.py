"""A file of the board."""

from dataclasses import dataclass

Field = dict[str, str]
"""A column of a table: `name`, `type` (Table Schema of Frictionless Data) and `title`."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page or a table; `path` from the board's folder, with forward slashes; `fields` of a CSV table."""

    path: str
    text: str
    fields: tuple[Field, ...] = ()
