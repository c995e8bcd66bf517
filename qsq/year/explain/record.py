"""What the ledger holds of one village's period: inputs, marks counted again, and its rivals' results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qsq.domain.county.names import village_named
from qsq.domain.county.places import Village
from qsq.domain.observed.observation import Adjustment, AdjustmentKind, PeriodInputs
from qsq.domain.observed.whereabouts import Whereabouts
from qsq.domain.results.recorded import RecordedResult, RecordedVillage
from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.numbers import Scale
from qsq.domain.values.periods import Period
from qsq.intake.observed.whereabouts import whereabouts_of
from qsq.ledger.encoding.inputs import INPUTS, inputs_of_village
from qsq.ledger.encoding.results import read_result
from qsq.ledger.kept_folder import KeptFolder
from qsq.ledger.ledger import Event, Ledger
from qsq.scoring.derivation import Derivation
from qsq.scoring.marks import VillageMarks, mark_villages, points_of
from qsq.scoring.placing import Adjusted, Placing
from qsq.scoring.ranking import pool_of
from qsq.year.desk.loading import Rules
from qsq.year.recorded.basis import RECORD, inputs_of, rules_of


@dataclass(frozen=True, slots=True)
class VillageRecord:
    """A village's period as the ledger holds it.

    Attributes:
        event: what recorded the result.
        inputs: what was entered of the village, and the adjustments of all.
        marks: counted again from the inputs.
        result: the village's part of the result, with those of its pool and of its neighbours in the city.
        places: where the inputs stand in the files that were read.
    """

    event: Event
    rules: Rules
    village: Village
    inputs: PeriodInputs
    marks: VillageMarks
    result: RecordedResult
    places: Whereabouts

    @property
    def period(self) -> Period:
        """The period."""
        return self.rules.checklist.period

    @property
    def own(self) -> RecordedVillage:
        """The village's recorded figures."""
        return next(one for one in self.result.villages if one.village_code == self.village.code)

    @property
    def same(self) -> bool:
        """Whether counting again gives the figures that were recorded."""
        return _says(self.marks, self.own, self.rules.scheme.marks.scale)

    def derivation(self) -> Derivation:
        """How the marks came about."""
        rules = self.rules
        return Derivation(rules.scheme, rules.checklist, self.inputs, self.marks, self.places)

    def placing(self) -> Placing:
        """What came of them."""
        return Placing(
            self.rules.scheme,
            self.rules.register.evaluated,
            {one.village_code: one for one in self.result.villages},
            {code: _adjusted(each) for code, each in self.inputs.adjustments.items()},
            {item.id: item.category for item in self.rules.checklist.all_items},
        )


def _adjusted(adjustments: Sequence[Adjustment]) -> Adjusted:
    """The sums of a village's bonus and deduction points."""
    return Adjusted(
        bonus=points_of(adjustments, AdjustmentKind.BONUS),
        deduction=points_of(adjustments, AdjustmentKind.DEDUCTION),
    )


def record_of(ledger: Ledger, event: Event, named: str) -> VillageRecord:
    """What an evaluation recorded of the village with this code or name.

    Raises:
        WrongUse: not exactly one village has it.
        Refused: what was kept can no longer be read; all faults are listed.
    """
    rules = rules_of(ledger, event)
    village = village_named(rules.register, named)
    inputs = _inputs(ledger, event, rules, village)
    missing = Missing(event.payload["missing"] or rules.scheme.missing)
    (marks,) = mark_villages(rules.scheme, rules.checklist, [village], inputs, missing)
    rivals = _Rivals(rules, village)
    return VillageRecord(
        event=event,
        rules=rules,
        village=village,
        inputs=inputs,
        marks=marks,
        result=read_result(ledger.kept(event.payload["result_sha256"]), rivals.chosen),
        places=whereabouts_of(
            KeptFolder(ledger, event.payload["files"]),
            rules.checklist.period,
            rules.register,
            village.code,
            inputs.observations.get(village.code, {}).keys(),
        ),
    )


def _inputs(ledger: Ledger, event: Event, rules: Rules, village: Village) -> PeriodInputs:
    record = event.payload.get(RECORD)
    if record is None:
        return inputs_of(ledger, event, rules)
    return inputs_of_village(ledger.kept(record[INPUTS.name]), village.code)


class _Rivals:
    """Those whose figures decide a village's rank: its pool, and who stands beside it in the city."""

    def __init__(self, rules: Rules, village: Village) -> None:
        fields = rules.scheme.ranking.pool
        own = pool_of(village, fields)
        self.pool = {one.code for one in rules.register.evaluated if pool_of(one, fields) == own}
        self.code = village.code

    def chosen(self, villages: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
        """The pool, the villages level in the city, the nearest before them and the nearest behind."""
        own = next(one["city_rank"] for one in villages if one["village_code"] == self.code)
        ranks = {one["city_rank"] for one in villages}
        before = max((rank for rank in ranks if rank < own), default=own)
        behind = min((rank for rank in ranks if rank > own), default=own)
        wanted = {before, own, behind}
        return [one for one in villages if one["village_code"] in self.pool or one["city_rank"] in wanted]


def _says(marks: VillageMarks, figures: RecordedVillage, scale: Scale) -> bool:
    """Whether marks are those that were recorded."""

    def text(units: int | None) -> str | None:
        return None if units is None else scale.text(units)

    items = [
        (one.item.id, text(one.full), text(one.mark), text(one.city_full), text(one.city_mark))
        for one in marks.items
    ]
    recorded = [(one.item, one.full, one.mark, one.city_full, one.city_mark) for one in figures.items]
    now = (text(marks.town_mark), text(marks.city_mark), text(marks.bonus), text(marks.deduction))
    return items == recorded and now == (
        figures.town_mark,
        figures.city_mark,
        figures.bonus,
        figures.deduction,
    )
