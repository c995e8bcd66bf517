"""Who owes what, departments by towns."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console

from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.year.score.check import Completeness

_FIRST = 3
"""How many of a department's missing observations are shown in words."""


def print_completeness(console: Console, found: Completeness) -> None:
    """Who owes what, departments by towns."""
    _print_rounds(console, found)
    if not found.owed:
        console.print(
            _("{period}: all {count} observations are there").format(
                period=found.period, count=found.expected
            ),
            style="green",
        )
        return
    console.print(
        _("{period}: {missing} of {count} observations are missing").format(
            period=found.period, missing=len(found.owed), count=found.expected
        ),
        style="bold",
    )
    departments, towns = found.register.department_names(), found.register.town_names()
    made = table(_("Still owed"), _("department"), _("town"), _("missing"), right=(_("missing"),))
    counts = sorted(found.by_department_and_town().items())
    for department, group in groupby(counts, key=lambda one: one[0][0]):
        listed = list(group)
        made.add_section()
        made.add_row(
            departments[department], _("all"), str(sum(count for _key, count in listed)), style="bold"
        )
        for (_department, town), count in listed:
            made.add_row("", towns[town], str(count))
    console.print(made)
    _print_first(
        console, found, [one for one in departments if one in {owed.department for owed in found.owed}]
    )


def _print_first(console: Console, found: Completeness, owing: Sequence[str]) -> None:
    """The first that each department owes, in words: town, village, task."""
    departments = found.register.department_names()
    for department in owing:
        owed = found.in_words(department)
        for town, village, text in owed[:_FIRST]:
            console.print(f"  {departments[department]}  {town} {village}  {text}", soft_wrap=True)
        if len(owed) > _FIRST:
            more = _(
                "  {department}  … and {count} more; all of them with --json, and in the forms of --forms"
            )
            console.print(
                more.format(department=departments[department], count=len(owed) - _FIRST), soft_wrap=True
            )


def _print_rounds(console: Console, found: Completeness) -> None:
    """How many rounds are in of each task that is looked at several times."""
    for one in found.rounds:
        lacking = [
            _("round {number}: {count} missing").format(number=number, count=count)
            for number, count in enumerate(one.lacking, start=1)
            if count
        ]
        line = _("{task}: {complete} of {rounds} rounds are in for every village").format(
            task=one.task, complete=one.complete, rounds=len(one.lacking)
        )
        console.print(f"{line} ({', '.join(lacking)})" if lacking else line)
