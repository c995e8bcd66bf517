"""The commands in the order of the year, with what they do; each is a module of this package."""

from qsq.cli.terminal.language import _
from qsq.cli.terminal.spoken import Commands, SpokenGroup

COMMANDS = {
    "status": _("Where the year stands, what waits for whom, and what to type next."),
    "next": _("What can be done now, by whom, with the whole command; on a terminal, do it."),
    "inbox": _("Take in whatever came back: forms, tables, archives; what is refused, who still owes what."),
    "outbox": _("Gather what goes out now for whoever gets it; record what was handed out."),
    "village": _("How a village stands: find it by code, name or parts of them."),
    "explain": _("How a village's marks, rank and reward came about, step by step, to be redone by hand."),
    "compare": _("Why two villages' marks of a period differ, item by item."),
    "fairness": _("How firm a result is: margins, what rounding decided, what drives the ranking."),
    "simulate": _("What other rules would have made of a recorded period; nothing is recorded."),
    "burden": _("What a year asks of the villages, what is asked twice, what no basis is named for."),
    "recheck": _("抽查复核: a second look at what dice drew, and the risk that it leaves."),
    "init": _("Make a new county's workspace to fill in."),
    "demo": _("Run the whole year 2023 of 祁阳 in a fresh folder."),
    "rules": _("Check the rule files; JSON Schema for editors."),
    "checklist": _("任务清单: issue a period's checklists."),
    "remind": _("一月一提示: call lagging villages in, note the talks, see what was not followed up."),
    "visits": _("三包三联: visits, who visited too seldom, problems and disputes."),
    "score": _("一季一评比: check, mark and rank a period."),
    "awards": _("年终一总评: honours, prizes and uplifts of a year."),
    "report": _("Documents as PDF, Word and Excel: checklists, notices, circulars, lists of money, reports."),
    "board": _("公示栏: the public notice board as pages without network, in Chinese and English."),
    "batch": _("What is due today, for cron; what waits for whom."),
    "audit": _("Where a number came from."),
    "proof": _("What a village can show without the ledger: that its result is in the head on the wall."),
    "ledger": _("What happened, whether it stands unchanged, and copies of it."),
    "help": _("The handbook: what each office does, corrections, the ledger."),
}


def command_group(name: str, kind: type[SpokenGroup] = SpokenGroup) -> Commands:
    """An empty group of commands that says what it does."""
    group = Commands(cls=kind, no_args_is_help=True, help=COMMANDS[name])
    group.callback()(lambda: None)  # a group of one command is one too
    return group
