"""What a period's rewards can cost, before anything of it is spent (CONTRACT.md section 7)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import floor

from qsq.domain.county.places import Village
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.sharing import share_out
from qsq.scoring.ranking import pool_of
from qsq.scoring.rewards import place_amounts


@dataclass(frozen=True, slots=True)
class Cost:
    """The least and the most, in fen, where every village is paid.

    A veto, a yellow card or a mark under `from` leaves what the village would take unpaid.
    """

    least: int
    most: int


def period_cost(scheme: Scheme, villages: Iterable[Village]) -> Cost:
    """What the rewards of one period can cost."""
    sizes = Counter(pool_of(village, scheme.ranking.pool) for village in villages)
    pools = [sizes[key] for key in sorted(sizes, key=lambda key: key.order)]
    rewards = scheme.rewards
    parts = share_out(rewards.pool, pools) if pools else ()
    places = sum(sum(place_amounts(part, rewards)[:size]) for part, size in zip(parts, pools, strict=True))
    fixed = places + rewards.base * sum(pools)
    return Cost(
        fixed + sum(_by_grade(scheme, size, most=False) for size in pools),
        fixed + sum(_by_grade(scheme, size, most=True) for size in pools),
    )


def _by_grade(scheme: Scheme, size: int, *, most: bool) -> int:
    """What the grades of a pool cost when as many villages as can take those that cost most, or least."""
    costs = [
        (
            scheme.rewards.by_grade.get(rule.id, 0),
            size if rule.at_most is None else floor(rule.at_most * size),
        )
        for rule in scheme.grades
    ]
    total, left = 0, size
    for amount, places in sorted(costs, reverse=most):
        taken = min(left, places)
        total += amount * taken
        left -= taken
    return total
