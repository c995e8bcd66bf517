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
class OfficialWording:
    """What makes a document a 公文: its head, whether it is stamped, what it names at its end.

    Attributes:
        letterhead: 发文机关标志.
        attachments: 附件说明, a name each.
        note: 附注.
        copies: 抄送.
        printed_by: 印发机关.
        preprinted: whether the paper brings letterhead and red line.
        stamped: whether a seal is put on it.
    """

    letterhead: Template
    attachments: tuple[Template, ...]
    note: Template
    copies: Template
    printed_by: Template
    preprinted: bool
    stamped: bool

    @property
    def templates(self) -> tuple[Template, ...]:
        """All that is filled in."""
        return (self.letterhead, *self.attachments, self.note, self.copies, self.printed_by)


@dataclass(frozen=True, slots=True)
class Wording:
    """A document's wording; what a document lacks is an empty template.

    Attributes:
        foot: what stands small at the foot of its pages.
        label: what stands in the corner above its title.
        compact: whether it is one page for a wall.
        pages: on how many pages a compact one is to fit.
        annex: the wording of what goes with it; None for nothing.
        official: what makes it a 公文; None for what is none.
    """

    title: Template
    number: Template
    lines: tuple[Template, ...]
    addressee: Template
    parts: tuple[tuple[PartKind, Template], ...]
    signature: Template
    foot: Template
    label: Template
    compact: bool = False
    pages: int = 1
    annex: "Wording | None" = None
    official: OfficialWording | None = None
