"""A document as plain data; writers (PDF, Word, Excel) set it in the layout of GB/T 9704-2012."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from qsq.documents.official import EndLine, Formalities, end_lines
from qsq.documents.seal import Seal
from qsq.documents.title_lines import broken
from qsq.domain.values.chinese_dates import chinese_date

PORTRAIT_POINTS, LANDSCAPE_POINTS, COMPACT_LANDSCAPE_POINTS = 442, 638, 796
"""How wide the text of a page is: A4 without margins of 28 + 26 mm; lying, without 37 + 35, or 8 + 8."""

TITLE_POINTS = 22
"""How large a title is: 2号."""

_UNDATED = "　　年　　月　　日"
_SIZES = (12, 11, 10.5, 9, 8, 7)
_SMALLEST_PORTRAIT = 9
_MOST_IN_ONE_HALF = 20
_PADDING, _DENSE_PADDING = 6, 4
_LAST_ROWS, _MOST_TOGETHER, _SHORT = 2, 12, 200
_ROOM, _SEALED_ROOM = 2, 3

SIGNED_ROW_MM = 12
"""How tall a row is in which someone signs."""


class Cells(StrEnum):
    """What a column holds; counts and figures are numbers in workbooks, figures aligned at their end.

    In a signed one people sign: its rows are tall enough for a hand.
    """

    TEXT = "text"
    CENTRED = "centred"
    COUNT = "count"
    FIGURE = "figure"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and its width in Latin characters (a Chinese one is two wide).

    Attributes:
        in_workbooks_only: whether pages are too narrow for it.
    """

    heading: str
    width: int
    kind: Cells = Cells.TEXT
    in_workbooks_only: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its first line indented by two characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading such as `一、基本情况`; it is never left alone at a page's end."""

    text: str


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Neighbouring rows that belong together, such as a town's: on pages they stay on one where they fit.

    Attributes:
        name: what they have in common.
        rows: how many they are.
        subtotal: what they add up to, a text for every column; empty for nothing.
    """

    name: str
    rows: int
    subtotal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table as pages have it.

    Attributes:
        summed: whether it adds others up.
        kept: whether it stays on one page with the next.
    """

    cells: tuple[str, ...]
    summed: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its header is repeated on every page, and no row is split over two.

    Attributes:
        rows: each with a text for every column; figures as they are printed.
        totals: rows at the end that add up, set apart.
        name: what its sheet is called in a workbook; the document's title where it has none.
        joined: columns in which equal cells of neighbouring rows are one, where those of the joined columns
            before it are.
        paired: whether many rows stand in two halves side by side on pages, so that they fit on one.
        groups: all its rows in order, where they are grouped.
        apart: whether each group begins a page of its own.
        spanned: whether joined cells are one on pages too, not only in workbooks.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[tuple[str, ...], ...] = ()
    name: str = ""
    joined: tuple[int, ...] = ()
    paired: bool = False
    groups: tuple[RowGroup, ...] = ()
    apart: bool = False
    spanned: bool = False

    def lines(self, *, signed: bool) -> tuple[Line, ...]:
        """Its rows with sums; of one that is `signed` below, the last stay on the page of what follows."""
        groups = self.groups or (RowGroup("", len(self.rows)),)
        found = [line for start, group in _starts(groups) for line in self._of_group(start, group)]
        found += [Line(cells, summed=True) for cells in self.totals]
        last = len(self.totals) + _LAST_ROWS if signed else 0
        held = [replace(line, kept=True) for line in found[max(0, len(found) - last) :]]
        if self.totals and found[: len(found) - len(self.totals)]:
            above = len(found) - len(self.totals) - 1
            found[above] = replace(found[above], kept=True)
        return tuple(found[: len(found) - len(held)] + held)

    def _of_group(self, start: int, group: RowGroup) -> list[Line]:
        cells = self.rows[start : start + group.rows]
        together = bool(self.groups) and len(cells) <= _MOST_TOGETHER
        lines = [Line(row, kept=together and at + 1 < len(cells)) for at, row in enumerate(cells)]
        if group.subtotal:
            lines[-1] = replace(lines[-1], kept=True)
            lines.append(Line(group.subtotal, summed=True))
        return lines

    @property
    def by_page(self) -> tuple["Table", ...]:
        """A table for each group, where each begins a page of its own; the totals stand in the last."""
        if not self.apart or len(self.groups) < 2:  # noqa: PLR2004 - one is not apart from another
            return (self,)
        return tuple(
            replace(
                self,
                rows=self.rows[start : start + group.rows],
                groups=(group,),
                totals=self.totals if group is self.groups[-1] else (),
            )
            for start, group in _starts(self.groups)
        )

    def runs(self, at: int) -> list[tuple[int, int]]:
        """The first and the last row of each cell of a column; of one that is not joined, each row alone."""
        if at not in self.joined:
            return [(row, row) for row in range(len(self.rows))]
        before = self.joined[: self.joined.index(at) + 1]
        keys = [tuple(cells[other] for other in before) for cells in self.rows]
        starts = [row for row, key in enumerate(keys) if row == 0 or key != keys[row - 1]]
        ends = [*(start - 1 for start in starts[1:]), len(keys) - 1]
        return list(zip(starts, ends, strict=False))

    @property
    def spans(self) -> tuple[tuple[int, ...], ...]:
        """How many rows each cell of a row spans; 0 for one that another covers; empty where none does."""
        if not self.joined:
            return ()
        alone = [1] * len(self.rows)
        columns = (self._heights(at) if at in self.joined else alone for at in range(len(self.columns)))
        return tuple(zip(*columns, strict=True))

    def _heights(self, at: int) -> list[int]:
        heights = [0] * len(self.rows)
        for first, last in self.runs(at):
            heights[first] = last - first + 1
        return heights

    @property
    def on_pages(self) -> "Table":
        """The table as pages have it: without the columns that are too many, a joined cell's text on top."""
        shown = [at for at, column in enumerate(self.columns) if not column.in_workbooks_only]
        joined = () if self.spanned else self.joined
        tops = {at: {first for first, _last in self.runs(at)} for at in joined}
        rows = self.rows
        if tops or len(shown) < len(self.columns):
            rows = tuple(
                tuple(cells[at] if at not in tops or number in tops[at] else "" for at in shown)
                for number, cells in enumerate(rows)
            )
        totals = (tuple(cells[at] for at in shown) for cells in self.totals)
        groups = (
            replace(one, subtotal=tuple(one.subtotal[at] for at in shown if one.subtotal))
            for one in self.groups
        )
        table = Table(
            tuple(self.columns[at] for at in shown),
            rows,
            tuple(totals),
            self.name,
            groups=tuple(groups),
            apart=self.apart,
            joined=tuple(shown.index(at) for at in self.joined if at in shown) if self.spanned else (),
            spanned=self.spanned,
        )
        return table._halved() if self._is_halved else table

    @property
    def _is_halved(self) -> bool:
        return self.paired and len(self.rows) > _MOST_IN_ONE_HALF

    def _halved(self) -> "Table":
        half = (len(self.rows) + 1) // 2
        empty = ("",) * len(self.columns)
        second = [*self.rows[half:], *[empty] * (2 * half - len(self.rows))]
        rows = (left + right for left, right in zip(self.rows[:half], second, strict=True))
        return Table(self.columns * 2, tuple(rows), name=self.name)

    def needed(self, size: float) -> float:
        """How many points of width it takes in a type size."""
        return _needed(self.columns, size, _DENSE_PADDING if self.spanned else _PADDING)

    @property
    def is_signed(self) -> bool:
        """Whether people sign in its rows."""
        return any(column.kind is Cells.SIGNED for column in self.columns)

    @property
    def is_wide(self) -> bool:
        """Whether it would be too small to read on a standing page."""
        return self.needed(_SMALLEST_PORTRAIT) > PORTRAIT_POINTS

    @property
    def is_wide_on_pages(self) -> bool:
        """Whether it would be so as pages have it."""
        shown = [column for column in self.columns if not column.in_workbooks_only]
        halves = 2 if self._is_halved else 1
        return _needed(shown * halves, _SMALLEST_PORTRAIT) > PORTRAIT_POINTS

    def size(self, points: float) -> float:
        """The largest type size in which it fits into so many points; else the smallest one."""
        return next((size for size in _SIZES if self.needed(size) <= points), _SIZES[-1])


