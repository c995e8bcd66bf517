"""`qsq demo`: the whole year 2023 of 祁阳 in a fresh folder."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from qsq.cli.tables.table import table
from qsq.cli.terminal import show
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import JsonOption
from qsq.cli.terminal.spoken import Commands
from qsq.domain.values.money import yuan_grouped
from qsq.year.demo import DemoYear, run_year
from qsq.year.known_2023 import KNOWN, KNOWN_MONEY

app = Commands()


@app.command(help=_("Run the whole year 2023 of 祁阳 in a fresh folder: checklists, marks, awards."))
def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=_("The folder; made where there is none."))
    ] = Path("qsq-demo"),
    as_json: JsonOption = False,
) -> None:
    """`qsq demo`."""
    year = run_year(folder, show.progress)
    show.answered(
        {"folder": str(folder), "awards": year.awards.answer()},
        lambda console: print_year(console, year, folder),
        year.awards.warnings,
        as_json=as_json,
    )


def print_year(console: Console, year: DemoYear, folder: Path) -> None:
    """The year against the known figures of 2023, and where to look next."""
    right = (_("this run"), _("report of 2024-03-08"))
    made = table(
        _("祁阳 2023: this run (simulated observations) and the report"), _("what"), *right, right=right
    )
    for name, now, known in _figures(year):
        made.add_row(name, now, known)
    console.print(made)
    console.print(_("Where to look next (in {folder}):").format(folder=folder), style="bold")
    show.print_all(
        console,
        "  out/2023Q1/checklist/  " + _("(the city's list, the departments' sheets, the towns' folders)"),
        f"  qsq score quarter 2023Q1 --town 白水镇 --workspace {folder}",
        f"  qsq awards year 2023 --draft --workspace {folder}",
        f"  qsq score quarter 2023Q4 --export q4.xlsx --workspace {folder}",
        "  qsq init DIR",
    )


def _figures(year: DemoYear) -> list[tuple[str, str, str]]:
    first, honours, totals = year.issued[0], year.honours(), year.awards.awards.totals
    departments = {item.department for item in first.checklist.items}
    counted = [
        (_("villages evaluated"), first.villages, KNOWN["villages"]),
        (_("departments that issue one list"), len(departments), KNOWN["departments"]),
        (_("items in Q1"), len(first.checklist.items), KNOWN["q1_items"]),
        (_("tasks in Q1"), first.burden.now.tasks, KNOWN["q1_tasks"]),
        *(
            (
                _("tasks in Q{number} against Q1").format(number=number),
                issued.burden.since_first,
                KNOWN[f"q{number}_change"],
            )
            for number, issued in enumerate(year.issued[1:], start=2)
        ),
        *(
            (honour.name, honours[honour.id], KNOWN[honour.id])
            for honour in year.awards.awards.scheme.annual.honours
        ),
    ]
    money = [
        (_("quarterly rewards, yuan"), totals.period_rewards, KNOWN_MONEY["period_rewards"]),
        (_("annual prizes, yuan"), totals.prizes, KNOWN_MONEY["prizes"]),
        (_("uplift of bonuses, yuan"), totals.uplift, KNOWN_MONEY["uplift"]),
    ]
    return [(name, str(now), str(known)) for name, now, known in counted] + [
        (name, yuan_grouped(now), yuan_grouped(known)) for name, now, known in money
    ]
