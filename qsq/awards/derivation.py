"""How a village's year came about: annual mark, eligibility, order, honour, prize and uplifts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from qsq.awards.annual import AnnualAwards, HonouredVillage
from qsq.awards.eligibility import Reason, reasons_against
from qsq.awards.honours import Candidate, Decision
from qsq.awards.prizes import Member
from qsq.awards.standing import VillageYear, tie_key
from qsq.domain.faults import Place
from qsq.domain.results.derived import NO, YES, Derived, Formula, against, compared
from qsq.domain.results.shares import exact_told, share_derived
from qsq.domain.scheme.grades import GradeCondition, Short, TakenGrade, at_least
from qsq.domain.scheme.scheme import CadreShare, Honour, TieBreak, TieRule
from qsq.domain.values.money import FEN, yuan
from qsq.domain.values.numbers import percent, plain
from qsq.domain.values.sharing import shared_out


@dataclass(frozen=True, slots=True)
class YearPlaces:
    """Where in the files stands what was entered of a village's year; None where that is not known."""

    recommendation: Place | None = None
    review: Place | None = None


class YearDerivation:
    """The sums behind the villages' years.

    Args:
        awards: as they were drawn up.
        years: of all villages that take part.
        decision: the standing committee's, where there was one.
        city_ranks: of each village, by the period's name.
        places: by village code.
    """

    def __init__(
        self,
        awards: AnnualAwards,
        years: Sequence[VillageYear],
        decision: Decision,
        city_ranks: Mapping[str, Mapping[str, int]],
        places: Mapping[str, YearPlaces],
    ) -> None:
        self._awards, self._scheme, self._decision = awards, awards.scheme, decision
        self._annual, self._scale = awards.scheme.annual, awards.scheme.marks.scale
        self._years = {one.village.code: one for one in years}
        self._marks = {one.village.code: one.mark for one in awards.marked}
        self._grades = {one.village.code: one.grade for one in awards.marked}
        self._ranks, self._places = city_ranks, places

    def outcome(self, code: str) -> tuple[Derived, ...]:
        """Annual mark, improvement, grade, eligibility, order, honour and prize."""
        return (
            *self.annual_mark(code),
            *self.improvement(code),
            *self.grade(code),
            self.eligible(code),
            *self.order(code),
            *self.honour(code),
            *self.prize(code),
        )

    def annual_mark(self, code: str) -> Iterator[Derived]:
        """The annual mark with the periods' marks; nothing where no period that weighs anything has one."""
        year, mark, annual = self._years[code], self._marks.get(code), self._annual
        if mark is None:
            return
        weighed = [(annual.weight_of(one.period), one) for one in year.periods]
        weighed = [(weight, one) for weight, one in weighed if weight]
        marks = " + ".join(f"{plain(weight)} × {self._mark(one.city_mark)}" for weight, one in weighed)
        weights = " + ".join(plain(weight) for weight, _one in weighed)
        told = f"({marks}) ÷ ({weights})"
        mean = sum((weight * one.city_mark for weight, one in weighed), Fraction(0))
        exact = mean / sum((weight for weight, _one in weighed), Fraction(0))
        share = annual.review_share
        if share:
            review = year.review or Fraction(0)
            told = f"(1 − {percent(share)}) × {told} + {percent(share)} × {plain(review)}"
            exact = (1 - share) * exact + share * review
        yield Derived(
            of="annual_mark",
            formula=Formula.ANNUAL_MARK,
            numbers=told,
            result=self._scale.text(mark),
            rounded=exact != self._scale.exact(mark),
            parts=(*self._periods(code), *self._review(year)),
        )

    def improvement(self, code: str) -> Iterator[Derived]:
        """The latest mark against the mean of its own; nothing where no rule looks at that."""
        year = self._years[code]
        if not self._annual.looks_at_improvement or code not in self._marks:
            return
        marks = [one.city_mark for one in year.periods]
        units = year.improvement(self._scale)
        together = " + ".join(map(self._mark, marks))
        yield Derived(
            of="improvement",
            formula=Formula.IMPROVEMENT,
            numbers=f"{self._mark(marks[-1])} − ({together}) ÷ {len(marks)}",
            result=self._scale.text(units),
            rounded=marks[-1] - sum(marks, Fraction(0)) / len(marks) != self._scale.exact(units),
        )

    def _mark(self, points: Fraction) -> str:
        return self._scale.text(self._scale.units(points))

    def _periods(self, code: str) -> Iterator[Derived]:
        for one in self._years[code].periods:
            mark, rank = self._mark(one.city_mark), self._ranks.get(str(one.period), {}).get(code)
            values = {"rank": str(rank), "code": code, "period": str(one.period)}
            yield Derived(str(one.period), Formula.PERIOD_MARK, mark, mark, values=values)

    def _review(self, year: VillageYear) -> Iterator[Derived]:
        if self._annual.review_share:
            text, place = plain(year.review or Fraction(0)), self._known(year.village.code).review
            yield Derived("review", Formula.REVIEW, text, text, places=() if place is None else (place,))

    def _known(self, code: str) -> YearPlaces:
        return self._places.get(code, YearPlaces())

    def grade(self, code: str) -> Iterator[Derived]:
        """The annual grade, and what each better one lacked; nothing where there are no grades."""
        grade = self._grades.get(code)
        for rule in self._annual.grades if grade else ():
            taken = grade is not None and rule.id == grade.id
            lacking = _lacking(grade, rule.id)
            formula = Formula.GRADE_TAKEN if taken else Formula.GRADE_MISSED
            yield Derived("grade", formula, result=rule.name, parts=tuple(map(self._short, lacking)))
            if taken:
                return

    def _short(self, short: Short) -> Derived:
        """A condition that a better grade lacked."""
        found = self._scale.text(short.found)
        least = f"{found} ≥ {plain(short.wanted / self._scale.unit)}"
        match short.condition:
            case GradeCondition.NO_VETO:
                return Derived("veto", Formula.NO_VETO, result=NO)
            case GradeCondition.EVERY_PERIOD:
                return Derived(short.of, Formula.EVERY_PERIOD, result=NO)
            case GradeCondition.AT_MOST:
                return compared(
                    "rank", Formula.AT_MOST, f"{short.found} ≤ {plain(short.wanted)}", holds=False
                )
            case GradeCondition.FROM:
                return compared("annual_mark", Formula.FROM, least, holds=False)
            case GradeCondition.EACH_CATEGORY:
                return compared(short.of, Formula.EACH_CATEGORY, least, holds=False)
            case GradeCondition.EACH_ITEM:
                return compared(short.of, Formula.EACH_ITEM, least, holds=False)
            case _:
                assert_never(short.condition)

    def eligible(self, code: str) -> Derived:
        """Each condition of an honour, and whether it holds."""
        year, mark = self._years[code], self._marks.get(code)
        reasons = reasons_against(year, mark, self._annual.eligibility, self._scale)
        struck = self._decision.struck.get(code)
        parts = list(self._conditions(year, mark, reasons))
        if struck is not None:
            parts.append(Derived("honour", Formula.STRUCK, result=NO, values={"reason": struck}))
        fails = bool(reasons) or struck is not None
        formula = Formula.INELIGIBLE if fails else Formula.ELIGIBLE
        return Derived("honour", formula, result=NO if fails else YES, parts=tuple(parts))

    def _conditions(
        self, year: VillageYear, mark: int | None, reasons: Sequence[Reason]
    ) -> Iterator[Derived]:
        rule, place = self._annual.eligibility, self._known(year.village.code).recommendation
        yield Derived(
            of="honour",
            formula=Formula.RECOMMENDED,
            result=YES if year.recommended else NO,
            places=() if place is None else (place,),
        )
        weighs = len(year.periods) if mark is not None or Reason.MIN_PERIODS not in reasons else 0
        least = max(rule.min_periods, 1)
        yield self._condition(Reason.MIN_PERIODS, f"{weighs} ≥ {least}", reasons, Formula.MIN_PERIODS)
        if rule.forbid_veto:
            vetoes = sum(one.vetoed for one in year.periods)
            yield self._condition(Reason.VETO, f"{vetoes} = 0", reasons, Formula.NO_VETO)
        if rule.max_yellow_cards is not None:
            told = f"{year.yellow_cards} ≤ {rule.max_yellow_cards}"
            yield self._condition(Reason.YELLOW_CARDS, told, reasons, Formula.YELLOW_CARDS)
        if rule.min_mark is not None and mark is not None:
            told = f"{self._scale.text(mark)} ≥ {plain(rule.min_mark)}"
            yield self._condition(Reason.MIN_MARK, told, reasons, Formula.MIN_MARK)

    def _condition(self, reason: Reason, told: str, against: Sequence[Reason], formula: Formula) -> Derived:
        return compared("honour", formula, told, holds=reason not in against)

    def order(self, code: str) -> Iterator[Derived]:
        """The place among those that may be honoured, with who stands next to it."""
        ordered = self._awards.candidates
        at = self._at(code)
        if at is None:
            return
        asked = ordered[at]
        parts = [
            self._beside(Formula.BEFORE, asked, one, number) for number, one in enumerate(ordered[:at], 1)
        ][-1:]
        parts += [self._beside(Formula.BEHIND, asked, one, at + 2) for one in ordered[at + 1 : at + 2]]
        values = {"size": str(len(ordered))}
        yield Derived("order", Formula.ORDER, f"1 + {at}", str(at + 1), values=values, parts=tuple(parts))

    def _at(self, code: str) -> int | None:
        """Where a village stands among those that may be honoured, from 0."""
        codes = [one.year.village.code for one in self._awards.candidates]
        return codes.index(code) if code in codes else None

    def _beside(
        self, formula: Formula, asked: Candidate, other: Candidate, number: int, honour: Honour | None = None
    ) -> Derived:
        """Another village against this one, key by key until one tells them apart."""
        keys: list[str] = []
        told: list[str] = []
        equal = True
        for name, compared_by, equal in self._keys(asked, other, honour):
            keys.append(name)
            told += compared_by
            if not equal:
                break
        values = {
            "rank": str(number),
            "village": other.year.village.name,
            "code": other.year.village.code,
            "keys": ",".join(keys),
            "name": honour.name if honour else "",
        }
        if equal and formula is not Formula.LAST_OF_HONOUR:
            formula = Formula.LEVEL
        return compared(other.year.village.code, formula, ", ".join(told), holds=True, values=values)

    def _keys(
        self, asked: Candidate, other: Candidate, honour: Honour | None
    ) -> Iterator[tuple[str, list[str], bool]]:
        """What the order looks at in turn: its name, the comparisons, and whether both are equal."""
        if honour is not None and honour.by_improvement:
            yield self._compared_by(TieBreak(TieRule.IMPROVEMENT), asked, other)
        marks = (self._scale.exact(one.mark) for one in (other, asked))
        yield "mark", [against(self._mark, *marks)], other.mark == asked.mark
        for key in self._annual.tie_break:
            yield self._compared_by(key, asked, other)

    def _compared_by(self, key: TieBreak, asked: Candidate, other: Candidate) -> tuple[str, list[str], bool]:
        theirs, ours = (tie_key(one.year, key, self._scale) for one in (other, asked))
        return key.name, list(self._tie_told(key, theirs, ours)), theirs == ours

    def _tie_told(
        self, key: TieBreak, theirs: Sequence[Fraction | int], ours: Sequence[Fraction | int]
    ) -> Iterator[str]:
        """The comparisons of a key, up to the first that tells two apart."""
        counts = key.rule is TieRule.FEWEST_YELLOW_CARDS
        for one, two in zip(theirs, ours, strict=True):
            if counts:
                yield against(plain, Fraction(one), Fraction(two))
            else:
                yield against(self._mark, -Fraction(one), -Fraction(two))
            if one != two:
                return

    def honour(self, code: str) -> Iterator[Derived]:
        """The honour that it takes, or that it takes none: with the last that takes each honour before it."""
        at = self._at(code)
        if at is None:
            return
        asked = self._awards.candidates[at]
        taken = self._honoured(code)
        before: list[Derived] = []
        for honour in self._annual.honours:
            if taken is not None and honour.id == taken.placed.honour.id:
                yield self._taken(taken, tuple(before))
                return
            before.append(self._missed(honour, asked))
        yield Derived("honour", Formula.NO_HONOUR, result=NO, parts=tuple(before))

    def _honoured(self, code: str) -> HonouredVillage | None:
        return next((one for one in self._awards.awards if one.village_code == code), None)

    def _taken(self, taken: HonouredVillage, before: tuple[Derived, ...]) -> Derived:
        honour = taken.placed.honour
        others = [one.placed for one in self._awards.awards if one.placed.honour.id == honour.id]
        place = others.index(taken.placed) + 1
        count = len(others) if honour.count is None else honour.count
        values = {"name": honour.name, "count": str(count)}
        return compared(
            "honour", Formula.HONOUR, f"{place} ≤ {count}", holds=True, values=values, parts=before
        )

    def _missed(self, honour: Honour, asked: Candidate) -> Derived:
        """Why it does not take an honour: the grade, a tie that nobody decided, or others before it."""
        values = {"name": honour.name}
        order = [rule.id for rule in self._annual.grades]
        if honour.grade and not at_least(asked.grade, honour.grade, order):
            return Derived("honour", Formula.HONOUR_GRADE, result=NO, values=values)
        if honour.by_improvement and asked.year.improvement(self._scale) <= 0:
            told = f"{self._scale.text(asked.year.improvement(self._scale))} > 0"
            return compared("honour", Formula.IMPROVED, told, holds=False, values=values)
        code = asked.year.village.code
        tied = [one for one in self._awards.undecided if one.honour.id == honour.id and code in one.villages]
        if tied:
            told = f"{len(tied[0].villages)} ≤ {tied[0].places}"
            return compared("honour", Formula.UNDECIDED, told, holds=False, values=values)
        last = [one.placed for one in self._awards.awards if one.placed.honour.id == honour.id][-1:]
        if not last:
            return Derived("honour", Formula.HONOUR_EMPTY, result=NO, values=values)
        return self._beside(Formula.LAST_OF_HONOUR, asked, last[0].candidate, last[0].order, honour)

    def prize(self, code: str) -> Iterator[Derived]:
        """The prize in its parts, each cadre's share, and the uplifts; nothing without an honour."""
        taken = self._honoured(code)
        if taken is None:
            return
        prize, split = taken.prize, self._annual.prize_split
        weights = (split.welfare, split.cadres)
        halves = [
            share_derived(str(formula), formula, shared, exact_told(prize.amount, weight, 1, FEN), FEN)
            for formula, weight, shared in zip(
                (Formula.WELFARE, Formula.CADRES), weights, shared_out(prize.amount, weights), strict=True
            )
        ]
        yield Derived(
            of="prize",
            formula=Formula.PRIZE,
            numbers=f"{yuan(prize.welfare)} + {yuan(prize.cadres)}",
            result=yuan(prize.amount),
            parts=(*halves, *self._shares(taken)),
        )
        yield from (self._uplift(member, taken.placed.honour) for member in prize.members)

    def _shares(self, taken: HonouredVillage) -> Iterator[Derived]:
        members, amount = taken.prize.members, taken.prize.cadres
        if not members:
            return
        by_base = self._annual.cadre_share is CadreShare.BY_BASE
        weights = [FEN.exact(one.cadre.base_bonus) if by_base else Fraction(1) for one in members]
        whole = sum(weights, Fraction(0))
        for one, weight, shared in zip(members, weights, shared_out(amount, weights), strict=True):
            way, values = exact_told(amount, weight, whole, FEN), {"name": one.cadre.name}
            yield share_derived(one.cadre.id, Formula.CADRE_SHARE, shared, way, FEN, values=values)

    def _uplift(self, member: Member, honour: Honour) -> Derived:
        base = FEN.exact(member.cadre.base_bonus)
        return Derived(
            of=member.cadre.id,
            formula=Formula.UPLIFT,
            numbers=f"{plain(base)} × {percent(honour.uplift)}",
            result=yuan(member.uplift),
            rounded=base * honour.uplift != FEN.exact(member.uplift),
            values={"name": member.cadre.name},
        )


def _lacking(grade: TakenGrade | None, rule: str) -> list[Short]:
    return [one for one in grade.short if one.grade == rule] if grade else []
