"""`Workspace.score`, the Python API of `qsq score`."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.api.group import Group
from qsq.api.named import read_day, read_missing
from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.periods import Period
from qsq.late import late
from qsq.year.desk.progress import Progress, no_progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qsq.domain.county.officials import Unit
    from qsq.domain.observed import objections as objection
    from qsq.intake.forms import village_rows
    from qsq.intake.forms.signatures import SignedSheet
    from qsq.year.recorded import change
    from qsq.year.registers import given_back
    from qsq.year.score import (
        chasers,
        check,
        diff,
        evaluate,
        feedback,
        finalise,
        notice,
        objections,
        sign,
        submit,
    )
    from qsq.year.score.bulk import scoring as bulk
    from qsq.year.score.bulk.scoring import BulkResult
    from qsq.year.score.bulk.spread import Spread
    from qsq.year.score.chasers import Chased
    from qsq.year.score.check import Completeness
    from qsq.year.score.diff import ScoreDiff
    from qsq.year.score.evaluate import PeriodResult
    from qsq.year.score.feedback import FedBack
    from qsq.year.score.finalise import Finalised
    from qsq.year.score.notice import Noticed
    from qsq.year.score.objections import Objected, Resolved
    from qsq.year.score.sign import Signed
    from qsq.year.score.submit import Submitted
else:
    (bulk,) = late("qsq.year.score.bulk", "scoring")
    (change,) = late("qsq.year.recorded", "change")
    (given_back,) = late("qsq.year.registers", "given_back")
    (objection,) = late("qsq.domain.observed", "objections")
    (village_rows,) = late("qsq.intake.forms", "village_rows")
    chasers, check, diff, evaluate, feedback, finalise, notice, objections, sign, submit = late(
        "qsq.year.score",
        "chasers",
        "check",
        "diff",
        "evaluate",
        "feedback",
        "finalise",
        "notice",
        "objections",
        "sign",
        "submit",
    )


class ScoreApi(Group):
    r"""一季一评比: a period from its observations to its end (`qsq score`).

    >>> county = Workspace(folder)
    >>> county.score.check("2023Q1").owed
    ()
    >>> result = county.score.period("2023Q1", on="2023-04-02")
    >>> [(one.marks.village.name, one.rank) for one in result.evaluation.villages[:2]]
    [('东一村', 1), ('东二村', 2)]
    >>> result.to_frame().loc[0, "town_mark"]
    Decimal('101.00')
    >>> wide = "village_code,town_code,kind,party.meeting\nA1,T1,village,是\nA2,T1,village,否\n"
    >>> characters = (folder / "wide.csv").write_text(wide, "utf-8")
    >>> county.score.bulk(folder / "wide.csv", folder / "marks.csv", missing="exclude").villages
    2
    >>> county.score.feedback("2023Q1", on="2023-04-02").files[0]
    'out/2023Q1/feedback/T1-东镇/签字表.xlsx'
    """

    def period(
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
        period, why = self._period(period), change.Change(read_day(on), reason)
        return evaluate.score(self._as_official(), period, read_missing(missing), why)

    def bulk(
        self,
        source: str | Path,
        output: str | Path,
        period: str | Period | None = None,
        missing: str | Missing | None = None,
    ) -> "BulkResult":
        """Score a wide table of very many villages and write another (`qsq score bulk`); nothing is recorded.

        Args:
            source: .parquet or .csv, a row for each village, a column for each task.
            output: .parquet or .csv; the towns are written beside it.
            period: such as `2023Q1`; left out, the only one that has rules.
            missing: what a missing observation means, against the scheme; makes the result provisional.

        Raises:
            WrongUse: the period or `missing` is none, or a file's ending is another.
            Refused: rules, headings or cells are wrong; all faults are listed by row and column.
            Waiting: observations are missing and `missing` is `block`.
        """
        when = None if period is None else self._period(period)
        return bulk.score(self.office, Path(source), Path(output), when, read_missing(missing))

    def spread(self, period: str | Period | None = None, missing: str | Missing | None = None) -> "Spread":
        """What marks parts of such a table on other machines, by Dask or Spark, and ranks them together.

        Args:
            period: such as `2023Q1`; left out, the only one that has rules.
            missing: what a missing observation means, against the scheme.

        Raises:
            WrongUse: the period or `missing` is none.
            Refused: rules are wrong; all faults are listed.
        """
        when = None if period is None else self._period(period)
        return bulk.spread(self.office, when, read_missing(missing))

    def check(self, period: str | Period) -> "Completeness":
        """Who still owes which observations (`qsq score check`); raises as `score` does."""
        return check.check(self.office, self._period(period))

    def chase(self, period: str | Period) -> "Chased":
        """Write a form for whoever owes observations, red where it lacks (`qsq score check --forms`).

        Raises:
            WrongUse: the period cannot be read.
            Refused: inputs are wrong; all faults are listed.
            OutOfOrder: the list was not issued, or the actor is not of the city's office.
        """
        period = self._period(period)
        return chasers.chase(self._acting("score check", period), period)

    def diff(
        self,
        period: str | Period,
        other: "str | Period | None" = None,
        *,
        before: int | None = None,
        now: int | None = None,
    ) -> "ScoreDiff":
        """What changed between two revisions or two periods, and why (`qsq score diff`).

        Args:
            period: such as `2023Q1`; by itself, its newest revision is held against the one before it.
            other: a later period.
            before: the earlier revision.
            now: the later revision; of `other`, where there is one.

        Raises:
            WrongUse: a period cannot be read, or it has no such revision.
            OutOfOrder: a period is not evaluated, or has but one revision.
        """
        later = None if other is None else self._period(other)
        return diff.score_diff(self.office, diff.Asked(self._period(period), later, before, now))

    def submit(
        self,
        period: str | Period,
        file: str | Path,
        unit: "Unit",
        on: str | date | None = None,
    ) -> "Submitted":
        """Take a department's or a town's file of observations (`qsq score submit`).

        A form that is refused is given back in `out/PERIOD/returned`, its faulty cells red.

        Raises:
            WrongUse: the period or day cannot be read, the file is no table, or nobody acts.
            Refused: rows are wrong, stand in another file too, or are another department's; all are listed.
            OutOfOrder: the period is final, or the actor acts for others only.
        """
        period = self._period(period)
        return submit.submit(self._acting("score submit", period, on), period, Path(file), unit)

    def feedback(self, period: str | Period, on: str | date | None = None) -> "FedBack":
        """Write a packet of sign-off sheets for each town (`qsq score feedback`).

        Raises:
            WrongUse: the period or day cannot be read.
            OutOfOrder: the period is not evaluated, or its newest result is provisional.
        """
        period = self._period(period)
        return feedback.feed_back(self._acting("score feedback", period, on), period)

    def sign(
        self, period: str | Period, sheets: "Path | Sequence[SignedSheet]", on: str | date | None = None
    ) -> "Signed":
        """Record signed sheets, all or none (`qsq score sign`).

        Args:
            period: such as `2023Q1`.
            sheets: what was signed, or a signature register.
            on: the day on which it happened, where that is not today.

        Raises:
            WrongUse: the period or day cannot be read, or nobody acts.
            Refused: a check code is mistyped or of another revision, or a signer is not who has to sign.
            OutOfOrder: the sheets are not fed back, or the actor acts for others only.
        """
        period = self._period(period)
        acting = self._acting("score sign", period, on)
        if isinstance(sheets, Path):
            with given_back.given_back(acting, sheets):
                return sign.sign_register(acting, period, str(sheets.resolve()))
        sheets = [replace(sheet, unit=acting.unit(sheet.unit)) for sheet in sheets]
        return sign.sign(acting, period, sheets)

    def notice(
        self, period: str | Period, on: str | date | None = None, progress: Progress = no_progress
    ) -> "Noticed":
        """Start the public notice of a signed result (`qsq score notice`).

        Raises:
            WrongUse: the period or day cannot be read, or nobody acts.
            Refused: the days off of the year are not known.
            Waiting: signatures are missing, or an objection is open; who has to act is listed.
            OutOfOrder: another step comes first, or the actor acts for others only.
        """
        period = self._period(period)
        return notice.hang_up(self._acting("score notice", period, on), period, progress)

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
            WrongUse: the period or day cannot be read, or nobody acts.
            OutOfOrder: no notice runs on that day, or the actor acts for others only.
        """
        period = self._period(period)
        acting = self._acting("score object", period, on)
        said = objection.Objection(by, text)
        return objections.object_to(acting, period, [village_rows.VillageRow(village, said)])[0]

    def object_file(
        self, period: str | Period, file: str | Path, on: str | date | None = None
    ) -> "tuple[Objected, ...]":
        """Record the objections of a form, all or none (`qsq score object --file`).

        Raises:
            WrongUse: the period or day cannot be read, or nobody acts.
            Refused: the file is wrong; all faults are listed.
            OutOfOrder: no notice runs on that day, or the actor acts for others only.
        """
        period = self._period(period)
        acting = self._acting("score object", period, on)
        with given_back.given_back(acting, file):
            return objections.object_form(acting, period, str(Path(file).resolve()))

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
            WrongUse: the period or day cannot be read, the reason is empty, or nobody acts.
            Refused: the corrected inputs are wrong; all faults are listed.
            OutOfOrder: no such objection is open, nothing was corrected, or the actor acts for others only.
        """
        period = self._period(period)
        acting = self._acting("score resolve", period, on)
        return objections.resolve(acting, period, objection, reason, upheld=upheld)

    def finalise(
        self, period: str | Period, on: str | date | None = None, progress: Progress = no_progress
    ) -> "Finalised":
        """Make a period final when its notice has run out (`qsq score finalise`).

        Raises:
            WrongUse: the period or day cannot be read, or nobody acts.
            Waiting: the notice runs, or an objection is open.
            OutOfOrder: another step comes first, or the actor acts for others only.
        """
        period = self._period(period)
        return finalise.finalise(self._acting("score finalise", period, on), period, progress)
