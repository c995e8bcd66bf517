"""一季一评比: score a quarter, record the result, answer for programs and tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qsq.domain.faults import Fault, Message, Place, Refused, Waiting, message
from qsq.domain.money import yuan
from qsq.domain.observation import QuarterInputs
from qsq.domain.periods import Quarter
from qsq.domain.scheme import Missing, PoolField
from qsq.intake.observations import observations_folder
from qsq.intake.quarter_inputs import Entered
from qsq.ledger.canonical import canonical, digest
from qsq.ledger.ledger import Draft, Ledger
from qsq.scoring.completeness import owed
from qsq.scoring.evaluation import Evaluation, VillageResult, evaluate
from qsq.scoring.marks import ItemMark, NothingApplicable
from qsq.year.completeness import owed_by_department
from qsq.year.files import DiskFolder
from qsq.year.loading import Rules, load_quarter
from qsq.year.office import Office

if TYPE_CHECKING:
    from pandas import DataFrame

EVALUATION = "evaluation"
"""The kind of event that a scoring is recorded as."""


@dataclass(frozen=True, slots=True)
class QuarterResult:
    """A quarter's evaluation and the revision that it is recorded as.

    Attributes:
        provisional: whether missing observations were read otherwise than the scheme says.
        recorded: False where the ledger held this very result already.
        result: the part of the answer that follows from rules and inputs alone, as it is recorded.
    """

    evaluation: Evaluation
    revision: int
    provisional: bool
    recorded: bool
    rules_sha256: str
    inputs_sha256: str
    town_names: dict[str, str]
    warnings: tuple[Message, ...]
    result: dict[str, Any] = field(repr=False)

    @property
    def quarter(self) -> Quarter:
        """The quarter that was evaluated."""
        return self.evaluation.checklist.quarter

    def answer(self) -> dict[str, Any]:
        """The answer for programs (CONTRACT.md section 9)."""
        return {
            "quarter": str(self.quarter),
            "provisional": self.provisional,
            "revision": self.revision,
            "rules_sha256": self.rules_sha256,
            "inputs_sha256": self.inputs_sha256,
            **self.result,
        }

    def to_frame(self) -> "DataFrame":
        """A row for each village, a column for each item's full mark and mark; marks are Decimals."""
        from qsq.year.frame import frame_of  # noqa: PLC0415 - pandas is slow to import

        return frame_of(self.evaluation)


def score(office: Office, quarter: Quarter, missing: Missing | None) -> QuarterResult:
    """Evaluate a quarter and record the result; see `Workspace.score`."""
    folder = office.folder()
    rules, entered = load_quarter(folder, quarter)
    evaluation = _evaluate(rules, entered, missing)
    result = evaluation_answer(evaluation)
    recording = _Recording(
        result=canonical(result),
        rules_sha256=digest(canonical([rules.scheme, rules.checklist])),
        inputs_sha256=_inputs_digest(rules, entered.inputs),
        missing=missing,
    )
    with office.ledger() as ledger:
        revision, recorded = _record(office, ledger, quarter, recording, folder)
    return QuarterResult(
        evaluation=evaluation,
        revision=revision,
        provisional=missing is not None,
        recorded=recorded,
        rules_sha256=recording.rules_sha256,
        inputs_sha256=recording.inputs_sha256,
        town_names=rules.register.town_names(),
        warnings=(*_ungrouped(rules), *entered.warnings),
        result=result,
    )


def _ungrouped(rules: Rules) -> list[Message]:
    """Pools by group put villages without one together, which may be a slip in the register."""
    if PoolField.GROUP not in rules.scheme.ranking.pool:
        return []
    without = [village for village in rules.register.evaluated if not village.group]
    if not without:
        return []
    first = without[0]
    return [
        message(
            "{count} villages have no group and are ranked among themselves, the first {village} {name}",
            count=len(without),
            village=first.code,
            name=first.name,
        )
    ]


