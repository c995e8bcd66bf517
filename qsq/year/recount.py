"""A recorded result counted again, by the one engine, from the files that the ledger kept with it."""

import json
from dataclasses import dataclass
from typing import Any

from qsq.domain.observation import PeriodInputs
from qsq.domain.periods import Period
from qsq.domain.scheme import Missing
from qsq.ledger.canonical import digest, written
from qsq.ledger.kept_folder import KeptFolder
from qsq.ledger.ledger import Event, Ledger
from qsq.scoring.evaluation import Evaluation, evaluate
from qsq.year.evaluation import evaluation_answer
from qsq.year.loading import Rules, load_period


@dataclass(frozen=True, slots=True)
class Recount:
    """What counting again gives.

    Attributes:
        answer: the result as it was recorded.
        same: whether counting again gives the very result that was recorded.
    """

    rules: Rules
    inputs: PeriodInputs
    evaluation: Evaluation
    answer: dict[str, Any]
    same: bool


def recount(ledger: Ledger, period: Period, event: Event) -> Recount:
    """Count a period again from what an event of kind `evaluation` kept.

    Raises:
        Refused: what it kept can no longer be read; all faults are listed.
    """
    payload = event.payload
    rules, entered = load_period(KeptFolder(ledger, payload["files"]), period)
    missing = Missing(payload["missing"] or rules.scheme.missing)
    again = evaluate(rules.scheme, rules.checklist, rules.register.evaluated, entered.inputs, missing)
    return Recount(
        rules=rules,
        inputs=entered.inputs,
        evaluation=again,
        answer=json.loads(ledger.kept(payload["result_sha256"])),
        same=digest(written(evaluation_answer(again))) == payload["result_sha256"],
    )
