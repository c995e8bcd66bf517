"""What a village's page of a year shows."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from operator import or_
from types import SimpleNamespace

from qsq.board.chart import Chart, Reached, chart_of
from qsq.board.explanation import earned_told, task_told
from qsq.board.facts import HonourFacts, PeriodFacts, ReminderFacts, YearFacts
from qsq.board.headline import Headlines
from qsq.board.outcome import grade_told, outcome_told
from qsq.board.weights import WeightsTold
from qsq.board.words import Language, period_name, short_period
from qsq.domain.observed.observation import Adjustment, AdjustmentKind
from qsq.domain.results.recorded import RecordedItem, RecordedVillage
from qsq.domain.values.numbers import plain, read_number
from qsq.scoring.derivation import Derivation
from qsq.scoring.marks import ItemMark, TaskMark, VillageMarks


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task: what it asks, what was seen and how that is marked, and what was earned of it."""

    text: str
    told: str
    earned: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item: its recorded figures, and how they came about.

    Attributes:
        own: whether the town added it.
        weight: its own, times the multipliers of what is emphasised, `8×1.5`; empty where it does not apply.
        ratio: what its tasks earned of their points, `9.07/10`; empty where it does not apply.
        dropped: why the town drops it; empty where it does not.
        tasks: those that did not bring all of their points; on pages in Chinese only.
    """

    name: str
    department: str
    own: bool
    figures: RecordedItem
    weight: str = ""
    ratio: str = ""
    dropped: str = ""
    tasks: tuple[TaskView, ...] = ()

    @property
    def counted(self) -> tuple[str | None, ...]:
        """Its weight, ratio, full marks and marks as the table has them, empty where it has none."""
        one = self.figures
        return self.weight, self.ratio, one.full, one.mark, one.city_full, one.city_mark


@dataclass(frozen=True, slots=True)
class AdjustmentView:
    """A bonus, deduction or veto, with its reason and what it rests on."""

    points: str
    reason: str
    department: str
    basis: str


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A village's period.

    Attributes:
        mean: its town's mark; empty where that is not known.
        shared: how its full marks came about; empty where that is not known.
    """

    facts: PeriodFacts
    name: str
    short: str
    figures: RecordedVillage
    mean: str
    code: str
    items: tuple[ItemView, ...]
    adjustments: tuple[AdjustmentView, ...]
    caps: str
    outcome: tuple[str, ...]
    shared: str


@dataclass(frozen=True, slots=True)
class ReminderView:
    """A monthly reminder in words."""

    month: str
    reasons: str
    undone: tuple[str, ...]
    followed: str


@dataclass(frozen=True, slots=True)
class VillageView:
    """A village's year.

    Attributes:
        headline: where its newest period placed it, as a sentence.
        annual: its annual mark and grade, where the year has grades.
    """

    headline: str
    code: str
    name: str
    town_code: str
    town: str
    periods: tuple[PeriodView, ...]
    chart: Chart
    reminders: tuple[ReminderView, ...]
    honour: HonourFacts | None
    annual: tuple[str, ...]


