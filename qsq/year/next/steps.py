"""What can be done now, on one screen: all that `qsq status` waits for, and what it does not look at yet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from typing import Any

from qsq.domain.county.officials import CITY, Official, Role, by_id
from qsq.domain.faults import Fault, Message, WrongUse, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.steps.action import Action, Wait
from qsq.domain.steps.due_work import Job
from qsq.domain.steps.machine import hangs
from qsq.domain.steps.next_command import NextCommand
from qsq.domain.steps.turns import People, Turn, Waiter, turn
from qsq.domain.steps.working_days import NoticeDays
from qsq.domain.values.periods import Period
from qsq.intake.officials import OFFICIALS_FILE
from qsq.year.desk.acting import Acting
from qsq.year.desk.office import Office
from qsq.year.inbox.arrived import arrived
from qsq.year.next.commands import TurnCommands
from qsq.year.outbox.due import receivers_due
from qsq.year.outbox.wanted import Wanted, wanted
from qsq.year.status.outlook import Outlook, look
from qsq.year.status.turns import turns_of

_SOON = timedelta(days=31)
"""How long before a period begins its rules and its list are asked for."""

_DAY = timedelta(days=1)

_BY_BATCH = (Job.REMIND, Job.VISITS, Job.CHASE)
"""Work that the batch ticks off when it has done it; nothing else tells that it is done."""

_FOR_THE_LIST = (FormKind.RECOMMENDATION, FormKind.CADRES)
"""Forms that a year's list is not drawn up without, as long as towns owe them."""

