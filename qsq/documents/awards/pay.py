"""奖金分配表 and 绩效奖金增发表: what a confirmed list pays, to villages and to cadres."""

from collections.abc import Iterator

from qsq.documents.awards.printed_year import NUMBER, PLACE_COLUMNS, PrintedYear, fen_of
from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.grouped import groups_of
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
        NUMBER, *PLACE_COLUMNS, Column("村代码", 13, Cells.CENTRED), Column("奖金（元）", 10, Cells.FIGURE),
        Column("公益事业（元）", 12, Cells.FIGURE), Column("村干部（元）", 11, Cells.FIGURE),
    )  # fmt: skip
    honoured = year.by_town()
    rows = tuple(
        (
            str(number), *year.place(one), one.village_code, one.prize, one.welfare, one.cadres,
        )
        for number, one in enumerate(honoured, start=1)
    )  # fmt: skip

    def subtotal(town: str, _amount: int) -> tuple[str, ...]:
        own = [one for one in honoured if year.place(one)[1] == town]
        sums = (sum(fen_of(cell) for cell in cells) for cells in zip(*map(_money, own), strict=True))
        return ("小计", "", town, "", "", *map(yuan, sums))

    groups = groups_of([(year.place(one)[1], fen_of(one.prize)) for one in honoured], subtotal)
    sums = (yuan(year.total("prize")), yuan(year.total("welfare")), yuan(year.total("cadres")))
    return Table(columns, rows, (("合计", "", "", "", "", *sums),), "各村奖金", groups=groups)


def _money(one: RecordedHonour) -> tuple[str, str, str]:
    return one.prize, one.welfare, one.cadres


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
    groups = groups_of(
        [(year.place(one)[1], fen_of(member.share)) for one, member in members],
        lambda town, amount: ("小计", town, "", "", "", yuan(amount), ""),
    )
    sums = ("合计", "", "", "", "", yuan(total), "")
    return Table(columns, rows, (sums,), "村干部个人", groups=groups, apart=True)


def uplift_list(worded: Worded, year: PrintedYear) -> Document:
    """绩效奖金增发表: what each cadre's annual performance bonus is raised by."""
    members = list(_members(year))
    total = sum(fen_of(member.uplift) for _one, member in members)
    honours = [{"name": honour.name, "uplift": percent(honour.uplift)} for honour, _given in year.by_honour()]
    facts = year.facts(people=len(members), total=yuan(total), capitals=capitals(total), honours=honours)
    columns = (
        NUMBER, *PLACE_COLUMNS, Column("姓名", 8, Cells.CENTRED), Column("职务", 12, Cells.CENTRED),
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
    groups = groups_of(
        [(year.place(one)[1], fen_of(member.uplift)) for one, member in members],
        lambda town, amount: ("小计", "", town, "", "", "", "", "", yuan(amount)),
    )
    sums = ("合计", "", "", "", "", "", "", "", yuan(total))
    table = Table(columns, rows, (sums,), "绩效奖金增发表", groups=groups)
    return worded.document(facts, {"uplifts": table}, day=year.day, draft=year.draft)


def _members(year: PrintedYear) -> Iterator[tuple[RecordedHonour, RecordedMember]]:
    for one in year.by_town():
        yield from ((one, member) for member in one.members)


def _person(year: PrintedYear, member: RecordedMember) -> tuple[str, str]:
    cadre = year.cadres.get(member.cadre)
    return (cadre.name, cadre.post) if cadre else (member.cadre, "")


def _base(year: PrintedYear, member: RecordedMember) -> str:
    cadre = year.cadres.get(member.cadre)
    return yuan(cadre.base_bonus) if cadre else ""
