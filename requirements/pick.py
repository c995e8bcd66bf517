"""The smaller locks: of all that is pinned, what each extra and what `make test` needs (`make pins`)."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import requires
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
EXTRAS = ("documents", "parquet")
"""Those that users install; `dev` and `upkeep` are the developers' own."""


def pins() -> dict[str, str]:
    """The entries of requirements.txt with their hashes, by name; extras that they name are developers'."""
    text = (HERE.parent / "requirements.txt").read_text("utf-8")
    entries = re.findall(r"^([^\s=\[]+)(?:\[.*?\])?(==.*(?:\n .*)*\n)", text, re.MULTILINE)
    return {canonicalize_name(name): name + pinned for name, pinned in entries}


def needed(listed: Iterable[str], system: Mapping[str, str] | None = None) -> set[str]:
    """The names of these requirements and of all that they require on this system, or on another.

    Args:
        listed: requirements as pyproject.toml has them.
        system: what markers say of the other system, such as `sys_platform`.
    """
    known = dict(system or {})
    names, ahead = set[str](), [Requirement(one) for one in listed]
    while ahead:
        one = ahead.pop()
        if one.marker is None or one.marker.evaluate(known):
            name = canonicalize_name(one.name)
            if name not in names:
                names.add(name)
                ahead += _required_by(one, known)
    return names


def _required_by(one: Requirement, system: Mapping[str, str]) -> list[Requirement]:
    """What a package requires, with the extras that it was asked for with."""
    found = []
    for text in requires(one.name) or ():
        required = Requirement(text)
        extras = ("", *one.extras)
        if required.marker is None or any(
            required.marker.evaluate({**system, "extra": extra}) for extra in extras
        ):
            required.marker = None
            found.append(required)
    return found


def picked(*extras: str) -> str:
    """The lock of the program with these extras."""
    known = pins()
    return "".join(known[name] for name in sorted(needed(listed(*extras))))


def for_tests() -> str:
    """The lock of what `make test` needs beside what users have with every extra."""
    known, users = pins(), needed(listed(*EXTRAS))
    return "".join(
        known[name]
        for name in sorted(needed([*_project()["build-system"]["requires"], *listed("dev")]) - users)
    )


def listed(*extras: str) -> list[str]:
    """What the program requires with these extras."""
    project = _project()["project"]
    wanted = (project["optional-dependencies"][extra] for extra in extras)
    return [*project["dependencies"], *(one for many in wanted for one in many)]


def _project() -> dict[str, Any]:
    return tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))


if __name__ == "__main__":
    (HERE / "users.txt").write_text(picked(), "utf-8")
    for extra in EXTRAS:
        (HERE / f"{extra}.txt").write_text(picked(extra), "utf-8")
    (HERE / "developers" / "tests.txt").write_text(for_tests(), "utf-8")
    (HERE / "developers" / "pip.txt").write_text(pins()["pip"], "utf-8")