def _needed(columns: Sequence[Column], size: float, padding: int = _PADDING) -> float:
    return sum(column.width for column in columns) * size / 2 + padding * len(columns)


def _starts(groups: Sequence[RowGroup]) -> Iterator[tuple[int, RowGroup]]:
    """Each group with the number of its first row."""
    start = 0
    for group in groups:
        yield start, group
        start += group.rows


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, which workbooks leave out: their tables say the same.

    Attributes:
        drawing: SVG in the program's own fonts.
        alt: what it shows, in words, for who cannot see it.
        width: in points, as it is printed.
        height: the same.
    """

    drawing: str
    alt: str
    width: int
    height: int


NO_PICTURE = Picture("", "", 0, 0)
"""Of what there is nothing to draw; it is left out."""

Part = Paragraph | Heading | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """What an office sends out or puts up.

    Attributes:
        lines: what stands small under the title, such as the check code.
        number: the document number, such as `祁三创办〔2023〕4号`; empty for none.
        addressee: such as `各镇(街道)党委`, without the colon; empty for none.
        signature: who issues it; empty for none.
        day: its date; None where it is not dated yet.
        draft: whether every page says 草案.
        file: the name of a file of its own, without its ending, made by `file_name`; empty where it goes with
            its bundle alone.
        seal: what stands at its end in small type and as a code; None for nothing.
        compact: whether it is a page for a wall, in type that lets it be one, rather than a letter.
        pages: on how many pages its type lets it be where it is compact.
        foot: what stands small at the foot of every page, such as the check code.
        label: what stands in the corner above the title, such as `附件`; empty for none.
        official: what makes it a 公文; None for what is none.
    """

    title: str
    parts: tuple[Part, ...]
    lines: tuple[str, ...] = ()
    number: str = ""
    addressee: str = ""
    signature: str = ""
    day: date | None = None
    draft: bool = False
    file: str = ""
    seal: Seal | None = None
    compact: bool = False
    pages: int = 1
    foot: str = ""
    label: str = ""
    official: Formalities | None = None

    @property
    def dated(self) -> str:
        """Its date as it is printed, or the room for one; nothing where nobody signs it."""
        if self.day is not None:
            return chinese_date(self.day)
        return _UNDATED if self.signature else ""

    @property
    def signed(self) -> tuple[str, ...]:
        """Signature and date of a compact one; in one line where its pages are full."""
        senders = tuple(self.signature.split("\n"))
        return (*senders, self.dated) if self.pages == 1 else (f"{'　'.join(senders)}　　{self.dated}",)

    @property
    def texts(self) -> Iterator[str]:
        """All that is written in it."""
        yield from (
            self.title,
            self.number,
            *self.lines,
            self.addressee,
            self.signature,
            self.foot,
            self.label,
        )
        yield from self.official.texts if self.official else ()
        for part in self.parts:
            if isinstance(part, Table):
                yield from (column.heading for column in part.columns)
                yield from (text for row in (*part.rows, *part.totals) for text in row)
                yield from (text for group in part.groups for text in (group.name, *group.subtotal))
            else:
                yield part.alt if isinstance(part, Picture) else part.text

    @property
    def broken_title(self) -> str:
        """Its title in lines that are broken by sense."""
        return broken(self.title, self.points // TITLE_POINTS)

    @property
    def ending(self) -> tuple[EndLine, ...]:
        """Signature and date, with room for a seal unless it says that it has none."""
        return end_lines(self.signature, self.dated, stamped=self.official is None or self.official.stamped)

    @property
    def room(self) -> int:
        """How many lines stay free above its signature, for a seal where it has one; none below a table."""
        attached = self.official is not None and self.official.attachments
        if self.kept_from == len(self.parts) - 1 and not attached:
            return 0
        if self.official is None:
            return _ROOM
        return _SEALED_ROOM if self.official.stamped else 1

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, in order."""
        return tuple(part for part in self.parts if isinstance(part, Table))

    @property
    def kept_from(self) -> int:
        """The part from which on all stays with the signature: a last table's last rows, what is below."""
        if not self.signature and not self.seal:
            return len(self.parts)
        last = max(
            (at for at, part in enumerate(self.parts) if isinstance(part, Table)), default=len(self.parts)
        )
        below = self.parts[last + 1 :]
        short = all(isinstance(part, Paragraph) and len(part.text) < _SHORT for part in below)
        return last if short else len(self.parts)

    @property
    def landscape(self) -> bool:
        """Whether its pages lie: a table would be too small to read on a standing one."""
        return any(table.is_wide_on_pages for table in self.tables)

    @property
    def points(self) -> int:
        """How wide its text is."""
        if not self.landscape:
            return PORTRAIT_POINTS
        return COMPACT_LANDSCAPE_POINTS if self.compact else LANDSCAPE_POINTS


@dataclass(frozen=True, slots=True)
class Bundle:
    """Documents that go into one file, each beginning with a page 1 of its own.

    Attributes:
        name: the file's, without its ending, made by `file_name` of what comes from data.
        figures: what a workbook of it holds; the documents' own tables where empty.
        folder: the name of the folder where the file goes; empty for where all go.
    """

    name: str
    documents: tuple[Document, ...]
    figures: tuple[Document, ...] = ()
    folder: str = ""

    def separated(self) -> "list[Bundle]":
        """Its documents in files of their own, in a folder of its name; itself where they have none."""
        if not any(one.file for one in self.documents):
            return [self]
        return [Bundle(one.file, (one,), folder=self.name) for one in self.documents]
