"""The tests' county taken to the end of its year, with fixed times, so that its codes are always the same."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qsq.api.named import read_when
from qsq.api.workspace import Workspace
from qsq.documents.document import Bundle, Document, Heading, Paragraph, Picture, Table
from qsq.domain.county.officials import Level
from qsq.domain.faults import Place
from qsq.intake.forms.signatures import SignedSheet
from qsq.year.awards.decide import Ruling
from qsq.year.desk.papers import EVERYONE, Chosen
from qsq.year.recorded.period import RecordedPeriod
from qsq.year.report import KINDS, ReportCall
from tests.conftest import copied_once_made, made_once, small_workspace

PERIOD, MONTH, YEAR = "2023Q1", "2023-03", "2023"
PERIODS = {"period": PERIOD, "month": MONTH, "year": YEAR}
BROKEN_DOWN = """task,village_code,due,result,person,reason
grain.seedlings,,2023-03-20,秧田到户,张三,
grain.seedlings,B2,2023-03-25,秧田到组,李四,
"""
TASKS = ("party.meeting", "party.study", "grain.seedlings", "grain.hazards")


def noon() -> datetime:
    """The time of all that happens."""
    return datetime(2024, 3, 8, 12, tzinfo=UTC)


def started(folder: Path, city: str = "C1", renamed: Mapping[str, str] | None = None) -> Workspace:
    """The county with two villages whose names are rare, and March's progress: A1 has done little.

    `renamed` are texts of its register and scheme with what stands in their place.
    """
    root = small_workspace(folder)
    for table in ("data/towns.csv", "data/villages.csv", "rules/scheme.yaml"):
        text = (root / table).read_text("utf-8")
        for old, new in (renamed or {}).items():
            text = text.replace(old, new)
        (root / table).write_text(text, "utf-8")
    villages = root / "data" / "villages.csv"
    text = villages.read_text("utf-8").replace("东一村", "东凼村").replace("西二村", "西廻村")
    villages.write_text(text, "utf-8")
    scheme = root / "rules" / "scheme.yaml"
    reminders = "reminders: {slow: 50%, poor: 60%, far_behind: 50%}\n"
    text = scheme.read_text("utf-8").replace("code: 'C1'", f"code: '{city}'")
    scheme.write_text(text + reminders, "utf-8")
    progress = root / "data" / "2023" / "q1" / "progress" / f"{MONTH}.csv"
    progress.parent.mkdir()
    rows = [
        f"{village},{task},{'20%' if village == 'A1' else '是'}"
        for village in ("A1", "A2", "A3", "B1", "B2", "B3")
        for task in TASKS
    ]
    progress.write_text("\n".join(["village_code,task,done", *rows]) + "\n", "utf-8")
    return Workspace(root, "clerk", noon)


def finished(
    folder: Path,
    split: str = "welfare: 50%, cadres: 50%",
    city: str = "C1",
    renamed: Mapping[str, str] | None = None,
) -> Workspace:
    """The county when its one period is final and its awards are confirmed."""
    workspace = started(folder, city, renamed)
    scheme = workspace.office.root / "rules" / "scheme.yaml"
    text = scheme.read_text("utf-8").replace("welfare: 50%, cadres: 50%", split)
    scheme.write_text(text, "utf-8")
    workspace.checklist.issue(PERIOD, on="2023-01-03")
    table = workspace.office.root / "rules" / "2023" / "towns" / "T2" / "q1.csv"
    table.write_text(BROKEN_DOWN, "utf-8")
    workspace.checklist.dispatch(PERIOD, "T2", on="2023-01-04")
    workspace.remind.month(MONTH, on="2023-03-31")
    workspace.score.period(PERIOD, on="2023-04-03")
    result = workspace.score.feedback(PERIOD, on="2023-04-04").result
    workspace.score.sign(PERIOD, sheets_of(result), on="2023-04-09")
    workspace.score.notice(PERIOD, on="2023-04-10")
    workspace.score.finalise(PERIOD, on="2023-04-15")
    workspace.awards.year(YEAR, on="2024-01-11")
    workspace.awards.decide(YEAR, Ruling("小县常委〔2024〕3号", "市批〔2024〕1号"), on="2024-01-12")
    workspace.awards.notice(YEAR, on="2024-01-15")
    workspace.awards.confirm(YEAR, on="2024-01-20")
    return workspace


def finished_once(factory: pytest.TempPathFactory) -> Workspace:
    """The finished county, made by the first test of all to need it; to be read only, or copied."""
    return Workspace(made_once(factory, "finished", finished) / "small", "clerk", noon)


def sheets_of(result: RecordedPeriod) -> list[SignedSheet]:
    """All sheets of a result, signed by whom they have to be."""
    return [
        SignedSheet(
            unit,
            f"{unit.code}-{'lead' if unit.level is Level.TOWN else 'sec'}",
            result.code(unit),
            Place("signed.csv"),
        )
        for unit in result.units()
    ]


def copied(workspace: Workspace, folder: Path) -> Workspace:
    """A copy to change."""
    root = folder / "copy"
    copied_once_made(workspace.office.root, root)
    return Workspace(root, "clerk", noon)


def bundles(
    workspace: Workspace, kind: str, chosen: Chosen = EVERYONE, periods: Mapping[str, str] = PERIODS
) -> list[Bundle]:
    """What a kind is made of, before a writer sets it."""
    period = read_when(KINDS[kind].period, periods[KINDS[kind].period])
    acting = workspace._acting("report", period, None)
    with acting.office.ledger_to_read() as ledger:
        return list(KINDS[kind].make(ReportCall(acting, ledger, chosen)))


def as_text(document: Document) -> str:
    """All that a document says, line by line; cells of a row are parted by |."""
    lines = ["草案"] if document.draft else []
    lines += [document.number] if document.number else []
    lines += [f"# {document.title}", *document.lines]
    lines += [f"{document.addressee}："] if document.addressee else []
    for part in document.parts:
        match part:
            case Paragraph(text):
                lines.append(text)
            case Heading(text):
                lines.append(f"## {text}")
            case Picture():
                lines.append(f"[{part.alt}]")
            case Table():
                table = part.on_pages
                rows = (line.cells for line in table.lines(signed=False))
                cells = [[column.heading for column in table.columns], *rows]
                lines += ["| " + " | ".join(row).replace("\n", "/") + " |" for row in cells]
    lines += [line for line in (document.signature, document.dated) if line]
    lines += [document.foot] if document.foot else []
    lines += document.seal.text.split("\n") if document.seal else []
    return "\n".join(lines)
