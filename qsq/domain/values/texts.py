"""What a text that people read may hold, and how much of it is repeated to them."""

import re
from unicodedata import category

from qsq.domain.faults import Message, message

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Control and format characters, private ones, halves of pairs: no paper shows them as they are meant."""

_LOST = "\ufffd"
"""What a program puts where it could not read a character."""

BEGINS_FORMULA = "=+-@＝＋－＠"
"""What begins a formula in a spreadsheet that opens a CSV file, in either width."""

NUMBER = r"[-+]?[0-9]+(\.[0-9]+)?"
"""A number, which begins like a formula and is none."""

_FORMULA = re.compile(rf"'*(?!{NUMBER}\Z)[{re.escape(BEGINS_FORMULA)}].", re.DOTALL)
"""What begins like a formula, or like one behind apostrophes: written with one more, it is read as it was."""

_LONGEST = 60
"""Characters of a text that a message repeats."""


def hidden_in(text: str, allowed: str = "") -> str:
    """The first character that nobody sees, as `U+200B`; empty where there is none."""
    if text.isprintable() and text.isascii():
        return ""
    for character in text:
        if character not in allowed and category(character) in _HIDDEN:
            return f"U+{ord(character):04X}"
    return ""


def in_sight(text: str) -> str:
    """A text that is shown again to be mended: what nobody sees in it is seen, and refused again."""
    if text.isprintable() and text.isascii():
        return text
    return "".join(_LOST if hidden_in(character, "\n") else character for character in text)


def lost_in(text: str) -> str:
    """The character that stands where another was lost on the way, as `U+FFFD`; empty where none does."""
    return "U+FFFD" if _LOST in text else ""


def blemish(text: str, allowed: str = "") -> Message | None:
    """What makes a text unfit for paper: a character that nobody sees, or one that was lost on the way."""
    hidden = hidden_in(text, allowed)
    if hidden:
        return message("there is a hidden character {found} in it; type the text again", found=hidden)
    if lost_in(text):
        return message(
            "there is a damaged character {found} in it, which another program put where it could not read"
            " one; type the text again",
            found=lost_in(text),
        )
    return None


def is_plain(text: str) -> bool:
    """Whether a long text certainly has no blemish except line ends; a quick look before a slow one."""
    if text.isascii():
        return text.replace("\n", "").replace("\r", "").isprintable()
    for space in _SPACES:
        text = text.replace(space, "")
    return _LOST not in text and text.isprintable()


_SPACES = "\r\n\u3000\xa0\u2002\u2003\u2009"


def no_formula(text: str) -> str:
    """A cell of CSV that no spreadsheet takes for a formula: behind an apostrophe where it looks like one.

    `meant_by` gives the text back.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def meant_by(cell: str) -> str:
    """The text that `no_formula` or a person put behind an apostrophe; any other cell as it is."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def shortened(text: str) -> str:
    """A text as a message repeats it: a long one only by its beginning."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…"


def quoted(text: str) -> str:
    """A text within quotation marks as a message repeats it."""
    return f"“{shortened(text)}”"
