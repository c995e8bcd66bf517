"""A small text that shows, without the ledger, that a village's result is in the head that hung on the wall.

After C2SP's tlog-proof, https://c2sp.org/tlog-proof; instead of a signed checkpoint it ends with the notice's
event, whose digest is the head, and which names the root over the results of all villages:

    qsq-proof@v1
    village {"village_code":…}
    index 17
    (hashes from the leaf to the root in base64, a line each)

    event {…}
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qsq.domain.faults import Fault, Message, Place, Refused, message
from qsq.domain.values.digests import DigestKind
from qsq.ledger.canonical import canonical, digest, kind_in
from qsq.ledger.ledger import Event, is_deep
from qsq.ledger.merkle import path_of, root_from, root_of

_FIRST = "qsq-proof@v1"
_SHAPE = re.compile(
    rf"{_FIRST}\nvillage (?P<village>{{[^\n]*}})\nindex (?P<index>0|[1-9]\d{{0,8}})\n"
    r"(?P<path>(?:[A-Za-z0-9+/]{43}=\n){0,30})\nevent (?P<event>{[^\n]*})\n"
)

Village = Mapping[str, Any]
"""A village's part of a recorded result."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof says.

    Attributes:
        village: the result that it shows to be in the head.
        index: the place among all villages of that result.
        path: the hashes from there to the root.
        event: the notice's, as its digest is taken of it.
    """

    village: Village
    index: int
    path: tuple[bytes, ...]
    event: bytes

    @property
    def head(self) -> str:
        """The head of the ledger when the notice was hung up."""
        return digest(self.event, kind_in(self.notice.get("payload")))

    @property
    def notice(self) -> Mapping[str, Any]:
        """The notice's event."""
        found: Mapping[str, Any] = json.loads(self.event)
        return found

    def text(self) -> bytes:
        """The proof as a file."""
        hashes = "".join(f"{b64encode(one).decode()}\n" for one in self.path)
        village = canonical(self.village).decode()
        return (
            f"{_FIRST}\nvillage {village}\nindex {self.index}\n{hashes}\nevent ".encode() + self.event + b"\n"
        )


def tree_of(villages: Sequence[Village], kind: DigestKind) -> dict[str, Any]:
    """What a notice's event says of the results that it announces: how many, and the root over them."""
    return {"count": len(villages), "root": root_of([canonical(one) for one in villages], kind)}


def proof_of(villages: Sequence[Village], index: int, notice: Event) -> Proof:
    """The proof that one of the results is in a notice's head."""
    path = path_of([canonical(one) for one in villages], index, notice.kept_by)
    return Proof(villages[index], index, path, notice.text)


def read_proof(file: str, content: bytes) -> Proof:
    """The proof that a file holds.

    Raises:
        Refused: it is none.
    """
    try:
        found = _SHAPE.fullmatch(content.decode())
        proof = _read(found) if found else None
    except (ValueError, RecursionError):
        proof = None
    if proof is None:
        what = message(
            "this is no proof of qsq, or was changed; expected the whole file made by qsq proof write"
        )
        raise Refused([Fault(Place(file), what)])
    return proof


def _read(found: re.Match[str]) -> Proof | None:
    village, event = json.loads(found["village"]), json.loads(found["event"])
    if is_deep(village) or is_deep(event):
        return None
    path = tuple(b64decode(line, validate=True) for line in found["path"].split())
    return Proof(village, int(found["index"]), path, found["event"].encode())


def refuted(proof: Proof, head: str) -> Message | None:
    """Why a proof does not hold against a head, or the beginning of one; None where it holds."""
    if not proof.head.startswith(head):
        return message("the proof is of the head {found}, not of {head}", found=proof.head, head=head)
    match proof.notice.get("payload"):
        case {"villages": {"count": int() as count, "root": str() as root}}:
            pass
        case _:
            return message("the event with this head is no notice with results of villages")
    kind = kind_in(proof.notice["payload"])
    if root_from(canonical(proof.village), proof.index, count, proof.path, kind) != root:
        return message("this result is not among those that the notice announced: it was changed")
    return None
