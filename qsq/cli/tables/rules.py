"""The periods whose rules are in order."""

from rich.console import Console

from qsq.cli.language import _
from qsq.cli.tables.table import table
from qsq.domain.money import yuan_grouped
from qsq.year.rules import CheckedRules


def print_rules(console: Console, checked: CheckedRules) -> None:
    """The periods whose rules are all right."""
    numbers = (_("items"), _("tasks"), _("towns with rules of their own"))
    made = table(
        _("Rules of {scheme} are in order").format(scheme=checked.scheme.name),
        _("period"),
        *numbers,
        right=numbers,
    )
    for one in checked.checklists:
        made.add_row(str(one.period), str(len(one.items)), str(len(one.tasks)), str(len(one.towns)))
    console.print(made)
    console.print(
        _(
            "The rewards of a period cost {least} to {most} yuan; less where a village is vetoed, carded or"
            " under the least mark."
        ).format(least=yuan_grouped(checked.cost.least), most=yuan_grouped(checked.cost.most))
    )
