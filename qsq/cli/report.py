"""`qsq report`: the documents that an office sends out, as PDF, Word and Excel."""

from typing import Annotated

import typer

from qsq.cli.terminal import completion, show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import (
    AnyPeriodArgument,
    JsonOption,
    WorkspaceOption,
    town_option,
    village_option,
)
from qsq.cli.terminal.spoken import Commands

app = Commands(no_args_is_help=True)

KIND_HELP = _(
    "Of a period: checklist (任务清单), notice (公示), circular (通报), yellow-cards (黄牌警示通知书),"
    " rewards (奖励通知书), reward-list (奖励发放表), fairness (结果稳定性报告).\n\n"
    "Of a month: reminders (提示单).\n\n"
    "Of a year: awards-notice (拟表彰名单公示), decision (表彰决定), prizes (奖金分配表),"
    " uplifts (绩效奖金增发表), year (年度工作报告), burden (村级负担报告),"
    " fairness-year (结果稳定性报告)."
)


@app.command("report", help=_("Write documents of a period, month or year into out/PERIOD/report/."))
def report(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=KIND_HELP, autocompletion=completion.kinds)],
    period: AnyPeriodArgument,
    town: Annotated[str, town_option(_("Of this town alone."))] = "",
    village: Annotated[str, village_option(_("Of this village alone."))] = "",
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="pdf|docx|xlsx",
            help=_("Can be given again; else all there are."),
            autocompletion=lambda: ["pdf", "docx", "xlsx"],
        ),
    ] = None,
    separate: Annotated[
        bool,
        typer.Option("--separate", help=_("A file for each village, not one for its town.")),
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq report circular 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open().report(
        kind,
        period,
        town=town,
        village=village,
        formats=formats or (),
        separate=separate,
        progress=show.progress,
    )
    text = _("{kind} of {period}: {count} files in {folder}").format(
        kind=kind, period=period, count=len(done.files), folder=f"{done.folder}/"
    )
    if done.draft:
        text += "\n" + _("they say 草案 on every page: what they rest on is not final yet")
    show.step_taken(done.answer(), text, new=True, as_json=root.as_json)
