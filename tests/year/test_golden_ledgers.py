"""Ledgers of earlier programs, kept for ever: they are whole, their papers say what they said, nobody signs anew.

tests/golden/ledger-VERSION/county is a workspace as that program left it: a year to its last payment, and the
next period signed and not yet hung up. Beside it stand what its papers said then, the cells of its sheets and,
from 0.2.0 on, proofs that villages took home. tests/year/golden_ledger.py makes that of a version, once.
"""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain, groupby, takewhile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qsq.api.workspace import Workspace
from qsq.domain.values.chinese_dates import chinese_date
from qsq.year.desk import papers
from qsq.year.desk.papers import EVERYONE
from qsq.year.report import KINDS, ReportCall
from tests.conftest import Qsq
from tests.documents.county import as_text, noon

GOLDEN_FOLDER = Path(__file__).parents[1] / "golden"
GOLDEN = sorted(GOLDEN_FOLDER.glob("ledger-*"))
FIRST = GOLDEN_FOLDER / "ledger-0.1.0"
"""The only one whose program recorded no wording and gave no proofs."""

_FIGURE = re.compile(r"(\d+(?:\.\d+)?)(万?元)|\d[\d,]*\.\d+|\d+%")
_QUARTER = re.compile(r"年第([一二三四])季度")
_STAMP = re.compile(r"^.*校验码 ?")
_BY_TARGET = re.compile("(?P<how>按完成数与本村目标的比例得分，.+)（(?P<unit>.+)）")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAY = re.compile(r"\d{4}年\d+月\d+日")
_DUE = "完成时限"
_BESIDES = ("| 小计 |", "不同部门的两条任务，")
"""How lines begin that a later program has besides: what lists add up, what is nearly asked twice."""

_HEAD = re.compile(r"台账校验码|qsq ledger verify")


@pytest.fixture(params=GOLDEN, ids=lambda folder: str(folder.name))
def golden(request: pytest.FixtureRequest) -> Path:
    """A folder of a golden ledger."""
    folder: Path = request.param
    return folder


@pytest.fixture
def county(golden: Path, tmp_path: Path) -> Path:
    """A copy of its workspace."""
    root = tmp_path / "county"
    shutil.copytree(golden / "county", root)
    return root


def events(qsq: Qsq, county: Path) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = qsq("ledger", "log", "--json", workspace=county).answer["events"]
    return listed


def test_it_is_whole(qsq: Qsq, county: Path) -> None:
    assert qsq("ledger", "verify", "--json", workspace=county).answer["whole"] is True


def paper(county: Path, named: str) -> str:
    """What a paper says now."""
    kind, period = named.split()
    acting = Workspace(county, "clerk", noon)._acting("report", period, None)
    with acting.office.ledger_to_read() as ledger:
        made = list(KINDS[kind].make(ReportCall(acting, ledger, EVERYONE)))
    told = "\n\n".join(f"=== {one.name}\n{as_text(each)}" for one in made for each in one.documents)
    return "\n".join(line for line in told.splitlines() if not line.startswith(_BESIDES))


def test_its_papers_say_the_figures_that_they_said(golden: Path, county: Path) -> None:
    papers: dict[str, str] = json.loads((golden / "papers.json").read_text("utf-8"))
    assert len(papers) == 25
    for named, then in papers.items():
        now = paper(county, named)
        assert not Counter(_DAY.findall(then)) - Counter(_DAY.findall(now)), named
        if named.startswith("notice "):
            assert hung(now) == hung(then), named
            assert set(figures(then)) <= set(figures(now)), named
        elif golden == FIRST and named.startswith("checklist "):
            assert_asks_the_same(lists(then), lists(now))
        elif golden == FIRST:
            assert rows(now) == rows(then), named
            assert figures(now) == figures(then), named
        else:
            assert figures(_besides_tables(now)) == figures(_besides_tables(then)), named
            for before, after in zip(documents(then), documents(now), strict=True):
                assert_stands_in(tables(before), tables(after), _besides_tables(after))


def documents(text: str) -> list[str]:
    """The documents of a paper, each with its name."""
    return text.split("\n=== ")


def lists(text: str) -> dict[str, str]:
    """The lists of a period, by whose they are."""
    told = (one.split("\n", 1) for one in text.split("\n# ")[1:])
    return {title.split("20")[0]: body for title, body in told}


def assert_asks_the_same(then: dict[str, str], now: dict[str, str]) -> None:
    """Each unit's list holds every word, figure and day of every task; days it writes as people do."""
    assert len(then) == 9
    for whose, body in then.items():
        cells = {cell for row in rows(body) for cell in row[2:-2].split(" | ")}
        for cell in cells:
            written = (
                chinese_date(date.fromisoformat(cell)).split("年")[1] if _ISO_DAY.fullmatch(cell) else cell
            )
            assert _is_said(written, now[whose]), (whose, cell)


