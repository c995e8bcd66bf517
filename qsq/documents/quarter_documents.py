"""一季一评比 as documents: the public notice, the circular, notices to villages, and the list of rewards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from qsq.documents.document import Column, Document, Kind, Table
from qsq.documents.evaluation_papers import CARDS, Hanging
from qsq.documents.worded import Facts, Worded
from qsq.domain.capitals import capitals
from qsq.domain.chinese_dates import chinese_date
from qsq.domain.money import fen, yuan
from qsq.domain.numbers import Rounding, Scale, read_number
from qsq.domain.scheme import Scheme

Answer = Mapping[str, Any]
"""A village's part of a recorded result (CONTRACT.md section 9)."""

_PLACE_COLUMNS = (Column("镇（街道）", 14), Column("村（社区）", 18))
_RANK = Column("名次", 6, Kind.COUNT)
_MARK = Column("得分", 8, Kind.FIGURE)
_NONE = "—"
_MOST_LOSSES = 5
_ROUNDINGS = {Rounding.HALF_UP: "四舍五入", Rounding.HALF_EVEN: "按GB/T 8170修约"}


@dataclass(frozen=True, slots=True)
class QuarterOf:
    """A recorded quarter as its documents are made from it.

    Attributes:
        quarter: in Chinese.
        revision: the result's.
        towns: names by code.
        day: of the documents that follow from a final result; None before.
        draft: whether the result is not final.
    """

    scheme: Scheme
    quarter: str
    revision: int
    villages: Sequence[Answer]
    towns: Mapping[str, str]
    day: date | None
    draft: bool

    def facts(self, check: str, /, **more: object) -> Facts:
        """What every wording of a quarter's documents may name, and more; `check` is the check code."""
        return {
            "scheme": self.scheme.name,
            "city": self.scheme.city_name,
            "quarter": self.quarter,
            "stamp": f"第{self.revision}版 · 校验码 {check}",
            **more,
        }

    def place(self, village: Answer) -> tuple[str, str]:
        """A village's town and name."""
        return self.towns.get(village["town_code"], village["town_code"]), village["village_name"]


def public_notice(
    worded: Worded,
    of: QuarterOf,
    code: str,
    town_code: str,
    items: Mapping[str, str],
    hanging: Hanging | None,
) -> Document:
    """What hangs on a town's walls: every item's full mark and mark, so that each sum can be checked."""
    facts = of.facts(
        code,
        town=of.towns.get(town_code, town_code),
        hanging=hanging is not None,
        first=chinese_date(hanging.first) if hanging else "",
        last=chinese_date(hanging.last) if hanging else "",
        days=hanging.working_days if hanging else 0,
        head=hanging.head if hanging else "",
        rounding=_rounding(of.scheme),
    )
    columns = (
        _RANK, Column("村（社区）", 12), *(Column(name, 5, Kind.FIGURE) for name in items.values()),
        Column("加分", 5, Kind.FIGURE), Column("扣分", 5, Kind.FIGURE), Column("得分", 6, Kind.FIGURE),
        Column("黄牌", 8, Kind.CENTRED),
    )  # fmt: skip
    rows = tuple(_noticed(village, items) for village in _of_town(of, town_code))
    day = hanging.first if hanging else None
    return worded.document(facts, {"marks": Table(columns, rows)}, day=day, draft=hanging is None)


def _rounding(scheme: Scheme) -> str:
    scale = scheme.marks.scale
    return f"各项分数保留{scale.decimals}位小数，{_ROUNDINGS[scale.rounding]}。"


def _noticed(village: Answer, items: Mapping[str, str]) -> tuple[str, ...]:
    marks = {item["item"]: item for item in village["items"]}
    cells = (_mark_over_full(marks.get(item)) for item in items)
    card = CARDS.get(village["yellow_card"], "")
    sums = (village["bonus"], village["deduction"], village["town_mark"], card)
    return (str(village["rank"]), village["village_name"], *cells, *sums)


def _mark_over_full(item: Answer | None) -> str:
    return _NONE if item is None or item["full"] is None else f"{item['mark']}\n{item['full']}"


