"""Register, officials, cadres and the year's recommendations as the ledger keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from qsq.awards.standing import Cadre
from qsq.domain.county.officials import Level, Official, Role, Unit
from qsq.domain.county.places import Department, Register, Town, Village, VillageKind, by_code
from qsq.ledger.encoding.codec import (
    FLAG,
    NUMBER,
    TEXT,
    WHOLE,
    Composite,
    Field,
    Record,
    by_name,
    listed,
    word,
)

TOWN = Composite(
    Town,
    Field("code", TEXT),
    Field("name", TEXT),
    Field("full_name", TEXT, ""),
    Field("contact", TEXT, ""),
    Field("phone", TEXT, ""),
    Field("address", TEXT, ""),
)
VILLAGE = Composite(
    Village,
    Field("code", TEXT),
    Field("name", TEXT),
    Field("town", TEXT, attribute="town_code"),
    Field("kind", word(VillageKind)),
    Field("group", TEXT, ""),
    Field("evaluated", FLAG, True),
)
REGISTER = Record(
    "register",
    Composite(
        Register,
        Field("towns", listed(TOWN)),
        Field("villages", listed(VILLAGE)),
        Field("departments", listed(Composite(Department, Field("id", TEXT), Field("name", TEXT)))),
    ),
)


def taking_part(register: Register) -> Register:
    """What of a register marks follow from: its towns and its evaluated villages, in the order of codes.

    Whom a town's villages call is no part of it.
    """
    towns = tuple(sorted((Town(town.code, town.name) for town in register.towns), key=lambda town: town.code))
    return Register(towns, by_code(register.evaluated), ())


OFFICIALS = Record(
    "officials",
    listed(
        Composite(
            Official,
            Field("id", TEXT),
            Field("name", TEXT),
            Field("unit", Composite(Unit, Field("level", word(Level)), Field("code", TEXT, ""))),
            Field("role", word(Role)),
        )
    ),
)

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
