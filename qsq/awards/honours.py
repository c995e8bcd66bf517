"""Honours filled in order, and ties that the program must not decide (CONTRACT.md section 8)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import Any

from qsq.awards.standing import VillageYear, standing
from qsq.domain.scheme import Honour, TieBreak


@dataclass(frozen=True, slots=True)
class Candidate:
    """An eligible village and its annual mark in units."""

    year: VillageYear
    mark: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A village that is honoured; `order` is its place among the eligible, from 1."""

    candidate: Candidate
    honour: Honour
    order: int


@dataclass(frozen=True, slots=True)
class Undecided:
    """Villages that tie across the border of an honour; `places` of it fall to them."""

    honour: Honour
    places: int
    villages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the standing committee decided.

    Attributes:
        order: codes of villages that tie, the better first; it orders among equals only.
        struck: codes of villages that take no honour, each with the reason; the next moves up.
    """

    order: tuple[str, ...] = ()
    struck: Mapping[str, str] = field(default_factory=dict)

    def place(self, code: str) -> int:
        """A village's place among those that it ties with; the same for all that are not named."""
        return self.order.index(code) if code in self.order else len(self.order)


UNDECIDED = Decision()
"""Nothing decided yet."""


def place_honours(
    candidates: Sequence[Candidate],
    honours: Sequence[Honour],
    tie_break: Sequence[TieBreak],
    decision: Decision = UNDECIDED,
) -> tuple[tuple[Placed, ...], tuple[Undecided, ...]]:
    """Honours in file order to the candidates in theirs; tied ones over a border get none."""

    def order(candidate: Candidate) -> Any:
        decided = decision.place(candidate.year.village.code)
        return standing(candidate.year, candidate.mark, tie_break), decided

    placed: list[Placed] = []
    undecided: list[Undecided] = []
    start = 0
    for tied in _groups(candidates, order):
        end = start + len(tied)
        crossed = _crossed(honours, start, end)
        undecided += [Undecided(honour, places, _codes(tied)) for honour, places in crossed]
        honour = _honour_at(honours, start)
        if honour is not None and not crossed:
            placed += [Placed(one, honour, start + place) for place, one in enumerate(tied, start=1)]
        start = end
    return tuple(placed), tuple(undecided)


def _groups(candidates: Sequence[Candidate], order: Callable[[Candidate], Any]) -> list[list[Candidate]]:
    ordered = sorted(candidates, key=lambda one: (order(one), one.year.village.code))
    return [list(group) for _, group in groupby(ordered, key=order)]


def _codes(tied: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(one.year.village.code for one in tied)


def _crossed(honours: Sequence[Honour], start: int, end: int) -> list[tuple[Honour, int]]:
    """The honours whose last place lies within places `start` + 1 … `end` - 1, and how many are theirs."""
    ends = list(accumulate(honour.count for honour in honours))
    return [
        (honour, last - max(start, last - honour.count))
        for honour, last in zip(honours, ends, strict=True)
        if start < last < end and honour.count
    ]


def _honour_at(honours: Sequence[Honour], place: int) -> Honour | None:
    """The honour of the place, counted from 0; None behind the last."""
    ends = accumulate(honour.count for honour in honours)
    return next((honour for honour, last in zip(honours, ends, strict=True) if place < last), None)
