"""`qsq burden`: what a year asks of the villages, by period, department, town and village."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from qsq.domain.county.places import Village
from qsq.domain.scheme.burden_of_year import Asking, parts, summed
from qsq.domain.scheme.repetition import (
    AskedAlike,
    AskedTask,
    Repeated,
    all_asked,
    asked_alike,
    asked_twice,
)
from qsq.domain.scheme.scheme import BurdenRule
from qsq.domain.values.numbers import percent
from qsq.domain.values.periods import Period
from qsq.ledger.ledger import Ledger
from qsq.year.awards.lists_of_year import asked_of_year
from qsq.year.desk.acting import Acting
from qsq.year.recorded.period import newest_result


@dataclass(frozen=True, slots=True)
class Vetoed:
    """A veto of an evaluated period; without a basis nobody above the city is named for it."""

    period: Period
    village: str
    reason: str
    basis: str | None


@dataclass(frozen=True, slots=True)
class YearBurden:
    """What a year asks.

    Attributes:
        periods: what each asks of all villages, in order; `departments`, by id, and `towns`, by code, of the
            whole year.
        villages: what the year asks of each, with the village as it was registered last.
        twice: what several departments ask.
        alike: what several ask nearly.
        unfounded: tasks that name no basis, nor does their period.
        vetoes: of the newest results.
        limit: how many tasks a list may have; None where the scheme does not say.
        names: of departments by id and towns by code.
    """

    year: int
    periods: Mapping[Period, Asking]
    departments: Mapping[str, Asking]
    towns: Mapping[str, Asking]
    villages: Mapping[str, tuple[Village, Asking]]
    tasks: Mapping[Period, int]
    twice: tuple[Repeated, ...]
    alike: tuple[AskedAlike, ...]
    unfounded: tuple[AskedTask, ...]
    vetoes: tuple[Vetoed, ...]
    limit: BurdenRule | None
    names: Mapping[str, str]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        limit = self.limit
        return {
            "year": str(self.year),
            "periods": [
                {"period": str(period), "city_tasks": self.tasks[period], **asdict(asking)}
                for period, asking in self.periods.items()
            ],
            "departments": [{"department": name, **asdict(one)} for name, one in self.departments.items()],
            "towns": [{"town_code": code, **asdict(one)} for code, one in self.towns.items()],
            "villages": [
                {"village_code": code, "town_code": village.town_code, **asdict(one)}
                for code, (village, one) in self.villages.items()
            ],
            "asked_twice": [
                {"what": one.what, "asked": [_asked(each) for each in one.asked]} for one in self.twice
            ],
            "alike": [
                {"share": percent(one.whole), "asked": [_asked(one.one), _asked(one.other)]}
                for one in self.alike
            ],
            "without_basis": [_asked(one) for one in self.unfounded],
            "vetoes": [
                {
                    "period": str(one.period),
                    "village_code": one.village,
                    "reason": one.reason,
                    "basis": one.basis,
                }
                for one in self.vetoes
            ],
            "limit": limit and {"most_tasks": limit.most_tasks, "when_more": limit.when_more},
        }


def _asked(one: AskedTask) -> dict[str, str]:
    return {"period": str(one.period), "department": one.item.department, "task": one.task.id}


def year_burden(acting: Acting) -> YearBurden:
    """What a year asks; see `Workspace.burden`."""
    with acting.office.ledger_to_read() as ledger:
        asked = asked_of_year(acting, ledger, over=False)
        vetoes = tuple(_vetoes(ledger, [one.period for one in asked.checklists]))
    lists = list(zip(asked.checklists, asked.villages, strict=True))
    every = list(parts(lists))
    newest = {one.code: one for _list, villages in lists for one in villages}
    of_villages = summed(every, lambda part: part.village.code)
    tasks = all_asked(asked.checklists)
    bases = {one.period: one.basis for one in asked.checklists}
    return YearBurden(
        year=int(acting.period),
        periods=summed(every, lambda part: part.period),
        departments=summed(every, lambda part: part.department),
        towns=dict(sorted(summed(every, lambda part: part.village.town_code).items())),
        villages={code: (newest[code], of_villages[code]) for code in sorted(of_villages)},
        tasks={one.period: len(one.tasks) for one in asked.checklists},
        twice=asked_twice(tasks),
        alike=asked_alike(tasks),
        unfounded=tuple(one for one in tasks if not (one.task.basis or bases[one.period])),
        vetoes=vetoes,
        limit=acting.scheme.burden,
        names={**asked.towns, **asked.departments},
    )


def _vetoes(ledger: Ledger, periods: Sequence[Period]) -> Iterator[Vetoed]:
    for period in periods:
        result = newest_result(ledger, period)
        for one in result.figures.vetoes if result else ():
            yield Vetoed(period, one.village_code, one.reason, one.basis)
