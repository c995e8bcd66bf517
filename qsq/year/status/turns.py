"""Whose turn it is: everything in hand that waits for people, with their names and the next command."""

from collections.abc import Iterator

from qsq.domain.faults import message
from qsq.domain.steps.machine import hangs
from qsq.domain.steps.next_command import NextCommand
from qsq.domain.steps.turns import People, Turn, turn
from qsq.year.desk.acting import Acting
from qsq.year.registers.lacking import towns_without_recommendation
from qsq.year.status.outlook import Outlook, YearOutlook
from qsq.year.status.period_turns import PeriodTurns
from qsq.year.visits.visits import problems


def turns_of(outlook: Outlook, *, early: bool = False) -> tuple[Turn, ...]:
    """Everything that waits for people, oldest period first; `early` as in `PeriodTurns`."""
    return tuple(_turns(outlook, early=early))


def _turns(outlook: Outlook, *, early: bool) -> Iterator[Turn]:
    acting = outlook.acting
    people = People(acting.scheme.city_name, acting.register, acting.officials)
    for period in outlook.periods:
        yield from PeriodTurns(acting, people, period, early).all()
    yield from _of_problems(acting, people)
    for year in outlook.years:
        if year.over:
            yield from _of_year(acting, people, year)


def _of_problems(acting: Acting, people: People) -> Iterator[Turn]:
    left = [one.id for one in problems(acting) if not one.closed]
    if left:
        what = message("{count} problems and disputes from visits are open", count=len(left))
        yield turn(acting.today.year, what, people.city(), NextCommand.CLOSE_PROBLEM, about=left)


def _of_year(acting: Acting, people: People, one: YearOutlook) -> Iterator[Turn]:
    """From four final periods to the last prize."""
    state, year, city = one.state, one.year, people.city()
    for period in one.unissued:
        what = message("{period} has rules and was never issued; the awards wait for it", period=period)
        yield turn(year, what, city, NextCommand.ISSUE, on=period)
    if one.unissued or one.unfinished:
        return
    if state.confirmed:
        what = message("{count} prizes are not paid", count=len(one.unpaid))
        yield turn(year, what, city, NextCommand.PAY)
    elif not state.revision:
        yield from _of_recommendations(acting, people, year)
        yield turn(year, message("the awards can be drawn up"), city, NextCommand.LIST)
    elif state.open_objections:
        what = message("objections are open: {ids}", ids=", ".join(state.open_objections))
        yield turn(year, what, city, NextCommand.RESOLVE_FOR_YEAR, about=state.open_objections)
    elif not state.decided:
        what = message("the standing committee has to decide on the list")
        yield turn(year, what, city, NextCommand.DECIDE)
    elif state.notice is None:
        what = message("the list is decided; the public notice can begin")
        yield turn(year, what, city, NextCommand.NOTICE_OF_YEAR)
    elif hangs(state.notice, acting.today):
        what = message("the public notice hangs until {last}", last=state.notice.last)
        yield turn(year, what, (), NextCommand.OBJECT_TO_YEAR)
    elif state.held:
        what = message("it was confirmed and that was taken back; correct what was wrong, or confirm it anew")
        yield turn(year, what, city, NextCommand.CONFIRM)


def _of_recommendations(acting: Acting, people: People, year: int) -> Iterator[Turn]:
    """Towns that have recommended no village."""
    lacking = towns_without_recommendation(acting, year)
    if lacking is None:
        what = message("the recommendations, review marks or cadres cannot be read as they are")
        yield turn(year, what, people.city(), NextCommand.DRAFT_LIST)
    elif lacking:
        what = message("{count} towns have recommended no village", count=len(lacking))
        yield turn(year, what, people.towns(sorted(lacking)), NextCommand.RECOMMEND)
