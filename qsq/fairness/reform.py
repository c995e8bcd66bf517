"""A period under its own rules and under others, side by side: who moves, what changes hands."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from qsq.scoring.evaluation import Evaluation, VillageResult


@dataclass(frozen=True, slots=True)
class Differing:
    """A village of which something differs.

    Attributes:
        before: its result by the rules as they were.
        after: by the others.
    """

    before: VillageResult
    after: VillageResult

    @property
    def code(self) -> str:
        """Its code."""
        return self.before.marks.village.code

    @property
    def reward(self) -> int:
        """How much more it takes, in fen."""
        return self.after.reward - self.before.reward

    @property
    def card(self) -> bool:
        """Whether a card falls that did not, or the other way round."""
        return (self.before.yellow_card is None) is not (self.after.yellow_card is None)

    @property
    def grade(self) -> bool:
        """Whether it takes another grade."""
        return grade_of(self.before) != grade_of(self.after)


def grade_of(one: VillageResult) -> str | None:
    """The id of a village's grade."""
    return None if one.grade is None else one.grade.id


@dataclass(frozen=True, slots=True)
class TownGain:
    """What a town's villages take together, in fen, and the town's rank; before and after."""

    town: str
    rewards: tuple[int, int]
    ranks: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reform:
    """What other rules would have made of a period.

    Attributes:
        moved: the villages of which a rank, reward, card or grade differs, by code.
        shift: the mean number of places that villages move in their pools.
        city_shift: the same in the city.
        towns: those whose rewards or rank differ.
    """

    villages: int
    moved: tuple[Differing, ...]
    shift: Fraction
    city_shift: Fraction
    towns: tuple[TownGain, ...]

    @property
    def ranks(self) -> int:
        """How many villages' ranks in their pools differ."""
        return sum(one.before.rank != one.after.rank for one in self.moved)

    @property
    def handed(self) -> int:
        """How much money changes hands, in fen: what some take less."""
        return sum(-one.reward for one in self.moved if one.reward < 0)

    @property
    def added(self) -> int:
        """How much more is paid in all, in fen."""
        return sum(one.reward for one in self.moved)


def reform(before: Evaluation, after: Evaluation) -> Reform:
    """The same villages and observations by two sets of rules."""
    pairs = [Differing(one, other) for one, other in zip(before.villages, after.villages, strict=True)]
    number = len(pairs)
    return Reform(
        villages=number,
        moved=tuple(one for one in pairs if _differs(one)),
        shift=Fraction(sum(abs(one.after.rank - one.before.rank) for one in pairs), number),
        city_shift=Fraction(sum(abs(one.after.city_rank - one.before.city_rank) for one in pairs), number),
        towns=tuple(_towns(before, after, pairs)),
    )


def _differs(one: Differing) -> bool:
    return one.before.rank != one.after.rank or bool(one.reward) or one.card or one.grade


def _towns(before: Evaluation, after: Evaluation, pairs: list[Differing]) -> Iterator[TownGain]:
    for one, other in zip(before.towns, after.towns, strict=True):
        own = [pair for pair in pairs if pair.before.marks.village.town_code == one.town_code]
        rewards = sum(pair.before.reward for pair in own), sum(pair.after.reward for pair in own)
        ranks = one.rank, other.rank
        if rewards[0] != rewards[1] or ranks[0] != ranks[1]:
            yield TownGain(one.town_code, rewards, ranks)
