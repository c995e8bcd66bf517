"""抽查复核: rounds of dice, second values, and the risk left that others would be paid for a place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from qsq.documents.forms.head import FormHead
from qsq.documents.recheck.second_looks import second_look_form
from qsq.domain.faults import OutOfOrder, WrongUse, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.unworkable.tasks import most_points
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.steps.machine import happened_on, too_early
from qsq.domain.steps.period_state import PeriodEvent
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.numbers import percent
from qsq.domain.values.periods import Period
from qsq.fairness.recheck import (
    Competitor,
    Dice,
    Draw,
    Lookable,
    Risk,
    Universe,
    VillageTask,
    drawn,
    draws_needed,
    risk_of,
    universe_of,
)
from qsq.intake.forms.second_looks import SecondLook, read_second_looks
from qsq.ledger.ledger import Event, Ledger
from qsq.scoring.marks import ItemMark
from qsq.scoring.methods import earned, least_earned
from qsq.year.desk.acting import Acting
from qsq.year.desk.office import Office
from qsq.year.desk.step import no_papers, step
from qsq.year.desk.writing import folder_written_whole
from qsq.year.recorded.basis import evaluations_of
from qsq.year.registers.handed_out import NamedForm, form_reader, write_forms
from qsq.year.score.recount import Recount, recount

_STEPS: Mapping[str, str] = {
    PeriodEvent.EVALUATION: "score period",
    OtherEvent.RECHECK: "recheck draw",
    OtherEvent.SECOND_LOOK: "recheck enter",
}
"""What a second look rests on, by the kind of event."""

FEWEST_DIGITS = 10
"""How many digits the dice give at least: fewer could be tried out."""

MOST_DRAWS = 1_000_000
"""How many draws a round may have: whoever needs more had better look at everything again."""


@dataclass(frozen=True, slots=True)
class Rechecked:
    """Where the second look at a period stands.

    Attributes:
        revision: of the result that is looked at again.
        rounds: their dice.
        universe: what could be drawn.
        draws: of all rounds.
        risk: what is left.
        limit: the risk at which it is enough.
        names: of villages and tasks, by code and id.
        sheet: the last round's, from the workspace's root; empty where none was drawn.
        new: whether the step that was taken recorded anything.
    """

    period: Period
    revision: int
    rounds: tuple[Dice, ...]
    universe: Universe
    draws: tuple[Draw, ...]
    risk: Risk
    limit: Fraction
    names: Mapping[str, str]
    sheet: str = ""
    new: bool = False

    @property
    def enough(self) -> bool:
        """Whether the risk is at the limit or below."""
        return self.risk.left <= self.limit

    @property
    def more(self) -> int:
        """How many more draws are needed if they find no error; 0 where drawing alone does not help.

        Where so many are needed that as good as all would be drawn, all of them may be looked at as well.
        """
        if self.risk.waiting or self.risk.open_pairs or self.enough:
            return 0
        return draws_needed(self.universe, self.risk.factors, self.limit) or 0

    @property
    def left(self) -> str:
        """The risk in percent, rounded up to two decimals."""
        return percent(Fraction(ceil(self.risk.left * 10_000), 10_000))

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": str(self.period),
            "revision": self.revision,
            "limit": percent(self.limit),
            "risk": self.left,
            "enough": self.enough,
            "more_draws": self.more,
            "rounds": [{"dice": one.digits, "draws": one.draws} for one in self.rounds],
            "millionths": self.universe.total,
            "factors": [
                {
                    "dice": one.draw.digits,
                    "number": one.draw.number,
                    "point": one.draw.point,
                    "village_code": one.draw.bound.village,
                    "task": one.draw.bound.task,
                    "bound": one.draw.bound.millionths,
                    "error": one.error,
                }
                for one in self.risk.factors
            ],
            "waiting": [list(one) for one in self.risk.waiting],
            "close": [list(one) for one in self.universe.close],
            "open": [list(one) for one in self.risk.open_pairs],
            "sheet": self.sheet or None,
        }


def recheck_status(office: Office, period: Period) -> Rechecked:
    """Where the second look stands; see `Workspace.recheck.status`."""
    with office.ledger_to_read() as ledger:
        return _Looked.of(ledger, period).stand()


def draw(acting: Acting, period: Period, digits: str, count: int | None) -> Rechecked:
    """Draw a round; see `Workspace.recheck.draw`."""
    return step(
        acting.office,
        allowed=acting.allow_city,
        checked=lambda: _dice(digits, count),
        recorded=lambda ledger, dice: _drawn(acting, ledger, period, dice),
        written=lambda _ledger, done: _sheet(acting, done),
    )


def _dice(digits: str, count: int | None) -> Dice:
    """A round's dice; no draws stand for as many as are needed.

    Raises:
        WrongUse: they are no digits, or too few, or there is nothing to draw.
    """
    if not re.fullmatch(r"[0-9]+", digits) or len(digits) < FEWEST_DIGITS:
        what = message(
            "found the dice {found}; expected at least {least} digits", found=digits, least=FEWEST_DIGITS
        )
        raise WrongUse(what)
    if count is not None and not 1 <= count <= MOST_DRAWS:
        raise WrongUse(message("found {found} draws; expected 1 to {most}", found=count, most=MOST_DRAWS))
    return Dice(digits, count or 0)


def _drawn(acting: Acting, ledger: Ledger, period: Period, dice: Dice) -> "tuple[_Looked, bool]":
    """The round as it is recorded; one of the same dice was drawn before.

    Raises:
        OutOfOrder: village-tasks of the round before are not looked at yet, or nothing is to be drawn.
    """
    before = _Looked.of(ledger, period)
    same = next((one for one in before.rounds if one.digits == dice.digits), None)
    if same is not None and dice.draws in (0, same.draws):
        return before, False
    if same is not None:
        raise WrongUse(
            message(
                "these dice made {draws} draws already; for more draws, roll the dice again",
                draws=same.draws,
            )
        )
    before.must_not_be_before(acting.today)
    stand = before.stand()
    if stand.risk.waiting:
        raise OutOfOrder(
            message(
                "{count} village-tasks of the last round were not looked at yet; first: qsq recheck enter"
                " {period} FILE",
                count=len(stand.risk.waiting),
                period=period,
            )
        )
    if stand.enough and not (dice.draws and before.universe.bounds):
        raise OutOfOrder(
            message(
                "nothing is to be drawn: the risk is at most {risk}, and {limit} is enough",
                risk=stand.left,
                limit=percent(stand.limit),
            )
        )
    few = draws_needed(before.universe, stand.risk.factors, stand.limit)
    needed = dice.draws or min(few or len(before.universe.bounds) or 1, MOST_DRAWS)
    ledger.append(
        acting.event(
            OtherEvent.RECHECK, dice.digits, revision=before.revision, draws=needed, on_list=before.listed
        )
    )
    rounds = (*before.rounds, Dice(dice.digits, needed))
    return replace(before, rounds=rounds, earlier=frozenset(before.texts)), True


def _sheet(acting: Acting, done: "tuple[_Looked, bool]") -> Rechecked:
    """The round's sheet, without what was seen first."""
    looked, new = done
    named = looked.form()
    target = acting.office.root / "out" / str(looked.period) / "recheck"
    with folder_written_whole(acting.office.root, target) as made:
        write_forms(made, [named], looked.period.last_day)
    return looked.stand(f"out/{looked.period}/recheck/{named.file}", new=new)


