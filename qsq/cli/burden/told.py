"""What a year asks, as people read it: tables, then what is asked twice, rests on nothing, or is a veto."""

from collections.abc import Collection, Iterable, Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.domain.county.places import TOWN_DEPARTMENT
from qsq.domain.scheme.burden_of_year import Asking
from qsq.domain.scheme.repetition import AskedTask
from qsq.domain.values.numbers import percent
from qsq.year.burden import YearBurden

_MOST = 12
"""How many of a kind are told; --json has all."""


def print_burden(console: Console, found: YearBurden, towns: Collection[str]) -> None:
    """All of it; with the villages of some towns."""
    periods = ((str(period), one) for period, one in found.periods.items())
    console.print(_asked(_("{year}: what is asked, by period").format(year=found.year), _("period"), periods))
    departments = ((_department(found, name), one) for name, one in found.departments.items())
    console.print(_asked(_("by department"), _("department"), departments))
    of_towns = ((found.names.get(code, code), one) for code, one in found.towns.items())
    console.print(_asked(_("by town"), _("town"), of_towns))
    villages = [one for one in found.villages.values() if one[0].town_code in towns]
    if villages:
        rows = ((village.name, one) for village, one in villages)
        console.print(_asked(_("by village"), _("village"), rows))
    console.out("\n".join(_remarks(found)), highlight=False)


def _asked(title: str, head: str, rows: Iterable[tuple[str, Asking]]) -> Table:
    right = (_("tasks"), _("observations"), _("trips"), _("forms"), _("days"))
    made = table(title, head, *right, right=right)
    for name, one in rows:
        figures = (one.tasks, one.observations, one.trips, one.forms, one.days)
        made.add_row(escape(name), *map(str, figures))
    return made


def _department(found: YearBurden, name: str) -> str:
    return _("the towns themselves") if name == TOWN_DEPARTMENT else found.names.get(name, name)


def _remarks(found: YearBurden) -> Iterator[str]:
    yield _(
        "tasks are different ones; a trip is a department's to a village for all that it marks there in a"
        " round; a form is one that a village hands in; days are different ones on which something is due"
    )
    lists = ", ".join(f"{period} {count}" for period, count in found.tasks.items())
    yield _("tasks of the city's lists, without what towns add: {lists}").format(lists=lists)
    yield from _extremes(found)
    yield from _over(found)
    yield from _repeated(found)
    yield from _unfounded(found)
    yield from _vetoes(found)


def _extremes(found: YearBurden) -> Iterator[str]:
    ordered = sorted(found.villages.values(), key=lambda one: one[1].tasks)
    if ordered:
        (least, few), (most, many) = ordered[0], ordered[-1]
        yield _("a village is asked {least} ({first}) to {most} tasks ({last}) a year").format(
            least=few.tasks, first=least.name, most=many.tasks, last=most.name
        )


def _over(found: YearBurden) -> Iterator[str]:
    if found.limit is None:
        yield _("the scheme sets no limit; one is set by burden.most_tasks in rules/scheme.yaml")
        return
    for period, count in found.tasks.items():
        if count > found.limit.most_tasks:
            yield _("{period}: the list has {count} tasks, {most} are allowed").format(
                period=period, count=count, most=found.limit.most_tasks
            )


def _repeated(found: YearBurden) -> Iterator[str]:
    for one in found.twice[:_MOST]:
        who = "; ".join(_by_whom(found, each) for each in one.asked)
        yield _("asked by several: “{what}”: {who}").format(what=one.what, who=who)
    for alike in found.alike[:_MOST]:
        yield _("{share} alike: {one} and {other}").format(
            share=percent(alike.whole), one=_told(found, alike.one), other=_told(found, alike.other)
        )
    if not found.twice and not found.alike:
        yield _("no two departments ask the same, or nearly the same")


def _told(found: YearBurden, one: AskedTask) -> str:
    return f"“{one.task.text}” ({_by_whom(found, one)})"


def _by_whom(found: YearBurden, one: AskedTask) -> str:
    return f"{_department(found, one.item.department)} {one.period}"


def _unfounded(found: YearBurden) -> Iterator[str]:
    if not found.unfounded:
        yield _("every task names a basis, its own or its period's")
        return
    yield _("tasks that name no basis: {count}").format(count=len(found.unfounded))
    yield from (f"  {_told(found, one)}" for one in found.unfounded[:_MOST])


def _vetoes(found: YearBurden) -> Iterator[str]:
    for one in found.vetoes:
        named = one.basis or _("no basis: a veto rests on central or provincial authority only")
        yield _("veto in {period} of {village}: {reason}; {basis}").format(
            period=one.period, village=one.village, reason=one.reason, basis=named
        )
    if not found.vetoes:
        yield _("no veto")
