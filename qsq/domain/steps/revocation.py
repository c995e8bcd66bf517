"""What was done by mistake is taken back by an act: the event stays readable, and holds no longer.

A revocation names the events that it takes back. Whoever asks where something stands looks at the events
that hold, as if the others had not happened; the ledger keeps and shows all.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from qsq.domain.steps.event_kinds import RevocationEvent

if TYPE_CHECKING:
    from qsq.domain.steps.machine import Happened

H = TypeVar("H", bound="Happened")


def in_force(events: Iterable[H]) -> tuple[H, ...]:
    """The events that hold, in their order; revocations stay among them."""
    listed = tuple(events)
    gone = revoked(listed)
    return tuple(event for event in listed if event.sequence not in gone) if gone else listed


class Changing(Protocol):
    """A state that events change."""

    def after(self, event: "Happened") -> Self:
        """The state when the event has happened."""


S = TypeVar("S", bound=Changing)


def after_all(state: S, events: Iterable["Happened"]) -> S:
    """The state after events, oldest first; what was taken back never happened."""
    for event in in_force(events):
        state = state.after(event)
    return state


def revoked(events: Iterable["Happened"]) -> frozenset[int]:
    """The numbers of the events that revocations among these take back."""
    return frozenset(
        number
        for event in events
        if event.kind == RevocationEvent.REVOCATION
        for number in event.payload["events"]
    )


def takes_back(event: "Happened", kind: str) -> bool:
    """Whether an event is a revocation of an event of that kind."""
    return event.kind == RevocationEvent.REVOCATION and kind in event.payload["kinds"]
