"""Every sheet that people sign, hang up or pay by, with all its rows, in a county where no two halves are equal.

To take a change over after it was looked at: `QSQ_GOLDEN=write .venv/bin/python -m pytest tests/documents`.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from qsq.api.workspace import Workspace
from qsq.documents.document import Table
from tests.documents.county import bundles, finished

SHEETS = Path(__file__).parents[1] / "golden" / "sheets"
_CODE = re.compile(r"[0-9a-f]{64}|(?<=校验码 )[2-9A-Z]{8}\b|(?<= · )[2-9A-Z]{4}-[2-9A-Z]{4}\b")


@pytest.fixture(scope="session")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The county where welfare takes three fifths of a prize."""
    return finished(tmp_path_factory.mktemp("uneven"), "welfare: 60%, cadres: 40%")


def cells_of(file: Path) -> str:
    """What a workbook says, cell by cell; of a formula, what it gave when the file was written."""
    book = CalamineWorkbook.from_path(str(file))
    lines: list[str] = []
    for name in book.sheet_names:
        lines.append(f"== {name}")
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        lines += (" | ".join(map(str, row)).replace("\n", "/").rstrip(" |") for row in rows)
    return "\n".join(lines) + "\n"


def workbooks(root: Path) -> Iterator[tuple[str, str]]:
    """What every workbook says, by its path below out/, without codes."""
    for file in sorted((root / "out").rglob("*.xlsx")):
        yield file.relative_to(root / "out").as_posix(), _CODE.sub("····", cells_of(file))


SIGNED_HUNG_OR_PAID = ("feedback", "notice", "review", "payment", "reminders")


def test_every_sheet_says_what_was_agreed(uneven: Workspace) -> None:
    found = {
        path.replace("/", "+").removesuffix(".xlsx"): text
        for path, text in workbooks(uneven.office.root)
        if path.split("/")[1] in SIGNED_HUNG_OR_PAID
    }
    if os.environ.get("QSQ_GOLDEN") == "write":
        SHEETS.mkdir(exist_ok=True)
        for name, text in found.items():
            (SHEETS / f"{name}.txt").write_text(text, "utf-8")
    agreed = {file.stem: file.read_text("utf-8") for file in SHEETS.glob("*.txt")}
    assert found.keys() == agreed.keys()
    for name, text in found.items():
        assert text == agreed[name], name


def test_each_half_of_a_prize_stands_in_its_own_column(uneven: Workspace) -> None:
    (made,) = bundles(uneven, "prizes")[0].documents
    villages = next(part for part in made.parts if isinstance(part, Table))
    headings = [column.heading for column in villages.columns]
    money = {name: headings.index(f"{name}（元）") for name in ("奖金", "公益事业", "村干部")}
    rows = [{name: row[at] for name, at in money.items()} for row in (*villages.rows, *villages.totals)]
    assert rows == [
        {"奖金": "300.00", "公益事业": "180.00", "村干部": "120.00"},
        {"奖金": "200.00", "公益事业": "120.00", "村干部": "80.00"},
        {"奖金": "500.00", "公益事业": "300.00", "村干部": "200.00"},
    ]


def test_no_undone_task_is_called_done(uneven: Workspace) -> None:
    for made in bundles(uneven, "reminders"):
        for document in made.documents:
            (table,) = document.tables
            assert table.rows
            assert all(row[1].startswith("未完成") for row in table.rows)
