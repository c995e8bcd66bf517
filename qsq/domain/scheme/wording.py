"""The wording of a document as its file has it: templates with their places, in the order of the page."""

from dataclasses import dataclass
from enum import StrEnum

from qsq.domain.faults import Place


class PartKind(StrEnum):
    """What a part of a document's body is; a table is named and made by the program."""

    TEXT = "text"
    HEADING = "heading"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Template:
    """A text with names in it, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Wording:
    """A document's wording; what a document lacks is an empty template.

    Attributes:
        foot: what stands small at the foot of its pages.
        compact: whether it is one page for a wall.
        annex: the wording of what goes with it; None for nothing.
    """

    title: Template
    number: Template
    lines: tuple[Template, ...]
    addressee: Template
    parts: tuple[tuple[PartKind, Template], ...]
    signature: Template
    foot: Template
    compact: bool = False
    annex: "Wording | None" = None
