"""A quarter run by forms alone: the clerk sends out, takes in and hangs up, and types no code and no id."""

import csv
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.a_year import QUARTERS, county
from tests.cli.an_inbox import SEEN, filled, recorded
from tests.conftest import REPOSITORY, called
from tests.intake.office import HERE, saved_as
from tests.run import Run

MOST_TYPED = 20
"""Commands that a clerk types in a quarter."""

Row = Mapping[str, Any]
Answer = Callable[[Row], Mapping[str, object]]
"""What people write into a row of a form, by its headings."""

MONTHS = {"2023-01": "2023-02-01", "2023-02": "2023-03-01", "2023-03": "2023-04-01"}
"""The months, and the days after them on which their progress comes in."""

TALK = "--who 镇长 --with 书记 --method 结对帮扶 --until 2023-04-01"
VISITS = "日期,干部,地点,事由,备注\n2023-02-08,T1-officer,A1,走访,\n"


@dataclass(slots=True)
class Clerk:
    """The office's clerk, whose name the system knows; `typed` is what she typed."""

    root: Path
    typed: list[str] = field(default_factory=list)

    def types(self, line: str, on: str) -> Run:
        """A line on its day, which the clock tells and nobody types."""
        self.typed.append(line)
        run = called(*line.split(), "--on", on, "--json", workspace=self.root)
        assert run.code in {0, 4}, (line, run.out, run.err)
        return run

    def sends_out(self, on: str) -> list[Path]:
        """Hands out what is due; the forms that went out."""
        self.types("outbox --sent", on)
        return sorted((self.root / "out" / "outbox" / on).rglob("*表.xlsx"))

    def takes_in(self, on: str) -> list[str]:
        """Takes in what came back: what became of each file, none of it refused."""
        files = self.types("inbox", on).answer["files"]
        assert {"refused"} & {one["outcome"] for one in files} == set(), files
        return [one["outcome"] for one in files if one["outcome"] != "known"]


@dataclass(frozen=True, slots=True)
class People:
    """Whoever gets a form fills it in and sends it back to `inbox`."""

    inbox: Path
    signers: Mapping[str, str]
    slow: str
    seen: Mapping[tuple[str, str], object]

    def fill_in(self, forms: Iterable[Path], *kinds: str, on: str) -> list[Path]:
        """The forms of these kinds as they came back, with what each says of a day."""
        answers: dict[str, Answer] = {
            "派单表": dispatched,
            "接单登记表": partial(accepted, on),
            "进度表": partial(progress, self.slow),
            "提示登记表": partial(talked, on),
            "签字登记表": partial(signed, self.signers, on),
        }
        found = []
        for form in forms:
            kind = form.stem.rpartition("-")[2]
            if kind in kinds:
                target = self.inbox / on / form.name
                target.parent.mkdir(parents=True, exist_ok=True)
                if kind == "评分表":
                    found.append(filled(form, self.seen, target))
                else:
                    found.append(by_rows(form, answers[kind], target))
        return found


def by_rows(form: Path, answer: Answer, to: Path) -> Path:
    """A form with each of its rows answered, as people fill it in."""
    book = openpyxl.load_workbook(form)
    sheet: Any = book.worksheets[1]
    head = next(row for row in sheet.iter_rows() if {"村代码", "单位"} & {cell.value for cell in row})
    for cells in sheet.iter_rows(min_row=head[0].row + 1):
        row = {name.value: cell for name, cell in zip(head, cells, strict=True)}
        for heading, value in answer({name: cell.value for name, cell in row.items()}).items():
            row[heading].value = value
    book.save(to)
    return to


def dispatched(row: Row) -> Mapping[str, object]:
    return {"预期结果": "按时完成", "责任人": "村主任"} if row["任务"] else {}


def accepted(on: str, row: Row) -> Mapping[str, object]:
    return {"已接单": "√", "日期": on} if row["村代码"] else {}


def progress(slow: str, row: Row) -> Mapping[str, object]:
    """One village has done nothing; a heading ends with a task's id."""
    done = "否" if row["村代码"] == slow else "是"
    return {heading: done for heading in row if "." in heading} if row["村代码"] else {}


def talked(on: str, row: Row) -> Mapping[str, object]:
    said = {"谈话人": "镇长", "谈话对象": "书记", "方法": "结对帮扶", "新期限": "2023-04-01", "日期": on}
    return said if row["村代码"] else {}


def signed(signers: Mapping[str, str], on: str, row: Row) -> Mapping[str, object]:
    return {"已签": "√", "签字人": signers[row["单位"]], "日期": on} if row["单位"] else {}


