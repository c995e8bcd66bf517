"""Help and wrong calls in the chosen language: typer says part of it in English alone."""

import gettext
import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from qsq.cli.terminal.language import CATALOGUES, CHINESE, _, said
from qsq.cli.terminal.plain_values import take_plainly
from qsq.domain.faults import message
from qsq.late import late

if TYPE_CHECKING:
    from qsq.domain import foreign
else:
    (foreign,) = late("qsq.domain", "foreign")


TYPER_WORDS = (
    _("Arguments"), _("Options"), _("Commands"), _("Error"), _("[default: {}]"), _("[env var: {}]"),
    _("[required]"), _("Missing command."), _("No such command {name!r}."),
)  # fmt: skip
"""What typer looks up by gettext itself; they stand here so that our catalogue has them."""


def speak(language: str) -> None:
    """Let typer find its words in our catalogue."""
    if language == CHINESE:
        os.environ["LANGUAGE"] = CHINESE
        gettext.bindtextdomain("qsq", str(CATALOGUES))
        gettext.textdomain("qsq")


class _Spoken:
    """The parts of a command's help that typer does not look up."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this help and stop.")
        return option

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        words = {"[OPTIONS]": _("[OPTIONS]"), "COMMAND [ARGS]...": _("COMMAND [ARGS]...")}
        pieces = [words.get(one, one) for one in self.collect_usage_pieces(ctx)]  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), _("Usage: "))


class SpokenCommand(_Spoken, TyperCommand):
    """A command with its help in the chosen language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As typer's."""
        take_plainly(self.get_params(ctx))
        return list(super().parse_args(ctx, args))


class SpokenGroup(_Spoken, TyperGroup):
    """A group of commands with its help in the chosen language.

    Attributes:
        rest: a module whose `steps` are more of its commands; it is imported for one of them, or for help.
    """

    rest = ""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all."""
        self._fetch_rest()
        return super().list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name."""
        if cmd_name not in self.commands:
            self._fetch_rest()
        return super().get_command(ctx, cmd_name)

    def _fetch_rest(self) -> None:
        if self.rest:
            self.commands.update(typer.main.get_group(import_module(self.rest).steps).commands)
            self.rest = ""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As typer's; a program that names no command gets an error alone, not the help before it."""
        if not args and ctx.find_root().params.get("as_json"):
            ctx.fail(_("a command is missing; see --help"))
        take_plainly(self.get_params(ctx))
        return list(super().parse_args(ctx, args))


class Commands(typer.Typer):
    """Commands with their help in the chosen language."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"cls": SpokenGroup, "add_completion": False, **settings})

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """As typer's."""
        return super().command(name, **{"cls": SpokenCommand, **settings})


def misuse(error: Any) -> str:
    """What is wrong with a call, from what typer raised."""
    match type(error).__name__:
        case "MissingParameter":
            return _("{parameter} is missing").format(parameter=_parameter(error))
        case "NoSuchOption":
            return _no_such_option(error.option_name, sorted(error.possibilities or ()))
        case "BadOptionUsage":
            return _(
                "{option} is not used as its help says: a value is missing, or there is one too many"
            ).format(option=error.option_name)
        case "BadParameter":
            return _("{parameter} has a value that does not fit ({problem})").format(
                parameter=_parameter(error), problem=_unfit(error.message)
            )
        case "NoArgsIsHelpError":
            return _("a command is missing; see --help")
        case _:
            return _otherwise(error.format_message())


def help_for(context: Any) -> str:
    """The command that shows how a call is to be written, from typer's context of it."""
    names = list[str]()
    while context.parent is not None:
        names.insert(0, context.info_name)
        context = context.parent
    return " ".join(("qsq", *names, "--help"))


def _no_such_option(option: str, known: Sequence[str]) -> str:
    if not known:
        return _("there is no option {option}").format(option=option)
    text = _("there is no option {option}; like it: {known}")
    return text.format(option=option, known=", ".join(known))


def _otherwise(text: str) -> str:
    """Words that a call has too many, or a command's name with a slip; other texts typer looked up."""
    problem, slip, known = text.partition(" Did you mean ")
    if slip:
        told = _("{problem}; perhaps {known}")
        return told.format(problem=problem.rstrip(".。"), known=known.rstrip("?"))
    _before, extra, words = text.partition("Got unexpected extra argument(s) ")
    return _("words that are too many: {words}").format(words=words.strip("()")) if extra else text


def _unfit(text: str) -> str:
    """What is wrong with a value, as typer has it from pydantic and from the disk."""
    known = foreign.Foreign(
        message("Input should be a valid number, unable to parse string as a number"),
        message("Input should be a valid integer, unable to parse string as an integer"),
        message("Input should be a valid boolean, unable to interpret input"),
        message("Input should be greater than or equal to {least}"),
        message("path {path} is not readable."),
    )
    return said(known.told(text))


def _parameter(error: Any) -> str:
    hint = error.param_hint or (error.param and error.param.get_error_hint()) or ""
    name, variable, rest = (hint if isinstance(hint, str) else " / ".join(hint)).partition(" (env var: ")
    return name + (_(" (env var: {name})").format(name=rest.rstrip(")")) if variable else "")