def _is_said(cell: str, text: str) -> bool:
    """Whether a list says what a cell said; the unit of a village's own target may stand with that alone."""
    apart = _BY_TARGET.fullmatch(cell)
    by_target = apart and apart["how"] in text and re.search(rf"本村目标[\d.]+{apart['unit']}", text)
    return cell in text or bool(by_target)


def figures(text: str) -> list[str]:
    """The figures of a paper, amounts in yuan however they are told: 2.4万元 is 24000.00元."""
    return [
        f"{Decimal(one[1]) * (10_000 if one[2] == '万元' else 1):.2f}" if one[1] else one[0]
        for one in _FIGURE.finditer(text)
    ]


Row = dict[str, str]


def hung(text: str) -> list[dict[str, tuple[str, str]]]:
    """The villages of public notices: each figure, with the full mark that it has beside it or in the head."""
    found = []
    for listed in tables(text):
        for row in listed if "加分" in listed[0] else ():
            parted = {
                tuple(f"{heading}/".split("/")[:2]): f"{cell}/".split("/") for heading, cell in row.items()
            }
            found.append({name: (cell[0], cell[1] or full) for (name, full), cell in parted.items()})
    return found


def tables(text: str) -> list[list[Row]]:
    """The tables of a paper, each row by the table's headings; one of as many columns begins no new table."""
    found: list[list[Row]] = []
    listed = (line[2:-2].split(" | ") if line.startswith("| ") else [] for line in text.splitlines())
    for columns, lines in groupby(listed, key=len):
        if columns:
            headings, *rows_below = lines
            found.append([dict(zip(headings, row, strict=True)) for row in rows_below])
    return found


def _besides_tables(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("| "))


def assert_stands_in(then: list[list[Row]], now: list[list[Row]], told: str = "") -> None:
    """Every row is there, with every cell that it had; a later program may have more columns.

    A task's day is written as people do; one that is its list's is told once, in the text of its document.
    """
    assert [len(listed) for listed in now] == [len(listed) for listed in then]
    for old, new in zip(chain(*then), chain(*now), strict=True):
        for name, cell in old.items():
            assert new.get(name) == cell or (name == _DUE and _told_again(cell, new.get(name), told)), (
                name,
                old,
            )


DAYS = [
    [{"任务": "召开大会", "分值": "2", _DUE: "2023-01-31"}, {"任务": "清淤", "分值": "3", _DUE: "2023-03-31"}]
]
TOLD = f"除另有注明外，{_DUE}为2023年3月31日。"


def written(day: str, points: str = "3", other: str = "") -> list[list[Row]]:
    """Those rows as a later program writes them."""
    return [[{"任务": "召开大会", "分值": "2", _DUE: day}, {"任务": "清淤", "分值": points, _DUE: other}]]


def test_days_stand_as_people_write_them() -> None:
    assert_stands_in(DAYS, written("1月31日"), TOLD)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        pytest.param(written("1月30日"), TOLD, id="another day"),
        pytest.param(written("11月31日"), TOLD, id="a month that ends alike"),
        pytest.param(written(""), TOLD, id="a day lost"),
        pytest.param(written("1月31日", other="4月1日"), TOLD, id="another day than the list's"),
        pytest.param(written("1月31日"), TOLD.replace("3月31日", "4月1日"), id="another list's day"),
        pytest.param(written("1月31日"), "", id="no list's day"),
        pytest.param(written("1月31日", "4"), TOLD, id="another figure"),
        pytest.param([written("1月31日")[0][:1]], TOLD, id="a row lost"),
    ],
)
def test_what_changed_is_found(now: list[list[Row]], told: str) -> None:
    with pytest.raises(AssertionError):
        assert_stands_in(DAYS, now, told)


def _told_again(day: str, cell: str | None, told: str) -> bool:
    """Whether a day stands in the cell as people write it, or in the text instead."""
    written = chinese_date(date.fromisoformat(day))
    return written.endswith(f"年{cell}") if cell else f"{_DUE}为{written}" in told


def test_proofs_that_villages_took_home_hold(qsq: Qsq, golden: Path, tmp_path: Path) -> None:
    if golden == FIRST:
        assert not (golden / "proofs.json").exists()
        return
    proofs: dict[str, dict[str, str]] = json.loads((golden / "proofs.json").read_text("utf-8"))
    assert len(proofs) == 3
    for named, proof in proofs.items():
        file = tmp_path / "proof.txt"
        file.write_text(proof["text"], "utf-8", newline="\n")
        assert qsq("proof", "check", file, "--head", proof["head"]).code == 0, named


