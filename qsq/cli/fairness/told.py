"""A result's firmness as tables: narrow borders, what rounding decided, what drives the ranking."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from qsq.cli.fairness.doubts import doubts
from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.domain.values.numbers import percent, plain
from qsq.fairness.borders import SPARED, Border, Stake
from qsq.fairness.firmness import CHANGES
from qsq.year.fairness.found import Fairness, mean, percentage

_NARROWEST = 12
"""How many borders are shown; --json has all."""


def print_fairness(console: Console, found: Fairness) -> None:
    """All of it."""
    if found.narrow:
        console.print(_borders(found))
    if found.at_borders(_NARROWEST):
        console.print(_places(found))
    console.print(_decided(found))
    if found.influences:
        console.print(_drivers(found))
    elif found.left_out:
        console.print(_left_out(found))
    if found.sobol:
        console.print(_sobol(found))
    console.print(_below_each_other(_remarks(found)))


def _below_each_other(lines: Iterable[str]) -> Table:
    """A point for each line, what does not fit on it below its beginning."""
    made = Table.grid(padding=(0, 1))
    made.add_column()
    made.add_column(overflow="fold")
    for line in lines:
        made.add_row("·", Text(line))
    return made


def _borders(found: Fairness) -> Table:
    margin, swapped = _("margin"), _("swapped")
    made = table(
        _("{when}: the narrowest borders, by the change of all weights that could swap the two").format(
            when=found.when
        ),
        _("border"),
        _("before it"),
        _("behind it"),
        _("gap"),
        "Σw·|d|",
        margin,
        swapped,
        right=(_("gap"), "Σw·|d|", margin, swapped),
    )
    for one in found.narrow[:_NARROWEST]:
        limit = "" if one.border.limit is None else plain(one.border.limit)
        share = "—" if one.margin is None else percentage(one.margin)
        made.add_row(
            escape(_border(found, one.border)),
            escape(_village(found, one.before) or limit),
            escape(_village(found, one.behind) or limit),
            found.exactly(one.gap),
            found.exactly(one.leverage),
            share if one.exact or one.margin is None else "≥ " + share,
            "/".join(map(str, found.swaps(one))) or "—",
        )
    return made


def _border(found: Fairness, border: Border) -> str:
    pool = found.named("town", border.pool.town_code)
    match border.stake:
        case Stake.MONEY if border.limit is None:
            told = _("money behind place {place}").format(place=border.name)
        case Stake.MONEY:
            told = _("money from this mark on")
        case Stake.CARD if border.name == SPARED:
            told = _("no card for the last from this mark on")
        case Stake.CARD:
            told = _("yellow card")
        case Stake.GRADE:
            told = _("grade {name}").format(name=found.named("grade", border.name))
        case Stake.HONOUR:
            told = _("honour {name}").format(name=found.named("honour", border.name))
        case Stake.ELIGIBLE:
            told = _("least annual mark")
        case _:
            assert_never(border.stake)
    return f"{pool} {told}".strip()


def _village(found: Fairness, code: str) -> str:
    if not code:
        return ""
    mark = found.scale.text(found.scale.units(found.marks[code]))
    return f"{found.named('village', code)} {mark}"


def _places(found: Fairness) -> Table:
    """Where the villages at borders can stand, for each of `CHANGES` and under any weights."""
    place, proven, any_weights, gains = _("place"), _("proven"), _("any weights"), _("gains")
    drawn = [f"±{percent(change)}" for change in CHANGES]
    made = table(
        _("Places of the villages at these borders under other weights: drawn, and proven never to be left"),
        _("village"),
        place,
        *(name for change in drawn for name in (change, proven)),
        any_weights,
        gains,
        right=(place, *drawn, proven, any_weights, gains),
    )
    for one in found.at_borders(_NARROWEST):
        spans = (span for both in zip(one.inner, one.proven, strict=True) for span in both)
        cells = (f"{best}–{worst}" for best, worst in (*spans, one.untrusted))
        name = escape(found.named("village", one.code))
        made.add_row(name, str(one.place), *cells, percentage(one.gained))
    return made


def _decided(found: Fairness) -> Table | str:
    if not found.rounded:
        return _("No border is drawn by rounding alone.") + "\n"
    more = _("more by")
    made = table(
        _("Decided by rounding alone: marks without any rounding would draw these borders otherwise"),
        _("border"),
        _("before it"),
        _("behind it"),
        more,
        right=(more,),
    )
    for one in found.rounded:
        marks = (found.exactly(mark) for mark in one.marks)
        names = (_village(found, code) for code in (one.before, one.behind))
        cells = (f"{name} ({mark})" if name else mark for name, mark in zip(names, marks, strict=True))
        made.add_row(escape(_border(found, one.border)), *map(escape, cells), found.exactly(one.difference))
    return made


def _drivers(found: Fairness) -> Table:
    right = (_("weight"), _("of the differences"), _("correlation ratio"), _("places moved without it"))
    made = table(_("What drives the ranking in the city"), _("item"), *right, right=right)
    shifts = {one.item: one.shift for one in found.left_out}
    for one in found.influences:
        shift = shifts.get(one.item)
        made.add_row(
            escape(found.named("item", one.item)) if one.item else _("bonus and deduction"),
            percentage(one.nominal) if one.item else "",
            percentage(one.variance),
            "—" if one.ratio is None else percentage(one.ratio),
            "" if shift is None else mean(shift),
        )
    return made


def _left_out(found: Fairness) -> Table:
    right = (_("places moved without it"), _("at most"))
    made = table(_("What each item decides among the candidates"), _("item"), *right, right=right)
    for one in found.left_out:
        made.add_row(
            escape(found.named("item", one.item)),
            mean(one.shift),
            str(one.most),
        )
    return made


def _sobol(found: Fairness) -> Table:
    right = (_("alone"), _("with others"))
    made = table(
        _("Sobol' indices: what each weight, changed by up to 10%, makes of how far villages move"),
        _("item"),
        *right,
        right=right,
    )
    for one in found.sobol:
        made.add_row(escape(found.named("item", one.item)), percentage(one.first), percentage(one.total))
    return made


def _remarks(found: Fairness) -> Iterator[str]:
    if found.without_candidates:
        yield _(
            "{when} has no candidates: no village is eligible, so there are no places to hold firm"
        ).format(when=found.when)
        return
    if any(found.swaps(one) for one in found.narrow):
        yield _(
            "swapped: how many of {draws} drawn weights, changed by up to {small}/{large}, put the one behind"
            " a border before the other"
        ).format(draws=found.draws, small=percent(CHANGES[0]), large=percent(CHANGES[1]))
    yield _(
        "any weights: places when none is trusted, every way of weighing being as likely; gains: in how many"
        " of these {draws} draws the village takes money for its place, or an honour"
    ).format(draws=found.draws)
    for change, at in zip(CHANGES, range(len(CHANGES)), strict=True):
        firm = sum(one.inner[at] == (one.place, one.place) for one in found.firm)
        sure = sum(one.proven[at] == (one.place, one.place) for one in found.firm)
        yield _(
            "weights ±{change}: of {all} villages {firm} kept their place in all {draws} draws,"
            " {sure} are proven to keep it whatever the weights"
        ).format(change=percent(change), all=len(found.firm), firm=firm, draws=found.draws, sure=sure)
    for alike in found.alike:
        name = found.named("task", alike.task) if alike.task else found.named("item", alike.item)
        yield _("all {count} villages have {share} of “{name}”: it decides nothing").format(
            count=alike.villages, share=percentage(alike.share), name=name
        )
    for copied in found.copied:
        yield _("{town}: {count} villages have the same values of “{first}” and “{second}”").format(
            town=found.named("town", copied.town),
            count=copied.villages,
            first=found.named("task", copied.first),
            second=found.named("task", copied.second),
        )
    for one in found.bunched:
        yield _("just above {limit}: {above} marks, just below it {below}; so few below in {chance}").format(
            limit=plain(one.limit), above=one.above, below=one.below, chance=percentage(one.chance)
        )
    yield from doubts(found)
    yield _("draws {draws}, seed {seed}; the same seed draws the same weights").format(
        draws=found.draws, seed=found.seed
    )
