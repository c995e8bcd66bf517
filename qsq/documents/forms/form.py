"""A form as data: what is printed in it and locked, what people enter, and what it says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qsq.domain.forms.locked import locked_digest
from qsq.domain.forms.stamp import Stamp


class FieldKind(StrEnum):
    """What a column takes."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class FormField:
    """A column of a form.

    Attributes:
        name: as the reader knows the column; a column for the eye alone is known by its heading.
        heading: what stands above it.
        width: in characters; a Chinese one counts two.
        entry: whether people fill it in; what is not is locked.
        choices: what an entry is chosen from.
        message: what is said beside the cell that is entered, such as `填95，不填95%`.
        hidden: whether the column is not shown.
        optional: whether an empty cell of an entry lacks nothing, and is not counted.
    """

    name: str
    heading: str
    width: int
    entry: bool = False
    choices: tuple[str, ...] = ()
    message: str = ""
    kind: FieldKind = FieldKind.TEXT
    hidden: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """The form's first sheet.

    Attributes:
        facts: what, by whom, until when, whom to ask: each a word and what it is.
        steps: how it is filled in, one sentence each.
        signers: who signs, each on a line.
        details: what stands below, each a word and what it is, such as each task and how it is marked.
    """

    facts: tuple[tuple[str, str], ...]
    steps: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form.

    Attributes:
        hints: what to do, above the table, a line each.
        rows: a text a field; empty where people enter, None where they are not asked. A text of an entry
            field is prefilled and may be changed.
    """

    stamp: Stamp
    title: str
    hints: tuple[str, ...]
    fields: tuple[FormField, ...]
    rows: tuple[tuple[str | None, ...], ...]
    cover: Cover


def digest_of(fields: Sequence[FormField], rows: Sequence[Sequence[str | None]]) -> str:
    """The digest of a form's locked cells, for its stamp."""
    return locked_digest(*locked_cells(fields, rows))


def locked_cells(
    fields: Sequence[FormField], rows: Sequence[Sequence[str | None]]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The names of a form's locked columns, and what is printed in them, row by row."""
    at = [index for index, field in enumerate(fields) if not field.entry]
    return tuple(fields[one].name for one in at), tuple(tuple(row[one] or "" for one in at) for row in rows)
