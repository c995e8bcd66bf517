"""What reminders and visits rest on: a talk on its reminder, a problem's end on the visit that brought it up.

Of the same make as the state machines of an evaluation and of a year.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qsq.domain.faults import Message, message
from qsq.domain.steps.machine import Guard, Rests, Unmet, first_unmet


class FollowCondition(StrEnum):
    """What a step may need."""

    BEGUN = "month begun"
    CALLED_IN = "village called in"
    PROBLEM_OPEN = "problem open"


class FollowStep(StrEnum):
    """What people do from month to month; the command's name."""

    REMIND = "remind month"
    TALK = "remind record"
    HAND_ON = "visits problems --hand-on"
    CLOSE = "visits problems --close"


FOLLOW_NEEDS: dict[FollowStep, tuple[FollowCondition, ...]] = {
    FollowStep.REMIND: (FollowCondition.BEGUN,),
    FollowStep.TALK: (FollowCondition.CALLED_IN,),
    FollowStep.HAND_ON: (FollowCondition.PROBLEM_OPEN,),
    FollowStep.CLOSE: (FollowCondition.PROBLEM_OPEN,),
}
"""What each step needs, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class FollowMoment:
    """A month, or a problem, as a step finds it.

    Attributes:
        today: the day of the step.
        month: such as `2023-02`.
        begins: its first day; where that is still to come, the day it is.
        village: the code of the village that the talk is with.
        called_in: when that was called in; None where it was not.
        problem: the id of the problem.
        raised: when it was brought up or handed on last; None where it is not open.
        known: the ids of the open problems.
    """

    today: date
    month: str = ""
    begins: date = date.min
    village: str = ""
    called_in: date | None = None
    problem: str = ""
    raised: date | None = None
    known: tuple[str, ...] = ()


def unmet_in_follow_up(step: FollowStep, moment: FollowMoment) -> Unmet | None:
    """The first condition that the step needs and that does not hold; None where it may be taken."""
    return first_unmet(FOLLOW_NEEDS[step], _GUARDS, moment, _told)


_GUARDS: dict[FollowCondition, Guard[FollowMoment]] = {
    FollowCondition.BEGUN: Guard(
        lambda moment: moment.today >= moment.begins,
        "{day} is before {begins}, on which {month} begins",
    ),
    FollowCondition.CALLED_IN: Guard(
        lambda moment: moment.called_in is not None,
        "{village} was not called in for {month}; first: qsq remind month {month}",
        rests=Rests("remind month", lambda moment: moment.called_in),
    ),
    FollowCondition.PROBLEM_OPEN: Guard(
        lambda moment: moment.raised is not None,
        "no problem {found} is open; open are: {known}",
        rests=Rests("visits import", lambda moment: moment.raised),
    ),
}


def _told(moment: FollowMoment, template: str) -> Message:
    return message(
        template,
        day=moment.today,
        begins=moment.begins,
        month=moment.month,
        village=moment.village,
        found=moment.problem,
        known=", ".join(moment.known) or "-",
    )
