"""A wide table as a file: Parquet or CSV, read some thousands of rows at a time."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qsq.domain.faults import Fault, Place, Refused, WrongUse, message
from qsq.intake.bulk.apostrophes import as_meant
from qsq.late import late, library

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import csv, parquet
else:
    csv, parquet = late("pyarrow", "csv", "parquet")
    pa = library("pyarrow")

ENDINGS = (".parquet", ".csv")
AT_ONCE = 65_536
"""Rows that are read and marked together."""

_BLOCK = 8 * 2**20


class WideFile:
    """A Parquet or CSV file; a row of CSV is a line.

    Attributes:
        headings: as they are written.
        first: the number of the first row below them.
    """

    def __init__(self, path: Path) -> None:
        """Open a file.

        Raises:
            WrongUse: it ends neither in .parquet nor in .csv.
            Refused: it cannot be read as what its name says.
        """
        self._path = path
        ending = path.suffix.lower()
        if ending not in ENDINGS:
            raise WrongUse(
                message("found the ending {found}; expected .parquet or .csv", found=ending or "“”")
            )
        self._is_parquet = ending == ".parquet"
        self.first = 1 if self._is_parquet else 2
        try:
            self.headings = list(self._schema().names)
        except (pa.ArrowException, OSError, UnicodeDecodeError):
            raise self._unreadable() from None

    def batches(self) -> Iterator[Any]:
        """Its rows as record batches of Arrow's; texts that come again and again are held once.

        Raises:
            Refused: it is damaged further down.
        """
        try:
            yield from self._of_parquet() if self._is_parquet else self._of_csv()
        except (pa.ArrowException, OSError, UnicodeDecodeError):
            raise self._unreadable() from None

    def _schema(self) -> Any:
        if self._is_parquet:
            return parquet.read_schema(self._path)
        with self._open_csv({}) as reader:
            return reader.schema

    def _of_parquet(self) -> Iterator[Any]:
        schema = parquet.read_schema(self._path)
        texts = [field.name for field in schema if pa.types.is_string(field.type)]
        repeated = [name for name in texts if name not in _EACH_ITS_OWN]
        with parquet.ParquetFile(self._path, read_dictionary=repeated, pre_buffer=False) as file:
            yield from file.iter_batches(AT_ONCE)

    def _of_csv(self) -> Iterator[Any]:
        with self._open_csv(dict.fromkeys(self.headings, pa.string())) as reader:
            yield from map(as_meant, reader)

    def _open_csv(self, types: dict[str, Any]) -> Any:
        return csv.open_csv(
            self._path,
            read_options=csv.ReadOptions(block_size=_BLOCK, encoding=_encoding(self._path)),
            convert_options=csv.ConvertOptions(column_types=types, strings_can_be_null=False),
        )

    def _unreadable(self) -> Refused:
        what = message("it is no Parquet file, or a damaged one")
        if not self._is_parquet:
            what = message("it is no CSV file in which each row is a line with as many cells as the first")
        return Refused([Fault(Place(str(self._path)), what)])


_EACH_ITS_OWN = ("village_code", "村代码", "village_name", "村名")
"""Columns whose texts hardly ever come again."""


def _encoding(path: Path) -> str:
    """UTF-8, or GB18030, which Excel on Chinese Windows writes."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
