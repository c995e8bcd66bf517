"""The quick look at the cells of an .xlsx and the slow one see the same, however the cells are written."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.intake.sheets import xlsx_cells
from qsq.intake.sheets.sheet import UnfitWorkbook
from qsq.intake.sheets.xlsx_cells import Formats, Seen, seen_of
from qsq.intake.sheets.xlsx_parts import Parts

PER_CENT, UNIT, HIDDEN = 1, 2, 3
FORMATS = Formats({PER_CENT: "0%", UNIT: '0"亩"', HIDDEN: ";;;"}, {HIDDEN: ";;;"})
PART = "sheet.xml"


def parts_of(rows: str, encoding: str = "utf-8") -> Parts:
    """The archive of one sheet."""
    head = f'<?xml version="1.0" encoding="{encoding}"?><worksheet xmlns="urn:x" xmlns:x="urn:x">'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(PART, f"{head}<sheetData>{rows}</sheetData></worksheet>".encode(encoding))
    return Parts(zipfile.ZipFile(file))


def slowly(rows: str, formats: Formats = FORMATS) -> Seen:
    return xlsx_cells._tag_by_tag(parts_of(rows), PART, formats)


def quickly(rows: str, formats: Formats = FORMATS) -> Seen | None:
    return xlsx_cells._usual(parts_of(rows).chunks(PART), formats)


CELLS = [
    '<c r="{}"><v>1</v></c>', '<c r="{}" s="1"><v>0.95</v></c>', '<c r="{}" s="1" t="n"><v>1</v></c>',
    '<c r="{}" s="2"><v>340</v></c>', '<c r="{}" s="1"/>', '<c r="{}"/>', '<c r="{}" s="9"><v>2</v></c>',
    '<c r="{}" t="inlineStr"><is><t>村</t></is></c>', '<c r="{}" s="1" t="s"><v>0</v></c>',
    '<c r="{}" t="e"><v>#DIV/0!</v></c>', '<c r="{}" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    '<c r="{}"><f>A1&lt;2</f><v>1</v></c>', '<c r="{}"><f>A1&lt;2</f></c>', '<c r="{}"><f>1+1</f><v/></c>',
    '<c r="{}"><f>1+1</f><v></v></c>', '<c r="{}" t="str"><f>IF(1,"","")</f><v></v></c>',
    '<c r="{}" t="str"><f>"a"</f><v>a</v></c>', '<c r="{}" s="1"><f>1/2</f><v>0.5</v></c>',
    '<c r="{}"><f t="shared" ref="A1:A9" si="0">B1</f><v>3</v></c>', '<c r="{}"><f t="shared" si="0"/><v>3</v></c>',
    '<c r="{}"><f t="shared" si="0"/></c>', '<c r="{}" t="b"><v>1</v></c>', '<c r="{}" s="1" cm="1"><v>1</v></c>',
]  # fmt: skip
"""Cells as programs usually write them, save the last."""


@pytest.mark.parametrize("cell", CELLS[:-1])
def test_what_is_written_as_usual_is_seen_quickly(cell: str) -> None:
    row = f'<row r="7">{cell.format("B7")}<c r="C7"><v>5</v></c></row>'
    assert quickly(row) == slowly(row)


@given(st.lists(st.lists(st.sampled_from(CELLS), max_size=5), max_size=5))
def test_both_looks_see_the_same(sheet: list[list[str]]) -> None:
    rows = "".join(
        f'<row r="{number}">{"".join(cell.format(f"{letter}{number}") for letter, cell in zip("ABCDE", row, strict=False))}</row>'
        for number, row in enumerate(sheet, start=1)
    )
    assert seen_of(parts_of(rows), PART, FORMATS) == slowly(rows)


OTHERWISE: dict[str, Callable[[str], str]] = {
    "a prefix": lambda text: text.replace("<c", "<x:c").replace("</c", "</x:c").replace("<v", "<x:v").replace("</v", "</x:v"),
    "single quotation marks": lambda text: text.replace('"', "'"),
    "blanks": lambda text: text.replace("<c r", "<c  r"),
    "attributes in another order": lambda text: text.replace('r="A1" s="1"', 's="1" r="A1"'),
    "a comment beside": lambda text: f"<!-- x -->{text}",
}  # fmt: skip


@pytest.mark.parametrize("way", OTHERWISE)
def test_a_sheet_that_is_written_otherwise_is_seen_too(way: str) -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>0.95</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'
    assert seen_of(parts_of(OTHERWISE[way](rows)), PART, FORMATS) == slowly(rows)


@pytest.mark.parametrize(
    "value",
    ["<![CDATA[4]]>", "&#52;", "4<!-- x -->5", "&#x34;", "1&#50;"],
)
@pytest.mark.parametrize("kind", ["", ' t="s"', ' t="n"', ' t="b"'])
def test_a_value_in_pieces_is_refused_since_calamine_reads_it_in_part(value: str, kind: str) -> None:
    with pytest.raises(UnfitWorkbook, match="few programs"):
        seen_of(parts_of(f'<row r="1"><c r="A1"{kind}><v>{value}</v></c></row>'), PART, FORMATS)


def test_a_text_of_a_formula_may_be_coded() -> None:
    rows = '<row r="1"><c r="A1" t="str"><f>"a"</f><v>a&#26449;&amp;b</v></c></row>'
    assert seen_of(parts_of(rows), PART, FORMATS) == Seen(1, 1)


def test_another_encoding_is_refused_since_calamine_reads_none() -> None:
    with pytest.raises(UnfitWorkbook, match="few programs"):
        seen_of(parts_of('<row r="1"><c r="A1"><v>1</v></c></row>', "utf-16"), PART, FORMATS)


def test_an_error_without_its_name_is_no_blank() -> None:
    seen = seen_of(parts_of('<row r="1"><c r="A1" t="e"/></row>'), PART, FORMATS)
    assert list(seen.cells) == [1]


def test_a_text_that_its_format_hides_is_seen() -> None:
    rows = (
        '<row r="1"><c r="A1" s="3" t="inlineStr"><is><t>村</t></is></c><c r="B1" s="3" t="inlineStr"/></row>'
    )
    assert list(seen_of(parts_of(rows), PART, FORMATS).cells[1]) == [0]


@pytest.mark.parametrize("value", ["0", "1"])
def test_a_zero_that_waits_is_told_from_a_result(value: str) -> None:
    rows = f'<row r="1"><c r="A1"><f>B1</f><v>{value}</v></c></row>'
    waiting = Formats({}, {}, zeros_wait=True)
    assert bool(seen_of(parts_of(rows), PART, waiting).cells) == (value == "0")
