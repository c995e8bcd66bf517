"""The kinds of events that a ledger keeps: those of the state machines, and all others."""

from enum import StrEnum

from qsq.domain.faults import Message, message


class ChecklistEvent(StrEnum):
    """The events of a checklist."""

    ISSUE = "issue"
    DISPATCH = "dispatch"
    ACCEPTANCE = "acceptance"


class PeriodEvent(StrEnum):
    """The events of a period's evaluation."""

    EVALUATION = "evaluation"
    FEEDBACK = "feedback"
    TOWN_SIGNATURE = "town_signature"
    VILLAGE_SIGNATURE = "village_signature"
    NOTICE = "notice"
    OBJECTION = "objection"
    RESOLUTION = "resolution"
    FINALISATION = "finalisation"


class YearEvent(StrEnum):
    """The events of a year's awards."""

    AWARDS = "awards"
    DECISION = "decision"
    NOTICE = "awards_notice"
    OBJECTION = "awards_objection"
    RESOLUTION = "awards_resolution"
    CONFIRMATION = "confirmation"
    PAYMENT = "payment"


class RevocationEvent(StrEnum):
    """The event that takes others back."""

    REVOCATION = "revocation"


class OtherEvent(StrEnum):
    """The events that move no state machine."""

    SUBMISSION = "submission"
    RECOMMENDATION = "recommendation"
    REMINDER = "reminder"
    TALK = "talk"
    VISIT = "visit"
    HANDED_ON = "problem_handed_on"
    CLOSED = "problem_closed"
    RECHECK = "recheck"
    """Dice were rolled; the subject is their digits."""
    SECOND_LOOK = "second_look"
    RECEIVED = "received"
    """A form that came back was taken in, beside the events of its step."""
    SENT = "sent"
    """Papers were handed out to a unit."""
    BATCH = "batch"
    RESTORED = "restored"
    """An older ledger was put in this one's place; the heads that went with it are named."""
    CLOCK_BACK = "clock_back"
    """The clock showed an earlier time than the event before."""
    REFUSED = "refused"
    """An attempt that was not the actor's business."""


EventKind = ChecklistEvent | PeriodEvent | YearEvent | OtherEvent | RevocationEvent
"""Every kind there is."""

NAMES: dict[str, Message] = {
    ChecklistEvent.ISSUE: message("checklist issued"),
    ChecklistEvent.DISPATCH: message("checklist dispatched"),
    ChecklistEvent.ACCEPTANCE: message("checklist accepted"),
    OtherEvent.SUBMISSION: message("observations handed in"),
    OtherEvent.REMINDER: message("village called in"),
    OtherEvent.TALK: message("talk noted"),
    OtherEvent.VISIT: message("visit noted"),
    OtherEvent.HANDED_ON: message("problem handed on"),
    OtherEvent.CLOSED: message("problem closed"),
    OtherEvent.RECHECK: message("second look drawn"),
    OtherEvent.SECOND_LOOK: message("second look noted"),
    PeriodEvent.EVALUATION: message("period scored"),
    PeriodEvent.FEEDBACK: message("result fed back"),
    PeriodEvent.TOWN_SIGNATURE: message("signed by the town"),
    PeriodEvent.VILLAGE_SIGNATURE: message("signed by the village"),
    PeriodEvent.NOTICE: message("notice of the period"),
    PeriodEvent.OBJECTION: message("objection to the period"),
    PeriodEvent.RESOLUTION: message("objection to the period resolved"),
    PeriodEvent.FINALISATION: message("period made final"),
    OtherEvent.RECOMMENDATION: message("villages recommended"),
    YearEvent.AWARDS: message("awards drawn up"),
    YearEvent.DECISION: message("awards decided"),
    YearEvent.NOTICE: message("notice of the awards"),
    YearEvent.OBJECTION: message("objection to the awards"),
    YearEvent.RESOLUTION: message("objection to the awards resolved"),
    YearEvent.CONFIRMATION: message("awards confirmed"),
    YearEvent.PAYMENT: message("prize paid"),
    OtherEvent.RECEIVED: message("form taken in"),
    OtherEvent.SENT: message("papers handed out"),
    OtherEvent.BATCH: message("batch"),
    OtherEvent.RESTORED: message("backup restored"),
    OtherEvent.CLOCK_BACK: message("clock went back"),
    OtherEvent.REFUSED: message("attempt refused"),
    RevocationEvent.REVOCATION: message("taken back"),
}
"""What each kind of event is called."""
