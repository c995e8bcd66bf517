"""The gap between two marks as a table, the largest part first."""

from rich.console import Console

from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.year.compare import Compared


def print_gaps(console: Console, compared: Compared) -> None:
    """Each item's marks, its gap, what of it was done and what the item is worth; then adjustments."""
    text = compared.scale.text
    names = compared.first.name, compared.second.name
    if names[0] == names[1]:
        names = compared.first.code, compared.second.code
    right = (*names, _("gap"), _("by what was done"), _("by full mark"))
    kind = _("city mark") if compared.city else _("town mark")
    title = _("{period} revision {revision}, {kind}: {first} − {second} = {gap}").format(
        period=compared.period,
        revision=compared.revision,
        kind=kind,
        first=compared.marks[0],
        second=compared.marks[1],
        gap=text(compared.gap.whole),
    )
    made = table(title, _("item"), *right, right=right)
    for one in sorted(compared.gap.items, key=lambda item: -abs(item.gap)):
        marks = ("—" if mark is None else text(mark) for mark in (one.first, one.second))
        name = compared.names.get(one.item, one.item)
        made.add_row(name, *marks, text(one.gap), text(one.share), text(one.full))
    for name, units in (
        (_("bonus"), compared.gap.bonus),
        (_("deduction"), compared.gap.deduction),
        (_("no mark is below 0"), compared.gap.cut),
    ):
        if units:
            made.add_row(name, "", "", text(units), "", "")
    made.add_row(_("together"), *compared.marks, text(compared.gap.whole), "", "")
    console.print(made)