class VillageViews:
    """Makes the villages' pages of a year; what villages share is put into words once."""

    def __init__(self, year: YearFacts, language: Language, words: SimpleNamespace) -> None:
        self.year = year
        self.language = language
        self.words = words
        self.periods = [_PeriodViews(facts, language, self.words) for facts in year.periods]
        self.honours = {one.village_code: one for one in year.awards.honours} if year.awards else {}

    def village(self, code: str) -> VillageView:
        """The page of the village with that code, which one of the periods holds."""
        periods = tuple(one.village(code) for one in self.periods if code in one.villages)
        newest = periods[-1].figures
        total, places = self.periods[-1].total, self.periods[-1].facts.period.kind.per_year
        town = self.year.towns.get(newest.town_code, newest.town_code)
        beside = self.of_towns.get(newest.town_code, ())
        return VillageView(
            headline=self._headline(periods, town),
            code=code,
            name=newest.village_name,
            town_code=newest.town_code,
            town=town,
            periods=periods,
            chart=chart_of([_reached(one) for one in periods], total, places, beside),
            reminders=tuple(view for one in self.periods for view in one.reminders(code)),
            honour=self.honours.get(code),
            annual=tuple(self._annual(code)),
        )

    def _headline(self, periods: Sequence[PeriodView], town: str) -> str:
        """The sentence of the newest period, compared with the one before where pools were the same."""
        newest = periods[-1]
        before = None
        for one in periods[:-1]:
            same = one.facts.scheme.ranking.pool == newest.facts.scheme.ranking.pool
            if one.facts.period == newest.facts.period.previous and same:
                before = one.figures.rank
        own = next(one for one in self.periods if one.facts is newest.facts)
        return own.headlines.told(newest.figures, town, before)

    @cached_property
    def of_towns(self) -> dict[str, tuple[Fraction, ...]]:
        """The lowest and the highest mark of the year in each town."""
        marks: dict[str, list[Fraction]] = {}
        for one in (one for period in self.year.periods for one in period.figures.villages):
            marks.setdefault(one.town_code, []).append(read_number(one.city_mark))
        return {code: (min(found), max(found)) for code, found in marks.items()}

    def _annual(self, code: str) -> Iterator[str]:
        """A village's annual mark and grade, with what decided it, as lines."""
        awards = self.year.awards
        own = awards.annual.get(code) if awards else None
        if awards and own:
            items = (facts.item_names() for facts in self.year.periods)
            parts = reduce(or_, items, dict(awards.categories))
            yield self.words.annual_line.format(mark=own.mark)
            yield from grade_told(own, awards.grades, parts, self.words)


def _units(exact: Fraction) -> int | None:
    """A number of units where it is whole; nothing earns exactly another."""
    return exact.numerator if exact.denominator == 1 else None


def _reached(one: PeriodView) -> Reached:
    figures = one.figures
    return Reached(one.facts.period.number, one.short, figures.city_mark, figures.city_rank, one.mean)


