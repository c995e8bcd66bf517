"""Draws the handbook's page of tables: every column that readers know, each filled in (`make reference`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from qsq.intake import dispatch, officials, register, traits, year_inputs
from qsq.intake.columns import IN_CHINESE, Columns
from qsq.intake.forms import (
    acceptances,
    objections,
    recommended,
    second_looks,
    signatures,
    talks,
    villages,
    visits,
)
from qsq.intake.observed import observation_shapes, period_inputs, progress_reports
from qsq.year.handbook import FOLDER

HEADS = {
    "zh": """# 各表：每个文件、每一列、填好的样子

本页由 `make reference` 从读表程序的定义生成，示例由测试逐一读入。示例是一个小县：镇 T1、T2，村 A1 至 B3；代
码由单位自己定，都是文本。

列名可写中文或英文，一张表里可以混用，同一列不能两种都写；列的先后不限。表可以是 .csv、.xlsx、.xls 或 .ods，
表头前可以有标题行。不带 `qsq` 的是工作区里的文件，“期”在文件名里写作 q1、m02、b1、h1、y；带 `qsq` 的是交回
来登记的表，叫什么名字都行，也可以放进 `inbox/`。

规则文件（YAML）不是表：`qsq init` 写好一份带说明的，`qsq rules schema period` 是给编辑器的格式，每个键见
`qsq help rules`。

- `rules/scheme.yaml`：长期办法；`rules/2024/q1.yaml`：一期的清单和当季权重；
  `rules/2024/towns/镇代码/q1.yaml`：镇的补充；`rules/2024/tests/*.yaml`：规则的算例。
- `rules/2024/calendar.yaml`：国务院放假安排之外的工作日；`data/office.yaml`：谁在这台电脑上操作；
  `wording/*.yaml`：文书的文字。
- `data/qsq.db`：台账；`out/`：生成的材料，可以随时删了重印；`backups/`：台账的备份。
""",
    "en": """# Tables: every file, every column, filled in

This page is drawn from what the readers of tables know by `make reference`; a test reads every sample. The
samples are of a small county: towns T1 and T2, villages A1 to B3; codes are the office's own, and all are
text.

A column may have its Chinese or its English name, but not both; their order is free. A table is .csv,
.xlsx, .xls or .ods, and titles may stand above its head. Those without `qsq` are files of the workspace,
whose period is written q1, m02, b1, h1 or y; those with `qsq` are handed in under any name, or laid into
`inbox/`.

Rule files (YAML) are no tables: `qsq init` writes some with explanations, `qsq rules schema period` is for
editors, `qsq help rules` has every key.

- `rules/scheme.yaml`: standing rules; `rules/2024/q1.yaml`: a period's list and weights;
  `rules/2024/towns/CODE/q1.yaml`: what a town adds; `rules/2024/tests/*.yaml`: examples that the rules are
  held to.
- `rules/2024/calendar.yaml`: working days besides the State Council's; `data/office.yaml`: who acts on this
  computer; `wording/*.yaml`: the wording of papers.
