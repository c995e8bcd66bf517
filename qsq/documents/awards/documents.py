"""年终一总评 as documents: the public notice, the decision, prizes and uplifts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qsq.awards.standing import Cadre
from qsq.documents.document import Column, Document, Kind, Table
from qsq.documents.score.grades import GRADE
from qsq.documents.score.sheets import Hanging
from qsq.documents.wording.standing_facts import standing_facts
from qsq.documents.wording.worded import Facts, Worded
from qsq.domain.county.places import Village
from qsq.domain.results.recorded import RecordedHonour, RecordedMember
from qsq.domain.scheme.scheme import Honour, Scheme
from qsq.domain.values.capitals import capitals
from qsq.domain.values.chinese_dates import chinese_date
from qsq.domain.values.money import fen, yuan
from qsq.domain.values.numbers import percent, read_number

_NUMBER = Column("序号", 5, Kind.COUNT)
_PLACE_COLUMNS = (Column("荣誉", 8, Kind.CENTRED), Column("镇（街道）", 14), Column("村（社区）", 16))


@dataclass(frozen=True, slots=True)
class YearOf:
    """A year's list as its documents are made from it.

    Attributes:
        code: the list's check code; empty for one that is not recorded.
        honoured: the villages that take an honour, in order.
        cadres: by id.
        day: of the documents that follow from a confirmed list; None before.
        draft: whether the list is not confirmed.
    """

    scheme: Scheme
    year: str
    revision: int
    code: str
    honoured: Sequence[RecordedHonour]
    villages: Mapping[str, Village]
    towns: Mapping[str, str]
    cadres: Mapping[str, Cadre]
    day: date | None
    draft: bool

    def facts(self, **more: object) -> Facts:
        """What every wording of a year's documents may name, and more."""
        stamp = f"第{self.revision}版 · 校验码 {self.code}" if self.code else ""
        return {
            **standing_facts(self.scheme),
            "year": f"{self.year}",
            "stamp": stamp,
            **more,
        }

    def place(self, one: RecordedHonour) -> tuple[str, str, str]:
        """A village's honour, town and name."""
        village = self.villages.get(one.village_code)
        honour = self.honour(one)
        if village is None:
            return honour.name, "", one.village_code
        return honour.name, self.towns[village.town_code], village.name

    def honour(self, one: RecordedHonour) -> Honour:
        """A village's honour."""
        return next(honour for honour in self.scheme.annual.honours if honour.id == one.honour)

    def by_honour(self) -> list[tuple[Honour, list[RecordedHonour]]]:
        """The honours that were given, with their villages."""
        pairs = [
            (honour, [one for one in self.honoured if one.honour == honour.id])
            for honour in self.scheme.annual.honours
        ]
        return [(honour, given) for honour, given in pairs if given]

    def total(self, key: Literal["prize", "welfare", "cadres"]) -> int:
        """An amount of all honoured villages, in fen."""
        return sum(_fen(getattr(one, key)) for one in self.honoured)


def awards_public_notice(worded: Worded, of: YearOf, hanging: Hanging | None) -> Document:
    """年度拟表彰名单公示: honour, town, village and annual mark; no cadre's money."""
    facts = of.facts(
        count=len(of.honoured),
        honours=[{"name": honour.name, "count": len(given)} for honour, given in of.by_honour()],
        hanging=hanging is not None,
        first=chinese_date(hanging.first) if hanging else "",
        last=chinese_date(hanging.last) if hanging else "",
        days=hanging.working_days if hanging else 0,
        head=hanging.head if hanging else "",
    )
    grades = {grade.id: grade.name for grade in of.scheme.annual.grades}
    graded = (GRADE,) if grades else ()
    columns = (_NUMBER, *_PLACE_COLUMNS, Column("年度得分", 10, Kind.FIGURE), *graded)
    rows = tuple(
        (str(number), *of.place(one), one.annual_mark, *((grades[one.grade or ""],) if grades else ()))
        for number, one in enumerate(of.honoured, start=1)
    )
    day = hanging.first if hanging else None
    return worded.document(facts, {"honours": Table(columns, rows)}, day=day, draft=hanging is None)


