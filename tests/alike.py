"""Counties that are alike go the same way: the first of a process takes the steps, the others become copies of it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

EACH = os.environ.get("QSQ_EACH_TAKES_ITS_STEPS") == "1"
"""Whether none is copied: `make mutants` asks which tests reach a function."""

_GONE: dict[Any, tuple[Any, dict[str, bytes]]] = {}


def contents(root: Path) -> dict[str, bytes]:
    """All files of a workspace by path."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def gone(root: Path, way: str, take: Callable[[], T]) -> T:
    """What steps answer, with the county as they leave it.

    Args:
        root: the county; what the steps do depends on nothing but its files.
        way: what the steps are called.
        take: takes them.
    """
    if EACH:
        return take()
    start = way, frozenset(contents(root).items())
    if start not in _GONE:
        _GONE[start] = take(), contents(root)
    answer, files = _GONE[start]
    for name in contents(root).keys() - files.keys():
        (root / name).unlink()
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return answer  # type: ignore[no-any-return]
