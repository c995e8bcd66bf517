"""The columns that a table may have, each under its English or its Chinese name (CONTRACT.md section 2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qsq.intake.sheets.spelling import half_width

IN_CHINESE = {
    "village_code": "村代码", "village_name": "村名", "town_code": "镇代码", "town_name": "镇名",
    "kind": "类型", "group": "分组", "evaluated": "参评", "department": "部门", "name": "名称",
    "task": "任务", "value": "评分", "note": "备注", "round": "轮次", "target": "目标", "points": "分值",
    "reason": "原因", "basis": "依据", "mark": "得分", "cadre": "编号", "post": "职务",
    "base_bonus": "绩效奖金基数", "full_name": "全称", "contact": "联系人", "phone": "电话",
    "address": "地址", "id": "编号", "office": "单位", "role": "角色", "official": "干部", "place": "地点",
    "date": "日期", "purpose": "事由", "signer": "签字人", "code": "校验码", "scan": "扫描件",
    "due": "期限", "result": "预期结果", "person": "责任人", "done": "完成率",
    "accepted": "已接单", "signed": "已签", "recommended": "推荐", "who": "谈话人", "with": "谈话对象",
    "problem": "问题", "method": "方法", "until": "新期限", "by": "提出人", "text": "异议内容",
    "reasons": "提示原因", "city_due": "清单期限", "last_target": "上次目标",
    "marks": "各期得分", "mean": "平均分", "cards": "黄牌", "vetoes": "一票否决", "conditions": "评优条件",
    "share": "到期完成率", "standing": "现况", "new_code": "新村代码", "trait": "特征",
}  # fmt: skip

_CODES = frozenset({"village_code", "new_code", "town_code", "place"})
"""Columns of the register's codes, which are text, never numbers."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a table may have, by name.

    Attributes:
        required: the first of them tells the header from a title above it.
        aids: columns in Chinese for the eye alone, which a sheet made by qsq carries.
        chinese: Chinese names that are others here than elsewhere.
        most: how many rows can be filled, where that is limited.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    aids: tuple[str, ...] = ()
    chinese: Mapping[str, str] = field(default_factory=dict)
    most: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All names, in the order in which a row's cells are kept."""
        return self.required + self.optional + self.aids

    @property
    def codes(self) -> tuple[str, ...]:
        """The names of those that hold codes of the register."""
        return tuple(name for name in self.names if name in _CODES)

    def meant(self, headings: Sequence[str]) -> list[str]:
        """What a row of headings means: names of columns, and as they are those that mean none.

        A sheet made by qsq has 任务 and 分值 for the eye beside `task` and what it is for; elsewhere they are
        names.
        """
        written = [half_width(heading) for heading in headings]
        aids = self.aids if set(self.aids) <= set(written) else ()
        own = {self._in_chinese(name): name for name in self.required + self.optional}
        return [heading if heading in aids else own.get(heading, heading) for heading in written]

    def _in_chinese(self, name: str) -> str:
        return self.chinese.get(name) or IN_CHINESE.get(name, name)
