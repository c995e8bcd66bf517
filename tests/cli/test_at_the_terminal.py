"""What people meet at the terminal: status, a village looked up, quiet runs, help, completion, mending."""

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qsq.cli.terminal import patience
from tests.conftest import Qsq
from tests.processes import run_apart

SCORE = ("score", "quarter", "2023Q1")


def in_chinese(*words: str, **environment: str) -> tuple[str, str]:
    """A command in a process of its own; what it prints, and its errors."""
    run = run_apart(words, os.environ | {"QSQ_LANG": "zh", "COLUMNS": "80", **environment})
    return run.out, run.err


def test_status_shows_the_year_and_the_next_command(qsq: Qsq, small: Path) -> None:
    qsq("checklist", "issue", "2023Q1", "--on", "2023-01-01", workspace=small)
    run = qsq("status", "--on", "2023-01-05", workspace=small)
    assert run.code == 4
    lines = [line.split() for line in run.out.splitlines()]
    assert ["2023Q1", "revision", "1", "0/2", "0/6"] in lines
    assert ["2023Q2", "no", "rules"] in lines
    assert run.out.splitlines()[-1] == "next: qsq checklist dispatch 2023Q1 --town CODE --actor ID"


def test_status_for_programs(qsq: Qsq, small: Path) -> None:
    found = qsq("status", "--on", "2023-01-05", "--json", workspace=small).answer
    assert found["due"] == [{"job": "issue", "period": "2023Q1", "since": "2023-01-01"}]
    assert (found["next"], found["waiting"]) == ("qsq batch run", [])
    assert [one["rules"] for one in found["periods"]] == [True, False, False, False]


@pytest.mark.parametrize("day", ["2023-01-05", "2023-04-01", "2026-01-01"])
def test_status_records_nothing(qsq: Qsq, small: Path, day: str) -> None:
    qsq("status", "--on", day, workspace=small)
    assert not (small / "data" / "qsq.db").exists()


def test_status_tells_of_refused_rules(qsq: Qsq, small: Path) -> None:
    qsq("checklist", "issue", "2023Q1", "--on", "2023-01-01", workspace=small)
    rules = small / "rules" / "2023" / "q1.yaml"
    rules.write_text(rules.read_text("utf-8").replace("weight: 4", "weight: 0"), "utf-8")
    run = qsq("status", "--on", "2023-01-05", "--json", workspace=small)
    assert (run.code, run.answer["next"]) == (3, "qsq rules check")
    assert {place["file"] for place in run.answer["places"]} == {"rules/2023/q1.yaml"}


