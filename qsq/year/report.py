"""`qsq report`: a kind of document of a period, written whole into out/PERIOD/report/."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from qsq.documents.document import Bundle
from qsq.domain.faults import OutOfOrder, WrongUse, message
from qsq.domain.values.file_names import file_name
from qsq.domain.values.periods import Month, Period
from qsq.ledger.ledger import Ledger
from qsq.uncollected import uncollected
from qsq.year.awards.documents import YearReports, burden_bundles
from qsq.year.checklist.documents import checklist_bundles
from qsq.year.desk.acting import Acting
from qsq.year.desk.papers import ENDINGS, FORMATS, Chosen, installed_formats, write_bundles, writers
from qsq.year.desk.progress import Progress
from qsq.year.desk.writing import folder_written_whole, keep_file, plain_files
from qsq.year.fairness.found import DRAWS, SEED
from qsq.year.fairness.known_traits import known_traits
from qsq.year.fairness.paper import fairness_bundles
from qsq.year.fairness.period import period_fairness
from qsq.year.fairness.year import year_fairness
from qsq.year.recorded.period import stand_of
from qsq.year.remind.documents import reminder_bundles
from qsq.year.score.documents import PeriodReports


@dataclass(frozen=True, slots=True)
class Reported:
    """Documents as they were written.

    Attributes:
        draft: whether any of them says 草案.
        files: paths from the workspace's root.
    """

    kind: str
    period: str
    draft: bool
    folder: str
    files: tuple[str, ...]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {"kind": self.kind, "period": self.period, "draft": self.draft, "files": list(self.files)}


@dataclass(frozen=True, slots=True)
class ReportCall:
    """A call of `qsq report`, as the makers of documents see it."""

    acting: Acting
    ledger: Ledger
    chosen: Chosen

    def checklist(self) -> list[Bundle]:
        """任务清单 of the period."""
        return checklist_bundles(self.acting, self.ledger, Period.read(self.acting.period), self.chosen)

    def reminders(self) -> list[Bundle]:
        """提示单 of the month."""
        return reminder_bundles(self.acting, self.ledger, Month.read(self.acting.period), self.chosen)

    def period(self) -> PeriodReports:
        """The documents of the period's newest result.

        Raises:
            OutOfOrder: it is not evaluated.
        """
        stand = stand_of(self.ledger, Period.read(self.acting.period))
        if stand.result is None:
            raise OutOfOrder(
                message(
                    "{period} is not evaluated; first: qsq score period {period}", period=self.acting.period
                )
            )
        return PeriodReports(self.acting, self.ledger, stand.result, stand.events, self.chosen)

    def fairness(self) -> list[Bundle]:
        """结果稳定性报告 of the period's newest result."""
        when = Period.read(self.acting.period)
        office = self.acting.office
        found = period_fairness(office, when, DRAWS, SEED, traits=known_traits(office))
        return fairness_bundles(found, self.period().worded("fairness"))

    def fairness_of_year(self) -> list[Bundle]:
        """结果稳定性报告 of the year's newest list."""
        office = self.acting.office
        found = year_fairness(office, int(self.acting.period), DRAWS, SEED, traits=known_traits(office))
        return fairness_bundles(found, self.year().worded("fairness-year"))

    def year(self) -> YearReports:
        """The documents of the year's newest list."""
        return YearReports(self.acting, self.ledger)


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A kind of document.

    Attributes:
        period: whether it is of a `period`, a `month` or a `year`.
        make: its bundles.
        of_villages: whether it can be made for one town or village alone.
        figures: whether people calculate with it, so that there is a workbook too.
    """

    period: str
    make: Callable[[ReportCall], Sequence[Bundle]]
    of_villages: bool = False
    figures: bool = False

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that it is written in."""
        return FORMATS if self.figures else FORMATS[:2]