def notice_figures(document: Document, of: QuarterOf, town_code: str, items: Mapping[str, str]) -> Document:
    """The figures of a public notice for a spreadsheet: full mark and mark in columns of their own."""
    pairs = [
        column
        for name in items.values()
        for column in (Column(f"{name} 满分", 8, Kind.FIGURE), Column(f"{name} 得分", 8, Kind.FIGURE))
    ]
    columns = (
        Column("村代码", 14), Column("村（社区）", 20), _RANK, *pairs,
        Column("加分", 7, Kind.FIGURE), Column("扣分", 7, Kind.FIGURE), _MARK,
        Column("黄牌", 12, Kind.CENTRED),
    )  # fmt: skip
    rows = tuple(_figured(village, items) for village in _of_town(of, town_code))
    return Document(
        document.title, (Table(columns, rows, name="公示"),), document.lines, draft=document.draft
    )


def _figured(village: Answer, items: Mapping[str, str]) -> tuple[str, ...]:
    marks = {item["item"]: item for item in village["items"]}
    pairs: list[str] = []
    for name in items:
        item = marks.get(name)
        pairs += ("", "") if item is None or item["full"] is None else (item["full"], item["mark"])
    head = (village["village_code"], village["village_name"], str(village["rank"]))
    card = CARDS.get(village["yellow_card"], "")
    return (*head, *pairs, village["bonus"], village["deduction"], village["town_mark"], card)


def circular(worded: Worded, of: QuarterOf, code: str, item_names: Mapping[str, str]) -> Document:
    """通报: what came of a quarter, its first places and its yellow cards."""
    rewarded, carded = rewarded_of(of), carded_of(of)
    total = _sum_of_rewards(rewarded)
    marks = [read_number(village["city_mark"]) for village in of.villages]
    scale = of.scheme.marks.scale
    facts = of.facts(
        code,
        villages=len(marks),
        towns=len({village["town_code"] for village in of.villages}),
        items=len(item_names),
        mean=scale.text(scale.units(sum(marks, Fraction(0)) / len(marks))),
        best=scale.text(scale.units(max(marks))),
        rewards=len(rewarded),
        rewards_total=yuan(total),
        rewards_capitals=capitals(total),
        cards=len(carded),
        weakest=_weakest(of.villages, item_names),
    )
    firsts = [village for village in rewarded if village["rank"] == 1]
    tables = {"firsts": _firsts(of, firsts), "cards": _cards(of, carded)}
    return worded.document(facts, tables, day=of.day, draft=of.draft)


def _firsts(of: QuarterOf, villages: Sequence[Answer]) -> Table:
    columns = (*_PLACE_COLUMNS, _RANK, _MARK, Column("奖励（元）", 12, Kind.FIGURE))
    return Table(
        columns,
        tuple((*of.place(one), str(one["rank"]), one["town_mark"], one["reward"]) for one in villages),
    )


def _cards(of: QuarterOf, villages: Sequence[Answer]) -> Table:
    columns = (*_PLACE_COLUMNS, _RANK, _MARK, Column("原因", 16, Kind.CENTRED))
    return Table(
        columns,
        tuple(
            (*of.place(one), str(one["rank"]), one["town_mark"], CARDS[one["yellow_card"]])
            for one in villages
        ),
    )


def _weakest(villages: Sequence[Answer], names: Mapping[str, str]) -> list[dict[str, str]]:
    """The three of the city's items in which the villages earned the least part of the full mark."""
    earned, full = dict.fromkeys(names, Fraction(0)), dict.fromkeys(names, Fraction(0))
    for village in villages:
        for item in village["items"]:
            if item["item"] in names and item["city_full"] is not None:
                earned[item["item"]] += read_number(item["city_mark"])
                full[item["item"]] += read_number(item["city_full"])
    shares = {item: earned[item] / full[item] for item in names if full[item]}
    tenths = Scale(1)
    return [
        {"name": names[item], "share": f"{tenths.text(tenths.units(share * 100))}%"}
        for item, share in sorted(shares.items(), key=lambda pair: pair[1])[:3]
    ]


