"""`qsq.Workspace`: the documented Python API, on which the commands themselves stand."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.api.audit import AuditApi
from qsq.api.awards import AwardsApi
from qsq.api.batch import BatchApi
from qsq.api.board import BoardApi
from qsq.api.checklist import ChecklistApi
from qsq.api.group import Group
from qsq.api.ledger import LedgerApi
from qsq.api.named import read_day, read_when, read_year
from qsq.api.recheck import RecheckApi
from qsq.api.remind import RemindApi
from qsq.api.rules import RulesApi
from qsq.api.score import ScoreApi
from qsq.api.visits import VisitsApi
from qsq.domain.faults import Faults, Message, Refused, WrongUse, message
from qsq.domain.values.periods import Period, PeriodKind
from qsq.late import late
from qsq.rules.files import SCHEME_FILE
from qsq.year.desk.clock import SchemeClock
from qsq.year.desk.office import Office, local_time
from qsq.year.desk.progress import Progress, no_progress

if TYPE_CHECKING:
    from qsq.api import inbox as incoming
    from qsq.year import burden, proof, report, revoke, village
    from qsq.year import compare as comparing
    from qsq.year.burden import YearBurden
    from qsq.year.compare import Compared
    from qsq.year.desk import loading, papers
    from qsq.year.explain import explain, honour_reach, reach
    from qsq.year.explain.explained import Explained
    from qsq.year.explain.honour_reach import YearReach
    from qsq.year.explain.reach import Reach
    from qsq.year.fairness import fairness
    from qsq.year.fairness.found import Fairness
    from qsq.year.inbox import inbox
    from qsq.year.inbox.inbox import InboxRun
    from qsq.year.init import next_rules
    from qsq.year.init.next_rules import NextRules
    from qsq.year.next import steps as next_steps
    from qsq.year.next.steps import NextSteps
    from qsq.year.outbox import outbox
    from qsq.year.outbox.outbox import Outbox
    from qsq.year.proof import Proved
    from qsq.year.report import Reported
    from qsq.year.revoke import Agree, Revoked
    from qsq.year.simulate import simulate
    from qsq.year.simulate.found import Simulated
    from qsq.year.status import overview
    from qsq.year.status.overview import Status
    from qsq.year.village import FoundVillages
else:
    (incoming,) = late("qsq.api", "inbox")
    burden, proof, report = late("qsq.year", "burden", "proof", "report")
    revoke, village = late("qsq.year", "revoke", "village")
    (comparing,) = late("qsq.year", "compare")
    loading, papers = late("qsq.year.desk", "loading", "papers")
    explain, honour_reach, reach = late("qsq.year.explain", "explain", "honour_reach", "reach")
    (fairness,) = late("qsq.year.fairness", "fairness")
    (inbox,) = late("qsq.year.inbox", "inbox")
    (outbox,) = late("qsq.year.outbox", "outbox")
    (next_rules,) = late("qsq.year.init", "next_rules")
    (next_steps,) = late("qsq.year.next", "steps")
    (simulate,) = late("qsq.year.simulate", "simulate")
    (overview,) = late("qsq.year.status", "overview")


class Workspace(Group):
    """A county's folder of rules and data (CONTRACT.md section 2).

    What the command line says with spaces stands here with dots: `qsq score notice 2023Q1` is
    `Workspace(…).score.notice("2023Q1")`, and a command by itself such as `qsq status` a method.

    >>> county = Workspace(folder)
    >>> issued = county.checklist.issue("2023Q1", on="2023-01-03")
    >>> issued.revision
    1
    >>> result = county.score.period("2023Q1")
    >>> [village.rank for village in result.evaluation.villages]
    [1, 2, 3, 2, 1, 3]
    >>> county.fairness("2023Q1", draws=100).narrow[0].border.stake.value
    'card'
    >>> county.simulate("2023Q1", values=["scheme.yellow_card.below=100"]).variants[0].reform.ranks
    0
    >>> [asking.tasks for asking in county.burden(2023).periods.values()]
    [5]
    >>> [event.kind for event in county.ledger.log()]
    ['issue', 'evaluation']
    >>> county.ledger.verify().whole
    True

    Attributes:
        checklist: 任务清单, `qsq checklist`.
        remind: 一月一提示, `qsq remind`.
        visits: 三包三联, `qsq visits`.
        score: 一季一评比, `qsq score`.
        recheck: 抽查复核, `qsq recheck`.
        awards: 年终一总评, `qsq awards`.
        rules: the rule files, `qsq rules`.
        board: 公示栏, `qsq board`.
        batch: what is due, `qsq batch`.
        audit: where a number came from, `qsq audit`.
        ledger: what happened, `qsq ledger`.

    Args:
        path: the folder that holds rules/scheme.yaml.
        actor: who acts, as the ledger records it.
        clock: tells the time of what is recorded; days are counted in the scheme's time zone.
        tell: takes what people should know of a step that is taken all the same, such as a clock that
            went back.
        say: words what is written beside the faults of a form that is given back.

    Raises:
        WrongUse: the folder is no workspace.
    """

    def __init__(
        self,
        path: str | Path,
        actor: str = "city",
        clock: Callable[[], datetime] = local_time,
        tell: Callable[[Message], None] | None = None,
        say: Callable[[Message], str] = str,
    ) -> None:
        root = Path(path).resolve()
        if not (root / SCHEME_FILE).is_file():
            raise WrongUse(
                message(
                    "{folder} is no workspace: it holds no {file}; make one with: qsq init DIR",
                    folder=path,
                    file=SCHEME_FILE,
                )
            )
        office = Office(root, actor, SchemeClock(root, clock), tell, say)
        super().__init__(office)
        self.checklist = ChecklistApi(office)
        self.remind = RemindApi(office)
        self.visits = VisitsApi(office)
        self.score = ScoreApi(office)
        self.recheck = RecheckApi(office)
        self.awards = AwardsApi(office)
        self.rules = RulesApi(office)
        self.board = BoardApi(office)
        self.batch = BatchApi(office)
        self.audit = AuditApi(office)
        self.ledger = LedgerApi(office)

    def status(self, on: str | date | None = None) -> "Status":
        """Where the year stands, what waits for whom, what to type next (`qsq status`).

        Raises:
            WrongUse: the day cannot be read, or one to come.
            Refused: scheme, register or officials are wrong; all faults are listed.
        """
        return overview.status(self.office, read_day(on))

    def next(self, on: str | date | None = None) -> "NextSteps":
        """What can be done now, by whom, each with its whole command (`qsq next`).

        Where the workspace's actor is an official, only what that person can do.

        Raises:
            WrongUse: the day cannot be read, or one to come, or the actor is not listed.
            Refused: scheme, register or officials are wrong; all faults are listed.
        """
        return next_steps.next_steps(self.office, read_day(on))

    def inbox(
        self, folder: str | Path | None = None, on: str | date | None = None, *, dry_run: bool = False
    ) -> "InboxRun":
        """Take in whatever came back, each file by the step that it belongs to (`qsq inbox`).

        What is refused is told with all that is wrong and hinders nothing else; nothing is moved or deleted.

        Args:
            folder: where it lies, or a single file; else the workspace's own inbox/.
            on: the day on which it was handed in, where that is not today.
            dry_run: only say what would be taken; nothing is recorded and nothing written.

        Raises:
            WrongUse: there is no such folder, the day cannot be read, or nobody acts.
            Refused: scheme, register or officials are wrong; all faults are listed.
            OutOfOrder: the actor is not in data/officials.csv.
        """
        where = None if folder is None else Path(folder)
        return inbox.take_in(self.office, read_day(on), where, incoming.take, dry_run=dry_run)

    def outbox(self, on: str | date | None = None, *, sent: bool = False) -> "Outbox":
        """Gather what goes out now, a folder for each receiver, in out/outbox/DAY/ (`qsq outbox`).

        Papers are those that steps wrote and that were not handed out as they are. One that was corrected
        after it was handed out goes out again.

        Args:
            on: the day, where that is not today.
            sent: record that it was handed out.

        Raises:
            WrongUse: the day cannot be read, or one to come.
            Refused: scheme, register or officials are wrong; all faults are listed.
            OutOfOrder: the actor is not of the city's office.
        """
        return outbox.outbox(self.office, read_day(on), incoming.write_wanted, sent=sent)

    def village(self, text: str) -> "FoundVillages":
        """Look a village up by code, name or parts of them (`qsq village`).

        Raises:
            WrongUse: none fits; villages of a like name are told.
            Refused: scheme or register are wrong; all faults are listed.
        """
        return village.find_village(self.office, text.strip())

    def explain(self, village: str, when: str | Period) -> "Explained":
        """How a village's figures of a period or year came about, from the observations on (`qsq explain`).

        Args:
            village: its code or name.
            when: the period, or a year; where no list of it is drawn up yet, a draft.

        Raises:
            WrongUse: the period cannot be read, or not exactly one village has that code or name.
            OutOfOrder: the period is not evaluated, or none of the year is.
        """
        return explain.explain(self.office, village, self._period(when))

    def compare(self, village: str, other: str, period: str | Period) -> "Compared":
        """Why two villages' marks of a period differ, item by item (`qsq compare`).

        Town marks are compared within a town, city marks across towns.

        Args:
            village: its code or name.
            other: the other's.
            period: the period.

        Raises:
            WrongUse: the period cannot be read, or not exactly one village has such a code or name.
            OutOfOrder: the period is not evaluated.
        """
        return comparing.compare(self.office, village, other, self._period(period))

    def reach(self, village: str, period: str | Period, goal: str) -> "Reach | YearReach":
        """The fewest tasks that would have reached a goal, others held still (`qsq explain --to`).

        Args:
            village: its code or name.
            period: the period.
            goal: a rank of its pool, such as `3`, or a grade by its id or name; of a year, an honour's.

        Raises:
            WrongUse: the period cannot be read, not exactly one village has that code or name, or there is no
                such rank, grade or honour.
            OutOfOrder: the period is not evaluated, or none of the year is.
        """
        when, wanted = self._period(period), goal.strip()
        found = None
        if when.kind is PeriodKind.YEAR:
            found = honour_reach.reach_honour(self.office, village, when.year, wanted)
        return found or reach.reach(self.office, village, when, wanted)

    def fairness(
        self, when: str | Period, *, draws: int = 2000, seed: int = 1, sobol: bool = False
    ) -> "Fairness":
        """How firm a result is, what rounding decided, what drives the ranking (`qsq fairness`).

        It is counted from what the ledger keeps of the result, never from today's files.

        Args:
            when: a period, or a year; of a year without a list, of what its list would be.
            draws: how many other weights are tried in each scenario.
            seed: of the draws; the same seed draws the same weights.
            sobol: whether Sobol' indices of the items' weights are told too, which takes the extra `sobol`.

        Raises:
            WrongUse: the period cannot be read, draws or seed are out of their range, this program counts
                otherwise than was recorded, or the extra is not installed.
            OutOfOrder: the period is not evaluated, or none of the year is.
        """
        return fairness.fairness(self.office, self._period(when), draws, seed, sobol=sobol)

    def simulate(
        self,
        period: str | Period,
        *,
        rules: Sequence[str | Path] = (),
        values: Sequence[str] = (),
        costs: bool = False,
    ) -> "Simulated":
        """What other rules would have made of a recorded period; nothing is recorded (`qsq simulate`).

        Args:
            period: the period; its observations are those that were recorded.
            rules: files, each put in the place of the scheme, the list or a town's rules, each a variant.
            values: such as `items.grain.weight=10,scheme.yellow_card.below=55`, each a variant.
            costs: also tell what tasks and departments cost, in looks and trips, and how much they decide.

        Raises:
            WrongUse: the period or a value cannot be read, no other rules are named, or this program counts
                otherwise than was recorded.
            Refused: other rules are wrong; all faults are listed.
            OutOfOrder: the period is not evaluated.
            QsqError: a file cannot be read.
        """
        files = [Path(file) for file in rules]
        return simulate.simulate(self.office, self._period(period), files, values, costs=costs)

    def burden(self, year: str | int) -> "YearBurden":
        """What a year asks, by period, department, town and village (`qsq burden`).

        Lists count as they were issued or evaluated last, those to come as their files have them.

        Raises:
            WrongUse: the year cannot be read.
            Refused: rules are wrong; all faults are listed.
            OutOfOrder: no period of the year has rules.
        """
        return burden.year_burden(self._acting("burden", read_year(year), None))

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
            town: the code or name of the town whose documents alone are wanted.
            village: the code or name of the village whose documents alone are wanted.
            formats: of `pdf`, `docx`, `xlsx`; empty for all that the kind has and that are installed.
            separate: a file of its own for each village, in its town's folder, instead of one for the town.
            progress: shows how far the writing is, as in `issue`.

        Raises:
            WrongUse: there is no such kind, period, town, village or format, or it is not installed.
            Refused: rules, inputs or an office's wording are wrong; all faults are listed.
            OutOfOrder: there is nothing yet that they could be made of.
            QsqError: no font has one of the characters.
        """
        if kind not in report.KINDS:
            raise WrongUse(
                message(
                    "found the kind {found}; expected one of: {known}",
                    found=kind,
                    known=", ".join(report.KINDS),
                )
            )
        acting = self._acting("report", read_when(report.KINDS[kind].period, period), None)
        town_code = town and acting.town(town)
        chosen = papers.Chosen(town_code, village and acting.village(village, town=town_code))
        return report.report(acting, kind, chosen, formats, progress, separate=separate)

    def proof(self, village: str, period: str | Period) -> "Proved":
        """Write the proof that a village's result is in its notice's head (`qsq proof`).

        Args:
            village: its code or name.
            period: a period, or the year of a list of honours; the newest notice counts.

        Raises:
            WrongUse: the period cannot be read, or not exactly one village has that code or name.
            OutOfOrder: the period was not on notice, or by an older program.
        """
        return proof.prove(self.office, village, self._period(period))

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
            WrongUse: there is no such act, the period or day cannot be read, the reason is empty, or nobody
                acts.
            Waiting: nobody agreed; what would fall is listed.
            OutOfOrder: no such act stands, or the actor acts for others only.
        """
        found, subject = revoke.wanted_act(act, named or {})
        kinds = {"awards": "year", "remind": "month"}
        when = read_when(kinds.get(found.group, "period"), period) if period else ""
        acting = self._acting(f"{found.group} revoke", when, on)
        request = revoke.RevocationRequest(found, revoke.subject_called(acting, found, subject), reason)
        return revoke.revoke(acting, request, agree or revoke.not_asked)

    def next_rules(self, year: str | int | None = None) -> "NextRules":
        """Make the next period's rules, or with `year` that year's, from the last ones (`qsq init --next`).

        Raises:
            WrongUse: the year cannot be read, or the year before has no rules.
            Refused: the scheme is wrong; all faults are listed.
            OutOfOrder: there are no rules yet.
        """
        return next_rules.next_rules(self.office, None if year is None else read_year(year))

    def towns_called(self, name: str) -> frozenset[str]:
        """The codes of the towns with this code, name, or part of a name.

        Raises:
            WrongUse: there is none.
            Refused: the register is wrong; all faults are listed.
        """
        faults = Faults()
        _scheme, register = loading.load_standing(self.office.folder(), faults)
        if register is None:
            raise Refused(faults.found)
        found = register.towns_called(name)
        if not found:
            raise WrongUse(
                message("there is no town {found}; expected a code or name of data/towns.csv", found=name)
            )
        return found
