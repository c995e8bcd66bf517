"""村干部名册: a row a cadre, as the list stands, to be corrected."""

from collections.abc import Sequence

from qsq.awards.standing import Cadre
from qsq.documents.forms.form import FieldKind, Form, FormField
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.of_villages import words
from qsq.domain.county.places import Village
from qsq.domain.values.money import yuan

_ROWS_FOR_NEW = 20


def cadre_form(head: FormHead, villages: Sequence[Village], cadres: Sequence[Cadre]) -> Form:
    """The list of a town's cadres.

    Args:
        head: which form it is.
        villages: the town's.
        cadres: as they are listed.
    """
    of_village = {village.code: f"{village.code} {village.name}" for village in villages}
    fields = (
        FormField(
            "village_code",
            "村代码",
            26,
            entry=True,
            choices=tuple(of_village.values()),
            message="从列表里选村",
        ),
        words("cadre", "编号", 18, "新来的空着，自动编号；原有的不要改"),
        words("name", "姓名", 14, "写全名"),
        words("post", "职务", 18, "如 党组织书记"),
        FormField(
            "base_bonus", "绩效奖金基数", 16, entry=True, kind=FieldKind.NUMBER, message="元，最多两位小数"
        ),
    )
    rows = [_row(of_village[one.village_code], one) for one in cadres]
    rows += [("",) * len(fields)] * _ROWS_FOR_NEW
    steps = (
        "名单已经带过来：离任的删去整行内容，新任的写在下面的空行里，编号空着。",
        "交来的名单代替本镇原来的名单。",
    )
    return head.form(fields, rows, steps, ("镇(街道)主要领导",))


def _row(village: str, cadre: Cadre) -> tuple[str, ...]:
    return village, cadre.id, cadre.name, cadre.post, yuan(cadre.base_bonus)
