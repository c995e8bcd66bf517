"""`qsq next`: a quarter from its list to its end, by nothing but what the screen offers."""

import os
import pty
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qsq.cli.terminal import show
from qsq.domain.county.officials import Level, Unit, by_id
from qsq.domain.faults import Faults, message
from qsq.domain.steps.action import Action
from qsq.domain.steps.next_command import NextCommand
from qsq.domain.steps.turns import Waiter, turn
from qsq.intake.officials import load_officials
from qsq.intake.register import load_register
from qsq.year.desk.files import DiskFolder
from qsq.year.next.commands import TurnCommands
from tests.cli.test_next_commands import parsed
from tests.conftest import REPOSITORY, Qsq

SMALL = REPOSITORY / "tests" / "small"

_UNITS = {
    NextCommand.DISPATCH: "town:T1 town:T2",
    NextCommand.ACCEPT: "village:A1 village:A2 village:B1",
    NextCommand.RECORD_TALK: "town:T1",
    NextCommand.SUBMIT: "department:agriculture department:organisation",
    NextCommand.SUBMIT_FOR_TOWN: "town:T2",
    NextCommand.SIGN_FOR_TOWN: "town:T1 town:T2",
    NextCommand.SIGN_FOR_VILLAGE: "village:A1 village:A2 village:A3 village:B1",
    NextCommand.RECOMMEND: "town:T1 town:T2",
}
"""Whose turn it is, where it is not the city's."""

_ABOUT = {NextCommand.RECORD_TALK: ("A2",), NextCommand.CLOSE_PROBLEM: ("V12",)}


def commands_of(root: Path, actor: str, on: date | None = None) -> TurnCommands:
    folder, faults = DiskFolder(root), Faults()
    register = load_register(folder, faults)
    assert register is not None
    officials = load_officials(folder, register, faults)
    return TurnCommands(register, officials, by_id(officials).get(actor), on)


def unit_of(text: str) -> Unit:
    level, _colon, code = text.partition(":")
    return Unit(Level(level), code)


def actions_of(root: Path, command: NextCommand, actor: str) -> tuple[Action, ...]:
    units = [unit_of(text) for text in _UNITS.get(command, "city").split()]
    who = [Waiter(unit, "某") for unit in units]
    about = _ABOUT.get(command, ("2023Q1-1",))
    on = "2023-02" if command in {NextCommand.RECORD_TALK, NextCommand.REMIND} else "2023Q1"
    return commands_of(root, actor, date(2023, 4, 3)).of(turn(on, message("x"), who, command, about=about))


def whole(action: Action) -> list[str]:
    """The command with an answer to each question."""
    answers = tuple(one.choices[0] if one.choices else "2023-04-10" for one in action.asks)
    return list(action.command(answers))


@pytest.mark.parametrize("command", NextCommand)
def test_every_command_is_whole(command: NextCommand) -> None:
    actors = ("clerk", "", "T1-lead", "A1-sec", "agri")
    for action in (one for actor in actors for one in actions_of(SMALL, command, actor)):
        if action.words:
            line = show.command_line(whole(action))
            assert command.startswith(parsed(whole(action))), line
            assert not set("|<>…").intersection(line)
            assert not {"CODE", "ID", "TEXT", "DATE", "FILE"}.intersection(line.split())


@pytest.mark.parametrize(
    ("command", "actor", "line"),
    [
        (NextCommand.DISPATCH, "clerk", "checklist dispatch 2023Q1 --all --actor clerk --on 2023-04-03"),
        (
            NextCommand.DISPATCH,
            "T2-lead",
            "checklist dispatch 2023Q1 --town 西镇 --actor T2-lead --on 2023-04-03",
        ),
        (NextCommand.ACCEPT, "clerk", "checklist accept 2023Q1 --all --actor clerk --on 2023-04-03"),
        (
            NextCommand.ACCEPT,
            "T1-lead",
            "checklist accept 2023Q1 --town 东镇 --actor T1-lead --on 2023-04-03",
        ),
        (
            NextCommand.ACCEPT,
            "B1-sec",
            "checklist accept 2023Q1 --village 西一村 --actor B1-sec --on 2023-04-03",
        ),
    ],
)
def test_what_an_actor_is_offered(command: NextCommand, actor: str, line: str) -> None:
    (action,) = actions_of(SMALL, command, actor)
    assert show.command_line(action.command()) == line


