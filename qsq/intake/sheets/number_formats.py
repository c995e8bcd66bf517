"""What a spreadsheet's number format makes of a number: 0.95 is shown as 95 % (CONTRACT.md section 2)."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache

from qsq.domain.faults import message
from qsq.domain.values.texts import shortened
from qsq.intake.sheets.sheet import Cell, Unread

_PART = re.compile(r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[[^\]]*\]|(?P<plain>.)', re.DOTALL)
_DIGITS = "0#?"
_AS_SHOWN = Context(prec=15)


@dataclass(frozen=True, slots=True)
class Look:
    """How numbers are shown.

    Attributes:
        percent: a hundred times as large, with % behind them.
        behind: a text behind them, such as a unit.
        scaled: by thousands, so that another number is shown than the cell holds.
    """

    percent: bool = False
    behind: str = ""
    scaled: bool = False


PLAIN = Look()


@cache
def look_of(code: str) -> Look:
    """What a format shows beside the digits; a doubtful one counts as `scaled`."""
    sections = [_section(text) for text in _sections(code)]
    looks = {look for look in sections if look is not None}
    return looks.pop() if len(looks) == 1 else Look(scaled=bool(looks))


def shown(number: str, code: str) -> Cell | None:
    """A number as the format `code` shows it, where that is another text than the number's own."""
    look = look_of(code)
    if look == PLAIN:
        return None
    if look.scaled:
        return Unread(
            message(
                "the cell's format {format} shows another number than it holds; format it as a number and"
                " enter it again",
                format=f"“{shortened(code)}”",
            )
        )
    return per_cent(number) + look.behind if look.percent else f"{_exact(number):f}{look.behind}"


def per_cent(number: str) -> str:
    """A number as a percentage: 0.5099 is 50.99%."""
    return f"{(_exact(number) * 100).normalize(_AS_SHOWN):f}%"


def _exact(number: str) -> Decimal:
    return _AS_SHOWN.create_decimal(number)


def _sections(code: str) -> list[str]:
    """Of positive numbers, of negative ones, of zero; the fourth is for texts."""
    parts, sections = _PART.finditer(code.replace("General", "0")), [""]
    for part in parts:
        if part["plain"] == ";":
            sections.append("")
        else:
            sections[-1] += part[0]
    return sections[:3]


def _section(text: str) -> Look | None:
    """How one section shows numbers; None where it shows none of their digits."""
    percent, behind, commas, digits = False, "", 0, False
    for part in _PART.finditer(text):
        plain = part["plain"] or ""
        if plain and plain in _DIGITS:
            digits, behind, commas = True, "", 0
        elif plain == ",":
            commas += digits
        elif plain == ".":
            pass
        elif plain == "%":
            percent = True
        elif plain and plain.lower() in "ymdhs":
            return None
        elif digits:
            behind += part["quoted"] or part["escaped"] or (plain if ord(plain or " ") > ord("~") else "")
    return Look(percent, behind.strip(), commas > 0) if digits else None
