"""A period's pools and villages; towns and cut-offs easy to see."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Table

from qsq.cli.tables.grades import grade_name, short_of, towns_table
from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.money import yuan_grouped
from qsq.domain.values.numbers import Scale, round_ratio
from qsq.scoring.evaluation import PoolResult, VillageResult
from qsq.scoring.yellow_cards import YellowCard
from qsq.year.score.answer import shorts_of
from qsq.year.score.evaluate import PeriodResult

_MOST_NAMES = 3


def print_period(
    console: Console, result: PeriodResult, towns: Collection[str] | None, *, every: bool
) -> None:
    """A period's pools at a glance, or the villages of some towns, by code, or of all."""
    names = result.town_names
    pools = result.evaluation.pools
    console.print(_headline(result), style="bold")
    if towns is not None:
        pools = tuple(
            pool for pool in pools if any(one.marks.village.town_code in towns for one in pool.villages)
        )
    elif not every:
        console.print(_pools_table(result, names))
        if result.evaluation.scheme.ranking.shows_towns:
            console.print(towns_table(result.evaluation.towns, names, result.evaluation.scheme.marks.scale))
        console.print(_("One town in full: --town NAME; all: --all; for programs: --json"), style="dim")
        return
    for pool in pools:
        console.print(_pool_table(pool, names, result))
        _print_decided(console, pool, result)


def _headline(result: PeriodResult) -> str:
    line = _("{period}: {villages} villages marked, revision {revision}").format(
        period=result.period, villages=len(result.evaluation.villages), revision=result.revision
    )
    unchanged = "" if result.recorded else _(" (recorded before, nothing changed)")
    how = {
        Missing.BLOCK: _("owed"),
        Missing.EXCLUDE: _("not applicable"),
        Missing.ZERO: _("nothing earned"),
    }
    provisional = _(" — PROVISIONAL: missing observations were read as {how}").format(
        how=how[result.evaluation.missing]
    )
    return line + unchanged + (provisional if result.provisional else "")


def pool_name(pool: PoolResult, names: dict[str, str]) -> str:
    """What the villages of a pool have in common, in words."""
    kinds = {"community": _("communities"), "village": _("villages")}
    parts = [names.get(pool.key.town_code, ""), kinds.get(str(pool.key.kind), ""), pool.key.group]
    return " · ".join(part for part in parts if part) or _("the whole city")


def changed_figures(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """A village's figures that are others now, each with what it was."""
    names = {
        "town_mark": _("town mark"),
        "city_mark": _("city mark"),
        "rank": _("rank"),
        "city_rank": _("city rank"),
        "reward": _("reward"),
        "yellow_card": _("card"),
        "grade": _("grade"),
    }
    return [f"{names[key]} {_figure(key, before[key])} → {_figure(key, after[key])}" for key in after]


def _figure(key: str, value: Any) -> str:
    if value is None:
        return "—"
    return card_name(YellowCard(value)) if key == "yellow_card" else str(value)


def _pools_table(result: PeriodResult, names: dict[str, str]) -> Table:
    scale = result.evaluation.scheme.marks.scale
    numbers = (_("number of villages"), _("highest"), _("mean"), _("lowest"), _("rewards"), _("cards"))
    made = table(
        _("Pools"), _("pool"), numbers[0], _("first"), *numbers[1:], _("yellow cards"), right=numbers
    )
    for pool in result.evaluation.pools:
        marks = [one.marks.town_mark for one in pool.villages]
        firsts = [one.marks.village.name for one in pool.villages if one.rank == 1]
        carded = [one.marks.village.name for one in pool.villages if one.yellow_card]
        made.add_row(
            pool_name(pool, names),
            str(len(pool.villages)),
            _names(firsts),
            scale.text(max(marks)),
            _mean(marks, scale),
            scale.text(min(marks)),
            yuan_grouped(pool.paid),
            str(len(carded)),
            _names(carded),
        )
    paid = sum(pool.paid for pool in result.evaluation.pools)
    cards = sum(one.yellow_card is not None for one in result.evaluation.villages)
    made.add_section()
    made.add_row(
        _("sum"), str(len(result.evaluation.villages)), "", "", "", "", yuan_grouped(paid), str(cards), ""
    )
    return made


def _mean(marks: Sequence[int], scale: Scale) -> str:
    return scale.text(round_ratio(sum(marks), len(marks), scale.rounding))


def _names(names: Sequence[str]) -> str:
    shown = "、".join(names[:_MOST_NAMES])
    return shown + (" …" if len(names) > _MOST_NAMES else "")


def _pool_table(pool: PoolResult, names: dict[str, str], result: PeriodResult) -> Table:
    scale = result.evaluation.scheme.marks.scale
    numbers = (
        _("rank"),
        _("town mark"),
        _("city mark"),
        _("city rank"),
        _("reward"),
    )
    graded = bool(result.evaluation.scheme.grades)
    made = table(
        pool_name(pool, names),
        numbers[0],
        _("code"),
        _("village"),
        *numbers[1:],
        _("+/-"),
        _("card"),
        *((_("grade"),) if graded else ()),
        right=numbers,
        whole=[_("code"), _("+/-"), _("card"), _("grade")],
    )
    for zone, villages in groupby(pool.villages, key=_zone):
        made.add_section()
        for one in villages:
            grade = (grade_name(one.grade, result.evaluation.scheme.grades),) if graded else ()
            made.add_row(*_village_cells(one, scale), *grade, style=_STYLES[zone])
    return made


_STYLES = {"rewarded": "green", "middle": "", "carded": "yellow"}


def _zone(one: VillageResult) -> str:
    if one.yellow_card:
        return "carded"
    return "rewarded" if one.reward else "middle"


def _village_cells(one: VillageResult, scale: Scale) -> tuple[str, ...]:
    marks = one.marks
    return (
        str(one.rank),
        marks.village.code,
        marks.village.name,
        scale.text(marks.town_mark),
        scale.text(marks.city_mark),
        str(one.city_rank),
        yuan_grouped(one.reward) if one.reward else "",
        _adjusted(one, scale),
        card_name(one.yellow_card),
    )


def _print_decided(console: Console, pool: PoolResult, result: PeriodResult) -> None:
    """What kept each village from the next better grade."""
    scheme, items = result.evaluation.scheme, result.evaluation.checklist.all_items
    parts = scheme.category_names() | {item.id: item.name for item in items}
    grades = {rule.id: rule.name for rule in scheme.grades}
    for one in pool.villages:
        short = short_of(shorts_of(one.grade, scheme.marks.scale), grades, parts)
        if short:
            console.print(f"{one.marks.village.name}: {short}", style="dim")


def _adjusted(one: VillageResult, scale: Scale) -> str:
    bonus, deduction = one.marks.bonus, one.marks.deduction
    parts = [f"+{scale.text(bonus)}" if bonus else "", f"-{scale.text(deduction)}" if deduction else ""]
    return " ".join(part for part in parts if part)


def card_name(card: YellowCard | None) -> str:
    """Why a yellow card fell; empty where none did."""
    names = {
        YellowCard.VETO: _("veto"),
        YellowCard.BELOW: _("mark too low"),
        YellowCard.LAST: _("last places"),
    }
    return "" if card is None else names[card]
