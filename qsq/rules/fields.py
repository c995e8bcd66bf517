"""The kinds of value that a rule file holds, each with its check and its JSON Schema."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Any, NoReturn
from zoneinfo import ZoneInfo

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from qsq.domain.faults import Message, message
from qsq.domain.values.money import fen
from qsq.domain.values.numbers import percent, read_number
from qsq.domain.values.texts import blemish, quoted
from qsq.rules.yaml_document import Number

_YEAR = 366
"""The most days that anything in a scheme can take, and the most looks at a task."""

_ID = re.compile(r"[\w-]+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SHARE = re.compile(r"\d+(?:\.\d+)?%", re.ASCII)
_TIE_BREAK = re.compile(r"(category|item):[\w-]+")


class Unfit(ValueError):  # noqa: N818
    """A value that does not fit its field; its message says what was found and what is expected."""

    def __init__(self, what: Message) -> None:
        super().__init__(str(what))
        self.what = what


def unfit(template: str, /, **values: object) -> NoReturn:
    """Refuse a value; `template` and `values` as in `message`."""
    raise Unfit(message(template, **values))


def shown(value: object) -> str | Message:
    """A value as an error names it."""
    match value:
        case Number(text):
            return text
        case str():
            return quoted(value)
        case None:
            return "null"
        case True | False:
            return str(value).lower()
        case list():
            return message("a list")
        case _:
            return message("a mapping")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        unfit("found {found}; expected text (numbers, true and null in quotes)", found=shown(value))
    unreadable = blemish(value, allowed="\n")
    if unreadable:
        raise Unfit(unreadable)
    return value.strip()


def _number(value: object) -> Fraction:
    if not isinstance(value, Number):
        unfit("found {found}; expected a number without quotes or unit", found=shown(value))
    if value.value is None:
        unfit(
            "found {found}; expected a finite decimal number of at most 15 digits before and after the point",
            found=value.text,
        )
    return value.value


def _at_least(least: int, expected: str, *, or_equal: bool) -> Callable[[object], Fraction]:
    def check(value: object) -> Fraction:
        number = _number(value)
        if number < least or (number == least and not or_equal):
            unfit(expected, found=shown(value))
        return number

    return check


_positive = _at_least(0, "found {found}; expected a number above 0", or_equal=False)
_not_negative = _at_least(0, "found {found}; expected a number of 0 or more", or_equal=True)


def _yuan(value: object) -> Fraction:
    amount = _not_negative(value)
    try:
        fen(amount)
    except ValueError:
        unfit("found {found} yuan; expected at most two decimals", found=shown(value))
    return amount


def add_up(shares: Sequence[Fraction]) -> Sequence[Fraction]:
    """Shares that make a whole.

    Raises:
        Unfit: they miss 100 %.
    """
    total = sum(shares, Fraction(0))
    if total != 1:
        unfit("the shares add up to {found}; expected 100%", found=percent(total))
    return shares


def reference(to: str) -> tuple[PlainValidator, WithJsonSchema]:
    """What annotates the name of a category or department: one of those that the context knows as `to`.

    Where the context does not know them, because their own file could not be read, any name passes.
    """

    def check(value: object, info: ValidationInfo) -> str:
        name, known = _text(value), (info.context or {}).get(to)
        if known is not None and name not in known:
            words = ", ".join(sorted(known))
            unfit("found {found}; expected one of: {words}", found=shown(name), words=words)
        return name

    return PlainValidator(check), WithJsonSchema({"type": "string", "minLength": 1})


def _whole(least: int, most: int | None = None) -> Callable[[object], int]:
    def check(value: object) -> int:
        number = _number(value)
        if number.denominator != 1 or number < least:
            unfit(
                "found {found}; expected a whole number of {least} or more", found=shown(value), least=least
            )
        if most is not None and number > most:
            unfit("found {found}; expected a whole number of at most {most}", found=shown(value), most=most)
        return int(number)

    return check


def _share(value: object) -> Fraction:
    if not isinstance(value, str) or not _SHARE.fullmatch(value):
        unfit("found {found}; expected a share such as 50%", found=shown(value))
    try:
        return read_number(value[:-1]) / 100
    except ValueError:
        unfit("found {found}; expected a share such as 50%", found=shown(value))


def _part(value: object) -> Fraction:
    share = _share(value)
    if share > 1:
        unfit("found {found}; expected a share of at most 100%", found=shown(value))
    return share


def _id(value: object) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        unfit(
            "found {found}; expected an id of letters, digits, - and _ (a number in quotes)",
            found=shown(value),
        )
    return value


def _date(value: object) -> date:
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    unfit("found {found}; expected a date such as 2023-03-31", found=shown(value))


def _period(value: object) -> str:
    return value.text if isinstance(value, Number) else _text(value)


def zone_called(name: object) -> ZoneInfo | None:
    """The time zone with that name; None where there is none."""
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else None
    except (ValueError, OSError, KeyError):  # no name, a folder of names, none that is known
        return None


def _time_zone(value: object) -> str:
    if not isinstance(value, str) or zone_called(value) is None:
        unfit("found {found}; expected a time zone such as Asia/Shanghai", found=shown(value))
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        unfit("found {found}; expected true or false", found=shown(value))
    return value


def one_of(
    words: Iterable[str], others: Mapping[str, str] = MappingProxyType({})
) -> tuple[PlainValidator, WithJsonSchema]:
    """What annotates a field that takes one of `words`: an enumeration's, or plain ones.

    Args:
        words: what is read.
        others: other words for some of them, such as Chinese ones.
    """
    meanings: dict[str, str] = {**{word: word for word in words}, **others}
    listed = [str(word) for word in meanings]

    def check(value: object) -> str:
        if isinstance(value, str) and value in meanings:
            return meanings[value]
        unfit("found {found}; expected one of: {words}", found=shown(value), words=", ".join(listed))

    return PlainValidator(check), WithJsonSchema({"type": "string", "enum": listed})


def tie_break_key(words: Sequence[str], prefixes: Sequence[str]) -> tuple[PlainValidator, WithJsonSchema]:
    """What annotates a tie-break's key: one of `words`, or `category:ID` and the like."""
    keys = ", ".join([*words, *(f"{prefix}:ID" for prefix in prefixes)])

    def check(value: object) -> str:
        if isinstance(value, str):
            match = _TIE_BREAK.fullmatch(value)
            if value in words or (match and match[1] in prefixes):
                return value
        unfit("found {found}; expected one of: {words}", found=shown(value), words=keys)

    pattern = "|".join([*words, f"({'|'.join(prefixes)}):.+"])
    return PlainValidator(check), WithJsonSchema({"type": "string", "pattern": f"^({pattern})$"})