def enter(acting: Acting, period: Period, file: str) -> Rechecked:
    """Record second values; see `Workspace.recheck.enter`."""
    with acting.office.ledger_to_read() as ledger:
        looked = _Looked.of(ledger, period)
    return step(
        acting.office,
        allowed=acting.allow_city,
        checked=lambda: read_second_looks(
            acting.office.folder(),
            file,
            form_reader(acting, FormKind.RECHECK, lambda _unit: looked.form() if looked.rounds else None),
            looked.tasks_asked(),
            looked.recorded_texts(),
        ),
        recorded=lambda ledger, seen: _entered(acting, ledger, period, seen),
        written=no_papers,
    )


def _entered(acting: Acting, ledger: Ledger, period: Period, seen: Sequence[SecondLook]) -> Rechecked:
    before = _Looked.of(ledger, period)
    before.must_not_be_before(acting.today)
    if not seen:
        raise WrongUse(message("no row of the sheet has a value: nothing was looked at"))
    fresh = [one for one in seen if one.key not in before.texts]
    waiting = before.stand().risk.waiting if not fresh else ()
    if waiting:
        raise WrongUse(
            message(
                "all values of the sheet were recorded before, and {count} village-tasks of the last round"
                " are still to be looked at: fill in its own sheet",
                count=len(waiting),
            )
        )
    if fresh:
        values = [[one.village, one.task, one.text, one.note] for one in fresh]
        ledger.append(acting.event(OtherEvent.SECOND_LOOK, revision=before.revision, values=values))
    texts = {**before.texts, **{one.key: (one.text, one.note) for one in fresh}}
    return replace(before, texts=texts).stand(new=bool(fresh))


