"""`qsq init`: a new county's workspace to fill in, and the next rules of one that runs."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from qsq.api.named import read_year
from qsq.api.workspace import Workspace
from qsq.cli.init import asking
from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import JsonOption, WorkspaceOption
from qsq.cli.terminal.spoken import Commands
from qsq.domain.faults import WrongUse, message
from qsq.domain.values.periods import Period, PeriodKind
from qsq.year.init.county import County, county_called, with_places
from qsq.year.init.next_rules import NextRules
from qsq.year.init.start import make_workspace, must_be_outside

app = Commands()


@app.command(
    help=_(
        "Make a new county's workspace to fill in, or with --next the next rules of one that runs; files"
        " that are there stay untouched."
    )
)
def init(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help=_("The folder to make."))] = None,
    year: Annotated[
        str | None, typer.Option(metavar="YEAR", help=_("Its first year; else this one."))
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            "--period",
            metavar="KIND",
            help=_("How long its periods are: month, two_months, quarter (default), half_year or year."),
        ),
    ] = "",
    name: Annotated[str, typer.Option(metavar="TEXT", help=_("The county's name, such as 东安县."))] = "",
    code: Annotated[str, typer.Option(metavar="CODE", help=_("Its code."))] = "",
    places: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("A table of its towns and villages, with names and codes.")),
    ] = None,
    departments: Annotated[
        str, typer.Option(metavar="NAME、NAME", help=_("Its departments; else the usual fourteen."))
    ] = "",
    following: Annotated[
        bool,
        typer.Option(
            "--next",
            help=_("The next period's rules from the last one's; with --year a year's from the year before."),
        ),
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq init DIR`, `qsq init --next`."""
    root = asked(context, workspace, as_json=as_json)
    if following:
        opened = Workspace(folder) if folder else root.open()
        _tell_next(opened.next_rules(year), as_json=root.as_json)
        return
    asks = show.at_a_terminal() and not root.as_json
    if folder is None and not asks:
        raise WrongUse(message("name the folder to make: qsq init DIR"))
    if folder is not None:
        must_be_outside(folder)
    county = _county(name, code, places, departments, asks=asks)
    folder = folder or Path(county.name if county else "qsq")
    begins = date.today().year if year is None else read_year(year)  # noqa: DTZ011
    length = kind or (asking.asked_kind(begins) if asks else PeriodKind.QUARTER)
    first = Period(begins, 1, _kind(length))
    written = make_workspace(folder, first.year, first.kind, county)
    steps = (
        _("1. rules/scheme.yaml: your county, its fields and amounts"),
        _("2. data/towns.csv, data/villages.csv, data/departments.csv: your register"),
        _("3. data/officials.csv: who acts and signs, a row each"),
        _("4. {file}: the period's items and tasks").format(file=f"rules/{first.year}/{first.key}.yaml"),
        _("5. qsq rules check, then qsq next"),
    )

    def people(console: Console) -> None:
        state = (
            _("{count} files written in {folder}")
            if written
            else _("{folder} has all files; nothing changed")
        )
        console.print(state.format(count=len(written), folder=folder), style="bold")
        show.print_all(console, *steps)

    show.answered({"folder": str(folder), "files": list(written)}, people, as_json=root.as_json)


def _county(name: str, code: str, places: Path | None, departments: str, *, asks: bool) -> County | None:
    """The county that the call tells of, and someone at a terminal; None for a stand-in.

    Raises:
        WrongUse: something of a county is told without its name.
    """
    if asks:
        return asking.asked_county(name, code, places, departments)
    if not name:
        if code or places or departments:
            raise WrongUse(message("name the county too: --name"))
        return None
    county = replace(county_called(name, code), departments=asking.names_in(departments))
    return with_places(county, places) if places else county


def _kind(text: str) -> PeriodKind:
    try:
        return PeriodKind(text)
    except ValueError:
        known = ", ".join(PeriodKind)
        raise WrongUse(message("found {found}; expected one of: {words}", found=text, words=known)) from None


def _tell_next(made: NextRules, *, as_json: bool) -> None:
    def people(console: Console) -> None:
        for old, new in made.pairs:
            console.print(_("rules of {new} from those of {old}").format(new=new, old=old), style="bold")
        show.print_all(console, *made.files)
        if not made.files:
            console.print(_("they are there; nothing changed"))
        for file, count in made.targets.items():
            taken = _("{file}: {count} targets as in the period before; see whether they still hold")
            empty = _("{file} is empty: enter the villages' own targets, where tasks have them")
            console.print((taken if count else empty).format(file=file, count=count))
        if made.seasonal:
            console.print(_("these texts name a month or season; see whether they still hold:"))
            show.print_all(console, *(f"  {one}" for one in made.seasonal))
        old, new = made.pairs[0]
        console.print(_("next: qsq rules check {new}, qsq rules diff {old} {new}").format(old=old, new=new))

    show.answered(made.answer(), people, as_json=as_json)
