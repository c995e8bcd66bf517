"""`qsq score diff`: two revisions, or two periods, village by village: what changed, and why."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from qsq.domain.county.names import Names, only_one
from qsq.domain.county.places import Village
from qsq.domain.faults import OutOfOrder, WrongUse, message
from qsq.domain.observed.observation import Adjustment
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.rules_changes import Aspect, ListChanges, rules_changes
from qsq.domain.values.numbers import Scale, plain
from qsq.domain.values.periods import Period
from qsq.late import late
from qsq.ledger.encoding.rules import SCHEME
from qsq.ledger.ledger import Event, Ledger
from qsq.scoring.gap import MarkGap, gap_of
from qsq.scoring.marks import VillageMarks
from qsq.year.desk.office import Office
from qsq.year.recorded.basis import evaluations_of
from qsq.year.rules.diff import RulesDiff
from qsq.year.score.recount import Recount, recount

if TYPE_CHECKING:
    import pandas as pd

    from qsq.year.score.export import wide_table
else:
    (wide_table,) = late("qsq.year.score.export", "wide_table")

FIGURES = (
    "town_mark",
    "city_mark",
    "rank",
    "city_rank",
    "bonus",
    "deduction",
    "vetoed",
    "grade",
    "yellow_card",
    "reward",
)
"""What is held against each other of a village's result."""

