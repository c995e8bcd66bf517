"""The borders of money, cards, grades and honours: which two villages stand at each, or which limit it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from qsq.awards.annual import AnnualAwards
from qsq.awards.honours import Candidate
from qsq.awards.standing import standing
from qsq.domain.scheme.grades import GradeCondition, TakenGrade, at_least
from qsq.domain.scheme.scheme import YellowCardRule
from qsq.scoring.evaluation import Evaluation, PoolResult, VillageResult
from qsq.scoring.ranking import PoolKey
from qsq.scoring.rewards import place_amounts
from qsq.scoring.yellow_cards import YellowCard

CITY = PoolKey()
"""Of what is no pool's own."""


class Stake(StrEnum):
    """What a border decides."""

    MONEY = "money"
    CARD = "card"
    GRADE = "grade"
    HONOUR = "honour"
    ELIGIBLE = "eligible"


@dataclass(frozen=True, slots=True)
class Border:
    """A border between villages.

    Attributes:
        name: the grade's or honour's id; the place behind which the money changes; else empty.
        pool: whose it is.
        before: codes of the villages on its better side, the best first.
        behind: those on the other side, the best first.
        limit: the mark, in points, where a limit decides and not the order; else None.
        tied: whether it cuts through villages that tie; they are all of `behind`.
    """

    stake: Stake
    name: str
    pool: PoolKey
    before: tuple[str, ...]
    behind: tuple[str, ...]
    limit: Fraction | None = None
    tied: bool = False

    @property
    def nearest(self) -> tuple[str, str]:
        """The last village before it and the first behind it; empty where there is none."""
        return (self.before[-1] if self.before else "", self.behind[0] if self.behind else "")


def period_borders(evaluation: Evaluation) -> Iterator[Border]:
    """The borders of a period, pool by pool; then its limits, over the whole city."""
    for pool in evaluation.pools:
        yield from _money(pool, evaluation)
        yield from _cards(pool, evaluation)
        yield from _shares_of_grades(pool, evaluation)
    yield from _limits(evaluation)


def _money(pool: PoolResult, evaluation: Evaluation) -> Iterator[Border]:
    """Where the place's money changes."""
    amounts = place_amounts(pool.money, evaluation.scheme.rewards)[: len(pool.villages)]
    amounts = (*amounts, *[0] * (len(pool.villages) - len(amounts)))
    ranked = [one for one in pool.villages if not one.marks.vetoed]
    for number, (one, other) in enumerate(pairwise(amounts), start=1):
        if one != other and number < len(ranked):
            yield _between(Stake.MONEY, str(number), pool.key, ranked, number)


def _cards(pool: PoolResult, evaluation: Evaluation) -> Iterator[Border]:
    """Where the last places begin, of those whom no mark spares."""
    ranked = [one for one in pool.villages if not one.marks.vetoed]
    first = next(
        (number for number, one in enumerate(ranked) if one.yellow_card is YellowCard.LAST), len(ranked)
    )
    rule = evaluation.scheme.yellow_card
    if rule is None or not 0 < first < len(ranked):
        return
    if evaluation.scheme.marks.scale.exact(ranked[first - 1].marks.town_mark) < rule.spare_at:
        yield _between(Stake.CARD, str(YellowCard.LAST), pool.key, ranked, first)


def _shares_of_grades(pool: PoolResult, evaluation: Evaluation) -> Iterator[Border]:
    """Where a grade's places end among those that fulfil the rest."""
    for rule in evaluation.scheme.grades[:-1]:
        if rule.at_most is None:
            continue
        takers = [one for one in pool.villages if one.grade is not None and one.grade.id == rule.id]
        short = [one for one in pool.villages if _fell_over(one.grade, rule.id)]
        if takers and short:
            yield _between(Stake.GRADE, rule.id, pool.key, [*takers, *short], len(takers))


def _fell_over(grade: TakenGrade | None, name: str) -> bool:
    """Whether a village lacks nothing but a place of the grade."""
    lacking = [one.condition for one in grade.short if one.grade == name] if grade else []
    return lacking == [GradeCondition.AT_MOST]


def _between(stake: Stake, name: str, pool: PoolKey, ranked: Sequence[VillageResult], number: int) -> Border:
    """The border behind so many villages, or through those that tie over it."""
    codes = [one.marks.village.code for one in ranked]
    if ranked[number - 1].rank == ranked[number].rank:
        level = [code for code, one in zip(codes, ranked, strict=True) if one.rank == ranked[number].rank]
        return Border(stake, name, pool, (), tuple(level), tied=True)
    return Border(stake, name, pool, tuple(codes[:number]), tuple(codes[number:]))


