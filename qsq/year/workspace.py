"""`qsq.Workspace`: the documented Python API, on which the commands themselves stand."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.domain.faults import Faults, Message, Refused, WrongUse, message
from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.periods import Month, Period
from qsq.domain.values.periods import read_year as year_of
from qsq.rules.scheme_file import SCHEME_FILE
from qsq.year.desk.clock import SchemeClock
from qsq.year.desk.office import Office, local_time
from qsq.year.desk.progress import Progress, no_progress

if TYPE_CHECKING:
    from qsq.domain.county.officials import Unit
    from qsq.intake.signatures import SignedSheet
    from qsq.year.audit.files import AuditFiles
    from qsq.year.audit.mark import Trail
    from qsq.year.awards.decide import Ruling
    from qsq.year.awards.recommend import Recommended
    from qsq.year.awards.stand import Done
    from qsq.year.awards.year import YearAwards
    from qsq.year.batch.run import BatchRun
    from qsq.year.board.build import Built
    from qsq.year.checklist.dispatch import TownStep
    from qsq.year.checklist.issue import Issued
    from qsq.year.checklist.status import ChecklistStatus
    from qsq.year.desk.acting import Acting
    from qsq.year.init.next_rules import NextRules
    from qsq.year.proof import Proved
    from qsq.year.remind.month import FollowUp, Reminded, Talk
    from qsq.year.report import Reported
    from qsq.year.revoke import Agree, Revoked
    from qsq.year.rules.check import CheckedRules
    from qsq.year.rules.diff import RulesDiff
    from qsq.year.rules.examples import RuleTests
    from qsq.year.score.check import Completeness
    from qsq.year.score.evaluate import PeriodResult
    from qsq.year.score.feedback import FedBack
    from qsq.year.score.finalise import Finalised
    from qsq.year.score.notice import Noticed
    from qsq.year.score.objections import Objected, Resolved
    from qsq.year.score.sign import Signed
    from qsq.year.score.submit import Submitted
    from qsq.year.status.overview import Status
    from qsq.year.village import FoundVillages
    from qsq.year.visits import Checked, Imported, Problem


class Workspace:
    """A county's folder of rules and data (CONTRACT.md section 2).

    >>> result = Workspace("…").score("2023Q1")
    >>> result.to_frame()

    Args:
        path: the folder that holds rules/scheme.yaml.
        actor: who acts, as the ledger records it.
        clock: tells the time of what is recorded; days are counted in the scheme's time zone.
        tell: takes what people should know of a step that is taken all the same, such as a clock that
            went back.

    Raises:
        WrongUse: the folder is no workspace.
    """

    def __init__(
        self,
        path: str | Path,
        actor: str = "city",
        clock: Callable[[], datetime] = local_time,
        tell: Callable[[Message], None] | None = None,
    ) -> None:
        root = Path(path).resolve()
        self.office = Office(root, actor, SchemeClock(root, clock), tell)
        if not (self.office.root / SCHEME_FILE).is_file():
            raise WrongUse(
                message(
                    "{folder} is no workspace: it holds no {file}; make one with: qsq init DIR",
                    folder=path,
                    file=SCHEME_FILE,
                )
            )

    def score(
        self,
        period: str | Period,
        missing: str | Missing | None = None,
        *,
        on: str | date | None = None,
        reason: str = "",
    ) -> "PeriodResult":
        """Evaluate a period and record the result (`qsq score period`).

        Args:
            period: such as `2023Q1`.
            missing: what a missing observation means, against the scheme; makes the result provisional.
            on: the day on which it happened, where that is not today.
            reason: why the result changes; asked for when the one before is signed already.

        Raises:
            WrongUse: the period, `missing` or `on` is none.
            Refused: rules or inputs are wrong; all faults are listed.
            Waiting: observations are missing and `missing` is `block`.
            OutOfOrder: the period is final, or signed and no reason is given.
        """
        from qsq.year.score.evaluate import Change, score  # noqa: PLC0415 - each step is imported when taken

        period, change = read_period(period), Change(read_day(on), reason)
        return score(self.office, period, read_missing(missing), change)

    def submit(
        self, period: str | Period, file: str | Path, unit: "Unit", on: str | date | None = None
    ) -> "Submitted":
        """Take a department's or a town's file of observations (`qsq score submit`).

        Raises:
            WrongUse: the period or day is none, the file is no table, or nobody acts.
            Refused: rows are wrong, stand in another file too, or are another department's; all are listed.
            OutOfOrder: the period is final, or the actor acts for others only.
        """
        from qsq.year.score.submit import submit  # noqa: PLC0415

        period = read_period(period)
        return submit(self._acting("score submit", period, on), period, Path(file), unit)

    def feed_back(self, period: str | Period, on: str | date | None = None) -> "FedBack":
        """Write a packet of sign-off sheets for each town (`qsq score feedback`).

        Raises:
            WrongUse: the period or day is none.
            OutOfOrder: the period is not evaluated, or its newest result is provisional.
        """
        from qsq.year.score.feedback import feed_back  # noqa: PLC0415

        period = read_period(period)
        return feed_back(self._acting("score feedback", period, on), period)

    def sign(
        self, period: str | Period, sheets: "Path | Sequence[SignedSheet]", on: str | date | None = None
    ) -> "Signed":
        """Record signed sheets, all or none (`qsq score sign`).

        Args:
            period: such as `2023Q1`.
            sheets: what was signed, or a CSV file of it (office, signer, code).
            on: the day on which it happened, where that is not today.

        Raises:
            WrongUse: the period or day is none, or nobody acts.
            Refused: a check code is mistyped or of another revision, or a signer is not who has to sign.
            OutOfOrder: the sheets are not fed back, or the actor acts for others only.
        """
        from qsq.intake.signatures import read_signatures  # noqa: PLC0415
        from qsq.year.score.sign import sign  # noqa: PLC0415

        period = read_period(period)
        acting = self._acting("score sign", period, on)
        if isinstance(sheets, Path):
            sheets = read_signatures(self.office.folder(), str(sheets.resolve()), acting.register)
        return sign(acting, period, sheets)

    def notice(
        self, period: str | Period, on: str | date | None = None, progress: Progress = no_progress
    ) -> "Noticed":
        """Start the public notice of a signed result (`qsq score notice`).

        Raises:
            WrongUse: the period or day is none, or nobody acts.
            Refused: the days off of the year are not known.
            Waiting: signatures are missing, or an objection is open; who has to act is listed.
            OutOfOrder: another step comes first, or the actor acts for others only.
        """
        from qsq.year.score.notice import hang_up  # noqa: PLC0415

        period = read_period(period)
        return hang_up(self._acting("score notice", period, on), period, progress)

    def object_to(
        self, period: str | Period, village: str, by: str, text: str, on: str | date | None = None
    ) -> "Objected":
        """Record an objection while the notice runs (`qsq score object`).

        Args:
            period: such as `2023Q1`.
            village: the code of the village that it concerns.
            by: who objects.
            text: what is objected to.
            on: the day on which it happened, where that is not today.

        Raises:
            WrongUse: the period or day is none, or nobody acts.
            OutOfOrder: no notice runs on that day, or the actor acts for others only.
        """
        from qsq.year.score.objections import object_to  # noqa: PLC0415

        period = read_period(period)
        return object_to(self._acting("score object", period, on), period, village, by, text)

    def resolve(
        self,
        period: str | Period,
        objection: str,
        reason: str,
        *,
        upheld: bool,
        on: str | date | None = None,
    ) -> "Resolved":
        """End an objection (`qsq score resolve`); upheld, the corrected inputs make a new revision.

        Raises:
            WrongUse: the period or day is none, the reason is empty, or nobody acts.
            Refused: the corrected inputs are wrong; all faults are listed.
            OutOfOrder: no such objection is open, nothing was corrected, or the actor acts for others only.
        """
        from qsq.year.score.objections import resolve  # noqa: PLC0415

        period = read_period(period)
        acting = self._acting("score resolve", period, on)
        return resolve(acting, period, objection, reason, upheld=upheld)

    def finalise(
        self, period: str | Period, on: str | date | None = None, progress: Progress = no_progress
    ) -> "Finalised":
        """Make a period final when its notice has run out (`qsq score finalise`).

        Raises:
            WrongUse: the period or day is none, or nobody acts.
            Waiting: the notice runs, or an objection is open.
            OutOfOrder: another step comes first, or the actor acts for others only.
        """
        from qsq.year.score.finalise import finalise  # noqa: PLC0415

        period = read_period(period)
        return finalise(self._acting("score finalise", period, on), period, progress)

    def recommend(
        self, year: str | int, town: str, villages: Sequence[str], on: str | date | None = None
    ) -> "Recommended":
        """Put a town's recommended villages in the place of those before (`qsq awards recommend`).

        Raises:
            WrongUse: the year or day is none, a village is not the town's, the quota is passed, or nobody
                acts.
            Refused: the year's inputs are wrong; all faults are listed.
            OutOfOrder: the year is confirmed, or the actor acts for others only.
        """
        from qsq.year.awards.recommend import recommend  # noqa: PLC0415

        return recommend(self._acting("awards recommend", read_year(year), on), town, villages)

    def decide(
        self, year: str | int, ruling: "Ruling", on: str | date | None = None
    ) -> "tuple[Done, YearAwards]":
        """Record the standing committee's decision on a year's awards (`qsq awards decide`).

        Raises:
            WrongUse: the year or day is none, nobody acts, or a village is not in the register.
            Waiting: the decision leaves ties open, or an objection is open.
            OutOfOrder: another step comes first, or the actor acts for others only.
        """
        from qsq.year.awards.decide import decide  # noqa: PLC0415

        return decide(self._acting("awards decide", read_year(year), on), ruling)

    def notice_awards(self, year: str | int, on: str | date | None = None) -> "Done":
        """Start the public notice of a decided list (`qsq awards notice`); raises as `notice`."""
        from qsq.year.awards.notice import hang_up  # noqa: PLC0415

        return hang_up(self._acting("awards notice", read_year(year), on))

    def object_to_awards(
        self, year: str | int, village: str, by: str, text: str, on: str | date | None = None
    ) -> "Done":
        """Record an objection to a year's list (`qsq awards object`); raises as `object_to`."""
        from qsq.year.awards.objections import object_to  # noqa: PLC0415

        return object_to(self._acting("awards object", read_year(year), on), village, by, text)

    def resolve_awards(
        self, year: str | int, objection: str, reason: str, *, upheld: bool, on: str | date | None = None
    ) -> "Done":
        """End an objection to a year's list (`qsq awards resolve`); upheld, it is to be decided anew.

        Raises:
            WrongUse: the year or day is none, the reason is empty, or nobody acts.
            OutOfOrder: no such objection is open, or the actor acts for others only.
        """
        from qsq.year.awards.objections import resolve  # noqa: PLC0415

        acting = self._acting("awards resolve", read_year(year), on)
        return resolve(acting, objection, reason, upheld=upheld)

    def confirm(self, year: str | int, on: str | date | None = None, reason: str = "") -> "Done":
        """Make a year's list final after its notice (`qsq awards confirm`).

        Args:
            year: such as `2023`.
            on: the day on which it happened, where that is not today.
            reason: why it holds though nobody is honoured, or a village's cadres' part goes to nobody.

        Raises:
            WrongUse: the year or day is none, or nobody acts.
            Waiting: the notice runs, an objection is open, or a reason is wanted.
            OutOfOrder: another step comes first, or the actor acts for others only.
        """
        from qsq.year.awards.pay import confirm  # noqa: PLC0415

        return confirm(self._acting("awards confirm", read_year(year), on), reason)

    def pay(
        self,
        year: str | int,
        villages: Sequence[str] = (),
        *,
        every: bool = False,
        on: str | date | None = None,
        reason: str = "",
    ) -> "Done":
        """Mark prizes as paid, all that are named or none (`qsq awards pay`).

        Args:
            year: such as `2023`.
            villages: codes of the villages whose prizes were paid.
            every: all prizes that are not paid yet.
            on: the day on which it happened, where that is not today.
            reason: why a prize is paid whose cadres' part nobody takes, where the confirmation does not say.

        Raises:
            WrongUse: the year or day is none, nobody acts, or a village takes no prize.
            Waiting: a village has no cadres and no reason was given.
            OutOfOrder: the list is not confirmed, a prize is paid already, or the actor acts for others only.
        """
        from qsq.year.awards.pay import pay  # noqa: PLC0415

        acting = self._acting("awards pay", read_year(year), on)
        return pay(acting, villages, every=every, reason=reason)

    def revoke(
        self,
        act: str,
        period: str,
        named: Mapping[str, str] | None = None,
        *,
        reason: str,
        agree: "Agree | None" = None,
        on: str | date | None = None,
    ) -> "Revoked":
        """Take back what was done by mistake, with all that rests on it (`qsq … revoke`).

        Args:
            act: command group and name, such as `score notice`, of `qsq.domain.steps.revocable.ACTS`.
            period: the period, month or year of the step; empty for visits.
            named: which of several, such as `{"village": "431181101001"}`.
            reason: why.
            agree: is told what falls and says whether it shall; without it nothing is taken back.
            on: the day on which it happened, where that is not today.

        Raises:
            WrongUse: there is no such act, the period or day is none, the reason is empty, or nobody acts.
            Waiting: nobody agreed; what would fall is listed.
            OutOfOrder: no such act stands, or the actor acts for others only.
        """
        from qsq.year.revoke import RevocationRequest, not_asked, revoke, wanted_act  # noqa: PLC0415

        found, subject = wanted_act(act, named or {})
        kinds = {"awards": "year", "remind": "month"}
        when = _read_period(kinds.get(found.group, "period"), period) if period else ""
        acting = self._acting(f"{found.group} revoke", when, on)
        return revoke(acting, RevocationRequest(found, subject, reason), agree or not_asked)

    def remind(self, month: str | Month, on: str | date | None = None) -> "Reminded":
        """Find a month's lagging villages and write their slips (`qsq remind month`).

        Raises:
            WrongUse: the month or day is none.
            Refused: rules or progress reports are wrong, or the scheme sets no thresholds.
        """
        from qsq.year.remind.month import remind  # noqa: PLC0415

        period = read_month(month)
        return remind(self._acting("remind month", period, on), period)

    def record_talk(
        self, month: str | Month, village: str, talk: "Talk", on: str | date | None = None
    ) -> bool:
        """Note the talk with a village that was called in (`qsq remind record`); False if noted before.

        Raises:
            WrongUse: the month or day is none, the talk lacks something, or nobody acts.
            OutOfOrder: the village was not called in, or the actor acts for others only.
        """
        from qsq.year.remind.month import record_talk  # noqa: PLC0415

        period = read_month(month)
        return record_talk(self._acting("remind record", period, on), period, village, talk)

    def follow_up(self, month: str | Month, on: str | date | None = None) -> "FollowUp":
        """Villages called in without a talk, or whose new date has passed (`qsq remind status`)."""
        from qsq.year.remind.month import follow_up  # noqa: PLC0415

        period = read_month(month)
        return follow_up(self._acting("remind status", period, on), period)

    def import_visits(self, file: str | Path, on: str | date | None = None) -> "Imported":
        """Record a CSV file's visits, all or none; a note that was written anew replaces the one before.

        Raises:
            WrongUse: the day is none, or nobody acts.
            Refused: the file is wrong; all faults are listed.
            OutOfOrder: the actor is none of the city's.
        """
        from qsq.year.visits import import_visits  # noqa: PLC0415

        return import_visits(self._acting("visits import", "", on), str(Path(file).resolve()))

    def check_visits(self, month: str | Month) -> "Checked":
        """Who visited too seldom in a month (`qsq visits check`)."""
        from qsq.year.visits import check  # noqa: PLC0415

        period = read_month(month)
        return check(self._acting("visits check", period, None), period)

    def problems(self) -> "tuple[Problem, ...]":
        """Problems and disputes that visits brought up, oldest first (`qsq visits problems`)."""
        from qsq.year.visits import problems  # noqa: PLC0415

        return problems(self._acting("visits problems", "", None))

    def follow_problem(
        self, problem: str, *, to: str = "", closed: str = "", on: str | date | None = None
    ) -> None:
        """Hand an open problem on, or close it (`qsq visits problems --hand-on | --close`).

        Raises:
            WrongUse: neither is said, the day is none, or nobody acts.
            OutOfOrder: no such problem is open, or the actor is none of the city's.
        """
        from qsq.year.visits import close, hand_on  # noqa: PLC0415

        acting = self._acting("visits problems", "", on)
        if closed:
            close(acting, problem, closed)
        else:
            hand_on(acting, problem, to)

    def visit_totals(self, year: str | int) -> dict[str, int]:
        """A year's visits, review meetings, problems and disputes (`qsq visits year`)."""
        from qsq.year.visits import totals  # noqa: PLC0415

        period = read_year(year)
        return totals(self._acting("visits year", period, None), period)

    def report(
        self,
        kind: str,
        period: str,
        *,
        town: str = "",
        village: str = "",
        formats: Sequence[str] = (),
        separate: bool = False,
        progress: Progress = no_progress,
    ) -> "Reported":
        """Write documents of a period into out/PERIOD/report/ (`qsq report`).

        Args:
            kind: such as `circular`; `qsq.year.report.KINDS` has them all.
            period: a period, month or year, as the kind asks.
            town: the code of the town whose documents alone are wanted.
            village: the code of the village whose documents alone are wanted.
            formats: of `pdf`, `docx`, `xlsx`; empty for all that the kind has and that are installed.
            separate: a file of its own for each village, in its town's folder, instead of one for the town.
            progress: shows how far the writing is, as in `issue`.

        Raises:
            WrongUse: there is no such kind, period, town, village or format, or it is not installed.
            Refused: rules, inputs or an office's wording are wrong; all faults are listed.
            OutOfOrder: there is nothing yet that they could be made of.
            QsqError: no font has one of the characters.
        """
        from qsq.year.report import KINDS, report  # noqa: PLC0415
        from qsq.year.score.documents import Chosen  # noqa: PLC0415

        if kind not in KINDS:
            raise WrongUse(
                message(
                    "found the kind {found}; expected one of: {known}", found=kind, known=", ".join(KINDS)
                )
            )
        acting = self._acting("report", _read_period(KINDS[kind].period, period), None)
        return report(acting, kind, Chosen(town, village), formats, progress, separate=separate)

    def build_board(self, progress: Progress = no_progress, *, draft: bool = False) -> "Built":
        """Write the public notice board into out/board (`qsq board build`).

        Args:
            progress: as for `issue`.
            draft: show all that is recorded, marked as a draft, in out/board-draft.

        Raises:
            Refused: scheme or register are wrong, or what the ledger kept can no longer be read.
        """
        from qsq.year.board.build import build  # noqa: PLC0415

        return build(self.office, progress, draft=draft)

    def audit_mark(self, village: str, period: str | Period) -> "Trail":
        """Every observation, rule, revision and signature behind a mark (`qsq audit mark`).

        Raises:
            WrongUse: the period is none, or not exactly one village has that code or name.
            OutOfOrder: the period is not evaluated.
        """
        from qsq.year.audit.mark import audit_mark  # noqa: PLC0415

        return audit_mark(self.office, village, read_period(period))

    def audit_files(self, period: str | Period, folder: str | Path) -> "AuditFiles":
        """Take out every file that the ledger kept with a period, month or year (`qsq audit files`).

        Args:
            period: such as `2023Q1`, `2023-02` or `2023`.
            folder: a new one, or an empty one.

        Raises:
            WrongUse: the period is none, or the folder holds something.
            OutOfOrder: nothing was kept with it.
        """
        from qsq.year.audit.files import audit_files  # noqa: PLC0415

        return audit_files(self.office, str(read_period(period)), Path(folder))

    def prove(self, village: str, period: str | Period) -> "Proved":
        """Write the proof that a village's result is in its notice's head (`qsq proof`).

        Args:
            village: its code or name.
            period: a period, or the year of a list of honours; the newest notice counts.

        Raises:
            WrongUse: the period is none, or not exactly one village has that code or name.
            OutOfOrder: the period was not on notice, or by an older program.
        """
        from qsq.year.proof import prove  # noqa: PLC0415

        return prove(self.office, village, read_period(period))

    def run_batch(
        self, on: str | date | None = None, *, dry_run: bool = False, wait: float = 60
    ) -> "BatchRun":
        """Do what is due on a day and only that (`qsq batch run`).

        Args:
            on: the day, where it is not today.
            dry_run: only say what is due and what waits for people.
            wait: how many seconds to wait for another run to end.

        Raises:
            WrongUse: the day is none, or one to come.
            Refused: scheme, register or officials are wrong; all faults are listed.
            QsqError: another run goes on for longer than `wait`.
        """
        from qsq.year.batch.run import run  # noqa: PLC0415

        return run(self.office, read_day(on), dry_run=dry_run, wait=wait)

    def village(self, text: str) -> "FoundVillages":
        """Look a village up by code, name or parts of them (`qsq village`).

        Raises:
            WrongUse: none fits; villages of a like name are told.
            Refused: scheme or register are wrong; all faults are listed.
        """
        from qsq.year.village import find_village  # noqa: PLC0415

        return find_village(self.office, text.strip())

    def status(self, on: str | date | None = None) -> "Status":
        """Where the year stands, what waits for whom, what to type next (`qsq status`).

        Raises:
            WrongUse: the day is none, or one to come.
            Refused: scheme, register or officials are wrong; all faults are listed.
        """
        from qsq.year.status.overview import status  # noqa: PLC0415

        return status(self.office, read_day(on))

    def _acting(self, step: str, period: Period | Month | int | str, on: str | date | None) -> "Acting":
        from qsq.year.desk.acting import acting  # noqa: PLC0415

        return acting(self.office, step, period, read_day(on))

    def towns_called(self, name: str) -> frozenset[str]:
        """The codes of the towns with this code, name, or part of a name.

        Raises:
            WrongUse: there is none.
            Refused: the register is wrong; all faults are listed.
        """
        from qsq.year.desk.loading import load_standing  # noqa: PLC0415

        faults = Faults()
        _scheme, register = load_standing(self.office.folder(), faults)
        if register is None:
            raise Refused(faults.found)
        found = register.towns_called(name)
        if not found:
            raise WrongUse(
                message("there is no town {found}; expected a code or name of data/towns.csv", found=name)
            )
        return found

    def check(self, period: str | Period) -> "Completeness":
        """Who still owes which observations (`qsq score check`); raises as `score` does."""
        from qsq.year.score.check import check  # noqa: PLC0415

        return check(self.office, read_period(period))

    def check_rules(self, period: str | Period | None = None) -> "CheckedRules":
        """Check the rules of one period, or of all (`qsq rules check`).

        Raises:
            WrongUse: the period is none.
            Refused: rules or register are wrong; all faults are listed.
        """
        from qsq.year.rules.check import check_rules  # noqa: PLC0415

        return check_rules(self.office, None if period is None else read_period(period))

    def test_rules(self, period: str | Period | None = None) -> "RuleTests":
        """Hold the rules to the worked examples beside them (`qsq rules test`).

        Raises:
            WrongUse: the period is none.
            Refused: rules or tests are wrong; all faults are listed.
            TestsFail: figures differ; each is listed with expected and found.
        """
        from qsq.year.rules.examples import run_rule_tests  # noqa: PLC0415

        return run_rule_tests(self.office, None if period is None else read_period(period))

    def diff_rules(self, before: str | Period, now: str | Period) -> "RulesDiff":
        """Two periods' rules in words (`qsq rules diff`).

        Raises:
            WrongUse: one of the periods is none.
            Refused: rules or register are wrong, or not there; all faults are listed.
        """
        from qsq.year.rules.diff import diff_rules  # noqa: PLC0415

        return diff_rules(self.office, read_period(before), read_period(now))

    def next_rules(self, year: str | int | None = None) -> "NextRules":
        """Make the next period's rules, or with `year` that year's, from the last ones (`qsq init --next`).

        Raises:
            WrongUse: the year is none, or the year before has no rules.
            Refused: the scheme is wrong; all faults are listed.
            OutOfOrder: there are no rules yet.
        """
        from qsq.year.init.next_rules import next_rules  # noqa: PLC0415

        return next_rules(self.office, None if year is None else read_year(year))

    def issue(
        self,
        period: str | Period,
        progress: Progress = no_progress,
        *,
        on: str | date | None = None,
        reason: str = "",
    ) -> "Issued":
        """Issue a period's checklists and write them into out/ (`qsq checklist issue`).

        Args:
            period: such as `2023Q1`.
            on: the day on which it happened, where that is not today.
            reason: why an issued list changes.
            progress: shows how far the writing is; takes a text and a total, gives a function to call
                for each step.

        Raises:
            WrongUse: the period is none.
            Refused: rules are wrong; all faults are listed and nothing is written.
            OutOfOrder: another list was issued before and no reason is given.
        """
        from qsq.year.checklist.issue import issue  # noqa: PLC0415

        return issue(self.office, read_period(period), progress, read_day(on), reason)

    def dispatch(self, period: str | Period, town: str, on: str | date | None = None) -> "TownStep":
        """Send the issued list on to a town's villages (`qsq checklist dispatch`).

        Raises:
            WrongUse: the period or day is none, there is no such town, or nobody acts.
            Refused: the town's rules or its table are wrong; all faults are listed.
            OutOfOrder: the list is not issued as the rules stand, or the actor acts for others only.
        """
        from qsq.year.checklist.dispatch import dispatch  # noqa: PLC0415

        period = read_period(period)
        return dispatch(self._acting("checklist dispatch", period, on), period, town)

    def accept(
        self, period: str | Period, villages: "Path | Sequence[str]", on: str | date | None = None
    ) -> "TownStep":
        """Take a dispatched list, all villages that are named or none (`qsq checklist accept`).

        Args:
            period: such as `2023Q1`.
            villages: codes, or a CSV file with the column village_code.
            on: the day on which it happened, where that is not today.

        Raises:
            WrongUse: the period or day is none, there is no such village, or nobody acts.
            Refused: the file is wrong; all faults are listed.
            OutOfOrder: a village's town has not dispatched, or the actor acts for others only.
        """
        from qsq.intake.acceptances import read_villages  # noqa: PLC0415
        from qsq.year.checklist.dispatch import accept  # noqa: PLC0415

        period = read_period(period)
        acting = self._acting("checklist accept", period, on)
        if isinstance(villages, Path):
            villages = read_villages(self.office.folder(), str(villages.resolve()), acting.register)
        return accept(acting, period, villages)

    def checklist_status(self, period: str | Period) -> "ChecklistStatus":
        """Which towns dispatched and which villages accepted (`qsq checklist status`)."""
        from qsq.year.checklist.status import status  # noqa: PLC0415

        period = read_period(period)
        return status(self._acting("checklist status", period, None), period)

    def awards(
        self, year: str | int, *, draft: bool = False, on: str | date | None = None, reason: str = ""
    ) -> "YearAwards":
        """A year's awards from its recorded periods (`qsq awards year`).

        Args:
            year: such as `2023`.
            draft: take the newest result of each period, whether it is final or not.
            on: the day on which it happened, where that is not today.
            reason: why the list changes; asked for when the one before is decided.

        Raises:
            WrongUse: the year is none.
            Refused: inputs are wrong; all faults are listed.
            OutOfOrder: periods are not final, the list before is decided and no reason is given, or with
                `draft` no period is evaluated.
        """
        from qsq.year.awards.year import awards  # noqa: PLC0415
        from qsq.year.score.evaluate import Change  # noqa: PLC0415

        return awards(self.office, read_year(year), Change(read_day(on), reason), draft=draft)


