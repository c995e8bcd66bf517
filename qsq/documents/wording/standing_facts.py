"""What every wording may name: the scheme, its city and office, and what its periods are called."""

from datetime import date

from qsq.documents.wording.worded import Facts
from qsq.domain.scheme.scheme import CityOffice, Scheme
from qsq.domain.values.chinese_dates import PERIOD_WORDS


def standing_facts(scheme: Scheme) -> Facts:
    """The facts of a scheme that all its documents have in common."""
    words = PERIOD_WORDS[scheme.period]
    return {
        "scheme": scheme.name,
        "city": scheme.city_name,
        "level": scheme.city_level,
        "office": scheme.office_name,
        "office_short": scheme.office_short,
        "reach": _reach(scheme.office),
        "kind": words.kind,
        "unit": words.unit,
        "this": words.this,
        "next": words.after,
    }


def number_room(day: date | None) -> str:
    """Room for a paper's own number, which the office enters when it registers the paper."""
    return f"〔{day.year if day else '　　　　'}〕　　号"


def _reach(office: CityOffice) -> str:
    """How villagers reach the office, as one text; empty where nothing is known."""
    return reached(("联系人：", office.contact), ("电话：", office.phone), ("地址：", office.address))


def reached(*known: tuple[str, str]) -> str:
    """How someone is reached, each word with what it names, as one text; empty where nothing is known."""
    return "，".join(f"{word}{value}" for word, value in known if value)