def _evaluate(rules: Rules, entered: Entered, missing: Missing | None) -> Evaluation:
    scheme, checklist, villages = rules.scheme, rules.checklist, rules.register.evaluated
    inputs, reading = entered.inputs, missing or scheme.missing
    if reading is Missing.BLOCK:
        still_owed = owed(checklist, villages, inputs)
        if still_owed:
            debts = owed_by_department(still_owed, rules.register, checklist.quarter)
            raise Waiting(
                message(
                    "{count} observations of {quarter} are missing; see who owes what:"
                    " qsq score check {quarter}",
                    count=len(still_owed),
                    quarter=checklist.quarter,
                ),
                [*debts, *entered.not_read],
            )
    try:
        return evaluate(scheme, checklist, villages, inputs, reading)
    except NothingApplicable as error:
        place = Place(observations_folder(checklist.quarter))
        raise Refused(
            Fault(
                place,
                message(
                    "{village} {name} has no mark: no item of the city's list applies to it; check NA"
                    " values, missing observations and dropped items",
                    village=village.code,
                    name=village.name,
                ),
            )
            for village in error.villages
        ) from None


def _inputs_digest(rules: Rules, inputs: QuarterInputs) -> str:
    """The digest of what was entered, whatever the order of rows and the kind of file."""
    register = rules.register
    observations: list[str] = []
    for code, tasks in sorted(inputs.observations.items()):
        for task in sorted(tasks):
            observations += code, task, tasks[task].text, tasks[task].note
    targets = [[*key, target] for key, target in sorted(inputs.targets.items())]
    towns = sorted((town.code, town.name) for town in register.towns)
    adjustments = {
        code: sorted(canonical(one).decode() for one in found) for code, found in inputs.adjustments.items()
    }
    return digest(canonical([towns, register.evaluated, observations, targets, adjustments]))


@dataclass(frozen=True, slots=True)
class _Recording:
    result: bytes
    rules_sha256: str
    inputs_sha256: str
    missing: Missing | None


def _record(
    office: Office, ledger: Ledger, quarter: Quarter, recording: _Recording, folder: DiskFolder
) -> tuple[int, bool]:
    """The revision of the result, and whether it is new."""
    payload: dict[str, Any] = {
        "rules_sha256": recording.rules_sha256,
        "inputs_sha256": recording.inputs_sha256,
        "result_sha256": digest(recording.result),
        "missing": recording.missing,
    }
    with ledger.transaction():
        before = ledger.events(EVALUATION, str(quarter))
        newest = before[-1].payload if before else {}
        if all(newest.get(key, "") == value for key, value in payload.items()):
            return int(newest["revision"]), False
        ledger.keep(recording.result)
        files = {path: ledger.keep(content) for path, content in folder.contents().items()}
        payload |= {"revision": len(before) + 1, "files": files}
        time = office.clock().isoformat(timespec="seconds")
        ledger.append(Draft(time, office.actor, EVALUATION, str(quarter), payload))
    return len(before) + 1, True


def evaluation_answer(evaluation: Evaluation) -> dict[str, Any]:
    """The part of the answer that follows from rules and inputs alone."""
    writer = _Writer(evaluation)
    return {
        "checklist": [
            {"item": item.id, "name": item.name, "category": item.category, "department": item.department}
            for item in evaluation.checklist.items
        ],
        "villages": [writer.village(result) for result in evaluation.villages],
        "vetoes": [
            {"village_code": marks.village.code, "reason": veto.reason, "basis": veto.basis or None}
            for marks in (result.marks for result in evaluation.villages)
            for veto in sorted(marks.vetoes, key=lambda veto: (veto.reason, veto.basis))
        ],
    }


class _Writer:
    def __init__(self, evaluation: Evaluation) -> None:
        scale = evaluation.scheme.marks.scale
        self.mark = scale.text
        self.written: dict[int | None, str | None] = {None: None}

    def figure(self, units: int | None) -> str | None:
        if units not in self.written and units is not None:
            self.written[units] = self.mark(units)
        return self.written[units]

    def village(self, result: VillageResult) -> dict[str, Any]:
        marks = result.marks
        return {
            "village_code": marks.village.code,
            "village_name": marks.village.name,
            "town_code": marks.village.town_code,
            "town_mark": self.mark(marks.town_mark),
            "city_mark": self.mark(marks.city_mark),
            "rank": result.rank,
            "city_rank": result.city_rank,
            "vetoed": marks.vetoed,
            "bonus": self.mark(marks.bonus),
            "deduction": self.mark(marks.deduction),
            "reward": yuan(result.reward),
            "yellow_card": result.yellow_card,
            "items": self.items(marks.items),
        }

    def items(self, items: Sequence[ItemMark]) -> list[dict[str, Any]]:
        figure = self.figure
        return [
            {
                "item": item.item.id,
                "full": figure(item.full),
                "mark": figure(item.mark),
                "city_full": figure(item.city_full),
                "city_mark": figure(item.city_mark),
            }
            for item in items
        ]
