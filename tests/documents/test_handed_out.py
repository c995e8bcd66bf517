"""Every workbook that is handed out to be filled in, with all its cells and the day that it is dated.

To take a change over after it was looked at: `QSQ_GOLDEN=write .venv/bin/python -m pytest tests/documents`.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from qsq.api.workspace import Workspace
from tests.documents.county import PERIOD, YEAR, started
from tests.documents.test_sheets import cells_of
from tests.intake.builders import change

HANDED_OUT = Path(__file__).parents[1] / "golden" / "handed-out"
LAST_YEARS_TARGETS = "village_code,task,target\nA1,grain.seedlings,95\nB3,grain.seedlings,110\n"
BROKEN_DOWN_BEFORE = "task,village_code,due,result,person,reason\nparty.meeting,,2022-12-20,开好,王五,\n"


def handed_out(folder: Path) -> Workspace:
    """A county whose cadres and targets are those of the year before, with a village that was watched too late."""
    county = started(folder)
    root = county.office.root
    last, town = root / "data/2022/q1", root / "rules/2022/towns/T2"
    last.mkdir(parents=True)
    town.mkdir(parents=True)
    (last / "targets.csv").write_text(LAST_YEARS_TARGETS, "utf-8")
    (root / "data/2023/cadres.csv").rename(root / "data/2022/cadres.csv")
    for table, before, now in (
        ("observations/town.csv", "B3,shore.clean,3,", "B3,shore.clean,,"),
        ("observations/agriculture.csv", "A2,grain.hazards,1,", "A2,grain.hazards,,"),
        ("observations/agriculture.csv", "A1,grain.hazards,0,", "A1,grain.hazards,0,自查"),
        ("targets.csv", "B2,grain.seedlings,80\n", ""),
    ):
        change(root, f"data/2023/q1/{table}", before, now)
    rules = (root / "rules/2023/q1.yaml").read_text("utf-8")
    (root / "rules/2022/q4.yaml").write_text(
        rules.replace("2023Q1", "2022Q4").replace("2023-03-31", "2022-12-31"), "utf-8"
    )
    (town / "q4.csv").write_text(BROKEN_DOWN_BEFORE, "utf-8")
    county.checklist.target_forms(PERIOD)
    change(root, "data/2023/q1/targets.csv", "B3,", "B2,grain.seedlings,80\nB3,")
    county.checklist.issue("2022Q4", on="2022-10-08")
    county.checklist.dispatch("2022Q4", "T2", on="2022-10-09")
    county.checklist.issue(PERIOD, on="2023-01-03")
    county.checklist.dispatch(PERIOD, "T2", on="2023-01-04")
    county.checklist.village_forms()
    county.score.chase(PERIOD)
    county.score.period(PERIOD, "exclude", on="2023-04-02")
    county.awards.recommend_forms(YEAR)
    county.awards.cadre_forms(YEAR)
    return county


def told(root: Path) -> Iterator[tuple[str, str]]:
    """The folder of each workbook, and what it says."""
    for file in sorted((root / "out").rglob("*.xlsx")):
        path = file.relative_to(root / "out")
        if path.parts[0] != "2022Q4":
            created = openpyxl.load_workbook(file, read_only=True).properties.created
            yield "+".join(path.parts[:2]), f"=== {path.as_posix()} {created}\n{cells_of(file)}"


@pytest.mark.usefixtures("workbooks_alone")
def test_every_form_says_what_was_agreed(tmp_path: Path) -> None:
    found: dict[str, str] = {}
    for folder, text in told(handed_out(tmp_path).office.root):
        found[folder] = found.get(folder, "") + re.sub(r"[0-9a-f]{64}", "····", text)
    if os.environ.get("QSQ_GOLDEN") == "write":
        HANDED_OUT.mkdir(exist_ok=True)
        for name, text in found.items():
            (HANDED_OUT / f"{name}.txt").write_text(text, "utf-8")
    agreed = {file.stem: file.read_text("utf-8") for file in HANDED_OUT.glob("*.txt")}
    assert found.keys() == agreed.keys()
    for name, text in found.items():
        assert text == agreed[name], name
