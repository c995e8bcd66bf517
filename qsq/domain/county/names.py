"""What people call towns, villages, departments and officials: by code, or by a name that only one has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self, assert_never
from unicodedata import normalize

from qsq.domain.county.officials import Level, Official
from qsq.domain.county.places import TOWN_DEPARTMENT, Register, Village
from qsq.domain.faults import Message, WrongUse, message


@dataclass(frozen=True, slots=True)
class Names:
    """Things of one kind with their names.

    Attributes:
        codes: of all.
        by_name: each name, as it is compared, with the codes of those that have it.
        called: each code with the names that it may be called by, the shorter first.
    """

    codes: frozenset[str]
    by_name: Mapping[str, tuple[str, ...]]
    called: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, called: Mapping[str, Iterable[str]]) -> Self:
        """The things with these codes, each with its names; a name that is empty is none."""
        names = {code: tuple(name for name in ways if name) for code, ways in called.items()}
        by_name: dict[str, tuple[str, ...]] = {}
        for code, ways in names.items():
            for name in dict.fromkeys(map(_compared, ways)):
                by_name[name] = (*by_name.get(name, ()), code)
        return cls(frozenset(names), by_name, names)

    def meant(self, text: str) -> tuple[str, ...]:
        """The codes that a text can mean: the code that it is, else those that have it as a name."""
        compared = _compared(text)
        for code in (text, compared):
            if code in self.codes:
                return (code,)
        return self.by_name.get(compared, ())

    def shortest(self, code: str) -> str:
        """The first of its names that means nothing else; the code where none does."""
        return next((name for name in self.called.get(code, ()) if self.meant(name) == (code,)), code)


def _compared(text: str) -> str:
    """A name as it is compared: without blanks, full-width forms as half-width ones."""
    return "".join(normalize("NFKC", text).split())


def town_names(register: Register) -> Names:
    """Towns by name and full name."""
    return Names.of({town.code: (town.name, town.full_name) for town in register.towns})


def village_names(register: Register) -> Names:
    """Villages by name, alone or behind their town's."""
    towns = register.town_names()
    return Names.of({one.code: (one.name, f"{towns[one.town_code]}{one.name}") for one in register.villages})


def village_meant(register: Register, text: str, marked: Iterable[str] = (), town: str = "") -> str:
    """The code of the village that a caller names, and that takes part.

    Args:
        register: has all villages.
        text: its code or name; where several have that name, with the town's before it.
        marked: codes of villages that have a mark; they may have left the register since.
        town: the code of the town whose villages alone are meant by a name; empty for all.

    Raises:
        WrongUse: none that takes part is called so, or several are.
    """
    known = {one.code: one.town_code for one in register.evaluated}
    if text in {*known, *marked}:
        return text
    none = message("there is no evaluated village {found} in the register", found=text)
    names = village_names(register)
    meant = [code for code in names.meant(text) if code in known and town in ("", known[code])]
    return only_one(meant, text, none, names)


def village_named(register: Register, text: str) -> Village:
    """The village that a caller names; see `village_meant`."""
    code = village_meant(register, text)
    return next(one for one in register.evaluated if one.code == code)


def department_names(register: Register) -> Names:
    """Departments by name; the reserved one of the towns is nobody's."""
    listed = (one for one in register.departments if one.id != TOWN_DEPARTMENT)
    return Names.of({one.id: (one.name,) for one in listed})


def official_names(officials: Iterable[Official]) -> Names:
    """Officials by name."""
    return Names.of({one.id: (one.name,) for one in officials})


def names_at(level: Level, register: Register) -> Names:
    """The offices of a level; the city is but one and has no code."""
    match level:
        case Level.CITY:
            return Names.of({})
        case Level.DEPARTMENT:
            return department_names(register)
        case Level.TOWN:
            return town_names(register)
        case Level.VILLAGE:
            return village_names(register)
        case _:
            assert_never(level)


def only_one(meant: Sequence[str], text: str, none: Message | None = None, names: Names | None = None) -> str:
    """The code that a text means.

    Args:
        meant: the codes that it can mean.
        text: what a caller typed.
        none: what is told where it means nothing.
        names: the longest of each is told beside its code; without them, the codes alone.

    Raises:
        WrongUse: it means nothing, or several things; their codes are listed.
    """
    if len(meant) > 1:
        listed = ", ".join(
            " ".join((code, *(names.called[code][-1:] if names else ()))) for code in sorted(meant)
        )
        raise WrongUse(
            message("{found} is the name of several; name one by its code: {known}", found=text, known=listed)
        )
    if none is not None and not meant:
        raise WrongUse(none)
    return meant[0]
