"""村名册: a row a village of a town as the register has it, to be corrected, and empty rows for new ones."""

from collections.abc import Mapping, Sequence

from qsq.documents.forms.form import Form, FormField
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.of_villages import words
from qsq.domain.county.places import CHINESE_KINDS, Village

_ROWS_FOR_NEW = 20
_YES, _NO = "是", "否"
_KINDS = {kind: word for word, kind in CHINESE_KINDS.items()}


def village_list(head: FormHead, villages: Sequence[Village], towns: Mapping[str, str]) -> Form:
    """The form for a town's villages.

    Args:
        head: which form it is.
        villages: the town's, those that take no part too.
        towns: the names of all, by code.
    """
    called = {code: f"{code} {name}" for code, name in towns.items()}
    fields = (
        FormField("village_code", "村代码", 16),
        FormField("standing", "现况", 34),
        words("new_code", "新村代码", 16, "只有新增的村填：用过的代码不能再用"),
        words("village_name", "村名", 16, "更名的改这里，代码不变"),
        FormField("kind", "类型", 9, entry=True, choices=tuple(CHINESE_KINDS), message="选村或社区"),
        words("group", "分组", 12, "没有分组的空着", optional=True),
        FormField(
            "evaluated", "参评", 9, entry=True, choices=(_YES, _NO), message="并出、撤销的选否，不要删行"
        ),
        FormField(
            "town_code", "镇代码", 22, entry=True, choices=tuple(called.values()), message="划到别镇的改选"
        ),
    )
    rows: list[tuple[str | None, ...]] = [
        (
            village.code,
            standing(village, towns),
            None,
            village.name,
            _KINDS[village.kind],
            village.group,
            _YES if village.evaluated else _NO,
            called[village.town_code],
        )
        for village in villages
    ]
    rows += [("",) * (len(fields) - 1) + (called[head.unit],)] * _ROWS_FOR_NEW
    steps = (
        "名册已经带过来：更名、划转的直接改；并出、撤销的把参评改成否，行留着。",
        "新增的村写在下面的空行里：新村代码、村名、类型都要写；用过的代码不能给别的村。",
        "几个村并成一个的，沿用其中一个村的代码，其余的参评改成否。",
    )
    return head.form(fields, rows, steps, ("镇(街道)主要领导",))


def standing(village: Village, towns: Mapping[str, str]) -> str:
    """How a village stands in the register, in one line."""
    part = "参评" if village.evaluated else "不参评"
    said = (towns[village.town_code], village.name, _KINDS[village.kind], village.group, part)
    return " · ".join(filter(None, said))
