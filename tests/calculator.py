"""A calculator for sums as they are printed, made from the legend alone: it knows nothing of the program."""

import re
from fractions import Fraction
from math import floor

_SIGN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([-+−×÷/%(),⌊⌋<≤=≥>:])|(min|max))")
_COMPARE = {"<", "≤", "=", "≥", ">"}


class Calculator:
    """Reads one sum from left to right."""

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        at = 0
        text = text.strip()
        while at < len(text):
            found = _SIGN.match(text, at)
            assert found, f"{text!r} is no sum at {text[at:]!r}"
            self.words.append(found[0].strip())
            at = found.end()
        self.at = 0

    def peek(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def take(self, *wanted: str) -> str:
        sign = self.peek()
        assert not wanted or sign in wanted, (sign, wanted, self.words)
        self.at += 1
        return sign

    def whole(self) -> Fraction | bool:
        """The value: of a sum, of comparisons whether they hold, or of the sum behind conditions that hold."""
        value: Fraction | bool = self.sum()
        if self.peek() in _COMPARE:
            value = self.holds(Fraction(value))
        if self.peek() == ":":
            self.take()
            assert value is True, self.words
            value = self.sum()
        assert not self.peek(), self.words
        return value

    def holds(self, left: Fraction) -> bool:
        """Whether all comparisons hold."""
        found = True
        while True:
            compare, right = self.take(*_COMPARE), self.sum()
            found &= {
                "<": left < right,
                "≤": left <= right,
                "=": left == right,
                "≥": left >= right,
                ">": left > right,
            }[compare]
            if self.peek() != ",":
                return found
            self.take(",")
            left = self.sum()

    def sum(self) -> Fraction:
        value = self.product()
        while self.peek() in {"+", "−"}:
            value = value + self.product() if self.take() == "+" else value - self.product()
        return value

    def product(self) -> Fraction:
        value = self.factor()
        while self.peek() in {"×", "÷", "/"}:
            value = value * self.factor() if self.take() == "×" else value / self.factor()
        return value

    def factor(self) -> Fraction:
        sign = self.take()
        if sign == "-":
            return -self.factor()
        if sign == "(":
            value = self.sum()
            self.take(")")
        elif sign == "⌊":
            value = Fraction(floor(self.sum()))
            self.take("⌋")
        elif sign in {"min", "max"}:
            self.take("(")
            values = [self.sum()]
            while self.peek() == ",":
                self.take()
                values.append(self.sum())
            self.take(")")
            value = min(values) if sign == "min" else max(values)
        else:
            value = Fraction(sign)
        if self.peek() == "%":
            self.take()
            value /= 100
        return value


def reckoned(text: str) -> Fraction | bool:
    """What a printed sum gives, exactly."""
    return Calculator(text).whole()


def printed(exact: Fraction, like: str, *, even: bool = False) -> str:
    """A figure with as many decimals as `like` has, rounded half up by its size, or half to even."""
    decimals = len(like.partition(".")[2])
    units = abs(exact) * 10**decimals
    whole, rest = divmod(units.numerator, units.denominator)
    half = 2 * rest - units.denominator
    whole += half > 0 or (half == 0 and (not even or whole % 2 == 1))
    digits = str(whole).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if exact < 0 and whole else text


def must_give(numbers: str, result: str, *, rounded: bool, even: bool = False) -> None:
    """Hold a printed sum to its printed result."""
    value = reckoned(numbers)
    if isinstance(value, bool):
        assert result == ("✓" if value else "✗"), (numbers, result)
        return
    if "/" in result:
        assert value == Fraction(result), (numbers, result)
        return
    assert printed(value, result, even=even) == result, (numbers, value, result)
    assert rounded or value == Fraction(result), (numbers, "is not marked as rounded", result)
