"""Who is paid for a place in a period, as a second look checks it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from qsq.domain.scheme.scheme import Scheme
from qsq.fairness.recheck.contest import Contest, Lookable, Rivalry, lookables, stays_from, stays_under
from qsq.scoring.evaluation import Evaluation, PoolResult, VillageResult
from qsq.scoring.rewards import place_amounts

_ONE = Fraction(1)


def contest_of_places(evaluation: Evaluation) -> Contest:
    """Who is paid for a place; who is vetoed is not, whatever its mark."""
    scheme, pools = evaluation.scheme, evaluation.pools
    unvetoed = [one for pool in pools for one in pool.villages if not one.marks.vetoed]
    return Contest(
        listed=tuple(sorted(_code(one) for one in unvetoed if _is_paid(one))),
        rivalries=tuple(one for pool in pools for one in _rivalries(pool, scheme)),
        tasks={_code(one): _tasks(one, scheme) for one in unvetoed},
    )


def _code(one: VillageResult) -> str:
    return one.marks.village.code


def _is_paid(one: VillageResult) -> bool:
    return one.money.place > 0 and one.money.unpaid is None


def _tasks(one: VillageResult, scheme: Scheme) -> tuple[Lookable, ...]:
    """A change of an item's mark is rounded once, by less than a unit."""
    unit = scheme.marks.scale.unit
    return tuple(look for item in one.marks.items for look in lookables(item, item.full, _ONE, _ONE, unit))


def _rivalries(pool: PoolResult, scheme: Scheme) -> Iterator[Rivalry]:
    unvetoed = [one for one in pool.villages if not one.marks.vetoed]
    paid, others = ([one for one in unvetoed if _is_paid(one) is wanted] for wanted in (True, False))
    places = sum(amount > 0 for amount in place_amounts(pool.money, scheme.rewards))
    yield from (_before(one, other) for one in paid for other in others)
    if len(paid) > places:
        yield from _shared(paid, places)
    yield from _limits(pool, paid, others, scheme, room=len(paid) < places)


def _before(one: VillageResult, other: VillageResult) -> Rivalry:
    return Rivalry(_code(one), _code(other), one.marks.town_mark - other.marks.town_mark)


def _shared(paid: Sequence[VillageResult], places: int) -> Iterator[Rivalry]:
    """Those who share the last places: each of them has to stay level with each other."""
    level = [one for one in paid if one.rank == paid[places - 1].rank]
    yield from (_before(one, other) for one in level for other in level if one is not other)


def _limits(
    pool: PoolResult,
    paid: Sequence[VillageResult],
    others: Sequence[VillageResult],
    scheme: Scheme,
    *,
    room: bool,
) -> Iterator[Rivalry]:
    """Limits under which nobody is paid, and the one that spares the last.

    Args:
        pool: all of it.
        paid: who is paid for a place.
        others: who is not, without those that are vetoed.
        scheme: its rewards and cards.
        room: whether places are left, so that one of the others need overtake nobody to be paid.
    """
    scale, rule = scheme.marks.scale, scheme.yellow_card
    least = max(scheme.rewards.least, rule.below if rule else Fraction(0))
    last = rule.last if rule and len(pool.villages) >= rule.smallest_pool else 0
    for one in paid:
        mark, behind = one.marks.town_mark, sum(other.rank > one.rank for other in pool.villages)
        if least:
            yield stays_from(_code(one), mark, least, scale)
        if rule and behind < last:
            yield stays_from(_code(one), mark, rule.spare_at, scale)
    for one in others if room else ():
        mark = one.marks.town_mark
        if mark < least * scale.unit:
            yield stays_under(_code(one), mark, least, scale)
        elif rule:
            yield stays_under(_code(one), mark, rule.spare_at, scale)
