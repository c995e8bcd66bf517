"""A village at a glance, and villages of the same name."""

from rich.console import Console

from qsq.cli.tables.grades import short_of
from qsq.cli.tables.period import card_name
from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.domain.observed.reminders import Lag
from qsq.scoring.yellow_cards import YellowCard
from qsq.year.village import FoundVillages, VillageCard

_LAGS = {Lag.SLOW: _("slow"), Lag.POOR: _("poor"), Lag.FAR_BEHIND: _("far behind")}
"""Why a village is called in, as people read it."""


def print_matches(console: Console, found: FoundVillages) -> None:
    """The villages that may be meant; the code tells them apart."""
    title = _("{count} villages fit; name one by its code").format(count=len(found.villages))
    made = table(title, _("code"), _("town"), _("village"), whole=(_("code"),))
    for one in found.villages:
        made.add_row(one.code, found.town_names[one.town_code], one.name)
    console.print(made)


def print_card(console: Console, card: VillageCard) -> None:
    """Every period's mark and ranks, then reminders and honours."""
    village = card.village
    heads = (_("mark"), _("rank"), _("city mark"), _("city rank"), _("reward"))
    title = f"{card.town_name} {village.name} {village.code}"
    graded = (_("grade"),) if any(one.figures.grade for one in card.periods) else ()
    means = (_("to own mean"),) if any(one.own_mean for one in card.periods) else ()
    heads = (*heads[:4], *means, *heads[4:])
    made = table(
        title, _("period"), *heads, _("card"), *graded, _("state"), right=heads, whole=(_("period"), *graded)
    )
    for one in card.periods:
        figures = one.figures
        made.add_row(
            str(one.period),
            figures.town_mark,
            f"{figures.rank}/{one.pool}",
            figures.city_mark,
            str(figures.city_rank),
            *((one.own_mean,) if means else ()),
            figures.reward,
            card_name(YellowCard(figures.yellow_card) if figures.yellow_card else None),
            *((one.grades.get(figures.grade or "", ""),) if graded else ()),
            _("final") if one.final else _("revision {revision}").format(revision=one.revision),
        )
    console.print(made)
    _print_decided(console, card)
    if not village.evaluated:
        console.print(_("it takes no part in the evaluation"))
    for month, reasons in card.reminders:
        why = ", ".join(_LAGS[Lag(reason)] for reason in reasons)
        console.print(_("called in for {month}: {reasons}").format(month=month, reasons=why))
    states = {"confirmed": "", "decided": _("decided"), "drawn up": _("drawn up")}
    for year, honour, state in card.honours:
        console.print(" ".join(filter(None, (year, honour, states[state]))), style="bold")
    if card.periods:
        command = f"qsq audit mark {village.code} {card.periods[-1].period}"
        console.print(_("where a mark came from: {command}").format(command=command), style="dim")


def _print_decided(console: Console, card: VillageCard) -> None:
    """The grades of years, and what kept the village from each next better grade."""
    for one in card.periods:
        short = short_of(one.figures.short, one.grades, one.parts)
        if short:
            console.print(f"{one.period}: {short}", style="dim")
    for year in card.years:
        figures = year.figures
        told = (year.year, figures.mark, year.grades.get(figures.grade or "", ""))
        short = short_of(figures.short, year.grades, year.parts)
        console.print(" ".join(told) + (f" ({short})" if short else ""))
