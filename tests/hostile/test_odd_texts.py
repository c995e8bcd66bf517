"""Text that would be a formula, markup or code is nothing but text in all that is written; what nobody sees is refused."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from qsq.api.workspace import Workspace
from qsq.domain.faults import WrongUse
from qsq.domain.values.texts import BEGINS_FORMULA, NUMBER, hidden_in
from tests.conftest import Qsq, made_once
from tests.documents.county import MONTH, PERIOD, noon
from tests.hostile.odd_texts import MARK, REST, TEXTS, drive, odd_county

NAME = TEXTS["东一村"]
FORMULAS = ("f", "formula", "formula1", "formula2", "definedName")
"""What a workbook counts, by the names of XML."""


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "odd-texts", drive) / "small"


def files(root: Path, ending: str) -> list[Path]:
    found = [path for path in root.rglob(f"*{ending}") if path.is_file()]
    assert found, f"nothing was written as {ending}"
    return found


def parts(file: Path) -> Iterator[tuple[str, str]]:
    """The XML of a workbook or of a Word file."""
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                yield name, archive.read(name).decode()


def elements(text: str) -> list[ET.Element]:
    return list(ET.fromstring(text).iter())  # noqa: S314 - the program's own


def unseen(text: str) -> str:
    return hidden_in(text, allowed="\r\n\t\ufeff\uf0b7")  # the last a bullet of every Word file


@pytest.mark.torture
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(written: Path) -> None:
    names = set()
    for file in files(written, ".xlsx"):
        for part, text in parts(file):
            assert not unseen(text), (file, part)
            assert "hyperlink" not in text, (file, part)
            formulas = [one.text or "" for one in elements(text) if one.tag.rpartition("}")[2] in FORMULAS]
            assert [one for one in formulas if MARK in _without_sheets(one)] == [], (file, part)
        for sheet in openpyxl.load_workbook(file):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        assert MARK not in _without_sheets(str(cell.value)), (file, cell)
                    names |= {cell.value} if cell.data_type == "s" else set()
    assert {TEXTS[one] for one in ("东二村", "西镇", "组织部", "早稻育秧面积", "干部1", "秧田到户")} <= names


def _without_sheets(formula: str) -> str:
    """A formula without the names of sheets and the texts in it, which stand in quotation marks."""
    return re.sub("'(?:[^']|'')*'!|\"(?:[^\"]|\"\")*\"", "", formula)


@pytest.mark.torture
def test_no_cell_of_csv_is_taken_for_a_formula(written: Path) -> None:
    behind_apostrophes = 0
    for file in [*files(written / "out", ".csv"), *written.glob("*q1.csv"), *written.glob("bulk*.csv")]:
        text = file.read_text("utf-8-sig")
        assert not unseen(text), file
        for cell in (cell for row in csv.reader(io.StringIO(text)) for cell in row):
            assert not cell.startswith(tuple(BEGINS_FORMULA)) or re.fullmatch(NUMBER, cell), (file, cell)
            behind_apostrophes += MARK in cell
    assert behind_apostrophes > 5


@pytest.mark.torture
def test_who_counts_published_tables_again_reads_what_was_meant(written: Path) -> None:
    call = [sys.executable, str(written / "out" / "board" / "verify.py")]
    run = subprocess.run(call, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


class Page(HTMLParser):
    """What a browser makes of a page: its text, and elements and attributes that are nobody's."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.foreign = "", list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [tag, *(name for name, _value in attrs)]
        self.foreign += [name for name in names if MARK in name]
        self.text += "".join(value or "" for name, value in attrs if name == "title")

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.torture
def test_nothing_in_a_page_is_markup(written: Path) -> None:
    named = 0
    for file in files(written / "out", ".html"):
        text = file.read_text("utf-8")
        page = Page(text)
        assert page.foreign == [], file
        assert not unseen(text), file
        assert f"<{MARK}" not in text, file
        named += NAME in page.text
    assert named > 5


@pytest.mark.torture
def test_nothing_in_word_is_a_field_or_markup(written: Path) -> None:
    named = 0
    for file in files(written / "out", ".docx"):
        for part, text in parts(file):
            assert not unseen(text), (file, part)
            for one in elements(text):
                assert MARK not in one.tag, (file, part)
                if one.tag.endswith(("}instrText", "}fldSimple")):
                    assert MARK not in ET.tostring(one, "unicode"), (file, part)
        tables = docx.Document(str(file)).tables
        named += any(REST in cell.text for table in tables for cell in table._cells)
    assert named > 5


@pytest.mark.torture
def test_nothing_in_a_pdf_is_markup(written: Path) -> None:
    named, rest = 0, "".join(REST.split())
    for file in files(written / "out", ".pdf"):
        text = "".join("".join(page.extract_text().split()) for page in PdfReader(file).pages)
        assert not unseen(text), file
        named += rest in text
    assert named > 5


HIDDEN = "\u202e", "\x07"


@pytest.mark.torture
@pytest.mark.parametrize("character", HIDDEN)
@pytest.mark.parametrize("text", TEXTS)
def test_what_nobody_sees_is_refused_with_its_place(
    text: str, character: str, qsq: Qsq, tmp_path: Path
) -> None:
    root = odd_county(tmp_path)
    said = {path: path.read_text("utf-8") for path in root.rglob("*.*") if path.suffix in {".csv", ".yaml"}}
    found = [path for path, content in said.items() if TEXTS[text][:4] in content]
    assert found
    for path in found:
        escaped = f"\\u{ord(character):04x}" if path.suffix == ".yaml" else character
        path.write_text(said[path].replace(text, text + escaped), "utf-8")
    codes = [qsq(*words, "--json", workspace=root) for words in _READERS]
    assert any(
        run.code == 3 and f"U+{ord(character):04X}" in run.out and run.answer["error"]["places"]
        for run in codes
    ), codes


_READERS = (
    ("rules", "check"),
    ("score", "quarter", PERIOD),
    ("remind", "month", MONTH),
    ("awards", "year", "2023", "--draft"),
    ("checklist", "dispatch", PERIOD, "--town", "T2", "--actor", "T2-lead"),
)


@pytest.mark.parametrize("character", HIDDEN)
def test_what_a_program_says_that_nobody_sees_is_refused(character: str, small: Path) -> None:
    office = Workspace(small, "clerk", noon).office
    for said in ({"reason": f"a{character}"}, {"files": {f"a{character}": "x"}}, {"list": [f"a{character}"]}):
        with pytest.raises(WrongUse, match=hidden_in(character).replace("+", "[+]")):
            office.event("resolution", PERIOD, **said)  # type: ignore[arg-type]
