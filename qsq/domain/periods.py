"""Quarters: the periods that checklists and evaluations are for."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

QUARTER = re.compile(r"(\d{4})Q([1-4])", re.ASCII)
YEAR = re.compile(r"[12]\d{3}", re.ASCII)
MONTH = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])", re.ASCII)
LAST_QUARTER = 4


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year, written `2023Q1`."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> Self:
        """The quarter that `text` writes.

        Raises:
            ValueError: the text is no quarter.
        """
        match = QUARTER.fullmatch(text)
        if match is None or not YEAR.fullmatch(match[1]):
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter in which a day lies."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        """The quarter as files and answers write it."""
        return f"{self.year}Q{self.number}"

    @property
    def key(self) -> str:
        """Its name within the year: `q1`."""
        return f"q{self.number}"

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The quarter after it."""
        if self.number == LAST_QUARTER:
            return Quarter(self.year + 1, 1)
        return Quarter(self.year, self.number + 1)

    @property
    def previous(self) -> "Quarter":
        """The quarter before it."""
        if self.number == 1:
            return Quarter(self.year - 1, LAST_QUARTER)
        return Quarter(self.year, self.number - 1)

    @property
    def months(self) -> "tuple[Month, ...]":
        """Its three months, in order."""
        return tuple(Month(self.year, 3 * self.number + step) for step in (-2, -1, 0))


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year, written `2023-02`."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> Self:
        """The month that `text` writes.

        Raises:
            ValueError: the text is no month.
        """
        match = MONTH.fullmatch(text)
        if match is None:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        """The month as files and answers write it."""
        return f"{self.year}-{self.number:02}"

    @property
    def quarter(self) -> Quarter:
        """The quarter in which it lies."""
        return Quarter.of(self.first_day)

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])


def quarters_of(year: int) -> tuple[Quarter, ...]:
    """The four quarters of a year, in order."""
    return tuple(Quarter(year, number) for number in range(1, LAST_QUARTER + 1))