class _PeriodViews:
    """The villages' parts of one period."""

    def __init__(self, facts: PeriodFacts, language: Language, words: SimpleNamespace) -> None:
        self.facts = facts
        self.words = words
        self.names = period_name(facts.period, language), short_period(facts.period, language)
        self.tells = language is Language.CHINESE
        self.villages = facts.villages()
        self.items = facts.item_names()
        self.departments = facts.register.department_names()
        self.scale = facts.scheme.marks.scale
        self.total = self.scale.exact(facts.scheme.marks.total)
        self.own = {item.item for items in facts.figures.added.values() for item in items}
        issuing = (
            item
            for items in (facts.checklist.items, *(town.add for town in facts.checklist.towns))
            for item in items
        )
        self.issuing = {item.id: item.department for item in issuing}
        tasks = (task for item in facts.checklist.all_items for task in item.tasks)
        self.whole = {task.id: _units(task.points * self.scale.unit) for task in tasks}
        self.reminded: dict[str, list[ReminderFacts]] = {}
        for one in facts.reminders:
            self.reminded.setdefault(one.village_code, []).append(one)
        self.known: dict[Hashable, TaskView] = {}
        self.points: dict[Hashable, str] = {}
        self.headlines = Headlines(facts, self.names[0], words)
        self.means = {one.town_code: one.mark for one in facts.figures.towns}
        self.weights = WeightsTold(facts.scheme, facts.checklist, words)

    def village(self, code: str) -> PeriodView:
        figures, marks = self.villages[code], self.facts.marks.get(code)
        return PeriodView(
            facts=self.facts,
            name=self.names[0],
            short=self.names[1],
            figures=figures,
            mean=self.means.get(figures.town_code, ""),
            code=self.facts.codes[f"village:{code}"],
            items=tuple(self._items(figures, marks)),
            adjustments=tuple(map(self._adjustment, self.facts.inputs.adjustments.get(code, ()))),
            caps=self._caps(),
            outcome=tuple(outcome_told(figures, self.facts, self.items, self.words)),
            shared=self.weights.told(marks) if marks else "",
        )

    def _caps(self) -> str:
        """The most that adjustments count; empty where there is no limit."""
        caps, words = self.facts.scheme.caps, self.words
        told = [
            line.format(cap=plain(cap))
            for line, cap in ((words.cap_bonus, caps.bonus), (words.cap_deduction, caps.deduction))
            if cap is not None
        ]
        return str(words.sentence_gap.join(told))

    def _items(self, figures: RecordedVillage, marks: VillageMarks | None) -> Iterator[ItemView]:
        told = {one.item.id: one for one in marks.items} if marks else {}
        for one in figures.items:
            mark = told.get(one.item)
            name, own = self.items[one.item], one.item in self.own
            department = self.departments.get(self.issuing.get(one.item, ""), "")
            if marks is None or mark is None:
                yield ItemView(name, department, own, one)
                continue
            town = marks.village.town_code
            lost = (done for done in mark.tasks if not self._whole(done)) if self.tells else ()
            applies = mark.full is not None
            yield ItemView(
                name=name,
                department=department,
                own=own,
                figures=one,
                weight=self.weights.weight(town, one.item) if applies else "",
                ratio=self._ratio(mark) if applies else "",
                dropped="" if applies else self._dropped(town, one.item),
                tasks=tuple(self._task(marks, done) for done in lost),
            )

    def _ratio(self, mark: ItemMark) -> str:
        """`9.07/10`: what an item's tasks earned of their points, which depend on those that apply."""
        earned = [done.earned for done in mark.tasks]
        key = (mark.item.id, *(one is None for one in earned)) if None in earned else mark.item.id
        if key not in self.points:
            self.points[key] = plain(mark.points)
        return f"{self.scale.text(sum(one for one in earned if one is not None))}/{self.points[key]}"

    def _whole(self, done: TaskMark) -> bool:
        """Whether a task brought exactly all its points."""
        return done.earned is not None and done.earned == self.whole[done.task.id]

    def _dropped(self, town_code: str, item: str) -> str:
        """Why a town drops an item; empty where it does not."""
        reasons = [one.reason for one in self.facts.checklist.of_town(town_code).drop if one.item == item]
        return str(self.words.how_dropped.format(reason=reasons[0])) if reasons else ""

    def _task(self, marks: VillageMarks, done: TaskMark) -> TaskView:
        """A task; what was seen alike of it is put into words once."""
        inputs, code = self.facts.inputs, marks.village.code
        own = inputs.observations.get(code, {})
        seen = tuple((one.text, one.note) if one else None for one in map(own.get, done.task.rounds))
        key = done.task.id, inputs.targets.get((code, done.task.id)), seen
        if key not in self.known:
            derived = Derivation(self.facts.scheme, self.facts.checklist, inputs, marks).task(done)
            told = task_told(derived), earned_told(derived)
            self.known[key] = TaskView(done.task.text, *told)
        return self.known[key]

    def _adjustment(self, one: Adjustment) -> AdjustmentView:
        words, basis = self.words, one.basis
        if basis:
            basis = words.basis.format(basis=basis)
        elif one.kind is AdjustmentKind.VETO:
            basis = words.no_basis
        points = getattr(words, f"points_{one.kind}").format(points=plain(one.points))
        return AdjustmentView(points, one.reason, self.departments.get(one.department, one.department), basis)

    def reminders(self, code: str) -> Sequence[ReminderView]:
        return [self._reminder(one) for one in self.reminded.get(code, ())]

    def _reminder(self, one: ReminderFacts) -> ReminderView:
        words = self.words
        town = self.villages[one.village_code].town_code if one.village_code in self.villages else ""
        texts = {task.id: task.text for item in self.facts.checklist.items_of(town) for task in item.tasks}
        reasons = words.list_mark.join(getattr(words, f"lag_{lag}") for lag in one.lags)
        followed = words.talked.format(until=one.until) if one.talked else words.not_talked
        undone = tuple(texts.get(task, task) for task in one.undone)
        return ReminderView(str(one.month), reasons, undone, followed)
