"""接单登记表: a row a village, ticked when it took its list."""

from collections.abc import Mapping, Sequence

from qsq.documents.forms.form import Form
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.of_villages import VILLAGE_FIELDS, blank, day, tick, village_cells
from qsq.domain.county.places import Village

_FIELDS = (*VILLAGE_FIELDS, tick("accepted", "已接单", "接了单的打√，没有接的空着"), day())


def acceptance_form(head: FormHead, villages: Sequence[Village], towns: Mapping[str, str]) -> Form:
    """The acceptance register of these villages."""
    rows = [blank(village_cells(village, towns), 2) for village in villages]
    steps = ("村里接了单，在“已接单”打√，写上日期；没有接的空着，以后补交。",)
    return head.form(_FIELDS, rows, steps, ("镇(街道)经办人",))
