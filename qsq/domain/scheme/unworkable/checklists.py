"""A period's list: items for nobody, themes and tie-breaks without an item, towns without villages."""

from collections.abc import Iterator, Sequence
from datetime import date

from qsq.domain.county.places import Village
from qsq.domain.faults import message
from qsq.domain.scheme.checklist import Checklist, Emphasis, Item, TownRules
from qsq.domain.scheme.scheme import Scheme, TieRule, WhenMore
from qsq.domain.scheme.unworkable.problem import Path, Unworkable, below
from qsq.domain.scheme.unworkable.tasks import of_task
from qsq.domain.values.numbers import plain
from qsq.domain.values.periods import Period


def of_checklist(scheme: Scheme, checklist: Checklist, villages: Sequence[Village]) -> Iterator[Unworkable]:
    """What is wrong with a period's rules and its towns'.

    Args:
        scheme: the standing rules.
        checklist: the period's.
        villages: those that take part.
    """
    yield from _of_due(("due",), checklist.period, checklist.due)
    yield from _of_emphasis(checklist.emphasis, checklist.items)
    yield from _of_items("items", checklist.items, scheme, checklist.period)
    for index, item in enumerate(checklist.items):
        yield from below(("items", index), _of_reach(item, checklist, villages))
    yield from _of_nothing(checklist, villages)
    yield from _of_tie_break(scheme, checklist)
    yield from _of_burden(scheme, checklist)
    for town in checklist.towns:
        for problem in _of_town(town, checklist, villages, scheme):
            yield Unworkable(problem.path, problem.what, problem.dead, town.town_code)


def _of_nothing(checklist: Checklist, villages: Sequence[Village]) -> Iterator[Unworkable]:
    """Villages that are asked nothing: no mark can be made for them."""
    alike = {(one.town_code, one.kind, one.group): one for one in reversed(villages)}
    empty = {key for key, one in alike.items() if not checklist.items_for(one)}
    own = [one for one in villages if (one.town_code, one.kind, one.group) in empty]
    if own:
        what = message(
            "{count} villages are asked nothing and would have no mark, the first is {village} {name}",
            count=len(own),
            village=own[0].code,
            name=own[0].name,
        )
        yield Unworkable(("items",), what)


def _of_burden(scheme: Scheme, checklist: Checklist) -> Iterator[Unworkable]:
    """A list that asks more than the scheme allows."""
    limit, tasks = scheme.burden, len(checklist.tasks)
    if limit is not None and tasks > limit.most_tasks:
        what = message(
            "the list has {tasks} tasks; the scheme allows {most} (burden.most_tasks)",
            tasks=tasks,
            most=limit.most_tasks,
        )
        yield Unworkable(("items",), what, dead=limit.when_more is WhenMore.REFUSE)


def _of_due(path: Path, period: Period, due: date | None) -> Iterator[Unworkable]:
    """A day that lies in another period may be a slip of the pen."""
    if due is not None and not period.first_day <= due <= period.last_day:
        what = message(
            "due on {due}, outside {period}, which runs from {first} to {last}",
            due=due,
            period=period,
            first=period.first_day,
            last=period.last_day,
        )
        yield Unworkable(path, what)


def _of_items(key: str, items: Sequence[Item], scheme: Scheme, period: Period) -> Iterator[Unworkable]:
    for index, item in enumerate(items):
        for number, task in enumerate(item.tasks):
            path = (key, index, "tasks", number)
            yield from below(path, of_task(task))
            yield from _of_due((*path, "due"), period, task.due)
            if (task.points * scheme.marks.scale.unit).denominator != 1:
                what = message(
                    "{task}: {points} points have more decimals than marks, so a full earning is rounded",
                    task=task.id,
                    points=plain(task.points),
                )
                yield Unworkable((*path, "points"), what)


def _of_emphasis(emphasis: Sequence[Emphasis], items: Sequence[Item]) -> Iterator[Unworkable]:
    carried = {theme for item in items for theme in item.themes}
    for index, stress in enumerate(emphasis):
        if stress.theme not in carried:
            what = message("no item carries the emphasised theme {theme}", theme=stress.theme)
            yield Unworkable(("emphasis", index), what)


def _of_reach(item: Item, checklist: Checklist, villages: Sequence[Village]) -> Iterator[Unworkable]:
    """An item that no village is asked."""
    own = [village for village in villages if item.is_for(village)]
    if not own:
        what = message("{item} is for no village of the register", item=item.id)
        yield Unworkable(("for",), what)
    elif all(item.id in checklist.of_town(village.town_code).dropped for village in own):
        what = message("{item} is asked of no village: every town that it is for drops it", item=item.id)
        yield Unworkable((), what)


def _of_tie_break(scheme: Scheme, checklist: Checklist) -> Iterator[Unworkable]:
    """Keys of the scheme that look at nothing in this period."""
    items = {item.id for item in checklist.all_items}
    categories = {item.category for item in checklist.all_items}
    known = {TieRule.ITEM: items, TieRule.CATEGORY: categories}
    for key in scheme.ranking.tie_break:
        if key.rule in known and key.id not in known[key.rule]:
            what = message(
                "the tie-break {key} decides nothing here: no item of the period is of it",
                key=f"{key.rule}:{key.id}",
            )
            yield Unworkable((), what)


def _of_town(
    town: TownRules, checklist: Checklist, villages: Sequence[Village], scheme: Scheme
) -> Iterator[Unworkable]:
    if not any(village.town_code == town.town_code for village in villages):
        yield Unworkable((), message("no village of the town takes part: its file changes nothing"))
    elif not (town.add or town.emphasis or town.drop):
        yield Unworkable((), message("the file adds, stresses and drops nothing"))
    yield from _of_emphasis(town.emphasis, checklist.items_of(town.town_code))
    yield from _of_items("add", town.add, scheme, checklist.period)
    own = [village for village in villages if village.town_code == town.town_code]
    for index, item in enumerate(town.add):
        if own and not any(item.is_for(village) for village in own):
            what = message("{item} is for no village of the town", item=item.id)
            yield Unworkable(("add", index, "for"), what)