@pytest.mark.parametrize("command", NextCommand)
def test_nobody_is_offered_what_is_others_business(command: NextCommand) -> None:
    assert not actions_of(SMALL, command, "B3-sec")


_CODES = {"东镇": "T1", "西镇": "T2", "东一村": "A1", "东二村": "A2", "东三村": "A3"} | {
    "西一村": "B1", "西二村": "B2", "西三村": "B3",
}  # fmt: skip


class Screen:
    """A person who reads the screen, does the first that can be done, and looks answers up."""

    def __init__(self, qsq: Qsq, root: Path) -> None:
        self.qsq, self.root, self.done = qsq, root, list[str]()

    def offers(self, day: str) -> list[dict[str, Any]]:
        return list(self.qsq("next", "--on", day, "--json", workspace=self.root).answer["actions"])

    def press_enter(self, day: str) -> bool:
        """Do the first; False where the first needs something that the screen does not know."""
        first = next(iter(self.offers(day)), None)
        if first is None or not first["runnable"]:
            return False
        run = self.qsq(*first["words"][1:], workspace=self.root)
        assert run.code in {0, 4}, (first["command"], run.out, run.err)
        self.done.append(first["command"])
        return True

    def sign(self, day: str) -> None:
        """Enter the code of the first sheet that is not signed."""
        ask = next(one for one in self.offers(day) if [ask["name"] for ask in one["asks"]] == ["code"])
        sheets = self.qsq("score", "feedback", "2023Q1", "--json", workspace=self.root).answer["sheets"]
        unit = _CODES[ask["words"][5]]
        code = next(one["code"] for one in sheets if one["unit"] == unit)
        run = self.qsq(*ask["words"][1:], "--code", code, workspace=self.root)
        assert run.code == 0, (ask["command"], run.err)


def test_a_quarter_by_pressing_enter(qsq: Qsq, small: Path) -> None:
    entered = small / "entered"
    (small / "data" / "2023" / "q1" / "observations").rename(entered)
    screen = Screen(qsq, small)
    while screen.press_enter("2023-01-05"):
        pass
    owed = [one for one in screen.offers("2023-04-03") if one["asks"]]
    assert [(one["asks"][0]["name"], [ask["choices"] for ask in one["asks"][1:]]) for one in owed] == [
        ("file", [["农业农村局", "组织部"]]),
        ("file", []),
    ]
    entered.rename(small / "data" / "2023" / "q1" / "observations")
    for day in ("2023-04-03", "2023-04-04"):
        while screen.press_enter(day):
            pass
        for _sheet in range(8 if day == "2023-04-03" else 0):
            screen.sign(day)
    hanging = qsq("next", "--on", "2023-04-10", "--json", workspace=small).answer
    assert [one["message"] for one in hanging["waits"]] == ["the public notice runs out tomorrow"]
    while screen.press_enter("2023-04-12"):
        pass
    status = qsq("status", "--on", "2023-04-12", "--json", workspace=small).answer
    assert status["periods"][0]["final"]
    assert [" ".join(line.split()[1:3]) for line in screen.done if "2023Q1" in line] == [
        "checklist issue", "checklist dispatch", "checklist accept", "score period", "score feedback",
        "score notice", "score finalise",
    ]  # fmt: skip
    assert "qsq init --next --workspace" in " ".join(screen.done)


def test_wrong_rules_come_first(qsq: Qsq, small: Path) -> None:
    rules = small / "rules" / "2023" / "q1.yaml"
    rules.write_text(rules.read_text("utf-8").replace("weight: 4", "weight: 0"), "utf-8")
    run = qsq("next", "--on", "2023-01-05", "--json", workspace=small)
    assert run.code == 3
    assert [one["words"][:3] for one in run.answer["actions"]] == [["qsq", "rules", "check"]]
    assert {place["file"] for place in run.answer["places"]} == {"rules/2023/q1.yaml"}


