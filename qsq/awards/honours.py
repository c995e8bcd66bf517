"""Honours filled in order, and ties that the program must not decide (CONTRACT.md section 8)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from qsq.awards.standing import VillageYear, standing
from qsq.domain.scheme.grades import at_least
from qsq.domain.scheme.scheme import Annual, Honour, TieBreak
from qsq.domain.values.numbers import Scale


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
    candidates: Sequence[Candidate], annual: Annual, scale: Scale, decision: Decision = UNDECIDED
) -> tuple[tuple[Placed, ...], tuple[Undecided, ...]]:
    """Honours in file order to the candidates in theirs; tied ones over a border get none.

    Honours by improvement come last: they go to those that the others left and that improved, the most first,
    in the order where that is equal.

    Args:
        candidates: the villages that are eligible.
        annual: the year's rules.
        scale: of the marks.
        decision: orders candidates that still tie.

    Returns:
        Those that are honoured, by honour and then in its order; and ties over the borders of honours.
    """
    order = _order(annual.tie_break, scale, decision)
    ordered = in_order(candidates, annual.tie_break, scale, decision)
    numbers = {one.year.village.code: number for number, one in enumerate(ordered, start=1)}
    grades = [rule.id for rule in annual.grades]
    groups = _tied(ordered, order)
    placed, undecided = _filled(annual.by_order, groups, grades, numbers)
    if len(annual.by_order) < len(annual.honours):

        def improved(one: Candidate) -> Any:
            return -one.year.improvement(scale), order(one)

        free = [one for tied in groups for one in tied.free if one.year.improvement(scale) > 0]
        by_improvement = annual.honours[len(annual.by_order) :]
        more = _filled(by_improvement, _tied(sorted(free, key=improved), improved), grades, numbers)
        placed, undecided = placed + more[0], undecided + more[1]
    return tuple(placed), tuple(undecided)


def _tied(ordered: Iterable[Candidate], order: Callable[[Candidate], Any]) -> list["_Tied"]:
    return [_Tied(list(tied)) for _order, tied in groupby(ordered, key=order)]


def _filled(
    honours: Iterable[Honour], groups: Sequence["_Tied"], grades: Sequence[str], numbers: Mapping[str, int]
) -> tuple[list[Placed], list[Undecided]]:
    """Some honours given to groups of equal candidates in their order."""
    placed: list[Placed] = []
    undecided: list[Undecided] = []
    for honour in honours:
        left = len(numbers) if honour.count is None else honour.count
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
    return placed, undecided


def in_order(
    candidates: Sequence[Candidate], tie_break: Sequence[TieBreak], scale: Scale, decision: Decision
) -> tuple[Candidate, ...]:
    """The candidates, the best first; those that still tie by their codes."""
    order = _order(tie_break, scale, decision)
    return tuple(sorted(candidates, key=lambda one: (order(one), one.year.village.code)))


def _order(tie_break: Sequence[TieBreak], scale: Scale, decision: Decision) -> Callable[[Candidate], Any]:
    """What sorts candidates: equal ones tie."""
    return lambda one: (
        standing(one.year, one.mark, tie_break, scale),
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
