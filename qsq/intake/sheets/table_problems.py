"""What is said of a table that cannot be read by Python's csv and zipfile, calamine and xlrd."""

from qsq.domain.faults import message
from qsq.domain.foreign import Foreign

TABLE = Foreign(
    message("unexpected end of data"),
    message("',' expected after '\"'"),
    message("line contains NUL"),
    message("field larger than field limit ({most})"),
    message("Cannot detect file format"),
    message("Unsupported format, or corrupt file: {problem}"),
    message("not well-formed (invalid token): line {line}, column {column}"),
)
