"""What departments found of villages: shares of their points in a period, over a year the mean of places."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from qsq.domain.county.places import TOWN_DEPARTMENT
from qsq.scoring.evaluation import Evaluation
from qsq.scoring.marks import VillageMarks

Found = Sequence[Fraction | None]
"""Of each village; None where nothing applies to it."""

Shares = Mapping[str, Found]
"""What each department found, by its id; villages in one order."""


def shares_found(evaluation: Evaluation, codes: Sequence[str]) -> Shares:
    """What villages, by their codes, earned of each department's points in a period."""
    marks = {one.marks.village.code: one.marks for one in evaluation.villages}
    departments = dict.fromkeys(item.department for item in evaluation.checklist.items)
    return {
        one: [_share(marks[code], one) if code in marks else None for code in codes]
        for one in departments
        if one != TOWN_DEPARTMENT
    }


def _share(marks: VillageMarks, department: str) -> Fraction | None:
    own = [one for one in marks.items if one.item.department == department and one.city_full is not None]
    points = sum((one.points for one in own), Fraction(0))
    return Fraction(sum(one.earned for one in own)) / points if points else None


def jointly(periods: Sequence[Shares]) -> Shares:
    """What each department found over all periods: of each village the mean of its places.

    Places and not shares, since periods ask for other things: who does not take part in a hard one, or to
    whom it does not apply, would else seem better.
    """
    if len(periods) == 1:
        return periods[0]
    places: dict[str, list[Found]] = {}
    for period in periods:
        for department, found in period.items():
            places.setdefault(department, []).append(_places(found))
    return {one: [_mean(each) for each in zip(*listed, strict=True)] for one, listed in places.items()}


def _places(found: Found) -> Found:
    """How many a village is above less how many it is below, as a share of all; 0 in the middle."""
    ordered = sorted(one for one in found if one is not None)
    return [
        None
        if one is None
        else Fraction(bisect_left(ordered, one) + bisect_right(ordered, one), len(ordered)) - 1
        for one in found
    ]


def _mean(places: Iterable[Fraction | None]) -> Fraction | None:
    known = [one for one in places if one is not None]
    return sum(known, Fraction(0)) / len(known) if known else None
