"""A village's proof that its result is in the head that hung on the wall; checked without any workspace."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qsq.domain.faults import Message, OutOfOrder, WrongUse, message
from qsq.domain.file_names import file_name
from qsq.domain.period_state import Kind
from qsq.domain.periods import Period
from qsq.ledger.ledger import Event, Ledger
from qsq.ledger.proof import Proof, Village, proof_of, read_proof, refuted, tree_of
from qsq.year.encoding.results import villages_as_kept
from qsq.year.files import read_outside
from qsq.year.office import Office
from qsq.year.records import read_head
from qsq.year.writing import write_whole


@dataclass(frozen=True, slots=True)
class Proved:
    """A proof that was written; `file` from the workspace's root."""

    proof: Proof
    file: str

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {**_said(self.proof), "file": self.file}


@dataclass(frozen=True, slots=True)
class CheckedProof:
    """A proof that was checked; `wrong` is None where it holds."""

    proof: Proof
    wrong: Message | None

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {**_said(self.proof), "holds": self.wrong is None, "village": dict(self.proof.village)}


def villages_tree(ledger: Ledger, result: Event) -> dict[str, Any]:
    """What a notice says of the results that it announces."""
    return tree_of(_villages(ledger, result))


def prove(office: Office, village: str, period: Period) -> Proved:
    """Write a village's proof; see `Workspace.prove`."""
    with office.ledger_to_read() as ledger:
        notice = _newest_notice(ledger, period)
        revision = notice.payload["revision"]
        results = ledger.history(Kind.EVALUATION, str(period))
        result = next(one for one in results if one.payload["revision"] == revision)
        villages = _villages(ledger, result)
    proof = proof_of(villages, _place_of(villages, village), notice)
    target = office.root / "out" / str(period) / "proof"
    path = target / file_name(str(proof.village["village_code"]), ending=".txt")
    write_whole(office.root, path, proof.text())
    return Proved(proof, path.relative_to(office.root).as_posix())


def check_proof(file: Path, head: str) -> CheckedProof:
    """Whether a proof holds against the head that hung on a wall.

    Raises:
        WrongUse: `head` is no head, or too short.
        Refused: the file is no proof.
    """
    wanted = read_head(head)
    proof = read_proof(file.name, read_outside(file))
    return CheckedProof(proof, refuted(proof, wanted))


def _newest_notice(ledger: Ledger, period: Period) -> Event:
    notices = ledger.events(Kind.NOTICE, str(period))
    if not notices:
        raise OutOfOrder(
            message(
                "{period} was not on notice; first, by the city: qsq score notice {period}", period=period
            )
        )
    if "villages" not in notices[-1].payload:
        raise OutOfOrder(
            message(
                "the notice of {period} was hung up by an older program: it holds no proofs", period=period
            )
        )
    return notices[-1]


def _place_of(villages: tuple[Village, ...], named: str) -> int:
    """The place of the one village with this code or name."""
    for key in ("village_code", "village_name"):
        found = [place for place, one in enumerate(villages) if one[key] == named]
        if len(found) == 1:
            return found[0]
    raise WrongUse(message("{found} is not the code or name of one village that was marked", found=named))


def _villages(ledger: Ledger, result: Event) -> tuple[Village, ...]:
    return villages_as_kept(ledger.kept(result.payload["result_sha256"]))


def _said(proof: Proof) -> dict[str, Any]:
    return {
        "village_code": proof.village.get("village_code"),
        "period": proof.notice.get("period"),
        "head": proof.head,
    }
