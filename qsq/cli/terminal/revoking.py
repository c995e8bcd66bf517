"""`qsq … revoke`: take back what was done by mistake; the same in every command group."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import Root
from qsq.cli.terminal.language import _, said
from qsq.cli.terminal.options import SUCH_AS, town_option, village_option
from qsq.domain.faults import Message
from qsq.domain.steps.event_kinds import NAMES

ActArgument = Annotated[
    str, typer.Argument(metavar="ACT", help=_("What is taken back; a wrong name lists what can be."))
]
WhyOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why; needed."))]
YesOption = Annotated[
    bool, typer.Option("--yes", help=_("Agree that it falls, with all that rests on it; else it is listed."))
]
ActTown = Annotated[str, town_option(_("The town whose act it was."))]
ActVillage = Annotated[str, village_option(_("The village whose act it was."))]
ActObjection = Annotated[str, typer.Option("--objection", metavar="OBJECTION", help=SUCH_AS)]
HELP = _("Take back what was done by mistake, with a reason; what rests on it is listed and falls with it.")


def take_back(
    opened: Root,
    act: str,
    period: str,
    named: Mapping[str, str],
    *,
    actor: str,
    reason: str,
    yes: bool,
    on: str | None,
) -> None:
    """Take an act back when people agree; `act` is `group name`, `named` the options that say which one."""

    def agree(falls: Sequence[Message]) -> bool:
        return yes or (not opened.as_json and show.agreed([said(one) for one in falls]))

    done = opened.open(actor, decides=True).revoke(act, period, named, reason=reason, agree=agree, on=on)
    text = _("taken back: {act} {period}; {count} steps fell").format(
        act=said(NAMES[done.act.kind]), period=done.period, count=len(done.events)
    )
    show.step_taken(done.answer(), text, done.warnings, new=done.recorded, as_json=opened.as_json)
