"""The kinds of file that a wide table is written to, checked before anything is done for it."""

import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.domain.faults import WrongUse, message
from qsq.late import late, library
from qsq.year.desk.named_files import Fits, target_of

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import parquet
else:
    (parquet,) = late("pyarrow", "parquet")
    pa = library("pyarrow")


ENDINGS = (".csv", ".xlsx", ".parquet")


FIRST_COLUMNS = ("village_code", "village_name", "town_code", "kind", "town_mark", "city_mark")
"""By which a table that was exported before is known."""

SHEET = "评比结果"


def export_target(file: Path) -> Path:
    """The file that a wide table may be written to.

    Raises:
        WrongUse: as `check_ending` and `target_of`.
    """
    check_ending(file)
    return target_of(file, _FITS[file.suffix.lower()])


def check_ending(file: Path) -> None:
    """Refuse a file whose ending says nothing, or that needs what is not installed.

    Raises:
        WrongUse: another ending than `ENDINGS`, or .parquet without pyarrow.
    """
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise WrongUse(
            message("found the ending {found}; expected .csv, .xlsx or .parquet", found=ending or "“”")
        )
    if ending == ".parquet" and find_spec("pyarrow") is None:
        raise WrongUse(message("this installation leaves out {ending}: qsq help install", ending=ending))


def bulk_target(file: Path, first_columns: tuple[str, ...] = FIRST_COLUMNS) -> Path:
    """The Parquet or CSV file that a table of very many rows may be written to.

    Args:
        file: as it was named.
        first_columns: by which a table of the kind is known.

    Raises:
        WrongUse: another ending, or as `target_of`.
    """
    ending = file.suffix.lower()
    if ending not in (".csv", ".parquet"):
        raise WrongUse(message("found the ending {found}; expected .parquet or .csv", found=ending or "“”"))
    fits = _is_csv if ending == ".csv" else _is_parquet
    return target_of(file, lambda there: fits(there, first_columns))


def _is_csv(file: Path, first_columns: tuple[str, ...] = FIRST_COLUMNS) -> bool:
    head = ",".join(first_columns).encode("utf-8-sig")
    with file.open("rb") as content:
        return content.read(len(head)) == head


def _is_xlsx(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            book = archive.read("xl/workbook.xml")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError):
        return False
    return book.count(b"<sheet ") == 1 and f'name="{SHEET}"'.encode() in book


def _is_parquet(file: Path, first_columns: tuple[str, ...] = FIRST_COLUMNS) -> bool:
    try:
        names = parquet.read_schema(file).names
    except pa.ArrowException:
        return False
    return tuple(names[: len(first_columns)]) == first_columns


_FITS: dict[str, Fits] = {".csv": _is_csv, ".xlsx": _is_xlsx, ".parquet": _is_parquet}
