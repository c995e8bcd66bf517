"""`qsq next`: what can be done now; on a terminal a number chooses it, Enter does the first."""

from typing import TYPE_CHECKING

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import Root, asked
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.language import said
from qsq.cli.terminal.options import ActorOption, JsonOption, TodayOption, WorkspaceOption
from qsq.cli.terminal.spoken import Commands
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.next import taking
    from qsq.cli.tables import next as tables
    from qsq.domain.steps.action import Action
    from qsq.year.next.steps import NextSteps
else:
    (taking,) = late("qsq.cli.next", "taking")
    (tables,) = late("qsq.cli.tables", "next")

app = Commands()


@app.command("next", help=COMMANDS["next"])
def next_(
    context: typer.Context,
    on: TodayOption = None,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq next`."""
    root = asked(context, workspace, as_json=as_json)
    found = root.open(actor).next(on)
    _show(found, root)
    if root.as_json or not show.at_a_terminal():
        return 3 if found.refused else 4 if found.actions or found.waits else 0
    while taking.taken(found, root):
        found = root.open(actor).next(on)
        _show(found, root)
    return 0


def _show(found: "NextSteps", root: Root) -> None:
    def people(console: "Console") -> None:
        tables.print_next(console, found, root.named)

    actions = [_answer(one, root) for one in found.actions]
    waits = [{**one.answer(), "message": said(one.what)} for one in found.waits]
    places = show.places_of(found.refused)
    answer = {**found.answer(), "actions": actions, "waits": waits, "places": places}
    show.answered(answer, people, as_json=root.as_json)


def _answer(one: "Action", root: Root) -> dict[str, object]:
    """An action for programs: with its sentence, and its command as one line."""
    words = (*one.command(), *root.named) if one.words else ()
    asks = [
        {"name": ask.name, "option": ask.option, "choices": list(ask.choices), "message": said(ask.what)}
        for ask in one.asks
    ]
    line = show.command_line(("qsq", *words)) if words else None
    return {**one.answer(), "message": said(one.what), "command": line, "asks": asks}
