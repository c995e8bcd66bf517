"""Names in Latin letters, for a search by sound and for readers of English: 幸福村 is Xingfucun, xfc."""

from functools import cache
from typing import TYPE_CHECKING

from qsq.late import library

if TYPE_CHECKING:
    import pypinyin
else:
    pypinyin = library("pypinyin")


@cache
def latin(name: str) -> str:
    """A name as it sounds, in one word with a capital; what is no Chinese stays as it is."""
    return "".join(pypinyin.lazy_pinyin(name)).capitalize()


@cache
def initials(name: str) -> str:
    """The first letter of each syllable."""
    return "".join(pypinyin.lazy_pinyin(name, style=pypinyin.Style.FIRST_LETTER)).lower()


def sounds(town: str, village: str) -> str:
    """What a search by sound finds a village by."""
    return f"{(latin(town) + latin(village)).lower()} {initials(town)}{initials(village)}"
