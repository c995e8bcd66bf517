"""CSV tables: the header, the cells of a row, and the encodings that offices save in (CONTRACT.md 2)."""

from pathlib import Path

import pytest

from tests.conftest import Qsq
from tests.intake.builders import (
    AGRICULTURE,
    CADRES,
    OBSERVATIONS,
    SCORE,
    TARGETS,
    TOWN_SEEN,
    TOWN_SHEET,
    TOWNS,
    VILLAGES,
    Wrong,
    answer_of,
    assert_named,
    assert_refused,
    assert_says,
    change,
    in_place_of_town_csv,
    refusal,
    table,
)

HEADER = "village_code,task,value,note"


# fmt: off
@table(
    # what is wrong, file, text, text in its place; where it must be named, words of the message
    ("an unknown column", AGRICULTURE, HEADER, HEADER + ",remark",
     "E1", ("remark", "village_code, task, value, note")),
    ("an unknown column of the register", VILLAGES, ",kind", ",kind,people",
     "E1", ("people", "village_code, village_name, town_code, kind, group, evaluated")),
    ("a missing column", AGRICULTURE, "", "village_code,task,note\nA1,grain.hazards,\n",
     "row 1", ("is missing: value", "expected in row 1: village_code, task, value")),
    ("the first column is missing", AGRICULTURE, "", "task,value,note\ngrain.hazards,0,\n",
     "row 1", ("no header", "village_code", "village_code, task, value")),
    ("two missing columns", TARGETS, "", "village_code\nA1\n",
     "row 1", ("is missing: task, target", "village_code, task, target")),
    ("a column that stands twice", AGRICULTURE, HEADER, HEADER + ",value",
     "E1", ("value", "twice")),
    ("a column without a name", TOWN_SEEN, "", "village_code,task,value,,note\nB1,shore.clean,4.5,,\n",
     "D1", ("without a name", "village_code, task, value, note")),
    ("a header below the tenth row", AGRICULTURE, HEADER, "农业农村局评分意见\n" * 10 + HEADER,
     "row 1", ("no header", "first 10 rows", "village_code, task, value")),
    ("an empty file", AGRICULTURE, "", "",
     "", ("empty", "village_code, task, value")),
    ("nothing but empty rows", AGRICULTURE, "", "\n,,,\n\n",
     "", ("empty", "village_code, task, value")),
    ("a quotation mark that is not closed", AGRICULTURE, "150.5,", '150.5,"补报',
     "line 4", ("quotation mark",)),
    ("text behind a closing quotation mark", AGRICULTURE, "150.5,", '"150".5,',
     "line 4", ("quotation mark",)),
    ("a comma in a note without quotation marks", AGRICULTURE, "150.5,", "150.5,补报,已核",
     "row 4", ("5 cells", "expected 4", "comma")),
    ("a line break within a cell", AGRICULTURE, "150.5,", '150.5,"补报\n已核"', "D4", ("line break", "quotation mark")),
)
# fmt: on
def test_a_broken_table_is_refused_with_its_place(wrong: Wrong, qsq: Qsq, small: Path) -> None:
    assert_refused(qsq, small, wrong, SCORE)


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("binary junk", bytes(range(256)) * 4),
        ("a photograph", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(200, 256)) * 9),
        ("the Unicode text of Excel, which is UTF-16", HEADER.encode("utf-16")),
        ("text with a zero byte", b"village_code,task,value,note\nB1,shore.clean,\x005,\n"),
    ],
)
def test_what_is_no_text_is_refused(what: str, content: bytes, qsq: Qsq, small: Path) -> None:
    (small / TOWN_SEEN).write_bytes(content)
    places = refusal(qsq, small, SCORE)
    assert_named(places, TOWN_SEEN, "", "UTF-8 or GB18030")
    assert what


def test_a_workbook_that_is_only_named_csv_is_refused(qsq: Qsq, small: Path) -> None:
    in_place_of_town_csv(small).rename(small / TOWN_SEEN)
    assert_named(refusal(qsq, small, SCORE), TOWN_SEEN, "", "UTF-8 or GB18030")


def test_a_damaged_file_that_says_it_is_utf8_is_refused_for_its_encoding(qsq: Qsq, small: Path) -> None:
    damaged = (small / TOWNS).read_text(encoding="utf-8").encode("utf-8-sig").replace("镇".encode(), b"\xe9\x95", 1)
    (small / TOWNS).write_bytes(damaged)
    places = refusal(qsq, small, SCORE)
    assert len(places) == 1, places
    assert_says(places[0][2], "UTF-8")


def test_a_table_of_two_encodings_is_refused_and_no_name_becomes_another(qsq: Qsq, small: Path) -> None:
    """As where a row was added to a file in UTF-8 by a program that writes GB18030."""
    rows = "town_code,town_name\nT1,东镇\n".encode() + "T2,西镇\n".encode("gb18030")
    assert "东镇" not in rows.decode("gb18030"), "readable as a whole, as other names"
    (small / TOWNS).write_bytes(rows)
    places = refusal(qsq, small, SCORE)
    assert [place[0] for place in places] == [TOWNS]
    assert_says(places[0][2], "UTF-8", "GB18030")


