"""一季一评比: score a period, record the result, answer for programs and tables."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from qsq import __version__
from qsq.domain.county.officials import Official
from qsq.domain.faults import Fault, Message, OutOfOrder, Place, Refused, Waiting, message
from qsq.domain.results.recorded import RecordedShort
from qsq.domain.results.sign_off import SHEETS, changed_sheets
from qsq.domain.results.town_marks import TownMark
from qsq.domain.scheme.checklist import Item
from qsq.domain.scheme.grades import GradeCondition, Short, TakenGrade
from qsq.domain.scheme.scheme import Missing, PoolField
from qsq.domain.steps.period_state import PeriodEvent, PeriodMoment, PeriodState, PeriodStep, state_of, unmet
from qsq.domain.values.money import yuan
from qsq.domain.values.numbers import Scale, plain
from qsq.domain.values.periods import Period
from qsq.intake.observations import observations_folder
from qsq.intake.period_inputs import Entered
from qsq.ledger.canonical import written
from qsq.ledger.ledger import Event, Ledger
from qsq.scoring.completeness import owed
from qsq.scoring.evaluation import Evaluation, VillageResult, evaluate
from qsq.scoring.marks import ItemMark, NothingApplicable
from qsq.year.desk.acting import must_be_of_the_city
from qsq.year.desk.conditions import day_of, must_be_met
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import Rules, load_period
from qsq.year.desk.office import Office
from qsq.year.desk.step import no_papers, step
from qsq.year.recorded.basis import (
    inputs_digest,
    inputs_of,
    keep_basis,
    officials_read,
    program_of,
    rules_digest,
    rules_of,
)
from qsq.year.recorded.encoding.inputs import INPUTS
from qsq.year.recorded.encoding.results import kept_answer, read_result, says_the_same
from qsq.year.recorded.period import SHEETS_KEY, result_of
from qsq.year.score.same_marks import final_beside, must_be_of_one_kind

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """A period's evaluation and the revision that it is recorded as.

    Attributes:
        provisional: whether missing observations were read otherwise than the scheme says.
        recorded: False where the ledger held this very result already.
        result: the part of the answer that follows from rules and inputs alone, as JSON, as it is recorded.
    """

    evaluation: Evaluation
    revision: int
    provisional: bool
    recorded: bool
    rules_sha256: str
    inputs_sha256: str
    town_names: dict[str, str]
    warnings: tuple[Message, ...]
    result: bytes = field(repr=False)

    @property
    def period(self) -> Period:
        """The period that was evaluated."""
        return self.evaluation.checklist.period

    def heading(self) -> dict[str, Any]:
        """The part of the answer that says which result it is."""
        return {
            "period": str(self.period),
            "provisional": self.provisional,
            "revision": self.revision,
            "rules_sha256": self.rules_sha256,
            "inputs_sha256": self.inputs_sha256,
        }

    def answer(self) -> dict[str, Any]:
        """The answer for programs (CONTRACT.md section 9)."""
        return {**self.heading(), **json.loads(self.result)}

    def to_frame(self) -> "DataFrame":
        """A row for each village, a column for each item's full mark and mark; marks are Decimals."""
        from qsq.year.score.wide_table import frame_of  # noqa: PLC0415 - pandas is slow to import

        return frame_of(self.evaluation)


@dataclass(frozen=True, slots=True)
class Change:
    """Why a result is another than before.

    Attributes:
        on: the day of the scoring, where it is another than that of its recording.
        reason: what was corrected; asked for when the result before was signed or hung up.
        objection: the id of the objection that was upheld.
    """

    on: date | None = None
    reason: str = ""
    objection: str = ""

    def payload(self) -> dict[str, str]:
        """What the event keeps of it."""
        values = {"on": self.on and self.on.isoformat(), "reason": self.reason, "objection": self.objection}
        return {key: value for key, value in values.items() if value}


def score(office: Office, period: Period, missing: Missing | None, change: Change = Change()) -> PeriodResult:
    """Evaluate a period and record the result; see `Workspace.score.period`."""
    if change.on is not None:
        day_of(office, change.on)
    return step(
        office,
        allowed=lambda: must_be_of_the_city(office, "score period", period),
        checked=lambda: evaluated(office, period, missing),
        recorded=lambda ledger, found: _recorded(office, ledger, found, change),
        written=no_papers,
    )


