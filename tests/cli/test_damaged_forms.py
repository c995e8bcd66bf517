"""A form that was damaged on its way is refused or read right, never read wrong (CONTRACT.md section 4)."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import Faults
from qsq.domain.values.periods import Period
from qsq.intake.observed.observations import load_observations
from qsq.ledger.ledger import Ledger
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import Rules, load_rules
from qsq.year.forms.department import check_form
from tests.conftest import called, examples, made_once, small_workspace

FIRST, LAST, IDS, COLUMNS = 8, 13, 7, 7
PATH = "data/2023/q1/observations/agriculture.xlsx"
UNIT = Unit(Level.DEPARTMENT, "agriculture")
FORM = "out/2023Q1/checklist/departments/2023年一季度-农业农村局-评分表.xlsx"
FILLED = {row: (10.0 * row, row % 3) for row in range(FIRST, LAST + 1)}
"""What is entered, each row another."""

Damage = Callable[[Any, random.Random], None]


class Issued:
    """The county with its ledger, and the form of agriculture filled in."""

    def __init__(self, root: Path, rules: Rules, content: bytes) -> None:
        self.root, self.rules, self.content = root, rules, content

    def __repr__(self) -> str:
        """Short, for those who read a failed example."""
        return "issued"


@dataclass(frozen=True)
class Holding:
    """The workspace with nothing handed in but one file."""

    folder: DiskFolder
    content: bytes

    def read(self, path: str) -> bytes | None:
        return self.content if path == PATH else self.folder.read(path)

    def names(self, path: str) -> tuple[str, ...]:
        return (PATH.rpartition("/")[2],) if PATH.startswith(path) else self.folder.names(path)

    def folders(self, path: str) -> tuple[str, ...]:
        return self.folder.folders(path)


def issue(root: Path) -> None:
    assert called("checklist", "issue", "2023Q1", workspace=small_workspace(root)).code == 0


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Issued:
    root = made_once(tmp_path_factory, "issued-forms", issue) / "small"
    rules = load_rules(DiskFolder(root), Period.read("2023Q1"), Faults())
    assert rules is not None
    book = openpyxl.load_workbook(root / FORM)
    for row, values in FILLED.items():
        for column, value in zip((5, 6), values, strict=True):
            book["评分意见"].cell(row, column).value = value
    return Issued(root, rules, saved(book))


def saved(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(issued: Issued, content: bytes) -> dict[tuple[str, str], str] | None:
    """The observations of the form as it came back; None where it is refused."""
    folder, faults = Holding(DiskFolder(issued.root), content), Faults()
    with Ledger.open_read_only(issued.root / "data/qsq.db") as ledger:
        check_form(folder, ledger, issued.rules, UNIT, PATH, faults)
    found = load_observations(folder, issued.rules.checklist, issued.rules.register, faults)
    if faults.found:
        return None
    return {
        (code, task): seen.text for code, tasks in found.by_village.items() for task, seen in tasks.items()
    }


def row_moved(sheet: Any, chance: random.Random) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(FIRST, LAST)]
    chance.shuffle(rows)
    for number, row in enumerate(rows, start=FIRST):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value


def part_sorted(sheet: Any, chance: random.Random) -> None:
    """Only some columns are sorted: what stood beside each other no longer does."""
    columns = chance.sample(range(1, COLUMNS + 1), chance.randint(1, COLUMNS - 1))
    order = chance.sample(range(FIRST, LAST + 1), LAST + 1 - FIRST)
    kept = {(row, column): sheet.cell(row, column).value for row in order for column in columns}
    for new, old in enumerate(order, start=FIRST):
        for column in columns:
            sheet.cell(new, column).value = kept[old, column]


def exchanged(sheet: Any, chance: random.Random) -> None:
    one, other = ((chance.randint(1, LAST), chance.randint(1, COLUMNS)) for _which in range(2))
    if any(type(sheet.cell(*at)).__name__ == "MergedCell" for at in (one, other)):
        return
    sheet.cell(*one).value, sheet.cell(*other).value = sheet.cell(*other).value, sheet.cell(*one).value


def emptied(sheet: Any, chance: random.Random) -> None:
    at = chance.randint(1, LAST), chance.randint(1, 4)
    if type(sheet.cell(*at)).__name__ != "MergedCell":
        sheet.cell(*at).value = None


def shifted(sheet: Any, chance: random.Random) -> None:
    """Cells of a column were pushed down, as by inserting a single cell."""
    column, begin = chance.randint(1, 4), chance.randint(IDS, LAST)
    for row in range(LAST + 1, begin, -1):
        sheet.cell(row, column).value = sheet.cell(row - 1, column).value
    sheet.cell(begin, column).value = None


def row_deleted(sheet: Any, chance: random.Random) -> None:
    sheet.delete_rows(chance.randint(1, LAST))


def column_deleted(sheet: Any, chance: random.Random) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.delete_cols(chance.randint(1, COLUMNS))


def row_inserted(sheet: Any, chance: random.Random) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(chance.randint(1, LAST), chance.randint(1, 4))


def row_copied(sheet: Any, chance: random.Random) -> None:
    row, target = chance.randint(FIRST, LAST), chance.randint(FIRST, LAST + 2)
    for column in range(1, COLUMNS + 1):
        sheet.cell(target, column).value = sheet.cell(row, column).value


DAMAGES: tuple[Damage, ...] = (
    row_moved,
    part_sorted,
    exchanged,
    emptied,
    shifted,
    row_deleted,
    column_deleted,
    row_inserted,
    row_copied,
)


def meant(sheet: Any) -> dict[tuple[str, str], str]:
    """What a person reads in the sheet: villages by name beside what was entered under the tasks' words."""
    names = {"东一村": "A1", "东二村": "A2", "东三村": "A3", "西一村": "B1", "西二村": "B2", "西三村": "B3"}
    return {
        (names[sheet.cell(row, 2).value], task): f"{sheet.cell(row, column).value:g}"
        for row in range(FIRST, LAST + 1)
        for column, task in ((5, "grain.seedlings"), (6, "grain.hazards"))
    }


