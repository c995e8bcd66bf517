"""Who takes which honour of a year, as a second look at its periods checks it.

Recommendations, vetoes, yellow cards, grades, reviews and what the standing committee struck off stand as
they were recorded; the annual marks are what is checked.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from qsq.awards.annual import AnnualAwards, Ineligible
from qsq.awards.eligibility import Reason
from qsq.awards.honours import Candidate
from qsq.awards.standing import VillageYear
from qsq.domain.scheme.grades import at_least
from qsq.domain.scheme.scheme import Annual, Honour
from qsq.fairness.annual import period_weights
from qsq.fairness.recheck.contest import Contest, Lookable, Rivalry, lookables, stays_from, stays_under
from qsq.scoring.evaluation import Evaluation
from qsq.scoring.marks import VillageMarks


def contest_of_honours(awards: AnnualAwards, evaluations: Mapping[str, Evaluation]) -> Contest:
    """Who takes which honour; no tie over a border is left undecided.

    Args:
        awards: the year's.
        evaluations: of the periods that it rests on, by name.
    """
    annual, unit = awards.scheme.annual, awards.scheme.marks.scale.unit
    barred = [one for one in awards.ineligible if one.reasons == (Reason.MIN_MARK,) and one.mark is not None]
    years = [*(one.year for one in awards.candidates), *(one.year for one in barred)]
    marks = {
        name: {one.marks.village.code: one.marks for one in evaluation.villages}
        for name, evaluation in evaluations.items()
    }
    return Contest(
        listed=tuple(sorted(one.village_code for one in awards.awards)),
        rivalries=tuple(_rivalries(awards, barred)),
        tasks={one.village.code: tuple(_tasks(one, annual, marks, unit)) for one in years},
    )


def _tasks(
    year: VillageYear, annual: Annual, marks: Mapping[str, Mapping[str, VillageMarks]], unit: int
) -> Iterator[Lookable]:
    """A change is rounded with its item's mark and again with the annual one, by less than a unit each."""
    for name, weight in period_weights(year, annual).items():
        for item in marks[name][year.village.code].items:
            yield from lookables(item, item.city_full, weight, weight + 1, unit, f"{name}/")


def _rivalries(awards: AnnualAwards, barred: Sequence[Ineligible]) -> Iterator[Rivalry]:
    """Each honour's villages before those to whom it is open and who took a later one, or none."""
    annual, scale = awards.scheme.annual, awards.scheme.marks.scale
    free, full = list(awards.candidates), True
    for honour in annual.honours:
        placed = [one.placed.candidate for one in awards.awards if one.placed.honour.id == honour.id]
        free = [one for one in free if one not in placed]
        full = full and len(placed) == honour.count
        for one in placed:
            yield from (_before(one, other) for other in free if _is_open(honour, other, annual))
            if annual.eligibility.min_mark:
                yield stays_from(_code(one), one.mark, annual.eligibility.min_mark, scale)
    for village in barred:
        yield from _kept_out(village, awards, full=full)


def _before(one: Candidate, other: Candidate) -> Rivalry:
    return Rivalry(_code(one), _code(other), one.mark - other.mark)


def _kept_out(one: Ineligible, awards: AnnualAwards, *, full: bool) -> Iterator[Rivalry]:
    """Whom the least annual mark alone keeps out; with all honours taken, all who took one are before."""
    code, mark, least = one.year.village.code, one.mark or 0, awards.scheme.annual.eligibility.min_mark or 0
    if full:
        for other in awards.awards:
            yield Rivalry(other.village_code, code, other.placed.candidate.mark - mark)
    else:
        yield stays_under(code, mark, Fraction(least), awards.scheme.marks.scale)


def _is_open(honour: Honour, one: Candidate, annual: Annual) -> bool:
    return not honour.grade or at_least(one.grade, honour.grade, [rule.id for rule in annual.grades])


def _code(one: Candidate) -> str:
    return one.year.village.code
