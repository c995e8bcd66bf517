"""等次: who takes which grade, and which condition decided it (CONTRACT.md sections 7 and 8)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from qsq.domain.scheme.scheme import GradeRule
from qsq.domain.values.numbers import Scale


class GradeCondition(StrEnum):
    """What a better grade asks for, in the order in which it is looked at."""

    NO_VETO = "no_veto"
    FROM = "from"
    EACH_CATEGORY = "each_category"
    EACH_ITEM = "each_item"
    EVERY_PERIOD = "every_period"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Part:
    """A category's or an item's marks, in units, of those that apply."""

    mark: int
    full: int


@dataclass(frozen=True, slots=True)
class Graded:
    """What decides a village's grade.

    Attributes:
        mark: in units.
        place: its rank among the villages that share the limits; equal ones have the same.
        categories: by id, those that apply.
        items: by id, those that apply.
        period_grades: of a year, the grade of each period by the period's name; None where it has none.
        last: whether a veto gives it the last grade.
    """

    code: str
    mark: int
    place: int
    categories: Mapping[str, Part]
    items: Mapping[str, Part]
    period_grades: Mapping[str, str | None] | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class Short:
    """A condition of a better grade that a village did not fulfil.

    Attributes:
        grade: the better grade's id.
        of: the id of the category or item that fell short, or the period; else empty.
        found: the mark in units, or the village's place among those that fulfil the rest.
        wanted: the least exact mark in units, or the number of places.
    """

    grade: str
    condition: GradeCondition
    of: str = ""
    found: int = 0
    wanted: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class TakenGrade:
    """A village's grade, and why it took no better one: of each better grade, what fell short."""

    id: str
    short: tuple[Short, ...] = ()


def grades_of(
    villages: Sequence[Graded], rules: Sequence[GradeRule], scale: Scale, period_order: Sequence[str] = ()
) -> dict[str, TakenGrade]:
    """The grades of villages that share the limits of `at_most`, by code; none without rules.

    Args:
        villages: all of a pool, or all of a year.
        rules: best first; the last asks for nothing.
        scale: of the marks.
        period_order: the ids of the periods' grades, best first; for `every_period`.
    """
    taken: dict[str, TakenGrade] = {}
    short: dict[str, tuple[Short, ...]] = {one.code: () for one in villages}
    for rule in rules:
        last = rule is rules[-1]
        fit = []
        for one in villages:
            if one.code in taken:
                continue
            lacking = () if last else _lacking(one, rule, scale, period_order)
            short[one.code] += lacking
            if not lacking:
                fit.append(one)
        behind = {} if rule.at_most is None or last else _over(fit, floor(rule.at_most * len(villages)), rule)
        for one in fit:
            if one.code in behind:
                short[one.code] += (behind[one.code],)
            else:
                taken[one.code] = TakenGrade(rule.id, short[one.code])
    return taken


def at_least(grade: str | None, wanted: str, order: Sequence[str]) -> bool:
    """Whether a grade is `wanted` or a better one; `order` has the best first."""
    return grade is not None and order.index(grade) <= order.index(wanted)


def _lacking(one: Graded, rule: GradeRule, scale: Scale, period_order: Sequence[str]) -> tuple[Short, ...]:
    """The conditions, save the limit, that a village does not fulfil."""
    if one.last:
        return (Short(rule.id, GradeCondition.NO_VETO),)
    found = []
    if rule.least is not None and scale.exact(one.mark) < rule.least:
        found.append(Short(rule.id, GradeCondition.FROM, "", one.mark, rule.least * scale.unit))
    for condition, share, parts in (
        (GradeCondition.EACH_CATEGORY, rule.each_category, one.categories),
        (GradeCondition.EACH_ITEM, rule.each_item, one.items),
    ):
        if share is not None:
            found += [
                Short(rule.id, condition, name, part.mark, share * part.full)
                for name, part in parts.items()
                if part.mark < share * part.full
            ]
    if rule.every_period:
        found += [
            Short(rule.id, GradeCondition.EVERY_PERIOD, period)
            for period, grade in (one.period_grades or {}).items()
            if not at_least(grade, rule.every_period, period_order)
        ]
    return tuple(found)


def _over(fit: Sequence[Graded], places: int, rule: GradeRule) -> dict[str, Short]:
    """Those beyond the grade's places, by code: more than so many have their rank or a better one."""
    at = Counter(one.place for one in fit)
    reached, before = {}, 0
    for place in sorted(at):
        before += at[place]
        reached[place] = before
    return {
        one.code: Short(rule.id, GradeCondition.AT_MOST, "", reached[one.place], Fraction(places))
        for one in fit
        if reached[one.place] > places
    }
