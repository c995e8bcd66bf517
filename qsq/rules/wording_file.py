"""A wording file: a document's title, paragraphs and signature in an office's own words."""

from pydantic import Field, model_validator

from qsq.domain.faults import Faults
from qsq.domain.scheme.wording import PartKind, Template, Wording
from qsq.rules.fields import Text, unfit
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


class WordingShape(Shape):
    """The file as a whole."""

    title: Text
    number: Text | None = None
    lines: list[Text] = Field(default_factory=list)
    addressee: Text | None = None
    parts: list[PartShape]
    signature: Text | None = None


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
        parts=tuple(_part(document, part, at) for at, part in enumerate(shape.parts)),
        signature=_template(document, shape.signature, "signature"),
    )


def _part(document: YamlDocument, part: PartShape, at: int) -> tuple[PartKind, Template]:
    (name,) = part.model_fields_set
    return PartKind(name), _template(document, getattr(part, name), "parts", at, name)


def _template(document: YamlDocument, text: str | None, *path: str | int) -> Template:
    place: Path = path
    return Template(text or "", document.place(place))
