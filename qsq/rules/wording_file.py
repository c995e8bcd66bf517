"""A wording file: a document's title, paragraphs and signature in an office's own words."""

from pydantic import Field, model_validator

from qsq.domain.faults import Faults
from qsq.domain.scheme.wording import OfficialWording, PartKind, Template, Wording
from qsq.rules.fields import CountFromOne, Text, unfit
from qsq.rules.shapes.shape import Shape
from qsq.rules.shaping import shaped
from qsq.rules.yaml_document import Path, YamlDocument, read_document


class PartShape(Shape):
    """One part of the body: a paragraph (or several, a line each), a heading, or a table by its name."""

    text: Text | None = None
    heading: Text | None = None
    table: Text | None = None

    @model_validator(mode="after")
    def _is_one(self) -> "PartShape":
        if len(self.model_fields_set) != 1:
            unfit("a part of a wording is one of: text, heading, table")
        return self


class AnnexShape(Shape):
    """What goes with the document on pages of its own."""

    title: Text
    label: Text | None = None
    lines: list[Text] = Field(default_factory=list)
    parts: list[PartShape]


class OfficialShape(Shape):
    """What makes the document a 公文 of GB/T 9704-2012."""

    letterhead: Text
    preprinted: bool = False
    stamped: bool = True
    attachments: list[Text] = Field(default_factory=list)
    note: Text | None = None
    copies: Text | None = None
    printed_by: Text | None = None


class WordingShape(Shape):
    """The file as a whole."""

    title: Text
    compact: bool = False
    pages: CountFromOne = 1
    official: OfficialShape | None = None
    number: Text | None = None
    lines: list[Text] = Field(default_factory=list)
    addressee: Text | None = None
    parts: list[PartShape]
    signature: Text | None = None
    foot: Text | None = None
    annex: AnnexShape | None = None


def read_wording(file: str, content: bytes, faults: Faults) -> Wording | None:
    """The wording in `content`; None, with every fault noted, where it does not fit."""
    document = read_document(file, content, faults)
    shape = None if document is None else shaped(document, WordingShape, faults)
    if document is None or shape is None or faults.found:
        return None
    return Wording(
        title=_template(document, shape.title, "title"),
        number=_template(document, shape.number, "number"),
        lines=tuple(_template(document, text, "lines", at) for at, text in enumerate(shape.lines)),
        addressee=_template(document, shape.addressee, "addressee"),
        parts=_parts(document, shape.parts),
        signature=_template(document, shape.signature, "signature"),
        foot=_template(document, shape.foot, "foot"),
        label=_template(document, None, "title"),
        compact=shape.compact,
        pages=shape.pages,
        annex=None if shape.annex is None else _annex(document, shape.annex),
        official=None if shape.official is None else _official(document, shape.official),
    )


def _official(document: YamlDocument, official: OfficialShape) -> OfficialWording:
    def template(text: str | None, *path: str | int) -> Template:
        return _template(document, text, "official", *path)

    return OfficialWording(
        letterhead=template(official.letterhead, "letterhead"),
        attachments=tuple(template(text, "attachments", at) for at, text in enumerate(official.attachments)),
        note=template(official.note, "note"),
        copies=template(official.copies, "copies"),
        printed_by=template(official.printed_by, "printed_by"),
        preprinted=official.preprinted,
        stamped=official.stamped,
    )


def _annex(document: YamlDocument, annex: AnnexShape) -> Wording:
    nothing = _template(document, None, "annex")
    return Wording(
        title=_template(document, annex.title, "annex", "title"),
        number=nothing,
        lines=tuple(_template(document, text, "annex", "lines", at) for at, text in enumerate(annex.lines)),
        addressee=nothing,
        parts=_parts(document, annex.parts, "annex"),
        signature=nothing,
        foot=nothing,
        label=_template(document, annex.label, "annex", "label"),
    )


def _parts(
    document: YamlDocument, parts: list[PartShape], *within: str
) -> tuple[tuple[PartKind, Template], ...]:
    made = []
    for at, part in enumerate(parts):
        (name,) = part.model_fields_set
        template = _template(document, getattr(part, name), *within, "parts", at, name)
        made.append((PartKind(name), template))
    return tuple(made)


def _template(document: YamlDocument, text: str | None, *path: str | int) -> Template:
    place: Path = path
    return Template(text or "", document.place(place))
