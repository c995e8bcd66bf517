"""年度拟表彰名单公示: what hangs before a year's list is final."""

from qsq.documents.awards.printed_year import PrintedYear
from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.score.grades import GRADE
from qsq.documents.wording.worded import Worded
from qsq.domain.steps.hanging import Hanging
from qsq.domain.values.chinese_dates import chinese_date


def awards_public_notice(worded: Worded, year: PrintedYear, hanging: Hanging | None) -> Document:
    """年度拟表彰名单公示: honour, town, village, annual mark and what else decides; no cadre's money."""
    facts = year.facts(
        count=len(year.honoured),
        honours=[{"name": honour.name, "count": len(given)} for honour, given in year.by_honour()],
        hanging=hanging is not None,
        first=chinese_date(hanging.first) if hanging else "",
        last=chinese_date(hanging.last) if hanging else "",
        days=hanging.working_days if hanging else 0,
        head=hanging.head if hanging else "",
        improvement=year.scheme.annual.looks_at_improvement,
        improved=[honour.name for honour in year.scheme.annual.honours if honour.by_improvement],
    )
    grades = {grade.id: grade.name for grade in year.scheme.annual.grades}
    graded = (GRADE,) if grades else ()
    improved = (Column("进步", 7, Cells.FIGURE),) if year.scheme.annual.looks_at_improvement else ()
    columns = (
        Column("序号", 4, Cells.COUNT), Column("荣誉", 7, Cells.CENTRED), Column("镇（街道）", 11),
        Column("村（社区）", 12), Column("年度得分", 8, Cells.FIGURE), *improved, *graded,
    )  # fmt: skip
    rows = tuple(
        (
            str(number),
            *year.place(one),
            one.annual_mark,
            *((one.improvement or "",) if improved else ()),
            *((grades[one.grade or ""],) if grades else ()),
        )
        for number, one in enumerate(year.honoured, start=1)
    )
    day = hanging.first if hanging else None
    table = Table(columns, rows, name="公示", paired=worded.is_compact)
    return worded.document(facts, {"honours": table}, day=day, draft=hanging is None)
