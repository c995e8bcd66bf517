"""A new county's workspace to fill in, and the packaged workspace of 祁阳 2023."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from qsq.ledger.canonical import canonical
from qsq.rules.schema import SHAPES, json_schema
from qsq.rules.scheme_file import SCHEME_FILE
from qsq.year.writing import inside, write_whole

_OF_PERIODS = ("targets.csv", "adjustments.csv")
"""Tables that each period has; the template holds them once."""


def make_workspace(root: Path, year: int) -> tuple[str, ...]:
    """Write what `root` lacks of a new workspace; what is there stays untouched.

    Returns:
        The paths that were written, from `root`.
    """
    template, root = files("qsq") / "template", root.resolve()
    contents = {path: _filled(content, year) for path, content in _tree(template)}
    wanted: dict[str, bytes] = {}
    for path, content in contents.items():
        wanted |= dict.fromkeys(_targets(path, year), content)
    for kind in SHAPES:
        wanted[f"rules/schema/{kind}.json"] = canonical(json_schema(kind)) + b"\n"
    for period in range(1, 5):
        made = root / "data" / str(year) / f"q{period}" / "observations"
        inside(root, made).mkdir(parents=True, exist_ok=True)
    return tuple(path for path in sorted(wanted) if _write_new(root, path, wanted[path]))


def _targets(path: str, year: int) -> list[str]:
    """Where a template's file goes: a period's table into each period."""
    path = path.replace("YEAR", str(year))
    folder, _, name = path.rpartition("/")
    if name in _OF_PERIODS:
        return [f"{folder}/q{period}/{name}" for period in range(1, 5)]
    return [path]


def _filled(content: bytes, year: int) -> bytes:
    return content.replace(b"YEAR", str(year).encode())


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
