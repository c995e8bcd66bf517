"""How fair and how firm a result is, as it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.numbers import Scale, percent
from qsq.fairness.doubts.agreement import Agreement
from qsq.fairness.doubts.goes_with import GoesWith, Trait
from qsq.fairness.doubts.who_marks import Leaning, Leanings
from qsq.fairness.drivers import Alike, Bunched, Copied, Influence, LeftOut
from qsq.fairness.firmness import CHANGES, Firmness, Pair
from qsq.fairness.narrow import Narrow
from qsq.fairness.rounding import Decided
from qsq.year.fairness.sobol import Sobol

DRAWS, SEED = 2000, 1
"""How many other weights are tried in each scenario, and by which seed, where nobody says."""

MORE_DECIMALS = 4
"""How many decimals more than printed marks a figure has that is told before rounding."""


@dataclass(frozen=True, slots=True)
class Fairness:
    """How fair and how firm a recorded result is.

    Attributes:
        when: the period, or the year.
        revision: of the result or list; 0 of a list that is not drawn up yet.
        scheme: by which it came about.
        marks: the printed marks by which villages are judged, by code.
        names: of villages, items, tasks, towns, grades and honours, by kind and id, such as `item:grain`.
        narrow: the borders, the narrowest first.
        swapped: of the two at a border, how many drawn weights put the second before the first, for each of
            `CHANGES`; nothing of a limit, nor of who is no candidate.
        rounded: what rounding alone decided.
        firm: where villages can stand under other weights.
        left_out: what leaving out an item does to the ranks.
        seed: of the draws.
        draws: how many, of each scenario.
        sobol: Sobol' indices of the items' weights, where they were asked for.
        influences: what each item makes of the differences; of a period alone, as all below.
        leanings: how departments mark towns, of a year in its periods jointly; None of one without a period.
        goes_with: what marks go with.
        agreements: how far the rounds of a task agree, and a second look with the first.
    """

    when: str
    revision: int
    scheme: Scheme
    marks: Mapping[str, Fraction]
    names: Mapping[str, str]
    narrow: tuple[Narrow, ...]
    swapped: Mapping[Pair, tuple[int, ...]]
    rounded: tuple[Decided, ...]
    firm: tuple[Firmness, ...]
    left_out: tuple[LeftOut, ...]
    seed: int
    draws: int
    influences: tuple[Influence, ...] = ()
    alike: tuple[Alike, ...] = ()
    copied: tuple[Copied, ...] = ()
    bunched: tuple[Bunched, ...] = ()
    leanings: Leanings | None = None
    goes_with: tuple[GoesWith, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    sobol: tuple[Sobol, ...] = ()

    @property
    def scale(self) -> Scale:
        """Of the printed marks."""
        return self.scheme.marks.scale

    @property
    def finer(self) -> Scale:
        """The decimals of figures that are told before rounding."""
        return Scale(self.scale.decimals + MORE_DECIMALS, self.scale.rounding)

    def exactly(self, points: Fraction) -> str:
        """Points before rounding, as text."""
        return self.finer.text(self.finer.units(points))

    def swaps(self, one: Narrow) -> tuple[int, ...]:
        """How many drawn weights swap the two at a border, for each of `CHANGES`; empty of a limit."""
        return self.swapped.get((one.before, one.behind), ())

    def at_borders(self, borders: int) -> tuple[Firmness, ...]:
        """The villages at so many of the narrowest borders."""
        firm = {one.code: one for one in self.firm}
        codes = (code for one in self.narrow[:borders] for code in (one.before, one.behind))
        return tuple(firm[code] for code in dict.fromkeys(codes) if code in firm)

    @property
    def without_candidates(self) -> bool:
        """Whether it is of a year in which nobody is eligible, so that there is nobody to rank."""
        return not self.firm

    def named(self, kind: str, one: str) -> str:
        """What something is called."""
        return self.names.get(f"{kind}:{one}", one)

    def answer(self) -> dict[str, Any]:
        """The answer for programs; shares as text with the decimals that they need, or as fractions."""
        return {
            "when": self.when,
            "revision": self.revision,
            "draws": self.draws,
            "seed": self.seed,
            "borders": [self._narrow(one) for one in self.narrow],
            "decided_by_rounding": [self._decided(one) for one in self.rounded],
            "ranked": len(self.firm),
            "villages": [_firm(one) for one in self.firm],
            "items": [_influence(one) for one in self.influences],
            "left_out": [
                {"item": one.item, "mean_shift": share(one.shift), "most": one.most} for one in self.left_out
            ],
            "alike": [
                {
                    "item": one.item,
                    "task": one.task or None,
                    "share": share(one.share),
                    "villages": one.villages,
                }
                for one in self.alike
            ],
            "copied": [
                {"tasks": [one.first, one.second], "town_code": one.town, "villages": one.villages}
                for one in self.copied
            ],
            "bunched": [
                {
                    "limit": one.name,
                    "mark": str(one.limit),
                    "above": one.above,
                    "below": one.below,
                    "chance": share(one.chance),
                }
                for one in self.bunched
            ],
            "departments": self.leanings and _leanings(self.leanings),
            "goes_with": [_goes_with(one) for one in self.goes_with],
            "sobol": [
                {"item": one.item, "first": share(one.first), "total": share(one.total)} for one in self.sobol
            ],
            "agreement": [_agreement(one) for one in self.agreements],
        }

    def _narrow(self, one: Narrow) -> dict[str, Any]:
        return {
            **_border(one),
            "limit": None if one.border.limit is None else str(one.border.limit),
            "gap": self.exactly(one.gap),
            "leverage": self.exactly(one.leverage),
            "margin": None if one.margin is None else share(one.margin),
            "margin_is": "exact" if one.exact else "at_least",
            "swapped": [
                {"change": percent(change), "draws": count}
                for change, count in zip(CHANGES, self.swaps(one), strict=False)
            ],
        }

    def _decided(self, one: Decided) -> dict[str, Any]:
        return {
            **_border(one),
            "before_mark": self.exactly(one.marks[0]),
            "behind_mark": self.exactly(one.marks[1]),
            "difference": self.exactly(one.difference),
        }


def _border(one: Narrow | Decided) -> dict[str, Any]:
    """What is at stake at a border, and between whom."""
    return {
        "stake": str(one.border.stake),
        "of": one.border.name,
        "pool": one.border.pool.town_code or None,
        "before": one.before or None,
        "behind": one.behind or None,
    }


def _firm(one: Firmness) -> dict[str, Any]:
    return {
        "village_code": one.code,
        "place": one.place,
        "within": [
            {"change": percent(change), "inner": list(inner), "proven": list(proven)}
            for change, inner, proven in zip(CHANGES, one.inner, one.proven, strict=True)
        ],
        "untrusted": list(one.untrusted),
        "gained": share(one.gained),
    }


def _influence(one: Influence) -> dict[str, Any]:
    return {
        "item": one.item or None,
        "nominal": share(one.nominal),
        "variance": share(one.variance),
        "correlation_ratio": None if one.ratio is None else share(one.ratio),
        "villages": one.applies,
    }


def _leanings(found: Leanings) -> dict[str, Any]:
    return {"why_not": found.why_not, "cells": [_leaning(one) for one in found.cells]}


def _leaning(one: Leaning) -> dict[str, Any]:
    return {
        "department": one.department,
        "town_code": one.town,
        "villages": one.villages,
        "place": mean(one.own),
        "like_villages": mean(one.like),
        "chance": share(one.chance),
        "told": one.told,
    }


def _goes_with(one: GoesWith) -> dict[str, Any]:
    return {
        "trait": one.trait,
        "task": one.name if one.trait is Trait.TARGET else None,
        "name": one.name if one.trait is Trait.OWN else None,
        "villages": one.villages,
        "correlation": None if one.correlation is None else share(one.correlation),
        "share": share(one.share),
        "chance": share(one.chance),
        "told": one.told,
    }


def _agreement(one: Agreement) -> dict[str, Any]:
    return {
        "looks": str(one.looks),
        "task": one.task or None,
        "villages": one.villages,
        "alpha": None if one.alpha is None else share(one.alpha),
        "why_not": one.why_not,
    }


_OF_A_SHARE = Scale(6)


def share(number: Fraction) -> str:
    """A share of 1 with six decimals."""
    return _OF_A_SHARE.text(_OF_A_SHARE.units(number))


_TWO_DECIMALS = Scale(2)


def percentage(number: Fraction) -> str:
    """A share as a percentage of two decimals: `6.12%`."""
    return mean(number * 100) + "%"


_THREE_DECIMALS = Scale(3)


def three_decimals(number: Fraction) -> str:
    """A correlation or another number between -1 and 1."""
    return _THREE_DECIMALS.text(_THREE_DECIMALS.units(number))


def mean(number: Fraction) -> str:
    """A mean number, such as of places, with two decimals, whatever marks have."""
    return _TWO_DECIMALS.text(_TWO_DECIMALS.units(number))