def officials(root: Path) -> list[dict[str, str]]:
    with (root / "data" / "officials.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def signers(root: Path) -> dict[str, str]:
    """Who signs for each town and village, by name."""
    return {one["office"]: one["name"] for one in officials(root) if one["role"] in {"leader", "secretary"}}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The county of the driven year, with the rules of its first quarter; the clerk is known."""
    monkeypatch.setenv("QSQ_ACTOR", "clerk")
    made = county(tmp_path, QUARTERS[:1])
    shutil.copy(tmp_path / "entered" / "adjustments.csv", made / "data" / "2023" / "q1")
    return made


def by_forms(
    root: Path,
    slow: str,
    seen: Mapping[tuple[str, str], object],
    *,
    visits: str = VISITS,
    through_office: bool = False,
) -> tuple[Clerk, dict[str, list[Path]]]:
    """The quarter by forms; what was typed, and the forms as they came back, by kind."""
    clerk, people = Clerk(root), People(root / "inbox", signers(root), slow, seen)
    back: dict[str, list[Path]] = {}
    clerk.types("checklist issue 2023Q1", "2023-01-03")
    lists = clerk.sends_out("2023-01-03")
    back["派单表"] = people.fill_in(lists, "派单表", on="2023-01-04")
    clerk.takes_in("2023-01-04")
    registers = clerk.sends_out("2023-01-05")
    back["接单登记表"] = people.fill_in(registers, "接单登记表", on="2023-01-06")
    back["进度表"], back["提示登记表"] = [], []
    for month, first in MONTHS.items():
        back["进度表"] += people.fill_in(of_month(registers, month), "进度表", on=first)
        if month == "2023-02":
            (root / "inbox" / "走访.csv").write_text(visits, "utf-8")
        if month == "2023-03":
            marks = people.fill_in(lists, "评分表", on=first)
            if through_office:
                marks += [saved_as(marks.pop(0), ".ods", root / "inbox" / "wps")]
                (root / "inbox" / first / marks[-1].with_suffix(".xlsx").name).unlink()
            back["评分表"] = marks
        clerk.takes_in(first)
        clerk.types(f"remind month {month}", first)
        back["提示登记表"] += people.fill_in(clerk.sends_out(first), "提示登记表", on=f"{first[:8]}03")
    clerk.types("score quarter 2023Q1", "2023-04-02")
    clerk.types("score feedback 2023Q1", "2023-04-02")
    back["签字登记表"] = people.fill_in(clerk.sends_out("2023-04-02"), "签字登记表", on="2023-04-04")
    clerk.takes_in("2023-04-06")
    clerk.types("score notice 2023Q1", "2023-04-06")
    clerk.types("score finalise 2023Q1", "2023-04-20")
    return clerk, back


@pytest.mark.torture
@pytest.mark.parametrize(
    "through_office",
    [
        False,
        pytest.param(True, marks=pytest.mark.skipif(not HERE, reason="no soffice")),
    ],
)
def test_a_quarter_by_forms_alone(root: Path, *, through_office: bool) -> None:
    by_commands = root.with_name("by-commands")
    shutil.copytree(root, by_commands)
    seen = {key: value for own in SEEN.values() for key, value in own.items()}
    clerk, back = by_forms(root, "A2", seen, through_office=through_office)
    assert all(back.values()), back
    it_was_little_to_type(clerk)
    it_is_final(root)
    the_same(by_commands, back, signers(root))
    assert sorted(map(repr, of_steps(root))) == sorted(map(repr, of_steps(by_commands)))


@pytest.mark.torture
@pytest.mark.skipif(
    os.environ.get("QSQ_KILLS") == "1", reason="five minutes: by make torture alone, not by CI"
)
def test_a_quarter_of_608_villages_by_forms_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """祁阳's first quarter: what was observed comes in by forms, and gives the marks that its tables give.

    Of its 28 towns 26 have villages that take part.
    """
    monkeypatch.setenv("QSQ_ACTOR", "city-1")
    root, by_tables = tmp_path / "qiyang", tmp_path / "by-tables"
    for folder in ("rules", "data"):
        shutil.copytree(
            REPOSITORY / folder, root / folder, ignore=shutil.ignore_patterns("qsq.db*", "backups")
        )
    (root / "inbox").mkdir()
    shutil.copytree(root, by_tables)
    visits = VISITS.replace("T1-officer,A1", "431181107-1,431181107243")
    seen = taken_out(root / "data" / "2023" / "q1" / "observations")
    clerk, back = by_forms(root, "431181107243", seen, visits=visits)
    count = {kind: len(forms) for kind, forms in back.items()}
    assert (count["派单表"], count["接单登记表"], count["签字登记表"]) == (26, 26, 26)
    assert count["评分表"] > 14
    assert min(count["进度表"], count["提示登记表"]) > 0
    it_was_little_to_type(clerk)
    it_is_final(root)
    marks = [
        called("score", "quarter", "2023Q1", "--on", "2023-04-02", "--json", workspace=one).answer["villages"]
        for one in (root, by_tables)
    ]
    assert marks[0] == marks[1]
    assert len(marks[0]) > 600


def taken_out(observations: Path) -> dict[tuple[str, str], object]:
    """What was observed, by village and task; the tables of it are gone."""
    seen: dict[tuple[str, str], object] = {}
    for path in sorted(observations.iterdir()):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                value, note = row["value"], row["note"]
                number = value.lstrip("-").replace(".", "", 1).isdigit()
                key = row["village_code"], row["task"]
                seen[key] = f"不适用：{note}" if value == "NA" else float(value) if number else value
        path.unlink()
    return seen


def it_was_little_to_type(clerk: Clerk) -> None:
    """Twenty commands at most; in none of them an official's id, a unit's code or a sheet's check code."""
    assert len(clerk.typed) <= MOST_TYPED, clerk.typed
    words = set(" ".join(clerk.typed).split())
    assert words.isdisjoint(one[key] for one in officials(clerk.root) for key in ("id", "office"))
    assert not [word for word in words if re.fullmatch(r"[A-Z0-9]{4}-?[A-Z0-9]{4}", word)]


def it_is_final(root: Path) -> None:
    assert called("ledger", "verify", "--json", workspace=root).answer["whole"] is True
    status = called("status", "--on", "2023-04-20", "--json", workspace=root).answer
    assert next(one["final"] for one in status["periods"] if one["period"] == "2023Q1")


def of_steps(root: Path) -> list[tuple[Any, ...]]:
    """What the steps recorded, without the books of what came in and went out."""
    return [event for event in recorded(root) if event[1] != "sent"]


def the_same(root: Path, back: Mapping[str, list[Path]], names: Mapping[str, str]) -> None:
    """The same quarter by the commands of the steps, a row a command where a step has one for a row."""
    types = partial(typed, root)
    types("checklist issue 2023Q1", on="2023-01-03")
    for town, form in zip(("T1", "T2"), back["派单表"], strict=True):
        types(f"checklist dispatch 2023Q1 --town {town} --file", form, on="2023-01-04")
    for village in ("A1", "A2", "A3", "B1", "B2", "B3"):
        types(f"checklist accept 2023Q1 --village {village}", on="2023-01-06")
    for month, first in MONTHS.items():
        the_same_month(root, back, month, first)
    for form in back["评分表"]:
        unit = {"组织部": "--department organisation", "西镇": "--town T2"}.get(form.stem.split("-")[1])
        types(f"score submit 2023Q1 {unit or '--department agriculture'}", form, on="2023-04-01")
    types("score quarter 2023Q1", on="2023-04-02")
    sheets = types("score feedback 2023Q1", on="2023-04-02").answer["sheets"]
    by_unit = {one["office"]: one["id"] for one in officials(root) if one["name"] in names.values()}
    for sheet in sheets:
        who = ("--town", "--leader") if sheet["level"] == "town" else ("--village", "--secretary")
        unit = sheet["unit"]
        words = f"score sign 2023Q1 {who[0]} {unit} {who[1]} {by_unit[unit]} --code {sheet['code']}"
        types(words, on="2023-04-04")
    types("score notice 2023Q1", on="2023-04-06")
    types("score finalise 2023Q1", on="2023-04-20")


def the_same_month(root: Path, back: Mapping[str, list[Path]], month: str, first: str) -> None:
    """A month's progress, visits, reminders and talks."""
    types = partial(typed, root)
    for form in of_month(back["进度表"], month):
        assert called("remind", "progress", month, "--file", form, "--json", workspace=root).code == 0
    if month == "2023-02":
        visits = root.parent / "走访.csv"
        visits.write_text(VISITS, "utf-8")
        types("visits import", visits, on=first)
    types(f"remind month {month}", on=first)
    for form in of_month(back["提示登记表"], month):
        for row in rows_of(form):
            words = f"remind record {month} --village {row['村代码']} {TALK} --problem"
            types(words, row["问题"], on=f"{first[:8]}03")


def typed(root: Path, words: str, *more: str | Path, on: str) -> Run:
    """A command of the clerk's that ends well."""
    run = called(*words.split(), *more, "--on", on, "--json", workspace=root)
    assert run.code in {0, 4}, (words, run.out, run.err)
    return run


def of_month(forms: Iterable[Path], month: str) -> list[Path]:
    """The forms of a month, by what they are called."""
    return [form for form in forms if form.name.startswith(f"2023年{int(month[5:])}月-")]


def rows_of(form: Path) -> list[dict[str, Any]]:
    """The filled rows of a register."""
    sheet: Any = openpyxl.load_workbook(form).worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(number for number, row in enumerate(rows) if "村代码" in row)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :] if any(row)]
