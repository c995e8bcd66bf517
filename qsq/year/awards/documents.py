"""The documents of a year, as bundles: the list of honours and what follows from it, the year, the burden."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from qsq.documents.awards.decide import decision
from qsq.documents.awards.notice import awards_public_notice
from qsq.documents.awards.pay import prize_list, uplift_list
from qsq.documents.awards.printed_year import PrintedYear
from qsq.documents.document import Bundle
from qsq.documents.report.burden import burden_report
from qsq.documents.report.year import PeriodFigures, YearFigures, year_report
from qsq.documents.wording.worded import Worded
from qsq.domain.results.recorded import RecordedHonour
from qsq.domain.scheme.burden import Load, change
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.steps.event_kinds import YearEvent
from qsq.domain.steps.year_state import year_state_of
from qsq.domain.values.chinese_dates import chinese_period, short_chinese_period
from qsq.domain.values.money import fen, yuan_grouped
from qsq.domain.values.numbers import read_number
from qsq.domain.values.periods import PeriodKind
from qsq.ledger.encoding.results import read_year
from qsq.ledger.ledger import Event, Ledger
from qsq.year.awards.draw_up import decision_of, draw_up
from qsq.year.awards.lists_of_year import asked_of_year
from qsq.year.desk.acting import Acting
from qsq.year.desk.wording import worded_then
from qsq.year.known_2023 import CITY_CODE, KNOWN, KNOWN_MONEY, KNOWN_VISITS
from qsq.year.recorded.hanging import hanging_of
from qsq.year.recorded.list_basis import list_basis
from qsq.year.recorded.period import RecordedPeriod, newest_result
from qsq.year.recorded.year_list import newest_list
from qsq.year.visits.visits import totals

YEAR_WORDINGS = ("decision", "prizes", "uplifts", "year", "fairness-year", "burden")
"""The wordings of what goes out when a year's list is final."""


class YearReports:
    """Makes the documents of a year, from its newest recorded list, else from one that is drawn up for it.

    Of a confirmed year they say what was recorded when it was confirmed.

    Raises:
        Refused: the year's inputs are wrong; all faults are listed.
        OutOfOrder: no period is evaluated.
    """

    def __init__(self, acting: Acting, ledger: Ledger) -> None:
        self._folder = acting.office.folder()
        self._events: tuple[Event, ...] = ledger.events(period=acting.period)
        self._state = year_state_of(self._events)
        self._confirmed = confirmation_of(self._events)
        self._acting, self._ledger = acting, _as_confirmed(ledger, self._confirmed)
        self._list = newest_list(self._ledger, self._events)
        self.basis = list_basis(acting, self._ledger, self._list.event if self._list else None)
        self.printed = self._printed_year()

    def awards_notice(self) -> list[Bundle]:
        """年度拟表彰名单公示."""
        hung = self._newest(YearEvent.NOTICE) if self._state.notice else None
        hanging = hanging_of(hung, self.basis.scheme) if hung else None
        made = awards_public_notice(self._worded("awards-notice", hung), self.printed, hanging)
        if hanging and self._list:
            seal = self._list.seal(self.printed.scheme.city_name, hanging.head)
            made = replace(made, seal=replace(seal, coded=made.compact))
        return [Bundle("年度拟表彰名单公示", (made,))]

    def decision(self) -> list[Bundle]:
        """表彰决定; a draft until the list is confirmed."""
        event = self._newest(YearEvent.DECISION)
        said = event.payload if event and self._state.decided else {}
        document, approval = str(said.get("document", "")), str(said.get("approval", ""))
        wording = self._worded("decision", self._confirmed)
        made = decision(wording, self.printed, document, approval, self._state.objections)
        return [Bundle("表彰决定", (made,))]

    def prizes(self) -> list[Bundle]:
        """奖金分配表."""
        return [Bundle("奖金分配表", (prize_list(self._worded("prizes", self._confirmed), self.printed),))]

    def uplifts(self) -> list[Bundle]:
        """绩效奖金增发表."""
        return [
            Bundle("绩效奖金增发表", (uplift_list(self._worded("uplifts", self._confirmed), self.printed),))
        ]

    def year(self) -> list[Bundle]:
        """年度工作报告."""
        made = year_report(self._worded("year", self._confirmed), self.printed, self._figures())
        return [Bundle("年度工作报告", (made,))]

    def worded(self, name: str) -> Worded:
        """The wording of what is printed when the year is confirmed."""
        return self._worded(name, self._confirmed)

    def _worded(self, name: str, step: Event | None) -> Worded:
        return worded_then(self._ledger, step, self._folder, name)

    def _printed_year(self) -> PrintedYear:
        basis, register = self.basis, self.basis.register
        return PrintedYear(
            scheme=basis.scheme,
            name=self._acting.period,
            revision=self._state.revision,
            code=self._list.code if self._list else "",
            honoured=self._list.honours if self._list else self._drawn_up(),
            villages={village.code: village for village in register.villages},
            towns=register.town_names(),
            cadres=basis.cadres,
            day=date.fromisoformat(self._confirmed.payload["on"]) if self._confirmed else None,
            draft=self._confirmed is None,
        )

    def _drawn_up(self) -> tuple[RecordedHonour, ...]:
        """The honours as they would be, where no list is drawn up."""
        year = int(self._acting.period)
        ruling = decision_of(self._ledger, year)
        found = draw_up(self._acting.office, self._ledger, year, ruling, draft=True)
        return read_year(found.content()).honours

    def _newest(self, kind: YearEvent) -> Event | None:
        return next((event for event in reversed(self._events) if event.kind == kind), None)

    def _figures(self) -> YearFigures:
        asked = asked_of_year(self._acting, self._ledger, over=self._confirmed is not None)
        checklists = asked.checklists
        results = [newest_result(self._ledger, one.period) for one in checklists]
        visits = totals(self._ledger, int(self._acting.period))
        counted = {
            "visits": visits["visit"],
            "reviews": visits["review"],
            "problems": visits["problem"],
            "disputes": visits["dispute"],
        }
        periods = [
            _period_figures(self.printed.scheme, checklist, result)
            for checklist, result in zip(checklists, results, strict=True)
        ]
        departments = {item.department for one in checklists for item in one.items}
        evaluated = self.basis.register.evaluated
        scheme = self.printed.scheme
        comparable = (scheme.city_code, scheme.period) == (CITY_CODE, PeriodKind.QUARTER)
        known = self._known(periods, counted) if comparable else {}
        figures = self._list.figures if self._list else None
        return YearFigures(
            towns=len({village.town_code for village in evaluated}),
            villages=len(evaluated),
            departments=len(departments),
            periods=periods,
            visits=counted,
            known=known,
            annual=figures.villages if figures and scheme.annual.grades else (),
            town_marks=figures.towns if figures and scheme.ranking.shows_towns else (),
            parts=scheme.category_names()
            | {item.id: item.name for one in checklists for item in one.all_items},
        )

    def _known(self, periods: list[PeriodFigures], visits: dict[str, int]) -> dict[str, tuple[str, str]]:
        """What was reported of 2023 beside this year's figures."""
        first = periods[0].load
        counts = {honour.id: len(given) for honour, given in self.printed.by_honour()}
        members = [member for one in self.printed.honoured for member in one.members]
        money = {
            "period_rewards": sum(one.rewards for one in periods),
            "prizes": self.printed.total("prize"),
            "uplift": sum(fen(read_number(member.uplift)) for member in members),
        }
        changes = {
            f"{one.short}条数比{periods[0].short}": (
                str(KNOWN[f"q{number}_change"]),
                change(one.load.tasks, first.tasks),
            )
            for number, one in enumerate(periods, start=1)
            if number > 1
        }
        names = {"period_rewards": "季度奖励（元）", "prizes": "年度奖金（元）", "uplift": "绩效增发（元）"}
        honours = {
            f"{honour.name}（个）": (str(KNOWN[honour.id]), str(counts.get(honour.id, 0)))
            for honour in self.printed.scheme.annual.honours
            if honour.id in KNOWN
        }
        return {
            f"{periods[0].short}项数": (str(KNOWN["q1_items"]), str(first.items)),
            f"{periods[0].short}条数": (str(KNOWN["q1_tasks"]), str(first.tasks)),
            **changes,
            **honours,
            **{
                names[key]: (yuan_grouped(amount), yuan_grouped(money[key]))
                for key, amount in KNOWN_MONEY.items()
            },
            "走访": (KNOWN_VISITS["visits"], _noted(visits["visits"], "次")),
            "帮助解决的问题": (KNOWN_VISITS["problems"], _noted(visits["problems"], "件")),
            "化解的纠纷": (KNOWN_VISITS["disputes"], _noted(visits["disputes"], "件")),
        }


