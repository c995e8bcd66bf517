"""A department's form comes back: read as it was filled in, or refused with what to do (CONTRACT.md section 4)."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qsq.cli.terminal.show import by_kind
from qsq.domain.faults import Faults, Place, message
from tests.alike import answered
from tests.conftest import Qsq, small_workspace
from tests.intake.builders import PERIOD, change
from tests.intake.office import needs_office, saved_as
from tests.run import Run

ISSUE = ("checklist", "issue", "2023Q1")
FARMING = ("--department", "agriculture")
SEEN = "data/2023/q1/observations/agriculture.csv"
IDS, FIRST = 7, 8
SHEET = "评分意见"

Edit = Callable[[Any], None]


@pytest.fixture
def form(small: Path, tmp_path: Path) -> Path:
    """The form of agriculture as it was filled in with what the county's table says, outside the workspace."""
    assert answered(small, *ISSUE).code == 0
    issued = small / "out/2023Q1/checklist/departments/2023年一季度-农业农村局-评分表.xlsx"
    with (small / SEEN).open(encoding="utf-8", newline="") as file:
        seen = {(row["village_code"], row["task"]): row for row in csv.DictReader(file)}
    (small / SEEN).unlink()
    book = openpyxl.load_workbook(issued)
    sheet = book[SHEET]
    at = {cell.value: cell.column for cell in sheet[IDS]}
    for row in range(FIRST, sheet.max_row + 1):
        code = sheet.cell(row, at["village_code"]).value
        for (village, task), found in seen.items():
            if village == code:
                text = found["value"]
                number = text.replace(".", "").isdigit()
                reason = f"不适用：{found['note']}"
                sheet.cell(row, at[task]).value = float(text) if number else reason if text == "NA" else text
    path = tmp_path / "填好的(1).xlsx"
    book.save(path)
    return path


def edited(path: Path, edit: Edit) -> Path:
    book = openpyxl.load_workbook(path)
    edit(book[SHEET])
    book.save(path)
    return path


def handed_in(qsq: Qsq, small: Path, file: Path, *whose: str, period: str = "2023Q1") -> Run:
    return qsq(
        "score", "submit", period, file, *(whose or FARMING), "--actor", "clerk", "--json", workspace=small
    )


def counted(small: Path) -> Any:
    run = answered(small, "score", "quarter", "2023Q1")
    assert run.code == 0, run
    return run.answer["villages"]


@pytest.fixture
def expected(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return counted(small_workspace(tmp_path_factory.mktemp("own")))


def test_a_form_gives_the_same_marks_as_an_offices_own_table(
    qsq: Qsq, small: Path, form: Path, expected: Any
) -> None:
    run = handed_in(qsq, small, form)
    assert (run.code, run.answer["observations"]) == (0, 12), run
    assert counted(small) == expected


@pytest.mark.torture
@needs_office
def test_it_may_be_saved_by_other_programs_in_other_formats(
    qsq: Qsq, small: Path, form: Path, tmp_path: Path, expected: Any
) -> None:
    ods = saved_as(form, ".ods", tmp_path / "a")
    again = saved_as(ods, ".xlsx", tmp_path / "b")
    for path in (ods, again, saved_as(again, ".xls", tmp_path / "c")):
        run = handed_in(qsq, small, path)
        assert (run.code, run.answer["observations"]) == (0, 12), run
    assert counted(small) == expected


def reversed_rows(sheet: Any) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(FIRST)]
    for number, row in enumerate(reversed(rows), start=FIRST):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value


def title_above(sheet: Any) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(1, 2)
    sheet["A1"] = "请各股室核对"


def empty_rows(sheet: Any) -> None:
    sheet.insert_rows(FIRST + 2, 2)