def test_a_copy_that_cannot_be_written_to_is_read(
    qsq: Qsq, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qsq(*SCORE, workspace=small)
    before = sorted((small / "data").iterdir())
    monkeypatch.setattr("os.access", lambda _path, mode: mode != os.W_OK)  # root may write anywhere
    assert qsq("village", "A1", "--json", workspace=small).answer["village"]["periods"]
    assert qsq("ledger", "verify", "--json", workspace=small).answer["whole"] is True
    assert sorted((small / "data").iterdir()) == before


def test_a_village_is_ranked_among_those_of_its_pool(qsq: Qsq, small: Path) -> None:
    scheme, villages = small / "rules" / "scheme.yaml", small / "data" / "villages.csv"
    scheme.write_text(scheme.read_text("utf-8").replace("pool: [town]", "pool: [town, kind]"), "utf-8")
    villages.write_text(villages.read_text("utf-8").replace("T1,village", "T1,community", 1), "utf-8")
    qsq(*SCORE, workspace=small)
    assert " 1/1 " in qsq("village", "A1", workspace=small).out
    assert "/2 " in qsq("village", "A2", workspace=small).out


@pytest.mark.parametrize("group", ["score", "batch", "ledger"])
def test_a_program_that_names_no_command_gets_one_object(qsq: Qsq, group: str) -> None:
    run = qsq("--json", group)
    assert (run.code, list(run.answer)) == (2, ["error"])


@pytest.mark.parametrize("name", ["A1", "东一村", "东一", "东镇 一村", "A1 东镇"])
def test_a_village_is_found_by_code_name_and_parts_of_them(qsq: Qsq, small: Path, name: str) -> None:
    qsq(*SCORE, workspace=small)
    run = qsq("village", *name.split(), "--json", workspace=small)
    assert run.code == 0
    assert [one["village_code"] for one in run.answer["matches"]] == ["A1"]
    (period,) = run.answer["village"]["periods"]
    villages = qsq(*SCORE, "--json", workspace=small).answer["villages"]
    assert period["town_mark"] == next(one["town_mark"] for one in villages if one["village_code"] == "A1")
    assert (period["period"], period["revision"], period["final"]) == ("2023Q1", 1, False)


def test_several_villages_are_listed_and_none_is_guessed(qsq: Qsq, small: Path) -> None:
    run = qsq("village", "一村", workspace=small)
    assert run.code == 2
    assert [line.split() for line in run.out.splitlines() if line.startswith((" A1", " B1"))] == [
        ["A1", "东镇", "东一村"],
        ["B1", "西镇", "西一村"],
    ]


def test_a_village_that_is_not_there_brings_up_the_like(qsq: Qsq, small: Path) -> None:
    run = qsq("village", "东四村", workspace=small)
    assert run.code == 2
    assert "of a like name: 东" in run.err


def test_a_village_like_no_other_brings_up_nothing(qsq: Qsq, small: Path) -> None:
    run = qsq("village", "xyz", workspace=small)
    assert run.code == 2
    assert run.err.splitlines()[0] == "qsq: there is no village xyz, nor one of a like name"


def test_a_village_at_a_glance_has_its_reminders_and_honours(qsq: Qsq, small: Path) -> None:
    qsq(*SCORE, workspace=small)
    out = qsq("village", "A1", workspace=small).out
    assert out.splitlines()[0].strip() == "东镇 东一村 A1"
    assert "where a mark came from: qsq audit mark A1 2023Q1" in out


def test_a_quiet_run_prints_warnings_and_errors_alone(qsq: Qsq, small: Path) -> None:
    loud = qsq(*SCORE, workspace=small)
    quiet = qsq("--quiet", *SCORE, workspace=small)
    assert loud.out
    assert quiet.out == ""
    assert qsq("--quiet", *SCORE, "--json", workspace=small).answer["revision"] == 1
    assert "is no workspace" in qsq("--quiet", *SCORE, workspace=small / "data").err


@pytest.mark.parametrize(("words", "environment"), [(["--no-color"], {}), ([], {"NO_COLOR": "1"})])
def test_no_colours(small: Path, words: list[str], environment: dict[str, str]) -> None:
    call = ["--workspace", str(small), "ledger", "verify"]
    coloured, _ = in_chinese(*call, FORCE_COLOR="1", TERM="xterm-256color")
    plain, _ = in_chinese(*words, *call, FORCE_COLOR="1", TERM="xterm-256color", **environment)
    assert "\x1b[3" in coloured
    assert "\x1b[3" not in plain


@pytest.mark.parametrize("words", [[], ["score"], ["score", "quarter"], ["batch", "run"], ["village"]])
def test_help_is_chinese_to_its_frame(words: list[str]) -> None:
    out, _ = in_chinese(*words, "--help")
    assert "用法：" in out
    assert "选项" in out
    for english in ("Usage", "Options", "Commands", "Arguments", "Show this", "[default", "[required"):
        assert english not in out


@pytest.mark.parametrize(
    ("call", "told", "see"),
    [
        ("score", "缺少命令", "qsq score --help"),
        ("score quarter", "缺少 'PERIOD'", "qsq score quarter --help"),
        ("score quartr", "没有命令 'quartr'；是不是 'quarter'", "qsq score --help"),
        ("score quarter 2023Q1 --jsn", "没有选项 --jsn；相近的有：--json", "qsq score quarter --help"),
        ("score quarter 2023Q1 a b", "多余的词：a b", "qsq score quarter --help"),
        ("score quarter 2023Q1 --on", "--on 的用法不对", "qsq score quarter --help"),
        ("batch run --wait x", "'--wait' 的值不合要求", "qsq batch run --help"),
        ("nothing", "没有命令 'nothing'", "qsq --help"),
    ],
)
def test_a_wrong_call_is_told_in_chinese_with_what_shows_the_right_one(
    call: str, told: str, see: str
) -> None:
    _, err = in_chinese(*call.split())
    assert told in err
    assert err.endswith(f"用法见：{see}\n")


def test_refused_input_ends_with_the_command_to_repeat(qsq: Qsq, small: Path) -> None:
    (small / "data" / "villages.csv").write_text("", "utf-8")
    err = qsq(*SCORE, workspace=small).err
    assert err.splitlines()[-1] == f"when mended: qsq --workspace {small} score quarter 2023Q1"


def completed(small: Path, call: str) -> str:
    """What zsh is offered for the words that are typed so far."""
    environment = {
        "_QSQ_COMPLETE": "complete_zsh",
        "_TYPER_COMPLETE_ARGS": call,
        "QSQ_WORKSPACE": str(small),
    }
    return run_apart([], os.environ | environment).out


@pytest.mark.parametrize(
    ("call", "offered"),
    [
        ("qsq score quarter ", ['"2023Q1"']),
        ("qsq score quarter 2022", []),
        ("qsq remind month 2023-0", ['"2023-01"', '"2023-02"', '"2023-03"']),
        ("qsq awards year ", ['"2023"']),
        ("qsq checklist dispatch 2023Q1 --town ", ['"T1":"东镇"', '"T2":"西镇"']),
        ("qsq checklist accept 2023Q1 --village B", ['"B1":"西镇 西一村"']),
        ("qsq village 东", ['"东一村":"A1"', '"东二村":"A2"']),
        ("qsq audit mark A", ['"A1":"东镇 东一村"']),
    ],
)
def test_the_shell_completes_from_the_workspace(small: Path, call: str, offered: list[str]) -> None:
    out = completed(small, call)
    assert all(word in out for word in offered)
    assert offered or "2023" not in out


def test_nothing_is_completed_where_there_is_no_workspace(tmp_path: Path) -> None:
    assert "20" not in completed(tmp_path, "qsq score quarter ")


class Terminal(io.StringIO):
    """What a terminal would be sent."""

    def isatty(self) -> bool:
        return True


def put_up(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Let the program's errors go to this terminal."""
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(patience, "AFTER_SECONDS", 0.05)
    monkeypatch.setenv("TERM", "xterm-256color")
    return terminal


def test_what_takes_long_shows_a_turning_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = put_up(Terminal(), monkeypatch)
    waiting = patience.Patience()
    waiting.start()
    until = time.monotonic() + 20
    while "working" not in terminal.getvalue() and time.monotonic() < until:
        time.sleep(0.05)
    waiting.stop()
    assert "working" in terminal.getvalue()


def test_what_ends_soon_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = put_up(Terminal(), monkeypatch)
    waiting = patience.Patience()
    waiting.start()
    waiting.stop()
    time.sleep(0.2)
    assert terminal.getvalue() == ""


def test_without_a_terminal_nothing_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    monkeypatch.setattr(patience, "AFTER_SECONDS", 0.0)
    waiting = patience.Patience()
    waiting.start()
    time.sleep(0.2)
    waiting.stop()
    assert log.getvalue() == ""


def test_an_evaluated_period_is_looked_after_though_its_list_was_never_issued(qsq: Qsq, small: Path) -> None:
    qsq(*SCORE, workspace=small)
    assert qsq("status", "--json", workspace=small).answer["next"] == "qsq score feedback 2023Q1"


def test_the_demo_leaves_a_workspace_in_use_alone(qsq: Qsq, small: Path) -> None:
    before = sorted(small.rglob("*"))
    run = qsq("demo", small)
    assert run.code == 2
    assert "is a workspace in use" in run.err
    assert sorted(small.rglob("*")) == before


def test_rules_check_reads_the_offices_wording(qsq: Qsq, small: Path) -> None:
    folder = small / "wording"
    folder.mkdir()
    (folder / "notce.yaml").write_text("title: 公示\nparts: []\n", "utf-8")
    (folder / "notice.yaml").write_text("title: '{{ village'\nparts: []\n", "utf-8")
    run = qsq("rules", "check", "--json", workspace=small)
    assert run.code == 3
    assert [(file, where) for file, where, _ in run.places] == [
        ("wording/notce.yaml", ""),
        ("wording/notice.yaml", "line 1"),
    ]


EVERY_HELP = """
import typer
from importlib import import_module
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.main import main
for name in COMMANDS:
    group = typer.main.get_command(import_module(f"qsq.cli.{name}").app)
    for command in ["", *getattr(group, "commands", {})]:
        main([*filter(None, (name, command)), "--help"])
main(["--help"])
"""


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.torture)])
def test_no_help_loses_a_word_at_80_columns(language: str) -> None:
    variables = os.environ | {"QSQ_LANG": language, "COLUMNS": "80"}
    call = [sys.executable, "-c", EVERY_HELP]
    shown = subprocess.run(call, capture_output=True, text=True, env=variables, check=True).stdout
    lines = shown.replace("CODE,CODE…", "").splitlines()
    assert len(lines) > 400
    assert [line for line in lines if "…" in line] == []


def test_a_language_that_there_is_not_is_refused(qsq: Qsq) -> None:
    assert qsq("--lang", "fr", "rules", "check").code == 2


def test_lines_and_units_are_named_in_chinese(small: Path) -> None:
    rules = small / "rules" / "2023" / "q1.yaml"
    rules.write_text(rules.read_text("utf-8").replace("weight: 4", "weight: 0", 1), "utf-8")
    _, err = in_chinese("--workspace", str(small), "rules", "check")
    assert "rules/2023/q1.yaml:第 11 行" in err
    words = ["checklist", "dispatch", "2023Q1", "--town", "T2", "--actor", "T1-lead", "--on", "2023-01-02"]
    rules.write_text(rules.read_text("utf-8").replace("weight: 0", "weight: 4", 1), "utf-8")
    _, err = in_chinese("--workspace", str(small), *words)
    assert "镇(街道) T2" in err
