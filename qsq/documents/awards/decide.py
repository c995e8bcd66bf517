"""表彰决定: who is honoured, and with what."""

from qsq.documents.awards.printed_year import PrintedYear
from qsq.documents.document import Document
from qsq.documents.wording.worded import Worded
from qsq.domain.values.capitals import capitals
from qsq.domain.values.money import yuan


def decision(worded: Worded, year: PrintedYear, document: str, approval: str, objections: int) -> Document:
    """表彰决定: who is honoured, and with what."""
    total = year.total("prize")
    honours = [
        {
            "name": honour.name,
            "count": len(given),
            "prize": _whole(honour.prize),
            "villages": "、".join("".join(year.place(one)[1:]) for one in given),
        }
        for honour, given in year.by_honour()
    ]
    facts = year.facts(
        document=document, approval=approval, objections=objections, honours=honours,
        count=len(year.honoured), total=yuan(total), capitals=capitals(total),
    )  # fmt: skip
    return worded.document(facts, {}, day=year.day, draft=year.draft)


def _whole(amount: int) -> str:
    """Fen as yuan; the decimals where there are any."""
    return yuan(amount).removesuffix(".00")
