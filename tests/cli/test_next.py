"""`qsq next`: a quarter from its list to its end, by nothing but what the screen offers."""

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
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
from tests.cli.an_inbox import handed_in
from tests.cli.test_given_back import filled as filled_in
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
            path = "inbox" if action.form else command
            assert path.startswith(parsed(whole(action))), line
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


class Screen:
    """A person who reads the screen, does the first that can be done, and lays what comes back into inbox/."""

    def __init__(self, qsq: Qsq, root: Path) -> None:
        self.qsq, self.root, self.done = qsq, root, list[str]()
        (root / "inbox").mkdir()

    def offers(self, day: str) -> list[dict[str, Any]]:
        return list(self.qsq("next", "--on", day, "--json", workspace=self.root).answer["actions"])

    def press_enter(self, day: str) -> bool:
        """Do the first; False where it waits for others, needs a word, or begins the next period's rules."""
        first = next((one for one in self.offers(day) if one["words"][1:2] != ["init"]), None)
        if first is None or not first["runnable"]:
            return False
        self._do(first)
        return True

    def enter(self, day: str) -> None:
        """Do all that can be done, one after the other."""
        while self.press_enter(day):
            pass

    def owed(self, day: str) -> list[tuple[str, int]]:
        """The forms that others have to send back, and how many of them; the inbox takes in all."""
        offers = [one for one in self.offers(day) if one["form"]]
        assert {tuple(one["words"][1:4]) for one in offers} <= {("inbox", "--actor", "clerk")}
        return [(one["form"], len(one["who"])) for one in offers]

    def answer(self, day: str, asked: str, *words: str) -> None:
        """Do what asks for a word."""
        self._do(
            next(one for one in self.offers(day) if asked in [ask["name"] for ask in one["asks"]]), *words
        )

    def came_back(self, name: str, cells: Mapping[tuple[str, str], object] | None = None) -> Path:
        """A form that the outbox handed out, filled in and laid into the inbox."""
        (*_before, file) = sorted((self.root / "out" / "outbox").rglob(f"*{name}.xlsx"))
        there = Path(shutil.copy(file, self.root / "inbox"))
        if cells:
            filled_in(there, cells)
        return there

    def _do(self, action: dict[str, Any], *words: str) -> None:
        run = self.qsq(*action["words"][1:], *words, workspace=self.root)
        assert run.code in {0, 4}, (action["command"], run.out, run.err)
        self.done.append(" ".join(action["words"][1:3]))


_FORMS_OF_OBSERVATIONS = ("组织部", "农业农村局", "西镇")
_SHEETS = {
    "东镇": ("T1", "A1", "A2", "A3"),
    "西镇": ("T2", "B1", "B2", "B3"),
}


def test_a_quarter_and_its_year_by_what_is_offered(qsq: Qsq, small: Path) -> None:
    """No command is known but those on the screen; forms that it names are filled in and laid into inbox/."""
    data = small / "data" / "2023"
    for lacking in ("q1/observations/agriculture.csv", "q1/observations/organisation.csv",
                    "q1/observations/town.csv", "recommendations.csv"):  # fmt: skip
        (data / lacking).unlink()
    rows = (data / "cadres.csv").read_text("utf-8").splitlines()
    (data / "cadres.csv").write_text("\n".join(one for one in rows if ",B" not in one) + "\n", "utf-8")
    screen = Screen(qsq, small)
    screen.enter("2022-12-20")
    assert screen.done == [
        "outbox --sent", "checklist issue", "outbox --sent", "checklist dispatch", "outbox --sent",
        "checklist accept",
    ]  # fmt: skip
    assert screen.owed("2023-04-03") == [("scores", 2), ("scores", 1)]
    for name in _FORMS_OF_OBSERVATIONS:
        handed_in(small, name)
    screen.enter("2023-04-03")
    assert screen.owed("2023-04-03") == [("signatures", 2), ("signatures", 6)]
    for name, sheets in _SHEETS.items():
        screen.came_back(f"{name}-签字登记表", {(one, "已签"): "√" for one in sheets})
    screen.enter("2023-04-04")
    hanging = qsq("next", "--on", "2023-04-10", "--json", workspace=small).answer
    assert [one["message"] for one in hanging["waits"]] == ["the public notice runs out tomorrow"]
    screen.enter("2023-04-12")
    assert screen.done[6:] == [
        "inbox --actor", "score period", "score feedback", "outbox --sent", "inbox --actor", "score notice",
        "outbox --sent", "score finalise",
    ]  # fmt: skip
    year_by_what_is_offered(screen)


