"""What is kept in memory after papers are set, and when it is let go of."""

import ctypes
from functools import cache
from typing import Any

from typst import Compiler

_FEWEST_RUNS, _MOST_RUNS = 3, 10
"""Typst remembers for ten runs what it laid out. After so many empty ones it has forgotten a town's papers,
which take much memory, and knows what a village's and its neighbours' have alike, which saves time."""


def forget(compiler: Compiler, documents: int) -> None:
    """Let typst forget a file of so many documents."""
    for _run in range(min(max(_FEWEST_RUNS, documents), _MOST_RUNS)):
        compiler.compile(input=b"", format="svg")


def give_back() -> None:
    """Give memory that is free to the system again, where the C library keeps it: glibc does."""
    trim = getattr(_c_library(), "malloc_trim", None)
    if trim:
        trim(0)


@cache
def _c_library() -> Any:
    """The functions that the process itself has; none on Windows, where no such library is named so."""
    try:
        return ctypes.CDLL(None)
    except (OSError, TypeError):
        return None
