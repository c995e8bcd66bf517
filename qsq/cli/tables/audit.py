"""What stands behind a mark, from the tasks to the signatures."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from qsq.cli.tables.grades import short_of
from qsq.cli.tables.ledger import print_log
from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.domain.observed.observation import AdjustmentKind
from qsq.version import __version__
from qsq.year.audit.files import AuditFiles
from qsq.year.audit.mark import Trail


def print_trail(console: Console, trail: Trail) -> None:
    """A village's tasks, item marks and adjustments, then the events and files behind them."""
    figures = trail.figures
    head = _(
        "{village} {name}, {period} revision {revision}: town mark {town}, city mark {city}, rank {rank}"
    )
    console.print(
        head.format(
            village=trail.village.code,
            name=trail.village.name,
            period=trail.period,
            revision=trail.revision,
            town=figures.town_mark,
            city=figures.city_mark,
            rank=figures.rank,
        ),
        style="bold",
    )
    if figures.grade:
        short = short_of(figures.short, trail.grades, trail.parts)
        name = trail.grades.get(figures.grade, figures.grade)
        console.print(_("grade: {grade}").format(grade=name) + (f" ({short})" if short else ""))
    console.print(_tasks_table(trail))
    console.print(_items_table(trail))
    for one in trail.adjustments:
        console.print(_adjustment(trail, one))
    if trail.sums:
        console.print(_sums_table(trail))
    print_log(console, trail.events)
    for file, sha256 in sorted(trail.files.items()):
        console.print(f"{sha256}  {file}", style="dim", soft_wrap=True)
    console.print(_recounted(trail), style="green" if trail.is_explained else "bold red")


def _recounted(trail: Trail) -> str:
    if trail.recounted:
        return _("counted again from these files: the same result")
    if trail.is_explained:
        return _(
            "counted again from these files by program {now}: other figures than {then} recorded; these stand"
        ).format(now=__version__, then=trail.program)
    return _("counted again from these files: ANOTHER result; the program or the ledger was changed")


def print_files(console: Console, taken: AuditFiles) -> None:
    """What was taken out: digest and place of each, with the event and program that kept it."""
    for one in taken.files:
        console.print(f"{one.sha256}  {one.file}", soft_wrap=True, markup=False)
    told = _("{count} files of {period} in {folder}; each event's in a folder of its own")
    console.print(told.format(count=len(taken.files), period=taken.period, folder=taken.folder), markup=False)


def _tasks_table(trail: Trail) -> Table:
    points, target, value = _("points"), _("target"), _("value")
    made = table(
        _("Tasks"),
        _("task"),
        _("department"),
        points,
        target,
        value,
        _("note"),
        right=(points, target, value),
    )
    for task in trail.tasks:
        cells = (
            task["task"],
            trail.departments.get(task["department"], task["department"]),
            task["points"],
            task["target"],
            task["value"],
            task["note"],
        )
        made.add_row(*(cell or "" for cell in cells))
    return made


def _items_table(trail: Trail) -> Table:
    numbers = (_("full mark"), _("mark"), _("city: full mark"), _("city: mark"))
    made = table(_("Items"), _("item"), _("name"), *numbers, right=numbers)
    for item in trail.figures.items:
        cells = (item.full, item.mark, item.city_full, item.city_mark)
        made.add_row(item.item, trail.items[item.item], *(cell or "—" for cell in cells))
    return made


def _sums_table(trail: Trail) -> Table:
    """How points and marks came about, with rounds put together; a calculator confirms each line."""
    made = table(_("Worked out"), _("of"), _("sum"), whole=(_("of"),))
    names = {"town_mark": _("town mark"), "city_mark": _("city mark")}
    for name, told in trail.sums.items():
        made.add_row(names.get(name, name), told)
    return made


def _adjustment(trail: Trail, one: Mapping[str, str]) -> str:
    kinds = {
        AdjustmentKind.BONUS: _("bonus"),
        AdjustmentKind.DEDUCTION: _("deduction"),
        AdjustmentKind.VETO: _("veto"),
    }
    points = "" if one["kind"] == AdjustmentKind.VETO else one["points"]
    head = " ".join(filter(None, (kinds[AdjustmentKind(one["kind"])], points)))
    department = trail.departments.get(one["department"], one["department"])
    return f"{head}: {one['reason']} ({department}) {one['basis']}".rstrip()