_REGISTERED = ("name", "town_code", "kind", "group")


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that a village's figures follow from, and that is not as it was.

    Attributes:
        kind: `observation`, `target`, `adjustment`, `register` or `rules`.
        name: the task, the register's column, the kind of adjustment, or the rule.
        before: as it was; None where it was not there.
        now: as it is; None where it is not there any more.
        aspect: what of a rule's task or item differs; None where it is the whole of it.
    """

    kind: str
    name: str
    before: str | None
    now: str | None
    aspect: Aspect | None = field(default=None, kw_only=True)

    @property
    def line(self) -> str:
        """It in one line: `grain.seedlings: 80 → 95`."""
        return f"{self.name}: {self.before or '—'} → {self.now or '—'}"


@dataclass(frozen=True, slots=True)
class VillageDiff:
    """A village whose figures, or what they follow from, changed.

    Attributes:
        figures: those that changed, as they were and as they are.
        gap: what each item makes of the town mark's change; None where only one of the two has the village.
        causes: of its own; none where others' marks moved it.
    """

    village: Village
    town_name: str
    figures: Mapping[str, tuple[Any, Any]]
    gap: MarkGap | None
    causes: tuple[Cause, ...]

    @property
    def moved_by_others(self) -> bool:
        """Whether others moved it, and in rank alone."""
        return not self.causes and set(self.figures) <= {"rank", "city_rank"}

    def row(self) -> dict[str, Any]:
        """The village as a row: what its figures are, were, and by what."""
        return {
            "village_code": self.village.code,
            "village_name": self.village.name,
            "town_code": self.village.town_code,
            "kind": str(self.village.kind),
            **{name: self.figures.get(name, (None, None))[1] for name in FIGURES},
            **{f"{name}_before": self.figures.get(name, (None, None))[0] for name in FIGURES},
            "causes": "; ".join(one.line for one in self.causes),
        }

    def answer(self, scale: Scale) -> dict[str, Any]:
        """The village for programs."""
        return {
            "village_code": self.village.code,
            "village_name": self.village.name,
            "town_code": self.village.town_code,
            "changed": {name: list(both) for name, both in self.figures.items()},
            "items": [
                {
                    "item": one.item,
                    "marks": [None if mark is None else scale.text(mark) for mark in (one.second, one.first)],
                    "change": scale.text(one.gap),
                    "share": scale.text(one.share),
                    "full": scale.text(one.full),
                }
                for one in (self.gap.items if self.gap else ())
                if one.gap or one.share or one.full
            ],
            "causes": [
                {"kind": one.kind, "name": one.name, "before": one.before, "now": one.now}
                for one in self.causes
            ],
        }


@dataclass(frozen=True, slots=True)
class ScoreDiff:
    """Two results against each other.

    Attributes:
        before: the earlier one's period and revision.
        now: the later one's.
        reason: why the later one was made, where that was said.
        rules: what scheme and checklist have otherwise for everybody.
        villages: those that changed, by code.
        new: codes of villages that only the later one has.
        gone: codes of those that only the earlier one has.
        same: how many are as they were.
        names: of the items, and the texts of tasks, by id.
        grades: their names, by id.
        called: every village of either, by code, with the names that it may be called by.
    """

    before: tuple[Period, int]
    now: tuple[Period, int]
    reason: str
    rules: tuple[Cause, ...]
    villages: tuple[VillageDiff, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    same: int
    scale: Scale
    names: Mapping[str, str]
    grades: Mapping[str, str]
    called: Mapping[str, tuple[str, ...]]

    def code_of(self, text: str) -> str:
        """The code of a village of either result, by code or name.

        Raises:
            WrongUse: none is called so, or several are.
        """
        names = Names.of(self.called)
        none = message("there is no village {found} in either result", found=text)
        return only_one(names.meant(text), text, none, names)

    def to_frame(self) -> "pd.DataFrame":
        """A row for each village that changed, its causes in words that a table has room for."""
        return wide_table.frame_of_rows([one.row() for one in self.villages])

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "before": {"period": str(self.before[0]), "revision": self.before[1]},
            "now": {"period": str(self.now[0]), "revision": self.now[1]},
            "reason": self.reason,
            "rules": [
                {"name": " ".join(filter(None, (one.name, one.aspect))), "before": one.before, "now": one.now}
                for one in self.rules
            ],
            "villages": [one.answer(self.scale) for one in self.villages],
            "new": list(self.new),
            "gone": list(self.gone),
            "same": self.same,
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """Which two results: revisions of one period, or the newest of two.

    Attributes:
        from_revision: None is the one before the later one, or the newest of another period.
        to_revision: None is the newest.
    """

    before: Period
    now: Period | None = None
    from_revision: int | None = None
    to_revision: int | None = None


def score_diff(office: Office, asked: Asked) -> ScoreDiff:
    """What changed between two results, and why; see `Workspace.score.diff`."""
    with office.ledger_to_read() as ledger:
        before, now = _events(ledger, asked)
        both = recount(ledger, before), recount(ledger, now)
    marks = tuple({one.marks.village.code: one.marks for one in each.evaluation.villages} for each in both)
    return _Diff(*both, before, now, marks, tuple(map(_targets, both))).found()


def _events(ledger: Ledger, asked: Asked) -> tuple[Event, Event]:
    """What recorded the two results.

    Raises:
        OutOfOrder: one of them is not evaluated, or there is but one revision.
        WrongUse: there is no such revision.
    """
    if asked.now is not None and asked.now != asked.before:
        return _of(ledger, asked.before, asked.from_revision), _of(ledger, asked.now, asked.to_revision)
    now = _of(ledger, asked.before, asked.to_revision)
    earlier = asked.from_revision or int(now.payload["revision"]) - 1
    if not earlier:
        raise OutOfOrder(
            message("{period} has but one revision; name another period to compare with", period=asked.before)
        )
    return _of(ledger, asked.before, earlier), now


def _of(ledger: Ledger, period: Period, revision: int | None) -> Event:
    events = evaluations_of(ledger, period)
    if revision is None:
        return events[-1]
    found = next((one for one in reversed(events) if int(one.payload["revision"]) == revision), None)
    if found is None:
        last = int(events[-1].payload["revision"])
        raise WrongUse(
            message(
                "{period} has no revision {found}; expected 1 to {last}",
                period=period,
                found=revision,
                last=last,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Diff:
    """Two results and what recorded them; `marks` and `targets` are both results', by village."""

    before: Recount
    now: Recount
    earlier: Event
    later: Event
    marks: tuple[Mapping[str, VillageMarks], ...]
    targets: tuple[Mapping[str, Mapping[str, str]], ...]

    def found(self) -> ScoreDiff:
        then, here = (
            {one.code: one for one in each.rules.register.evaluated} for each in (self.before, self.now)
        )
        changed = [
            one for code in sorted({*then, *here}) if (one := self._village(then.get(code), here.get(code)))
        ]
        checklists = (self.now.rules.checklist, self.before.rules.checklist)
        return ScoreDiff(
            before=(self.before.rules.checklist.period, int(self.earlier.payload["revision"])),
            now=(self.now.rules.checklist.period, int(self.later.payload["revision"])),
            reason=str(self.later.payload.get("reason") or ""),
            rules=tuple(self._rules()),
            villages=tuple(changed),
            new=tuple(sorted(here.keys() - then.keys())),
            gone=tuple(sorted(then.keys() - here.keys())),
            same=len({*then, *here}) - len(changed),
            scale=self.now.rules.scheme.marks.scale,
            names=dict(_names(checklists)),
            grades={
                rule.id: rule.name for each in (self.before, self.now) for rule in each.rules.scheme.grades
            },
            called=dict(self._called({**then, **here})),
        )

    def _called(self, villages: Mapping[str, Village]) -> Iterator[tuple[str, tuple[str, ...]]]:
        towns = self.before.rules.register.town_names() | self.now.rules.register.town_names()
        for code, one in villages.items():
            yield code, (one.name, f"{towns.get(one.town_code, '')}{one.name}")

    def _rules(self) -> Iterator[Cause]:
        """What scheme, list and the meaning of missing observations have otherwise."""
        before, now = self.before.rules, self.now.rules
        schemes = [json.loads(SCHEME.content(each.scheme))["scheme"] for each in (before, now)]
        for name in dict.fromkeys([*schemes[0], *schemes[1]]):
            then, here = (json.dumps(each.get(name), ensure_ascii=False) for each in schemes)
            if then != here:
                yield Cause("rules", name, then, here)
        if self.before.missing != self.now.missing:
            yield Cause("rules", "missing", str(self.before.missing), str(self.now.missing))
        changes = rules_changes(before.checklist, now.checklist, now.scheme.annual.weights)
        register, scheme = now.register, now.scheme
        told = RulesDiff(changes, register.department_names(), register.town_names(), scheme.category_names())
        yield from _of_list(changes.city, told)
        for code, own in changes.towns.items():
            yield from (replace(one, name=f"{code} {one.name}") for one in _of_list(own, told))

    def _village(self, then: Village | None, here: Village | None) -> VillageDiff | None:
        """What changed of a village; None where nothing did."""
        one = here or then
        if one is None:
            return None
        old = None if then is None else self.before.recorded.of(one.code)
        new = None if here is None else self.now.recorded.of(one.code)
        figures = dict(_figures(old, new))
        causes = tuple(self._causes(one.code, then, here))
        if not figures and not causes:
            return None
        towns = self.now.rules.register.town_names() | self.before.rules.register.town_names()
        return VillageDiff(one, towns.get(one.town_code, one.town_code), figures, self._gap(one.code), causes)

    def _gap(self, code: str) -> MarkGap | None:
        old, new = (each.get(code) for each in self.marks)
        if old is None or new is None:
            return None
        return gap_of(new, old, self.now.rules.scheme.marks.scale, city=False)

    def _causes(self, code: str, then: Village | None, here: Village | None) -> Iterator[Cause]:
        old, new = (each.inputs.observations.get(code, {}) for each in (self.before, self.now))
        for task in dict.fromkeys([*old, *new]):
            texts = [None if one is None else one.text for one in (old.get(task), new.get(task))]
            if texts[0] != texts[1]:
                yield Cause("observation", task, *texts)
        was, now = (each.get(code, {}) for each in self.targets)
        for task in dict.fromkeys([*was, *now]):
            if was.get(task) != now.get(task):
                yield Cause("target", task, was.get(task), now.get(task))
        gone, come = (list(each.inputs.adjustments.get(code, ())) for each in (self.before, self.now))
        yield from (Cause("adjustment", str(one.kind), _told(one), None) for one in gone if one not in come)
        yield from (Cause("adjustment", str(one.kind), None, _told(one)) for one in come if one not in gone)
        for column in _REGISTERED:
            values = [None if each is None else str(getattr(each, column)) for each in (then, here)]
            if values[0] != values[1]:
                yield Cause("register", column, *values)