def test_without_a_terminal_it_only_lists(qsq: Qsq, small: Path) -> None:
    run = qsq("next", "--on", "2023-01-05", workspace=small)
    assert run.code == 4
    assert run.out.splitlines() == [
        " 1  the list of 2023Q1 was never issued; it began on 2023-01-01 · 县办公室经办员",
        f"    qsq checklist issue 2023Q1 --actor clerk --on 2023-01-05 --workspace {small}",
    ]
    assert not (small / "data" / "qsq.db").exists()


def test_who_is_not_listed_is_told_where_to_be_added(qsq: Qsq, small: Path) -> None:
    run = qsq("next", "--actor", "nobody", "--json", workspace=small)
    assert (run.code, run.answer["error"]["message"]) == (
        2, "nobody is not in data/officials.csv; add a row for them there",
    )  # fmt: skip


def test_where_nobody_of_the_city_is_listed_that_is_said(qsq: Qsq, small: Path) -> None:
    (small / "data" / "officials.csv").unlink()
    found = qsq("next", "--on", "2023-01-05", "--json", workspace=small).answer
    assert (found["actor"], [one["words"][1:3] for one in found["actions"]]) == (
        None,
        [["checklist", "issue"], []],
    )
    assert "data/officials.csv" in found["actions"][1]["message"]


def at_a_terminal(root: Path, keys: str, *words: str) -> str:
    """What a person sees who types these keys, in a process of its own."""
    person, program = pty.openpty()
    environment = os.environ | {"QSQ_LANG": "en", "TERM": "dumb", "PYTHONPATH": str(REPOSITORY)}
    call = [sys.executable, "-m", "qsq", *words]
    with subprocess.Popen(call, stdin=program, stdout=program, stderr=program, env=environment, cwd=root):
        os.close(program)
        os.write(person, keys.encode())
        seen = b""
        with suppress(OSError):  # that is how the other end of a terminal is closed
            while part := os.read(person, 4096):
                seen += part
    os.close(person)
    return seen.decode()


def kinds(qsq: Qsq, root: Path) -> list[str]:
    events = qsq("ledger", "log", "--json", workspace=root).answer["events"]
    return [one["kind"] for one in events]


def test_enter_does_the_first_and_the_screen_goes_on(qsq: Qsq, small: Path) -> None:
    seen = at_a_terminal(small, "\n\n9\nq\n", "next", "--on", "2023-03-01")
    assert "qsq checklist issue 2023Q1 --actor clerk --on 2023-03-01" in seen
    assert "found 9; expected a number from 1 to " in seen
    assert kinds(qsq, small) == ["issue"]


def test_what_is_not_agreed_to_is_not_done(qsq: Qsq, small: Path) -> None:
    at_a_terminal(small, "\nn\nq\n", "next", "--on", "2023-03-01")
    assert kinds(qsq, small) == []


def test_what_only_a_person_knows_is_asked_for(qsq: Qsq, small: Path) -> None:
    """The file and whose it is; left empty, nothing is done."""
    qsq("checklist", "issue", "2023Q1", "--on", "2023-01-01", workspace=small)
    folder = small / "data" / "2023" / "q1" / "observations"
    handed_in = small / "来件.csv"
    (folder / "agriculture.csv").rename(handed_in)
    offered = qsq("next", "--on", "2023-03-28", "--json", workspace=small).answer["actions"]
    place = next(n for n, one in enumerate(offered, 1) if one["asks"])
    assert offered[place - 1]["words"][1:3] == ["score", "submit"]
    seen = at_a_terminal(small, f"{place}\n\nq\n", "next", "--on", "2023-03-28")
    assert "left undone" in seen
    at_a_terminal(small, f"{place}\n{handed_in}\n\nq\n", "next", "--on", "2023-03-28")
    assert kinds(qsq, small) == ["issue", "submission"]
    assert (folder / "agriculture.csv").exists()
