"""Who still owes which observations, by department and town."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qsq.domain.county.officials import Level, Unit
from qsq.domain.county.places import TOWN_DEPARTMENT, Register
from qsq.domain.faults import Fault, Message, Place, message
from qsq.domain.observed.observation import Observation
from qsq.domain.values.periods import Period
from qsq.intake.observed.observations import observations_folder
from qsq.intake.officials import office_names
from qsq.scoring.completeness import Demands, Owed, RoundsIn, owed, rounds_in
from qsq.year.desk.loading import load_period
from qsq.year.desk.office import Office


@dataclass(frozen=True, slots=True)
class Completeness:
    """What is there and what is missing of a period's observations.

    Attributes:
        expected: how many observations there should be, one for each village and task.
        owed: those that are missing, by department, town and village.
        rounds: how far the tasks are that are looked at several times.
        texts: the tasks' texts by their ids.
        observations: what is there, by village code and name of the task's round.
    """

    period: Period
    register: Register
    expected: int
    owed: tuple[Owed, ...]
    rounds: tuple[RoundsIn, ...]
    warnings: tuple[Message, ...]
    texts: Mapping[str, str]
    observations: Mapping[str, Mapping[str, Observation]]

    def in_words(self, department: str) -> list[tuple[str, str, str]]:
        """What a department owes, each as town, village and task in words."""
        towns = self.register.town_names()
        villages = {one.code: one.name for one in self.register.villages}
        return [
            (towns[one.town_code], villages[one.village_code], self.texts[one.task])
            for one in self.owed
            if one.department == department
        ]

    def by_department_and_town(self) -> Counter[tuple[str, str]]:
        """How many each department owes for each town's villages."""
        return Counter((one.department, one.town_code) for one in self.owed)

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        departments = Counter(one.department for one in self.owed)
        towns = self.by_department_and_town()
        villages = {one.code: one.name for one in self.register.villages}
        return {
            "period": str(self.period),
            "expected": self.expected,
            "missing": len(self.owed),
            "departments": [
                {
                    "department": department,
                    "missing": count,
                    "towns": [
                        {"town_code": town, "missing": towns[marking, town]}
                        for marking, town in sorted(towns)
                        if marking == department
                    ],
                }
                for department, count in sorted(departments.items())
            ],
            "owed": [
                {
                    "department": one.department,
                    "village_code": one.village_code,
                    "village_name": villages[one.village_code],
                    "task": one.task,
                    "text": self.texts[one.task],
                }
                for one in self.owed
            ],
            "rounds": [
                {
                    "task": one.task,
                    "rounds": len(one.lacking),
                    "complete": one.complete,
                    "lacking": list(one.lacking),
                }
                for one in self.rounds
            ],
        }


def check(office: Office, period: Period) -> Completeness:
    """What is missing; see `Workspace.score.check`."""
    rules, entered = load_period(office.folder(), period)
    villages = rules.register.evaluated
    asked = Demands(rules.checklist)
    expected = sum(len(asked(village).tasks) for village in villages)
    missing = owed(rules.checklist, villages, entered.inputs)
    rounds = rounds_in(rules.checklist, villages, entered.inputs)
    texts = rules.checklist.task_texts()
    return Completeness(
        period=period,
        register=rules.register,
        expected=expected,
        owed=missing,
        rounds=rounds,
        warnings=entered.warnings,
        texts=texts,
        observations=entered.inputs.observations,
    )


def owed_by_unit(missing: Iterable[Owed]) -> dict[Unit, list[Owed]]:
    """What is missing by who hands it in: departments, then towns for what they added themselves."""
    found: dict[Unit, list[Owed]] = {}
    for one in missing:
        of_town = one.department == TOWN_DEPARTMENT
        unit = Unit(Level.TOWN, one.town_code) if of_town else Unit(Level.DEPARTMENT, one.department)
        found.setdefault(unit, []).append(one)
    return dict(sorted(found.items(), key=lambda pair: (pair[0].level is Level.TOWN, pair[0].code)))


def owed_by_department(missing: Sequence[Owed], register: Register, period: Period) -> list[Fault]:
    """A line for each department, or town: how many observations it owes, and for how many towns."""
    names, found = office_names(register), []
    for unit, owing in owed_by_unit(missing).items():
        what = message(
            "{department} {name} owes {count} observations in {towns} towns",
            department=unit.code,
            name=names[unit],
            count=len(owing),
            towns=len({one.town_code for one in owing}),
        )
        found.append(Fault(Place(observations_folder(period), owing[0].department), what))
    return found
