"""The kinds of events that a ledger keeps: those of the state machines, and all others."""

from enum import StrEnum

from qsq.domain.checklist_state import ChecklistKind
from qsq.domain.period_state import Kind
from qsq.domain.year_state import YearKind


class OtherKind(StrEnum):
    """The events that move no state machine."""

    SUBMISSION = "submission"
    RECOMMENDATION = "recommendation"
    REMINDER = "reminder"
    TALK = "talk"
    VISIT = "visit"
    HANDED_ON = "problem_handed_on"
    CLOSED = "problem_closed"
    BATCH = "batch"
    REFUSED = "refused"
    """An attempt that was not the actor's business."""


EventKind = ChecklistKind | Kind | YearKind | OtherKind
"""Every kind there is."""
