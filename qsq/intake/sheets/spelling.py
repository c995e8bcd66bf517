"""How people write what they mean: full-width signs, separators, units, 不适用, 是 and 否, days."""

import re
from datetime import date
from fractions import Fraction

from qsq.domain.values.numbers import read_result

YES = ("是", "√", "✓", "✔", "yes", "true", "1")
NO = ("否", "×", "✗", "✘", "no", "false", "0")

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " ", 0x2212: "-"}
_GROUPED = re.compile(r"([-+]?\d{1,3}(?:,\d{3})+)(?![\d,])", re.ASCII)
_NA = re.compile(r"(?:n/?a|不适用|/)(?:\s*:\s*(?P<reason>.*)|\s+(?P<words>.*))?", re.IGNORECASE | re.DOTALL)
_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?(?:[ T]0?0:00(?::00)?)?",
    re.ASCII,
)


def half_width(text: str) -> str:
    """The text with letters, digits and signs of full width in the usual one, without space around it."""
    return text.strip() if text.isascii() else text.translate(_HALF).strip()


def number_in(text: str, unit: str = "") -> Fraction:
    """The number that was meant; separators of thousands and the own `unit` behind it are allowed.

    Raises:
        ValueError: it is no number, or one of another unit.
    """
    written = half_width(text)
    own = half_width(unit)
    if own and written.endswith(own):
        written = written.removesuffix(own).rstrip()
    grouped = _GROUPED.match(written)
    if grouped:
        written = grouped[1].replace(",", "") + written[grouped.end() :]
    return read_result(written)


def not_applicable(text: str) -> str | None:
    """The reason behind 不适用 in the cell itself, empty where none stands there; None: it is no 不适用."""
    meant = _NA.fullmatch(half_width(text))
    if meant is None:
        return None
    reason = meant["reason"] or meant["words"] or ""
    return text.strip()[-len(reason) :] if reason else ""


def yes_or_no(text: str) -> bool | None:
    """What was meant; None where it is neither."""
    word = half_width(text).lower()
    if word in YES:
        return True
    return False if word in NO else None


def day_in(text: str) -> date:
    """The day that was meant: 2023-03-31, 2023/3/31, 2023.3.31 or 2023年3月31日.

    Raises:
        ValueError: it is none.
    """
    found = _DAY.fullmatch(half_width(text))
    if found is None:
        raise ValueError(text)
    year, *months, day = found.groups()
    return date(int(year), int(next(filter(None, months))), int(day))
