"""A period made final, and the review meeting's sheet: rewards to pay and yellow cards to hand out."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qsq.documents.document import Bundle
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.steps.period_state import PeriodStep
from qsq.domain.values.money import fen, yuan
from qsq.domain.values.numbers import read_number
from qsq.domain.values.periods import Period
from qsq.ledger.ledger import Ledger
from qsq.year.desk.acting import Acting, event_of
from qsq.year.desk.papers import write_sent_out, write_workbooks
from qsq.year.desk.progress import Progress, no_progress
from qsq.year.desk.step import nothing, step
from qsq.year.desk.wording import keep_wording
from qsq.year.desk.writing import folder_written_whole
from qsq.year.recorded.period import RecordedPeriod, result_for, stand_of
from qsq.year.score.documents import FINAL_WORDINGS, PeriodReports

_NO_REWARD = "0.00"


@dataclass(frozen=True, slots=True)
class Finalised:
    """A final period.

    Attributes:
        file: the review meeting's sheet, from the workspace's root.
        documents: the circular and the notices to villages, from the workspace's root.
        recorded: False where the period was final before.
    """

    result: RecordedPeriod
    file: str
    documents: tuple[str, ...]
    recorded: bool

    def rewarded(self) -> list[RecordedVillage]:
        """The villages that take a reward, by town and rank."""
        return [one for one in self._villages() if one.reward != _NO_REWARD]

    def carded(self) -> list[RecordedVillage]:
        """The villages that take a yellow card, by town and rank."""
        return [one for one in self._villages() if one.yellow_card is not None]

    def _villages(self) -> list[RecordedVillage]:
        return sorted(self.result.figures.villages, key=lambda one: one.place)

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        rewarded = self.rewarded()
        return {
            "period": str(self.result.period),
            "revision": self.result.revision,
            "recorded": self.recorded,
            "rewards": [{"village_code": one.village_code, "reward": one.reward} for one in rewarded],
            "rewards_total": yuan(sum(fen(read_number(one.reward)) for one in rewarded)),
            "yellow_cards": [
                {"village_code": one.village_code, "yellow_card": one.yellow_card} for one in self.carded()
            ],
            "file": self.file,
            "documents": list(self.documents),
        }


def finalise(acting: Acting, period: Period, progress: Progress = no_progress) -> Finalised:
    """Make a period final; see `Workspace.score.finalise`."""
    office = acting.office
    target = office.root / "out" / str(period) / "review"
    return step(
        office,
        allowed=acting.allow_end_of_notice,
        checked=nothing,
        recorded=lambda ledger, _nothing: _recorded(acting, ledger, period),
        written=lambda ledger, done: _written(acting, ledger, done, target, progress),
        folder=target,
    )


def _recorded(acting: Acting, ledger: Ledger, period: Period) -> Finalised:
    stand = stand_of(ledger, period)
    result = result_for(PeriodStep.FINALISE, stand, acting.today, acting.register)
    new = event_of(stand.events, PeriodEvent.FINALISATION, "", result.revision) is None
    if new:
        wording = keep_wording(ledger, acting.office.folder(), *FINAL_WORDINGS)
        ledger.append(acting.event(PeriodEvent.FINALISATION, revision=result.revision, wording=wording))
    return Finalised(result, "", (), new)


def _written(acting: Acting, ledger: Ledger, done: Finalised, target: Path, progress: Progress) -> Finalised:
    root, period = acting.office.root, done.result.period
    reports = PeriodReports(acting, ledger, done.result, ledger.events(period=str(period)))
    bundles, review = _bundles(reports), reports.review()
    with folder_written_whole(root, target) as made:
        write_workbooks(made, [review], period.last_day)
        write_sent_out(acting.office, made, bundles, period.last_day, progress)
    (file,), documents = acting.office.papers_in(target)
    return replace(done, file=file, documents=documents)


def _bundles(reports: PeriodReports) -> dict[str, list[Bundle]]:
    """What goes out when a period is final, by the folders that it stands in."""
    return {
        "": reports.circular(),
        "黄牌警示通知书": reports.yellow_cards(),
        "奖励通知书": reports.rewards(),
    }
