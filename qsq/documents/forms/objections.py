"""异议登记表: a row a village, filled in where someone objects."""

from collections.abc import Mapping, Sequence

from qsq.documents.forms.form import Form
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.of_villages import VILLAGE_FIELDS, blank, day, village_cells, words
from qsq.domain.county.places import Village

_FIELDS = (
    *VILLAGE_FIELDS,
    words("text", "异议内容", 44, "对哪一条、哪个数有异议，理由是什么；没有异议的村空着", optional=True),
    words("by", "提出人", 14, "谁提出；可不填", optional=True),
    day(message="提出的日期，如 2023-04-11", optional=True),
)


def objection_form(head: FormHead, villages: Sequence[Village], towns: Mapping[str, str]) -> Form:
    """The objection form of these villages."""
    rows = [blank(village_cells(village, towns), 3) for village in villages]
    steps = ("公示期间有异议的村写上内容、提出人和日期；没有异议的空着。一个村有几条的，分几次交。",)
    return head.form(_FIELDS, rows, steps, ("镇(街道)经办人",))
