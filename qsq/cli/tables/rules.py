"""The periods whose rules are in order."""

from collections import Counter

from rich.console import Console

from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.domain.values.money import yuan_grouped
from qsq.year.rules.check import CheckedRules
from qsq.year.rules.examples import RuleTests


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


def print_tests(console: Console, held: RuleTests) -> None:
    """How many tests hold, by period."""
    if not held.tests:
        console.print(
            _("There are no tests; they stand in rules/YEAR/tests, such as rules/2023/tests/q1.yaml")
        )
        return
    numbers = (_("tests"), _("figures"))
    made = table(_("All tests hold"), _("period"), *numbers, right=numbers)
    figures = Counter[str]()
    for one in held.tests:
        figures[str(one.period)] += len(one.expect)
    for period, count in sorted(Counter(str(one.period) for one in held.tests).items()):
        made.add_row(period, str(count), str(figures[period]))
    console.print(made)
