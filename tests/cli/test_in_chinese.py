"""What people read at the terminal is Chinese where Chinese is chosen; `--json` keeps its ids."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

from qsq.awards.eligibility import Reason
from qsq.cli.tables.awards import reason_names
from qsq.cli.tables.ledger import event_names
from qsq.cli.tables.period import changed_figures
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.main import app
from qsq.domain.steps.event_kinds import EventKind
from tests.cli.test_at_the_terminal import in_chinese
from tests.conftest import Qsq

AUDIT = ("audit", "mark", "A1", "2023Q1")


@pytest.fixture
def scored(qsq: Qsq, small: Path) -> Path:
    """The tests' own county with its first period scored."""
    qsq("score", "quarter", "2023Q1", workspace=small)
    return small


def people_read(workspace: Path, *words: str | Path) -> str:
    """What a command tells people, on both streams."""
    return "".join(in_chinese("--workspace", str(workspace), *map(str, words), COLUMNS="160"))


def test_every_kind_of_event_has_a_name() -> None:
    kinds = {kind for kinds in get_args(EventKind) for kind in kinds}
    assert len(kinds) > 20
    assert event_names().keys() == kinds


def test_events_are_named(scored: Path, qsq: Qsq) -> None:
    assert "评分 第1版" in people_read(scored, "ledger", "log")
    assert "period scored revision 1" in qsq("ledger", "log", workspace=scored).out
    (event,) = qsq("ledger", "log", "--json", workspace=scored).answer["events"]
    assert event["kind"] == "evaluation"


def test_an_event_of_a_newer_program_is_told_by_its_id(scored: Path, qsq: Qsq) -> None:
    with closing(sqlite3.connect(scored / "data" / "qsq.db")) as ledger, ledger:
        ledger.execute(
            "INSERT INTO events SELECT 2, time, actor, 'blessing', period, subject, payload, digest, 'x'"
            " FROM events"
        )
    assert "blessing" in qsq("ledger", "log", workspace=scored).out


def test_what_was_handed_in_names_its_office(small: Path, qsq: Qsq) -> None:
    file = small / "data" / "2023" / "q1" / "observations" / "agriculture.csv"
    handed = shutil.move(file, small / "handed.csv")
    words = ("score", "submit", "2023Q1", handed, "--department", "agriculture", "--actor", "agri")
    assert "部门 agriculture 的" in people_read(small, *words)
    assert "交评分意见 部门 agriculture" in people_read(small, "ledger", "log")
    (event,) = qsq("ledger", "log", "--json", workspace=small).answer["events"]
    assert event["subject"] == "department:agriculture"


def test_what_the_batch_did_is_named(small: Path) -> None:
    people_read(small, "batch", "run", "--on", "2023-01-02")
    assert "批处理 开单" in people_read(small, "ledger", "log")


def test_an_audit_names_departments_items_and_adjustments(scored: Path, qsq: Qsq) -> None:
    text = people_read(scored, *AUDIT)
    for words in ("农业农村局", "粮食生产", "评分", "加分 1: 获市级表彰 (组织部)"):
        assert words in text
    assert "bonus" not in text
    assert "一票否决: " in people_read(vetoed(scored), *AUDIT)
    answer = qsq(*AUDIT, "--json", workspace=scored).answer
    assert answer["adjustments"][0]["kind"] == "bonus"
    assert {task["department"] for task in answer["tasks"]} == {"organisation", "agriculture"}


def vetoed(workspace: Path) -> Path:
    """The county with a veto against A1, scored anew."""
    file = workspace / "data" / "2023" / "q1" / "adjustments.csv"
    file.write_text(file.read_text("utf-8") + "A1,veto,,瞒报安全事故,organisation\n", "utf-8")
    people_read(workspace, "score", "quarter", "2023Q1")
    return workspace


def test_how_missing_observations_were_read_is_told_in_words(small: Path) -> None:
    file = small / "data" / "2023" / "q1" / "observations" / "town.csv"
    file.write_text("village_code,task,value,note\n", "utf-8")
    assert "按 零分 处理" in people_read(small, "score", "quarter", "2023Q1", "--missing", "zero")


def test_every_reason_against_a_village_has_a_name() -> None:
    assert reason_names().keys() == set(Reason)


def test_reasons_against_a_recommended_village_are_named(scored: Path) -> None:
    scheme = scored / "rules" / "scheme.yaml"
    scheme.write_text(scheme.read_text("utf-8").replace("min_periods: 1", "min_periods: 4"), "utf-8")
    text = people_read(
        scored, "awards", "recommend", "2023", "--town", "T1", "--village", "A1", "--actor", "T1-lead"
    )
    assert "不符合条件：参评期数不足" in text