def test_the_cell_of_a_fault_counts_rows_as_a_spreadsheet_does(qsq: Qsq, small: Path) -> None:
    rows = f"2023年一季度\n\n{HEADER}\n\nB1,shore.clean,4.5,\n\nB2,shore.clean,9,\nB3,shore.clean,3,\n"
    change(small, TOWN_SEEN, "", rows)
    assert_named(refusal(qsq, small, SCORE), TOWN_SEEN, "C7", "“9”", "0 … 5")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_every_encoding_that_excel_saves_in_gives_the_same_answer(
    encoding: str, qsq: Qsq, small: Path
) -> None:
    change(small, VILLAGES, "东一村", "㴔𫭟村")  # characters of village names that GBK lacks
    change(small, VILLAGES, "西二村", "㟃溪村")
    expected = answer_of(qsq, small)
    assert expected[0]["village_name"] == "㴔𫭟村"
    for path in small.rglob("*.csv"):
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.answer["villages"] == expected
    assert run.answer["revision"] == 1, "the same rows in another encoding are not a new result"


def test_line_ends_column_order_and_spaces_do_not_matter(qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    rows = "note,value,task,village_code\r\n,4.5 ,shore.clean, B1\r\n,5,shore.clean,B2\u3000\r\n,3,shore.clean,B3"
    change(small, TOWN_SEEN, "", rows)
    assert answer_of(qsq, small) == expected


@pytest.mark.parametrize("file", [TOWN_SEEN, TARGETS, VILLAGES, CADRES])
def test_empty_cells_and_rows_behind_the_table_do_not_matter(file: str, qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    lines = (small / file).read_text(encoding="utf-8").splitlines()
    wide = [lines[0], f"{lines[1]},,", *(f"{line},, ,," for line in lines[2:]), ",,,", "", ""]
    change(small, file, "", "\n".join(wide))
    assert answer_of(qsq, small) == expected
    assert qsq("awards", "year", "2023", "--draft", "--json", workspace=small).code == 0


def test_a_missing_optional_file_means_none(qsq: Qsq, small: Path) -> None:
    (small / "data/2023/q1/adjustments.csv").unlink()
    villages = answer_of(qsq, small)
    assert [village["bonus"] for village in villages] == ["0.00"] * 6


@pytest.mark.parametrize("name", ["农业.doc", "说明.txt", "扫描件.pdf"])
def test_a_file_of_another_kind_is_warned_about(name: str, qsq: Qsq, small: Path) -> None:
    (small / OBSERVATIONS / name).write_bytes(b"\xd0\xcf\x11\xe0")
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 0
    assert run.answer["warnings"] == [f"{OBSERVATIONS}/{name} is not read: only .csv, .xlsx, .xls and .ods are"]
    told = qsq(*SCORE, workspace=small)
    assert told.err == f"warning: {OBSERVATIONS}/{name} is not read: only .csv, .xlsx, .xls and .ods are\n"


def test_a_file_that_is_not_read_is_named_where_its_observations_are_missing(qsq: Qsq, small: Path) -> None:
    (small / TOWN_SEEN).rename(small / OBSERVATIONS / "town.txt")
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 4
    assert f"{OBSERVATIONS}/town.txt" in run.out + run.err
    assert qsq("score", "check", "2023Q1", "--json", workspace=small).answer["warnings"] == [
        f"{OBSERVATIONS}/town.txt is not read: only .csv, .xlsx, .xls and .ods are"
    ]


def test_the_lock_file_of_an_open_workbook_is_ignored(qsq: Qsq, small: Path) -> None:
    (small / OBSERVATIONS / "~$town.xlsx").write_bytes(b"\x05Clerk" + bytes(159))
    (small / OBSERVATIONS / ".town.csv.swp").write_bytes(b"b0VIM")
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 0
    assert run.answer["warnings"] == []


def test_the_ending_of_a_name_may_be_in_capitals(qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    in_place_of_town_csv(small).rename(small / OBSERVATIONS / "TOWN.XLSX")
    assert not (small / TOWN_SHEET).exists()
    assert answer_of(qsq, small) == expected


@pytest.mark.parametrize("name", [b"\xd7\xe9\xd6\xaf\xb2\xbf.csv", b"\xd7\xe9\xd6\xaf\xb2\xbf.doc"])
def test_a_file_whose_name_came_from_a_windows_archive_is_told_of(
    name: bytes, qsq: Qsq, small: Path
) -> None:
    path = (small / OBSERVATIONS).as_posix().encode() + b"/" + name
    try:
        Path(path.decode(errors="surrogateescape")).write_bytes(b"code\nA1\n")
    except OSError:
        pytest.skip("this disk takes no name that is not UTF-8")
    run = qsq(*SCORE, "--json", workspace=small)
    if name.endswith(b".csv"):
        assert run.code == 3
        assert {file for file, _where, _message in run.places} != set()
    else:
        assert run.code == 0
        assert len(run.answer["warnings"]) == 1
