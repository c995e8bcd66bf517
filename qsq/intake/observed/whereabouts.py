"""Where in a period's files stands what was entered of one village; only its rows are looked for."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from qsq.domain.county.places import Register
from qsq.domain.faults import Faults, Place
from qsq.domain.folder import Folder
from qsq.domain.observed.observation import Adjustment
from qsq.domain.observed.whereabouts import Whereabouts
from qsq.domain.values.periods import Period
from qsq.intake.observed.observation_shapes import columns_of, long_tables, name_of
from qsq.intake.observed.observations import observations_folder
from qsq.intake.observed.period_inputs import (
    ADJUSTMENTS,
    TARGETS,
    adjustment_of,
    period_folder,
    targets_table,
)
from qsq.intake.sheets.spelling import half_width
from qsq.intake.tables import ENDINGS, read_table, read_tables

_TITLE_ROWS = 10
"""The header of a table stands within so many rows."""

_LINE_BREAK = re.compile(rb"\r\n|\r|\n")


def whereabouts_of(
    folder: Folder, period: Period, register: Register, village_code: str, observed: Collection[str]
) -> Whereabouts:
    """Where a village's observations, targets and adjustments stand.

    Args:
        folder: the files, which were read without a fault before.
        period: whose inputs they are.
        register: names departments.
        village_code: the village's.
        observed: the names of the rounds of which something was seen.
    """
    thin = _OfVillage(folder, village_code)
    found = _observations(thin, period, village_code, observed)
    if not found.keys() >= set(observed):  # its code is spelled otherwise somewhere
        found |= _observations(_OfVillage(folder, ""), period, village_code, observed)
    return Whereabouts(
        observations=found,
        targets=dict(_targets(thin, period, village_code)),
        adjustments=dict(_adjustments(thin, period, register, village_code)),
    )


def _observations(
    folder: "_OfVillage", period: Period, village_code: str, observed: Collection[str]
) -> dict[str, Place]:
    path, found = observations_folder(period), dict[str, Place]()
    tasks = {name.partition("#")[0] for name in observed}
    files = (name for name in folder.names(path) if not name.startswith((".", "~$")))
    for file in (f"{path}/{name}" for name in files if name.lower().endswith(ENDINGS)):
        for table in read_tables(folder, file, columns_of, Faults()):
            for part in long_tables(table, tasks, Faults()):
                for number, cells in part.lines:
                    code, name = half_width(cells[0]), name_of(cells[1], cells[4])
                    if code == village_code and name in observed and cells[2]:
                        found[name] = part.place(folder.number(file, number), "value")
    return found


def _targets(folder: "_OfVillage", period: Period, village_code: str) -> Iterator[tuple[str, Place]]:
    table = read_table(folder, targets_table(period), TARGETS, Faults())
    for row in table.rows() if table else ():
        if half_width(row["village_code"]) == village_code:
            place = row.table.place(folder.number(row.table.file, row.number), "target")
            yield half_width(row["task"]), place


def _adjustments(
    folder: "_OfVillage", period: Period, register: Register, village_code: str
) -> Iterator[tuple[Adjustment, Place]]:
    table = read_table(folder, f"{period_folder(period)}/adjustments.csv", ADJUSTMENTS, Faults())
    departments: Mapping[str, str] = register.department_names()
    for row in table.rows() if table else ():
        if half_width(row["village_code"]) == village_code:
            adjustment = adjustment_of(row, departments, Faults())
            if adjustment is not None:
                yield adjustment, row.table.place(folder.number(row.table.file, row.number), "points")


@dataclass(frozen=True, slots=True)
class _OfVillage:
    """A folder whose CSV files hold their first rows and those of one village; without a code, all rows.

    Attributes:
        numbers: of the files that were read, the number that each of their rows has in the whole file.
    """

    whole: Folder
    village_code: str
    numbers: dict[str, list[int]] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        content = self.whole.read(path)
        if content is None or not self.village_code or not path.lower().endswith(".csv"):
            return content
        kept = list(lines_with(content, self.village_code.encode()))
        self.numbers[path] = [number for number, _line in kept]
        return b"".join(line for _number, line in kept)

    def number(self, path: str, row: int) -> int:
        """The number in the whole file of a row that was read."""
        return self.numbers[path][row - 1] if path in self.numbers else row

    def names(self, path: str) -> tuple[str, ...]:
        return self.whole.names(path)

    def folders(self, path: str) -> tuple[str, ...]:
        return self.whole.folders(path)


def lines_with(content: bytes, code: bytes) -> Iterator[tuple[int, bytes]]:
    """The first lines of a table and those behind them that hold a code, with their numbers."""
    start = 0
    for number in range(1, _TITLE_ROWS + 1):
        end = _end_of_line(content, start)
        if start < end:
            yield number, content[start:end]
        start = end
    at = content.find(code, start)
    while at >= 0:
        start = max(content.rfind(b"\n", 0, at), content.rfind(b"\r", 0, at)) + 1
        end = _end_of_line(content, at)
        yield _line_number(content, start), content[start:end]
        at = content.find(code, end)


def _end_of_line(content: bytes, at: int) -> int:
    """Where the line that holds a place ends, its line break with it."""
    found = _LINE_BREAK.search(content, at)
    return found.end() if found else len(content)


def _line_number(content: bytes, start: int) -> int:
    """The number of the line that begins at a place."""
    breaks = [content.count(one, 0, start) for one in (b"\n", b"\r", b"\r\n")]
    return breaks[0] + breaks[1] - breaks[2] + 1
