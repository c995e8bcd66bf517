"""Honours filled in order, and ties that the program must not decide (CONTRACT.md section 8)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from qsq.awards.standing import VillageYear, standing
from qsq.domain.scheme.grades import at_least
from qsq.domain.scheme.scheme import Honour, TieBreak


@dataclass(frozen=True, slots=True)
class Candidate:
    """An eligible village, its annual mark in units, and its annual grade where there are grades."""

    year: VillageYear
    mark: int
    grade: str | None = None


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
    grades: Sequence[str] = (),
    decision: Decision = UNDECIDED,
) -> tuple[tuple[Placed, ...], tuple[Undecided, ...]]:
    """Honours in file order to the candidates in theirs; tied ones over a border get none.

    Args:
        candidates: the villages that are eligible.
        honours: in file order; none asks for a better grade than one before it.
        tie_break: orders candidates of the same annual mark.
        grades: the ids of the annual grades, best first.
        decision: orders candidates that still tie.

    Returns:
        Those that are honoured, by honour and then order; and ties over the borders of honours.
    """
    order = _order(tie_break, decision)
    ordered = in_order(candidates, tie_break, decision)
    numbers = {one.year.village.code: number for number, one in enumerate(ordered, start=1)}
    groups = [_Tied(list(tied)) for _order, tied in groupby(ordered, key=order)]
    placed: list[Placed] = []
    undecided: list[Undecided] = []
    for honour in honours:
        left = len(candidates) if honour.count is None else honour.count
        for tied in groups:
            asking = tied.open_to(honour, grades)
            if left == 0 or tied.places(asking) == 0:
                continue
            if tied.places(asking) > left:
                undecided.append(Undecided(honour, left, tied.hold(asking, left)))
                left = 0
            else:
                left -= tied.places(asking)
                tied.take(asking)
                placed += [Placed(one, honour, numbers[one.year.village.code]) for one in asking]
    return tuple(placed), tuple(undecided)


def in_order(
    candidates: Sequence[Candidate], tie_break: Sequence[TieBreak], decision: Decision
) -> tuple[Candidate, ...]:
    """The candidates, the best first; those that still tie by their codes."""
    order = _order(tie_break, decision)
    return tuple(sorted(candidates, key=lambda one: (order(one), one.year.village.code)))


def _order(tie_break: Sequence[TieBreak], decision: Decision) -> Callable[[Candidate], Any]:
    """What sorts candidates: equal ones tie."""
    return lambda one: (
        standing(one.year, one.mark, tie_break),
        decision.place(one.year.village.code),
    )


class _Tied:
    """Candidates that stand equal, while honours are filled.

    Attributes:
        free: those that no honour took and that no tie holds back.
        held: codes of those that tied over the border of an honour: they take none.
        owed: how many places the order still gives to those that are held.
    """

    def __init__(self, free: list[Candidate]) -> None:
        self.free = free
        self.held: list[str] = []
        self.owed = 0

    def open_to(self, honour: Honour, grades: Sequence[str]) -> list[Candidate]:
        """Those that are free and that the honour is open to."""
        return [one for one in self.free if not honour.grade or at_least(one.grade, honour.grade, grades)]

    def places(self, asking: Sequence[Candidate]) -> int:
        """How many places they ask for, those that are held with them: an honour later asks for no more."""
        return len(asking) + self.owed

    def take(self, asking: Sequence[Candidate]) -> None:
        """All of them have a place; those that are held have theirs with nobody named for it."""
        self.free = [one for one in self.free if one not in asking]
        self.held, self.owed = [], 0

    def hold(self, asking: Sequence[Candidate], left: int) -> tuple[str, ...]:
        """They tie for the places that are left; the codes of all of them."""
        self.owed = self.places(asking) - left
        self.held = sorted([*self.held, *(one.year.village.code for one in asking)])
        self.free = [one for one in self.free if one not in asking]
        return tuple(self.held)
