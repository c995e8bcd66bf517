"""村级负担: what the departments ask of a village over a year, forms among it, and what is asked twice."""

from collections.abc import Mapping, Sequence
from datetime import date

from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.wording.standing_facts import standing_facts
from qsq.documents.wording.worded import Worded
from qsq.domain.scheme.burden import change, load_of
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.repetition import (
    FORM_WORDS,
    NEAR,
    AskedAlike,
    AskedTask,
    Repeated,
    all_asked,
    asked_alike,
    asked_twice,
    asks_for_forms,
)
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.chinese_dates import PERIOD_WORDS, PeriodWords, chinese_period, short_chinese_period
from qsq.domain.values.numbers import percent

_NO_FIGURE = "—"


def burden_report(
    worded: Worded,
    scheme: Scheme,
    year: str,
    checklists: Sequence[Checklist],
    departments: Mapping[str, str],
    day: date | None,
) -> Document:
    """The report; `checklists` are the year's, in order, at least one; `day` is the confirmation's."""
    asked = all_asked(checklists)
    forms, twice, alike = asks_for_forms(asked), asked_twice(asked), asked_alike(asked)
    first, last = len(checklists[0].tasks), len(checklists[-1].tasks)
    facts = {
        **standing_facts(scheme),
        "year": year,
        "first_period": short_chinese_period(checklists[0].period),
        "first": first,
        "last": last,
        "last_period": short_chinese_period(checklists[-1].period),
        "change": change(last, first) if len(checklists) > 1 else "",
        "forms": len(forms),
        "form_words": "、".join(FORM_WORDS),
        "twice": len(twice),
        "alike": len(alike),
        "near": percent(NEAR),
    }
    tables = {
        "periods": _by_period(checklists, PERIOD_WORDS[scheme.period]),
        "departments": _by_department(checklists, departments),
        "forms": _forms(forms, departments, PERIOD_WORDS[scheme.period]),
        "twice": _twice(twice, departments, PERIOD_WORDS[scheme.period]),
        "alike": _alike(alike, departments),
    }
    return worded.document(facts, tables, day=day if worded.is_signed else None)


def _by_period(checklists: Sequence[Checklist], words: PeriodWords) -> Table:
    since = f"比{short_chinese_period(checklists[0].period)}"
    columns = (
        Column(words.unit, 18, Cells.CENTRED), Column("项数", 8, Cells.FIGURE),
        Column("条数", 8, Cells.FIGURE), Column("部门数", 8, Cells.FIGURE),
        Column(f"比{words.before}", 10, Cells.CENTRED), Column(since, 12, Cells.CENTRED),
    )  # fmt: skip
    rows = []
    for place, one in enumerate(checklists):
        now, first = len(one.tasks), len(checklists[0].tasks)
        before = change(now, len(checklists[place - 1].tasks)) if place else _NO_FIGURE
        departments = len({item.department for item in one.items})
        changes = (before, change(now, first) if place else _NO_FIGURE)
        rows.append((chinese_period(one.period), str(len(one.items)), str(now), str(departments), *changes))
    return Table(columns, tuple(rows), name="各期")


def _by_department(checklists: Sequence[Checklist], names: Mapping[str, str]) -> Table:
    """Items and tasks of each department in each period."""
    pairs = [
        column
        for one in checklists
        for column in (
            Column(f"{short_chinese_period(one.period)}项", 6, Cells.FIGURE),
            Column(f"{short_chinese_period(one.period)}条", 6, Cells.FIGURE),
        )
    ]
    columns = (Column("部门", 18), *pairs, Column("全年条", 8, Cells.FIGURE))
    ids = dict.fromkeys(item.department for one in checklists for item in one.items)
    rows = tuple((names.get(name, name), *_counts(checklists, name)) for name in ids)
    totals = [f"{sum(int(row[at]) for row in rows)}" for at in range(1, len(columns))]
    return Table(columns, rows, (("合计", *totals),), "各部门")


def _counts(checklists: Sequence[Checklist], department: str) -> tuple[str, ...]:
    loads = [load_of(department, one) for one in checklists]
    pairs = [str(count) for load in loads for count in (load.items, load.tasks)]
    return (*pairs, str(sum(load.tasks for load in loads)))


def _forms(forms: Sequence[AskedTask], names: Mapping[str, str], words: PeriodWords) -> Table:
    columns = (
        Column(words.unit, 12, Cells.CENTRED), Column("部门", 14), Column("任务", 40), Column("核实方式", 18),
    )  # fmt: skip
    rows = tuple(
        (
            short_chinese_period(one.period),
            names[one.item.department],
            one.task.text,
            one.task.evidence,
        )
        for one in forms
    )
    return Table(columns, rows, name="表册材料")


def _twice(twice: Sequence[Repeated], names: Mapping[str, str], words: PeriodWords) -> Table:
    columns = (Column("内容", 40), Column(f"提出的部门和{words.unit}", 40))
    rows = tuple((one.what, "；".join(_asked_by(each, names) for each in one.asked)) for one in twice)
    return Table(columns, rows, name="重复的事")


def _alike(alike: Sequence[AskedAlike], names: Mapping[str, str]) -> Table:
    columns = (Column("相近", 8, Cells.FIGURE), Column("任务", 36), Column("另一部门的任务", 36))
    rows = tuple(
        (percent(one.whole), *(f"{each.task.text}（{_whose(each, names)}）" for each in (one.one, one.other)))
        for one in alike
    )
    return Table(columns, rows, name="相近的事")


def _whose(one: AskedTask, names: Mapping[str, str]) -> str:
    return f"{names[one.item.department]}，{short_chinese_period(one.period)}"


def _asked_by(one: AskedTask, names: Mapping[str, str]) -> str:
    return f"{names[one.item.department]}（{short_chinese_period(one.period)}）"