def test_an_undamaged_form_is_read_as_it_was_filled_in(issued: Issued) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(issued.content))["评分意见"]
    assert read(issued, issued.content) == meant(sheet)


@pytest.mark.more
@settings(max_examples=examples(15, 1000))
@example(exchanged, 184067)  # a task's words stand in the title, the title above its cells
@given(st.sampled_from(DAMAGES), st.integers(0, 2**32))
def test_a_damaged_form_is_refused_or_read_as_it_shows(issued: Issued, damage: Damage, seed: int) -> None:
    """What is read is what stood beside each village's name under each task's words, in the damaged form."""
    book = openpyxl.load_workbook(io.BytesIO(issued.content))
    damage(book["评分意见"], random.Random(seed))
    found = read(issued, saved(book))
    if found is not None:
        assert found == shown(book["评分意见"])


def shown(sheet: Any) -> dict[tuple[str, str], str]:
    """As `meant`, wherever rows and columns stand now: what a person sees beside a name, under a text."""
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    names = {"东一村": "A1", "东二村": "A2", "东三村": "A3", "西一村": "B1", "西二村": "B2", "西三村": "B3"}
    texts = {"早稻育秧面积": "grain.seedlings", "农机隐患未整改处数": "grain.hazards"}
    heads = {row.index(text): task for row in cells for text, task in texts.items() if text in row}
    found = {}
    for row in cells:
        villages = [names[cell] for cell in row if cell in names]
        for at, task in heads.items():
            # the text of a task with a target is merged across both columns: its figures stand in the second
            column = at + 1 if task == "grain.seedlings" else at
            if villages and row[column] is not None:
                found[villages[0], task] = f"{float(row[column]):g}"
    return found


@pytest.mark.more
@settings(max_examples=examples(10, 1000))
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_a_file_of_which_bytes_were_lost_is_refused_or_read_right(
    issued: Issued, seed: int, count: int
) -> None:
    chance, content = random.Random(seed), bytearray(issued.content)
    begin = chance.randrange(len(content))
    if chance.random() < 0.5:
        del content[begin : begin + count * 50]
    else:
        content[begin : begin + count] = chance.randbytes(count)
    found = read(issued, bytes(content))
    assert found is None or found == read(issued, issued.content)
