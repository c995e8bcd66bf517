"""A period made final, and the review meeting's sheet: rewards to pay and yellow cards to hand out."""

from dataclasses import dataclass, replace
from typing import Any

from qsq.documents.document import Bundle
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.steps.period_state import PeriodEvent, PeriodStep
from qsq.domain.values.money import fen, yuan
from qsq.domain.values.numbers import read_number
from qsq.domain.values.periods import Period
from qsq.year.desk.acting import Acting, event_of
from qsq.year.desk.papers import write_sent_out, write_workbooks
from qsq.year.desk.progress import Progress, no_progress
from qsq.year.desk.wording import keep_wording
from qsq.year.desk.writing import folder_written_whole
from qsq.year.recorded.period import RecordedPeriod
from qsq.year.recorded.period_steps import result_for, stand_of
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
    """Make a period final; see `Workspace.finalise`."""
    office = acting.office
    target = office.root / "out" / str(period) / "review"
    with office.ledger() as ledger:
        acting.allow_end_of_notice(ledger)
        with ledger.transaction():
            stand = stand_of(ledger, period)
            result = result_for(PeriodStep.FINALISE, stand, acting.today, acting.register)
            new = event_of(stand.events, PeriodEvent.FINALISATION, "", result.revision) is None
            if new:
                wording = keep_wording(ledger, office.folder(), *FINAL_WORDINGS)
                ledger.append(
                    acting.event(PeriodEvent.FINALISATION, revision=result.revision, wording=wording)
                )
            reports = PeriodReports(acting, ledger, result, ledger.events(period=str(period)))
            bundles, review = _bundles(reports), reports.review()
            file = target / f"{review.name}.xlsx"
            done = Finalised(result, file.relative_to(office.root).as_posix(), (), new)
            with folder_written_whole(office.root, target) as made:  # what cannot be written is not recorded
                write_workbooks(made, [review], period.last_day)
                write_sent_out(office.root, made, bundles, period.last_day, progress)
    _workbooks, documents = office.papers_in(target)
    return replace(done, documents=documents)


def _bundles(reports: PeriodReports) -> dict[str, list[Bundle]]:
    """What goes out when a period is final, by the folders that it stands in."""
    return {
        "": reports.circular(),
        "黄牌警示通知书": reports.yellow_cards(),
        "奖励通知书": reports.rewards(),
    }