def _noted(count: int, unit: str) -> str:
    """So many as were noted; where none was, that is no sentence."""
    return f"{count}{unit}" if count else "—"


def _period_figures(scheme: Scheme, checklist: Checklist, result: RecordedPeriod | None) -> PeriodFigures:
    villages = result.figures.villages if result else ()
    scale = scheme.marks.scale
    marks = [read_number(one.city_mark) for one in villages]
    paid = [fen(read_number(one.reward)) for one in villages]
    return PeriodFigures(
        period=chinese_period(checklist.period),
        short=short_chinese_period(checklist.period),
        load=Load(len(checklist.items), len(checklist.tasks)),
        villages=len(villages),
        mean=scale.text(scale.units(sum(marks, Fraction(0)) / len(marks))) if marks else "—",
        rewarded=sum(amount > 0 for amount in paid),
        rewards=sum(paid),
        cards=sum(one.yellow_card is not None for one in villages),
    )


def burden_bundles(acting: Acting, ledger: Ledger) -> list[Bundle]:
    """村级负担报告 of a year's lists."""
    events = ledger.events(period=acting.period)
    confirmed = confirmation_of(events)
    asked = asked_of_year(acting, _as_confirmed(ledger, confirmed), over=confirmed is not None)
    wording = worded_then(ledger, confirmed, acting.office.folder(), "burden")
    day = date.fromisoformat(confirmed.payload["on"]) if confirmed else None
    made = burden_report(wording, asked.scheme, acting.period, asked.checklists, asked.departments, day)
    return [Bundle("村级负担报告", (made,))]


def _as_confirmed(ledger: Ledger, confirmation: Event | None) -> Ledger:
    """The ledger as it was when the year was confirmed; as it is where it is not."""
    return ledger.until(confirmation) if confirmation else ledger


def confirmation_of(events: Sequence[Event]) -> Event | None:
    """What made a year's list final; None before, and where it was taken back."""
    if not year_state_of(events).confirmed:
        return None
    return next(event for event in reversed(events) if event.kind == YearEvent.CONFIRMATION)
