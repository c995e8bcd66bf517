"""Thousands of other weights at once against the engine, one after the other: equal in every draw compared."""

import sys
import time
from dataclasses import replace
from pathlib import Path

from qsq import Workspace
from qsq.domain.scheme.checklist import Checklist
from qsq.fairness import draws
from qsq.fairness.columns import VillageColumns
from qsq.scoring.evaluation import evaluate
from qsq.year.recorded.basis import evaluations_of
from qsq.year.score.recount import recount

DRAWS, COMPARED, ROUNDS = 2000, 50, 5


def weighted(checklist: Checklist, factors: list[int]) -> Checklist:
    """A list whose items' weights are multiplied by factors, the city's first, then the towns' own."""
    given = iter(factors)
    items = tuple(replace(one, weight=one.weight * next(given)) for one in checklist.items)
    towns = tuple(
        replace(town, add=tuple(replace(one, weight=one.weight * next(given)) for one in town.add))
        for town in checklist.towns
    )
    return replace(checklist, items=items, towns=towns)


def faster(workspace: Path, period: str) -> float:
    """How many times faster; the least of both times counts, since other work only ever slows one down.

    Raises:
        SystemExit: a draw comes out otherwise.
    """
    office = Workspace(workspace).office
    when = Workspace(workspace).score.period(period).evaluation.checklist.period
    with office.ledger_to_read() as ledger:
        again = recount(ledger, evaluations_of(ledger, when)[-1])
    rules, columns = again.rules, VillageColumns(again.evaluation)
    factors = draws.within(1, DRAWS, len(columns.items), 100)
    town, city = (columns.ranked(factors, city=city) for city in (False, True))
    times, looped = [], []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        for in_city in (False, True):
            columns.ranked(factors, city=in_city)
        times.append(time.perf_counter() - start)
    for number in range(COMPARED):
        checklist = weighted(rules.checklist, factors[number].tolist())
        start = time.perf_counter()
        other = evaluate(rules.scheme, checklist, rules.register.evaluated, again.inputs, again.missing)
        looped.append(time.perf_counter() - start)
        for row, one in enumerate(other.villages):
            engine = one.marks.town_mark, one.marks.city_mark, one.rank, one.city_rank
            found = town.mark, city.mark, town.rank, city.rank
            if tuple(int(each[row, number]) for each in found) != engine:
                raise SystemExit(f"draw {number} differs for {one.marks.village.code}")
    villages, ratio = len(columns.codes), min(looped) * DRAWS / min(times)
    print(
        f"{DRAWS} draws for {villages} villages: {min(times) * 1000:.0f} ms; the engine takes"
        f" {min(looped) * 1000:.0f} ms for each; {COMPARED} draws are equal\n  {ratio:.0f} × faster\n"
    )
    return ratio


if __name__ == "__main__":
    faster(Path(sys.argv[1]), sys.argv[2])
