"""A year's recommendations, review and cadres as the ledger keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from qsq.awards.standing import Cadre
from qsq.ledger.encoding.codec import NUMBER, TEXT, WHOLE, Composite, Field, Record, by_name, listed

CADRE = Composite(
    Cadre,
    Field("id", TEXT),
    Field("village", TEXT, attribute="village_code"),
    Field("name", TEXT),
    Field("post", TEXT, ""),
    Field("base_bonus", WHOLE),
)


@dataclass(frozen=True, slots=True)
class YearEntered:
    """What was entered for a year, as its list follows from it.

    Attributes:
        recommended: codes of villages, sorted.
        review: marks in points by village code.
        cadres: in the order of their file.
    """

    recommended: tuple[str, ...]
    review: Mapping[str, Fraction]
    cadres: tuple[Cadre, ...]


YEAR_INPUTS = Record(
    "year_inputs",
    Composite(
        YearEntered,
        Field("recommended", listed(TEXT), ()),
        Field("review", by_name(NUMBER), {}),
        Field("cadres", listed(CADRE), ()),
    ),
)
