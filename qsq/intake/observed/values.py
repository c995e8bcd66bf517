"""Text that was entered → the value that a method reads (CONTRACT.md section 3)."""

from fractions import Fraction
from typing import assert_never

from qsq.domain.faults import Message, message
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Ratio, Scaled, Value, YesNo
from qsq.domain.values.numbers import NUMBER, plain
from qsq.domain.values.texts import quoted
from qsq.intake.sheets.spelling import half_width, number_in, yes_or_no


def read_value(task: Task, text: str) -> Value | Message:
    """The value, or what is wrong with the text: found, expected."""
    method = task.method
    match method:
        case Award():
            return _number(task, text, f"0 … {plain(task.points)}", at_most=task.points)
        case Deduct():
            return _number(task, text, "0, 1, 2 …", whole=True)
        case Ratio():
            return _number(task, text, "≥ 0")
        case Bands() | Scaled():
            return _number(task, text, "-∞ … +∞", at_least=None)
        case Grade(grades):
            keys = {half_width(key): key for key, _ in grades}
            return keys.get(half_width(text)) or _expected(text, " / ".join(keys.values()))
        case YesNo():
            meant = yes_or_no(text)
            return _expected(text, "是 / 否") if meant is None else meant
        case _:
            assert_never(method)


def plain_text(text: str, value: Value) -> str:
    """A value as text: numbers without their unit and separators, words as they are."""
    if isinstance(value, bool):
        return half_width(text)
    return value if isinstance(value, str) else plain(value)


def _expected(found: str, expected: str) -> Message:
    return message("found {found}; expected {expected}", found=quoted(found), expected=expected)


def _number(
    task: Task,
    text: str,
    expected: str,
    *,
    at_least: int | None = 0,
    at_most: Fraction | None = None,
    whole: bool = False,
) -> Fraction | Message:
    try:
        number = number_in(text, task.unit)
    except ValueError:
        return _no_number(text, expected, task.unit)
    too_low = at_least is not None and number < at_least
    too_high = at_most is not None and number > at_most
    if too_low or too_high or (whole and number.denominator != 1):
        return _expected(text, expected)
    return number


def _no_number(text: str, expected: str, unit: str) -> Message:
    if NUMBER.fullmatch(half_width(text)):
        return message(
            "found {found}; expected a number of at most 15 digits before the point", found=quoted(text)
        )
    if unit:
        return message(
            "found {found}; expected a number ({expected}) in {unit}, or NA with the reason",
            found=quoted(text),
            expected=expected,
            unit=unit,
        )
    return message(
        "found {found}; expected a number ({expected}) without unit, or NA with the reason",
        found=quoted(text),
        expected=expected,
    )
