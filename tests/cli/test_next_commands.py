"""Every command that the program tells people to type is one that it takes."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import typer

from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.main import app
from qsq.domain.steps.checklist_state import ChecklistStep
from qsq.domain.steps.follow_state import FollowStep
from qsq.domain.steps.next_command import NextCommand
from qsq.domain.steps.period_state import PeriodStep
from qsq.domain.steps.year_state import YearStep
from tests.source import nodes

_TYPED = {"DATE": "2023-04-20", "OBJECTION": "2023Q1-1", "NUMBER": "祁发〔2024〕3号"}
"""What stands for a word in capitals; any other is typed as it is."""


_VERBS = {"carries", "has", "locked", "share"}
"""What stands after the program's name in sentences about it."""


def parsed(words: list[str]) -> str:
    """The path of the command that typer's own parser makes of a line; it raises where it cannot."""
    command: Any = typer.main.get_command(app)
    path: list[str] = []
    while hasattr(command, "resolve_command"):
        context = command.make_context(command.name, list(words))
        path.append(words[0])
        _name, command, words = command.resolve_command(context, words)
    command.make_context(command.name, list(words))
    return " ".join(path)


def lines(command: NextCommand) -> Iterator[list[str]]:
    """The lines as someone would type them: one for each of `--upheld|--rejected`."""
    words = [_TYPED.get(word, word) for word in command.line("2023Q1").split()[1:]]
    choices = next((word for word in words if "|" in word), "")
    for choice in choices.split("|"):
        yield [choice if word == choices else word for word in words]


@pytest.mark.parametrize("command", NextCommand)
def test_a_command_to_type_next_is_parsed(command: NextCommand) -> None:
    for words in lines(command):
        assert command.startswith(parsed(words))


def test_a_command_that_is_none_is_found() -> None:
    """The parser of this test refuses what the program refuses."""
    with pytest.raises(Exception, match="--sheet"):
        parsed(["score", "sign", "2023Q1", "--sheet", "x"])
    with pytest.raises(Exception, match="finish"):
        parsed(["score", "finish", "2023Q1"])


@cache
def known() -> set[str]:
    """The paths of all commands: `status`, `score`, `score notice`."""
    root: Any = typer.main.get_command(app)
    groups = {name: root.get_command(None, name) for name in COMMANDS}
    several = {name: group for name, group in groups.items() if hasattr(group, "list_commands")}
    below = {f"{name} {one}" for name, group in several.items() for one in group.list_commands(None)}
    return below | set(groups)


def strings() -> Iterator[str]:
    """All texts in the program's source, docstrings among them."""
    return (node.value for _file, node in nodes(ast.Constant) if isinstance(node.value, str))


def test_every_command_in_a_text_exists() -> None:
    """`qsq score notice` in a message or docstring; a word after a command of no group is its argument."""
    paths = known()
    single = {path for path in paths if not any(other.startswith(f"{path} ") for other in paths)}
    named = {
        (match[1], match[2])
        for text in strings()
        for match in re.finditer(r"\bqsq ([a-z]+)(?: ([a-z][a-z-]*))?\b", text)
        if match[1] not in _VERBS
    }
    wrong = {
        f"{group} {command or ''}".strip()
        for group, command in named
        if group not in paths or (command and group not in single and f"{group} {command}" not in paths)
    }
    assert len(named) > len(paths) / 2
    assert not wrong


@pytest.mark.parametrize(
    "path",
    [
        *(f"checklist {step}" for step in ChecklistStep),
        *(f"score {step}" for step in PeriodStep),
        *(f"awards {step}" for step in YearStep),
        *(step.split(" --", maxsplit=1)[0] for step in FollowStep),
    ],
)
def test_a_step_has_its_commands_name(path: str) -> None:
    """The state machines call a step by the command that takes it."""
    assert path in known()
