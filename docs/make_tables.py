"""Draws docs/reference/tables.md from the columns that the readers of tables know (`make reference`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qsq.intake import dispatch, officials, register, year_inputs
from qsq.intake.columns import IN_CHINESE, Columns
from qsq.intake.forms import acceptances, objections, recommended, signatures, talks, villages
from qsq.intake.observed import observation_shapes, period_inputs, progress_reports, second_looks, visits

TARGET = Path(__file__).parent / "reference" / "tables.md"

HEAD = """# 各表的列 · the columns of every table

本页由 `make reference` 从读表程序的定义生成。列名可写中文或英文，一张表里可以混用，同一列不能两种都写。
表可以是 .csv、.xlsx、.xls 或 .ods；列的先后不限。格子怎样读，见[合同](../contract.md)第 2 节和第 4 节。

This page is drawn from what the readers of tables know by `make reference`. A column may have its Chinese or
its English name. How a cell is read stands in sections 2 and 4 of the [contract](../contract.md).
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as the page shows it: its title in two languages, where it stands, what it may hold."""

    title: str
    file: str
    columns: Columns


TABLES = (
    Shown("镇(街道) · towns", "data/towns.csv", register.TOWNS),
    Shown("村(社区) · villages", "data/villages.csv", register.VILLAGES),
    Shown("村名册 · list of villages", "qsq checklist villages --file FILE", villages.VILLAGE_LIST),
    Shown("部门 · departments", "data/departments.csv", register.DEPARTMENTS),
    Shown("经办人和干部 · officials", "data/officials.csv", officials.OFFICIALS),
    Shown("三包三联 · links", "data/links.csv", visits.LINKS),
    Shown("走访 · visits", "qsq visits import FILE", visits.VISITS),
    Shown("抽查复核 · second looks", "qsq recheck enter PERIOD FILE", second_looks.SECOND_LOOKS),
    Shown("目标 · targets", "data/2023/q1/targets.csv", period_inputs.TARGETS),
    Shown("评分意见，长表 · seen, long", "data/2023/q1/observations/*", observation_shapes.OBSERVATIONS),
    Shown("评分意见，宽表 · seen, wide", "data/2023/q1/observations/*", observation_shapes.WIDE),
    Shown("加分、扣分、一票否决 · adjustments", "data/2023/q1/adjustments.csv", period_inputs.ADJUSTMENTS),
    Shown("进度 · progress", "data/2023/q1/progress/2023-02.csv", progress_reports.PROGRESS),
    Shown("派单 · dispatch", "rules/2023/towns/431181107/q1.csv", dispatch.DISPATCH),
    Shown("接单 · acceptances", "qsq checklist accept PERIOD --file FILE", acceptances.ACCEPTANCES),
    Shown("谈话 · talks", "qsq remind record MONTH --file FILE", talks.TALKS),
    Shown("签字 · signatures", "qsq score sign PERIOD --file FILE", signatures.SIGNATURES),
    Shown("异议 · objections", "qsq score object PERIOD --file FILE", objections.OBJECTIONS),
    Shown("推荐表 · recommendation form", "qsq awards recommend YEAR --file FILE", recommended.RECOMMENDED),
    Shown("推荐 · recommendations", "data/2023/recommendations.csv", year_inputs.RECOMMENDATIONS),
    Shown("年终考核 · review", "data/2023/review.csv", year_inputs.REVIEW),
    Shown("村干部 · cadres", "data/2023/cadres.csv", year_inputs.CADRES),
)
"""Every table, in the order of the year."""


def drawn() -> str:
    """The page."""
    return "\n".join([HEAD, *(line for one in TABLES for line in section(one))])


def section(shown: Shown) -> Iterator[str]:
    """A table of columns."""
    yield f"## {shown.title}\n\n`{shown.file}`\n\n| 列 column | 中文列名 | 必需 required |\n|---|---|---|"
    for name in shown.columns.required + shown.columns.optional:
        needed = "是 yes" if name in shown.columns.required else ""
        yield f"| `{name}` | {shown.columns.chinese.get(name) or IN_CHINESE.get(name, name)} | {needed} |"
    yield ""


if __name__ == "__main__":
    TARGET.write_text(drawn(), "utf-8")
