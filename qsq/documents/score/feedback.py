"""签字表: what a town's responsible leader and a village's secretary sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qsq.documents.document import Cells, Column, Document, Paragraph, Table
from qsq.documents.score.grades import GRADE, grade_of, short_told
from qsq.documents.score.printed_period import MARK, RANK, card_told
from qsq.documents.seal import Seal
from qsq.documents.wording.units import town_word
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.scheme.scheme import Scheme


@dataclass(frozen=True, slots=True)
class SignOff:
    """What every sign-off sheet of a result says of itself.

    It names no revision: it holds in every one that says the same.

    Attributes:
        period: in Chinese.
        code: the check code of exactly this sheet.
        seal: the same in full, with the ledger's head.
        day: when the city's office handed it out.
    """

    scheme: Scheme
    period: str
    code: str
    seal: Seal | None
    day: date

    @property
    def stamp(self) -> str:
        """The line that ties the sheet to the figures."""
        return f"{self.period} · 校验码 {self.code}"

    @property
    def grades(self) -> dict[str, str]:
        """The grades' names by id; none where the scheme has none."""
        return {grade.id: grade.name for grade in self.scheme.grades}

    def grade_line(self, village: RecordedVillage, items: Mapping[str, str]) -> tuple[str, ...]:
        """A village's grade and what decided it, as a line."""
        if not self.scheme.grades:
            return ()
        short = short_told(village.short, self.grades, self.scheme.category_names() | dict(items))
        return (f"等次：{grade_of(village, self.grades)}" + (f"（{short}）" if short else ""),)


def town_sign_off(sheet: SignOff, town: str, villages: Sequence[RecordedVillage]) -> Document:
    """What a town's responsible leader signs: its villages in the order of their rank."""
    level, graded = sheet.scheme.city_level, bool(sheet.scheme.grades)
    columns = (
        RANK, Column("村（社区）", 20), MARK, Column(f"全{level}得分", 9, Cells.FIGURE),
        Column(f"全{level}名次", 9, Cells.COUNT), Column("奖励（元）", 11, Cells.FIGURE),
        Column("黄牌", 12, Cells.CENTRED), *((GRADE,) if graded else ()),
    )  # fmt: skip
    rows = tuple(
        (*_ranked(village), *((grade_of(village, sheet.grades),) if graded else ())) for village in villages
    )
    return Document(
        title=f"{town}{sheet.period}评比结果签字表",
        lines=(sheet.scheme.name, sheet.stamp),
        parts=(
            Table(columns, rows, name="镇"),
            *_signing(f"{town_word(town)}分管领导"),
        ),
        signature=sheet.scheme.office_name,
        day=sheet.day,
        seal=sheet.seal,
    )


def _signing(signer: str) -> tuple[Paragraph, ...]:
    """Where a sheet is checked, signed, dated and sealed."""
    return (
        Paragraph("□ 核对无误　　　□ 有异议：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿"),
        Paragraph(f"{signer}签字：＿＿＿＿＿＿＿＿（盖章）　　　　＿＿＿＿年＿＿月＿＿日"),
    )


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


def village_sign_off(
    sheet: SignOff, town: str, village: RecordedVillage, items: Mapping[str, str]
) -> Document:
    """What a village's secretary signs: every item's full mark and mark, and the sum."""
    columns = (Column("项", 40), Column("满分", 12, Cells.FIGURE), Column("得分", 12, Cells.FIGURE))
    rows = (
        *((items[item.item], item.full or "不适用", item.mark or "—") for item in village.items),
        ("加分", "", village.bonus),
        ("扣分", "", village.deduction),
        ("得分", "", village.town_mark),
    )
    return Document(
        title=f"{village.village_name}{sheet.period}评比结果签字表",
        lines=(
            f"{town} {village.village_code} · 第{village.rank}名",
            *sheet.grade_line(village, items),
            sheet.stamp,
        ),
        parts=(
            Table(columns, rows, name=village.village_code),
            *_signing("村（社区）党组织书记"),
        ),
        signature=sheet.scheme.office_name,
        day=sheet.day,
        seal=sheet.seal,
    )
