"""Rows of a wide table → villages by the column; faults by row and column (CONTRACT.md section 4)."""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

from qsq.bulk.columns import NO_ROW, POINT, Amounts, EnteredColumns, SeenColumn, WordColumn
from qsq.bulk.whole import kind_for
from qsq.domain.county.places import CHINESE_KINDS, VillageKind
from qsq.domain.faults import ColumnNames, Faults, Message, Place, message
from qsq.domain.scheme.checklist import Checklist, Scope, Task
from qsq.domain.scheme.methods import Value
from qsq.domain.values.texts import quoted
from qsq.intake.bulk import arrays
from qsq.intake.bulk.distinct import Distinct, distinct
from qsq.intake.bulk.headings import Headings, ListedTask
from qsq.intake.observed.values import read_value
from qsq.intake.sheets.spelling import half_width, not_applicable, number_in, yes_or_no
from qsq.late import late, library

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from pyarrow import compute

    from qsq.bulk.whole import Whole
else:
    np, pa = library("numpy"), library("pyarrow")
    (compute,) = late("pyarrow", "compute")

_KINDS = {
    **{str(kind): str(kind) for kind in VillageKind},
    **{name: str(kind) for name, kind in CHINESE_KINDS.items()},
}


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table, without those of villages that take no part.

    Attributes:
        number: of each row in the table, the first below the headings being `first`.
        codes: an array of Arrow's.
        names: another; None where the table has no names.
    """

    number: "Whole"
    codes: Any
    names: Any
    county: WordColumn
    province: WordColumn
    columns: EnteredColumns


class _NeedsReason:
    """Not applicable, and the cell does not say why."""


_Meaning = Value | Message | _NeedsReason | None


class Reader:
    """Reads rows of one table; what a text means is worked out once for each task."""

    def __init__(self, file: str, headings: Headings, checklist: Checklist, faults: Faults) -> None:
        self._file = file
        self._headings = headings
        self._faults = faults
        self._dropped = {town.town_code: town.dropped for town in checklist.towns if town.drop}
        self._known: dict[str, dict[str, _Meaning]] = {name: {} for name in headings.rounds}

    def read(self, batch: Any, first: int) -> Rows:
        """Read some rows.

        Args:
            batch: a record batch of Arrow's; not empty.
            first: the number of its first row, as people count.
        """
        number = np.arange(first, first + batch.num_rows)
        evaluated = self._yes_no(batch, "evaluated", number, where_empty=True)
        if not evaluated.all():
            batch, number = batch.filter(arrays.yes_or_no(evaluated)), number[evaluated]
        codes = self._codes(batch, number)
        town = self._words(batch, "town_code", number, needed=True)
        kind = self._kinds(batch, number)
        group = self._words(batch, "group", number)
        noted = self._distinct(batch, "note").places > NO_ROW
        observed, targets = {}, {}
        for name, asked in self._headings.rounds.items():
            for_these = self._for_these(asked, town, kind, group)
            seen, goal = self._round(batch, name, asked.task, number, for_these, noted)
            observed[name] = seen
            if goal is not None:
                targets[asked.task.id] = goal
        columns = EnteredColumns(
            town,
            kind,
            group,
            observed,
            targets,
            self._points(batch, "bonus", number),
            self._points(batch, "deduction", number),
            self._yes_no(batch, "veto", number, where_empty=False),
        )
        county, province = (self._words(batch, name, number) for name in ("county_code", "province_code"))
        names = self._headings.at.get("village_name")
        return Rows(number, codes, None if names is None else batch.column(names), county, province, columns)

    def _distinct(self, batch: Any, column: str) -> Distinct:
        """A column's texts; one that the table does not have is empty, and so is one of a strange type."""
        heading = self._headings.at.get(column)
        if heading is None:
            return Distinct((), np.full(batch.num_rows, NO_ROW))
        try:
            return distinct(batch.column(heading))
        except TypeError as error:
            self._faults.add(
                Place(self._file),
                "the column {column} holds {found}; expected texts, numbers or yes and no",
                column=ColumnNames(column),
                found=str(error),
            )
            return Distinct((), np.full(batch.num_rows, NO_ROW))

    def _fault(self, rows: "Whole", template: str, /, **values: object) -> None:
        """Note the same fault for several rows."""
        for row in rows.tolist():
            self._faults.add(Place(self._file, f"row {row}"), template, **values)

    def _unfit(self, rows: "Whole", column: str, problem: Message) -> None:
        self._fault(rows, "{task}: {problem}", task=column, problem=problem)

    def _codes(self, batch: Any, number: "Whole") -> Any:
        """The villages' codes: texts, none of them empty."""
        if self._refuse_numbers(batch, "village_code"):
            return arrays.chosen([""], np.zeros(batch.num_rows, dtype=np.int64)).cast(pa.string())
        found = compute.utf8_trim_whitespace(
            batch.column(self._headings.at["village_code"]).cast(pa.string())
        )
        self._fault(
            number[arrays.numbers_of(compute.binary_length(found), 0) == 0],
            "the {what} is missing; expected a code as in the register",
            what=ColumnNames("village_code"),
        )
        return found

    def _refuse_numbers(self, batch: Any, column: str) -> bool:
        """Whether a column of codes holds no texts, which is noted."""
        heading = self._headings.at[column]
        kind = str(batch.schema.field(heading).type)
        refused = "string" not in kind
        if refused:
            self._faults.add(
                Place(self._file),
                "the column {column} holds {found}; codes are text: a number loses the zeros before it",
                column=ColumnNames(column),
                found=kind,
            )
        return refused

    def _words(self, batch: Any, column: str, number: "Whole", *, needed: bool = False) -> WordColumn:
        found = self._distinct(batch, column)
        if needed:
            self._refuse_numbers(batch, column)
            self._fault(
                number[found.places == NO_ROW],
                "the {what} is missing; expected a code as in the register",
                what=ColumnNames(column),
            )
        return found.named()

    def _kinds(self, batch: Any, number: "Whole") -> WordColumn:
        found = self._distinct(batch, "kind").named()
        meant = [_KINDS.get(half_width(text).lower()) for text in found.words]
        for place, (text, kind) in enumerate(zip(found.words, meant, strict=True)):
            if kind is None:
                self._unfit(
                    number[found.places == place],
                    "kind",
                    message(
                        "found {found}; expected one of: {words}", found=quoted(text), words=", ".join(_KINDS)
                    ),
                )
        words = tuple(dict.fromkeys(one or "village" for one in meant))
        return WordColumn(
            words, np.array([words.index(one or "village") for one in meant] or [0])[found.places]
        )

    def _yes_no(self, batch: Any, column: str, number: "Whole", *, where_empty: bool) -> "Whole":
        found = self._distinct(batch, column)
        meant = [yes_or_no(text) for text in found.texts]
        for place, text in enumerate(found.texts):
            if meant[place] is None:
                problem = message(
                    "found {found}; expected {expected}", found=quoted(text), expected="是 / 否"
                )
                self._unfit(number[found.places == place], column, problem)
        table: Whole = np.array([*(bool(one) for one in meant), where_empty])[found.places]
        return table

    def _points(self, batch: Any, column: str, number: "Whole") -> "Whole":
        """Sums of points, in units of which `POINT` make 1; an empty cell is 0."""
        found = self._distinct(batch, column)
        units = []
        for place, text in enumerate(found.texts):
            points = _number(text)
            fits = points is not None and points >= 0 and (points * POINT).denominator == 1
            if not fits:
                problem = message(
                    "found {found}; expected {expected}", found=quoted(text), expected="≥ 0, 0.000001"
                )
                self._unfit(number[found.places == place], column, problem)
            units.append(int(points * POINT) if points is not None and fits else 0)
        table: Whole = np.array([*units, 0], dtype=np.int64)[found.places]
        return table

    def _for_these(
        self, asked: ListedTask, town: WordColumn, kind: WordColumn, group: WordColumn
    ) -> "Whole | None":
        """The villages that are asked a task; None where all are."""
        every: list[Whole] = []
        for item, only in asked.items:
            masks = [] if item.scope is None else _within(item.scope, town, kind, group)
            dropping = [code for code, dropped in self._dropped.items() if item.id in dropped]
            if only:
                masks.append(town.holding([only]))
            elif not set(dropping).isdisjoint(town.words):
                masks.append(~town.holding(dropping))
            if not masks:
                return None
            every.append(np.logical_and.reduce(masks))
        found: Whole = np.logical_or.reduce(every)
        return found

    def _round(
        self, batch: Any, name: str, task: Task, number: "Whole", asked: "Whole | None", noted: "Whole"
    ) -> tuple[SeenColumn, Amounts | None]:
        """What was seen of a round, and the villages' own targets, if it has such."""
        found, known = self._distinct(batch, name), self._known[name]
        values: list[Value | None] = []
        for place, text in enumerate(found.texts):
            if text not in known:
                known[text] = _meaning(task, text)
            meaning = known[text]
            if isinstance(meaning, Message):
                self._unfit(number[found.places == place], name, meaning)
            if isinstance(meaning, _NeedsReason):
                self._needs_reason(name, text, found.places == place, number, asked, noted)
            values.append(None if isinstance(meaning, Message | _NeedsReason) else meaning)
        if asked is not None:
            self._refuse_unasked(name, found, values, number, ~asked)
        seen = SeenColumn(tuple(values), found.places)
        return seen, self._targets(batch, task, seen, number, asked) if task.per_village else None

    def _needs_reason(
        self,
        name: str,
        text: str,
        here: "Whole",
        number: "Whole",
        asked: "Whole | None",
        noted: "Whole",
    ) -> None:
        lacking = here & ~noted if asked is None else here & ~noted & asked
        self._fault(
            number[lacking],
            "{task}: {found} needs its reason in note, or behind a colon in the cell",
            task=name,
            found=quoted(text),
        )

    def _refuse_unasked(
        self, name: str, found: Distinct, values: list[Value | None], number: "Whole", unasked: "Whole"
    ) -> None:
        """A value for a village that is not asked the task."""
        for place in np.unique(found.places[unasked]).tolist():
            if place > NO_ROW and values[place] is not None:
                self._fault(
                    number[unasked & (found.places == place)],
                    "{task}: found {found}, but the task does not apply: the item is for other villages, or"
                    " the town drops it; expected an empty cell or NA",
                    task=name,
                    found=quoted(found.texts[place]),
                )

    def _targets(
        self, batch: Any, task: Task, seen: SeenColumn, number: "Whole", asked: "Whole | None"
    ) -> Amounts:
        """The villages' own targets; one is needed wherever a value is."""
        column = f"target:{task.id}"
        found = self._distinct(batch, column)
        goals = [_number(text, task.unit) for text in found.texts]
        for place, goal in enumerate(goals):
            if goal is None or goal <= 0:
                problem = message(
                    "found {found}; expected {expected}", found=quoted(found.texts[place]), expected="> 0"
                )
                self._unfit(number[found.places == place], column, problem)
        valued = np.array([*(value is not None for value in seen.values), False])[seen.places]
        lacking = valued & (found.places == NO_ROW)
        self._fault(
            number[lacking if asked is None else lacking & asked],
            "{task}: the target is missing; expected a number above 0 in {column}",
            task=task.id,
            column=column,
        )
        return _amounts([goal or Fraction(0) for goal in goals], found.places)


def _meaning(task: Task, text: str) -> _Meaning:
    reason = not_applicable(text)
    if reason is None:
        return read_value(task, text)
    return None if reason else _NeedsReason()


def _number(text: str, unit: str = "") -> Fraction | None:
    try:
        return number_in(text, unit)
    except ValueError:
        return None


def _amounts(numbers: list[Fraction], places: "Whole") -> Amounts:
    """Numbers as whole ones with one denominator."""
    one = lcm(*(number.denominator for number in numbers))
    units = [int(number * one) for number in numbers]
    return Amounts(np.array([*units, 0], dtype=kind_for(max(units, default=0)))[places], one)


def _within(scope: Scope, town: WordColumn, kind: WordColumn, group: WordColumn) -> list["Whole"]:
    wanted = (tuple(map(str, scope.kinds)), kind), (scope.groups, group), (scope.towns, town)
    return [column.holding(words) for words, column in wanted if words]
