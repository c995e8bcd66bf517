"""The standard streams and the words of a call, made safe: closed or full streams, odd terminals, no text."""

import os
import re
import sys
from collections.abc import Iterable, MutableMapping
from typing import Any, TextIO

from qsq.domain.faults import WrongUse, message
from qsq.domain.values.texts import hidden_in, lost_in

_PLAUSIBLE = re.compile("[2-9][0-9]|[1-9][0-9]{2,3}", re.ASCII)
"""How many columns or lines a terminal may say that it has; 0 would let every table vanish."""

OURS = ("QSQ_WORKSPACE", "QSQ_ACTOR", "QSQ_LANG")
"""Variables of the environment that are words of a call too."""


def made_safe(environment: MutableMapping[str, str]) -> None:
    """Let streams that are closed be there, none fail for a character, and tables have columns."""
    _keep_numbers()
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        _never_fail(stream)
    for name in ("COLUMNS", "LINES"):
        if name in environment and not _PLAUSIBLE.fullmatch(environment[name]):
            del environment[name]


def must_be_text(words: Iterable[str]) -> None:
    """Refuse what no paper or terminal shows as it is meant.

    Raises:
        WrongUse: a word holds a hidden or a lost character, or bytes that are no text in the terminal's
            encoding.
    """
    for word in words:
        hidden = hidden_in(word) or lost_in(word)
        if hidden:
            raise WrongUse(
                message(
                    "{found} holds {character}, which is hidden or no text in this terminal's encoding; type"
                    " it again",
                    found="“" + "".join("?" if hidden_in(one) else one for one in word) + "”",
                    character=hidden,
                )
            )


def complain(text: str) -> None:
    """Lines on standard error, as far as it takes them."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        pass  # nobody can be told


def _keep_numbers() -> None:
    """Fill the places of closed streams, so that no file of ours gets their numbers; to write there fails."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)


def _never_fail(stream: TextIO | Any) -> None:
    """A terminal in GBK has no glyph for rare characters: write a question mark instead of failing."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
