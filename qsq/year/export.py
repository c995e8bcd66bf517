"""The kinds of file that a wide table is written to, checked before anything is done for it."""

from importlib.util import find_spec
from pathlib import Path

from qsq.domain.faults import WrongUse, message

ENDINGS = (".csv", ".xlsx", ".parquet")


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
        raise WrongUse(message("writing .parquet needs pyarrow; install it with: pip install 'qsq[parquet]'"))
