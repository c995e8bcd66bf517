"""A village's proof that its result is in the head that hung on the wall; checked without any workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qsq.domain.faults import Message, OutOfOrder, WrongUse, message
from qsq.domain.steps.event_kinds import EventKind, PeriodEvent, YearEvent
from qsq.domain.values.file_names import file_name
from qsq.domain.values.periods import Period, PeriodKind
from qsq.ledger.encoding.answers import list_as_kept, villages_as_kept
from qsq.ledger.encoding.places import REGISTER
from qsq.ledger.ledger import Event, Ledger
from qsq.ledger.proof import Proof, Village, proof_of, read_proof, refuted, tree_of
from qsq.year.desk.files import read_outside
from qsq.year.desk.known_heads import read_head
from qsq.year.desk.office import Office
from qsq.year.desk.writing import write_whole
from qsq.year.recorded.basis import RECORD

_ANNOUNCED: Mapping[str, tuple[EventKind, ...]] = {
    PeriodEvent.NOTICE: (PeriodEvent.EVALUATION,),
    YearEvent.NOTICE: (YearEvent.AWARDS, YearEvent.DECISION),
}
"""The notices that hold proofs, and what they announce."""


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


def villages_tree(ledger: Ledger, announced: Event) -> dict[str, Any]:
    """What a notice says of the result or the list that it announces; nothing where a proof needs more."""
    villages = _villages(ledger, announced)
    return {"villages": tree_of(villages, announced.kept_by)} if villages else {}


def prove(office: Office, village: str, period: Period) -> Proved:
    """Write a village's proof; see `Workspace.proof`."""
    with office.ledger_to_read() as ledger:
        notice = _newest_notice(ledger, period)
        villages = _villages(ledger, _announced(ledger, notice))
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
    """The newest notice of a period or, for a year, of its list."""
    notices = [one for kind in _ANNOUNCED for one in ledger.events(kind, str(period))]
    if not notices:
        of_a_list = period.kind is PeriodKind.YEAR and not ledger.events(PeriodEvent.EVALUATION, str(period))
        raise OutOfOrder(
            message(
                "{period} was not on notice; first, by the city: {command} {period}",
                period=period,
                command="qsq awards notice" if of_a_list else "qsq score notice",
            )
        )
    newest = max(notices, key=lambda one: one.sequence)
    if "villages" not in newest.payload:
        raise OutOfOrder(
            message(
                "the notice of {period} was hung up by an older program: it holds no proofs", period=period
            )
        )
    return newest


def _announced(ledger: Ledger, notice: Event) -> Event:
    """The result or list that a notice announces."""
    kinds = _ANNOUNCED[notice.kind]
    found = (one for kind in kinds for one in ledger.history(kind, notice.period))
    return next(one for one in found if one.payload["revision"] == notice.payload["revision"])


def _place_of(villages: tuple[Village, ...], named: str) -> int:
    """The place of the one village with this code or name."""
    for key in ("village_code", "village_name"):
        found = [place for place, one in enumerate(villages) if one[key] == named]
        if len(found) == 1:
            return found[0]
    raise WrongUse(message("{found} is not the code or name of one village that was marked", found=named))


def _villages(ledger: Ledger, announced: Event) -> tuple[Village, ...]:
    content = ledger.kept(announced.payload["result_sha256"])
    if announced.kind == PeriodEvent.EVALUATION:
        return villages_as_kept(content)
    record = announced.payload.get(RECORD)
    if record is None:
        return ()
    register = REGISTER.value(ledger.kept(record[REGISTER.name]))
    return list_as_kept(content, {village.code: village.name for village in register.villages})


def _said(proof: Proof) -> dict[str, Any]:
    return {
        "village_code": proof.village.get("village_code"),
        "period": proof.notice.get("period"),
        "head": proof.head,
    }