def hidden(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[IDS].hidden = True
    sheet.row_dimensions[FIRST].hidden = True


def values_pasted(sheet: Any) -> None:
    """Numbers as texts, full-width, with the unit behind."""
    sheet.cell(FIRST, 5).value = f"{sheet.cell(FIRST, 5).value:g}亩"
    sheet.cell(FIRST, 6).value = f"　{sheet.cell(FIRST, 6).value:g} "


@pytest.mark.parametrize("edit", [reversed_rows, title_above, empty_rows, hidden, values_pasted])
def test_it_survives_what_people_do(qsq: Qsq, small: Path, form: Path, edit: Edit, expected: Any) -> None:
    run = handed_in(qsq, small, edited(form, edit))
    assert (run.code, run.answer["observations"]) == (0, 12), run
    assert counted(small) == expected


def ids_exchanged(sheet: Any) -> None:
    sheet["E7"].value, sheet["F7"].value = sheet["F7"].value, sheet["E7"].value


def target_changed(sheet: Any) -> None:
    sheet["D8"] = "1"


def village_taken_out(sheet: Any) -> None:
    sheet.delete_rows(FIRST)


def village_twice(sheet: Any) -> None:
    for column in range(1, 5):
        sheet.cell(FIRST + 6, column).value = sheet.cell(FIRST, column).value


def column_taken_out(sheet: Any) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.delete_cols(6)


def id_taken_out(sheet: Any) -> None:
    sheet["F7"] = None


@pytest.mark.parametrize(
    ("edit", "where", "says"),
    [
        (ids_exchanged, f"{SHEET}!F7", "does not stand under"),
        (target_changed, f"{SHEET}!D8", "“1”, which is locked; expected “100”"),
        (village_taken_out, f"{SHEET}!row 7", "was taken out"),
        (village_twice, f"{SHEET}!row 14", "was added or stands twice"),
        (column_taken_out, f"{SHEET}!row 7", "lacks what was printed in it: grain.hazards"),
    ],
)
def test_what_is_locked_and_was_changed_is_refused(
    qsq: Qsq, small: Path, form: Path, edit: Edit, where: str, says: str
) -> None:
    run = handed_in(qsq, small, edited(form, edit))
    assert run.code == 3
    assert [place for place in run.places if place[1] == where and says in place[2]], run.places
    assert all(place[0] == str(form) for place in run.places)
    assert not (small / SEEN.replace(".csv", ".xlsx")).exists()


def test_a_column_without_its_id_is_refused(qsq: Qsq, small: Path, form: Path) -> None:
    run = handed_in(qsq, small, edited(form, id_taken_out))
    assert run.code == 3
    ((_file, where, said),) = run.places
    assert where == f"{SHEET}!F7"
    assert "a column without a name" in said


def test_another_departments_form_is_refused(qsq: Qsq, small: Path, form: Path) -> None:
    run = handed_in(qsq, small, form, "--department", "organisation")
    assert run.code == 3
    ((_file, _where, said),) = run.places
    assert (
        said == "this is the form of “农业农村局”; expected the one of “组织部”: hand it in for “农业农村局”"
    )


def test_another_periods_form_is_refused(qsq: Qsq, small: Path, form: Path) -> None:
    for folder in ("rules/2023", "rules/2023/towns/T2"):
        text = (small / folder / "q1.yaml").read_text("utf-8").replace("2023Q1", "2023Q2")
        (small / folder / "q2.yaml").write_text(text.replace("2023-03-31", "2023-06-30"), "utf-8")
    run = handed_in(qsq, small, form, period="2023Q2")
    assert run.code == 3
    ((_file, _where, said),) = run.places
    assert "this form is of 2023Q1; expected one of 2023Q2" in said


def test_an_older_revisions_form_is_taken_where_its_unit_is_asked_the_same(
    qsq: Qsq, small: Path, form: Path
) -> None:
    """Another department's task was worded anew."""
    change(small, PERIOD, "召开支部党员大会", "召开支部党员大会两次")
    assert qsq(*ISSUE, "--reason", "改了一条", workspace=small).code == 0
    run = handed_in(qsq, small, form)
    assert (run.code, run.answer["observations"]) == (0, 12), run.out


def test_what_is_locked_is_held_to_the_digest_in_an_older_revisions_form_too(
    qsq: Qsq, small: Path, form: Path
) -> None:
    change(small, PERIOD, "召开支部党员大会", "召开支部党员大会两次")
    assert qsq(*ISSUE, "--reason", "改了一条", workspace=small).code == 0

    def renamed(sheet: Any) -> None:
        sheet.cell(FIRST, 2).value = "东大村"

    run = handed_in(qsq, small, edited(form, renamed))
    assert [(run.code, where) for _file, where, _said in run.places] == [(3, f"{SHEET}!B{FIRST}")]


OTHERWISE = {
    "a task in other words": (
        PERIOD,
        "早稻育秧面积",
        "早稻育秧和移栽面积",
        "is asked otherwise: “早稻育秧和移栽面积",
    ),
    "a target": (
        "data/2023/q1/targets.csv",
        "A2,grain.seedlings,200",
        "A2,grain.seedlings,220",
        "东镇东二村“早稻育秧面积",
    ),
    "a village that leaves": (
        "data/villages.csv",
        "town_code,kind\nA1,东一村,T1,village\n",
        "town_code,kind,evaluated\nA1,东一村,T1,village,no\n",
        "is asked no longer: 东镇东一村",
    ),
    "a village's name": ("data/villages.csv", "B3,西三村", "B3,西新村", "is asked otherwise: 西镇西新村"),
}


def _whole(table: str) -> str:
    """A text; a table with an empty cell where a row lacks the last."""
    if not table.startswith("village_code"):
        return table
    head, *rows = table.splitlines()
    return "\n".join([head, *(row + "," * (head.count(",") - row.count(",")) for row in rows)]) + "\n"


@pytest.mark.parametrize("case", OTHERWISE.values(), ids=OTHERWISE)
def test_an_older_revisions_form_is_refused_with_what_is_asked_otherwise(
    case: tuple[str, str, str, str], qsq: Qsq, small: Path, form: Path
) -> None:
    file, old, new, told = case
    text = (small / file).read_text("utf-8")
    assert old in text
    changed = text.replace(old, new)
    (small / file).write_text(_whole(changed), "utf-8")
    assert qsq(*ISSUE, "--reason", "改了", workspace=small).code == 0
    run = handed_in(qsq, small, form)
    first, *rest = [said for _file, _where, said in run.places]
    assert run.code == 3
    assert "revision 1 of 2023Q1; revision 2 was issued since" in first
    assert [one for one in rest if told in one], rest


def test_a_form_that_was_never_issued_here_is_refused(qsq: Qsq, small: Path, form: Path) -> None:
    for file in (small / "data").glob("qsq.db*"):
        file.unlink()
    run = handed_in(qsq, small, form)
    assert run.code == 3
    assert "which was not issued here" in run.places[0][2]


def test_the_form_of_what_a_town_added_comes_back_too(qsq: Qsq, small: Path) -> None:
    assert qsq(*ISSUE, workspace=small).code == 0
    (small / "data/2023/q1/observations/town.csv").unlink()
    form = small / "out/2023Q1/checklist/towns/T2-西镇/2023年一季度-西镇-评分表.xlsx"
    book = openpyxl.load_workbook(form)
    for row, value in enumerate((4.5, 5, 3), start=FIRST):
        book[SHEET].cell(row, 4).value = value
    book.save(form)
    assert handed_in(qsq, small, form, "--town", "T1").code == 3
    run = handed_in(qsq, small, form, "--town", "T2")
    assert (run.code, run.answer["observations"]) == (0, 3), run


def many_wrong(sheet: Any) -> None:
    """All of one column, two of the other."""
    for row in range(FIRST, FIRST + 6):
        sheet.cell(row, 5).value = "很多"
    sheet.cell(FIRST, 6).value = 1.5
    sheet.cell(FIRST + 1, 6).value = "NA"


def test_faults_are_named_as_people_see_the_cells(qsq: Qsq, small: Path, form: Path) -> None:
    edited(form, many_wrong)
    run = handed_in(qsq, small, form)
    assert [place[:2] for place in run.places][:1] == [(str(form), f"{SHEET}!E8")]
    seen = [place.get("seen") for place in run.answer["error"]["places"]]
    assert seen[0] == "东镇东一村“早稻育秧面积”"
    assert len(seen) == 8
    shown = qsq("score", "submit", "2023Q1", form, *FARMING, "--actor", "clerk", workspace=small)
    assert "东镇东一村“农机隐患未整改处数” (F8)" in shown.err
    assert "grain.hazards" not in shown.err
    assert "returned/2023年一季度-农业农村局-评分表（退回）.xlsx" in shown.err


def test_a_refused_form_is_given_back_marked_and_can_be_mended(
    qsq: Qsq, small: Path, form: Path, expected: Any
) -> None:
    right = {
        row: (sheet.cell(row, 5).value, sheet.cell(row, 6).value)
        for sheet in (openpyxl.load_workbook(form)[SHEET],)
        for row in range(FIRST, FIRST + 6)
    }
    edited(form, many_wrong)
    edited(form, target_changed)
    marked = small / handed_in(qsq, small, form).answer["error"]["marked"]
    book = openpyxl.load_workbook(marked)
    sheet = book[SHEET]
    red = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert red == {*(f"E{row}" for row in range(8, 14)), "F8", "G9"}
    assert sheet["E8"].fill.start_color.rgb == "FFFF7C80"
    assert sheet["D8"].value == "100", "what is locked is as it was printed"
    assert sheet["E8"].value == "很多"
    for row, (area, hazards) in right.items():
        sheet.cell(row, 5).value, sheet.cell(row, 6).value = area, hazards
    book.save(marked)
    run = handed_in(qsq, small, marked)
    assert (run.code, run.answer["observations"]) == (0, 12), run
    assert not marked.exists(), "what is mended waits for nobody"
    assert counted(small) == expected


def test_many_faults_are_grouped_by_kind_and_counted() -> None:
    """Twenty at a time: some of each kind, and how many more there are of it."""
    faults = Faults()
    for row in range(30):
        faults.add(Place("a.xlsx", f"S!E{row}", f"甲{row}"), "found {found}", found=row)
        problem = message("no number")
        faults.add(Place("a.xlsx", f"S!F{row}", f"乙{row}"), "{task}: {problem}", task="t", problem=problem)
    faults.add(Place("a.xlsx", "S!G1", "丙"), "{task}: {problem}", task="t", problem=message("too large"))
    lines = by_kind(faults.found)
    assert lines[:2] == ["  a.xlsx", "  甲0 (E0)  found 0"]
    assert [line for line in lines if "more" in line] == ["  … and 24 more of this kind"] * 2
    assert lines[-1] == "  丙 (G1)  too large"
    assert len(lines) == 1 + 7 + 7 + 1


def test_more_kinds_than_are_shown_are_counted() -> None:
    faults = Faults()
    for kind in range(25):
        faults.add(Place("a.xlsx", "S!A1", "甲"), f"kind {kind}")
    assert by_kind(faults.found)[-1] == "  … and 5 more kinds"