KINDS = {
    "checklist": ReportKind("period", lambda asked: asked.checklist(), of_villages=True),
    "reminders": ReportKind("month", lambda asked: asked.reminders(), of_villages=True),
    "notice": ReportKind("period", lambda asked: asked.period().notices(), of_villages=True, figures=True),
    "circular": ReportKind("period", lambda asked: asked.period().circular()),
    "yellow-cards": ReportKind("period", lambda asked: asked.period().yellow_cards(), of_villages=True),
    "rewards": ReportKind("period", lambda asked: asked.period().rewards(), of_villages=True),
    "reward-list": ReportKind("period", lambda asked: asked.period().reward_list(), figures=True),
    "fairness": ReportKind("period", lambda asked: asked.fairness(), figures=True),
    "awards-notice": ReportKind("year", lambda asked: asked.year().awards_notice()),
    "decision": ReportKind("year", lambda asked: asked.year().decision()),
    "prizes": ReportKind("year", lambda asked: asked.year().prizes(), figures=True),
    "uplifts": ReportKind("year", lambda asked: asked.year().uplifts(), figures=True),
    "year": ReportKind("year", lambda asked: asked.year().year()),
    "fairness-year": ReportKind("year", lambda asked: asked.fairness_of_year(), figures=True),
    "burden": ReportKind("year", lambda asked: burden_bundles(asked.acting, asked.ledger), figures=True),
}
"""The kinds in the order of the year."""


@uncollected()
def report(
    acting: Acting,
    kind: str,
    chosen: Chosen,
    formats: Sequence[str],
    progress: Progress,
    *,
    separate: bool = False,
) -> Reported:
    """Write a kind of document; see `Workspace.report`."""
    found = KINDS[kind]
    _check(acting, kind, chosen, formats)
    made_by = writers(acting.office.root, formats or installed_formats(found.formats) or found.formats)
    with acting.office.ledger_to_read() as ledger:
        bundles = _arranged(found.make(ReportCall(acting, ledger, chosen)), chosen, separate=separate)
    if not bundles:
        raise OutOfOrder(
            message(
                "nothing of the kind {kind} is to be written for {period}", kind=kind, period=acting.period
            )
        )
    root, name = acting.office.root, _folder(kind, chosen, separate=any(one.folder for one in bundles))
    target = root / "out" / acting.period / "report" / name
    total = len(bundles) * len(made_by)
    with folder_written_whole(root, target) as made, progress(f"{kind} {acting.period}", total) as step:
        _keep_others(target, made, {writer.ending for writer in made_by})
        write_bundles({made: bundles}, made_by, last_day(acting.period), step, root)
    draft = any(document.draft for bundle in bundles for document in bundle.documents)
    folder = target.relative_to(root).as_posix()
    return Reported(kind, acting.period, draft, folder, acting.office.files_in(target, ENDINGS))


def _arranged(bundles: Sequence[Bundle], chosen: Chosen, *, separate: bool) -> Sequence[Bundle]:
    """The bundles as they go into files: each village's papers by themselves, or a village's alone."""
    if not separate and not chosen.village:
        return bundles
    apart = [one for bundle in bundles for one in bundle.separated()]
    return [replace(one, folder="") for one in apart] if chosen.village else apart


def _folder(kind: str, chosen: Chosen, *, separate: bool) -> str:
    """The folder's name, which says whose documents it holds."""
    whose = {"village": chosen.village, "town": chosen.town}
    level = next((level for level, code in whose.items() if code), "")
    words = [kind, *(["separate"] if separate else ()), *([level, whose[level]] if level else ())]
    return file_name("-".join(words))


def _keep_others(before: Path, made: Path, endings: Collection[str]) -> None:
    """Files of formats that are not written this time stay."""
    for file in plain_files(before):
        if file.suffix in ENDINGS and file.suffix not in endings:
            keep_file(file, made / file.relative_to(before))


def last_day(period: str) -> date:
    """The last day of a period, month or year: the date in its files' properties."""
    return Period.read(period).last_day


def _check(acting: Acting, kind: str, chosen: Chosen, formats: Sequence[str]) -> None:
    """Raise where the call asks for what there is not.

    Raises:
        WrongUse: it does.
    """
    found = KINDS[kind]
    if (chosen.town or chosen.village) and not found.of_villages:
        raise WrongUse(message("{kind} is the city's: leave out --town and --village", kind=kind))
    if chosen.village:
        towns = {one.code: one.town_code for one in acting.register.evaluated}
        if chosen.town not in ("", towns[chosen.village]):
            what = message("{village} is no village of {town}", village=chosen.village, town=chosen.town)
            raise WrongUse(what)
    for one in formats:
        if one not in found.formats:
            known = ", ".join(found.formats)
            raise WrongUse(
                message(
                    "found the format {found}; {kind} is written as: {known}",
                    found=one,
                    kind=kind,
                    known=known,
                )
            )