def card_notice(
    worded: Worded, of: QuarterOf, code: str, village: Answer, items: Mapping[str, str]
) -> Document:
    """黄牌警示通知书: what a village lost its marks in, and what is expected of it."""
    town, name = of.place(village)
    facts = of.facts(
        code, town=town, village=name, code=village["village_code"], mark=village["town_mark"],
        rank=village["rank"], reason=CARDS[village["yellow_card"]],
    )  # fmt: skip
    return worded.document(facts, {"losses": _losses(village, items)}, day=of.day, draft=of.draft)


def _losses(village: Answer, items: Mapping[str, str]) -> Table:
    """The items in which a village lost most, the greatest loss first."""
    columns = (
        Column("项", 30), Column("满分", 10, Kind.FIGURE), Column("得分", 10, Kind.FIGURE),
        Column("失分", 10, Kind.FIGURE),
    )  # fmt: skip
    lost = [
        (read_number(item["full"]) - read_number(item["mark"]), item)
        for item in village["items"]
        if item["full"] is not None and item["full"] != item["mark"]
    ]
    worst = sorted(lost, key=lambda pair: -pair[0])[:_MOST_LOSSES]
    return Table(
        columns,
        tuple((items[item["item"]], item["full"], item["mark"], _less(item)) for _loss, item in worst),
    )


def _less(item: Answer) -> str:
    decimals = len(item["full"].partition(".")[2])
    scale = Scale(decimals)
    return scale.text(scale.units(read_number(item["full"]) - read_number(item["mark"])))


def reward_notice(worded: Worded, of: QuarterOf, code: str, village: Answer) -> Document:
    """奖励通知书: a village's rank and its reward, in figures and in capitals."""
    town, name = of.place(village)
    amount = fen(read_number(village["reward"]))
    facts = of.facts(
        code, town=town, village=name, code=village["village_code"], mark=village["town_mark"],
        rank=village["rank"], reward=village["reward"], capitals=capitals(amount),
    )  # fmt: skip
    return worded.document(facts, {}, day=of.day, draft=of.draft)


def reward_list(worded: Worded, of: QuarterOf, code: str) -> Document:
    """奖励发放表: the rewards to pay, with room to sign for them."""
    rewarded = rewarded_of(of)
    total = _sum_of_rewards(rewarded)
    facts = of.facts(code, count=len(rewarded), total=yuan(total), capitals=capitals(total))
    columns = (
        Column("序号", 5, Kind.COUNT), *_PLACE_COLUMNS, Column("村代码", 18, Kind.CENTRED), _RANK, _MARK,
        Column("奖励（元）", 12, Kind.FIGURE), Column("签收", 10),
    )  # fmt: skip
    rows = tuple(
        (
            str(number), *of.place(one), one["village_code"], str(one["rank"]), one["town_mark"],
            one["reward"], "",
        )
        for number, one in enumerate(rewarded, start=1)
    )  # fmt: skip
    table = Table(columns, rows, (("合计", "", "", "", "", "", yuan(total), ""),), "奖励发放表")
    return worded.document(facts, {"rewards": table}, day=of.day, draft=of.draft)


def rewarded_of(of: QuarterOf) -> list[Answer]:
    """The villages that take a reward, by town and rank."""
    return [one for one in _ordered(of.villages) if fen(read_number(one["reward"]))]


def carded_of(of: QuarterOf) -> list[Answer]:
    """The villages that take a yellow card, by town and rank."""
    return [one for one in _ordered(of.villages) if one["yellow_card"] is not None]


def _ordered(villages: Sequence[Answer]) -> list[Answer]:
    return sorted(villages, key=lambda one: (one["town_code"], one["rank"], one["village_code"]))


def _of_town(of: QuarterOf, town_code: str) -> list[Answer]:
    return [one for one in _ordered(of.villages) if one["town_code"] == town_code]


def _sum_of_rewards(villages: Sequence[Answer]) -> int:
    return sum(fen(read_number(one["reward"])) for one in villages)
