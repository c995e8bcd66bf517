"""期: what one evaluation covers, and the months in it (CONTRACT.md section 1)."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_MONTHS_OF_YEAR = 12


class PeriodKind(StrEnum):
    """How long the periods of a scheme are."""

    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months one takes."""
        return _MONTHS[self]

    @property
    def per_year(self) -> int:
        """How many a year has."""
        return _MONTHS_OF_YEAR // self.months


_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.TWO_MONTHS: 2,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.YEAR: 12,
}
_LETTERS = {PeriodKind.TWO_MONTHS: "B", PeriodKind.QUARTER: "Q", PeriodKind.HALF_YEAR: "H"}
_TEXT = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2])|B([1-6])|Q([1-4])|H([12])|)", re.ASCII | re.IGNORECASE)
_GROUPS = (PeriodKind.MONTH, PeriodKind.TWO_MONTHS, PeriodKind.QUARTER, PeriodKind.HALF_YEAR)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period, written `2023-02`, `2023B1`, `2023Q1`, `2023H1` or `2023`; earlier ones sort first.

    Attributes:
        number: its place within the year, from 1.
        kind: how long it is.
    """

    year: int
    number: int
    kind: PeriodKind

    @classmethod
    def read(cls, text: str) -> Self:
        """The period that `text` writes, in any case and width.

        Raises:
            ValueError: the text is no period.
        """
        match = _TEXT.fullmatch(unicodedata.normalize("NFKC", text))
        if match is None:
            raise ValueError(text)
        for kind, number in zip(_GROUPS, match.groups()[1:], strict=True):
            if number is not None:
                return cls(int(match[1]), int(number), kind)
        return cls(int(match[1]), 1, PeriodKind.YEAR)

    @classmethod
    def of(cls, day: date, kind: PeriodKind) -> Self:
        """The period of a kind in which a day lies."""
        return cls(day.year, (day.month - 1) // kind.months + 1, kind)

    def __str__(self) -> str:
        """The period as files and answers write it."""
        if self.kind is PeriodKind.YEAR:
            return str(self.year)
        if self.kind is PeriodKind.MONTH:
            return f"{self.year}-{self.number:02}"
        return f"{self.year}{_LETTERS[self.kind]}{self.number}"

    def is_written(self, text: str) -> bool:
        """Whether `text` writes this very period, in any case and width."""
        try:
            return Period.read(text) == self
        except ValueError:
            return False

    @property
    def key(self) -> str:
        """Its name within the year, as file names write it: `m02`, `b1`, `q1`, `h1`, `y`."""
        if self.kind is PeriodKind.YEAR:
            return "y"
        if self.kind is PeriodKind.MONTH:
            return f"m{self.number:02}"
        return f"{_LETTERS[self.kind].lower()}{self.number}"

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return date(self.year, self.kind.months * (self.number - 1) + 1, 1)

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Period":
        """The period after it."""
        if self.number == self.kind.per_year:
            return Period(self.year + 1, 1, self.kind)
        return Period(self.year, self.number + 1, self.kind)

    @property
    def previous(self) -> "Period":
        """The period before it."""
        if self.number == 1:
            return Period(self.year - 1, self.kind.per_year, self.kind)
        return Period(self.year, self.number - 1, self.kind)

    @property
    def is_last_of_year(self) -> bool:
        """Whether the year ends with it."""
        return self.number == self.kind.per_year

    @property
    def months(self) -> "tuple[Month, ...]":
        """The months in it, in order."""
        first = self.kind.months * (self.number - 1) + 1
        return tuple(Month(self.year, first + step) for step in range(self.kind.months))


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, written `2023-02`: reminders and visits go by it, whatever the periods are."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> Self:
        """The month that `text` writes.

        Raises:
            ValueError: the text is no month.
        """
        period = Period.read(text)
        if period.kind is not PeriodKind.MONTH:
            raise ValueError(text)
        return cls(period.year, period.number)

    def __str__(self) -> str:
        """The month as files and answers write it."""
        return f"{self.year}-{self.number:02}"

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def period(self, kind: PeriodKind) -> Period:
        """The period of a kind in which it lies."""
        return Period.of(self.first_day, kind)


def read_year(text: str) -> int:
    """The year that `text` writes, in any width.

    Raises:
        ValueError: the text is no year.
    """
    written = unicodedata.normalize("NFKC", text)
    if not _YEAR.fullmatch(written):
        raise ValueError(text)
    return int(written)


def periods_of(year: int, kind: PeriodKind) -> tuple[Period, ...]:
    """The periods of a year, in order."""
    return tuple(Period(year, number, kind) for number in range(1, kind.per_year + 1))


def keys_of(kind: PeriodKind) -> tuple[str, ...]:
    """The names of a kind's periods within a year."""
    return tuple(period.key for period in periods_of(2000, kind))
