"""The published tables of a period and of a year: what was entered, and what came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from qsq.board.facts import AwardsFacts, PeriodFacts
from qsq.board.page import Field
from qsq.domain.observed.observation import NOT_APPLICABLE, Observation
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.values.numbers import plain

COLUMNS = {
    "village_code": ("string", "村代码"),
    "village_name": ("string", "村名"),
    "town_code": ("string", "镇代码"),
    "town_name": ("string", "镇名"),
    "kind": ("string", "类型"),
    "group": ("string", "分组"),
    "task": ("string", "任务"),
    "target": ("number", "本村目标"),
    "points": ("number", "分值"),
    "reason": ("string", "原因"),
    "department": ("string", "部门"),
    "basis": ("string", "依据"),
    "item": ("string", "项"),
    "full": ("number", "满分"),
    "mark": ("number", "得分"),
    "city_full": ("number", "全[level]满分"),
    "city_mark": ("number", "全[level]得分"),
    "town_mark": ("number", "镇级得分"),
    "rank": ("integer", "名次"),
    "city_rank": ("integer", "全[level]名次"),
    "vetoed": ("boolean", "一票否决"),
    "bonus": ("number", "加分"),
    "deduction": ("number", "扣分"),
    "reward": ("number", "奖励（元）"),
    "yellow_card": ("string", "黄牌"),
    "grade": ("string", "等次"),
    "villages": ("integer", "村数"),
    "honour": ("string", "荣誉"),
    "order": ("integer", "次序"),
    "annual_mark": ("number", "年度得分"),
    "prize": ("number", "奖金（元）"),
}
"""All columns: type (Table Schema of Frictionless Data) and Chinese name; `[level]` is the scheme's."""


TABLES = {
    "villages": "village_code village_name town_code town_name kind group",
    "observations": "village_code",
    "targets": "village_code task target",
    "adjustments": "village_code kind points reason department basis",
    "marks": "village_code town_mark city_mark rank city_rank vetoed bonus deduction reward yellow_card"
    " grade",
    "items": "village_code item full mark city_full city_mark",
    "towns": "town_code town_name mark rank villages",
    "honours": "village_code honour order annual_mark grade prize",
}
"""The columns of every table; observations have one more for each task, as in a department's form."""

PERIOD_TABLES = tuple(name for name in TABLES if name != "honours")
"""The tables that a period has."""


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table; `name` without ending, `rows` with a text for every column."""

    name: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(one["name"] for one in self.fields)


def period_tables(facts: PeriodFacts, level: str) -> Iterator[PublishedTable]:
    """A period's tables; rows by village code; `level` is what the city's is called."""
    names = facts.register.town_names()
    villages = facts.figures.villages
    registered = {one.code: one for one in facts.register.villages}
    yield _table(
        "villages",
        level,
        (
            (
                one.village_code,
                one.village_name,
                one.town_code,
                names.get(one.town_code, one.town_code),
                str(registered[one.village_code].kind),
                registered[one.village_code].group,
            )
            for one in villages
        ),
    )
    yield _observations(facts, level)
    yield _table("targets", level, _targets(facts))
    yield _table("adjustments", level, _adjustments(facts))
    yield _table(
        "marks",
        level,
        (
            (
                one.village_code,
                one.town_mark,
                one.city_mark,
                str(one.rank),
                str(one.city_rank),
                "yes" if one.vetoed else "no",
                one.bonus,
                one.deduction,
                one.reward,
                one.yellow_card or "",
                one.grade or "",
            )
            for one in villages
        ),
    )
    yield _table(
        "items",
        level,
        (
            (
                one.village_code,
                item.item,
                *(figure or "" for figure in (item.full, item.mark, item.city_full, item.city_mark)),
            )
            for one in villages
            for item in one.items
        ),
    )
    yield _table(
        "towns",
        level,
        (
            (
                one.town_code,
                names.get(one.town_code, one.town_code),
                one.mark,
                str(one.rank),
                str(one.villages),
            )
            for one in facts.figures.towns
        ),
    )


def honours_table(awards: AwardsFacts, level: str) -> PublishedTable:
    """A year's list."""
    return _table(
        "honours",
        level,
        (
            (one.village_code, one.honour, str(one.order), one.annual_mark, one.grade, one.prize)
            for one in awards.honours
        ),
    )


def _table(name: str, level: str, rows: Iterator[tuple[str, ...]]) -> PublishedTable:
    return PublishedTable(name, _fields(name, level), tuple(rows))


def _fields(table: str, level: str) -> tuple[Field, ...]:
    return tuple(
        {"name": name, "type": COLUMNS[name][0], "title": COLUMNS[name][1].replace("[level]", level)}
        for name in TABLES[table].split()
    )


def observed_names(checklist: Checklist) -> dict[str, str]:
    """The names of all observations, one a round, in the checklist's order; each with its task's text."""
    tasks = (task for item in checklist.all_items for task in item.tasks)
    return {name: task.text for task in tasks for name in task.rounds}


def shown_value(seen: Observation) -> str:
    """What was seen, as it is published."""
    match seen.value:
        case None:
            return NOT_APPLICABLE
        case bool(done):
            return "yes" if done else "no"
        case str(grade):
            return grade
        case number:
            return plain(number)


def _observations(facts: PeriodFacts, level: str) -> PublishedTable:
    """A row for each village and a column for each task, as in a department's form (contract, section 4)."""
    tasks = observed_names(facts.checklist)
    fields: list[Field] = [{"name": name, "type": "string", "title": text} for name, text in tasks.items()]
    rows = []
    for code in _codes(facts):
        seen: Mapping[str, Observation] = facts.inputs.observations.get(code, {})
        rows.append((code, *(_cell(seen[name]) if name in seen else "" for name in tasks)))
    return PublishedTable("observations", (*_fields("observations", level), *fields), tuple(rows))


def _cell(seen: Observation) -> str:
    """What was seen; behind `NA` the reason."""
    return f"{NOT_APPLICABLE}：{seen.note}" if seen.value is None and seen.note else shown_value(seen)


def _targets(facts: PeriodFacts) -> Iterator[tuple[str, ...]]:
    shown = set(_codes(facts))
    for (code, task), target in sorted(facts.inputs.targets.items()):
        if code in shown:
            yield code, task, plain(target)


def _adjustments(facts: PeriodFacts) -> Iterator[tuple[str, ...]]:
    found = ((code, facts.inputs.adjustments.get(code, ())) for code in _codes(facts))
    rows = chain.from_iterable(((code, one) for one in those) for code, those in found)
    for code, one in rows:
        yield code, str(one.kind), plain(one.points), one.reason, one.department, one.basis


def _codes(facts: PeriodFacts) -> list[str]:
    return [one.village_code for one in facts.figures.villages]
