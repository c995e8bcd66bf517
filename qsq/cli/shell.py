"""The options that teach the shell to complete, in the chosen language: typer has them in English alone."""

import io
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from qsq.cli.language import _, said
from qsq.domain.faults import message


def speak_of_completion(options: Iterable[Any]) -> None:
    """Give typer's two options our help, and what they print our words."""
    helps = {
        "install_completion": _("Teach this shell to complete commands, periods, towns and villages."),
        "show_completion": _("Print what --install-completion installs."),
    }
    for option in options:
        if option.name in helps:
            option.help = helps[option.name]
            option.callback = _spoken(option.callback)


def _spoken(callback: Callable[..., Any]) -> Callable[..., Any]:
    def call(ctx: Any, param: Any, value: Any) -> Any:
        out, err = io.StringIO(), io.StringIO()
        try:
            with redirect_stdout(out), redirect_stderr(err):
                return callback(ctx, param, value)
        finally:
            if value:
                _tell(out.getvalue(), err.getvalue())

    return call


def _tell(out: str, err: str) -> None:
    from qsq.cli.show import line, note  # noqa: PLC0415 - it imports what imports this
    from qsq.domain.foreign import Foreign  # noqa: PLC0415 - help is shown without it

    known = Foreign(
        message("{shell} completion installed in {path}"),
        message("Completion will take effect once you restart the terminal"),
        message("Shell {shell} is not supported."),
        message("Shell {shell} not supported."),
    )
    for printed, tell in ((out, line), (err, note)):
        for text in printed.splitlines():
            tell(said(known.told(text)))
