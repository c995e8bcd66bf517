"""A recorded result counted again, by the one engine, from what the ledger kept with it."""

from dataclasses import dataclass

from qsq.domain.observation import PeriodInputs
from qsq.domain.recorded import RecordedResult
from qsq.domain.scheme import Missing
from qsq.ledger.canonical import written
from qsq.ledger.ledger import Event, Ledger
from qsq.scoring.evaluation import Evaluation, evaluate
from qsq.year.basis import inputs_of, rules_of
from qsq.year.encoding.results import kept_answer, read_result, says_the_same
from qsq.year.evaluation import evaluation_answer
from qsq.year.loading import Rules


@dataclass(frozen=True, slots=True)
class Recount:
    """What counting again gives.

    Attributes:
        recorded: the result as it was recorded.
        counted: the result as it is counted now.
        same: whether counting again gives the figures that were recorded.
    """

    rules: Rules
    inputs: PeriodInputs
    evaluation: Evaluation
    recorded: RecordedResult
    counted: RecordedResult
    same: bool


def recount(ledger: Ledger, event: Event) -> Recount:
    """Count a period again from what an event of kind `evaluation` kept.

    Raises:
        Refused: what it kept can no longer be read; all faults are listed.
    """
    rules = rules_of(ledger, event)
    inputs = inputs_of(ledger, event, rules)
    missing = Missing(event.payload["missing"] or rules.scheme.missing)
    again = evaluate(rules.scheme, rules.checklist, rules.register.evaluated, inputs, missing)
    content = ledger.kept(event.payload["result_sha256"])
    counted = kept_answer(written(evaluation_answer(again)))
    return Recount(
        rules=rules,
        inputs=inputs,
        evaluation=again,
        recorded=read_result(content),
        counted=read_result(counted),
        same=says_the_same(content, counted),
    )
