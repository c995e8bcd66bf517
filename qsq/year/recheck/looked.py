"""A list with all that was drawn of it and seen again, as the ledger keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qsq.documents.forms.head import FormHead
from qsq.documents.recheck.published_sample import digest_of
from qsq.documents.recheck.second_looks import AskedAgain, second_look_form
from qsq.domain.faults import OutOfOrder, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.scheme.checklist import Task
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.steps.machine import happened_on, too_early
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.periods import Period
from qsq.fairness.recheck.risk import Dice, Universe, VillageTask, drawn, risk_of, universe_of
from qsq.ledger.ledger import Event, Ledger
from qsq.year.recheck.checked import CheckedList
from qsq.year.recheck.rechecked import Rechecked
from qsq.year.recheck.seconds import Texts, earned_again, texts_in
from qsq.year.registers.handed_out import NamedForm

_STEPS: Mapping[str, str] = {
    OtherEvent.RECHECK: "recheck draw",
    OtherEvent.SECOND_LOOK: "recheck enter",
}
"""What a second look rests on besides the list, by the kind of event."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A list with its second look.

    Attributes:
        universe: what can be drawn of it.
        texts: how second values were entered, with their notes.
        earlier: whose second values were entered before the last round was drawn; its form leaves them out.
        last: the step that the next one rests on, and its day.
    """

    checked: CheckedList
    rounds: tuple[Dice, ...]
    universe: Universe
    texts: Texts
    earlier: frozenset[VillageTask]
    last: tuple[str, date]

    @property
    def when(self) -> Period:
        """The list's period, or year."""
        return self.checked.when

    def must_not_be_before(self, day: date) -> None:
        """Refuse a step of an earlier day than what it rests on.

        Raises:
            OutOfOrder: it is of an earlier day.
        """
        step, since = self.last
        if day < since:
            raise OutOfOrder(too_early(day, f"{step} {self.when}", since))

    @property
    def seconds(self) -> dict[VillageTask, int | None]:
        """What the second look earned, in units; None where it found the task not to apply."""
        checked = self.checked
        return earned_again(self.texts, checked.tasks, checked.targets, checked.scheme.marks.scale)

    def asked(self) -> tuple[VillageTask, ...]:
        """Whatever is to be looked at again: what was drawn, and all of those whose marks are the same."""
        wanted = {one.bound.key for one in drawn(self.universe, self.rounds)}
        tasks = self.checked.contest.tasks
        close = {code for pair in self.universe.close for code in pair if code}
        wanted |= {(code, look.task) for code in close for look in tasks[code]}
        return tuple(sorted(wanted)) if self.rounds else ()

    def tasks_asked(self) -> dict[VillageTask, Task]:
        """What is to be looked at again, with the tasks."""
        return {(code, task): self.checked.tasks[task] for code, task in self.asked()}

    def recorded_texts(self) -> Mapping[VillageTask, str]:
        """What was entered before: a second look stands."""
        return {key: text for key, (text, _note) in self.texts.items()}

    def form(self) -> NamedForm:
        """The last round's form, as it was printed when it was drawn."""
        head = FormHead(
            scheme=self.checked.scheme,
            kind=FormKind.RECHECK,
            period=str(self.when),
            span=chinese_period(self.when),
            unit="",
            unit_name="",
            revision=len(self.rounds),
        )
        register = self.checked.register
        villages = {one.code: one for one in register.evaluated}
        asked = [
            AskedAgain(villages[code], id_, task)
            for (code, id_), task in self.tasks_asked().items()
            if (code, id_) not in self.earlier
        ]
        return NamedForm(head.file, second_look_form(head, asked, register.town_names()))

    def stand(self, sheet: str = "", *, new: bool = False) -> Rechecked:
        """Where it stands.

        Args:
            sheet: the last round's form, where it was just written.
            new: whether a step was just recorded.
        """
        draws, checked = drawn(self.universe, self.rounds), self.checked
        return Rechecked(
            period=self.when,
            of_year=checked.of_year,
            revision=checked.revision,
            rounds=self.rounds,
            universe=self.universe,
            digest=digest_of(self.universe),
            draws=draws,
            risk=risk_of(checked.contest, self.universe, draws, self.seconds),
            limit=checked.scheme.recheck_limit,
            sheet=sheet,
            new=new,
        )


def looked(ledger: Ledger, checked: CheckedList) -> Looked:
    """All of it, as the ledger keeps it.

    Raises:
        OutOfOrder: dice were rolled over another list of village-tasks than this program draws from.
    """
    every = ledger.events(period=str(checked.when))
    own = [one for one in every if one.kind in _STEPS and one.payload["revision"] == checked.revision]
    universe = universe_of(checked.contest)
    recorded = {one.payload["universe_sha256"] for one in own if "universe_sha256" in one.payload}
    if recorded - {digest_of(universe)}:
        raise OutOfOrder(
            message(
                "dice were rolled over another list of village-tasks of {period} than this program has",
                period=checked.when,
            )
        )
    taken = [checked.since, *((_STEPS[one.kind], happened_on(one)) for one in own)]
    return Looked(
        checked=checked,
        rounds=tuple(
            Dice(one.subject, one.payload["draws"]) for one in own if one.kind == OtherEvent.RECHECK
        ),
        universe=universe,
        texts=dict(texts_in(own)),
        earlier=_before_the_last_round(own),
        last=max(taken, key=lambda step: step[1]),
    )


def _before_the_last_round(events: Sequence[Event]) -> frozenset[VillageTask]:
    drawn_at = max((at for at, one in enumerate(events) if one.kind == OtherEvent.RECHECK), default=0)
    return frozenset(key for key, _text in texts_in(events[:drawn_at]))
