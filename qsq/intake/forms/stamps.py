"""The stamp of a form that came back, and whether what was printed and locked in it is still there."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from xml.parsers import expat

from qsq.domain.faults import ColumnNames, Faults, Place
from qsq.domain.forms.locked import locked_digest, printed
from qsq.domain.forms.stamp import LONGEST_PROPERTY, PROPERTY, Stamp
from qsq.domain.values.texts import quoted
from qsq.intake.sheets.sheet import text_of
from qsq.intake.sheets.xlsx_parts import Parts, local
from qsq.intake.tables import InputTable, sheets_of

_TOP_ROWS = 12
"""The visible line stands within so many rows."""

_OF_XLSX, _OF_ODS = "docProps/custom.xml", "meta.xml"


def read_stamp(file: str, content: bytes) -> Stamp | None:
    """The stamp of a file; None where it has none, as a table of an office's own.

    What people see goes before what the file says of itself: a table that was pasted into another form's file
    is the table that it shows.
    """
    shown, kept = _shown(file, content), _kept(content)
    if shown is None or (kept is not None and kept.line == shown.line):
        return kept
    return shown


def _kept(content: bytes) -> Stamp | None:
    """The stamp in the file's properties, which .xlsx and .ods have."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = Parts(archive)
            texts = [
                text for part in (_OF_XLSX, _OF_ODS) if part in parts for text in _properties(parts, part)
            ]
    except Exception:  # noqa: BLE001 - libraries raise errors of many kinds; whoever reads the table tells of it
        return None
    for text in texts:
        try:
            return Stamp.of_text(text.strip())
        except ValueError:
            continue
    return None


def _properties(parts: Parts, part: str) -> list[str]:
    """What a part says under the stamp's name."""
    found, within = list[str](), [False]

    def started(name: str, attributes: Mapping[str, str]) -> None:
        named = [value for key, value in attributes.items() if local(key) == "name"]
        if local(name) in {"property", "user-defined"}:
            within[0] = PROPERTY in named
            found.extend([""] if within[0] else [])

    def said(text: str) -> None:
        if within[0] and len(found[-1]) <= LONGEST_PROPERTY:
            found[-1] += text

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = started
    parser.CharacterDataHandler = said
    parts.parse(part, parser)
    return found


def _shown(file: str, content: bytes) -> Stamp | None:
    """The stamp in the visible line above a table."""
    for text in _top(file, content):
        try:
            return Stamp.parse(text)
        except ValueError:
            continue
    return None


def _top(file: str, content: bytes) -> Iterator[str]:
    """The texts above the tables of a file that can be read."""
    for sheet in sheets_of(file, content, "", Faults()):
        for row in islice(sheet.rows, _TOP_ROWS):
            yield from (cell for cell in map(text_of, row) if cell)


def changed_cells(
    table: InputTable,
    stamp: Stamp,
    locked: Sequence[str],
    as_printed: Sequence[Sequence[str]],
    faults: Faults,
) -> None:
    """Note what is locked in a form and is no longer what was printed.

    Rows may be sorted, filtered and hidden; none may be added to those that are printed, or lack.

    Args:
        table: the form as it came back.
        stamp: its stamp.
        locked: the names of the locked columns, in the order of the form.
        as_printed: what these columns would hold if the form were printed today; with it the cells are named.
        faults: takes what is found.
    """
    lacking = [name for name in locked if name not in table.at]
    if lacking:
        faults.add(
            table.place(table.header),
            "the form lacks what was printed in it: {lacking}; fill in the form as it was issued",
            lacking=ColumnNames(", ".join(lacking)),
        )
        return
    picked = [table.columns.index(name) for name in locked]
    found = [(number, tuple(printed(cells[at]) for at in picked)) for number, cells in table.lines]
    found = [(number, cells) for number, cells in found if any(cells)]
    if stamp.fits(locked_digest(locked, [cells for _number, cells in found])):
        return
    wanted = [tuple(map(printed, row)) for row in as_printed]
    if not stamp.fits(locked_digest(locked, wanted)):
        faults.add(
            Place(table.file),
            "what is locked in the form is not what was printed, or it was printed from something else;"
            " fill in the form that was issued last",
        )
        return
    _name_changes(table, locked, found, [row for row in wanted if any(row)], faults)


def changed_heads(table: InputTable, heads: Mapping[str, str], faults: Faults) -> None:
    """Note columns above which something else stands than was printed there: names were moved or exchanged.

    Args:
        table: the form as it came back.
        heads: what stands above a column, by its name; a merged cell stands above all of its columns.
        faults: takes what is found.
    """
    for name, head in heads.items():
        at, codes = table.at.get(name), table.at.get("village_code", 0)
        if at is None:
            faults.add(
                table.place(table.header),
                "the form lacks what was printed in it: {lacking}; fill in the form as it was issued",
                lacking=name,
            )
        elif printed(head) not in {_standing_above(row, at, codes) for row in table.above}:
            faults.add(
                table.place(table.header, name),
                "{name} does not stand under {head} as it was printed; fill in the form as it was issued",
                name=name,
                head=quoted(head),
            )


def _standing_above(row: Sequence[str], at: int, codes: int) -> str:
    """What a row shows above a column: its cell, or the one on its left that it is merged with.

    No head is merged across the column of villages' codes on its left: what stands there is a title.
    """
    first = codes + 1 if codes < at else 0
    return next((printed(cell) for cell in reversed(row[first : at + 1]) if cell), "")


_Cells = tuple[str, ...]


def _name_changes(
    table: InputTable,
    locked: Sequence[str],
    found: Sequence[tuple[int, _Cells]],
    wanted: Sequence[_Cells],
    faults: Faults,
) -> None:
    """Each cell, row added and row that lacks; rows are told apart by most of their cells."""
    left, strange = Counter(wanted), list[tuple[int, _Cells]]()
    for number, cells in found:
        if left[cells]:
            left[cells] -= 1
        else:
            strange.append((number, cells))
    lost = list(left.elements())
    for number, cells in strange:
        nearest = max(lost, key=lambda row: _alike(row, cells), default=None)
        if nearest is None or not _alike(nearest, cells):
            faults.add(
                table.place(number),
                "the row {found} was added or stands twice; take it out",
                found=quoted(" ".join(filter(None, cells))),
            )
            continue
        lost.remove(nearest)
        for name, now, before in zip(locked, cells, nearest, strict=True):
            if now != before:
                faults.add(
                    table.place(number, name),
                    "found {found}, which is locked; expected {expected} as printed",
                    found=quoted(now),
                    expected=quoted(before),
                )
    for row in lost:
        faults.add(
            table.place(table.header),
            "the row {row} was taken out; put it back, empty if need be",
            row=quoted(" ".join(filter(None, row))),
        )


def _alike(one: _Cells, other: _Cells) -> int:
    return sum(bool(mine) and mine == theirs for mine, theirs in zip(one, other, strict=True))
