"""`qsq`: the commands, each group imported only when it is called."""

import os
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer

from qsq.cli.terminal.call import Root
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.completion import speak_of_completion
from qsq.cli.terminal.language import CHINESE, ENGLISH, _, chosen
from qsq.cli.terminal.options import JsonOption, WorkspaceOption
from qsq.cli.terminal.spoken import SpokenGroup, speak
from qsq.cli.terminal.streams import OURS, made_safe, must_be_text
from qsq.domain.faults import WrongUse, message
from qsq.late import late

if TYPE_CHECKING:
    from qsq import version
    from qsq.cli.terminal import show
else:
    (version,) = late("qsq", "version")
    (show,) = late("qsq.cli.terminal", "show")


class _LazyGroup(SpokenGroup):
    """Knows its commands' names; imports one only to call it or to show its own help."""

    listing = False

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As typer's, which tells of like names among those of commands that are imported."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            like = get_close_matches(args[0], COMMANDS)
            known = ", ".join(f"qsq {one}" for one in like)
            what = message("there is no command {found}; like it: {known}", found=args[0], known=known)
            if like:
                raise WrongUse(what)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        if self.listing:
            return typer.core.TyperCommand(cmd_name, help=COMMANDS[cmd_name])
        return _group(cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        self.listing = True
        try:
            super().format_help(ctx, formatter)
        finally:
            self.listing = False


@cache
def _group(name: str) -> Any:
    """A group of commands, built once in a process: that takes as long as a short command."""
    return typer.main.get_command(import_module(f"qsq.cli.{name}").app)


app = typer.Typer(cls=_LazyGroup, no_args_is_help=True, pretty_exceptions_enable=False)


def _version(value: bool) -> None:
    if value:
        show.line(version.__version__)
        raise typer.Exit


@app.callback(help=_("三创三强: village checklists, evaluation and annual awards of a county."))
def root(
    context: typer.Context,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    lang: str = typer.Option(
        "", "--lang", envvar="QSQ_LANG", metavar="zh|en", help=_("Language of messages.")
    ),
    quiet: bool = typer.Option(
        False,
        "--quiet",
        envvar="QSQ_QUIET",
        help=_("Print errors, warnings and JSON alone."),
    ),
    no_color: bool = typer.Option(
        False, "--no-color", help=_("No colours; so does the environment's NO_COLOR.")
    ),
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help=_("Show the version and stop.")
    ),
) -> None:
    """Options that stand before the command's name."""
    del version
    if lang and not lang.lower().startswith((CHINESE, ENGLISH)):
        raise WrongUse(message("found the language {found}; expected zh or en", found=lang))
    show.set_output(quiet=quiet, color=not no_color)
    context.obj = Root(workspace, as_json)


def main(arguments: Sequence[str]) -> int:
    """Run a command; its exit code, with every error shown as text or JSON."""
    made_safe(os.environ)
    speak(chosen(arguments, os.environ))
    as_json = "--json" in arguments
    return show.guarded(lambda: _call(arguments), arguments, as_json=as_json)


def _call(arguments: Sequence[str]) -> Any:
    must_be_text([*arguments, *(os.environ[name] for name in OURS if name in os.environ)])
    return _commands()(list(arguments), standalone_mode=False)


@cache
def _commands() -> Any:
    """All that stands behind `qsq`, built once in a process."""
    commands = typer.main.get_command(app)
    speak_of_completion(commands.params)
    return commands
