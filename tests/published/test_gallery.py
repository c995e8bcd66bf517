"""The gallery of schemes: each workspace runs, and its page shows its rules, its marks and its sums as they are."""

import ast
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import REPOSITORY, Qsq

GALLERY = REPOSITORY / "docs" / "gallery-of-schemes"
SCHEMES = sorted(file.parent.parent for file in GALLERY.glob("*/rules/scheme.yaml"))
PERIOD_HEAD = ("村", "得分", "位次", "等次", "奖金")
YEAR_HEAD = ("村", "年终得分", "等次", "荣誉", "奖金")
TOWN_HEAD = ("镇", "平均分", "位次")
NOTHING = "—"

Table = tuple[tuple[str, ...], ...]
"""A table of a page: its head and its rows."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of a scheme shows: `### 2023H1` heads a table, fences hold rules and sums."""

    text: str

    @property
    def tables(self) -> dict[str, Table]:
        """The tables by the title above them."""
        return {
            title: as_table(rows)
            for title, rows in re.findall(r"^### (.+)\n\n((?:\|.*\n)+)", self.text, re.MULTILINE)
        }

    @property
    def rules(self) -> list[str]:
        """The lines of rules that it quotes."""
        fences = re.findall(r"^```yaml\n(.*?)^```", self.text, re.MULTILINE | re.DOTALL)
        return [
            line.strip() for fence in fences for line in fence.splitlines() if line.strip() not in ("", "…")
        ]

    @property
    def sums(self) -> list[tuple[str, str, str, str]]:
        """The marks worked out by hand: table, village, sum, mark."""
        return re.findall(r"^(.+) (\S+): (.+) = ([\d.]+)$", self.text, re.MULTILINE)


def as_table(rows: str) -> Table:
    cells = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows.splitlines()]
    return (cells[0], *cells[2:])


def page(scheme: Path) -> Page:
    return Page((scheme / "README.md").read_text(encoding="utf-8"))


def worked_out(term: str) -> Fraction:
    """The value of a sum of plain numbers, as on a calculator that has fractions."""

    def value(node: ast.expr) -> Fraction:
        match node:
            case ast.BinOp(left, operator, right):
                a, b = value(left), value(right)
                match operator:
                    case ast.Add():
                        return a + b
                    case ast.Sub():
                        return a - b
                    case ast.Mult():
                        return a * b
                    case ast.Div():
                        return a / b
            case ast.UnaryOp(ast.USub(), operand):
                return -value(operand)
            case ast.Constant():
                return Fraction(ast.unparse(node))
        raise ValueError(f"{term}: not a sum of plain numbers")

    return value(ast.parse(term.translate(str.maketrans("×÷−", "*/-")), mode="eval").body)


@dataclass(frozen=True, slots=True)
class Names:
    """What the codes of an answer are called in the scheme."""

    villages: dict[str, str]
    towns: dict[str, str]
    grades: dict[str, str]
    annual_grades: dict[str, str]
    honours: dict[str, str]


def names(workspace: Path) -> Names:
    scheme = yaml.safe_load((workspace / "rules" / "scheme.yaml").read_text(encoding="utf-8"))
    annual = scheme.get("annual", {})

    def column(file: str) -> dict[str, str]:
        rows = (workspace / "data" / file).read_text(encoding="utf-8").splitlines()[1:]
        return {code: name for code, name, *_ in (row.split(",") for row in rows)}

    def called(rules: list[dict[str, str]]) -> dict[str, str]:
        return {rule["id"]: rule["name"] for rule in rules}

    return Names(
        column("villages.csv"),
        column("towns.csv"),
        called(scheme.get("grades", [])),
        called(annual.get("grades", [])),
        called(annual.get("honours", [])),
    )


def what_is_used(table: Table) -> Table:
    """The table without the columns that hold nothing, as where a scheme has no grades or pays nothing."""
    head, *rows = table
    used = [at for at in range(len(head)) if {row[at] for row in rows} - {NOTHING, "0.00"}]
    return tuple(tuple(row[at] for at in used) for row in table)


