"""一季一评比: score a period, record the result, answer for programs and tables."""

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qsq.domain.county.officials import Official
from qsq.domain.faults import Fault, Message, OutOfOrder, Place, Refused, Waiting, message
from qsq.domain.scheme.scheme import Missing, PoolField
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.values.periods import Period
from qsq.intake.observed.observations import observations_folder
from qsq.intake.observed.period_inputs import Entered
from qsq.late import late
from qsq.ledger.encoding.answers import answer_in, kept_answer, says_the_same
from qsq.ledger.encoding.inputs import INPUTS
from qsq.ledger.ledger import Event, Ledger
from qsq.scoring.completeness import owed
from qsq.scoring.evaluation import Evaluation, evaluate
from qsq.scoring.marks import NothingApplicable
from qsq.version import __version__
from qsq.year.desk.acting import must_be_of_the_city
from qsq.year.desk.conditions import must_be_met
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
from qsq.year.recorded.change import NO_CHANGE, Change
from qsq.year.score.answer import evaluation_answer
from qsq.year.score.same_marks import must_be_of_one_kind

if TYPE_CHECKING:
    from pandas import DataFrame

    from qsq.domain.results import sign_off
    from qsq.domain.steps import period_state
    from qsq.domain.steps.period_state import PeriodState
    from qsq.ledger.encoding import results
    from qsq.year.recorded import period as recorded_period
    from qsq.year.score import check as completeness
    from qsq.year.score.export import wide_table
else:
    (sign_off,) = late("qsq.domain.results", "sign_off")
    (period_state,) = late("qsq.domain.steps", "period_state")
    (results,) = late("qsq.ledger.encoding", "results")
    (recorded_period,) = late("qsq.year.recorded", "period")
    (completeness,) = late("qsq.year.score", "check")
    (wide_table,) = late("qsq.year.score.export", "wide_table")


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """A period's evaluation and the revision that it is recorded as.

    Attributes:
        provisional: whether missing observations were read otherwise than the scheme says.
        recorded: False where the ledger held this very result already.
        kept: the part of the answer that follows from rules and inputs alone, as the ledger keeps it.
    """

    evaluation: Evaluation
    revision: int
    provisional: bool
    recorded: bool
    rules_sha256: str
    inputs_sha256: str
    town_names: dict[str, str]
    warnings: tuple[Message, ...]
    kept: bytes = field(repr=False)

    @property
    def period(self) -> Period:
        """The period that was evaluated."""
        return self.evaluation.checklist.period

    @property
    def result(self) -> memoryview:
        """The part of the answer that follows from rules and inputs alone, as JSON."""
        return answer_in(self.kept)

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
        return {**self.heading(), **json.loads(bytes(self.result))}

    def to_frame(self) -> "DataFrame":
        """A row for each village, a column for each item's full mark and mark; marks are Decimals."""
        return wide_table.frame_of(self.evaluation)


def score(
    office: Office, period: Period, missing: Missing | None, change: Change = NO_CHANGE
) -> PeriodResult:
    """Evaluate a period and record the result; see `Workspace.score.period`."""
    if change.on is not None:
        office.day(change.on)
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
    """An evaluation that is not recorded yet, and the files that it was counted from.

    Attributes:
        inputs: what was entered, as the ledger keeps it.
        warnings: what people should be told about it.
    """

    evaluation: Evaluation
    rules: Rules
    inputs: bytes
    warnings: tuple[Message, ...]
    officials: tuple[Official, ...]
    folder: DiskFolder
    missing: Missing | None

    def recorded(self, office: Office, ledger: Ledger, change: Change) -> PeriodResult:
        """The result with its revision; call it within a transaction.

        Raises:
            OutOfOrder: the period is final, or signed and no reason is given.
        """
        rules = self.rules
        recording = _Recording(
            kept=kept_answer(evaluation_answer(self.evaluation)),
            rules_sha256=rules_digest(rules),
            inputs_sha256=inputs_digest(rules, self.inputs),
            inputs=self.inputs,
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
            warnings=(*_ungrouped(rules), *self.warnings),
            kept=recording.kept,
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
        state = period_state.state_of(ledger.events(period=str(period)))
        _must_be_open(office, period, state, change, before[-1] if follows else None)
        beside = {one.period: one.figures.out_of for one in recorded_period.final_beside(ledger, period)}
        must_be_of_one_kind(self.rules.scheme, beside)
        payload = {
            "rules_sha256": recording.rules_sha256,
            "inputs_sha256": recording.inputs_sha256,
            "result_sha256": ledger.keep(recording.kept),
            "missing": recording.missing,
            "revision": state.revision + 1,
            recorded_period.SHEETS_KEY: sign_off.SHEETS,
            **keep_basis(ledger, self.rules, self.officials, recording.inputs, self.folder),
            **change.payload(),
        }
        if before:
            then = recorded_period.result_of(ledger, period, before[-1]).figures
            changed = sign_off.changed_sheets(period, then, results.read_result(recording.kept))
            payload["changed_sheets"] = list(map(str, changed))
        return ledger.append(office.event(PeriodEvent.EVALUATION, period, **payload)), True


def evaluated(office: Office, period: Period, missing: Missing | None = None) -> Evaluated:
    """Evaluate a period from the workspace's files as they are now; raises as `Workspace.score.period`."""
    folder = office.folder()
    rules, entered = load_period(folder, period)
    officials = officials_read(folder, rules)
    inputs = INPUTS.content(entered.inputs)  # what this takes for a moment is free again for the marks
    evaluation = _evaluate(rules, entered, missing)
    return Evaluated(evaluation, rules, inputs, entered.warnings, officials, folder, missing)


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
            debts = completeness.owed_by_department(still_owed, rules.register, checklist.period)
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
    kept: bytes
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
    return says_the_same(ledger.kept(event.payload["result_sha256"]), recording.kept)


def _must_be_open(
    office: Office, period: Period, state: "PeriodState", change: Change, same: Event | None
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
    moment = period_state.PeriodMoment(str(period), state, day, begins=begins)
    must_be_met(period_state.unmet(period_state.PeriodStep.SCORE, moment))
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
