"""A new county's workspace to fill in, and the packaged workspace of 祁阳 2023."""

import re
from collections.abc import Sequence
from datetime import timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from qsq.documents.writers.csv_table import with_mark
from qsq.domain.faults import WrongUse, message
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.periods import Period, PeriodKind, periods_of
from qsq.intake.observed.observations import observations_folder
from qsq.ledger.canonical import canonical
from qsq.rules.files import SCHEME_FILE
from qsq.rules.period_file import period_file
from qsq.rules.schema import SHAPES, json_schema
from qsq.year.desk.writing import inside, write_whole
from qsq.year.init.county import County, told_of

_OF_PERIODS = ("targets.csv", "adjustments.csv")
"""Tables that each period has; the template holds them once."""

_EARLIER = timedelta(days=11)
"""How long before a period's end a task of the sample is due."""


def make_workspace(root: Path, year: int, kind: PeriodKind, county: County | None = None) -> tuple[str, ...]:
    """Write what `root` lacks of a new workspace; what is there stays untouched.

    Args:
        root: the folder.
        year: of its first rules.
        kind: how long its periods are.
        county: what its office tells of it; None for a stand-in that is to be filled in.

    Returns:
        The paths that were written, from `root`.

    Raises:
        WrongUse: it is a workspace whose rules begin in another year, or are of other periods, or it lies
            in another workspace.
    """
    template, root = files("qsq") / "template", root.resolve()
    first, *_others = periods = periods_of(year, kind)
    _must_be_new(root, first)
    wanted: dict[str, bytes] = {}
    for path, content in _tree(template):
        wanted |= dict.fromkeys(_targets(path, periods), _filled(content, first))
    if county:
        wanted = told_of(county, wanted)
    wanted = {
        path: with_mark(content) if path.endswith(".csv") else content for path, content in wanted.items()
    }
    for name in SHAPES:
        wanted[f"rules/schema/{name}.json"] = canonical(json_schema(name)) + b"\n"
    for period in periods:
        inside(root, root / observations_folder(period)).mkdir(parents=True, exist_ok=True)
    return tuple(path for path in sorted(wanted) if _write_new(root, path, wanted[path]))


def must_be_outside(folder: Path) -> None:
    """Raise where a new workspace would lie in another one, whose commands would no longer find theirs.

    Raises:
        WrongUse: it would.
    """
    root = folder.resolve()
    around = next((one for one in root.parents if (one / SCHEME_FILE).exists()), None)
    if around and not (root / SCHEME_FILE).exists():
        raise WrongUse(
            message(
                "{folder} lies in the workspace {around}; name a folder outside of it",
                folder=root,
                around=around,
            )
        )


def _must_be_new(root: Path, first: Period) -> None:
    """Raise where a workspace is in use, whose scheme the sample's rules would not fit, or lies around it."""
    must_be_outside(root)
    if (root / SCHEME_FILE).exists() and not (root / period_file(first)).exists():
        raise WrongUse(
            message(
                "{folder} is a workspace already; to make its next rules from its last ones:"
                " qsq init --next, or qsq init --next --year {year}",
                folder=root,
                year=first.year,
            )
        )


def _targets(path: str, periods: Sequence[Period]) -> list[str]:
    """Where a template's file goes: a period's table into each period, the sample rules into the first."""
    first = periods[0]
    path = path.replace("YEAR", str(first.year)).replace("KEY", first.key)
    folder, _, name = path.rpartition("/")
    if name in _OF_PERIODS:
        return [f"{folder}/{period.key}/{name}" for period in periods]
    return [path]


def _filled(content: bytes, first: Period) -> bytes:
    """A template's file for a year that begins with that period."""
    values = {
        "YEAR": first.year,
        "KIND": first.kind,
        "KEY": first.key,
        "PERIOD": first,
        "NAME": chinese_period(first),
        "LAST_DAY": first.last_day,
        "EARLIER": first.last_day - _EARLIER,
        "COUNT": first.kind.per_year,
    }
    text = content.decode()
    for name, value in values.items():
        text = re.sub(rf"\b{name}(?![A-Z_])", str(value), text)
    return text.encode()


def _write_new(root: Path, path: str, content: bytes) -> bool:
    return not (root / path).exists() and write_whole(root, root / path, content)


def may_copy_year_2023(root: Path) -> bool:
    """Whether `root` is no workspace yet, or one of 祁阳 2023."""
    scheme = root / SCHEME_FILE
    return not scheme.exists() or scheme.read_bytes() == (_year_2023() / SCHEME_FILE).read_bytes()


def _year_2023() -> Traversable:
    packaged, checkout = files("qsq") / "year2023", files("qsq") / ".."
    return packaged if packaged.is_dir() else checkout


def copy_year_2023(root: Path) -> None:
    """Copy the packaged rules and data of 祁阳 2023 into `root`; what is there stays untouched."""
    source, root = _year_2023(), root.resolve()
    for folder in ("rules", "data"):
        for path, content in _tree(source / folder):
            if path.endswith((".yaml", ".csv", ".xlsx", ".json")):
                _write_new(root, f"{folder}/{path}", content)


def _tree(folder: Traversable, prefix: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            found += _tree(entry, f"{prefix}{entry.name}/")
        elif not entry.name.startswith("."):
            found.append((prefix + entry.name, entry.read_bytes()))
    return found
