"""What the tests of wrong input share: a change to a file of the tests' own county, and what is said of it."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from tests.alike import contents
from tests.conftest import Qsq

SCHEME = "rules/scheme.yaml"
PERIOD = "rules/2023/q1.yaml"
TOWN = "rules/2023/towns/T2/q1.yaml"
TOWNS = "data/towns.csv"
VILLAGES = "data/villages.csv"
DEPARTMENTS = "data/departments.csv"
OBSERVATIONS = "data/2023/q1/observations"
AGRICULTURE = f"{OBSERVATIONS}/agriculture.csv"
ORGANISATION = f"{OBSERVATIONS}/organisation.csv"
TOWN_SEEN = f"{OBSERVATIONS}/town.csv"
TOWN_SHEET = f"{OBSERVATIONS}/town.xlsx"
TARGETS = "data/2023/q1/targets.csv"
ADJUSTMENTS = "data/2023/q1/adjustments.csv"
RECOMMENDATIONS = "data/2023/recommendations.csv"
REVIEW = "data/2023/review.csv"
CADRES = "data/2023/cadres.csv"

SCORE = ("score", "quarter", "2023Q1")
CHECK = ("score", "check", "2023Q1")
ISSUE = ("checklist", "issue", "2023Q1")
RULES = ("rules", "check")
AWARDS = ("awards", "year", "2023", "--draft")

HEADER = ("village_code", "task", "value", "note")
SHORE = [HEADER, ("B1", "shore.clean", 4.5), ("B2", "shore.clean", 5), ("B3", "shore.clean", 3)]
"""What data/2023/q1/observations/town.csv says, as rows of a sheet."""

Place = tuple[str, str, str]
"""File, where and message of one fault."""

Cells = Iterable[Sequence[object]]


class Wrong(NamedTuple):
    """A row of a table of wrong input.

    Attributes:
        what: what is wrong, in words.
        file: the file that is changed.
        old: text of it that is replaced once; empty means the whole file.
        new: what stands there instead.
        where: the place that must be named: a cell, a line, or empty for the file as a whole.
        says: words that the message must hold: what was found, what is expected.
    """

    what: str
    file: str
    old: str
    new: str
    where: str
    says: tuple[str, ...]


def table(*rows: tuple[str, str, str, str, str, tuple[str, ...]]) -> pytest.MarkDecorator:
    """Runs a test for each row of a table of wrong input, as its parameter `wrong`."""
    wrong = [Wrong(*row) for row in rows]
    return pytest.mark.parametrize("wrong", wrong, ids=[one.what for one in wrong])


def change(root: Path, file: str, old: str, new: str) -> None:
    """Replace a text once in a file; an empty `old` is the whole file, which is made where there is none."""
    path = root / file
    if not old:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new, encoding="utf-8", newline="")
        return
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} holds no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def line_of(root: Path, file: str, text: str) -> str:
    """The place of the first line that holds a text, as faults name it."""
    lines = (root / file).read_text(encoding="utf-8").split("\n")
    return f"line {next(number for number, line in enumerate(lines, 1) if text in line)}"


def workbook(path: Path, edit: Callable[[openpyxl.Workbook], None] | None = None, **sheets: Cells) -> None:
    """Write a real .xlsx with these rows on these sheets; `edit` changes it before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if edit:
        edit(book)
    book.save(path)


def in_place_of_town_csv(
    root: Path, edit: Callable[[openpyxl.Workbook], None] | None = None, **sheets: Cells
) -> Path:
    """A workbook instead of the observations of the town; the sheet 岸线 holds the same unless given."""
    (root / TOWN_SEEN).unlink()
    path = root / TOWN_SHEET
    workbook(path, edit, **(sheets or {"岸线": SHORE}))
    return path


def refusal(qsq: Qsq, root: Path, *commands: Sequence[str]) -> list[Place]:
    """What every one of the commands refuses, all alike; nothing may be written by them."""
    before = contents(root)
    found: list[list[Place]] = []
    for command in commands:
        run = qsq(*command, "--json", workspace=root)
        assert run.code == 3, f"{command}: {run}"
        assert run.answer["error"]["code"] == 3
        assert run.answer["error"]["message"] == f"input refused, {len(run.places)} to correct"
        assert run.err == ""
        assert contents(root) == before, f"{command} has written something"
        found.append(run.places)
    assert all(places == found[0] for places in found), found
    return found[0]


def assert_refused(qsq: Qsq, root: Path, wrong: Wrong, *commands: Sequence[str]) -> None:
    """One thing is wrong, and the commands name it: the file, the place, what was found and expected."""
    change(root, wrong.file, wrong.old, wrong.new)
    assert_named(refusal(qsq, root, *commands), wrong.file, wrong.where, *wrong.says)


def assert_named(places: list[Place], file: str, where: str, *says: str) -> None:
    """There is one fault; it names this place and holds these words."""
    assert [place[:2] for place in places] == [(file, where)], places
    assert_says(places[0][2], *says)


def assert_says(message: str, *says: str) -> None:
    """The message holds these words, and nothing that only a programmer reads."""
    assert [word for word in says if word not in message] == [], message
    assert not re.search(
        r"<class|Traceback|object at 0x|\w(Error|Number|Fraction)?\(\w+=|Error\(|\{\w*\}|<unicode", message
    ), message


def answer_of(qsq: Qsq, root: Path, *command: str) -> list[dict[str, object]]:
    """The villages of a period's answer."""
    run = qsq(*(command or SCORE), "--json", workspace=root)
    assert run.code == 0, run
    villages: list[dict[str, object]] = run.answer["villages"]
    return villages
