"""Draws docs/reference/commands*.md, each language's in a process that speaks it (`make reference`)."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

FOLDER = Path(__file__).parent / "reference"
PAGES = {"zh": "commands.md", "en": "commands.en.md"}

HEADS = {
    "zh": """# 命令 · commands

本页由 `make reference` 从程序的命令生成。[In English](commands.en.md)。

每个命令都有的 `--workspace`、`--json`、`--help` 只在开头列出一次。退出码见[合同](../contract.md)第 10 节。
""",
    "en": """# Commands

This page is drawn from the commands themselves by `make reference`. [中文](commands.md).

`--workspace`, `--json` and `--help`, which every command has, are listed once, at the top. Exit codes
stand in section 10 of the [contract](../contract.md).
""",
}
WORDS = {
    "zh": ("各命令共有的选项", "参数或选项", "说明", "必需", "默认 `{}`", "环境变量 `{}`"),
    "en": ("Options of all commands", "parameter", "meaning", "required", "default `{}`", "from `{}`"),
}  # fmt: skip
EVERYWHERE = frozenset({"workspace", "as_json"})
"""Parameters that every command has."""


def drawn(language: str) -> str:
    """The page in a language."""
    call = [sys.executable, str(Path(__file__)), language]
    speaking = os.environ | {"QSQ_LANG": language}
    return subprocess.run(  # noqa: S603 - this file itself
        call, env=speaking, capture_output=True, check=True, encoding="utf-8"
    ).stdout


def page(language: str) -> Iterator[str]:
    """The lines of the page in the language of this process."""
    from qsq.cli.terminal.completion import speak_of_completion  # noqa: PLC0415
    from qsq.cli.terminal.main import app  # noqa: PLC0415 - it speaks as it is imported

    root: Any = typer.main.get_command(app)
    speak_of_completion(root.params)
    yield HEADS[language]
    yield f"## {WORDS[language][0]}\n"
    yield from parameters(root.params, WORDS[language])
    for name in root.list_commands(None):
        group = root.get_command(None, name)
        yield f"## qsq {name}\n\n{text(group.help)}\n"
        if not hasattr(group, "list_commands"):
            yield from parameters(_own(group), WORDS[language])
            continue
        for one in group.list_commands(None):
            yield from command(f"qsq {name} {one}", group.get_command(None, one), language)


def command(name: str, found: Any, language: str) -> Iterator[str]:
    """A command with its parameters."""
    yield f"### {name}\n\n{text(found.help)}\n"
    yield from parameters(_own(found), WORDS[language])


def parameters(listed: list[Any], words: tuple[str, ...]) -> Iterator[str]:
    """A table of arguments and options; nothing where there are none."""
    if not listed:
        return
    _title, heading, what, required, default, variable = words
    yield f"| {heading} | {what} |\n|---|---|"
    for one in listed:
        told = [text(getattr(one, "help", None) or "")]
        if one.required:
            told.append(f"({required})")
        elif one.default not in (None, "", False) and not callable(one.default):
            told.append(f"({default.format(one.default)})")
        if one.envvar:
            told.append(f"({variable.format(one.envvar)})")
        yield f"| `{spelled(one)}` | {' '.join(filter(None, told))} |"
    yield ""


def spelled(one: Any) -> str:
    """How a parameter is written in a call."""
    value = str(one.metavar or one.name.upper()).replace("|", "\\|")
    if type(one).__name__ == "TyperArgument":
        return value
    names = ", ".join([*one.opts, *one.secondary_opts])
    return names if one.is_flag or one.count else f"{names} {value}"


def text(help_text: str | None) -> str:
    """A help text within a table or a paragraph."""
    return " ".join((help_text or "").split()).replace("|", "\\|")


def _own(found: Any) -> list[Any]:
    return [one for one in found.params if one.name not in EVERYWHERE and not getattr(one, "hidden", False)]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write("\n".join(page(sys.argv[1])))
    else:
        for language, name in PAGES.items():
            (FOLDER / name).write_text(drawn(language), "utf-8")
