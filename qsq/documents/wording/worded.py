"""A document from its wording, the facts that it names and its tables."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from qsq.documents.document import Document, Heading, Paragraph, Part, Picture, Table
from qsq.documents.official import Formalities
from qsq.domain.faults import Fault, Refused, message
from qsq.domain.scheme.wording import PartKind, Template, Wording
from qsq.domain.values.money import fen, yuan_told
from qsq.domain.values.numbers import read_number
from qsq.late import late, library

if TYPE_CHECKING:
    import jinja2
    from jinja2 import meta

    from qsq.documents.wording import problems as wording_problems
    from qsq.documents.wording import sandboxed
    from qsq.documents.wording.sandboxed import WordingEnvironment
else:
    (meta,) = late("jinja2", "meta")
    wording_problems, sandboxed = late("qsq.documents.wording", "problems", "sandboxed")
    jinja2 = library("jinja2")

Facts = Mapping[str, Any]
"""What a wording may name: texts, numbers, and lists of mappings."""


class Worded:
    """A wording whose templates are ready to be filled.

    Raises:
        Refused: a template cannot be read; all faults are listed with their lines.
    """

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        faults = [fault for template in self._templates() for fault in _misspelt(template)]
        if faults:
            raise Refused(faults)
        self._filled: Facts | None = None
        self.annex = (
            None if wording.annex is None else Worded(replace(wording.annex, compact=wording.compact))
        )
        """The wording of what goes with the document; None for nothing."""

    def document(
        self,
        facts: Facts,
        tables: Mapping[str, Table | Picture],
        *,
        day: date | None = None,
        draft: bool = False,
        file: str = "",
    ) -> Document:
        """The document that the wording makes of these facts.

        Args:
            facts: all that the wording may name.
            tables: those that it may place, and pictures, by name; one without rows or drawing is left out.
            day: its date; None where it is not dated yet.
            draft: whether every page says so.
            file: what it is called as a file of its own.

        Raises:
            Refused: the wording names what there is not; all faults are listed with their lines.
        """
        self._check(facts, tables)
        wording = self._wording
        lines = (_filled(line, facts) for line in wording.lines)
        return Document(
            title=_filled(wording.title, facts),
            parts=tuple(self._parts(facts, tables)),
            lines=tuple(line for line in lines if line),
            number=_filled(wording.number, facts),
            addressee=_filled(wording.addressee, facts),
            signature=_filled(wording.signature, facts),
            foot=_filled(wording.foot, facts),
            label=_filled(wording.label, facts),
            official=self._official(facts),
            day=day,
            draft=draft,
            file=file,
            compact=wording.compact,
            pages=wording.pages,
        )

    @property
    def is_signed(self) -> bool:
        """Whether it names a sender, so that its document has a date too."""
        return bool(self._wording.signature.text)

    @property
    def is_compact(self) -> bool:
        """Whether its document is a page for a wall."""
        return self._wording.compact

    def _official(self, facts: Facts) -> Formalities | None:
        wording = self._wording.official
        if wording is None:
            return None
        attachments = (_filled(one, facts) for one in wording.attachments)
        return Formalities(
            letterhead=_filled(wording.letterhead, facts),
            preprinted=wording.preprinted,
            stamped=wording.stamped,
            attachments=tuple(name for name in attachments if name),
            note=_filled(wording.note, facts),
            copies=_filled(wording.copies, facts),
            printed_by=_filled(wording.printed_by, facts),
        )

    def _parts(self, facts: Facts, tables: Mapping[str, Table | Picture]) -> Iterator[Part]:
        for kind, template in self._wording.parts:
            if kind is PartKind.TABLE:
                placed = tables[template.text]
                if placed.drawing if isinstance(placed, Picture) else placed.rows:
                    yield placed
                continue
            made = Paragraph if kind is PartKind.TEXT else Heading
            for line in _filled(template, facts).splitlines():
                if line.strip():
                    yield made(line.strip())

    def _templates(self) -> Iterator[Template]:
        wording = self._wording
        yield from (wording.title, wording.number, *wording.lines, wording.addressee, wording.signature)
        yield from (wording.foot, wording.label)
        yield from wording.official.templates if wording.official else ()
        yield from (template for kind, template in wording.parts if kind is not PartKind.TABLE)

    def _check(self, facts: Facts, tables: Mapping[str, Table | Picture]) -> None:
        """Unknown names, once for all documents of the wording."""
        if self._filled is not None and self._filled.keys() == facts.keys():
            return
        faults = [fault for template in self._templates() for fault in _unknown(template, facts)]
        for kind, template in self._wording.parts:
            if kind is PartKind.TABLE and template.text not in tables:
                known = ", ".join(sorted(tables))
                what = message(
                    "found the table {found}; expected one of: {known}", found=template.text, known=known
                )
                faults.append(Fault(template.place, what))
        if faults:
            raise Refused(faults)
        self._filled = facts


def _misspelt(template: Template) -> list[Fault]:
    try:
        _compiled(template.text)
    except jinja2.TemplateSyntaxError as error:
        problem = message(
            "this wording cannot be read: {problem}", problem=wording_problems.JINJA.told(error.message)
        )
        return [Fault(template.place, problem)]
    except RecursionError:
        return [
            Fault(
                template.place, message("this wording is nested deeper than anybody reads; write it plainly")
            )
        ]
    return []


def _unknown(template: Template, facts: Facts) -> list[Fault]:
    names = _names(template.text) - facts.keys()
    known = ", ".join(sorted(facts))
    return [
        Fault(
            template.place,
            message(
                "there is nothing called {found} here; expected one of: {known}", found=name, known=known
            ),
        )
        for name in sorted(names)
    ]


def _filled(template: Template, facts: Facts) -> str:
    if "{" not in template.text:
        return template.text
    try:
        return str(_compiled(template.text).render(facts)).strip()
    except (
        jinja2.TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
    ) as error:
        problem = message(
            "this wording cannot be filled: {problem}", problem=wording_problems.JINJA.told(error)
        )
        raise Refused([Fault(template.place, problem)]) from error


@cache
def _compiled(text: str) -> Any:
    return _environment().from_string(text)


@cache
def _names(text: str) -> frozenset[str]:
    """What a template names."""
    return frozenset(meta.find_undeclared_variables(_environment().parse(text)))


@cache
def _environment() -> "WordingEnvironment":
    """What wordings are read and filled by."""
    made = sandboxed.WordingEnvironment()
    made.filters["money"] = _money
    return made


def _money(amount: str) -> str:
    """`{{ total | money }}`: an amount in yuan as prose tells it, such as 25万元."""
    return yuan_told(fen(read_number(amount)))
