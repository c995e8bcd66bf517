"""Counties that are alike go the same way: the first of a process takes the steps, the others become copies of it."""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from qsq.year.desk import papers
from tests.conftest import called
from tests.run import Run

T = TypeVar("T")

EACH = os.environ.get("QSQ_EACH_TAKES_ITS_STEPS") == "1"
"""Whether none is copied: `make mutants` asks which tests reach a function."""

_GONE: dict[Any, tuple[Any, dict[str, bytes]]] = {}
_KEPT: dict[bytes, bytes] = {}
"""What files hold, each content once: most files are the same before and after a step."""


def contents(root: Path) -> dict[str, bytes]:
    """All files of a workspace by path."""
    found = (Path(folder, name) for folder, _folders, names in os.walk(root) for name in names)
    files = {str(path)[len(f"{root}/") :]: path.read_bytes() for path in found if path.is_file()}
    return {name: _KEPT.setdefault(content, content) for name, content in files.items()}


def gone(root: Path, way: str, take: Callable[[], T]) -> T:
    """What steps answer, with the county as they leave it.

    Args:
        root: the county; what the steps do depends on nothing but its files, and whether PDF and Word are written.
        way: what the steps are called.
        take: takes them.
    """
    if EACH:
        return take()
    there = contents(root)
    start = way, papers.SENT_OUT, frozenset(there.items())
    if start not in _GONE:
        _GONE[start] = take(), contents(root)
        return _GONE[start][0]  # type: ignore[no-any-return]
    answer, files = _GONE[start]
    for name in there.keys() - files.keys():
        (root / name).unlink()
    for name, content in files.items():
        if there.get(name) != content:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
    return answer  # type: ignore[no-any-return]


def taken_once(take: Callable[[Path], T]) -> Callable[[Path], T]:
    """Steps of a county that many tests begin with."""

    @wraps(take)
    def taken(root: Path) -> T:
        return gone(root, f"{take.__module__}.{take.__qualname__}", lambda: take(root))

    return taken


def answered(root: Path, *words: str | Path) -> Run:
    """A command of a county, answered in JSON; taken once where it reads no file from elsewhere."""

    def take() -> Run:
        return called(*words, "--json", workspace=root)

    return (
        take()
        if any(isinstance(word, Path) for word in words)
        else gone(root, " ".join(map(str, words)), take)
    )