@dataclass(frozen=True, slots=True)
class _Looked:
    """A period's result with all that was drawn of it and seen again.

    Attributes:
        texts: how second values were entered.
        earlier: whose second values were entered before the last round was drawn; its form leaves them out.
        last: the step that the next one rests on, and its day.
    """

    period: Period
    counted: Recount
    revision: int
    rounds: tuple[Dice, ...]
    competitors: tuple[Competitor, ...]
    universe: Universe
    texts: Mapping[VillageTask, tuple[str, str]]
    earlier: frozenset[VillageTask]
    last: tuple[str, date]

    @classmethod
    def of(cls, ledger: Ledger, period: Period) -> "_Looked":
        """All of it, of the newest result.

        Raises:
            OutOfOrder: the period is not evaluated, or this program counts other figures.
            WrongUse: nothing is paid for a place.
        """
        events = ledger.events(period=str(period))
        newest = evaluations_of(ledger, period)[-1]
        counted, revision = recount(ledger, newest), int(newest.payload["revision"])
        if not counted.same:
            raise OutOfOrder(
                message("this program counts other marks of {period} than were recorded", period=period)
            )
        competitors = tuple(_competitors(counted))
        if not any(one.listed for one in competitors):
            raise WrongUse(
                message("nothing is paid for a place in {period}: there is no list to check", period=period)
            )
        own = [one for one in events if one.payload.get("revision") == revision]
        return cls(
            period=period,
            counted=counted,
            revision=revision,
            rounds=tuple(
                Dice(one.subject, one.payload["draws"]) for one in own if one.kind == OtherEvent.RECHECK
            ),
            competitors=competitors,
            universe=universe_of(competitors),
            texts=dict(_texts(own)),
            earlier=_before_the_last_round(own),
            last=max(
                ((_STEPS[one.kind], happened_on(one)) for one in own if one.kind in _STEPS),
                key=lambda taken: taken[1],
            ),
        )

    def must_not_be_before(self, day: date) -> None:
        """Refuse a step of an earlier day than what it rests on.

        Raises:
            OutOfOrder: it is of an earlier day.
        """
        step, since = self.last
        if day < since:
            raise OutOfOrder(too_early(day, f"{step} {self.period}", since))

    @property
    def listed(self) -> list[str]:
        """Who is paid for a place."""
        return [one.code for one in self.competitors if one.listed]

    @property
    def tasks(self) -> dict[str, Task]:
        """All tasks by id."""
        return {task.id: task for item in self.counted.rules.checklist.all_items for task in item.tasks}

    @property
    def seconds(self) -> dict[VillageTask, int | None]:
        """What the second look earned."""
        scale, tasks = self.counted.rules.scheme.marks.scale, self.tasks
        found: dict[VillageTask, int | None] = {}
        for (code, task), (text, note) in self.texts.items():
            value = SecondLook(code, task, text, note).value_of(tasks[task])
            target = self.counted.inputs.targets.get((code, task))
            points = None if value is None else earned(tasks[task].method, tasks[task].points, value, target)
            found[code, task] = None if points is None else scale.units(points)
        return found

    def asked(self) -> tuple[VillageTask, ...]:
        """Whatever is to be looked at again: what was drawn, and all of those that stand too close."""
        wanted = {one.bound.key for one in drawn(self.universe, self.rounds)}
        close = {code for pair in self.universe.close for code in pair}
        wanted |= {
            (one.code, task.task) for one in self.competitors if one.code in close for task in one.tasks
        }
        return tuple(sorted(wanted)) if self.rounds else ()

    def form(self) -> NamedForm:
        """The last round's form, as it was printed when it was drawn."""
        rules, tasks = self.counted.rules, self.tasks
        head = FormHead(
            scheme=rules.scheme,
            kind=FormKind.RECHECK,
            period=str(self.period),
            span=chinese_period(self.period),
            unit="",
            unit_name="",
            revision=len(self.rounds),
        )
        villages = {one.code: one for one in rules.register.evaluated}
        asked = [
            (villages[code], tasks[task]) for code, task in self.asked() if (code, task) not in self.earlier
        ]
        return NamedForm(head.file, second_look_form(head, asked, rules.register.town_names()))

    def tasks_asked(self) -> dict[VillageTask, Task]:
        """What is to be looked at again, with the tasks."""
        tasks = self.tasks
        return {(code, task): tasks[task] for code, task in self.asked()}

    def recorded_texts(self) -> Mapping[VillageTask, str]:
        """What was entered before: a second look stands."""
        return {key: text for key, (text, _note) in self.texts.items()}

    def stand(self, sheet: str = "", *, new: bool = False) -> Rechecked:
        """Where it stands."""
        draws = drawn(self.universe, self.rounds)
        tasks = {one.code: one.tasks for one in self.competitors}
        villages = {one.code: one.name for one in self.counted.rules.register.evaluated}
        return Rechecked(
            period=self.period,
            revision=self.revision,
            rounds=self.rounds,
            universe=self.universe,
            draws=draws,
            risk=risk_of(self.universe, draws, self.seconds, tasks),
            limit=self.counted.rules.scheme.recheck_limit,
            names=villages | {key: task.text for key, task in self.tasks.items()},
            sheet=sheet,
            new=new,
        )