_UNTIL_DEADLINE = (NextCommand.SUBMIT, NextCommand.SUBMIT_FOR_TOWN)


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What can be done now.

    Attributes:
        actor: whose steps they are; None where nobody of the city's office is listed.
        actions: what can be done, what can be called as it is first.
        waits: what ends by itself.
        refused: what is wrong with the rules of periods in hand.
    """

    day: date
    actor: Official | None
    actions: tuple[Action, ...]
    waits: tuple[Wait, ...]
    refused: tuple[Fault, ...]

    def answer(self) -> dict[str, Any]:
        """The answer for programs, without the sentences."""
        return {"day": self.day.isoformat(), "actor": self.actor.id if self.actor else None}


def next_steps(office: Office, on: date | None) -> NextSteps:
    """What can be done now; see `Workspace.next`."""
    outlook = look(office, on)
    acting = outlook.acting
    actor = _actor(acting)
    commands = TurnCommands(acting.register, acting.officials, actor, on if on != office.today() else None)
    deadlines = {str(one.period): one.ahead.deadline for one in outlook.periods}
    found = []
    forms = wanted(outlook)
    for one in _turns(outlook, forms):
        until = deadlines.get(one.on) if one.next in _UNTIL_DEADLINE else None
        found += [replace(action, until=until) for action in commands.of(one)]
    for form, one in _owed(outlook, forms):
        found += [replace(action, until=form.until) for action in commands.of(one, form.kind)]
    if commands.of_city:
        found += _missing_rules(outlook)
        found += () if actor else (_nobody(),)
        found += _refused(outlook)
    ordered = sorted(_once(found), key=_place)
    return NextSteps(acting.today, actor, tuple(ordered), tuple(_waits(outlook)), outlook.refused)


def _place(one: Action) -> tuple[bool, ...]:
    """What can be called as it is first; what takes in what comes back stands together."""
    return not one.runnable, not one.words, one.form is not None, not one.own


def _once(actions: Iterable[Action]) -> Iterable[Action]:
    """The actions, of those with one command the first alone; several months lack the same file."""
    found: dict[object, Action] = {}
    for one in actions:
        told = one.words and one.form is None
        found.setdefault((one.command(), one.asks) if told else (one.period, one.what), one)
    return found.values()


def _actor(acting: Acting) -> Official | None:
    """Who acts: the one that is named, else the city's clerk, else anyone of the city's office.

    Raises:
        WrongUse: nobody is listed under that name.
    """
    if not acting.office.is_the_citys:
        found = by_id(acting.officials).get(acting.office.actor)
        if found is None:
            raise WrongUse(
                message(
                    "{actor} is not in {file}; add a row for them there",
                    actor=acting.office.actor,
                    file=OFFICIALS_FILE,
                )
            )
        return found
    city = [one for one in acting.officials if one.unit == CITY]
    clerks = [one for one in city if one.role is Role.CLERK]
    return next(iter(clerks or city), None)


def _nobody() -> Action:
    what = message(
        "nobody of the city's office is listed, who hangs notices up and ends them: add a row to {file}, such"
        " as city-1,王芳,city,clerk",
        file=OFFICIALS_FILE,
    )
    return Action("", what, ())


def _refused(outlook: Outlook) -> Iterator[Action]:
    """Files of the inbox that were refused as they are: nothing to do until their senders mend them."""
    count = arrived(outlook.acting.office).refused
    if count:
        what = message(
            "{count} files in inbox/ were refused and wait for whoever sent them; qsq inbox tells why",
            count=count,
        )
        yield Action("", what, ())


def _turns(outlook: Outlook, forms: Sequence[Wanted]) -> Iterator[Turn]:
    """What waits for people, with the lists that were never issued and the work of the day; each once."""
    told: dict[tuple[NextCommand, str], Turn] = {}
    early = turns_of(outlook, early=True)
    every = (_of_the_day(outlook), _exchanged(outlook, forms), early, _unissued(outlook), _for_batch(outlook))
    waiting = {form.period for form in forms if form.kind in _FOR_THE_LIST}
    for one in chain.from_iterable(every):
        if one.next is not NextCommand.LIST or one.on not in waiting:
            told.setdefault((one.next, one.on), one)
    yield from told.values()


def _city(outlook: Outlook) -> tuple[Waiter, ...]:
    acting = outlook.acting
    return People(acting.scheme.city_name, acting.register, acting.officials).city()


def _unissued(outlook: Outlook) -> Iterator[Turn]:
    """Lists of periods that are begun or near and were never issued."""
    today = outlook.acting.today
    for period in outlook.unissued:
        if period.first_day <= today:
            what = message("the list of {period} was never issued; it began on {day}", **_day_of(period))
            yield turn(period, what, _city(outlook), NextCommand.ISSUE)
        elif period.first_day <= today + _SOON:
            what = message("the list of {period} can be issued; it begins on {day}", **_day_of(period))
            yield turn(period, what, _city(outlook), NextCommand.ISSUE)


def _day_of(period: Period) -> dict[str, object]:
    return {"period": period, "day": period.first_day}


def _of_the_day(outlook: Outlook) -> Iterator[Turn]:
    """Wrong rules, and notices that are over."""
    city = _city(outlook)
    if outlook.refused:
        what = message("{count} things in the rules are wrong", count=len(outlook.refused))
        yield turn("", what, city, NextCommand.CHECK_RULES)
    for one in outlook.due():
        if one.job in (Job.FINALISE, Job.CONFIRM):
            ending = NextCommand.FINALISE if one.job is Job.FINALISE else NextCommand.CONFIRM
            yield turn(one.period, message("the public notice is over"), city, ending)


def _exchanged(outlook: Outlook, forms: Sequence[Wanted]) -> Iterator[Turn]:
    """What came back and was not taken in, and what is to be handed out."""
    came = arrived(outlook.acting.office).new
    if came:
        what = message("{count} files in inbox/ were not taken in yet", count=came)
        yield turn("", what, _city(outlook), NextCommand.INBOX)
    receivers = receivers_due(outlook, forms)
    if receivers:
        what = message(
            "papers for {count} receivers are to be handed out; they are gathered in out/outbox",
            count=len(receivers),
        )
        yield turn("", what, _city(outlook), NextCommand.OUTBOX)


def _owed(outlook: Outlook, forms: Sequence[Wanted]) -> Iterator[tuple[Wanted, Turn]]:
    """Forms that towns owe and that no other turn tells of."""
    acting = outlook.acting
    people = People(acting.scheme.city_name, acting.register, acting.officials)
    for form in forms:
        if form.kind in (FormKind.TARGETS, FormKind.CADRES):
            what = message(
                "{count} towns have not sent their {form}", count=len(form.towns), form=form.kind.chinese
            )
            yield form, turn(form.period, what, people.towns(sorted(form.towns)), NextCommand.INBOX)


def _for_batch(outlook: Outlook) -> Iterator[Turn]:
    """Work that nobody signs and that the batch ticks off."""
    due = [one for one in outlook.due() if one.job in _BY_BATCH]
    if due:
        listed = ", ".join(dict.fromkeys(one.period for one in due))
        what = message("reminders, visits or chasers are due: {periods}", periods=listed)
        yield turn("", what, _city(outlook), NextCommand.RUN_BATCH)


def _missing_rules(outlook: Outlook) -> Iterator[Action]:
    """The next rules, where the last ones end soon or have ended."""
    last = outlook.last_known
    if last and last.next.first_day <= outlook.acting.today + _SOON:
        what = message("{period} begins on {day} and has no rules yet", **_day_of(last.next))
        yield Action(str(last.next), what, _city(outlook), ("init", "--next"))


def _waits(outlook: Outlook) -> Iterator[Wait]:
    """Notices that hang, with their last day."""
    hanging = [(str(one.period), one.ahead.evaluation.notice) for one in outlook.periods]
    hanging += [(str(one.year), one.state.notice) for one in outlook.years]
    today = outlook.acting.today
    for period, notice in hanging:
        if notice is not None and hangs(notice, today):
            yield Wait(period, _hangs(notice, today), notice.last)


def _hangs(notice: NoticeDays, today: date) -> Message:
    if notice.last == today:
        return message("the public notice runs out today")
    if notice.last == today + _DAY:
        return message("the public notice runs out tomorrow")
    return message("the public notice hangs until {last}", last=notice.last)
