"""Annual grades: a year's mark and what was achieved in all its periods (CONTRACT.md section 8)."""

from collections.abc import Mapping, Sequence

from qsq.awards.standing import Achieved, VillageYear, standing
from qsq.domain.scheme.grades import Graded, Part, TakenGrade, grades_of
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.numbers import Scale
from qsq.domain.values.ranks import ranks


def annual_grades(marked: Sequence[tuple[VillageYear, int]], scheme: Scheme) -> dict[str, TakenGrade]:
    """The grades of all villages that have an annual mark, by code; none where the scheme has none."""
    annual = scheme.annual
    if not annual.grades:
        return {}
    scale = scheme.marks.scale
    order = sorted(
        (standing(year, mark, annual.tie_break, scale), year.village.code) for year, mark in marked
    )
    places = ranks([stand for stand, _code in order])
    place_of = {code: place for (_stand, code), place in zip(order, places, strict=True)}
    forbids = annual.eligibility.forbid_veto
    judged = [
        Graded(
            code=year.village.code,
            mark=mark,
            place=place_of[year.village.code],
            categories=_parts(year.categories(), scale),
            items=_parts(year.items(), scale),
            period_grades=year.period_grades,
            last=forbids and year.vetoed,
        )
        for year, mark in marked
    ]
    return grades_of(judged, annual.grades, scale, [rule.id for rule in scheme.grades])


def _parts(achieved: Mapping[str, Achieved], scale: Scale) -> dict[str, Part]:
    return {name: Part(scale.units(one.mark), scale.units(one.full)) for name, one in achieved.items()}
