"""A workbook's cell is read as it is shown, however the file was written; what cannot be judged is refused."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from qsq.intake.sheets.sheet import letters
from tests.conftest import Qsq
from tests.intake.builders import (
    AGRICULTURE,
    HEADER,
    PERIOD,
    SCORE,
    SHORE,
    TOWN_SEEN,
    TOWN_SHEET,
    answer_of,
    assert_named,
    change,
    in_place_of_town_csv,
    refusal,
)
from tests.intake.readers import READERS, outcome, prepared, written_ods, written_ods_body, written_xlsx
from tests.intake.test_excel_sheets import SHEET, replaced, rewritten, with_cell

PART = "xl/worksheets/sheet1.xml"
IN_PER_CENT = "method: {kind: bands, unit: '%', bands: [{from: 90, points: 3}, {from: 60, points: 1.5}]}}"
GRADE = "method: {kind: grade, grades: {优: 100%, 良: 80%, 差: 0%}}}"
SHARES = {"A1": "95", "A2": "60.5", "A3": "50.99", "B1": "100", "B2": "0", "B3": "89.5"}


def shared(small: Path) -> Path:
    """The county with a task that counts per cent, seen in a file of its own."""
    change(small, PERIOD, GRADE, IN_PER_CENT)
    observed = small / AGRICULTURE.replace("agriculture", "organisation")
    lines = [line for line in observed.read_text("utf-8").splitlines() if "study" not in line]
    observed.write_text("\n".join(lines), "utf-8")
    return small / AGRICULTURE.replace("agriculture", "shares")


def rows_of(shares: dict[str, str]) -> list[list[str]]:
    return [list(HEADER), *([code, "party.study", share, ""] for code, share in shares.items())]


def percentages(sheet: Any) -> None:
    for row, share in enumerate(SHARES.values(), start=2):
        cell = sheet.cell(row, 3)
        cell.value, cell.number_format = float(share) / 100, ("0%", "0.00%", "0.0%;[Red]-0.0%")[row % 3]


def in_xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, cells in enumerate(rows_of(SHARES)):
        for column, cell in enumerate(cells):
            if row and column == 2:
                sheet.write(row, column, float(cell) / 100, xlwt.easyxf(num_format_str="0.00%"))
            else:
                sheet.write(row, column, cell)
    book.save(str(path))


def in_ods(path: Path) -> None:
    rows = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{code}</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>party.study</text:p></table:table-cell>'
        f'<table:table-cell office:value-type="percentage" office:value="{float(share) / 100:.15g}">'
        f"<text:p>{share}%</text:p></table:table-cell></table:table-row>"
        for code, share in SHARES.items()
    )
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in HEADER
    )
    written_ods_body(path, f"<table:table-row>{head}</table:table-row>{rows}")


def test_a_percentage_is_read_as_it_is_shown_in_every_kind_of_file(qsq: Qsq, small: Path) -> None:
    path = shared(small)
    text = "\n".join(",".join(row) for row in rows_of(SHARES))
    path.write_text(text, "utf-8")
    expected = answer_of(qsq, small)
    path.write_text(text.replace(",\n", "%,\n"), "utf-8")
    assert answer_of(qsq, small) == expected, "typed with its sign"
    path.unlink()
    for ending, write in {
        ".xlsx": lambda one: written_xlsx(one, rows_of(SHARES), percentages),
        ".xls": in_xls,
        ".ods": in_ods,
    }.items():
        write(path.with_suffix(ending))
        assert answer_of(qsq, small) == expected, ending
        path.with_suffix(ending).unlink()


@pytest.mark.parametrize(
    ("least", "warned"), [("0.9", True), ("1", True), ("1.1", False), ("0.9%", True), ("0", False)]
)
def test_percentages_that_are_all_parts_of_1_are_warned_of(
    least: str, *, warned: bool, qsq: Qsq, small: Path
) -> None:
    """A file that was typed in parts of 1 has no mark above the first band, and nobody would notice."""
    path = shared(small)
    shares = [HEADER, *((code, "party.study", least if code == "A1" else "0", "") for code in SHARES)]
    path.write_text("\n".join(map(",".join, shares)), "utf-8")
    warnings = qsq(*SCORE, "--json", workspace=small).answer["warnings"]
    says = "all 6 values of party.study are at most 1, which is 1%"
    assert any(says in one for one in warnings) == warned


@pytest.mark.parametrize(
    ("others", "one", "warned"),
    [("95", "0.85", True), ("95", "1", True), ("95", "2", False), ("95", "0", False), ("5", "0.85", False)],
)
def test_a_percentage_that_is_a_part_of_1_among_large_ones_is_warned_of(
    others: str, one: str, *, warned: bool, qsq: Qsq, small: Path
) -> None:
    """Whoever typed 0.85 for 85% among villages with 95 would get a yellow card for it."""
    path = shared(small)
    shares = [HEADER, *((code, "party.study", one if code == "A2" else others, "") for code in SHARES)]
    path.write_text("\n".join(map(",".join, shares)), "utf-8")
    warnings = qsq(*SCORE, "--json", workspace=small).answer["warnings"]
    says = "party.study: most values are 10 or more, but 1 at most 1, which is 1%, the first of A2"
    assert any(says in told for told in warnings) == warned


PER_CENT = {
    "targets": 2, "adjustments": 2, "observations, long": 2, "observations, wide": 3, "review": 1, "cadres": 4,
}  # fmt: skip
"""The column of every reader that holds a number, which no percentage is."""


@pytest.mark.parametrize("code", ["0%", "0.00%", '0"人"', "0‰", "0!.0", ";;;", "0,", "yyyy-mm-dd"])
@pytest.mark.parametrize("name", PER_CENT)
def test_no_reader_takes_a_number_that_is_shown_otherwise(name: str, code: str, small: Path) -> None:
    reader = READERS[name]
    path = prepared(small, reader)
    path.unlink()

    def edit(sheet: Any) -> None:
        cell = sheet.cell(2, PER_CENT[name] + 1)
        cell.value, cell.number_format = 3, code

    written_xlsx(path.with_suffix(".xlsx"), reader.rows, edit)
    _found, refused = outcome(small, reader)
    where = f"Sheet!{letters(PER_CENT[name])}2"
    assert [one for one in refused if one[1] == where], refused


def test_a_percentage_is_refused_where_none_is_counted(qsq: Qsq, small: Path) -> None:
    def edit(book: Any) -> None:
        book[SHEET]["C2"].value, book[SHEET]["C2"].number_format = 0.95, "0%"

    in_place_of_town_csv(small, edit)
    assert_named(refusal(qsq, small, SCORE), TOWN_SHEET, f"{SHEET}!C2", "“95%”", "without unit")


def test_a_unit_in_the_format_is_a_unit_behind_the_number(qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    change(small, AGRICULTURE, "A2,grain.seedlings,150.5,\n", "")
    sheet = small / AGRICULTURE.replace("agriculture.csv", "more.xlsx")
    for code in ('0.0"亩"', '0.0"户"', '0.00,"千"'):

        def edit(one: Any, code: str = code) -> None:
            one["C2"].value, one["C2"].number_format = 150.5, code

        written_xlsx(sheet, [list(HEADER), ["A2", "grain.seedlings", "x", ""]], edit)
        if "亩" in code:
            assert answer_of(qsq, small) == expected
        else:
            (place,) = refusal(qsq, small, SCORE)
            assert place[1] == "Sheet!C2"


# fmt: off
@pytest.mark.parametrize("edits", [
    pytest.param([('<dimension ref="A1:D4"', '<dimension ref="A1"')], id="a wrong dimension"),
    pytest.param([("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                   "http://purl.oclc.org/ooxml/spreadsheetml/main")], id="another namespace"),
    pytest.param([('<c r="C3"', "<c r='C3'")], id="single quotation marks"),
    pytest.param([('<c r="C3"', '<c   r = "C3"')], id="blanks"),
    pytest.param([('<c r="A3"', "<c"), ('<c r="B3"', "<c"), ('<c r="C3"', "<c"), ('<row r="3"', "<row")],
                 id="no places"),
    pytest.param([("<sheetData>", "<!-- x --><sheetData>")], id="a comment"),
])
@pytest.mark.parametrize(("value", "says"), [("#DIV/0!", "#DIV/0!"), ("=C2/0", "=C2/0")])
# fmt: on
def test_what_failed_is_found_however_the_file_was_written(
    edits: list[tuple[str, str]], value: str, says: str, qsq: Qsq, small: Path
) -> None:
    path = in_place_of_town_csv(small, with_cell("C3", value))
    for old, new in edits:
        rewritten(path, replaced(PART, old, new))
    for missing in ("zero", "exclude"):
        places = refusal(qsq, small, (*SCORE, "--missing", missing))
        assert_named(places, TOWN_SHEET, f"{SHEET}!C3", says)


def test_an_error_in_an_ods_and_an_xls_is_found(qsq: Qsq, small: Path) -> None:
    (small / TOWN_SEEN).unlink()
    failed = (
        '<table:table-cell office:value-type="string"><text:p>B2</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>shore.clean</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""'
        ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    path = small / TOWN_SHEET.replace(".xlsx", ".ods")
    written_ods(path, [list(HEADER), ["B1", "shore.clean", "4.5", ""]], cells=failed)
    (place,) = refusal(qsq, small, (*SCORE, "--missing", "zero"))
    assert (place[1], "#DIV/0!" in place[2]) == ("表!C3", True)
    path.unlink()
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, cells in enumerate(SHORE):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    sheet.row(4).set_cell_error(2, "#DIV/0!")
    book.save(str(path.with_suffix(".xls")))
    (place,) = refusal(qsq, small, (*SCORE, "--missing", "zero"))
    assert (place[1], "#DIV/0!" in place[2]) == ("表!C5", True)


def test_an_uncomputed_formula_of_an_xls_is_found(qsq: Qsq, small: Path) -> None:
    (small / TOWN_SEEN).unlink()
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, cells in enumerate(SHORE):
        for column, cell in enumerate(cells):
            sheet.write(row, column, xlwt.Formula("1+1") if (row, column) == (2, 2) else cell)
    book.save(str(small / TOWN_SHEET.replace(".xlsx", ".xls")))
    for missing in ("zero", "exclude"):
        (place,) = refusal(qsq, small, (*SCORE, "--missing", missing))
        assert (place[1], "without a value" in place[2]) == ("表!C3", True)


def test_zeros_that_wait_to_be_computed_are_found(qsq: Qsq, small: Path) -> None:
    """A program such as xlsxwriter puts a 0 beside every formula and leaves the rest to who opens it."""
    path = small / TOWN_SHEET
    (small / TOWN_SEEN).unlink()
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(SHEET)
    for row, cells in enumerate(SHORE):
        sheet.write_row(row, 0, cells)
    sheet.write_formula("C3", "=2+3")
    book.close()
    assert_named(refusal(qsq, small, SCORE), TOWN_SHEET, f"{SHEET}!C3", "=2+3", "without a value")


_HELD = '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("held", "text", "says"),
    [
        ("4.5", "4.50", ""), ("4.5", "5", ""), ("4.5", "4 1/2", ""), ("4.5", "4.5E+00", ""), ("4.5", "约4.5", ""),
        ("4.5", "￥4.50", ""), ("0", "-", ""), ("0", "￥-", ""), ("4.5", "4.5分", "“4.5分”"),
        ("4500", "4.5", "holds 4500"), ("4.5", "4.5千", "“4.5千”"), ("4500", "4.5千", "holds 4500"),
        ("-4.5", "4.5", "holds -4.5"), ("1", "是", "holds 1"), ("4.5", "0.45", "holds 4.5"),
        ("-4.5", "(4.5)", "“-4.5”"), ("3", "第1季度3", "holds 3"), ("0", "无", "holds 0"),
    ],
)  # fmt: skip
def test_a_number_of_an_ods_is_what_it_shows(held: str, text: str, says: str, qsq: Qsq, small: Path) -> None:
    change(small, TOWN_SEEN, "B1,shore.clean,4.5", f"B1,shore.clean,{held}")
    expected = None if says else answer_of(qsq, small)
    (small / TOWN_SEEN).unlink()
    rows = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{row[0]}</text:p></table:table-cell>'
        f'<table:table-cell office:value-type="string"><text:p>{row[1]}</text:p></table:table-cell>{cell}</table:table-row>'
        for row, cell in [
            (HEADER, '<table:table-cell office:value-type="string"><text:p>value</text:p></table:table-cell>'),
            (SHORE[1], _HELD.format(held, text)),
            (SHORE[2], _HELD.format(5, 5)),
            (SHORE[3], _HELD.format(3, 3)),
        ]
    )
    written_ods_body(small / TOWN_SHEET.replace(".xlsx", ".ods"), rows)
    if says:
        (place,) = refusal(qsq, small, SCORE)
        assert (place[1], says in place[2]) == ("表!C2", True), place
    else:
        assert answer_of(qsq, small) == expected


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_named_as_hidden(state: str, qsq: Qsq, small: Path) -> None:
    def edit(book: Any) -> None:
        book["旧表"].sheet_state = state

    in_place_of_town_csv(small, edit, 岸线=SHORE, 旧表=SHORE[:2])
    assert_named(refusal(qsq, small, SCORE), TOWN_SHEET, "旧表", "hidden")


def test_a_hidden_sheet_of_an_ods_is_named_as_hidden(qsq: Qsq, small: Path) -> None:
    (small / TOWN_SEEN).unlink()
    style = (
        '<office:automatic-styles><style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    path = small / TOWN_SHEET.replace(".xlsx", ".ods")
    written_ods(path, [list(HEADER), ["B1", "shore.clean", "4.5", ""]], style=style)
    (place,) = refusal(qsq, small, SCORE)
    assert "hidden" in place[2]


def test_repeated_cells_and_rows_of_an_ods_are_laid_out_where_they_are_filled(qsq: Qsq, small: Path) -> None:
    (small / TOWN_SEEN).unlink()
    path = small / TOWN_SHEET.replace(".xlsx", ".ods")
    far = (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
    )
    text = 'office:value-type="string"'
    head = "".join(f"<table:table-cell {text}><text:p>{name}</text:p></table:table-cell>" for name in HEADER)
    written_ods_body(path, f"<table:table-row>{head}</table:table-row>{far}")
    assert qsq(*SCORE, "--json", workspace=small).code == 4, "nothing is filled in"
    filled = far.replace('"16384"/>', f'"16384" {text}><text:p>x</text:p></table:table-cell>')
    written_ods_body(path, f"<table:table-row>{head}</table:table-row>{filled}")
    (place,) = refusal(qsq, small, SCORE)
    assert "far from the table" in place[2]


def test_a_line_break_within_a_workbooks_note_is_a_blank(qsq: Qsq, small: Path) -> None:
    """Alt+Enter: no stray quotation mark can have made it."""
    expected = answer_of(qsq, small)
    in_place_of_town_csv(small, with_cell("D2", "第一行\n第二行"))
    assert answer_of(qsq, small) == expected


def test_a_character_that_its_encoding_lacked_is_told_as_that(qsq: Qsq, small: Path) -> None:
    change(small, "data/villages.csv", "西一村", "㴔一村")
    change(small, TOWN_SEEN, "", "village_code,村(社区),task,value\nB1,?一村,shore.clean,4.5\n")
    (place,) = refusal(qsq, small, SCORE)
    assert "lost as “?”" in place[2]
    change(small, TOWN_SEEN, "?一村", "")
    (place,) = refusal(qsq, small, SCORE)
    assert "merged" in place[2]
    change(small, TOWN_SEEN, "B1,", "B1,西二村")
    (place,) = refusal(qsq, small, SCORE)
    assert "mixed up" in place[2]


def test_a_number_of_100_000_digits_is_not_repeated_whole(qsq: Qsq, small: Path) -> None:
    change(small, TOWN_SEEN, "4.5", "9" * 100_000)
    (place,) = refusal(qsq, small, SCORE)
    assert place[1] == "C2"
    assert len(place[2]) < 200


def test_a_code_that_lost_its_zero_is_told_as_that(qsq: Qsq, small: Path) -> None:
    for path in small.rglob("*.csv"):
        path.write_text(path.read_text("utf-8").replace("B1", "0431"), "utf-8")
    change(small, TOWN_SEEN, "0431", "431")
    assert_named(refusal(qsq, small, SCORE), TOWN_SEEN, "A2", "431", "zero")
