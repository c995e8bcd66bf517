"""Modules that are imported when something of them is first used: a call pays for what it calls alone.

A module says whom it uses so, once, at its top:

    if TYPE_CHECKING:
        from qsq.year.score import notice, sign
    else:
        notice, sign = late("qsq.year.score", "notice", "sign")

The first branch is what editors, mypy and import-linter read; the second is what runs. `notice.hang_up(...)`
then imports `qsq.year.score.notice`. So `qsq --help` starts in the time of typer alone, and `qsq score sign`
without what sets a notice. Libraries that few calls need (pandas, typst, python-docx) are imported within the
function that needs them, with the reason beside it.
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