def _recorded(office: Office, ledger: Ledger, found: "Evaluated", change: Change) -> PeriodResult:
    return found.recorded(office, ledger, change)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An evaluation that is not recorded yet, and the files that it was counted from."""

    evaluation: Evaluation
    rules: Rules
    entered: Entered
    officials: tuple[Official, ...]
    folder: DiskFolder
    missing: Missing | None

    def recorded(self, office: Office, ledger: Ledger, change: Change) -> PeriodResult:
        """The result with its revision; call it within a transaction.

        Raises:
            OutOfOrder: the period is final, or signed and no reason is given.
        """
        rules = self.rules
        inputs = INPUTS.content(self.entered.inputs)
        recording = _Recording(
            result=written(evaluation_answer(self.evaluation)),
            rules_sha256=rules_digest(rules),
            inputs_sha256=inputs_digest(rules, inputs),
            inputs=inputs,
            missing=self.missing,
        )
        event, new = self._record(office, ledger, recording, change)
        return PeriodResult(
            evaluation=self.evaluation,
            revision=int(event.payload["revision"]),
            provisional=self.missing is not None,
            recorded=new,
            rules_sha256=event.payload["rules_sha256"],
            inputs_sha256=event.payload["inputs_sha256"],
            town_names=rules.register.town_names(),
            warnings=(*_ungrouped(rules), *self.entered.warnings),
            result=recording.result,
        )

    def _record(
        self, office: Office, ledger: Ledger, recording: "_Recording", change: Change
    ) -> tuple[Event, bool]:
        """The event that records the result, and whether it is new."""
        period = self.rules.checklist.period
        before = ledger.events(PeriodEvent.EVALUATION, str(period))
        follows = bool(before) and _follows_from_the_same(ledger, before[-1], recording)
        if follows and _says_the_same(ledger, before[-1], recording):
            return before[-1], False
        state = state_of(ledger.events(period=str(period)))
        _must_be_open(office, period, state, change, before[-1] if follows else None)
        must_be_of_one_kind(self.rules.scheme, tuple(final_beside(ledger, period)))
        kept = kept_answer(recording.result)
        payload = {
            "rules_sha256": recording.rules_sha256,
            "inputs_sha256": recording.inputs_sha256,
            "result_sha256": ledger.keep(kept),
            "missing": recording.missing,
            "revision": state.revision + 1,
            SHEETS_KEY: SHEETS,
            **keep_basis(ledger, self.rules, self.officials, recording.inputs, self.folder),
            **change.payload(),
        }
        if before:
            then = result_of(ledger, period, before[-1]).figures
            payload["changed_sheets"] = list(map(str, changed_sheets(period, then, read_result(kept))))
        return ledger.append(office.event(PeriodEvent.EVALUATION, period, **payload)), True


def evaluated(office: Office, period: Period, missing: Missing | None = None) -> Evaluated:
    """Evaluate a period from the workspace's files as they are now; raises as `Workspace.score.period`."""
    folder = office.folder()
    rules, entered = load_period(folder, period)
    officials = officials_read(folder, rules)
    return Evaluated(_evaluate(rules, entered, missing), rules, entered, officials, folder, missing)


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
            from qsq.year.score.check import owed_by_department  # noqa: PLC0415 - only for what is missing

            debts = owed_by_department(still_owed, rules.register, checklist.period)
            raise Waiting(
                message(
                    "{count} observations of {period} are missing; see who owes what:"
                    " qsq score check {period}",
                    count=len(still_owed),
                    period=checklist.period,
                ),
                [*debts, *entered.not_read],
            )
    try:
        return evaluate(scheme, checklist, villages, inputs, reading)
    except NothingApplicable as error:
        place = Place(observations_folder(checklist.period))
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


@dataclass(frozen=True, slots=True)
class _Recording:
    result: bytes
    rules_sha256: str
    inputs_sha256: str
    inputs: bytes
    missing: Missing | None


def _follows_from_the_same(ledger: Ledger, event: Event, recording: _Recording) -> bool:
    """Whether an event's result follows from the same rules and inputs, in whatever encoding it kept them."""
    then, now = event.payload, (recording.rules_sha256, recording.inputs_sha256)
    if then["missing"] != recording.missing:
        return False
    if (then["rules_sha256"], then["inputs_sha256"]) == now:
        return True
    rules = rules_of(ledger, event)
    return (rules_digest(rules), inputs_digest(rules, INPUTS.content(inputs_of(ledger, event, rules)))) == now


def _says_the_same(ledger: Ledger, event: Event, recording: _Recording) -> bool:
    """Whether an event recorded these very figures."""
    return says_the_same(ledger.kept(event.payload["result_sha256"]), kept_answer(recording.result))


def _must_be_open(
    office: Office, period: Period, state: PeriodState, change: Change, same: Event | None
) -> None:
    """A final result stands; a signed one is corrected with a reason only.

    Args:
        office: whose clock tells the day.
        period: the result's.
        state: where the period stands.
        change: why the result is another.
        same: what recorded the newest result, where that follows from the same rules and inputs.
    """
    day, begins = change.on or office.today(), office.earliest(period.first_day)
    must_be_met(unmet(PeriodStep.SCORE, PeriodMoment(str(period), state, day, begins=begins)))
    if change.reason or not (state.signed_in_part or state.notice):
        return
    if same is not None:
        raise OutOfOrder(
            message(
                "nothing has changed since revision {revision} of {period}, but program {now} counts"
                " otherwise than {then}, which recorded it; what was signed stands, and --reason TEXT"
                " makes a new revision; sheets that print something else then have to be signed again",
                revision=state.revision,
                period=period,
                now=__version__,
                then=program_of(same),
            )
        )
    raise OutOfOrder(
        message(
            "revision {revision} of {period} is signed and its inputs have changed since; say why with"
            " --reason TEXT: sheets that print something else then have to be signed again",
            revision=state.revision,
            period=period,
        )
    )


