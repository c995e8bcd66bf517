"""Rows of wide tables that are as they should be, taken by columns; what is odd is left to be looked into."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import compress, count, repeat

from qsq.domain.faults import Message
from qsq.domain.observed.observation import NOT_APPLICABLE, Observation
from qsq.domain.scheme.checklist import Task
from qsq.intake.observed.observation_shapes import NAMES, name_of, task_columns
from qsq.intake.observed.stated import StatedByColumn
from qsq.intake.observed.values import plain_text, read_value
from qsq.intake.sheets.spelling import not_applicable
from qsq.intake.tables import InputTable

Made = dict[tuple[int, str, str], Observation]
"""What rows state, by the identity of the task, text and note: one value for all that say the same."""

_Told = Mapping[str, Sequence[str]]
"""A table's cells by column."""


class WholeRows:
    """Takes what rows state of their villages: each row as a whole or not at all.

    Args:
        of_city: the city's tasks by the names of their rounds.
        asked: what is asked of each village, by its code; the same mapping for all that are asked alike.
        stated: what was stated so far, which is added to.
        made: what was made of rows so far, which is added to.
        names_of: what a sheet may say beside a village's code, by column.
    """

    def __init__(
        self,
        of_city: Mapping[str, Task],
        asked: Mapping[str, Mapping[str, Task]],
        stated: StatedByColumn,
        made: Made,
        names_of: Callable[[str], Mapping[str, str]],
    ) -> None:
        self._of_city, self._stated, self._made, self._names_of = of_city, stated, made, names_of
        self._asked_alike: dict[int, tuple[Mapping[str, Task], list[str]]] = {}
        for code, own in asked.items():
            self._asked_alike.setdefault(id(own), (own, []))[1].append(code)
        self._known: dict[int, _StatedIn] = {}

    def left_over(self, table: InputTable) -> Sequence[tuple[int, Sequence[str]]]:
        """Take the rows that are as they should be; the others.

        A row is left where any of it is odd, and with it all that may be of the same village.
        """
        columns = {column: name_of(task, which) for column, task, which in task_columns(table)}
        names = set(columns.values())
        if table.numbers or not table.lines or not self._of_city.keys() >= names or len(columns) > len(names):
            return table.lines
        cells = zip(*(cells for _number, cells in table.lines), strict=True)
        told: _Told = dict(zip(table.columns, cells, strict=True))
        codes = told["village_code"]
        places, rows = list(map(self._stated.place.get, codes, repeat(-1))), dict(zip(codes, count()))
        odd = {*_unknown(places), *_twice(codes), *_filled(told["note"]), *self._misnamed(table, told)}
        seen = {}
        for column, name in columns.items():
            known = self._stated_in(name)
            seen[name] = list(map(known.__getitem__, told[column]))
            odd.update(known.unfit_in(told[column]), self._unasked(name, rows, seen[name]))
            odd.update(self._stated.again(name, places, seen[name]))
        fit = [row not in odd for row in range(len(places))]
        fit_places = list(compress(places, fit))
        for name, found in seen.items():
            self._stated.lay(name, fit_places, list(compress(found, fit)))
        return [table.lines[row] for row in sorted(odd)]

    def _stated_in(self, name: str) -> "_StatedIn":
        task = self._of_city[name]
        if id(task) not in self._known:
            self._known[id(task)] = _StatedIn(task, self._made)
        return self._known[id(task)]

    def _misnamed(self, table: InputTable, told: _Told) -> Iterator[int]:
        """The rows with a name that is not the village's."""
        heads = [name for name in table.columns if name in NAMES and name in table.at]
        for row, code in enumerate(told["village_code"]) if heads else ():
            names = self._names_of(code)
            if any(names.get(name) != told[name][row] for name in heads):
                yield row

    def _unasked(
        self, name: str, rows: Mapping[str, int], seen: Sequence[Observation | None]
    ) -> Iterator[int]:
        """The rows that state what their village is not asked."""
        for asked, codes in self._asked_alike.values():
            if name not in asked:
                yield from (rows[code] for code in codes if code in rows and seen[rows[code]] is not None)


class _StatedIn(dict[str, Observation | None]):
    """What a task's cells state that stand without a note, by their text; none where empty or unfit."""

    def __init__(self, task: Task, made: Made) -> None:
        super().__init__({"": None})
        self._task, self._made = task, made

    def __missing__(self, text: str) -> Observation | None:
        key = id(self._task), text, ""
        seen = self._made.get(key) or _plainly_stated(self._task, text)
        if seen is not None:
            self._made[key] = seen
        self[text] = seen
        return seen

    def unfit_in(self, column: Sequence[str]) -> Iterator[int]:
        """The rows whose cell has to be looked into."""
        unfit = {text for text in set(column) if text and self[text] is None}
        return (row for row, text in enumerate(column) if text in unfit) if unfit else iter(())


def _plainly_stated(task: Task, text: str) -> Observation | None:
    """What a cell states without a note; None where it is unfit."""
    reason = not_applicable(text)
    if reason is not None:
        return Observation(NOT_APPLICABLE, None, reason) if reason else None
    value = read_value(task, text)
    return None if isinstance(value, Message) else Observation(plain_text(text, value), value)


def _unknown(places: Sequence[int]) -> range:
    """The rows from the first on whose code is not known: it may be one of the others, written otherwise."""
    return range(places.index(-1) if -1 in places else len(places), len(places))


def _twice(codes: Sequence[str]) -> Iterator[int]:
    """The rows whose village has several."""
    if len(set(codes)) < len(codes):
        counted = Counter(codes)
        yield from (row for row, code in enumerate(codes) if counted[code] > 1)


def _filled(notes: Sequence[str]) -> Iterator[int]:
    return (row for row, note in enumerate(notes) if note) if any(notes) else iter(())
