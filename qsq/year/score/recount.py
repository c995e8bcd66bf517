"""A recorded result counted again, by the one engine, from what the ledger kept with it."""

from dataclasses import dataclass

from qsq.domain.observed.observation import PeriodInputs
from qsq.domain.results.recorded import RecordedResult
from qsq.domain.scheme.scheme import Missing
from qsq.ledger.encoding.answers import kept_answer, others, says_the_same
from qsq.ledger.encoding.results import read_result
from qsq.ledger.ledger import Event, Ledger
from qsq.scoring.evaluation import Evaluation, evaluate
from qsq.year.desk.loading import Rules
from qsq.year.recorded.basis import inputs_of, rules_of
from qsq.year.score.answer import evaluation_answer


@dataclass(frozen=True, slots=True)
class Recount:
    """What counting again gives.

    Attributes:
        recorded: the result as it was recorded.
        missing: what a missing observation meant.
        same: whether counting again gives the figures that were recorded.
        others: codes of the villages whose figures are others now.
    """

    rules: Rules
    inputs: PeriodInputs
    missing: Missing
    evaluation: Evaluation
    recorded: RecordedResult
    same: bool
    others: tuple[str, ...]


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
    counted = kept_answer(evaluation_answer(again))
    return Recount(
        rules=rules,
        inputs=inputs,
        missing=missing,
        evaluation=again,
        recorded=read_result(content),
        same=says_the_same(content, counted),
        others=others(content, counted),
    )
