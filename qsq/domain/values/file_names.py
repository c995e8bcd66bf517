"""Codes and names as names of files: for any texts at all, and no two of them alike on any disk.

What is readable and safe everywhere stays as it is. Anything else keeps of itself what can be shown and gets
a mark behind it, `~` and a digest of the whole: what was replaced or cut can no longer be mistaken for
another, nor can names that only some disks tell apart (capitals and small letters, composed characters).
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from unicodedata import category, normalize

_MARK = "~"
_DIGEST = 12
_MOST_BYTES = 180
_SIGNS = frozenset("-_.() ")
_CATEGORIES = frozenset({"Ll", "Lm", "Lo", "Lu", "Nd", "Nl", "No", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"})
"""Of characters outside ASCII: letters, numbers and punctuation."""

_LETTERS = re.compile("[A-Za-z]+")
_LONGEST_CODE = 2
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?![^. ])", re.IGNORECASE)
"""What Windows takes for a device, whatever ending follows."""


def file_name(*parts: str, ending: str = "", beside: Iterable[str] = ()) -> str:
    """A file's or folder's name.

    Args:
        parts: what it is named by, such as a village's code and name; a hyphen joins them.
        ending: such as `.xlsx`; nothing for a folder.
        beside: names, with their endings, that other things in the same folder have.
    """
    text = "-".join(parts)
    if _stays(parts) and not _is_one_of(text + ending, beside):
        return text + ending
    mark = _MARK + sha256(repr(parts).encode()).hexdigest()[:_DIGEST]
    return _cut(_shown(text), _MOST_BYTES - len(mark)) + mark + ending


def folder_name(code: str) -> str:
    """What people call the folder of a town in the rules: by its code, where a folder can be called so."""
    return code if _OF_A_FOLDER.fullmatch(code) and not _RESERVED.match(code) else file_name(code)


_OF_A_FOLDER = re.compile(r"[^\\/:*?\"<>|\s.][^\\/:*?\"<>|]{0,59}(?<![\s.])")


def _stays(parts: tuple[str, ...]) -> bool:
    """Whether the parts can be read back from their text, and every disk keeps it as it is."""
    text = "-".join(parts)
    return (
        not any("-" in part for part in parts[1:])
        and all(map(_is_safe, text))
        and 0 < len(text.encode()) <= _MOST_BYTES
        and text == text.strip(". ")
        and text == normalize("NFC", text)
        and _LETTERS.sub(_usual_case, text) == text
        and not _RESERVED.match(text)
    )


def _is_safe(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character in _SIGNS
    return category(character) in _CATEGORIES and character.casefold() == character


def _usual_case(letters: re.Match[str]) -> str:
    """Of names that differ in case alone one is usual: codes (A1, QY-001) in capitals, words small."""
    found = letters[0]
    return found.upper() if len(found) <= _LONGEST_CODE else found.lower()


def _is_one_of(name: str, others: Iterable[str]) -> bool:
    return name.casefold() in {other.casefold() for other in others}


def _shown(text: str) -> str:
    """What a disk takes of a text, an underscore for each character that it does not."""
    plain = "".join(one if _is_safe(one) or (one.isascii() and one.isalnum()) else "_" for one in text)
    plain = plain.strip(". ") or "_"
    return f"_{plain}" if _RESERVED.match(plain) else plain


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")
