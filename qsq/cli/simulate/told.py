"""Variants side by side, who moves in each, and what tasks cost."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.domain.values.money import yuan
from qsq.fairness.reform import Differing
from qsq.year.fairness.found import mean, percentage
from qsq.year.simulate.costs import DepartmentCost, Moves, TaskCost
from qsq.year.simulate.found import Simulated, Variant

_FITS = 20
"""How many characters of a task's text are shown."""

_MOST = 20
"""How many villages of a variant are shown; --json has all."""


def print_simulated(console: Console, found: Simulated) -> None:
    """All of it."""
    if found.variants:
        console.print(_side_by_side(found))
    for number, one in enumerate(found.variants, start=1):
        console.print(_moved(found, one, number))
        console.out("\n".join(_remarks(found, one)), highlight=False)
    if found.costs:
        console.print(_costs_of_tasks(found, found.costs.tasks))
        console.print(_costs_of_departments(found, found.costs.departments))
        console.out(_what_is_counted(), highlight=False)
    console.print(_("nothing was recorded"))


def _side_by_side(found: Simulated) -> Table:
    """A column for each variant, under its number."""
    numbers = [str(number) for number in range(1, len(found.variants) + 1)]
    title = _("{period} revision {revision} by other rules, beside what was recorded").format(
        period=found.period, revision=found.revision
    )
    made = table(title, _("rules"), *numbers, right=numbers)
    reforms = [one.reform for one in found.variants]
    places = [mean(one.shift) for one in reforms]
    made.add_row(_("ranks that move"), *(f"{one.ranks}/{one.villages}" for one in reforms))
    made.add_row(_("places, on average"), *places)
    made.add_row(_("money changes hands"), *(yuan(one.handed) for one in reforms))
    made.add_row(_("more paid"), *(yuan(one.added) for one in reforms))
    made.add_row(_("cards that change"), *(str(sum(each.card for each in one.moved)) for one in reforms))
    made.add_row(_("grades that differ"), *(str(sum(each.grade for each in one.moved)) for one in reforms))
    made.add_row(_("tasks"), *(str(one.tasks) for one in found.variants))
    return made


def _moved(found: Simulated, variant: Variant, number: int) -> Table:
    right = (_("rank"), _("reward"), _("rank in the city"))
    made = table(
        _("{number}. {rules}: whose reward, card or grade differs").format(
            number=number, rules=escape(variant.name)
        ),
        _("village"),
        *right,
        _("yellow card"),
        _("grade"),
        right=right,
    )
    telling = [one for one in variant.reform.moved if one.reward or one.card or one.grade]
    for one in sorted(telling, key=lambda each: (-abs(each.reward), each.code))[:_MOST]:
        made.add_row(*map(escape, _row(found, one)))
    return made


def _row(found: Simulated, one: Differing) -> Iterator[str]:
    pair = one.before, one.after
    town = found.names.get(f"town:{one.before.marks.village.town_code}", "")
    yield f"{town} {one.before.marks.village.name}"
    yield " → ".join(str(each.rank) for each in pair)
    yield " → ".join(yuan(each.reward) for each in pair)
    yield " → ".join(str(each.city_rank) for each in pair)
    yield " → ".join("—" if each.yellow_card is None else "✓" for each in pair) if one.card else ""
    names = ("—" if each.grade is None else found.names.get(f"grade:{each.grade.id}", "") for each in pair)
    yield " → ".join(names) if one.grade else ""


def _remarks(found: Simulated, variant: Variant) -> Iterator[str]:
    for town in variant.reform.towns:
        yield _("{town}: rewards {before} → {after} yuan, rank among towns {rank} → {rank_after}").format(
            town=found.names.get(f"town:{town.town}", town.town),
            before=yuan(town.rewards[0]),
            after=yuan(town.rewards[1]),
            rank=town.ranks[0],
            rank_after=town.ranks[1],
        )
    for alike in variant.alike:
        name = f"task:{alike.task}" if alike.task else f"item:{alike.item}"
        yield _("all {count} villages have {share} of “{name}”: it decides nothing").format(
            count=alike.villages, share=percentage(alike.share), name=found.names.get(name, name)
        )
    for task in variant.unseen:
        yield _("“{task}” was not observed: it counts as not applicable").format(
            task=found.names.get(f"task:{task}", task)
        )
    for task, count in variant.unread.items():
        yield _("“{task}”: the values of {count} villages do not fit its method and are left out").format(
            task=found.names.get(f"task:{task}", task), count=count
        )


def _costs_of_tasks(found: Simulated, costs: Sequence[TaskCost]) -> Table:
    right = (_("observations"), _("trips alone"), *_moved_without())
    made = table(
        _("What tasks cost and decide in the city, those first that decide least for each look"),
        *right,
        _("task"),
        right=right,
    )
    for one in costs:
        name = found.names.get(f"task:{one.task}", one.task)
        made.add_row(str(one.observations), str(one.trips), *_moves(one.moves), escape(_cut(name)))
    return made


def _cut(name: str) -> str:
    """What fits beside the figures in a narrow terminal; --json and the list have all of it."""
    return name if len(name) <= _FITS else f"{name[: _FITS - 1]}…"


def _costs_of_departments(found: Simulated, costs: Sequence[DepartmentCost]) -> Table:
    right = (_("observations"), _("trips"), *_moved_without())
    made = table(
        _("What departments' trips cost and decide in the city, those first that decide least for each trip"),
        _("department"),
        *right,
        right=right,
    )
    for one in costs:
        name = found.names.get(f"department:{one.department}", one.department)
        made.add_row(escape(name), str(one.observations), str(one.trips), *_moves(one.moves))
    return made


def _moved_without() -> tuple[str, str]:
    return _("places moved"), _("at most")


def _moves(moves: Moves) -> tuple[str, str]:
    return "—" if moves.shift is None else mean(moves.shift), str(moves.most)


def _what_is_counted() -> str:
    return _(
        "a trip is a department's to a village in a round, for all it looks at there, and alone where that"
        " is one task; places are those that villages move in the city without it, on average and at most"
    )
