"""Modules that are imported when something of them is first used: a call pays for what it calls alone.

Nothing is imported within a function. Whoever uses a module late says so once, at the top:

    if TYPE_CHECKING:
        import filelock

        from qsq.year.score import notice, sign
    else:
        notice, sign = late("qsq.year.score", "notice", "sign")
        filelock = library("filelock")

The first branch is what editors, mypy and import-linter read; the second is what runs. `notice.hang_up(...)`
then imports `qsq.year.score.notice`. So `qsq --help` starts in the time of typer alone, and `qsq score sign`
without what sets a notice.

Late is what few calls of a module need: other commands' use cases, the words for errors, libraries that are
slow to import or not installed everywhere. All else is imported at the top.
"""

from importlib import import_module
from typing import Any


class _Late:
    """Stands for a module until something of it is used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


def late(package: str, *modules: str) -> tuple[Any, ...]:
    """These modules of a package, each imported when something of it is first used."""
    return tuple(_Late(f"{package}.{one}") for one in modules)


def library(name: str) -> Any:
    """A library, imported when something of it is first used; its own modules are had by `late`."""
    return _Late(name)
