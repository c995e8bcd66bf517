"""A new county as its office tells of it: what its first files say in the place of the template's."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qsq.documents.writers.csv_table import csv_bytes
from qsq.domain.county.places import Department, Town, Village
from qsq.domain.faults import WrongUse, message
from qsq.domain.values.texts import blemish
from qsq.intake.places_list import read_places
from qsq.year.desk.files import DiskFolder

LEVELS = ("市", "县", "区", "旗")
"""What texts call a county; the last character of its name says it."""

_MOST_NAME, _MOST_DEPARTMENT = 20, 60
_DEPARTMENT = re.compile(r"^(\w[\w-]*),市(\w+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class County:
    """What an office tells of its county.

    Attributes:
        name: such as `东安县`.
        level: what texts call it; of `LEVELS`.
        code: its code, as it is written.
        towns: empty where they are entered later, as the villages and departments.
        departments: names; empty for the usual ones.
    """

    name: str
    level: str
    code: str = "000000"
    towns: tuple[Town, ...] = ()
    villages: tuple[Village, ...] = ()
    departments: tuple[str, ...] = ()


def county_called(name: str, code: str = "", level: str = "") -> County:
    """A county without its register.

    Raises:
        WrongUse: the name or code cannot stand in a rule file, or nothing says what texts call it.
    """
    for text in (name, code):
        _must_stand_in_rules(text, _MOST_NAME)
    named = level or name[-1:]
    if named not in LEVELS:
        raise WrongUse(
            message(
                "found {found}; expected a name that ends in one of: {words}",
                found=name,
                words="、".join(LEVELS),
            )
        )
    return County(name, named, code or "000000")


def _must_stand_in_rules(text: str, most: int) -> None:
    """Raise where a text would not be one in a rule file, where it stands without quotation marks."""
    signs = set("'\"\\{}[],:#").intersection(text) or re.match(r"\W", text)
    if blemish(text) or signs or len(text) > most:
        raise WrongUse(message("found {found}; expected a name or code without signs", found=text))


def with_places(county: County, file: Path) -> County:
    """The county with the towns and villages of a table.

    Raises:
        Refused: the table is wrong; all faults are listed.
    """
    towns, villages = read_places(DiskFolder(Path.cwd()), str(file.resolve()))
    return replace(county, towns=towns, villages=villages)


def told_of(county: County, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The template's files as the county has them: its name, level, departments, register and officials.

    Raises:
        WrongUse: a department's name cannot stand in a rule file.
    """
    for name in county.departments:
        _must_stand_in_rules(name, _MOST_DEPARTMENT)
    made = {path: _worded(county, content.decode("utf-8-sig")) for path, content in files.items()}
    departments = _departments(county, made["data/departments.csv"])
    ids = [one.id for one in departments]
    for path, text in made.items():
        if path.startswith("rules/") and county.departments:
            made[path] = re.sub(
                r"(department: )(\w[\w-]*)",
                lambda found: found[1] + (found[2] if found[2] in ids else ids[0]),
                text,
            )
    tables = _tables(county, departments)
    return {path: text.encode() for path, text in made.items()} | tables


def _worded(county: County, text: str) -> str:
    """A file's text with what is the county's own in the place of the stand-in's."""
    own = {
        "把“某市”、代码、奖金等改": "把奖金、名额等改",
        "code: '000000'": f"code: '{county.code}'",
        "level: 市}": f"level: {county.level}}}",
        "short: 市评比办": f"short: {county.level}评比办",
        "某市": county.name,
    }
    for before, after in own.items():
        text = text.replace(before, after)
    return _DEPARTMENT.sub(rf"\1,{county.level}\2", text)


def _departments(county: County, usual: str) -> tuple[Department, ...]:
    """The county's departments: of the usual ones by their ids, others by their names."""
    rows = (line.split(",") for line in usual.splitlines()[1:])
    known = {name: one for one, name in rows}
    bare = {name.removeprefix(county.level): one for name, one in known.items()}
    if not county.departments:
        return tuple(Department(one, name) for name, one in known.items())
    return tuple(
        Department(known.get(name) or bare.get(name.removeprefix(county.level)) or name, name)
        for name in dict.fromkeys(county.departments)
    )


def _tables(county: County, departments: Sequence[Department]) -> dict[str, bytes]:
    tables: dict[str, bytes] = {
        "data/departments.csv": csv_bytes(
            ("department", "name"), ((one.id, one.name) for one in departments)
        ),
        "data/officials.csv": csv_bytes(("id", "name", "office", "role"), _officials(county, departments)),
    }
    if county.villages:
        villages = ((one.code, one.name, one.town_code, one.kind, one.group) for one in county.villages)
        heads = ("village_code", "village_name", "town_code", "kind", "group")
        tables["data/villages.csv"] = csv_bytes(heads, villages)
        towns = ((one.code, one.name) for one in county.towns)
        tables["data/towns.csv"] = csv_bytes(("town_code", "town_name"), towns)
    return tables


def _officials(county: County, departments: Sequence[Department]) -> Iterable[tuple[str, str, str, str]]:
    """The posts that act, each to be called by its name; the office puts the persons' names in."""
    yield "city-1", f"{county.level}办公室经办员", "city", "clerk"
    for one in departments:
        yield f"{one.id}-1", f"{one.name}联络员", f"department:{one.id}", "officer"
    towns = {one.code: one.name for one in county.towns}
    for code, name in towns.items():
        yield (
            f"{code}-lead",
            f"{name}{'党工委' if name.endswith('街道') else '党委'}书记",
            f"town:{code}",
            "leader",
        )
    for village in county.villages:
        name = f"{towns[village.town_code]}{village.name}党组织书记"
        yield f"{village.code}-sec", name, f"village:{village.code}", "secretary"
