"""年终一总评: a year's awards, from the villages' periods to honours, prizes, uplifts and quotas."""

from collections.abc import Sequence
from dataclasses import dataclass

from qsq.awards.eligibility import Reason, reasons_against
from qsq.awards.grading import annual_grades
from qsq.awards.honours import UNDECIDED, Candidate, Decision, Placed, Undecided, in_order, place_honours
from qsq.awards.merit_quota import MeritQuota, merit_quotas
from qsq.awards.prizes import Prize, prize_of
from qsq.awards.standing import VillageYear, annual_mark
from qsq.domain.county.places import Village
from qsq.domain.results.town_marks import TownMark, town_marks
from qsq.domain.scheme.grades import TakenGrade
from qsq.domain.scheme.scheme import Scheme


@dataclass(frozen=True, slots=True)
class HonouredVillage:
    """An honoured village and its prize."""

    placed: Placed
    prize: Prize

    @property
    def village_code(self) -> str:
        """The village's code."""
        return self.placed.candidate.year.village.code


@dataclass(frozen=True, slots=True)
class Ineligible:
    """A village that cannot be honoured, with all reasons; `mark` in units, None where it has none."""

    year: VillageYear
    mark: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of the year in fen."""

    prizes: int
    welfare: int
    cadres: int
    uplift: int
    period_rewards: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A village, its annual mark in units, and its annual grade; None where the scheme has none.

    Attributes:
        improvement: in units; None where no rule looks at it.
    """

    village: Village
    mark: int
    grade: TakenGrade | None
    improvement: int | None = None


@dataclass(frozen=True, slots=True)
class AnnualAwards:
    """All that is known of a year's awards.

    Attributes:
        awards: by honour in file order, then in order.
        ineligible: by village code.
        candidates: the villages that could be honoured, the best first.
        marked: all villages that have an annual mark, by village code.
        towns: by town code, of annual marks.
    """

    scheme: Scheme
    awards: tuple[HonouredVillage, ...]
    ineligible: tuple[Ineligible, ...]
    undecided: tuple[Undecided, ...]
    candidates: tuple[Candidate, ...]
    merit_quota: tuple[MeritQuota, ...]
    totals: Totals
    marked: tuple[Marked, ...]
    towns: tuple[TownMark, ...]

    @property
    def years(self) -> tuple[VillageYear, ...]:
        """The years of all villages but those that the committee struck off."""
        return (*(one.year for one in self.candidates), *(one.year for one in self.ineligible))

    @property
    def eligible(self) -> int:
        """How many villages could be honoured."""
        return len(self.candidates)


def award(
    scheme: Scheme,
    years: Sequence[VillageYear],
    paid_to_others: int = 0,
    decision: Decision = UNDECIDED,
) -> AnnualAwards:
    """The awards of a year (CONTRACT.md section 8).

    Args:
        scheme: the standing rules.
        years: of all villages that take part, by code.
        paid_to_others: rewards of periods in fen of villages that have left the roll since.
        decision: the standing committee's, where there is one.
    """
    annual, scale = scheme.annual, scheme.marks.scale
    marked = [(year, annual_mark(year, annual, scheme.marks)) for year in years]
    grades = annual_grades([(year, mark) for year, mark in marked if mark is not None], scheme)
    ineligible, candidates = [], []
    for year, mark in marked:
        reasons = reasons_against(year, mark, annual.eligibility, scale)
        if mark is None or reasons:
            ineligible.append(Ineligible(year, mark, reasons))
        elif year.village.code not in decision.struck:
            grade = grades.get(year.village.code)
            candidates.append(Candidate(year, mark, grade.id if grade else None))
    placed, undecided = place_honours(candidates, annual, scale, decision)
    awards = tuple(
        HonouredVillage(
            one, prize_of(one.honour, one.candidate.year.cadres, annual.prize_split, annual.cadre_share)
        )
        for one in placed
    )
    honoured = {one.village_code for one in awards}
    having = tuple(
        Marked(
            year.village,
            mark,
            grades.get(year.village.code),
            year.improvement(scale) if annual.looks_at_improvement else None,
        )
        for year, mark in marked
        if mark is not None
    )
    return AnnualAwards(
        scheme=scheme,
        awards=awards,
        ineligible=tuple(ineligible),
        undecided=undecided,
        candidates=in_order(candidates, annual.tie_break, scale, decision),
        merit_quota=merit_quotas(years, honoured, annual.merit_quota),
        totals=_totals(awards, years, paid_to_others),
        marked=having,
        towns=town_marks([(one.village.town_code, one.mark) for one in having], scale),
    )


def without_cadres(awards: Sequence[HonouredVillage]) -> tuple[HonouredVillage, ...]:
    """The awards whose cadres' part nobody takes: the village has no cadre on the list."""
    return tuple(one for one in awards if one.prize.cadres and not one.prize.members)


def _totals(awards: Sequence[HonouredVillage], years: Sequence[VillageYear], paid_to_others: int) -> Totals:
    return Totals(
        prizes=sum(one.prize.amount for one in awards),
        welfare=sum(one.prize.welfare for one in awards),
        cadres=sum(one.prize.cadres for one in awards),
        uplift=sum(member.uplift for one in awards for member in one.prize.members),
        period_rewards=paid_to_others + sum(period.reward for year in years for period in year.periods),
    )
