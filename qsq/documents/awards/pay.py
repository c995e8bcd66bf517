"""奖金分配表 and 绩效奖金增发表: what a confirmed list pays, to villages and to cadres."""

from collections.abc import Iterator

from qsq.documents.awards.printed_year import NUMBER, PLACE_COLUMNS, PrintedYear, fen_of
from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.wording.worded import Worded
from qsq.domain.results.recorded import RecordedHonour, RecordedMember
from qsq.domain.values.capitals import capitals
from qsq.domain.values.money import yuan
from qsq.domain.values.numbers import percent


def prize_list(worded: Worded, year: PrintedYear) -> Document:
    """奖金分配表: each village's prize in its two halves, then each cadre's share."""
    total = year.total("prize")
    facts = year.facts(
        count=len(year.honoured), people=sum(len(one.members) for one in year.honoured), total=yuan(total),
        capitals=capitals(total), welfare=yuan(year.total("welfare")), cadres=yuan(year.total("cadres")),
    )  # fmt: skip
    return worded.document(
        facts, {"villages": _prizes(year), "members": _shares(year)}, day=year.day, draft=year.draft
    )


def _prizes(year: PrintedYear) -> Table:
    columns = (
        NUMBER, *PLACE_COLUMNS, Column("村代码", 14, Cells.CENTRED), Column("奖金（元）", 12, Cells.FIGURE),
        Column("公益事业（元）", 14, Cells.FIGURE), Column("村干部（元）", 12, Cells.FIGURE),
    )  # fmt: skip
    rows = tuple(
        (
            str(number), *year.place(one), one.village_code, one.prize, one.welfare, one.cadres,
        )
        for number, one in enumerate(year.honoured, start=1)
    )  # fmt: skip
    sums = (yuan(year.total("prize")), yuan(year.total("welfare")), yuan(year.total("cadres")))
    return Table(columns, rows, (("合计", "", "", "", "", *sums),), "各村奖金")


def _shares(year: PrintedYear) -> Table:
    columns = (
        NUMBER, *PLACE_COLUMNS[1:], Column("姓名", 12, Cells.CENTRED), Column("职务", 16, Cells.CENTRED),
        Column("奖金（元）", 12, Cells.FIGURE), Column("签收", 12, Cells.SIGNED),
    )  # fmt: skip
    members = list(_members(year))
    rows = tuple(
        (str(number), *year.place(one)[1:], *_person(year, member), member.share, "")
        for number, (one, member) in enumerate(members, start=1)
    )
    total = sum(fen_of(member.share) for _one, member in members)
    return Table(columns, rows, (("合计", "", "", "", "", yuan(total), ""),), "村干部个人")


def uplift_list(worded: Worded, year: PrintedYear) -> Document:
    """绩效奖金增发表: what each cadre's annual performance bonus is raised by."""
    members = list(_members(year))
    total = sum(fen_of(member.uplift) for _one, member in members)
    honours = [{"name": honour.name, "uplift": percent(honour.uplift)} for honour, _given in year.by_honour()]
    facts = year.facts(people=len(members), total=yuan(total), capitals=capitals(total), honours=honours)
    columns = (
        NUMBER, *PLACE_COLUMNS, Column("姓名", 12, Cells.CENTRED), Column("职务", 16, Cells.CENTRED),
        Column("基数（元）", 10, Cells.FIGURE), Column("比例", 6, Cells.CENTRED),
        Column("增发（元）", 10, Cells.FIGURE),
    )  # fmt: skip
    rows = tuple(
        (
            str(number), *year.place(one), *_person(year, member), _base(year, member),
            percent(year.honour(one).uplift), member.uplift,
        )
        for number, (one, member) in enumerate(members, start=1)
    )  # fmt: skip
    table = Table(columns, rows, (("合计", "", "", "", "", "", "", "", yuan(total)),), "绩效奖金增发表")
    return worded.document(facts, {"uplifts": table}, day=year.day, draft=year.draft)


def _members(year: PrintedYear) -> Iterator[tuple[RecordedHonour, RecordedMember]]:
    for one in year.honoured:
        yield from ((one, member) for member in one.members)


def _person(year: PrintedYear, member: RecordedMember) -> tuple[str, str]:
    cadre = year.cadres.get(member.cadre)
    return (cadre.name, cadre.post) if cadre else (member.cadre, "")


def _base(year: PrintedYear, member: RecordedMember) -> str:
    cadre = year.cadres.get(member.cadre)
    return yuan(cadre.base_bonus) if cadre else ""
