"""The kinds of events that a ledger keeps: those of the state machines, and all others."""

from enum import StrEnum

from qsq.domain.faults import Message, message
from qsq.domain.steps.checklist_state import ChecklistKind
from qsq.domain.steps.period_state import Kind
from qsq.domain.steps.revocation import RevocationKind
from qsq.domain.steps.year_state import YearKind


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
    RESTORED = "restored"
    """An older ledger was put in this one's place; the heads that went with it are named."""
    CLOCK_BACK = "clock_back"
    """The clock showed an earlier time than the event before."""
    REFUSED = "refused"
    """An attempt that was not the actor's business."""


EventKind = ChecklistKind | Kind | YearKind | OtherKind | RevocationKind
"""Every kind there is."""

NAMES: dict[str, Message] = {
    ChecklistKind.ISSUE: message("checklist issued"),
    ChecklistKind.DISPATCH: message("checklist dispatched"),
    ChecklistKind.ACCEPTANCE: message("checklist accepted"),
    OtherKind.SUBMISSION: message("observations handed in"),
    OtherKind.REMINDER: message("village called in"),
    OtherKind.TALK: message("talk noted"),
    OtherKind.VISIT: message("visit noted"),
    OtherKind.HANDED_ON: message("problem handed on"),
    OtherKind.CLOSED: message("problem closed"),
    Kind.EVALUATION: message("period scored"),
    Kind.FEEDBACK: message("result fed back"),
    Kind.TOWN_SIGNATURE: message("signed by the town"),
    Kind.VILLAGE_SIGNATURE: message("signed by the village"),
    Kind.NOTICE: message("notice of the period"),
    Kind.OBJECTION: message("objection to the period"),
    Kind.RESOLUTION: message("objection to the period resolved"),
    Kind.FINALISATION: message("period made final"),
    OtherKind.RECOMMENDATION: message("villages recommended"),
    YearKind.AWARDS: message("awards drawn up"),
    YearKind.DECISION: message("awards decided"),
    YearKind.NOTICE: message("notice of the awards"),
    YearKind.OBJECTION: message("objection to the awards"),
    YearKind.RESOLUTION: message("objection to the awards resolved"),
    YearKind.CONFIRMATION: message("awards confirmed"),
    YearKind.PAYMENT: message("prize paid"),
    OtherKind.BATCH: message("batch"),
    OtherKind.RESTORED: message("backup restored"),
    OtherKind.CLOCK_BACK: message("clock went back"),
    OtherKind.REFUSED: message("attempt refused"),
    RevocationKind.REVOCATION: message("taken back"),
}
"""What each kind of event is called."""
