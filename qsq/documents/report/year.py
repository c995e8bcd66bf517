"""年度工作报告: a year in figures, beside what was reported of 2023."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qsq.documents.awards.printed_year import PrintedYear, fen_of
from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.score.grades import annual_table, counted_table, towns_table
from qsq.documents.wording.worded import Worded
from qsq.domain.results.recorded import RecordedAnnual, RecordedTown
from qsq.domain.scheme.burden import Load, change
from qsq.domain.values.chinese_dates import PERIOD_WORDS, PeriodWords, chinese_date
from qsq.domain.values.money import yuan

_CENTRED = Cells.CENTRED
_NO_FIGURE = "—"
_REPORTED_YEAR = "2023"


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """What a period asked and what came of it.

    Attributes:
        period: in Chinese.
        short: within its year.
        mean: the villages' mean city mark, as text.
        rewards: in fen.
    """

    period: str
    short: str
    load: Load
    villages: int
    mean: str
    rewarded: int
    rewards: int
    cards: int


@dataclass(frozen=True, slots=True)
class YearFigures:
    """A year as its report tells it.

    Attributes:
        visits: visits, reviews, problems and disputes by these names.
        known: what was reported of 2023, beside this year's figure, by what it is; empty for no comparison.
        annual: the villages' annual marks and grades; none where the year has no grades.
        town_marks: the towns' annual marks; none where the scheme does not show them.
        parts: names of categories and items by id.
    """

    towns: int
    villages: int
    departments: int
    periods: Sequence[PeriodFigures]
    visits: Mapping[str, int]
    known: Mapping[str, tuple[str, str]]
    annual: Sequence[RecordedAnnual]
    town_marks: Sequence[RecordedTown]
    parts: Mapping[str, str]


def year_report(worded: Worded, year: PrintedYear, figures: YearFigures) -> Document:
    """The year's report; a draft until the year's list is confirmed."""
    uplift = sum(fen_of(member.uplift) for one in year.honoured for member in one.members)
    honours = [
        {"name": honour.name, "count": len(given), "prize": yuan(honour.prize).removesuffix(".00")}
        for honour, given in year.by_honour()
    ]
    words = PERIOD_WORDS[year.scheme.period]
    facts = year.facts(
        villages=figures.villages,
        towns=figures.towns,
        departments=figures.departments,
        first_period=figures.periods[0].short,
        first_tasks=figures.periods[0].load.tasks,
        honours=honours,
        honoured=len(year.honoured),
        rewards=yuan(sum(one.rewards for one in figures.periods)),
        prizes=yuan(year.total("prize")),
        welfare=yuan(year.total("welfare")),
        cadres=yuan(year.total("cadres")),
        uplift=yuan(uplift),
        cards=sum(one.cards for one in figures.periods),
        graded=bool(figures.annual),
        towns_ranked=bool(figures.town_marks),
        compared=bool(figures.known),
        counted_until=chinese_date(year.day) if year.day else "",
        reconstructed=bool(figures.known) and year.name == _REPORTED_YEAR,
        **figures.visits,
        visited=any(figures.visits.values()),
    )
    grades = {grade.id: grade.name for grade in year.scheme.annual.grades} if figures.annual else {}
    names = {code: village.name for code, village in year.villages.items()}
    tables = {
        "grades": counted_table(figures.annual, grades),
        "annual": annual_table(figures.annual, names, grades, figures.parts),
        "towns": towns_table(figures.town_marks, year.towns),
        "burden": _burden(figures.periods, words),
        "periods": _periods(figures.periods, words),
        "known": _known(figures.known, year.name),
    }
    return worded.document(facts, tables, day=year.day, draft=year.draft)


def _burden(periods: Sequence[PeriodFigures], words: PeriodWords) -> Table:
    columns = (
        Column(words.unit, 20, _CENTRED), Column("项数", 10, Cells.FIGURE), Column("条数", 10, Cells.FIGURE),
        Column(f"比{periods[0].short}", 14, _CENTRED),
    )  # fmt: skip
    first = periods[0].load.tasks
    rows = tuple(
        (
            one.period, str(one.load.items), str(one.load.tasks),
            change(one.load.tasks, first) if place else _NO_FIGURE,
        )
        for place, one in enumerate(periods)
    )  # fmt: skip
    return Table(columns, rows, name="任务清单")


def _periods(periods: Sequence[PeriodFigures], words: PeriodWords) -> Table:
    columns = (
        Column(words.unit, 16, _CENTRED), Column("参评村", 8, Cells.FIGURE),
        Column("平均得分", 9, Cells.FIGURE), Column("奖励村", 8, Cells.FIGURE),
        Column("奖励（元）", 12, Cells.FIGURE),
        Column("黄牌", 8, Cells.FIGURE),
    )  # fmt: skip
    rows = tuple(
        (
            one.period, str(one.villages), one.mean, str(one.rewarded), yuan(one.rewards), str(one.cards),
        )
        for one in periods
    )  # fmt: skip
    sums = (
        str(sum(one.rewarded for one in periods)), yuan(sum(one.rewards for one in periods)),
        str(sum(one.cards for one in periods)),
    )  # fmt: skip
    return Table(columns, rows, (("合计", "", "", *sums),), f"{words.kind}评比")


def _known(known: Mapping[str, tuple[str, str]], year: str) -> Table:
    columns = (Column("指标", 34), Column("2023年报道", 18, _CENTRED), Column(f"{year}年", 18, _CENTRED))
    return Table(columns, tuple((what, *pair) for what, pair in known.items()), name="对照")