def evaluation_answer(evaluation: Evaluation) -> dict[str, Any]:
    """The part of the answer that follows from rules and inputs alone; its keys are sorted for `written`."""
    writer = _Writer(evaluation)
    return {
        "added": {
            town.town_code: [_item_answer(item) for item in town.add]
            for town in sorted(evaluation.checklist.towns, key=lambda town: town.town_code)
            if town.add
        },
        "checklist": [_item_answer(item) for item in evaluation.checklist.items],
        "grades": [{"grade": grade.id, "name": grade.name} for grade in evaluation.scheme.grades],
        "rewards": [_money_answer(one) for one in evaluation.villages if one.money.whole or one.money.unpaid],
        "short": [
            found
            for one in evaluation.villages
            for found in short_answer(one.marks.village.code, one.grade, evaluation.scheme.marks.scale)
        ],
        "towns": town_answer(evaluation.towns, evaluation.scheme.marks.scale),
        "vetoes": [
            {"basis": veto.basis or None, "reason": veto.reason, "village_code": marks.village.code}
            for marks in (result.marks for result in evaluation.villages)
            for veto in sorted(marks.vetoes, key=lambda veto: (veto.reason, veto.basis))
        ],
        "villages": [writer.village(result) for result in evaluation.villages],
    }


def town_answer(towns: Sequence[TownMark], scale: Scale) -> list[dict[str, Any]]:
    """The towns' marks and ranks, in code order."""
    return [
        {"mark": scale.text(one.mark), "rank": one.rank, "town_code": one.town_code, "villages": one.villages}
        for one in towns
    ]


def short_answer(code: str, grade: TakenGrade | None, scale: Scale) -> list[dict[str, str]]:
    """Why a village took no better grade: each condition that it did not fulfil, with what was wanted.

    It stands beside the villages, not in them: what a village's part of the answer holds is the contract's.
    """
    return [
        {
            "condition": one.condition,
            "found": one.found,
            "grade": one.grade,
            "of": one.of,
            "village_code": code,
            "wanted": one.wanted,
        }
        for one in shorts_of(grade, scale)
    ]


def shorts_of(grade: TakenGrade | None, scale: Scale) -> tuple[RecordedShort, ...]:
    """The conditions of better grades that a village did not fulfil, as they are recorded."""
    return tuple(
        RecordedShort(
            one.grade,
            one.condition,
            one.of,
            _figure(one, Fraction(one.found), scale),
            _figure(one, one.wanted, scale),
        )
        for one in (grade.short if grade else ())
    )


def _figure(short: Short, figure: Fraction, scale: Scale) -> str:
    """A figure of a condition: a count of places, or a mark; an exact one may have more decimals."""
    if short.condition in {GradeCondition.NO_VETO, GradeCondition.EVERY_PERIOD}:
        return ""
    if short.condition is GradeCondition.AT_MOST:
        return str(figure)
    return scale.text(int(figure)) if figure.denominator == 1 else plain(figure / scale.unit)


def _money_answer(result: VillageResult) -> dict[str, str | None]:
    """What a village's reward is made of, or would be; keys are sorted for `written`."""
    money = result.money
    return {
        "base": yuan(money.base),
        "grade": yuan(money.grade),
        "place": yuan(money.place),
        "unpaid": money.unpaid,
        "village_code": result.marks.village.code,
    }


def _item_answer(item: Item) -> dict[str, str]:
    return {"category": item.category, "department": item.department, "item": item.id, "name": item.name}


class _Figures(dict[int | None, str | None]):
    """Units as text: the same ones come again and again, and each is written once."""

    def __init__(self, scale: Scale) -> None:
        super().__init__({None: None})
        self._scale = scale

    def __missing__(self, units: int) -> str:
        text = self[units] = self._scale.text(units)
        return text


class _Writer:
    def __init__(self, evaluation: Evaluation) -> None:
        self.figures = _Figures(evaluation.scheme.marks.scale)

    def village(self, result: VillageResult) -> dict[str, Any]:
        marks, figures = result.marks, self.figures
        return {
            "bonus": figures[marks.bonus],
            "city_mark": figures[marks.city_mark],
            "city_rank": result.city_rank,
            "deduction": figures[marks.deduction],
            "grade": result.grade and result.grade.id,
            "items": self.items(marks.items),
            "rank": result.rank,
            "reward": yuan(result.reward),
            "town_code": marks.village.town_code,
            "town_mark": figures[marks.town_mark],
            "vetoed": marks.vetoed,
            "village_code": marks.village.code,
            "village_name": marks.village.name,
            "yellow_card": result.yellow_card,
        }

    def items(self, items: Sequence[ItemMark]) -> list[dict[str, Any]]:
        figures = self.figures
        return [
            {
                "city_full": figures[item.city_full],
                "city_mark": figures[item.city_mark],
                "full": figures[item.full],
                "item": item.item.id,
                "mark": figures[item.mark],
            }
            for item in items
        ]
