"""How firm a place is: where a village can stand under other weights, as found by draws and as proven.

Draws show places that some weights do give (the inner interval); margins show beyond which places none within
the change can move a village (the proven one). What lies between nobody has seen and nothing excludes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from qsq.fairness import draws
from qsq.fairness.margins import rivals
from qsq.fairness.standing import Judged

if TYPE_CHECKING:
    from qsq.fairness.columns import Whole

CHANGES = (Fraction(1, 10), Fraction(1, 5))
"""By how much every weight may be changed, in the scenarios that are told."""

Interval = tuple[int, int]
"""The best and the worst place."""


@dataclass(frozen=True, slots=True)
class Firmness:
    """Where a village can stand in its pool, or among the year's candidates.

    Attributes:
        place: where it stands.
        inner: places that drawn weights gave, for each of `CHANGES`.
        proven: places beyond which no weights move it, for each of `CHANGES`.
        untrusted: places under weights of which nothing is known.
        gained: the share of those last draws that give it a place with money, or an honour.
    """

    code: str
    place: int
    inner: tuple[Interval, ...]
    proven: tuple[Interval, ...]
    untrusted: Interval
    gained: Fraction


def spans(places: "Whole") -> list[Interval]:
    """The best and the worst place of each row."""
    return list(zip(places.min(axis=1).tolist(), places.max(axis=1).tolist(), strict=True))


def reached(places: "Whole", wanted: int) -> list[Fraction]:
    """In which share of the draws each row has the wanted place or a better one."""
    counts = (places <= wanted).sum(axis=1)
    return [Fraction(int(count), places.shape[1]) for count in counts]


def changed_weights(seed: int, number: int, items: int) -> list["Whole"]:
    """Factors that draw other weights of so many items, for each of `CHANGES`."""
    return [draws.within(seed, number, items, int(change * draws.WITHIN)) for change in CHANGES]


Pair = tuple[str, str]
"""The codes of two villages, the better one first."""


def swaps(
    pairs: Iterable[Pair], codes: Sequence[str], drawn: Sequence["Whole"]
) -> dict[Pair, tuple[int, ...]]:
    """How many drawn weights put the second of a pair before the first, for each of `CHANGES`.

    Args:
        pairs: the villages at borders; of one that is not drawn nothing is told.
        codes: of the rows.
        drawn: places under drawn weights, a row a village.
    """
    row = {code: number for number, code in enumerate(codes)}
    return {
        (one, other): tuple(int((places[row[other]] < places[row[one]]).sum()) for places in drawn)
        for one, other in pairs
        if one in row and other in row
    }


def firmness(
    places: Mapping[str, int],
    drawn: Sequence["Whole"],
    sure: Mapping[str, tuple[Interval, ...]],
    untrusted: "Whole",
    gained: Sequence[Fraction],
) -> tuple[Firmness, ...]:
    """How firm each place is; villages as rows, in one order.

    Args:
        places: where they stand.
        drawn: their places under drawn weights, for each of `CHANGES`.
        sure: what is proven of them.
        untrusted: their places under weights of which nothing is known.
        gained: in which share of these each takes money or an honour.
    """
    inner = zip(*map(spans, drawn), strict=True)
    return tuple(
        Firmness(code, place, within, sure[code], alone, share)
        for (code, place), within, alone, share in zip(
            places.items(), inner, spans(untrusted), gained, strict=True
        )
    )


def proven(
    pool: Sequence[tuple[str, bool]], standings: Mapping[str, Judged], unit: int
) -> dict[str, tuple[Interval, ...]]:
    """The places beyond which no weights move villages, for each of `CHANGES`.

    Args:
        pool: codes of the villages, and whether a veto puts them behind all others.
        standings: what they are judged by.
        unit: the units of the last decimal place that make 1.
    """
    best = {code: [1] * len(CHANGES) for code, _vetoed in pool}
    worst = {code: [len(pool)] * len(CHANGES) for code, _vetoed in pool}
    ordered = sorted(pool, key=lambda one: (one[1], -standings[one[0]].mark))
    for number, (one, vetoed) in enumerate(ordered):
        for other, behind in ordered[number + 1 :]:
            beside = rivals(standings[one], standings[other])
            stays = vetoed != behind
            for at in reversed(range(len(CHANGES))):  # who stays under a larger change stays under a smaller
                stays = stays or beside.stays(CHANGES[at], unit)
                worst[one][at] -= stays
                best[other][at] += stays
    return {code: tuple(zip(best[code], worst[code], strict=True)) for code, _vetoed in pool}
