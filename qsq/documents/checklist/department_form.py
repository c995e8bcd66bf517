"""What a department's form asks: a row a village, a column a task (CONTRACT.md 4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from qsq.documents.checklist.marking import entered, filling, marking
from qsq.documents.forms.form import Cover, FormField
from qsq.domain.county.places import Village
from qsq.domain.forms.locked import locked_digest
from qsq.domain.forms.stamp import FormKind, Stamp
from qsq.domain.scheme.checklist import Item, Task
from qsq.domain.scheme.department_sheet import (
    CODE,
    NOTE,
    TOWN_AID,
    VILLAGE_AID,
    target_column,
)
from qsq.domain.values.chinese_dates import chinese_date, chinese_period
from qsq.domain.values.file_names import file_name
from qsq.domain.values.numbers import plain
from qsq.domain.values.periods import Period

_TARGET_WIDTH, _TASK_WIDTH, _NOTE_WIDTH = 9, 13, 22
_STEPS = (
    "只填黄色的格和最后的备注；灰色的格不用填，其余已锁定。",
    "每村一行，每条任务一列（分轮次的每轮一列）；可以筛选、改列宽，不要改表头、村名和代码。",
    "不适用的填“不适用：原因”，或填 NA 并在备注写明原因；没有扣分情形的填 0，不要留空。",
    "单位是 % 的填 95，不填 0.95；填 95% 也能读懂。",
    "“还缺”一行全部为 0 就填完了，把本文件交回，文件名可以改。",
)


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One task that is asked of one village.

    Attributes:
        target: the village's own; None where the task has none.
    """

    village: Village
    town_name: str
    item: Item
    task: Task
    target: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """Where a form that is filled in goes: to whom, until when, and whom one asks."""

    to: str
    due: date
    contact: str = ""


@dataclass(frozen=True, slots=True)
class EntryColumn:
    """A task's column, or one of its rounds'.

    Attributes:
        name: as observations are called.
        number: of the round; 0 where there is one alone.
        asked: the codes of the villages that are asked.
        targets: what stands in the column before it, by village code; none where it has no such column.
    """

    item: Item
    task: Task
    name: str
    number: int
    asked: frozenset[str]
    targets: Mapping[str, str] = field(default_factory=dict)

    @property
    def head(self) -> str:
        """The task in words, as it stands above the column."""
        return self.task.text

    def rule(self, due: date) -> str:
        """How it is filled in, and what it can earn."""
        which = f"第{self.number}轮　" if self.number else ""
        until = (
            f"　{self.task.due.month}月{self.task.due.day}日前" if self.task.due not in {None, due} else ""
        )
        return f"{which}{entered(self.task)}　{plain(self.task.points)}分{until}"

    @property
    def message(self) -> str:
        """What is said beside a cell."""
        share = "；填95，不填95%" if self.task.unit == "%" else ""
        return f"{filling(self.task)}{share}；不适用填“不适用：原因”"


@dataclass(frozen=True, slots=True)
class DepartmentForm:
    """A form for one department, or for what one town added.

    Attributes:
        villages: those that are asked, with the names of their towns, in the order of their codes.
    """

    stamp: Stamp
    title: str
    hint: str
    due: date
    villages: tuple[tuple[Village, str], ...]
    columns: tuple[EntryColumn, ...]
    cover: Cover

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Its columns from the left."""
        return tuple(_fields(self.columns))

    @property
    def locked_rows(self) -> tuple[tuple[str, ...], ...]:
        """What is printed in its locked columns, row by row."""
        shown = [column.targets for column in self.columns if column.targets]
        return tuple(
            (town, village.name, village.code, *(targets.get(village.code, "") for targets in shown))
            for village, town in self.villages
        )

    @property
    def locked(self) -> tuple[str, ...]:
        """The names of its locked columns."""
        return tuple(field.name for field in self.fields if not field.entry)


def department_form(
    stamp: Stamp, heads: tuple[str, str], rows: Sequence[AskedRow], back: Return
) -> DepartmentForm:
    """A form of the tasks that are asked of villages.

    Args:
        stamp: the form's, without the digest of what is printed in it.
        heads: the period and who fills it in, as people call them.
        rows: in the order of the tasks.
        back: where it goes when it is filled in.
    """
    towns = {row.village.code: row.town_name for row in rows}
    villages = sorted({row.village.code: row.village for row in rows}.values(), key=lambda one: one.code)
    columns = tuple(_columns(rows))
    until = f"{back.due.month}月{back.due.day}日前交{back.to}"
    form = DepartmentForm(
        stamp=stamp,
        title=f"{heads[0]}评分表　{heads[1]}",
        hint=f"只填黄格；不适用的填“不适用：原因”；没有扣分情形的填0，不要留空。{until}。",
        due=back.due,
        villages=tuple((village, towns[village.code]) for village in villages),
        columns=columns,
        cover=_cover(heads, len(villages), columns, back),
    )
    return replace(form, stamp=replace(stamp, digest=locked_digest(form.locked, form.locked_rows)))


def form_file(period: Period, name: str, called: str = FormKind.SCORES.chinese) -> str:
    """What a form is called as a file, without the ending; `name` is a department's or a town's."""
    return file_name(chinese_period(period), name, called)


def _columns(rows: Sequence[AskedRow]) -> Iterator[EntryColumn]:
    asked: dict[str, set[str]] = {}
    targets: dict[str, dict[str, str]] = {}
    for row in rows:
        asked.setdefault(row.task.id, set()).add(row.village.code)
        if row.target is not None:
            targets.setdefault(row.task.id, {})[row.village.code] = plain(row.target)
    for row in {row.task.id: row for row in rows}.values():
        several = row.task.combine is not None
        for number, name in enumerate(row.task.rounds, start=1):
            shown = targets.get(row.task.id, {}) if number == 1 else {}
            known = frozenset(asked[row.task.id])
            yield EntryColumn(row.item, row.task, name, number if several else 0, known, shown)


def _fields(columns: Sequence[EntryColumn]) -> Iterator[FormField]:
    yield FormField(TOWN_AID, TOWN_AID, 13)
    yield FormField(VILLAGE_AID, VILLAGE_AID, 15)
    yield FormField(CODE, CODE, 13)
    for column in columns:
        if column.targets:
            name = target_column(column.task.id)
            yield FormField(name, name, _TARGET_WIDTH)
        yield FormField(column.name, column.name, _TASK_WIDTH, entry=True, message=column.message)
    yield FormField(NOTE, NOTE, _NOTE_WIDTH, entry=True)


def _cover(heads: tuple[str, str], villages: int, columns: Sequence[EntryColumn], back: Return) -> Cover:
    tasks = list({column.task.id: column for column in columns}.values())
    facts = (
        ("填什么", f"{heads[0]}{len(tasks)}条任务，{villages}个村（社区）"),
        ("谁来填", heads[1]),
        ("期限", f"{chinese_date(back.due)}前"),
        ("交到", back.to),
        *((("问谁", back.contact),) if back.contact else ()),
    )
    details = tuple(
        (column.item.name, f"{column.task.text}（{plain(column.task.points)}分）：{marking(column.task)}")
        for column in tasks
    )
    return Cover(facts, _STEPS, ("填表人", "负责人"), details)