def test_it_gives_the_proofs_that_it_gave(qsq: Qsq, golden: Path, county: Path) -> None:
    if golden == FIRST:
        run = qsq("proof", "A2", "2023Q2", "--json", workspace=county)
        assert "hung up by an older program: it holds no proofs" in run.answer["error"]["message"]
        return
    proofs: dict[str, dict[str, str]] = json.loads((golden / "proofs.json").read_text("utf-8"))
    for named, proof in proofs.items():
        done = qsq("proof", *named.split(), "--json", workspace=county).answer
        assert done["head"] == proof["head"]
        assert (county / done["file"]).read_text("utf-8") == proof["text"], named


def rows(text: str) -> list[str]:
    """The rows of tables, less their headings, which programs word as they like."""
    lines = text.splitlines()
    pairs = zip(["", *lines], lines, strict=False)
    return [_worded_now(line) for before, line in pairs if line.startswith("| ") and before.startswith("| ")]


def _worded_now(text: str) -> str:
    return _QUARTER.sub(r"年\1季度", text)


Sheets = dict[str, dict[str, list[list[str]]]]


def test_its_sheets_have_the_cells_and_codes_that_they_had(
    qsq: Qsq, golden: Path, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What people signed, what hung and what was paid, written again by the steps themselves: workbooks alone."""
    monkeypatch.setattr(papers, "SENT_OUT", ())
    for period in ("2023Q1", "2023Q2", "2023Q3", "2023Q4"):
        for step, actor in (("feedback", "city"), ("notice", "clerk"), ("finalise", "clerk")):
            run = qsq("score", step, period, "--actor", actor, workspace=county)
            assert run.code in (0, 5), run.err
    assert qsq("score", "feedback", "2024Q1", workspace=county).code == 0
    for step in ("notice", "confirm"):
        run = qsq("awards", step, "2023", "--actor", "clerk", workspace=county)
        assert run.code in (0, 5), run.err
    then: Sheets = json.loads((golden / "sheets.json").read_text("utf-8"))
    assert len(then) == 24
    if golden == FIRST:
        say_what_they_said_in_0_1_0(county / "out", then)
        return
    for file, sheets in then.items():
        now = whole(county / "out" / file)
        before, after = ([records(one[title]) for title in sheets] for one in (sheets, now))
        assert_stands_in(before, after)
        assert [codes(now[title]) for title in sheets] == list(map(codes, sheets.values())), file


def say_what_they_said_in_0_1_0(out: Path, then: Sheets) -> None:
    """Its sheets hung and paid had other columns beside each other."""
    signed = {file: sheets for file, sheets in then.items() if "/feedback/" in file}
    assert len(signed) == 10
    for file, sheets in signed.items():
        assert _codes(cells(out / file)) == _codes(figured(sheets)), file
    for file in then.keys() - signed.keys():
        for sheet, listed in then[file].items():
            for name, title, headings in _now(Path(file), sheet, listed):
                now = whole(out / name)[title]
                own = [mark_over_full(one) for one in records(now) if "合计" not in one.values()]
                asked = [{new: one[old] for old, new in headings.items()} for one in records(listed)]
                if title == "各村奖金":  # a village stood in the row of each of its cadres
                    asked = [one for number, one in enumerate(asked) if one not in asked[:number]]
                assert [{new: one[new] for new in headings.values()} for one in own] == asked, file
                assert codes(listed) <= codes(now), file


def mark_over_full(row: Row) -> Row:
    """A row in which an item's mark and full mark stand in one cell, as they did in 0.1.0."""
    marks = {name.removesuffix(" 得分"): text for name, text in row.items() if name.endswith(" 得分")}
    return row | {name: f"{_two(mark)}/{_two(row[f'{name} 满分'])}" for name, mark in marks.items()}


def _two(number: str) -> str:
    return f"{Decimal(number):.2f}"


Headings = dict[str, str]


def _now(file: Path, sheet: str, listed: list[list[str]]) -> Iterator[tuple[str, str, Headings]]:
    """Where the rows of a sheet of 0.1.0 stand now: file, sheet, and its headings with those of today."""
    folder = file.parent.as_posix()
    if sheet == "奖金分配表":
        village = {"村(社区)": "村(社区)"}
        money = {name: name for name in ("奖金(元)", "公益事业(元)", "村干部(元)")}
        yield f"{folder}/{file.name}", "各村奖金", village | money
        yield f"{folder}/{file.name}", "村干部个人", village | {"个人份额(元)": "奖金(元)"}
        yield f"{folder}/绩效奖金增发表.xlsx", "绩效奖金增发表", village | {"绩效增发(元)": "增发(元)"}
        return
    name = {"公示.xlsx": "年度拟表彰名单公示.xlsx"}.get(file.name, file.name)
    title = {"奖励": "奖励发放表", "黄牌": "黄牌警示名单"}.get(sheet, sheet)
    if sheet == "公示" and file.name != "公示.xlsx":
        title = "分项数据"
    yield f"{folder}/{name}", title, {heading: heading for heading in records(listed)[0]}


def records(listed: list[list[str]]) -> list[dict[str, str]]:
    """The rows of a table by heading; a joined cell stands in each of its rows, a mark over its full mark."""
    at = next(number for number, row in enumerate(listed) if len(list(filter(None, row))) > 2)
    headings = [heading.replace("（", "(").replace("）", ")") for heading in listed[at]]
    found: list[dict[str, str]] = []
    for row in takewhile(lambda one: any(one[1:]), listed[at + 1 :]):
        joined = len(list(takewhile(lambda text: not text, row)))
        cells = [*(found[-1][heading] for heading in headings[:joined]), *row[joined:]]
        found.append({key: text.replace("\n", "/") for key, text in zip(headings, cells, strict=True)})
    return found


def codes(listed: list[list[str]]) -> set[str]:
    """The check codes of the papers themselves; the ledger's is printed in full today."""
    stamps = (row[0] for row in listed if "校验码" in row[0] and not _HEAD.search(row[0]))
    return {_STAMP.sub("", one).split(" ")[0] for one in stamps}


def whole(file: Path) -> dict[str, list[list[str]]]:
    return {
        sheet.title: [
            ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in load_workbook(file).worksheets
    }


def cells(file: Path) -> dict[str, list[list[str]]]:
    return figured(whole(file))


def _codes(sheets: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    """Of a stamp, the code alone."""
    return {
        title: [row if any(row[1:]) else [_STAMP.sub("", row[0])] for row in listed]
        for title, listed in sheets.items()
    }


def figured(sheets: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    """Rows with figures, and the lines with the codes that were signed; not how headings are worded."""
    return {title: [row for row in listed if _is_figured(row)] for title, listed in sheets.items()}


def _is_figured(row: list[str]) -> bool:
    if any(row[1:]):
        return any(character.isdigit() for character in "".join(row))
    return "校验码" in row[0] and not _HEAD.search(row[0])


def test_what_is_final_stays_and_what_is_unchanged_is_not_called_changed(qsq: Qsq, county: Path) -> None:
    before = events(qsq, county)
    for period in ("2023Q1", "2023Q2", "2023Q3", "2023Q4"):
        assert qsq("score", "quarter", period, "--json", workspace=county).code in (0, 5)
    for command in (["checklist", "issue", "2024Q1"], ["awards", "pay", "2023", "--all", "--actor", "clerk"]):
        assert qsq(*command, "--json", workspace=county).code == 0, command
    assert events(qsq, county) == before


def test_a_signed_period_goes_on_without_a_new_signature(qsq: Qsq, county: Path) -> None:
    hung = qsq(
        "score", "notice", "2024Q1", "--actor", "clerk", "--on", "2024-04-08", "--json", workspace=county
    )
    assert (hung.code, hung.answer["revision"]) == (0, 1)
    last = ["--actor", "clerk", "--on", "2024-04-15", "--json"]
    final = qsq("score", "finalise", "2024Q1", *last, workspace=county)
    assert (final.code, final.answer["revision"]) == (0, 1)
    assert [one["kind"] for one in events(qsq, county)[-2:]] == ["notice", "finalisation"]
    assert qsq("ledger", "verify", "--json", workspace=county).answer["whole"] is True


def test_every_event_names_the_program_that_recorded_it(qsq: Qsq, golden: Path, county: Path) -> None:
    """0.1.0 alone did not say which it was."""
    program = golden.name.removeprefix("ledger-")
    named = {one["payload"].get("program", "0.1.0") for one in events(qsq, county)}
    assert named == {program}


def test_a_program_that_counts_otherwise_says_so(qsq: Qsq, tmp_path: Path) -> None:
    """0.1.0 paid a reward beside a yellow card."""
    county = shutil.copytree(FIRST / "county", tmp_path / "county")
    run = qsq("score", "quarter", "2024Q1", "--json", workspace=county)
    assert run.code == 5
    assert "counts otherwise than 0.1.0" in run.answer["error"]["message"]