def read_period(period: str | Period) -> Period:
    """The period that a caller names."""
    if isinstance(period, Period):
        return period
    try:
        return Period.read(period)
    except ValueError:
        raise WrongUse(
            message("found {found}; expected a period such as 2023Q1 or 2023-02", found=period)
        ) from None


def read_month(month: str | Month) -> Month:
    """The month that a caller names."""
    if isinstance(month, Month):
        return month
    try:
        return Month.read(month)
    except ValueError:
        raise WrongUse(message("found {found}; expected a month such as 2023-02", found=month)) from None


def read_day(day: str | date | None) -> date | None:
    """The day that a caller names, if any."""
    return None if day is None else named_day(day)


def named_day(day: str | date) -> date:
    """The day that a caller names."""
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise WrongUse(message("found {found}; expected a day such as 2023-04-10", found=day)) from None


def read_year(year: str | int) -> int:
    """The year that a caller names."""
    try:
        return year_of(str(year))
    except ValueError:
        raise WrongUse(message("found {found}; expected a year such as 2023", found=year)) from None


def _read_period(kind: str, period: str) -> Period | Month | int:
    """The period that a caller names, of the kind that is asked for."""
    if kind == "period":
        return read_period(period)
    return read_month(period) if kind == "month" else read_year(period)


def read_missing(missing: str | Missing | None) -> Missing | None:
    """What a caller says that a missing observation means."""
    if missing is None:
        return None
    try:
        return Missing(missing)
    except ValueError:
        raise WrongUse(message("found {found}; expected block, exclude or zero", found=missing)) from None
