"""What the shell completes from the workspace: periods, towns and villages; and how it learns to."""

import io
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

from qsq.cli.terminal.language import _, said
from qsq.domain.faults import Faults, QsqError, message
from qsq.late import late

if TYPE_CHECKING:
    from qsq.cli.terminal import call, show
    from qsq.domain import foreign
    from qsq.domain.county.places import Register
    from qsq.domain.values.periods import Period
    from qsq.rules import period_file
    from qsq.year import report as reports
    from qsq.year.desk import loading
else:
    call, show = late("qsq.cli.terminal", "call", "show")
    (foreign,) = late("qsq.domain", "foreign")
    (period_file,) = late("qsq.rules", "period_file")
    (reports,) = late("qsq.year", "report")
    (loading,) = late("qsq.year.desk", "loading")

Completion = list[tuple[str, str]]
"""Words with what they mean."""


def periods(ctx: Any, incomplete: str) -> Completion:
    """Periods that have rules."""
    return _starting(((str(one), "") for one in _periods(ctx)), incomplete)


def months(ctx: Any, incomplete: str) -> Completion:
    """Months of periods that have rules."""
    return _starting(((str(month), "") for one in _periods(ctx) for month in one.months), incomplete)


def years(ctx: Any, incomplete: str) -> Completion:
    """Years that have rules."""
    found = dict.fromkeys(str(one.year) for one in _periods(ctx))
    return _starting(((year, "") for year in found), incomplete)


def all_periods(ctx: Any, incomplete: str) -> Completion:
    """Periods, months and years that have rules."""
    found = [*periods(ctx, incomplete), *months(ctx, incomplete), *years(ctx, incomplete)]
    return list(dict.fromkeys(found))


def kinds(ctx: Any, incomplete: str) -> Completion:
    """Kinds of documents."""
    del ctx
    return _starting(((kind, "") for kind in reports.KINDS), incomplete)


def towns(ctx: Any, incomplete: str) -> Completion:
    """Codes of towns, each with the name, then their names."""
    register = _register(ctx)
    named = [(one.code, one.name) for one in register.towns] if register else []
    return _starting([*named, *((name, code) for code, name in named)], incomplete)


def villages(ctx: Any, incomplete: str) -> Completion:
    """Codes of villages, each with town and name."""
    register = _register(ctx)
    if register is None:
        return []
    names = register.town_names()
    return _starting(
        ((one.code, f"{names[one.town_code]} {one.name}") for one in register.villages), incomplete
    )


def villages_by_name(ctx: Any, incomplete: str) -> Completion:
    """Codes and names of villages, for commands that take both."""
    found = villages(ctx, "")
    named = {meaning.partition(" ")[2]: code for code, meaning in found}
    return _starting([*found, *named.items()], incomplete)


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


def _starting(words: Iterable[tuple[str, str]], incomplete: str) -> Completion:
    return [(word, meaning) for word, meaning in words if word.startswith(incomplete)]


def _periods(ctx: Any) -> "tuple[Period, ...]":
    office = _office(ctx)
    scheme = loading.load_standing(office.folder(), Faults())[0] if office else None
    return period_file.periods_with_rules(office.folder(), scheme.period) if scheme else ()


def _register(ctx: Any) -> "Register | None":
    office = _office(ctx)
    return loading.load_standing(office.folder(), Faults())[1] if office else None


def _office(ctx: Any) -> Any:
    """The office of the workspace that the call names or stands in; None where there is none."""
    given = [one.params.get("workspace") for one in (ctx, ctx.find_root())]
    try:
        return call.Root(next((one for one in given if one), None)).open().office
    except (QsqError, OSError):
        return None


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
    known = foreign.Foreign(
        message("{shell} completion installed in {path}"),
        message("Completion will take effect once you restart the terminal"),
        message("Shell {shell} is not supported."),
        message("Shell {shell} not supported."),
    )
    for printed, tell in ((out, show.line), (err, show.note)):
        for text in printed.splitlines():
            tell(said(known.told(text)))
