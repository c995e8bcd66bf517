"""The typefaces of papers: an office's own, from its workspace's fonts/, before the program's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from typst import Fonts

_SERIF, _SANS = "Noto Serif SC", "Noto Sans SC"


@dataclass(frozen=True, slots=True)
class Typeface:
    """A typeface of the standard.

    Attributes:
        families: what files call it that offices have, the best first.
        stand_in: the program's font that is taken where they lack it, or a character of theirs does.
    """

    families: tuple[str, ...]
    stand_in: str = _SERIF


TYPEFACES: Mapping[str, Typeface] = {
    "小标宋": Typeface(("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK")),
    "宋体": Typeface(("SimSun", "NSimSun")),
    "仿宋": Typeface(("FangSong_GB2312", "仿宋_GB2312", "FangSong", "FandolFang R")),
    "黑体": Typeface(("SimHei", "黑体"), _SANS),
    "楷体": Typeface(("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "FandolKai")),
}


def faces(fonts: Path | None) -> dict[str, Any]:
    """For each typeface the families that it is set in, in order, and whether the first is the office's.

    Args:
        fonts: the office's folder. A file whose name begins with that of a typeface, such as
            `仿宋.ttf`, is taken for it, whatever its family; others by the families that they are known by.
    """
    own = sorted(_files(fonts)) if fonts else []
    return {name: _set_in(name, typeface, own) for name, typeface in TYPEFACES.items()}


_ENDINGS = (".ttf", ".otf", ".ttc")


def unread(fonts: Path) -> list[str]:
    """The files of a folder that are called fonts and can be read as none."""
    known = {name for name, _family in _files(fonts)}
    return sorted(
        one.name for one in fonts.iterdir() if one.suffix.lower() in _ENDINGS and one.name not in known
    )


@cache
def is_usual(character: str) -> bool:
    """Whether the program's fonts are known to have a character."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _set_in(name: str, typeface: Typeface, fonts: list[tuple[str, str]]) -> dict[str, Any]:
    there = {family for _file, family in fonts}
    found = [family for file, family in fonts if file.startswith(name)]
    found += [family for family in typeface.families if family in there]
    return {"own": bool(found), "families": list(dict.fromkeys([*found, typeface.stand_in]))}


def _files(fonts: Path) -> Iterator[tuple[str, str]]:
    """The name and the family of each font in a folder."""
    found = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    return ((Path(one.path).name, one.family) for one in found.fonts() if one.path)
