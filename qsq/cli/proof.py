"""`qsq proof`: what a village can show without the ledger."""

from typing import TYPE_CHECKING, Any

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import command_group
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import (
    FileArgument,
    HeadOption,
    JsonOption,
    PeriodArgument,
    VillageArgument,
    WorkspaceOption,
)
from qsq.cli.terminal.spoken import SpokenGroup
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.tables import proof as tables
    from qsq.year import proof as proofs
else:
    (tables,) = late("qsq.cli.tables", "proof")
    (proofs,) = late("qsq.year", "proof")


class _ProofGroup(SpokenGroup):
    """`qsq proof VILLAGE PERIOD` is short for `qsq proof write VILLAGE PERIOD`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        words = [word for word in args if not word.startswith("-")]
        short = words and words[0] not in self.list_commands(ctx)
        return super().parse_args(ctx, ["write", *args] if short else args)


app = command_group("proof", _ProofGroup)


@app.command(help=_("Write the proof that a village's result is in the head that its notice carries."))
def write(
    context: typer.Context,
    village: VillageArgument,
    period: PeriodArgument,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq proof 431181107001 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open().proof(village, period)

    def people(console: "Console") -> None:
        text = _("written to {file}; to be checked by: qsq proof check {file} --head {head}")
        console.print(text.format(file=done.file, head=done.proof.head), soft_wrap=True)

    show.answered(done.answer(), people, as_json=root.as_json)


@app.command(help=_("Check a proof against the head that hung on the wall; needs nothing else."))
def check(
    context: typer.Context,
    file: FileArgument,
    head: HeadOption,
    as_json: JsonOption = False,
) -> int:
    """`qsq proof check FILE --head …`."""
    root = asked(context, None, as_json=as_json)
    found = proofs.check_proof(file, head)

    def people(console: "Console") -> None:
        tables.print_proof(console, found)

    wrong = () if found.wrong is None else (found.wrong,)
    show.answered(found.answer(), people, wrong, as_json=root.as_json)
    return 0 if found.wrong is None else 1
