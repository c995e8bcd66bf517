"""A town's form or table that is refused is given back: as it was filled in, what is wrong in it red."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.domain.faults import Fault, Faults, Place, Refused
from qsq.domain.forms.stamp import Stamp
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.file_names import file_name
from qsq.domain.values.periods import Period
from qsq.domain.values.texts import in_sight
from qsq.intake.forms.stamps import read_stamp
from qsq.intake.sheets.cell_at import CellAt
from qsq.intake.sheets.sheet import Sheet, text_if_read
from qsq.intake.tables import sheets_of
from qsq.late import late
from qsq.year.desk.acting import Acting
from qsq.year.desk.files import read_outside
from qsq.year.desk.writing import file_made_whole, inside, remove

if TYPE_CHECKING:
    from qsq.documents.writers import marked
else:
    (marked,) = late("qsq.documents.writers", "marked")

_LARGEST = 3_000_000
"""Bytes of a file that is given back; whoever sends a larger one hears what is wrong with it."""


@contextmanager
def given_back(acting: Acting, file: str | Path) -> Iterator[None]:
    """Within it a file that a town handed in is taken; one that is refused is given back, marked.

    A copy that was given back before goes when the file, as it was mended, is taken.

    Args:
        acting: whose step it is.
        file: as it was handed in.

    Raises:
        Refused: with where the marked copy lies, from the workspace's root; with none where no cell is wrong.
    """
    try:
        yield
    except Refused as refused:
        if refused.marked:
            raise
        raise Refused(refused.faults, _marked(acting, Path(file), refused.faults)) from None
    root = acting.office.root
    if (root / _folder(acting)).is_dir():
        copy = root / _path(acting, Path(file), read_stamp(str(file), _content(Path(file))))
        if copy.is_file():
            remove(root, copy)


def _content(file: Path) -> bytes:
    return read_outside(file) if file.is_file() and file.stat().st_size <= _LARGEST else b""


def _marked(acting: Acting, file: Path, faults: Sequence[Fault]) -> str:
    """The marked copy, from the workspace's root; empty where no cell of the file is wrong."""
    content, own, say = _content(file), {str(file), str(file.resolve())}, acting.office.say
    told = [(fault.place if fault.place.file in own else None, say(fault.shown)) for fault in faults]
    sheets = sheets_of(str(file), content, "", Faults()) if content else []
    tables = [_marked_sheet(sheet, told) for sheet in sheets]
    if not any(table.wrong for table in tables):
        return ""
    path = _path(acting, file, read_stamp(str(file), content))
    target = inside(acting.office.root, acting.office.root / path)
    listed = [(_called(place), why) for place, why in told]
    with file_made_whole(target) as made:
        marked.write_marked(made, target.stem, listed, tables)
    return path


def _marked_sheet(sheet: Sheet, told: Sequence[tuple[Place | None, str]]) -> "marked.MarkedSheet":
    """A sheet as it looks, with what is told of its cells; what is told of a row stands at its first cell."""
    rows = [[in_sight(text_if_read(cell)) for cell in row] for row in sheet.rows]
    wrong: dict[tuple[int, int], list[str]] = {}
    for place, why in told:
        spot = CellAt.read(place.where) if place else None
        if spot and spot.sheet == sheet.name and spot.row <= len(rows):
            wrong.setdefault((spot.row - 1, spot.column or 0), []).append(why)
    return marked.MarkedSheet(in_sight(sheet.name), rows, {at: "\n".join(said) for at, said in wrong.items()})


def _called(place: Place | None) -> str:
    """A place as the list of faults has it."""
    if place is None or not place.where:
        return "整表"
    return f"{place.seen}（{place.where}）" if place.seen else place.where


def _path(acting: Acting, file: Path, stamp: Stamp | None) -> str:
    """Where a copy lies: called like the form, or like the file where that is an office's own table."""
    names = _names(acting, stamp) if stamp else [file.stem]
    name = file_name(*filter(None, names), ending="（退回）.xlsx")
    return f"{_folder(acting)}/{name}"


def _folder(acting: Acting) -> str:
    return "/".join(filter(None, ("out", acting.period, "returned")))


def _names(acting: Acting, stamp: Stamp) -> list[str]:
    try:
        span = chinese_period(Period.read(stamp.period))
    except ValueError:
        span = stamp.period
    unit = acting.register.town_names().get(stamp.unit, stamp.unit)
    return [span, unit, stamp.form.chinese]
