"""The documents of a period's recorded result, as bundles: each becomes a file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from qsq.documents.document import Bundle, Document
from qsq.documents.score.circular import circular
from qsq.documents.score.finalise import card_list
from qsq.documents.score.notice import notice_figures, public_notice
from qsq.documents.score.printed_period import PrintedPeriod, carded_of, rewarded_of
from qsq.documents.score.reward_list import reward_list
from qsq.documents.score.village_notices import card_notice, reward_notice
from qsq.documents.wording.worded import Worded
from qsq.domain.county.officials import Level, Unit
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.results.town_notice import town_notice
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.steps.hanging import Hanging
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.file_names import file_name
from qsq.fairness.narrow import Narrow, period_margins
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.acting import Acting, event_of
from qsq.year.desk.papers import EVERYONE, Chosen
from qsq.year.desk.wording import worded_then
from qsq.year.recorded.basis import rules_of
from qsq.year.recorded.hanging import hanging_of
from qsq.year.recorded.period import RecordedPeriod
from qsq.year.score.recount import recount

FINAL_WORDINGS = ("circular", "yellow-cards", "rewards", "reward-list", "fairness")
"""The wordings of what goes out when a period is final."""


class PeriodReports:
    """Makes the documents of a recorded period.

    Args:
        acting: whose workspace it is.
        ledger: the workspace's.
        result: the period's newest one.
        events: the period's, which say whether it hangs and whether it is final.
        chosen: whose documents are wanted.
    """

    def __init__(
        self,
        acting: Acting,
        ledger: Ledger,
        result: RecordedPeriod,
        events: tuple[Event, ...],
        chosen: Chosen = EVERYONE,
    ) -> None:
        self._ledger, self._result, self._chosen = ledger, result, chosen
        self._folder = acting.office.folder()
        self.rules = rules_of(ledger, result.event)
        self._final = final = event_of(events, PeriodEvent.FINALISATION, "", result.revision)
        self._notice = event_of(events, PeriodEvent.NOTICE, "", result.revision)
        self.printed = PrintedPeriod(
            scheme=self.rules.scheme,
            name=chinese_period(result.period),
            revision=result.revision,
            villages=result.figures.villages,
            towns=self.rules.register.town_names(),
            register=self.rules.register,
            basis=self.rules.checklist.basis,
            day=date.fromisoformat(final.payload["on"]) if final else None,
            draft=final is None,
            provisional="（暂定：缺报的评分意见未按规则处理）" if result.provisional else "",
            grades=result.figures.grades,
            town_marks=result.figures.towns if self.rules.scheme.ranking.shows_towns else (),
        )

    def notices(self) -> list[Bundle]:
        """公示, one for each town."""
        wording, hanging = self._worded("notice", self._notice), self._hanging()
        bundles, margins = [], self._margins()
        for town in self._towns():
            unit, notice = Unit(Level.TOWN, town), town_notice(self._result.figures, town)
            made = public_notice(wording, self.printed, self._result.code(unit), notice, hanging, margins)
            if hanging:
                seal = self._result.seal(unit, self.printed.towns.get(town, town), hanging.head)
                made = tuple(replace(one, seal=replace(seal, coded=one.compact)) for one in made)
            figures = notice_figures(made[-1], self.printed, notice)
            bundles.append(Bundle(self._town_name(town), made, (*made, figures)))
        return bundles

    def _margins(self) -> tuple[Narrow, ...]:
        """How narrow the borders are, counted from the record; nothing where the scheme does not ask."""
        if not self.rules.scheme.notice.margins:
            return ()
        return period_margins(recount(self._ledger, self._result.event).evaluation)

    def circular(self) -> list[Bundle]:
        """通报."""
        names = {item.item: item.name for item in self._result.figures.checklist}
        return [
            Bundle(
                "通报",
                (circular(self._worded("circular", self._final), self.printed, self._result.code(), names),),
            )
        ]

    def yellow_cards(self) -> list[Bundle]:
        """黄牌警示通知书, one for each carded village; a file for each town."""
        wording = self._worded("yellow-cards", self._final)
        return [
            Bundle(
                name,
                tuple(
                    card_notice(
                        wording, self.printed, self._code(one), one, self._result.figures.items_of(town)
                    )
                    for one in villages
                ),
            )
            for name, town, villages in self._by_town(carded_of(self.printed))
        ]

    def rewards(self) -> list[Bundle]:
        """奖励通知书, one for each rewarded village; a file for each town."""
        wording = self._worded("rewards", self._final)
        return [
            Bundle(
                name, tuple(reward_notice(wording, self.printed, self._code(one), one) for one in villages)
            )
            for name, _town, villages in self._by_town(rewarded_of(self.printed))
        ]

    def reward_list(self) -> list[Bundle]:
        """奖励发放表."""
        return [Bundle("奖励发放表", (self._reward_list(),))]

    def review(self) -> Bundle:
        """评比会: the rewards to pay and the yellow cards to hand out."""
        return Bundle("评比会", (self._reward_list(), card_list(self.printed, self._result.code())))

    def _reward_list(self) -> Document:
        return reward_list(self._worded("reward-list", self._final), self.printed, self._result.code())

    def worded(self, name: str) -> Worded:
        """The wording of what is printed when the period is final."""
        return self._worded(name, self._final)

    def _worded(self, name: str, step: Event | None) -> Worded:
        return worded_then(self._ledger, step, self._folder, name)

    def _hanging(self) -> Hanging | None:
        return None if self._notice is None else hanging_of(self._notice, self.rules.scheme)

    def _code(self, village: RecordedVillage) -> str:
        return self._result.code(Unit(Level.VILLAGE, village.village_code))

    def _towns(self) -> list[str]:
        return sorted({one.town_code for one in self.printed.villages if self._takes(one)})

    def _takes(self, village: RecordedVillage) -> bool:
        return self._chosen.takes(village.town_code, village.village_code)

    def _town_name(self, town: str) -> str:
        return file_name(town, self.printed.towns.get(town, town))

    def _by_town(self, villages: list[RecordedVillage]) -> Iterator[tuple[str, str, list[RecordedVillage]]]:
        """The chosen villages by town, each group with the name of its file."""
        wanted = [one for one in villages if self._takes(one)]
        for town in sorted({one.town_code for one in wanted}):
            own = [one for one in wanted if one.town_code == town]
            yield self._town_name(town), town, own
