"""Text that was entered → the value that a method reads (CONTRACT.md section 3)."""

from fractions import Fraction
from typing import assert_never

from qsq.domain.checklist import Task
from qsq.domain.faults import Message, message
from qsq.domain.methods import Award, Bands, Deduct, Grade, Ratio, Scaled, Value, YesNo
from qsq.domain.numbers import NUMBER, plain, read_number

YES = ("是", "yes", "true", "1")
NO = ("否", "no", "false", "0")


def read_value(task: Task, text: str) -> Value | Message:
    """The value, or what is wrong with the text: found, expected."""
    method = task.method
    match method:
        case Award():
            return _number(text, f"0 … {plain(task.points)}", at_most=task.points)
        case Deduct():
            return _number(text, "0, 1, 2 …", whole=True)
        case Ratio():
            return _number(text, "≥ 0")
        case Bands() | Scaled():
            return _number(text, "-∞ … +∞", at_least=None)
        case Grade(grades):
            keys = [key for key, _ in grades]
            return text if text in keys else _expected(text, " / ".join(keys))
        case YesNo():
            return _yes_no(text)
        case _:
            assert_never(method)


def _expected(found: str, expected: str) -> Message:
    return message("found {found}; expected {expected}", found=f"“{found}”", expected=expected)


def _number(
    text: str,
    expected: str,
    *,
    at_least: int | None = 0,
    at_most: Fraction | None = None,
    whole: bool = False,
) -> Fraction | Message:
    try:
        number = read_number(text)
    except ValueError:
        if NUMBER.fullmatch(text):
            return message(
                "found {found}; expected a number of at most 15 digits before and after the point",
                found=f"“{text}”",
            )
        return message(
            "found {found}; expected a number ({expected}), without unit",
            found=f"“{text}”",
            expected=expected,
        )
    too_low = at_least is not None and number < at_least
    too_high = at_most is not None and number > at_most
    if too_low or too_high or (whole and number.denominator != 1):
        return _expected(text, expected)
    return number


def _yes_no(text: str) -> bool | Message:
    word = text.lower()
    if word in YES:
        return True
    if word in NO:
        return False
    return _expected(text, "是 / 否")
