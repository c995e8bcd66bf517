"""What other rules would have made of a period, as it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qsq.domain.values.money import yuan
from qsq.fairness.drivers import Alike, Influence
from qsq.fairness.reform import Differing, Reform, grade_of
from qsq.year.fairness.found import share
from qsq.year.simulate.costs import Costs, Moves


@dataclass(frozen=True, slots=True)
class Variant:
    """A set of other rules and what it does.

    Attributes:
        name: the file's, or the values that are set.
        influences: what each item makes of the differences then.
        alike: items and tasks that then decide nothing.
        unseen: tasks of which nothing was observed: they do not apply.
        tasks: how many the city's list has.
        unread: of how many villages a task's value does not fit its new method and is left out.
    """

    name: str
    reform: Reform
    influences: tuple[Influence, ...]
    alike: tuple[Alike, ...]
    unseen: tuple[str, ...]
    tasks: int
    unread: Mapping[str, int]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        found = self.reform
        return {
            "rules": self.name,
            "villages": found.villages,
            "ranks": found.ranks,
            "mean_shift": share(found.shift),
            "mean_city_shift": share(found.city_shift),
            "money_handed_over": yuan(found.handed),
            "money_more": yuan(found.added),
            "cards": sum(one.card for one in found.moved),
            "grades": sum(one.grade for one in found.moved),
            "moved": [_moved(one) for one in found.moved],
            "towns": [
                {"town_code": one.town, "rewards": list(map(yuan, one.rewards)), "ranks": list(one.ranks)}
                for one in found.towns
            ],
            "tasks": self.tasks,
            "items": [
                {"item": one.item or None, "nominal": share(one.nominal), "variance": share(one.variance)}
                for one in self.influences
            ],
            "alike": [{"item": one.item, "task": one.task or None} for one in self.alike],
            "unseen": list(self.unseen),
            "unread": dict(self.unread),
        }


def _moved(one: Differing) -> dict[str, Any]:
    pair = one.before, one.after
    return {
        "village_code": one.code,
        "ranks": [each.rank for each in pair],
        "city_ranks": [each.city_rank for each in pair],
        "rewards": [yuan(each.reward) for each in pair],
        "yellow_cards": [each.yellow_card for each in pair],
        "grades": [grade_of(each) for each in pair],
    }


@dataclass(frozen=True, slots=True)
class Simulated:
    """A recorded period by other rules; `costs` is None where nobody asked for them."""

    period: str
    revision: int
    names: Mapping[str, str]
    variants: tuple[Variant, ...]
    costs: Costs | None

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": self.period,
            "revision": self.revision,
            "variants": [one.answer() for one in self.variants],
            "costs": [
                {
                    "item": one.item,
                    "task": one.task,
                    "department": one.department,
                    "observations": one.observations,
                    "trips": one.trips,
                    **_moves(one.moves),
                }
                for one in (self.costs.tasks if self.costs else ())
            ],
            "departments": [
                {
                    "department": one.department,
                    "observations": one.observations,
                    "trips": one.trips,
                    **_moves(one.moves),
                }
                for one in (self.costs.departments if self.costs else ())
            ],
        }


def _moves(moves: Moves) -> dict[str, Any]:
    return {"mean_shift": None if moves.shift is None else share(moves.shift), "most": moves.most}
