"""What a text that people read may hold."""

from unicodedata import category

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs"})
"""Control and format characters, private ones, halves of pairs: no paper shows them as they are meant."""


def hidden_in(text: str, allowed: str = "") -> str:
    """The first character that nobody sees, as `U+200B`; empty where there is none."""
    if text.isprintable() and text.isascii():
        return ""
    for character in text:
        if character not in allowed and category(character) in _HIDDEN:
            return f"U+{ord(character):04X}"
    return ""
