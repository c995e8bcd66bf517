"""签字登记表: a row a sign-off sheet, its code printed; ticked when it is signed."""

from collections.abc import Sequence
from dataclasses import dataclass

from qsq.documents.forms.form import Form, FormField
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.of_villages import blank, day, tick, words

_FIELDS = (
    FormField("name", "名称", 20),
    FormField("office", "单位", 15),
    FormField("code", "校验码", 13),
    tick("signed", "已签", "签了字的打√；没有签的空着，不算已签"),
    words("signer", "签字人", 16, "镇由分管领导签，村由党组织书记签；写姓名"),
    day(message="签字的日期，如 2023-04-09"),
    words("scan", "扫描件", 24, "可不填；签字表照片的文件名", optional=True),
)


@dataclass(frozen=True, slots=True)
class SheetToSign:
    """A sign-off sheet: its unit as a file writes it, that unit's name, and the check code."""

    office: str
    name: str
    code: str


def signature_form(head: FormHead, sheets: Sequence[SheetToSign]) -> Form:
    """The signature register of these sheets."""
    rows = [blank((sheet.name, sheet.office, sheet.code), 4) for sheet in sheets]
    steps = (
        "纸质签字表签了字，在“已签”打√，写上签字人和日期；没有签的空着。",
        "校验码已按本次结果印好；结果更正后，请用新的签字表和新的登记表。",
    )
    return head.form(_FIELDS, rows, steps, ("镇(街道)分管领导",))