- `data/qsq.db`: the ledger; `out/`: what is made, and can be made again; `backups/`: copies of the ledger.
""",
}
WORDS = {
    "zh": ("列", "英文列名", "必需", "示例", "又一行", "是", "镇代码"),
    "en": ("column", "Chinese", "required", "sample", "another row", "yes", "CODE"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as the page shows it.

    Attributes:
        title: in Chinese, then in English.
        who: who fills it in, in both.
        file: where it stands, or the command that takes it.
        columns: what it may hold.
        rows: two rows that it may hold, a cell for each column, then for each of `tasks`.
        tasks: columns that are named by ids of tasks.
    """

    title: tuple[str, str]
    who: tuple[str, str]
    file: str
    columns: Columns
    rows: tuple[tuple[str, ...], tuple[str, ...]]
    tasks: tuple[str, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return (*self.columns.required, *self.columns.optional, *self.tasks)


def rows(first: str, second: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two rows of cells."""
    return tuple(first.split(",")), tuple(second.split(","))


CITY = ("市级", "the city")
TOWN = ("镇（街道）", "towns")
DEPARTMENT = ("部门", "departments")

TABLES = (
    Shown(("镇（街道）", "Towns"), CITY, "data/towns.csv", register.TOWNS,
          rows("T1,东镇,东镇人民政府,张三,0746-1234567,东街1号", "T2,西镇,,,,")),
    Shown(("村（社区）", "Villages"), CITY, "data/villages.csv", register.VILLAGES,
          rows("A1,东一村,T1,村,山区,是", "A2,东二村,T1,村,,否")),
    Shown(("村名册", "List of villages"), TOWN, "qsq checklist villages --file FILE", villages.VILLAGE_LIST,
          rows("A1,东新村,村,,,平原,是,T1", ",东四村,村,,A4,,,T1")),
    Shown(("部门", "Departments"), CITY, "data/departments.csv", register.DEPARTMENTS,
          rows("organisation,组织部", "agriculture,农业农村局")),
    Shown(("经办人和干部", "Officials"), CITY, "data/officials.csv", officials.OFFICIALS,
          rows("clerk,张三,city,经办员", "agri,李四,agriculture,干部")),
    Shown(("三包三联", "Links"), CITY, "data/links.csv", visits.LINKS, rows("clerk,T1", "agri,A1")),
    Shown(("走访", "Visits"), TOWN, "qsq visits import FILE", visits.VISITS,
          rows("2023-02-06,clerk,T1,走访,无", "2023/2/7,agri,A1,走访,")),
    Shown(("抽查复核", "Second looks"), CITY, "qsq recheck enter PERIOD FILE", second_looks.SECOND_LOOKS,
          rows("A1,grain.seedlings,80,,东镇,东一村,", "A2,grain.hazards,不适用,没有水田,东镇,东二村,")),
    Shown(("目标", "Targets"), DEPARTMENT, "data/2023/q1/targets.csv", period_inputs.TARGETS,
          rows("A1,grain.seedlings,100,东镇,东一村,90", "A2,grain.seedlings,200亩,东镇,东二村,")),
    Shown(("评分意见，长表", "Observations, long"), DEPARTMENT, "data/2023/q1/observations/*",
          observation_shapes.OBSERVATIONS, rows("A1,grain.seedlings,100,,1", "A2,grain.hazards,0,无,")),
    Shown(("评分意见，宽表", "Observations, wide"), DEPARTMENT, "data/2023/q1/observations/*",
          observation_shapes.WIDE,
          rows("A1,无,东一村,T1,东镇,村,,是,100,0", "A2,没有水田,东二村,T1,东镇,村,,是,不适用,0"),
          ("grain.seedlings", "grain.hazards")),
    Shown(("村的其他情况", "Traits"), CITY, "data/traits.csv", traits.TRAITS,
          rows("A1,人口,3410", "A1,离县城公里,12.5")),
    Shown(("加分、扣分、一票否决", "Adjustments"), DEPARTMENT, "data/2023/q1/adjustments.csv",
          period_inputs.ADJUSTMENTS,
          rows("A1,加分,1,获市级表彰,organisation,", "B3,扣分,0.5,通报批评,agriculture,县农〔2023〕3号")),
    Shown(("进度", "Progress"), TOWN, "data/2023/q1/progress/2023-02.csv", progress_reports.PROGRESS,
          rows("A1,party.meeting,是,,东镇,东一村,", "A2,grain.seedlings,50%,缺秧,东镇,东二村,2023-03-31")),
    Shown(("进度表", "Progress by task"), TOWN, "qsq remind progress MONTH --file FILE",
          progress_reports.PROGRESS_GRID,
          rows("A1,,东镇,东一村,是,60%", "A2,缺秧,东镇,东二村,否,50%"),
          ("召开支部党员大会 party.meeting", "早稻育秧面积 grain.seedlings")),
    Shown(("派单", "Dispatch"), TOWN, "rules/2023/towns/{code}/q1.csv", dispatch.DISPATCH,
          rows("party.meeting,2023-03-01,召开一次,张三,A1,提前,", "party.study,2023/3/2,学完,李四,,,")),
    Shown(("接单", "Acceptances"), TOWN, "qsq checklist accept PERIOD --file FILE", acceptances.ACCEPTANCES,
          rows("A1,东镇,东一村,√,2023/1/5", "A2,东镇,东二村,,")),
    Shown(("谈话", "Talks"), TOWN, "qsq remind record MONTH --file FILE", talks.TALKS,
          rows("A1,分管领导,书记,育秧晚,统一供秧,2023-04-05,东镇,东一村,2023-04-01,进度慢,40%",
               "A2,,,,,,东镇,东二村,,,")),
    Shown(("签字", "Signatures"), TOWN, "qsq score sign PERIOD --file FILE", signatures.SIGNATURES,
          rows("T1,agri,ABCD1234,,东镇,√,2023-04-09", "A1,clerk,ABCD1235,,东一村,√,2023-04-09")),
    Shown(("异议", "Objections"), TOWN, "qsq score object PERIOD --file FILE", objections.OBJECTIONS,
          rows("A1,漏登一次活动,东镇,东一村,村民代表,2023-04-11", "A2,,东镇,东二村,,")),
    Shown(("推荐表", "Recommendation form"), TOWN, "qsq awards recommend YEAR --file FILE",
          recommended.RECOMMENDED,
          rows("A1,东镇,东一村,√,一季度90.00,90.00,0,0,符合", "A2,东镇,东二村,,一季度70.00,70.00,1,0,符合")),
    Shown(("推荐", "Recommendations"), CITY, "data/2023/recommendations.csv", year_inputs.RECOMMENDATIONS,
          rows("A1", "B2")),
    Shown(("年终考核", "Review"), CITY, "data/2023/review.csv", year_inputs.REVIEW, rows("A1,90", "A2,80.5")),
    Shown(("村干部", "Cadres"), TOWN, "data/2023/cadres.csv", year_inputs.CADRES,
          rows("A1-1,A1,张三,书记,3000", "A1-2,A1,李四,委员,2400.50")),
)  # fmt: skip
"""Every table, in the order of the year."""


def drawn(language: str) -> str:
    """The page in a language."""
    return "\n".join([HEADS[language], *(line for one in TABLES for line in section(one, language))])


def section(shown: Shown, language: str) -> Iterator[str]:
    """A table of columns, each with what two rows hold."""
    column, other, required, sample, another, yes, code = WORDS[language]
    title, who = (both[language == "en"] for both in (shown.title, shown.who))
    yield f"## {title}\n\n{who} · `{shown.file.format(code=code)}`\n"
    yield f"| {column} | {other} | {required} | {sample} | {another} |\n|---|---|---|---|---|"
    for name, first, second in zip(shown.header, *shown.rows, strict=True):
        chinese = (
            name if name in shown.tasks else shown.columns.chinese.get(name) or IN_CHINESE.get(name, name)
        )
        names = (chinese, f"`{name}`") if language == "zh" else (f"`{name}`", chinese)
        needed = yes if name in shown.columns.required else ""
        yield f"| {names[0]} | {names[1]} | {needed} | {first} | {second} |"
    yield ""


if __name__ == "__main__":
    for _language in ("zh", "en"):
        (FOLDER / _language / "tables.md").write_text(drawn(_language).rstrip() + "\n", "utf-8")
