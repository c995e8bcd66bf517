"""What a spreadsheet's number format makes of a number: 0.95 is shown as 95 % (CONTRACT.md section 2)."""

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import cache, lru_cache

from qsq.domain.faults import message
from qsq.domain.values.texts import shortened
from qsq.intake.sheets.sheet import Cell, Unread

_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|(?P<unread>[eE][-+]|(?<=/)\d+|[_*].)|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<condition>[<>=][^\]]*)\]|\[[^\]]*\]|(?P<plain>.)",
    re.DOTALL,
)
_GENERAL = re.compile(r"General|G/通用格式", re.IGNORECASE)
_DIGITS = "0#?"
_OF_DATES = "ymdhs"
_BELOW_ZERO = "-−–(（负"
_ZERO = {"-", "–", "—", "－", "0", "零"}
_CURRENCY = "¥￥$€ "
_AS_SHOWN = Context(prec=15, Emax=308, Emin=-324)  # as far as a spreadsheet's numbers reach
_DIFFERENT_NUMBERS = 100_000


@dataclass(frozen=True, slots=True)
class _Section:
    """How a section of a format shows numbers.

    Attributes:
        digits: whether it shows their digits.
        zeros: whether it shows a digit of zero.
        dated: whether it shows a day or a time.
        percent: a hundred times as large, with % behind them.
        below_zero: with a sign of numbers below 0.
        before: a text before the digits, or in their place.
        behind: a text behind them, such as a unit.
        text: whether it shows texts.
        condition: of which numbers, where the format says so.
        other: in digits that are not the number's own: by thousands, with a point or digits set in.
    """

    digits: bool = False
    zeros: bool = False
    dated: bool = False
    percent: bool = False
    below_zero: bool = False
    before: str = ""
    behind: str = ""
    text: bool = False
    condition: str = ""
    other: bool = False


@lru_cache(_DIFFERENT_NUMBERS)
def shown(number: str, code: str) -> Cell | None:
    """A number as the format `code` shows it, where that is another text than the number's own."""
    exact = _exact(number)
    section = _section_for(exact, code)
    if section is None or not _shows(section, exact, of_negative=section is not _sections(code)[0]):
        return shows_otherwise(code)
    if section.percent:
        return per_cent(number) + section.behind
    return f"{exact:f}{section.behind}" if section.behind else None


def shows_otherwise(code: str) -> Unread:
    """A cell that shows people something that it does not hold."""
    return Unread(
        message(
            "the cell's format {format} shows another value than the cell holds; format it as General and"
            " enter it again",
            format=f"“{shortened(code)}”",
        )
    )


@cache
def is_plain(code: str) -> bool:
    """Whether a format shows every number as the number itself."""
    conditions = any(section.condition for section in _sections(code))
    return not conditions and all(shown(number, code) is None for number in ("1", "-1", "0"))


@cache
def hides_text(code: str) -> bool:
    """Whether a format shows another text than a cell holds, or none."""
    of_texts = _written_sections(code)[3:] or [one for one in _written_sections(code) if "@" in one]
    return bool(of_texts) and not any(
        section.text and not (section.before or section.behind) for section in map(_section, of_texts)
    )


def is_zero(text: str) -> bool:
    """Whether people read a text as 0, such as the dash of accountants."""
    return text.strip(_CURRENCY) in _ZERO


def per_cent(number: str) -> str:
    """A number as a percentage: 0.5099 is 50.99%."""
    return f"{(_exact(number) * 100).normalize(_AS_SHOWN):f}%"


def _exact(number: str) -> Decimal:
    return _AS_SHOWN.create_decimal(number)


def _section_for(number: Decimal, code: str) -> _Section | None:
    """The section that shows a number; None where that hangs on a condition."""
    sections = _sections(code)
    if any(section.condition for section in sections):
        alike = {replace(section, condition="", before="") for section in sections}
        return sections[0] if len(alike) == 1 < len(sections) else None
    which = 1 if number < 0 else 2 if number == 0 else 0
    return sections[which] if which < len(sections) else sections[0]


def _shows(section: _Section, number: Decimal, *, of_negative: bool) -> bool:
    """Whether people can tell the number from what a section shows of it."""
    if section.dated or (section.text and not section.before):
        return True
    if number == 0 and not section.zeros:
        return is_zero(section.before)
    signed = number == 0 or section.below_zero == (of_negative and number < 0)
    return section.digits and signed and not section.other


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    """The sections for numbers: of positive ones, or of all; of negative ones; of zero."""
    written = _written_sections(code)
    if len(written) > 1 and "@" in written[-1]:
        written.pop()
    return tuple(map(_section, written[:3]))


def _written_sections(code: str) -> list[str]:
    """The sections of a format; the fourth is for texts."""
    sections = [""]
    for part in _PART.finditer(_GENERAL.sub("0", code) or "0"):
        if part["plain"] == ";":
            sections.append("")
        else:
            sections[-1] += part[0]
    return sections


def _section(written: str) -> _Section:
    percents, before, behind = 0, "", ""
    digits = zeros = thousands = other = text = dated = False
    for part in _PART.finditer(written):
        sign = part["plain"] or ""
        if sign and sign in _DIGITS:
            other = other or bool(behind.strip())
            digits, zeros, thousands, behind = True, zeros or sign == "0", False, ""
        elif sign == ",":
            thousands = digits
        elif sign == ".":
            other = other or thousands
        elif sign == "%":
            percents += 1
        elif sign == "@":
            text = True
        elif sign == "/" and digits:
            zeros = True
        else:
            dated = dated or (sign != "" and sign.lower() in _OF_DATES)
            words = part["quoted"] or part["escaped"] or part["currency"] or sign
            before, behind = (before, behind + words) if digits else (before + words, "")
    below_zero = digits and any(sign in before for sign in _BELOW_ZERO)
    return _Section(
        digits=digits,
        zeros=zeros,
        dated=dated and not digits,
        percent=percents > 0,
        below_zero=below_zero,
        before=before.strip(),
        behind=behind.strip(" )）" if below_zero else " "),
        text=text,
        condition="".join(part["condition"] or "" for part in _PART.finditer(written)),
        other=other or thousands or percents > 1 or any(map(str.isdecimal, before + behind)),
    )