def named_in(file: Path, *villages: str) -> None:
    """A list of cadres with a secretary for each of these villages."""
    book = openpyxl.load_workbook(file)
    sheet: Any = book["村干部名册"]
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == "村代码") + 1
    for number, village in enumerate(villages, start=first):
        for column, value in enumerate((village, None, "周明", "村书记", 5000), start=1):
            sheet.cell(number, column).value = value
    book.save(file)


def year_by_what_is_offered(screen: Screen) -> None:
    """From the last final period to the last prize."""
    screen.done.clear()
    assert [one["words"][1] for one in screen.offers("2024-01-05")][:1] == ["outbox"]
    screen.press_enter("2024-01-05")
    assert screen.owed("2024-01-05") == [("recommendation", 2), ("cadres", 1)]
    screen.came_back("东镇-推荐表", {("A1", "推荐"): "√"})
    screen.came_back("西镇-推荐表", {("B1", "推荐"): "√"})
    named_in(screen.came_back("西镇-村干部名册"), "B1 西一村", "B2 西二村", "B3 西三村")
    screen.enter("2024-01-05")
    screen.answer("2024-01-08", "document", "--document", "常委会〔2024〕3号")
    screen.enter("2024-01-08")
    screen.enter("2024-01-16")
    assert screen.done == [
        "outbox --sent", "inbox --actor", "awards year", "awards decide", "awards notice", "outbox --sent",
        "awards confirm", "awards pay",
    ]  # fmt: skip
    assert screen.owed("2024-01-16") == []


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
    """Why a list changes; left empty, nothing is done."""
    qsq("checklist", "issue", "2023Q1", "--on", "2023-01-01", workspace=small)
    rules = small / "rules" / "2023" / "q1.yaml"
    rules.write_text(rules.read_text("utf-8").replace("农机隐患未整改处数", "农机隐患未整改数"), "utf-8")
    offered = qsq("next", "--on", "2023-03-28", "--json", workspace=small).answer["actions"]
    place = next(n for n, one in enumerate(offered, 1) if one["asks"])
    assert offered[place - 1]["words"][1:3] == ["checklist", "issue"]
    seen = at_a_terminal(small, f"{place}\n\nq\n", "next", "--on", "2023-03-28")
    assert "left undone" in seen
    at_a_terminal(small, f"{place}\n错字\n\nq\n", "next", "--on", "2023-03-28")
    assert kinds(qsq, small) == ["issue", "issue"]


def test_what_many_owe_is_one_command_that_is_whole(qsq: Qsq, small: Path) -> None:
    """Whoever owes a form is named, and the inbox takes in all of them: the screen asks for no file."""
    (small / "data" / "2023" / "q1" / "observations" / "agriculture.csv").unlink()
    for file in ("organisation", "town"):
        (small / "data" / "2023" / "q1" / "observations" / f"{file}.csv").unlink()
    qsq("checklist", "issue", "2023Q1", "--on", "2023-01-01", workspace=small)
    lines = qsq("next", "--on", "2023-03-28", workspace=small).out.splitlines()
    command = f"qsq inbox --actor clerk --on 2023-03-28 --workspace {small}"
    assert [line for line in lines if "qsq inbox" in line] == [
        f"    when sent back and laid into inbox/: {command}"
    ]
    owed = [line for line in lines if "评分表" in line]
    assert ["农业农村局联络员、组织部" in owed[0], "西镇" in owed[1]] == [True, True], owed
    of_town = qsq("next", "--on", "2023-03-28", "--actor", "T1-lead", "--json", workspace=small).answer
    assert [one["form"] for one in of_town["actions"] if one["form"]] == []
