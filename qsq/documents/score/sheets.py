"""一季一评比 on paper: sign-off sheets, public notices, and the review meeting's sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qsq.documents.score.grades import grade_of, short_told
from qsq.documents.seal import Seal
from qsq.documents.writers.excel import Column, PrintedList
from qsq.domain.results.recorded import RecordedItem, RecordedVillage
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.chinese_dates import chinese_date

CARDS = {"veto": "一票否决", "below": "得分低于标准", "last": "排名末位"}
"""Why a yellow card falls, as notices say it."""


def card_told(village: RecordedVillage) -> str:
    """Why a village takes a yellow card; empty where it takes none."""
    return "" if village.yellow_card is None else CARDS[village.yellow_card]


@dataclass(frozen=True, slots=True)
class Paper:
    """What every paper of a period's result says of itself.

    Attributes:
        period: in Chinese.
        revision: None where the paper holds in every revision that says the same.
        code: the check code of exactly this paper.
        seal: the same in full, with the ledger's head; None for papers that carry none.
    """

    scheme: Scheme
    period: str
    revision: int | None
    code: str
    seal: Seal | None = None

    @property
    def stamp(self) -> str:
        """The line that ties the paper to the figures."""
        revision = "" if self.revision is None else f"第{self.revision}版 · "
        return f"{self.period} · {revision}校验码 {self.code}"

    @property
    def grades(self) -> dict[str, str]:
        """The grades' names by id; none where the scheme has none."""
        return {grade.id: grade.name for grade in self.scheme.grades}

    @property
    def grade_column(self) -> tuple[Column, ...]:
        """The column of the grade, where the scheme has grades."""
        return (Column("等次", 10, centred=True),) if self.scheme.grades else ()

    def grade_cell(self, village: RecordedVillage) -> tuple[str, ...]:
        """A village's cell in that column."""
        return (grade_of(village, self.grades),) if self.scheme.grades else ()

    def grade_line(self, village: RecordedVillage, items: Mapping[str, str]) -> tuple[str, ...]:
        """A village's grade and what decided it, as a line."""
        if not self.scheme.grades:
            return ()
        short = short_told(village.short, self.grades, self.scheme.category_names() | dict(items))
        return (f"等次：{grade_of(village, self.grades)}" + (f"（{short}）" if short else ""),)


def town_sign_off(paper: Paper, town: str, villages: Sequence[RecordedVillage]) -> PrintedList:
    """What a town's responsible leader signs: its villages in the order of their rank."""
    level = paper.scheme.city_level
    columns = (
        Column("名次", 6, number=True), Column("村(社区)", 24), Column("得分", 10, number=True),
        Column(f"全{level}得分", 10, number=True), Column(f"全{level}名次", 9, number=True),
        Column("奖励（元）", 12, number=True), Column("黄牌", 14, centred=True), *paper.grade_column,
    )  # fmt: skip
    return PrintedList(
        title=f"{town} {paper.period}评比结果签字表",
        lines=(paper.scheme.name, paper.stamp),
        columns=columns,
        rows=tuple((*_ranked(village), *paper.grade_cell(village)) for village in villages),
        closing=("镇(街道)分管领导签字：                      日期：      年    月    日",),
        landscape=False,
        seal=paper.seal,
    )


def village_sign_off(
    paper: Paper, town: str, village: RecordedVillage, items: Mapping[str, str]
) -> PrintedList:
    """What a village's secretary signs: every item's full mark and mark, and the sum."""
    rows = [(items[item.item], item.full or "不适用", item.mark or "—") for item in village.items]
    columns = (Column("项", 40), Column("满分", 14, number=True), Column("得分", 14, number=True))
    sums = (
        ("加分", "", village.bonus),
        ("扣分", "", village.deduction),
        ("得分", "", village.town_mark),
    )
    return PrintedList(
        title=f"{village.village_name} {paper.period}评比结果签字表",
        lines=(
            f"{town} {village.village_code} · 第{village.rank}名",
            *paper.grade_line(village, items),
            paper.stamp,
        ),
        columns=columns,
        rows=(*rows, *sums),
        closing=("村(社区)党组织书记签字：                    日期：      年    月    日",),
        landscape=False,
        seal=paper.seal,
    )


