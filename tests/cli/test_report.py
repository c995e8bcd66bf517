"""`qsq report`, and the documents that steps write."""

import re
import shutil
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from qsq.api.workspace import Workspace
from qsq.domain.steps.event_kinds import YearEvent
from qsq.year.report import KINDS
from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq
from tests.documents.county import PERIODS, as_text, bundles, copied, finished_once, sheets_of, started
from tests.run import Run


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county at the end of its year; what a test writes into out/ is its own affair."""
    return copied(finished_once(tmp_path_factory), tmp_path_factory.mktemp("county")).office.root


def report(qsq: Qsq, county: Path, kind: str, *words: str) -> Run:
    return qsq("report", kind, PERIODS[KINDS[kind].period], *words, "--json", workspace=county)


def pdfs(run: Run) -> list[str]:
    return [file for file in run.answer["files"] if file.endswith(".pdf")]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_in_all_its_formats_and_twice_the_same(
    qsq: Qsq, county: Path, kind: str
) -> None:
    first = report(qsq, county, kind)
    assert first.code == 0
    assert first.answer["draft"] is False
    files = {file: (county / file).read_bytes() for file in first.answer["files"]}
    assert {Path(file).suffix[1:] for file in files} == set(KINDS[kind].formats)
    assert report(qsq, county, kind).answer == first.answer
    assert {file: (county / file).read_bytes() for file in files} == files


def test_documents_of_what_is_not_final_are_drafts(qsq: Qsq, tmp_path: Path) -> None:
    workspace = started(tmp_path)
    workspace.score.period("2023Q1", on="2023-04-03")
    root = workspace.office.root
    for kind in ("checklist", "reminders", "notice", "circular", "decision", "year"):
        assert report(qsq, root, kind, "--format", "pdf").answer["draft"] is True, kind
    assert "草案" in qsq("report", "circular", "2023Q1", workspace=root).out


def test_a_town_and_a_village_get_their_own(qsq: Qsq, county: Path) -> None:
    of_town = report(qsq, county, "rewards", "--town", "T2", "--format", "pdf").answer["files"]
    assert of_town == ["out/2023Q1/report/rewards-town-T2/T2-西镇.pdf"]
    of_village = report(qsq, county, "checklist", "--village", "B2", "--format", "docx").answer["files"]
    assert of_village == ["out/2023Q1/report/checklist-village-B2/B2-西廻村.docx"]
    slip = report(qsq, county, "reminders", "--village", "A1", "--format", "pdf").answer["files"]
    assert slip == ["out/2023-03/report/reminders-village-A1/A1-东凼村.pdf"]


def test_each_village_gets_a_file_of_its_own_where_wanted(qsq: Qsq, county: Path) -> None:
    together = pdfs(report(qsq, county, "checklist"))
    apart = pdfs(report(qsq, county, "checklist", "--separate"))
    folder = "out/2023Q1/report/checklist-separate"
    assert [file for file in apart if "T2-" in file] == [
        f"{folder}/T2-西镇/{name}.pdf" for name in ("B1-西一村", "B2-西廻村", "B3-西三村", "T2-西镇")
    ]
    assert f"{folder}/全市任务清单.pdf" in apart
    pages = [sum(len(PdfReader(county / file).pages) for file in files) for files in (together, apart)]
    assert pages[0] == pages[1]
    assert all((county / file).is_file() for file in together)


def test_formats_of_files_apart_are_kept_as_others_are(qsq: Qsq, county: Path) -> None:
    report(qsq, county, "rewards", "--separate", "--format", "docx")
    files = report(qsq, county, "rewards", "--separate", "--format", "pdf").answer["files"]
    assert {Path(file).suffix for file in files} == {".pdf", ".docx"}
    assert len({Path(file).with_suffix("") for file in files}) * 2 == len(files)


def test_the_citys_document_has_one_file_anyway(qsq: Qsq, county: Path) -> None:
    files = pdfs(report(qsq, county, "circular", "--separate"))
    assert files == ["out/2023Q1/report/circular/通报.pdf"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("letters", "2023Q1"), 2, "circular"),
        (("circular", "2023"), 2, "2023Q1"),
        (("reminders", "2023Q1"), 2, "2023-02"),
        (("year", "2023Q1"), 2, "2023"),
        (("circular", "2023Q1", "--town", "T1"), 2, "--town"),
        (("rewards", "2023Q1", "--town", "T9"), 2, "T9"),
        (("rewards", "2023Q1", "--village", "Z9"), 2, "Z9"),
        (("rewards", "2023Q1", "--format", "xlsx"), 2, "pdf, docx"),
        (("circular", "2023Q2"), 5, "qsq score period 2023Q2"),
        (("yellow-cards", "2023Q1", "--village", "A1"), 5, "nothing"),
        (("burden", "2024"), 5, "no rules"),
        (("checklist", "2023Q2"), 3, "refused"),
    ],
)
def test_what_cannot_be_written_is_told(
    qsq: Qsq, county: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    run = qsq("report", *words, "--json", workspace=county)
    assert run.code == code
    assert told in message_of(run)


def test_a_character_without_a_glyph_is_an_error_and_nothing_is_written(qsq: Qsq, tmp_path: Path) -> None:
    workspace = started(tmp_path)
    villages = workspace.office.root / "data" / "villages.csv"
    villages.write_text(villages.read_text("utf-8").replace("东凼村", "东\U0002e9a0村"), "utf-8")
    workspace.score.period("2023Q1", on="2023-04-03")
    run = report(qsq, workspace.office.root, "circular", "--format", "pdf")
    assert run.code == 3
    assert run.places[0][0] == "关于小县村级工作评比2023年一季度结果的通报"
    assert "\U0002e9a0 (U+2E9A0)" in run.places[0][2]
    assert not list((workspace.office.root / "out").rglob("*.pdf"))


@pytest.mark.parametrize("command", ["report notice 2023Q1", "score notice 2023Q1 --actor clerk"])
@pytest.mark.papers
def test_characters_without_a_glyph_are_told_of_all_files_at_once(
    qsq: Qsq, tmp_path: Path, command: str
) -> None:
    """The notices of both towns; nothing of either is written, nor is the step recorded."""
    workspace = started(tmp_path)
    villages = workspace.office.root / "data" / "villages.csv"
    text = villages.read_text("utf-8").replace("东二村", "东\U0002e9a1村").replace("西三村", "西\U0002e9a2村")
    villages.write_text(text.replace("东凼村", "东\U0002e9a0村").replace("西一村", "西\U0002e9a0村"), "utf-8")
    workspace.score.period("2023Q1", on="2023-04-03")
    result = workspace.score.feedback("2023Q1", on="2023-04-04").result
    workspace.score.sign("2023Q1", sheets_of(result), on="2023-04-09")
    run = qsq(*command.split(), "--json", workspace=workspace.office.root)
    assert run.code == 3
    assert [(file[:2], re.findall(r"U\+\w+", told)) for file, _where, told in run.places] == [
        ("东镇", ["U+2E9A0"]),
        ("东镇", ["U+2E9A1"]),
        ("西镇", ["U+2E9A0"]),
        ("西镇", ["U+2E9A2"]),
    ]
    out = workspace.office.root / "out" / "2023Q1"
    assert not (out / "notice").exists()
    assert not list((out / "report").glob("*"))
    with workspace.office.ledger_to_read() as ledger:
        assert ledger.events("notice") == ()


def test_what_is_not_installed_is_said(qsq: Qsq, county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    run = report(qsq, county, "circular", "--format", "pdf")
    assert run.code == 2
    assert "leaves out .pdf: qsq help install" in message_of(run)
    shutil.rmtree(county / "out" / "2023Q1" / "report", ignore_errors=True)
    files = report(qsq, county, "circular").answer["files"]
    assert [Path(file).suffix for file in files] == [".docx"]


@pytest.mark.papers
def test_steps_write_their_documents(qsq: Qsq, county: Path) -> None:
    run = qsq("score", "finalise", "2023Q1", "--actor", "clerk", "--json", workspace=county)
    assert [file for file in run.answer["documents"] if file.endswith(".pdf")] == [
        "out/2023Q1/review/奖励通知书/T1-东镇.pdf",
        "out/2023Q1/review/奖励通知书/T2-西镇.pdf",
        "out/2023Q1/review/通报.pdf",
        "out/2023Q1/review/黄牌警示通知书/T1-东镇.pdf",
        "out/2023Q1/review/黄牌警示通知书/T2-西镇.pdf",
    ]
    assert all((county / file).is_file() for file in run.answer["documents"])
    assert {path.name for path in (county / "out/2023Q1/notice").iterdir()} == {
        "台账校验码.txt",
        *(f"{town}.{ending}" for town in ("T1-东镇", "T2-西镇") for ending in ("xlsx", "pdf", "docx")),
        "登记表",
    }
    assert {path.name for path in (county / "out/2023/payment").glob("*.pdf")} == {
        "表彰决定.pdf",
        "奖金分配表.pdf",
        "绩效奖金增发表.pdf",
    }
    assert (county / "out/2023/notice/年度拟表彰名单公示.pdf").is_file()


def test_steps_go_without_documents_where_these_are_not_installed(
    county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("typst", "docx"):
        monkeypatch.setitem(sys.modules, name, None)
    done = copied(Workspace(county, "clerk"), tmp_path).score.finalise("2023Q1")
    assert done.documents == ()
    assert done.file == "out/2023Q1/review/评比会.xlsx"


@pytest.mark.papers
def test_what_an_installation_leaves_out_is_told_once(
    qsq: Qsq, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "this installation leaves out PDF, Word and QR codes: qsq help install"
    words = ("score", "finalise", "2023Q1", "--actor", "clerk")
    assert told not in qsq(*words, workspace=county).err
    for name in ("typst", "docx"):
        monkeypatch.setitem(sys.modules, name, None)
    run = qsq(*words, workspace=county)
    assert (run.code, run.err.count(told)) == (0, 1)


def test_without_what_is_needed_nothing_is_said_to_be_done(
    qsq: Qsq, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qsq.documents.installed.find_spec", lambda _name: None)
    run = report(qsq, county, "circular")
    assert run.code == 2
    assert "leaves out .pdf: qsq help install" in message_of(run)


def test_one_format_leaves_the_others(qsq: Qsq, county: Path) -> None:
    report(qsq, county, "reward-list")
    files = report(qsq, county, "reward-list", "--format", "pdf").answer["files"]
    assert {Path(file).suffix for file in files} == {".pdf", ".docx", ".xlsx"}


def test_a_village_of_another_town_is_refused(qsq: Qsq, county: Path) -> None:
    run = report(qsq, county, "notice", "--town", "T1", "--village", "B1")
    assert (run.code, message_of(run)) == (2, "B1 is no village of T1")


def test_a_town_may_be_given_by_its_name(qsq: Qsq, county: Path) -> None:
    by_name, by_code = (report(qsq, county, "notice", "--town", one) for one in ("西镇", "T2"))
    assert by_name.answer["files"] == by_code.answer["files"]


def test_a_provisional_result_says_so_on_its_papers(tmp_path: Path) -> None:
    workspace = started(tmp_path)
    workspace.score.period("2023Q1", "zero", on="2023-04-03")
    (circular,) = bundles(workspace, "circular")[0].documents
    assert "暂定" in circular.foot


def test_a_decision_after_an_objection_does_not_say_that_there_was_none(county: Path, tmp_path: Path) -> None:
    workspace = copied(Workspace(county), tmp_path)
    (decision,) = bundles(workspace, "decision")[0].documents
    assert "公示无异议" in str(decision)
    with workspace.office.ledger() as ledger, ledger.transaction():
        payload = {"revision": 2, "village_code": "A1", "by": "", "text": "不实"}
        ledger.append(workspace.office.event(YearEvent.OBJECTION, "2023", "2023-1", **payload))
    (decision,) = bundles(workspace, "decision")[0].documents
    assert "异议均已办结" in str(decision)


def test_who_stops_it_is_told_so_and_nothing_is_left(
    qsq: Qsq, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_arguments: object) -> None:
        raise KeyboardInterrupt

    shutil.rmtree(county / "out" / "2023Q1" / "report", ignore_errors=True)
    monkeypatch.setattr("qsq.year.desk.papers._write", stopped)
    run = report(qsq, county, "checklist")
    assert run.code == 130
    assert message_of(run) == "stopped"
    assert not list((county / "out" / "2023Q1" / "report").iterdir())


def test_a_year_reports_its_own_lists_alone(tmp_path: Path) -> None:
    workspace = started(tmp_path)
    rules = workspace.office.root / "rules"
    (rules / "2024").mkdir()
    next_year = (rules / "2023" / "q1.yaml").read_text("utf-8").replace("2023", "2024")
    (rules / "2024" / "q1.yaml").write_text(next_year, "utf-8")
    targets = workspace.office.root / "data" / "2024" / "q1" / "targets.csv"
    targets.parent.mkdir(parents=True)
    shutil.copyfile(workspace.office.root / "data" / "2023" / "q1" / "targets.csv", targets)
    workspace.checklist.issue("2023Q1", on="2023-01-03")
    workspace.checklist.issue("2024Q1", on="2024-01-03")
    for kind in ("2023", "2024"):
        (made,) = bundles(workspace, "burden", periods={"year": kind})[0].documents
        rows = made.tables[0].rows
        assert [row[0] for row in rows] == [f"{kind}年一季度"]


def test_a_months_slips_are_those_of_the_month(tmp_path: Path) -> None:
    """Though the village was called in again since, with other figures."""
    workspace = started(tmp_path)
    root = workspace.office.root
    rules = root / "rules" / "2023" / "q1.yaml"
    rules.write_text(rules.read_text("utf-8").replace("due: 2023-03-31", "due: 2023-02-28"), "utf-8")
    march = root / "data" / "2023" / "q1" / "progress" / "2023-03.csv"
    march.with_name("2023-02.csv").write_text(march.read_text("utf-8").replace("20%", "10%"), "utf-8")
    for month, day in (("2023-02", "2023-02-28"), ("2023-03", "2023-03-31")):
        workspace.remind.month(month, on=day)
    for month, done in (("2023-02", "10%"), ("2023-03", "20%")):
        (slip,) = bundles(workspace, "reminders", periods={"month": month})[0].documents
        assert f"完成率为{done}" in as_text(slip)