def _limits(evaluation: Evaluation) -> Iterator[Border]:
    """Limits that the town mark is held to, among the villages that they can decide for."""
    scheme, unvetoed = evaluation.scheme, [one for one in evaluation.villages if not one.marks.vetoed]
    everywhere = [(Stake.GRADE, one.id, one.least) for one in scheme.grades[:-1]]
    everywhere.append((Stake.MONEY, "from", scheme.rewards.least or None))
    rule = scheme.yellow_card
    if rule is not None:
        everywhere.append((Stake.CARD, str(YellowCard.BELOW), rule.below))
    yield from _by_limits(everywhere, _exactly(unvetoed, evaluation))
    if rule is not None:
        last = [one for pool in evaluation.pools for one in _last_places(pool, rule)]
        yield from _by_limits([(Stake.CARD, SPARED, rule.spare_at)], _exactly(last, evaluation))


SPARED = "spare_at"
"""The name of the limit from which a mark spares the last places their card."""


def _last_places(pool: PoolResult, rule: YellowCardRule) -> Iterator[VillageResult]:
    """Those of a pool's last places whom no veto stands against."""
    if len(pool.villages) >= rule.smallest_pool:
        for one in pool.villages:
            behind = sum(other.rank > one.rank for other in pool.villages)
            if behind < rule.last and not one.marks.vetoed:
                yield one


def _exactly(villages: Sequence[VillageResult], evaluation: Evaluation) -> list[tuple[str, Fraction]]:
    """Codes and town marks in points."""
    scale = evaluation.scheme.marks.scale
    return [(one.marks.village.code, scale.exact(one.marks.town_mark)) for one in villages]


def _by_limits(
    wanted: Iterable[tuple[Stake, str, Fraction | None]], marked: Sequence[tuple[str, Fraction]]
) -> Iterator[Border]:
    ordered = sorted(marked, key=lambda pair: (-pair[1], pair[0]))
    for stake, name, limit in wanted:
        if limit is not None:
            before = tuple(code for code, mark in ordered if mark >= limit)
            behind = tuple(code for code, mark in ordered if mark < limit)
            yield Border(stake, name, CITY, before, behind, limit)


def year_borders(awards: AnnualAwards) -> Iterator[Border]:
    """The borders of a year's honours by the annual mark and of its grades, then that mark's limits."""
    annual = awards.scheme.annual
    grades = [rule.id for rule in annual.grades]
    taken: set[str] = set()
    for honour in annual.by_order:
        own = [one.placed.candidate for one in awards.awards if one.placed.honour.id == honour.id]
        taken |= set(map(_code, own))
        tied = next((one.villages for one in awards.undecided if one.honour.id == honour.id), ())
        if tied:
            yield Border(Stake.HONOUR, honour.id, CITY, (), tied, tied=True)
        rest = [
            one
            for one in awards.candidates
            if _code(one) not in taken
            and _code(one) not in tied
            and (not honour.grade or at_least(one.grade, honour.grade, grades))
        ]
        if own and rest and not tied:
            yield Border(Stake.HONOUR, honour.id, CITY, _codes(own), _codes(rest))
    yield from _shares_of_annual_grades(awards)
    wanted = [(Stake.GRADE, one.id, one.least) for one in annual.grades[:-1]]
    wanted.append((Stake.ELIGIBLE, "min_mark", annual.eligibility.min_mark or None))
    scale = awards.scheme.marks.scale
    yield from _by_limits(wanted, [(one.village.code, scale.exact(one.mark)) for one in awards.marked])


def _shares_of_annual_grades(awards: AnnualAwards) -> Iterator[Border]:
    """Where an annual grade's places end among those that fulfil the rest; who was struck off stays out."""
    annual, scale = awards.scheme.annual, awards.scheme.marks.scale
    years = {year.village.code: year for year in awards.years}
    ordered = sorted(
        (one for one in awards.marked if one.village.code in years),
        key=lambda one: standing(years[one.village.code], one.mark, annual.tie_break, scale),
    )
    for rule in annual.grades[:-1]:
        if rule.at_most is not None:
            takers = [
                one.village.code for one in ordered if one.grade is not None and one.grade.id == rule.id
            ]
            short = [one.village.code for one in ordered if _fell_over(one.grade, rule.id)]
            if takers and short:
                yield Border(Stake.GRADE, rule.id, CITY, tuple(takers), tuple(short))


def _code(one: Candidate) -> str:
    return one.year.village.code


def _codes(found: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(map(_code, found))
