"""What a step needs besides its data: the steps before it, an open objection."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from qsq.domain.faults import Fault, OutOfOrder, Waiting, message

if TYPE_CHECKING:
    from qsq.domain.steps.event_kinds import EventKind
    from qsq.domain.steps.machine import Unmet
    from qsq.ledger.ledger import Event


def must_be_met(found: "Unmet | None", who: Iterable[Fault] = ()) -> None:
    """Raise where a state machine found a condition that does not hold.

    Raises:
        Waiting: people have something to do first; `who` lists them.
        OutOfOrder: another step comes first.
    """
    if found is not None:
        raise Waiting(found.what, who) if found.waits else OutOfOrder(found.what)


def must_be_open(objection: str, open_objections: Sequence[str]) -> None:
    """Raise where an objection is not one of the open ones.

    Raises:
        OutOfOrder: it is not.
    """
    if objection not in open_objections:
        raise OutOfOrder(
            message(
                "there is no open objection {found}; open are: {known}",
                found=objection,
                known=", ".join(open_objections),
            )
        )


def was_said_before(
    events: "Sequence[Event]", kind: "EventKind", subject: str, said: Mapping[str, object]
) -> bool:
    """Whether what a step says stands already: taken again, by whoever was cut off, it changes nothing."""
    same = (event for event in events if (event.kind, event.subject) == (kind, subject))
    return any(said.items() <= dict(event.payload).items() for event in same)
