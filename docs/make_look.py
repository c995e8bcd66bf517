"""`make look`: every kind of document of 祁阳 2023 as pictures in out/look/, to be looked at.

PDF is drawn by pdftoppm, Word and Excel through LibreOffice; what is not installed is skipped and named.
"""

import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from qsq.domain.faults import Place
from qsq.domain.periods import Quarter, quarters_of
from qsq.intake.signatures import SignedSheet
from qsq.year.demo import YEAR, run_year
from qsq.year.progress import no_progress
from qsq.year.report import KINDS
from qsq.year.workspace import Workspace
from qsq.year.year_steps import Ruling

OUT = Path(__file__).parents[1] / "out" / "look"
TOWN = "431181107"
MONTH = "2023-02"
PERIODS = {"quarter": "2023Q1", "month": MONTH, "year": str(YEAR)}
NEXT_DAY = timedelta(days=1)


def main() -> None:
    """Take the year to its end in a workspace of its own, write each kind, draw what was written."""
    shutil.rmtree(OUT, ignore_errors=True)
    workspace = finished_year(OUT / "workspace")
    for kind, made in KINDS.items():
        town = TOWN if made.of_villages else ""
        done = workspace.report(kind, PERIODS[made.period], town=town)
        for file in done.files:
            draw(workspace.office.root / file, OUT / kind)
    sys.stdout.write(f"look at the pictures in {OUT}\n")


def finished_year(root: Path) -> Workspace:
    """The year 2023 in a new folder, taken from its checklists to confirmed awards."""
    run_year(root, no_progress)
    workspace = Workspace(root, actor="city-1")
    report_progress(workspace)
    workspace.remind(MONTH, on="2023-02-28")
    for quarter in quarters_of(YEAR):
        finish(workspace, quarter)
    workspace.awards(YEAR)
    workspace.decide(YEAR, Ruling("祁常委〔2024〕3号", "市批〔2024〕1号"), on="2024-01-20")
    hung = workspace.notice_awards(YEAR, on="2024-01-22")
    workspace.confirm(YEAR, on=date.fromisoformat(hung.answer["last_day"]) + NEXT_DAY)
    return workspace


def finish(workspace: Workspace, quarter: Quarter) -> None:
    """Feed back, sign, hang up and finalise a quarter."""
    day = quarter.last_day + timedelta(days=5)
    result = workspace.feed_back(quarter, on=day).result
    sheets = [
        SignedSheet(unit, f"{unit.code}-1", result.code(unit), Place("signed.csv")) for unit in result.units()
    ]
    workspace.sign(quarter, sheets, on=day)
    hung = workspace.notice(quarter, on=day)
    workspace.finalise(quarter, on=hung.days.last + NEXT_DAY)


def report_progress(workspace: Workspace) -> None:
    """Progress of a month for one town, in which every fifth village lags."""
    root = workspace.office.root
    register = (root / "data" / "villages.csv").read_text("utf-8").splitlines()
    villages = [line.split(",")[0] for line in register if f",{TOWN}," in line]
    rows = [
        f"{village},{task},{'否' if place % 5 == 0 and number % 2 else '是'}"
        for place, village in enumerate(villages)
        for number, task in enumerate(tasks_due(workspace))
    ]
    file = root / "data" / str(YEAR) / "q1" / "progress" / f"{MONTH}.csv"
    file.parent.mkdir(parents=True)
    file.write_text("\n".join(["village_code,task,done", *rows]) + "\n", "utf-8")


def tasks_due(workspace: Workspace) -> list[str]:
    """The tasks that are due by the month's end."""
    checked = workspace.check_rules("2023Q1")
    return [
        task.id
        for checklist in checked.checklists
        for task in checklist.tasks
        if (task.due or checklist.due) <= date(2023, 2, 28)
    ]


def draw(file: Path, folder: Path) -> None:
    """The first pages of a file as PNG."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{file.stem}{file.suffix}".replace(".", "-")
    pages = file if file.suffix == ".pdf" else _through_office(file, folder)
    if pages is None or not shutil.which("pdftoppm"):
        sys.stdout.write(f"not drawn, pdftoppm or soffice is not installed: {file.name}\n")
        return
    subprocess.run(["pdftoppm", "-r", "60", "-l", "8", "-png", pages, folder / name], check=True)  # noqa: S603, S607
    if pages != file:
        pages.unlink()


def _through_office(file: Path, folder: Path) -> Path | None:
    """A Word or Excel file as LibreOffice prints it; None where it is not installed."""
    if not shutil.which("soffice"):
        return None
    profile = (OUT / "office").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", folder, file], check=True, capture_output=True)  # noqa: S603
    printed = folder / f"{file.stem}.pdf"
    return printed if printed.is_file() else None


if __name__ == "__main__":
    main()
