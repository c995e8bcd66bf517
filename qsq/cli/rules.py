"""`qsq rules`: check the rule files; JSON Schema for editors."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import completion, show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import command_group
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import JsonOption, PeriodOrAllArgument, WorkspaceOption
from qsq.domain.faults import WrongUse, message
from qsq.late import late
from qsq.rules.schema import SHAPES, json_schema

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.tables import rules as tables
    from qsq.cli.tables import rules_diff as diff_table
else:
    tables, diff_table = late("qsq.cli.tables", "rules", "rules_diff")

app = command_group("rules")


@app.command(help=_("Check scheme, register and the checklists of all periods, or of one."))
def check(
    context: typer.Context,
    period: PeriodOrAllArgument = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq rules check`."""
    root = asked(context, workspace, as_json=as_json)
    checked = root.open().rules.check(period)

    def people(console: "Console") -> None:
        tables.print_rules(console, checked)

    show.answered(
        checked.answer(),
        people,
        checked.warnings,
        as_json=root.as_json,
    )


@app.command(
    "test", help=_("Hold the rules to the worked examples in rules/YEAR/tests, of all periods or of one.")
)
def hold(
    context: typer.Context,
    period: PeriodOrAllArgument = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq rules test`."""
    root = asked(context, workspace, as_json=as_json)
    held = root.open().rules.test(period)

    def people(console: "Console") -> None:
        tables.print_tests(console, held)

    show.answered(held.answer(), people, as_json=root.as_json)


@app.command(help=_("What one period's rules ask otherwise than another's, in words."))
def diff(
    context: typer.Context,
    before: Annotated[
        str,
        typer.Argument(
            metavar="PERIOD",
            help=_("The earlier one; by itself it is held against the one before it."),
            autocompletion=completion.periods,
        ),
    ],
    now: Annotated[
        str,
        typer.Argument(metavar="[PERIOD]", help=_("The later one."), autocompletion=completion.periods),
    ] = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq rules diff 2023Q1 2023Q2`."""
    root = asked(context, workspace, as_json=as_json)
    found = root.open().rules.diff(before, now or None)

    def people(console: "Console") -> None:
        diff_table.print_diff(console, found)

    show.answered(found.answer(), people, as_json=root.as_json)


KINDS = ", ".join(SHAPES)


@app.command(help=_("Print the JSON Schema of a kind of rule file, for editors' completion."))
def schema(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=_("The kind of rule file: {words}.").format(words=KINDS))
    ],
    as_json: JsonOption = False,
) -> None:
    """`qsq rules schema period`."""
    del as_json  # a schema is JSON either way
    if kind not in SHAPES:
        raise WrongUse(message("found {found}; expected one of: {words}", found=kind, words=KINDS))
    show.write(json_schema(kind))
