"""Ranks of what stands in order (CONTRACT.md section 7)."""

from collections.abc import Sequence


def ranks(standings: Sequence[object]) -> list[int]:
    """The ranks of what stands in order: equal standings share one, the next skips (1, 2, 2, 4)."""
    found: list[int] = []
    for place, standing in enumerate(standings):
        tied = place > 0 and standings[place - 1] == standing
        found.append(found[-1] if tied else place + 1)
    return found