@dataclass(frozen=True, slots=True)
class Hanging:
    """When a notice hangs, and the ledger's head when it was hung up."""

    first: date
    last: date
    working_days: int
    head: str

    @property
    def lines(self) -> tuple[str, ...]:
        """What the notice says of itself."""
        return (
            f"公示时间：{chinese_date(self.first)}至{chinese_date(self.last)}（{self.working_days}个工作日）",
        )


def town_notice(
    paper: Paper, hanging: Hanging, town: str, villages: Sequence[RecordedVillage], items: Mapping[str, str]
) -> PrintedList:
    """What hangs on the village walls of a town: every figure from which a mark is added up."""
    columns = (
        Column("名次", 6, number=True), Column("村(社区)", 20),
        *(Column(name, 11, centred=True) for name in items.values()),
        Column("加分", 7, number=True), Column("扣分", 7, number=True), Column("得分", 8, number=True),
        Column("黄牌", 12, centred=True), *paper.grade_column,
    )  # fmt: skip
    return PrintedList(
        title=f"{town} {paper.period}评比结果公示",
        lines=(
            paper.scheme.name,
            paper.stamp,
            *hanging.lines,
            "各项为“得分/满分”；得分=各项得分之和＋加分－扣分。",
            f"对结果有异议的，请在公示期内向本镇(街道)或{paper.scheme.office_short}提出。",
        ),
        columns=columns,
        rows=tuple((*_noticed(village, items), *paper.grade_cell(village)) for village in villages),
        seal=paper.seal,
    )


def _noticed(village: RecordedVillage, items: Mapping[str, str]) -> tuple[str, ...]:
    marks = {item.item: item for item in village.items}
    return (
        str(village.rank),
        village.village_name,
        *(_of_full(marks.get(item)) for item in items),
        village.bonus,
        village.deduction,
        village.town_mark,
        card_told(village),
    )


def _of_full(item: RecordedItem | None) -> str:
    return "—" if item is None or item.full is None else f"{item.mark}/{item.full}"


def review_rewards(
    paper: Paper, towns: Mapping[str, str], villages: Sequence[RecordedVillage]
) -> PrintedList:
    """The review meeting's list of rewards to pay; villages without a reward are left out."""
    columns = (
        Column("镇(街道)", 18), Column("名次", 6, number=True), Column("村(社区)", 24),
        Column("村代码", 16, centred=True), Column("得分", 10, number=True),
        Column("奖励（元）", 14, number=True),
    )  # fmt: skip
    rows = tuple(
        (
            towns[village.town_code], str(village.rank), village.village_name,
            village.village_code, village.town_mark, village.reward,
        )
        for village in villages
    )  # fmt: skip
    return PrintedList(f"{paper.period}奖励发放表", (paper.scheme.name, paper.stamp), columns, rows, (0,))


def review_cards(paper: Paper, towns: Mapping[str, str], villages: Sequence[RecordedVillage]) -> PrintedList:
    """The review meeting's list of yellow cards to hand out."""
    columns = (
        Column("镇(街道)", 18), Column("名次", 6, number=True), Column("村(社区)", 24),
        Column("村代码", 16, centred=True), Column("得分", 10, number=True), Column("原因", 16),
    )  # fmt: skip
    rows = tuple(
        (
            towns[village.town_code], str(village.rank), village.village_name,
            village.village_code, village.town_mark, card_told(village),
        )
        for village in villages
    )  # fmt: skip
    return PrintedList(f"{paper.period}黄牌警示名单", (paper.scheme.name, paper.stamp), columns, rows, (0,))


def _ranked(village: RecordedVillage) -> tuple[str, ...]:
    return (
        str(village.rank),
        village.village_name,
        village.town_mark,
        village.city_mark,
        str(village.city_rank),
        village.reward,
        card_told(village),
    )