def test_what_a_correction_changes_is_named() -> None:
    before = {"town_mark": "90.00", "rank": 1, "yellow_card": None}
    after = {"town_mark": "80.00", "rank": 2, "yellow_card": "last"}
    assert changed_figures(before, after) == ["town mark 90.00 → 80.00", "rank 1 → 2", "card — → last places"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("batch", "run", "--wait", "abc"), "'--wait' 的值不合要求（应为数字）"),
        (("fairness", "2023Q1", "--draws", "abc"), "'--draws' 的值不合要求（应为整数）"),
        (("batch", "run", "--wait=-1"), "'--wait' 的值不合要求（不能小于 0）"),
        (("ledger", "import", "/nowhere"), "不能读取 /nowhere：没有这个文件或文件夹"),
        (("ledger", "import", "."), "不能读取 .：是文件夹，不是文件"),
        (("score", "quarter", "2023Q1", "--missing", "none"), "现为 none；应为 block、exclude 或 zero"),
    ],
)
def test_wrong_values_are_told_in_chinese(small: Path, words: tuple[str, ...], told: str) -> None:
    assert told in people_read(small, *words)


def test_a_wrong_value_of_the_environment_names_the_variable() -> None:
    _out, errors = in_chinese("status", QSQ_QUIET="maybe")
    assert "'--quiet'（环境变量：'QSQ_QUIET'） 的值不合要求（应为 1 或 0、true 或 false）" in errors


def test_only_numbers_switches_files_and_texts_are_asked_for() -> None:
    """What typer says of these is translated; another type of parameter needs words of its own."""
    asked = {str(one.type_descriptor.annotation) for one in parameters()}
    known = {str, bool, float, int, Path, list[str], list[Path]}
    assert asked <= {str(one) for one in known}


def parameters() -> Iterator[Any]:
    """Those of all commands."""
    commands = [typer.main.get_command(app)]
    commands += [typer.main.get_command(import_module(f"qsq.cli.{name}").app) for name in COMMANDS]
    while commands:
        command: Any = commands.pop()
        yield from command.params
        commands += getattr(command, "commands", {}).values()


def test_a_ledger_that_is_none_is_told_in_chinese(small: Path) -> None:
    (small / "data" / "qsq.db").write_bytes(b"no database at all" * 100)
    assert "无法打开：这个文件不是台账" in people_read(small, "ledger", "log")


def test_a_folder_that_cannot_be_made_is_told_in_chinese(small: Path) -> None:
    letter = small.parent / "letter.txt"
    letter.write_text("", "utf-8")
    _out, errors = in_chinese("init", str(letter / "county"))
    assert "路径中有一段是文件，不是文件夹" in errors or "已经有这个文件或文件夹" in errors


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("rules/scheme.yaml", "missing: block", "missing: block: all", "此处不应再有冒号“:”"),
        ("rules/2023/q1.yaml", "kind: yes_no}", "kind: yes_no", "缺少逗号“,”或花括号“}”"),
        ("data/2023/q1/adjustments.csv", "获市级表彰", '"获市级表彰', "文件到此结束，引号还没有闭合"),
    ],
)
def test_files_that_cannot_be_read_are_told_in_chinese(
    small: Path, file: str, old: str, new: str, told: str
) -> None:
    path = small / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert told in people_read(small, "score", "check", "2023Q1")


def test_a_wording_that_cannot_be_read_is_told_in_chinese(small: Path) -> None:
    (small / "wording").mkdir()
    (small / "wording" / "circular.yaml").write_text("title: '{{ village'\nparts: []\n", "utf-8")
    assert "这段文字读不懂：文字没有写完，还缺结尾的“}}”" in people_read(small, "rules", "check")


def test_completion_is_installed_and_told_in_chinese(tmp_path: Path) -> None:
    assert "让命令行自动补全" in in_chinese("--help", COLUMNS="120")[0]
    call = f"QSQ_LANG=zh HOME={tmp_path} {sys.executable} -m qsq --install-completion; true"
    run = subprocess.run(["bash", "-c", call], capture_output=True, text=True, check=True)
    assert run.stdout.startswith(f"已为 bash 安装自动补全：{tmp_path}")
    assert run.stdout.endswith("重新打开终端后生效\n")


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_a_shell_that_cannot_complete(qsq: Qsq, option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shellingham.detect_shell", lambda: ("tcsh", "/bin/tcsh"))
    run = qsq(option)
    assert run.code == 1
    assert "Shell tcsh" in run.out + run.err


def test_columns_are_called_as_they_are_headed(small: Path, qsq: Qsq) -> None:
    file = small.parent / "接单.csv"
    file.write_text("村名,日期\n东一村,2023-01-05\n", "utf-8-sig")
    words = ("checklist", "accept", "2023Q1", "--file", file, "--actor", "clerk")
    assert "没有 村代码 这一列；应有一行包含：村代码" in people_read(small, *words)
    assert "the column village_code" in qsq(*words, workspace=small).err