def _field(check: Callable[[object], Any], **schema: object) -> tuple[PlainValidator, WithJsonSchema]:
    return PlainValidator(check), WithJsonSchema(schema)


Text = Annotated[str, *_field(_text, type="string", minLength=1)]
Id = Annotated[str, *_field(_id, type="string", pattern=f"^{_ID.pattern}$")]
Date = Annotated[date, *_field(_date, type="string", format="date")]
PeriodText = Annotated[str, *_field(_period, type=["string", "integer"])]
TimeZone = Annotated[str, *_field(_time_zone, type="string", minLength=1)]
Flag = Annotated[bool, *_field(_flag, type="boolean")]
Exact = Annotated[Fraction, *_field(_number, type="number")]
Positive = Annotated[Fraction, *_field(_positive, type="number", exclusiveMinimum=0)]
NotNegative = Annotated[Fraction, *_field(_not_negative, type="number", minimum=0)]
Yuan = Annotated[Fraction, *_field(_yuan, type="number", minimum=0)]
Count = Annotated[int, *_field(_whole(0), type="integer", minimum=0)]
CountFromOne = Annotated[int, *_field(_whole(1), type="integer", minimum=1)]
Days = Annotated[int, *_field(_whole(0, _YEAR), type="integer", minimum=0, maximum=_YEAR)]
Rounds = Annotated[int, *_field(_whole(1, _YEAR), type="integer", minimum=1, maximum=_YEAR)]
DaysFromOne = Annotated[int, *_field(_whole(1, _YEAR), type="integer", minimum=1, maximum=_YEAR)]
Share = Annotated[Fraction, *_field(_share, type="string", pattern=f"^{_SHARE.pattern}$")]
Part = Annotated[Fraction, *_field(_part, type="string", pattern=f"^{_SHARE.pattern}$")]