def _names(checklists: Sequence[Checklist]) -> Iterator[tuple[str, str]]:
    """Items' names and tasks' texts, the first list's where several have one."""
    for item in (item for each in reversed(checklists) for item in each.all_items):
        yield item.id, item.name
        yield from ((task.id, task.text) for task in item.tasks)


def _targets(counted: Recount) -> Mapping[str, Mapping[str, str]]:
    """The targets as text, by village and task."""
    found: dict[str, dict[str, str]] = {}
    for (village, task), value in counted.inputs.targets.items():
        found.setdefault(village, {})[task] = plain(value)
    return found


def _figures(
    old: RecordedVillage | None, new: RecordedVillage | None
) -> Iterator[tuple[str, tuple[Any, Any]]]:
    for name in FIGURES:
        both = tuple(None if one is None else getattr(one, name) for one in (old, new))
        if both[0] != both[1]:
            yield name, (both[0], both[1])


def _of_list(changes: ListChanges, told: RulesDiff) -> Iterator[Cause]:
    """What a list asks otherwise."""
    yield from (Cause("rules", one.id, one.text, None) for one in changes.gone)
    yield from (Cause("rules", one.id, None, one.text) for one in changes.added)
    for task in changes.tasks:
        both = (told.told(one, task.aspect) for one in (task.before, task.now))
        yield Cause("rules", task.now.id, *both, aspect=task.aspect)
    for item in changes.items:
        both = (told.told(one, item.aspect) for one in (item.before, item.now))
        yield Cause("rules", item.now.id, *both, aspect=item.aspect)
    for stress in changes.emphasis:
        name = next(one.name for one in (stress.now, stress.before) if one)
        yield _said(name, *(plain(one.multiplier) if one else None for one in (stress.before, stress.now)))
    for drop in changes.dropped:
        dropped = next(one.item for one in (drop.now, drop.before) if one)
        yield _said(dropped, *(one.reason if one else None for one in (drop.before, drop.now)))


def _said(name: str, before: str | None, now: str | None) -> Cause:
    """A rule as it was and as it is."""
    return Cause("rules", name, before, now)


def _told(one: Adjustment) -> str:
    return f"{plain(one.points)} {one.reason}"
