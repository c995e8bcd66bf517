"""Register and officials as the ledger keeps them."""

from qsq.domain.county.officials import Level, Official, Role, Unit
from qsq.domain.county.places import Department, Register, Town, Village, VillageKind, by_code
from qsq.ledger.canonical import written
from qsq.ledger.encoding.codec import (
    FLAG,
    TEXT,
    Composite,
    Field,
    Record,
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
    write=written,
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
