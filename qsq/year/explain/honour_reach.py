"""`qsq explain YEAR --to`: what it would have taken to take an honour of a year, or a better one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from qsq.awards.annual import AnnualAwards, award
from qsq.awards.eligibility import Reason, most_recommendations, reasons_against
from qsq.awards.honours import Candidate, place_honours
from qsq.awards.standing import VillageYear, annual_mark
from qsq.domain.county.names import village_named
from qsq.domain.county.places import Village
from qsq.domain.faults import WrongUse, message
from qsq.domain.scheme.grades import at_least
from qsq.domain.scheme.scheme import Honour, YellowCardRule
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.values.periods import Period
from qsq.fairness.fewest_of_year import EnoughOfYear, YearGoal, fewest_of_year, rival_for
from qsq.scoring.reach import Enough, Goal, best_first, fewest, missing
from qsq.year.desk.office import Office
from qsq.year.explain.reach import must_be_the_same
from qsq.year.explain.record import VillageRecord, record_of
from qsq.year.explain.year import YearRecord, year_record


class Hindrance(StrEnum):
    """What stands against an honour beside the order: a reason of eligibility, or one of these."""

    STRUCK = "struck"
    GRADE = "grade"


@dataclass(frozen=True, slots=True)
class Hindered:
    """A condition that does not hold.

    Attributes:
        reason: which.
        period: of a veto or yellow card, its period; else empty.
        detail: a veto's reason, a card's, or the grade that is asked for.
        tasks: of a yellow card, how many tasks of its period done in full would have kept it away; None where
            none would, and for all that no task of the village changes.
        free: for a recommendation, how many of its town's places were left.
    """

    reason: Reason | Hindrance
    period: str = ""
    detail: str = ""
    tasks: int | None = None
    free: int | None = None

    def answer(self) -> dict[str, Any]:
        """The condition for programs."""
        return {
            "reason": str(self.reason),
            "period": self.period or None,
            "detail": self.detail or None,
            "within_reach": self.tasks is not None,
            "tasks": self.tasks,
            "town_places_left": self.free,
        }


@dataclass(frozen=True, slots=True)
class TaskOfYear:
    """A task of a period that would have had to be done in full."""

    period: str
    task: str
    text: str
    earned: str
    most: str


@dataclass(frozen=True, slots=True)
class YearReach:
    """What it would have taken, all others held still.

    Attributes:
        goal: the id of the honour.
        revision: of the list; 0 of a draft.
        order: its place among those that may be honoured; None where it may not.
        mark: the annual mark as it is; None where it has none.
        enough: whether some tasks done in full would have brought it before the last that takes the honour.
        tasks: the fewest such tasks.
        points: what they would have earned more.
        marked: the annual mark with them.
        hindered: the conditions that do not hold; with any, the tasks alone do not reach the honour.
    """

    village: Village
    year: int
    revision: int
    goal: str
    name: str
    order: int | None
    mark: str | None
    enough: bool
    tasks: tuple[TaskOfYear, ...]
    points: str
    marked: str | None
    hindered: tuple[Hindered, ...]

    @property
    def reached(self) -> bool:
        """Whether the tasks alone would have reached it."""
        return self.enough and not self.hindered

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "village_code": self.village.code,
            "year": str(self.year),
            "revision": self.revision,
            "to": self.goal,
            "order": self.order,
            "annual_mark": self.mark,
            "reached": self.reached,
            "enough": self.enough,
            "tasks": [
                {"period": one.period, "task": one.task, "earned": one.earned, "most": one.most}
                for one in self.tasks
            ],
            "points": self.points,
            "annual_mark_then": self.marked,
            "others": "held_still",
            "conditions": [one.answer() for one in self.hindered],
        }


def reach_honour(office: Office, village: str, year: int, goal: str) -> YearReach | None:
    """What it would have taken to take an honour or a better one; see `Workspace.reach`.

    None where there is no such honour, and the year itself is an evaluated period: a rank or grade is meant.
    """
    with office.ledger_to_read() as ledger:
        is_period = bool(ledger.events(PeriodEvent.EVALUATION, str(year)))
        if goal.isdecimal() and is_period:
            return None
        listed, record = year_record(office, ledger, year)
        honour = next((one for one in record.scheme.annual.honours if goal in (one.id, one.name)), None)
        if honour is None:
            if is_period:
                return None
            raise _no_such_honour(record, goal)
        asked = village_named(record.register, village)
        own = next(one for one in record.years if one.village.code == asked.code)
        had = {one.period for one in own.periods}
        periods = {
            one.period: record_of(ledger, one.event, asked.code)
            for one in record.periods
            if one.period in had
        }
    for one in periods.values():
        must_be_the_same(one)
    awards = award(record.scheme, record.years, decision=record.decision)
    return _AskedHonour(record, awards, own, periods, honour).answered(
        int(listed.event.payload["revision"]) if listed else 0
    )


@dataclass(frozen=True, slots=True)
class _AskedHonour:
    """A village and the honour that it asks for."""

    record: YearRecord
    awards: AnnualAwards
    own: VillageYear
    periods: Mapping[Period, VillageRecord]
    honour: Honour

    def answered(self, revision: int) -> YearReach:
        scale, annual = self.record.scheme.marks.scale, self.record.scheme.annual
        mark = annual_mark(self.own, annual, self.record.scheme.marks)
        found = None if mark is None else self._fewest()
        codes = [one.year.village.code for one in self.awards.candidates]
        code = self.own.village.code
        return YearReach(
            village=self.own.village,
            year=self.record.year,
            revision=revision,
            goal=self.honour.id,
            name=self.honour.name,
            order=codes.index(code) + 1 if code in codes else None,
            mark=None if mark is None else scale.text(mark),
            enough=found is not None,
            tasks=tuple(self._tasks(found)) if found else (),
            points=scale.text(found.points if found else 0),
            marked=scale.text(found.mark) if found else None,
            hindered=tuple(self._hindered(mark)),
        )

    def _grade(self) -> str | None:
        marked = (one.grade for one in self.awards.marked if one.village.code == self.own.village.code)
        return next((grade.id for grade in marked if grade), None)

    @property
    def _grades(self) -> list[str]:
        return [rule.id for rule in self.record.scheme.annual.grades]

    def _lacks_grade(self) -> bool:
        return bool(self.honour.grade) and not at_least(self._grade(), self.honour.grade, self._grades)

    def _fewest(self) -> EnoughOfYear | None:
        annual, scale = self.record.scheme.annual, self.record.scheme.marks.scale
        marks = {period: one.marks for period, one in self.periods.items()}
        found = (fewest_of_year(marks, self.own, goal, annual, scale) for goal in self._goals())
        return min(filter(None, found), key=lambda one: (len(one.tasks), one.points), default=None)

    def _goals(self) -> Iterator[YearGoal]:
        """By the order, and for an honour by improvement that or the order of those before it."""
        annual, scale = self.record.scheme.annual, self.record.scheme.marks.scale
        others = [one for one in self.awards.candidates if one.year.village.code != self.own.village.code]
        least = annual.eligibility.min_mark
        units = None if least is None else least * scale.unit
        own, before = self.honour, annual.by_order
        grade = own.grade if self._lacks_grade() else self._grade()
        if own.by_improvement:
            for rival in self._last_of_improved(others, grade):
                yield YearGoal(rival, units, improved=True)
        wanted = next((one for one in reversed(before) if one == own or own.by_improvement), None)
        if wanted is not None and (not wanted.grade or at_least(grade, wanted.grade, self._grades)):
            yield YearGoal(rival_for(others, before, wanted.id, grade, self._grades), units)

    def _last_of_improved(self, others: Sequence[Candidate], grade: str | None) -> Iterator[Candidate | None]:
        """Of each honour by improvement, up to the one wanted, the last of the others that takes it.

        None where it has a place left.
        """
        annual, scale = self.record.scheme.annual, self.record.scheme.marks.scale
        placed, ties = place_honours(others, annual, scale, self.record.decision)
        by_code = {one.year.village.code: one for one in others}
        for honour in annual.honours[len(annual.by_order) : annual.honours.index(self.honour) + 1]:
            if honour.grade and not at_least(grade, honour.grade, self._grades):
                continue
            taken = [one.candidate for one in placed if one.honour == honour]
            tied = [by_code[one.villages[0]] for one in ties if one.honour == honour]
            if honour.count != 0:
                full = bool(tied) or len(taken) == honour.count
                yield (tied or taken)[-1] if full else None

    def _tasks(self, found: EnoughOfYear) -> Iterator[TaskOfYear]:
        scale = self.record.scheme.marks.scale
        done = {
            (str(period), one.task.id): one
            for period, record in self.periods.items()
            for item in record.marks.items
            for one in item.tasks
        }
        for period, task in found.tasks:
            one = done[period, task]
            earned = one.earned or 0
            most = scale.text(earned + missing(one, scale))
            yield TaskOfYear(period, task, one.task.text, scale.text(earned), most)

    def _hindered(self, mark: int | None) -> Iterator[Hindered]:
        """The conditions that do not hold, save for the least mark, which tasks are counted for."""
        rule = self.record.scheme.annual.eligibility
        for reason in reasons_against(self.own, mark, rule, self.record.scheme.marks.scale):
            match reason:
                case Reason.NOT_RECOMMENDED:
                    yield Hindered(reason, free=self._places_left())
                case Reason.VETO:
                    yield from (
                        Hindered(reason, str(period), veto.reason)
                        for period, one in self.periods.items()
                        for veto in one.marks.vetoes
                    )
                case Reason.YELLOW_CARDS:
                    yield from self._cards()
                case Reason.MIN_PERIODS:
                    yield Hindered(reason)
                case Reason.MIN_MARK:
                    pass
        if self.own.village.code in self.record.decision.struck:
            yield Hindered(Hindrance.STRUCK, detail=self.record.decision.struck[self.own.village.code])
        if self._lacks_grade():
            yield Hindered(Hindrance.GRADE, detail=self.honour.grade)

    def _places_left(self) -> int:
        """How many more of its villages the town could have recommended."""
        town = self.own.village.town_code
        own = [one for one in self.record.years if one.village.town_code == town]
        most = most_recommendations(len(own), self.record.scheme.annual.eligibility.recommend_quota)
        return max(0, most - sum(one.recommended for one in own))

    def _cards(self) -> Iterator[Hindered]:
        """Each yellow card, with the fewest tasks of its period that would have kept it away."""
        for period, record in self.periods.items():
            card = record.own.yellow_card
            if card is not None:
                kept = _without_card(record)
                yield Hindered(
                    Reason.YELLOW_CARDS, str(period), card, None if kept is None else len(kept.tasks)
                )


def _without_card(record: VillageRecord) -> Enough | None:
    """The fewest tasks that would have kept a yellow card away, others held still; None where none would."""
    rule, placing = record.rules.scheme.yellow_card, record.placing()
    if rule is None or record.marks.vetoed:
        return None
    scale, code = record.rules.scheme.marks.scale, record.village.code
    others = [one.village_code for one in placing.pool(code) if one.village_code != code]
    rivals = best_first(placing.rival(one) for one in others)
    keys = placing.keys(code)
    goals = _goals(rule, len(rivals), scale.unit)
    found = (
        fewest(
            record.marks, Goal(rivals[at] if at is not None else None, beats=True, least=least), keys, scale
        )
        for least, at in goals
    )
    return min(filter(None, found), key=lambda one: (len(one.tasks), one.points), default=None)


def _goals(rule: YellowCardRule, others: int, unit: int) -> Iterator[tuple[Fraction, int | None]]:
    """Ways to stay without a card: a mark, and whom to stand before, counted from the best."""
    if others + 1 < rule.smallest_pool or not rule.last:
        yield rule.below * unit, None
        return
    yield max(rule.spare_at, rule.below) * unit, None
    if others >= rule.last:
        yield rule.below * unit, others - rule.last


def _no_such_honour(record: YearRecord, goal: str) -> WrongUse:
    """What is told where the scheme has no honour of that name."""
    known = ", ".join(one.id for one in record.scheme.annual.honours)
    if not known:
        return WrongUse(message("the scheme gives no honours: there is none to reach"))
    return WrongUse(message("found the honour {found}; expected one of: {known}", found=goal, known=known))