def period_table(answer: dict[str, Any], name: Names) -> Table:
    """A period's villages as its page has them."""
    table = (
        PERIOD_HEAD,
        *(
            (
                name.villages[one["village_code"]],
                one["town_mark"],
                str(one["rank"]),
                name.grades.get(one["grade"], NOTHING),
                one["reward"],
            )
            for one in answer["villages"]
        ),
    )
    return what_is_used(table)


def town_table(answer: dict[str, Any], name: Names) -> Table:
    """The towns' means and ranks as its page has them."""
    return (
        TOWN_HEAD,
        *((name.towns[one["town_code"]], one["mark"], str(one["rank"])) for one in answer["towns"]),
    )


def year_table(answer: dict[str, Any], name: Names) -> Table:
    """A year's villages as its page has them."""
    honoured = {one["village_code"]: one for one in answer["honours"]}

    def row(one: dict[str, Any]) -> tuple[str, ...]:
        honour = honoured.get(one["village_code"])
        return (
            name.villages[one["village_code"]],
            one["annual_mark"],
            name.annual_grades.get(one["grade"], NOTHING),
            name.honours[honour["honour"]] if honour else NOTHING,
            honour["prize"] if honour else NOTHING,
        )

    return what_is_used((YEAR_HEAD, *map(row, answer["villages"])))


def period_of(file: Path) -> str:
    """The period of a rule file, as its first line has it."""
    return file.read_text(encoding="utf-8").splitlines()[0].removeprefix("period: ")


def answers(workspace: Path, qsq: Qsq) -> Iterator[tuple[str, Table]]:
    """What the command line answers, each table by its title."""
    name = names(workspace)
    scheme = (workspace / "rules" / "scheme.yaml").read_text(encoding="utf-8")
    files = sorted(workspace.glob("rules/*/*.yaml"))
    for file in files:
        period = period_of(file)
        run = qsq("score", "period", period, "--json", workspace=workspace)
        assert run.code == 0, run.out
        yield period, period_table(run.answer, name)
        if "towns: show" in scheme:
            yield f"{period} 各镇", town_table(run.answer, name)
    if "annual:" in scheme:
        year = files[0].parent.name
        run = qsq("awards", "year", year, "--draft", "--json", workspace=workspace)
        assert run.code == 0, run.out
        yield f"{year} 年终", year_table(run.answer, name)


@pytest.fixture(params=SCHEMES, ids=lambda scheme: scheme.name)
def scheme(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    return folder


def test_there_are_eleven_schemes_and_the_index_links_each() -> None:
    index = (GALLERY / "README.md").read_text(encoding="utf-8")
    assert len(SCHEMES) == 11
    assert re.findall(r"\]\((\d\d-[^/]+)/README\.md\)", index) == [scheme.name for scheme in SCHEMES]


def test_a_page_shows_the_marks_that_its_workspace_gives(scheme: Path, qsq: Qsq, tmp_path: Path) -> None:
    workspace = tmp_path / scheme.name
    shutil.copytree(scheme, workspace)
    check = qsq("rules", "check", workspace=workspace)
    assert check.code == 0, check.out + check.err
    assert page(scheme).tables == dict(answers(workspace, qsq))


def test_the_sums_of_a_page_come_to_the_marks_of_its_tables(scheme: Path) -> None:
    shown = page(scheme)
    assert len(shown.sums) >= 2
    for title, village, term, mark in shown.sums:
        assert mark in [row[1] for row in shown.tables[title] if row[0] == village], (title, village)
        half_a_unit = Fraction(1, 2 * 10 ** len(mark.partition(".")[2]))
        assert abs(worked_out(term) - Fraction(mark)) <= half_a_unit, (title, village, term)


def test_a_page_quotes_its_rules_as_they_stand(scheme: Path) -> None:
    rules = {
        line.strip()
        for file in scheme.glob("rules/**/*.yaml")
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    quoted = page(scheme).rules
    assert quoted
    assert [line for line in quoted if line not in rules] == []
