"""推荐表: a row a village with its year so far, ticked where its town recommends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qsq.awards.eligibility import Reason
from qsq.documents.forms.form import Form, FormField
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.of_villages import VILLAGE_FIELDS, tick, village_cells
from qsq.domain.county.places import Village

_FIELDS = (
    *VILLAGE_FIELDS,
    FormField("marks", "各期得分", 28),
    FormField("mean", "平均分", 9),
    FormField("cards", "黄牌", 7),
    FormField("vetoes", "一票否决", 9),
    FormField("conditions", "评优条件", 19),
    tick("recommended", "推荐", "推荐的打√，不推荐的空着", optional=True),
)


@dataclass(frozen=True, slots=True)
class Conditions:
    """A village's year so far.

    Attributes:
        marks: its printed city mark of each period that is marked, behind the period's name.
        mean: of these, as it counts for the year; empty where it has none.
        lacking: why it is not eligible as the periods stand, its lack of a recommendation aside.
    """

    village: Village
    marks: tuple[str, ...]
    mean: str
    cards: int
    vetoes: int
    lacking: tuple[Reason, ...]


_LACKING = {
    Reason.NOT_RECOMMENDED: "没有推荐",
    Reason.MIN_PERIODS: "参评期数不够",
    Reason.VETO: "有一票否决",
    Reason.YELLOW_CARDS: "黄牌超过规定",
    Reason.MIN_MARK: "得分不够",
}
"""What stands against a village, as the form says it."""


def recommendation_form(
    head: FormHead, villages: Sequence[Conditions], towns: Mapping[str, str], most: int
) -> Form:
    """The recommendation form of a town.

    Args:
        head: which form it is.
        villages: of the town.
        towns: their names by code.
        most: how many it may recommend.
    """
    rows = [
        (
            *village_cells(one.village, towns),
            "；".join(one.marks),
            one.mean,
            str(one.cards),
            str(one.vetoes),
            "、".join(_LACKING[reason] for reason in one.lacking) or "符合",
            "",
        )
        for one in villages
    ]
    steps = (
        f"最多推荐{most}个村，推荐的打√。",
        "得分、黄牌和一票否决按已经评比的各期印好；评优条件不符合的，推荐了也评不上。",
    )
    return head.form(_FIELDS, rows, steps, ("镇(街道)主要领导",))