def _texts(events: Sequence[Event]) -> Iterator[tuple[VillageTask, tuple[str, str]]]:
    for event in events:
        if event.kind == OtherEvent.SECOND_LOOK:
            for code, task, text, note in event.payload["values"]:
                yield (code, task), (text, note)


def _before_the_last_round(events: Sequence[Event]) -> frozenset[VillageTask]:
    drawn_at = max((at for at, one in enumerate(events) if one.kind == OtherEvent.RECHECK), default=0)
    return frozenset(key for key, _text in _texts(events[:drawn_at]))


def _competitors(counted: Recount) -> Iterator[Competitor]:
    """Those that may be paid for a place; who is vetoed is not, whatever its mark."""
    unit = counted.rules.scheme.marks.scale.unit
    for number, pool in enumerate(counted.evaluation.pools):
        for one in pool.villages:
            if one.marks.vetoed:
                continue
            items = [item for item in one.marks.items if item.full is not None]
            exact = sum(
                (Fraction((item.full or 0) * item.earned) / (item.points * unit) for item in items),
                Fraction(0),
            )
            yield Competitor(
                code=one.marks.village.code,
                pool=str(number),
                listed=one.money.place > 0,
                exact=exact + one.marks.bonus - one.marks.deduction,
                items=len(items),
                tasks=tuple(look for item in items for look in _lookable(item, unit)),
            )


def _lookable(item: ItemMark, unit: int) -> Iterator[Lookable]:
    for done in item.tasks:
        if done.earned is not None:
            task = done.task
            least, most = least_earned(task.method, task.points) * unit, most_points(task) * unit
            worth = Fraction(item.full or 0) / (item.points * unit)
            yield Lookable(task.id, done.earned, worth, floor(least), ceil(most))
