"""An office whose list is issued and dispatched, and what comes back to it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from tests.alike import answered
from tests.conftest import called
from tests.run import Run

SEEN: Mapping[str, Mapping[tuple[str, str], object]] = {
    "组织部": {
        ("A1", "party.meeting"): "是",
        ("A1", "party.study"): "优",
        ("A2", "party.meeting"): "是",
        ("A2", "party.study"): "良",
        ("A3", "party.meeting"): "否",
        ("A3", "party.study"): "优",
        ("B1", "party.meeting"): "是",
        ("B1", "party.study"): "良",
        ("B2", "party.meeting"): "是",
        ("B2", "party.study"): "优",
        ("B3", "party.meeting"): "是",
        ("B3", "party.study"): "差",
    },
    "农业农村局": {
        ("A1", "grain.seedlings"): 100,
        ("A1", "grain.hazards"): 0,
        ("A2", "grain.seedlings"): 150.5,
        ("A2", "grain.hazards"): 1,
        ("A3", "grain.seedlings"): 20,
        ("A3", "grain.hazards"): 0,
        ("B1", "grain.seedlings"): "不适用：没有水田",
        ("B1", "grain.hazards"): 2,
        ("B2", "grain.seedlings"): 80,
        ("B2", "grain.hazards"): 1,
        ("B3", "grain.seedlings"): 100,
        ("B3", "grain.hazards"): 0,
    },
    "西镇": {("B1", "shore.clean"): 4.5, ("B2", "shore.clean"): 5, ("B3", "shore.clean"): 3},
}
"""What the departments and a town of the small county saw, by who saw it."""


def command(root: Path, words: str, *more: str | Path, actor: str = "clerk") -> Run:
    """A command of the clerk's, answered in JSON."""
    return answered(root, *words.split(), *more, "--actor", actor)


def issued(root: Path) -> Path:
    """The county with its list issued and dispatched, and nothing handed in yet."""
    for file in (root / "data" / "2023" / "q1" / "observations").iterdir():
        file.unlink()
    assert command(root, "checklist issue 2023Q1 --on 2023-01-02").code == 0
    for town in ("T1", "T2"):
        assert command(root, f"checklist dispatch 2023Q1 --on 2023-01-03 --town {town}").code == 0
    (root / "inbox").mkdir()
    return root


def form_of(root: Path, name: str) -> Path:
    """The form that a department or town got."""
    (found,) = (root / "out" / "2023Q1" / "checklist").rglob(f"*{name}-评分表.xlsx")
    return found


def filled(form: Path, seen: Mapping[tuple[str, str], object], to: Path) -> Path:
    """A form with what was seen in it, saved by hand as it were."""
    book = openpyxl.load_workbook(form)
    sheet: Any = next(one for one in book.worksheets if _ids(one))
    at = {str(cell.value): cell.column for cell in sheet[_ids(sheet)]}
    for row in range(_ids(sheet) + 1, sheet.max_row + 1):
        code = sheet.cell(row, at["village_code"]).value
        for task, column in at.items():
            if (code, task) in seen:
                sheet.cell(row, column).value = seen[code, task]
    to.parent.mkdir(parents=True, exist_ok=True)
    book.save(to)
    return to


def _ids(sheet: Any) -> int:
    """The row of ids above a form's villages; 0 where the sheet has none."""
    rows = (row for row in range(1, 13) if "village_code" in [cell.value for cell in sheet[row]])
    return next(rows, 0)


def handed_in(root: Path, name: str, to: Path | None = None) -> Path:
    """A department's or town's form, filled in and laid into the inbox."""
    form = form_of(root, name)
    return filled(form, SEEN[name], to or root / "inbox" / form.name)


def inbox(root: Path, *more: str | Path, on: str = "2023-04-02", actor: str = "clerk") -> Run:
    """A run through the inbox."""
    return command(root, f"inbox --on {on}", *more, actor=actor)


def outcomes(run: Run) -> dict[str, str]:
    """What became of each file, by its name without the folder's."""
    return {one["file"].removeprefix("inbox/"): one["outcome"] for one in run.answer["files"]}


def said(run: Run, name: str) -> dict[str, Any]:
    """What is said of a file."""
    found: dict[str, Any] = next(one for one in run.answer["files"] if one["file"].endswith(name))
    return found


def recorded(root: Path) -> list[tuple[Any, ...]]:
    """The ledger's events without their times and digests, and without the book of what came in."""
    events = called("ledger", "log", "--json", workspace=root).answer["events"]
    keys = ("actor", "kind", "period", "subject", "payload")
    return [tuple(one[key] for key in keys) for one in events if one["kind"] != "received"]