def decision(worded: Worded, of: YearOf, document: str, approval: str, objections: int) -> Document:
    """表彰决定: who is honoured, and with what."""
    total = of.total("prize")
    honours = [
        {
            "name": honour.name,
            "count": len(given),
            "prize": _whole(honour.prize),
            "villages": "、".join("".join(of.place(one)[1:]) for one in given),
        }
        for honour, given in of.by_honour()
    ]
    facts = of.facts(
        document=document, approval=approval, objections=objections, honours=honours,
        count=len(of.honoured), total=yuan(total), capitals=capitals(total),
    )  # fmt: skip
    return worded.document(facts, {}, day=of.day, draft=of.draft)


def prize_list(worded: Worded, of: YearOf) -> Document:
    """奖金分配表: each village's prize in its two halves, then each cadre's share."""
    total = of.total("prize")
    facts = of.facts(
        count=len(of.honoured), people=sum(len(one.members) for one in of.honoured), total=yuan(total),
        capitals=capitals(total), welfare=yuan(of.total("welfare")), cadres=yuan(of.total("cadres")),
    )  # fmt: skip
    return worded.document(
        facts, {"villages": _prizes(of), "members": _shares(of)}, day=of.day, draft=of.draft
    )


def _prizes(of: YearOf) -> Table:
    columns = (
        _NUMBER, *_PLACE_COLUMNS, Column("村代码", 14, Kind.CENTRED), Column("奖金（元）", 12, Kind.FIGURE),
        Column("公益事业（元）", 14, Kind.FIGURE), Column("村干部（元）", 12, Kind.FIGURE),
    )  # fmt: skip
    rows = tuple(
        (
            str(number), *of.place(one), one.village_code, one.prize, one.welfare, one.cadres,
        )
        for number, one in enumerate(of.honoured, start=1)
    )  # fmt: skip
    sums = (yuan(of.total("prize")), yuan(of.total("welfare")), yuan(of.total("cadres")))
    return Table(columns, rows, (("合计", "", "", "", "", *sums),), "各村奖金")


def _shares(of: YearOf) -> Table:
    columns = (
        _NUMBER, *_PLACE_COLUMNS[1:], Column("姓名", 12, Kind.CENTRED), Column("职务", 16, Kind.CENTRED),
        Column("奖金（元）", 12, Kind.FIGURE), Column("签收", 10),
    )  # fmt: skip
    members = list(_members(of))
    rows = tuple(
        (str(number), *of.place(one)[1:], *_person(of, member), member.share, "")
        for number, (one, member) in enumerate(members, start=1)
    )
    total = sum(_fen(member.share) for _one, member in members)
    return Table(columns, rows, (("合计", "", "", "", "", yuan(total), ""),), "村干部个人")


def uplift_list(worded: Worded, of: YearOf) -> Document:
    """绩效奖金增发表: what each cadre's annual performance bonus is raised by."""
    members = list(_members(of))
    total = sum(_fen(member.uplift) for _one, member in members)
    honours = [{"name": honour.name, "uplift": percent(honour.uplift)} for honour, _given in of.by_honour()]
    facts = of.facts(people=len(members), total=yuan(total), capitals=capitals(total), honours=honours)
    columns = (
        _NUMBER, *_PLACE_COLUMNS, Column("姓名", 12, Kind.CENTRED), Column("职务", 16, Kind.CENTRED),
        Column("基数（元）", 10, Kind.FIGURE), Column("比例", 6, Kind.CENTRED),
        Column("增发（元）", 10, Kind.FIGURE),
    )  # fmt: skip
    rows = tuple(
        (
            str(number), *of.place(one), *_person(of, member), _base(of, member),
            percent(of.honour(one).uplift), member.uplift,
        )
        for number, (one, member) in enumerate(members, start=1)
    )  # fmt: skip
    table = Table(columns, rows, (("合计", "", "", "", "", "", "", "", yuan(total)),), "绩效奖金增发表")
    return worded.document(facts, {"uplifts": table}, day=of.day, draft=of.draft)


def _members(of: YearOf) -> Iterator[tuple[RecordedHonour, RecordedMember]]:
    for one in of.honoured:
        yield from ((one, member) for member in one.members)


def _person(of: YearOf, member: RecordedMember) -> tuple[str, str]:
    cadre = of.cadres.get(member.cadre)
    return (cadre.name, cadre.post) if cadre else (member.cadre, "")


def _base(of: YearOf, member: RecordedMember) -> str:
    cadre = of.cadres.get(member.cadre)
    return yuan(cadre.base_bonus) if cadre else ""


def _fen(text: str) -> int:
    return fen(read_number(text))


def _whole(amount: int) -> str:
    """Fen as yuan; the decimals where there are any."""
    return yuan(amount).removesuffix(".00")
