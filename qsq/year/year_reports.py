"""The documents of a year, as bundles: the list of honours and what follows from it, the year, the burden."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from qsq.documents.award_documents import (
    YearOf,
    awards_public_notice,
    decision,
    prize_list,
    uplift_list,
)
from qsq.documents.burden_report import burden_report
from qsq.documents.document import Bundle
from qsq.documents.evaluation_papers import Hanging
from qsq.documents.year_report import PeriodFigures, YearFigures, year_report
from qsq.domain.burden import Load, change
from qsq.domain.checklist import Checklist
from qsq.domain.chinese_dates import chinese_period, short_chinese_period
from qsq.domain.faults import Faults, OutOfOrder, Refused, message
from qsq.domain.money import fen, yuan_grouped
from qsq.domain.numbers import read_number
from qsq.domain.periods import Period, PeriodKind
from qsq.domain.steps import notice_of
from qsq.domain.year_state import YearKind, year_state_of
from qsq.intake.year_inputs import load_year_inputs
from qsq.ledger.ledger import Event, Ledger
from qsq.rules.period_file import period_file, periods_of_year
from qsq.year.acting import Acting
from qsq.year.awards import decision_of, draw_up
from qsq.year.issued_list import list_of
from qsq.year.known_2023 import CITY_CODE, KNOWN, KNOWN_MONEY, KNOWN_VISITS
from qsq.year.recorded import RecordedPeriod, newest_result
from qsq.year.recorded_list import newest_list
from qsq.year.visits import totals
from qsq.year.wording import worded


class YearReports:
    """Makes the documents of a year, from its newest recorded list, else from one that is drawn up for it.

    Raises:
        Refused: the year's inputs are wrong; all faults are listed.
        OutOfOrder: no period is evaluated.
    """

    def __init__(self, acting: Acting, ledger: Ledger) -> None:
        self._acting, self._ledger = acting, ledger
        self._folder = acting.office.folder()
        self._events: tuple[Event, ...] = ledger.events(period=acting.period)
        self._state = year_state_of(self._events)
        self.of = self._year_of()

    def awards_notice(self) -> list[Bundle]:
        """年度拟表彰名单公示."""
        hanging, listed = self._hanging(), newest_list(self._ledger, self._events)
        made = awards_public_notice(worded(self._folder, "awards-notice"), self.of, hanging)
        if hanging and listed:
            made = replace(made, seal=listed.seal(self._acting.scheme.city_name, hanging.head))
        return [Bundle("年度拟表彰名单公示", (made,))]

    def decision(self) -> list[Bundle]:
        """表彰决定; a draft until the list is confirmed."""
        event = self._newest(YearKind.DECISION)
        said = event.payload if event and self._state.decided else {}
        document, approval = str(said.get("document", "")), str(said.get("approval", ""))
        made = decision(worded(self._folder, "decision"), self.of, document, approval, self._state.objections)
        return [Bundle("表彰决定", (made,))]

    def prizes(self) -> list[Bundle]:
        """奖金分配表."""
        return [Bundle("奖金分配表", (prize_list(worded(self._folder, "prizes"), self.of),))]

    def uplifts(self) -> list[Bundle]:
        """绩效奖金增发表."""
        return [Bundle("绩效奖金增发表", (uplift_list(worded(self._folder, "uplifts"), self.of),))]

    def year(self) -> list[Bundle]:
        """年度工作报告."""
        made = year_report(worded(self._folder, "year"), self.of, self._figures())
        return [Bundle("年度工作报告", (made,))]

    def _year_of(self) -> YearOf:
        acting, year = self._acting, int(self._acting.period)
        confirmed, newest = self._newest(YearKind.CONFIRMATION), newest_list(self._ledger, self._events)
        if newest is not None:
            honoured = newest.honours
        else:
            ruling = decision_of(self._ledger, year)
            honoured = draw_up(acting.office, self._ledger, year, ruling, draft=True).answer()["honours"]
        faults = Faults()
        inputs = load_year_inputs(self._folder, year, acting.scheme, acting.register, faults)
        if inputs is None:
            raise Refused(faults.found)
        return YearOf(
            scheme=acting.scheme,
            year=acting.period,
            revision=self._state.revision,
            code=newest.code if newest else "",
            honoured=honoured,
            villages={village.code: village for village in acting.register.villages},
            towns=acting.register.town_names(),
            cadres={cadre.id: cadre for cadres in inputs.cadres.values() for cadre in cadres},
            day=date.fromisoformat(confirmed.payload["on"]) if confirmed else None,
            draft=confirmed is None,
        )

    def _newest(self, kind: YearKind) -> Event | None:
        return next((event for event in reversed(self._events) if event.kind == kind), None)

    def _hanging(self) -> Hanging | None:
        event = self._newest(YearKind.NOTICE)
        if event is None or self._state.notice is None:
            return None
        days, rule = notice_of(event), self._acting.scheme.notice
        return Hanging(days.first, days.last, rule.working_days, event.digest)

    def _figures(self) -> YearFigures:
        checklists = checklists_of(self._acting, self._ledger)
        results = [newest_result(self._ledger, one.period) for one in checklists]
        visits = totals(self._acting, int(self._acting.period))
        counted = {
            "visits": visits["visit"],
            "reviews": visits["review"],
            "problems": visits["problem"],
            "disputes": visits["dispute"],
        }
        periods = [
            _period_figures(self._acting, checklist, result)
            for checklist, result in zip(checklists, results, strict=True)
        ]
        departments = {item.department for one in checklists for item in one.items}
        evaluated = self._acting.register.evaluated
        scheme = self._acting.scheme
        comparable = (scheme.city_code, scheme.period) == (CITY_CODE, PeriodKind.QUARTER)
        known = self._known(periods, counted) if comparable else {}
        return YearFigures(
            towns=len({village.town_code for village in evaluated}),
            villages=len(evaluated),
            departments=len(departments),
            periods=periods,
            visits=counted,
            known=known,
        )

    def _known(self, periods: list[PeriodFigures], visits: dict[str, int]) -> dict[str, tuple[str, str]]:
        """What was reported of 2023 beside this year's figures."""
        first = periods[0].load
        counts = {honour.id: len(given) for honour, given in self.of.by_honour()}
        members = [member for one in self.of.honoured for member in one.members]
        money = {
            "period_rewards": sum(one.rewards for one in periods),
            "prizes": self.of.total("prize"),
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
            for honour in self.of.scheme.annual.honours
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
            "走访": (KNOWN_VISITS["visits"], f"{visits['visits']}次"),
            "帮助解决的问题": (KNOWN_VISITS["problems"], f"{visits['problems']}件"),
            "化解的纠纷": (KNOWN_VISITS["disputes"], f"{visits['disputes']}件"),
        }


def _period_figures(acting: Acting, checklist: Checklist, result: RecordedPeriod | None) -> PeriodFigures:
    villages = result.figures.villages if result else ()
    scale = acting.scheme.marks.scale
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
    made = burden_report(
        worded(acting.office.folder(), "burden"),
        acting.scheme,
        acting.period,
        checklists_of(acting, ledger),
        acting.register.department_names(),
    )
    return [Bundle("村级负担报告", (made,))]


def checklists_of(acting: Acting, ledger: Ledger) -> list[Checklist]:
    """The year's lists, in order, as they were issued.

    Raises:
        Refused: rules are wrong; all faults are listed.
        OutOfOrder: there is none.
    """
    folder, faults = acting.office.folder(), Faults()
    year, kind = int(acting.period), acting.scheme.period
    there = periods_of_year(folder, year, kind)
    found = [list_of(folder, ledger, one, acting.scheme, faults) for one in there]
    faults.refuse()
    if not there:
        first = Period(year, 1, kind)
        raise OutOfOrder(
            message(
                "there are no rules of a period of {year}; first write {file}, then: qsq rules check"
                " {period}",
                year=first.year,
                file=period_file(first),
                period=first,
            )
        )
    return [one for one in found if one is not None]
