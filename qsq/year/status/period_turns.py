"""Whose turn it is in a period, from its checklist to the end of its notice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qsq.domain.county.places import TOWN_DEPARTMENT, Village
from qsq.domain.faults import QsqError, message
from qsq.domain.steps.due_work import Job, visits_known_from
from qsq.domain.steps.machine import hangs
from qsq.domain.steps.next_command import NextCommand
from qsq.domain.steps.turns import People, Turn, turn
from qsq.domain.values.periods import Month
from qsq.intake.observed.progress_reports import progress_file
from qsq.year.desk.acting import Acting
from qsq.year.remind.follow_up import follow_up
from qsq.year.score.check import check
from qsq.year.status.outlook import PeriodOutlook


@dataclass(frozen=True, slots=True)
class PeriodTurns:
    """The turns of one period in hand.

    Attributes:
        early: tell also what can be done before anyone is chased for it.
    """

    acting: Acting
    people: People
    one: PeriodOutlook
    early: bool = False

    def all(self) -> Iterator[Turn]:
        """Everything in the period that waits for people, in the order of the year."""
        ahead = self.one.ahead
        if ahead.checklist.revision or ahead.evaluation.revision:
            if not ahead.evaluated:
                yield from self._of_checklist()
            if not ahead.evaluation.final:
                yield from self._of_months()
            if not ahead.evaluated:
                yield from self._of_observations()
            elif not ahead.evaluation.final:
                yield from self._of_evaluation()

    def _of_checklist(self) -> Iterator[Turn]:
        state, period, villages = self.one.ahead.checklist, self.one.period, self.acting.register.evaluated
        if not self.one.as_issued:
            what = message("the rules have changed since revision {revision}", revision=state.revision)
            yield turn(period, what, self.people.city(), NextCommand.ISSUE_ANEW)
        lacking = sorted({village.town_code for village in villages} - state.dispatched)
        if lacking:
            what = message("{count} towns have not dispatched the checklist", count=len(lacking))
            yield turn(period, what, self.people.towns(lacking), NextCommand.DISPATCH)
        left = [one.code for one in villages if one.town_code in state.dispatched]
        left = [code for code in left if code not in state.accepted]
        if left:
            what = message("{count} villages have not accepted the checklist", count=len(left))
            yield turn(period, what, self.people.villages(left), NextCommand.ACCEPT)

    def _of_months(self) -> Iterator[Turn]:
        """What lacks for a month's reminders and visits, and talks that were not noted or did not help."""
        ahead, today = self.one.ahead, self.acting.today
        for month in self.one.period.months:
            if ahead.reminds and month.last_day < today:
                if month not in ahead.reported and not ahead.evaluated:
                    what = message(
                        "there are no progress reports: {file}", file=progress_file(self.one.period, month)
                    )
                    yield turn(month, what, self.people.city(), NextCommand.REMIND)
                yield from self._of_talks(month)
            lacks = ahead.checks_visits and month not in ahead.visited and not ahead.evaluated
            if lacks and visits_known_from(month) <= today:
                what = message("no visits of {month} are noted", month=month)
                yield turn(month, what, self.people.city(), NextCommand.IMPORT_VISITS)

    def _of_talks(self, month: Month) -> Iterator[Turn]:
        found = follow_up(self.acting, month)
        if found.open:
            what = message("{count} villages were called in and no talk is noted", count=len(found.open))
            towns = towns_of(self.acting.register.villages, found.open)
            yield turn(month, what, self.people.towns(towns), NextCommand.RECORD_TALK, about=found.open)
        if found.overdue:
            what = message("{count} villages are past their new date", count=len(found.overdue))
            yield turn(
                month, what, self.people.villages(found.overdue), NextCommand.RECORD_TALK, about=found.overdue
            )

    def _of_observations(self) -> Iterator[Turn]:
        """Departments that owe observations, once they were chased; that none does, where told early."""
        ahead, period = self.one.ahead, self.one.period
        chased = (Job.CHASE, str(period)) in ahead.ticks.done or self.acting.today > ahead.deadline
        if not (chased or self.early):
            return
        try:
            missing = check(self.acting.office, period).owed
        except QsqError:
            what = message("the observations cannot be read as they are")
            yield turn(period, what, self.people.city(), NextCommand.CHECK_OBSERVATIONS)
            return
        if self.early and not missing:
            yield turn(period, message("all observations are in"), self.people.city(), NextCommand.SCORE)
        own = [owed for owed in missing if owed.department != TOWN_DEPARTMENT]
        if own:
            what = message("{count} observations are missing", count=len(own))
            who = self.people.departments(sorted({owed.department for owed in own}))
            yield turn(period, what, who, NextCommand.SUBMIT)
        added = sorted({owed.town_code for owed in missing if owed.department == TOWN_DEPARTMENT})
        if added:
            count = len(missing) - len(own)
            what = message("{count} observations of what towns added are missing", count=count)
            yield turn(period, what, self.people.towns(added), NextCommand.SUBMIT_FOR_TOWN)

    def _of_evaluation(self) -> Iterator[Turn]:
        """From the result to the end of its notice."""
        state, period, city = self.one.ahead.evaluation, self.one.period, self.people.city()
        if state.open_objections:
            what = message("objections are open: {ids}", ids=", ".join(state.open_objections))
            yield turn(period, what, city, NextCommand.RESOLVE, about=state.open_objections)
        elif not state.fed_back:
            what = message("revision {revision} is not fed back to the towns", revision=state.revision)
            yield turn(period, what, city, NextCommand.FEEDBACK)
        elif state.notice is None:
            yield from self._of_signatures()
        elif hangs(state.notice, self.acting.today):
            what = message("the public notice hangs until {last}", last=state.notice.last)
            yield turn(period, what, (), NextCommand.OBJECT)
        elif state.held:
            what = message("it was final and that was taken back; correct what was wrong, or end it anew")
            yield turn(period, what, city, NextCommand.FINALISE)

    def _of_signatures(self) -> Iterator[Turn]:
        period, moment = self.one.period, self.one.stand.moment(self.acting.today)
        towns, villages = moment.unsigned_towns, moment.unsigned_villages
        if towns:
            what = message("the leaders of {count} towns have not signed", count=len(towns))
            yield turn(
                period,
                what,
                self.people.towns(towns),
                NextCommand.SIGN_FOR_TOWN,
            )
        if villages:
            what = message("the secretaries of {count} villages have not signed", count=len(villages))
            yield turn(period, what, self.people.villages(villages), NextCommand.SIGN_FOR_VILLAGE)
        if not towns and not villages:
            what = message("all have signed; the public notice can begin")
            yield turn(period, what, self.people.city(), NextCommand.NOTICE)


def towns_of(villages: Sequence[Village], codes: Iterable[str]) -> list[str]:
    """The codes of the towns that villages with these codes lie in."""
    wanted = set(codes)
    return sorted({village.town_code for village in villages if village.code in wanted})
