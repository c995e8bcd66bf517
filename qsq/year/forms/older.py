"""A department's form of an older revision: good where it says what the newest says (decisions/0025)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qsq.documents.checklist.department_form import DepartmentForm, EntryColumn
from qsq.domain.faults import Message, message

_NAMED = 5
"""Things that are named; of more the number is told."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing that a form says.

    Attributes:
        key: what tells it from the others: a column, a village, or a village's cell.
        name: what people call it.
        words: all that is printed of it.
    """

    key: tuple[str, ...]
    name: str
    words: tuple[str, ...]


def changed_since(then: DepartmentForm, now: DepartmentForm) -> tuple[Message, ...]:
    """What a form asks otherwise than it did; nothing where each cell of it answers the same question."""
    before, after = ({one.key: one for one in _said(form)} for form in (then, now))
    new = [one for key, one in after.items() if key not in before]
    gone = [one for key, one in before.items() if key not in after]
    other = [one for key, one in after.items() if key in before and before[key].words != one.words]
    told = (
        (message("is asked since then: {what}", what=_listed(new)), new),
        (message("is asked no longer: {what}", what=_listed(gone)), gone),
        (message("is asked otherwise: {what}", what=_listed(other)), other),
    )
    return tuple(what for what, some in told if some)


def _said(form: DepartmentForm) -> Iterator[_Said]:
    columns = {one.name: one for one in form.columns}
    for name, one in columns.items():
        words = one.item.name, one.head, one.rule(form.due), one.message
        yield _Said(("task", name), _called(one), words)
    for village, town in form.villages:
        yield _Said(("village", village.code), f"{town}{village.name}", (town, village.name))
    for village, town in form.villages:
        for name, one in columns.items():
            if village.code in one.asked:
                called = f"{town}{village.name}{_called(one)}"
                yield _Said(("cell", village.code, name), called, (one.targets.get(village.code, ""),))


def _called(column: EntryColumn) -> str:
    return f"“{column.head}”" + (f"第{column.number}轮" if column.number else "")


def _listed(things: Sequence[_Said]) -> str:
    """The names of things; cells of a task or village that is named already are not told apart."""
    whole = {one.key[1] for one in things if one.key[0] != "cell"}
    names = [one.name for one in things if one.key[0] != "cell" or whole.isdisjoint(one.key[1:])]
    more = f"等{len(names)}处" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
