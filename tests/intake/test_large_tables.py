"""Large tables are read in time that grows with them, and in little memory: each in a process of its own."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.intake.builders import AGRICULTURE, OBSERVATIONS, VILLAGES, change

if not hasattr(os, "wait4"):
    pytest.skip("this system does not tell what a process used", allow_module_level=True)

MOST_SECONDS, MOST_KB = 10, 200 * 1024
"""For tables of a fifth of the size that has to be read within 10 seconds and 512 MB."""

LARGE = f"{OBSERVATIONS}/large.csv"
SHEET = f"{OBSERVATIONS}/large.xlsx"
HEAD = "village_code,task,value,note\n"
PARTS = "http://schemas.openxmlformats.org"
RELATION = (
    f"<Relationships xmlns='{PARTS}/package/2006/relationships'><Relationship Id='r'"
    f" Type='{PARTS}/officeDocument/2006/relationships/{{}}' Target='{{}}'/></Relationships>"
)


MEASURE = """
import json, os, subprocess, sys
with open(sys.argv[1], "wb") as out:
    process = subprocess.Popen(sys.argv[2:], stdout=out)
_pid, status, used = os.wait4(process.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
"""Runs a command from a small process: the system counts the memory of the one that starts it too."""


def measured(root: Path) -> tuple[int, str, float, int]:
    """A scoring of its own: exit code, answer, seconds of work and kilobytes of memory."""
    answer = root / "answer.json"
    words = ["-m", "qsq", "score", "quarter", "2023Q1", "--json", "--workspace", str(root)]
    call = [sys.executable, "-c", MEASURE, str(answer), sys.executable, *words]
    variables = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    run = subprocess.run(call, env=variables, stdout=subprocess.PIPE, text=True, check=True)
    code, seconds, kilobytes = json.loads(run.stdout)
    return code, answer.read_text("utf-8"), seconds, kilobytes


def csv_of(root: Path, lines: Iterator[str]) -> None:
    with (root / LARGE).open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(lines)


def workbook_of(root: Path, rows: Iterator[str]) -> None:
    """A workbook of rows in XML; what is the same in all takes little room in its archive."""
    main, office = f"{PARTS}/spreadsheetml/2006/main", f"{PARTS}/officeDocument/2006/relationships"
    with zipfile.ZipFile(root / SHEET, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATION.format("officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", RELATION.format("worksheet", "worksheets/sheet1.xml"))
        book = f"<workbook xmlns='{main}' xmlns:r='{office}'><sheets><sheet name='S' sheetId='1' r:id='r'/></sheets></workbook>"
        archive.writestr("xl/workbook.xml", book)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f"<worksheet xmlns='{main}'><sheetData>".encode())
            header = "".join(
                text(f"{c}1", n) for c, n in zip("ABC", ("village_code", "task", "value"), strict=True)
            )
            part.write(f'<row r="1">{header}</row>'.encode())
            for row in rows:
                part.write(row.encode())
            part.write(b"</sheetData></worksheet>")


def text(place: str, what: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{what}</t></is></c>'


def many_wrong_rows(root: Path) -> str:
    csv_of(root, (f"99{number},grain.nothing,{number % 7},说明{number % 90}\n" for number in range(200_000)))
    return "10000 places of this file have this fault"


def line_of_commas(root: Path) -> str:
    change(root, AGRICULTURE, "A1,grain.seedlings", "," * 60_000 + "\nA1,grain.seedlings")
    return '"villages"'


def header_of_commas(root: Path) -> str:
    (root / LARGE).write_text("," * 60_000 + "\nvillage_code,task,value" + "," * 60_000 + "x\n", "utf-8")
    return "a column without a name"


def copied_beside_itself(root: Path) -> str:
    lines = [f"A{number % 3 + 1},grain.hazards,1,\n" for number in range(30_000)]
    csv_of(root, iter(lines))
    return "stand twice"


def not_evaluated(root: Path) -> str:
    """Five thousand villages that take no part, with two observations each."""
    register = (root / VILLAGES).read_text("utf-8").splitlines()
    rows = [f"N{number},村{number},T1,village,no" for number in range(5_000)]
    lines = [f"{register[0]},evaluated", *(f"{line}," for line in register[1:]), *rows]
    (root / VILLAGES).write_text("\n".join(lines), "utf-8")
    csv_of(root, (f"N{number},grain.hazards,1,\nN{number},party.meeting,是,\n" for number in range(5_000)))
    return "10000 observations of villages that take no part"


def workbook_of_empty_values(root: Path) -> str:
    workbook_of(
        root,
        (
            f'<row r="{row}">{text(f"A{row}", "A1")}{text(f"B{row}", "grain.hazards")}</row>'
            for row in range(2, 50_000)
        ),
    )
    return '"villages"'


def workbook_of_styled_blanks(root: Path) -> str:
    workbook_of(
        root,
        (f'<row r="{row}"><c r="A{row}" s="1"/><c r="C{row}" s="1"/></row>' for row in range(2, 100_000)),
    )
    return '"villages"'


def workbook_of_formulas(root: Path) -> str:
    """Three formulas a row: one with its result, one whose result is a text, one that was never computed."""
    cells = '<c r="A{0}"><f>D{0}</f></c><c r="B{0}" t="str"><f>E{0}</f><v>grain.hazards</v></c><c r="C{0}"><f>F{0}</f><v>1</v></c>'
    workbook_of(root, (f'<row r="{row}">{cells.format(row)}</row>' for row in range(2, 100_000)))
    return "without a value"


def workbook_with_prefix(root: Path) -> str:
    """As programs in .NET write it: every name with a prefix."""
    path = root / SHEET
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        text = '<x:c r="{0}{1}" t="str"><x:v>{2}</x:v></x:c>'
        head = "".join(text.format(c, 1, n) for c, n in zip("ABC", HEAD.split(",")[:3], strict=True))
        rows = "".join(
            f'<x:row r="{row}">{text.format("A", row, "A1")}{text.format("B", row, "grain.hazards")}</x:row>'
            for row in range(2, 100_000)
        )
        names = (
            f"xmlns:x='{PARTS}/spreadsheetml/2006/main' xmlns:r='{PARTS}/officeDocument/2006/relationships'"
        )
        archive.writestr("_rels/.rels", RELATION.format("officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", RELATION.format("worksheet", "worksheets/sheet1.xml"))
        book = (
            f"<x:workbook {names}><x:sheets><x:sheet name='S' sheetId='1' r:id='r'/></x:sheets></x:workbook>"
        )
        archive.writestr("xl/workbook.xml", book)
        data = f'<x:sheetData><x:row r="1">{head}</x:row>{rows}</x:sheetData>'
        archive.writestr("xl/worksheets/sheet1.xml", f"<x:worksheet {names}>{data}</x:worksheet>")
    return '"villages"'


def far(cell: str) -> Callable[[Path], str]:
    def write(root: Path) -> str:
        workbook_of(root, iter(['<row r="1048576">', cell, "</row>"]))
        return "far from the table"

    return write


LARGE_TABLES = [
    many_wrong_rows,
    line_of_commas,
    header_of_commas,
    copied_beside_itself,
    not_evaluated,
    workbook_of_empty_values,
    workbook_of_styled_blanks,
    workbook_of_formulas,
    workbook_with_prefix,
]
FAR_CELLS = {
    "as usual": '<c r="XFD1048576"><v>1</v></c>',
    "single quotation marks": "<c r='XFD1048576'><v>1</v></c>",
    "small letters": '<c r="xfd1048576"><v>1</v></c>',
    "an entity": '<c r="&#88;FD1048576"><v>1</v></c>',
    "attributes in another order": '<c s="0" r="XFD1048576"><v>1</v></c>',
    "without a place": "<c/>" * 16_383 + "<c><v>1</v></c>",
}


OFTEN = (many_wrong_rows, header_of_commas)
"""What `make test` tries, too."""


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(one, id=one.__name__, marks=[] if one in OFTEN else [pytest.mark.torture])
        for one in LARGE_TABLES
    ],
)
def test_a_large_table_is_answered_soon_and_in_little_memory(
    write: Callable[[Path], str], small: Path
) -> None:
    says = write(small)
    code, answer, seconds, memory = measured(small)
    assert says in answer, answer[:300]
    assert code in {0, 3}
    assert seconds < MOST_SECONDS
    assert memory < MOST_KB


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(cell, id=how, marks=[] if how == "as usual" else [pytest.mark.torture])
        for how, cell in FAR_CELLS.items()
    ],
)
def test_a_cell_far_out_is_refused_however_it_is_written(cell: str, small: Path) -> None:
    says = far(cell)(small)
    code, answer, _seconds, memory = measured(small)
    assert code == 3
    assert says in answer
    assert memory < MOST_KB
