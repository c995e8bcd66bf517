"""What the columns of a wide table of many villages hold, by their headings (CONTRACT.md section 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qsq.domain.faults import Faults, Place
from qsq.domain.scheme.checklist import Checklist, Item, Task
from qsq.domain.values.texts import shortened
from qsq.intake.columns import Columns

REQUIRED = ("village_code", "town_code", "kind")
OPTIONAL = (
    "village_name",
    "group",
    "evaluated",
    "county_code",
    "province_code",
    "note",
    "bonus",
    "deduction",
    "veto",
)
_TARGET, _TARGET_IN_CHINESE = "target:", "目标:"


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A task of the list, and the items that it is of.

    Attributes:
        items: each with the town whose own it is; empty for one of the city's.
    """

    task: Task
    items: tuple[tuple[Item, str], ...]


@dataclass(frozen=True, slots=True)
class Headings:
    """Where each column stands.

    Attributes:
        at: the heading as it is written, by the column's name.
        rounds: the tasks whose observations columns hold, by the name of the round.
    """

    at: Mapping[str, str]
    rounds: Mapping[str, ListedTask]

    def target_of(self, task: Task) -> str | None:
        """The column of a task's targets, as it is headed."""
        return self.at.get(f"{_TARGET}{task.id}")


def headings_of(written: Sequence[str], checklist: Checklist, file: str, faults: Faults) -> Headings:
    """What the headings mean; unknown ones, twice the same and missing ones are noted."""
    rounds = {name: asked for asked in _asked(checklist, file, faults) for name in asked.task.rounds}
    targets = [f"{_TARGET}{one.task.id}" for one in rounds.values() if one.task.per_village]
    columns = Columns(REQUIRED, (*OPTIONAL, *rounds, *dict.fromkeys(targets)), chinese=_CHINESE)
    at, place = dict[str, str](), Place(file)
    for heading, meant in zip(written, columns.meant([_plain(one) for one in written]), strict=True):
        if meant not in columns.names:
            faults.add(
                Place(file),
                "unknown column {found}; expected task ids or register columns",
                found=shortened(heading),
            )
        elif meant in at:
            faults.add(
                Place(file), "the column {found} stands twice; keep one of them", found=shortened(heading)
            )
        else:
            at[meant] = heading
    for lacking in (name for name in REQUIRED if name not in at):
        faults.add(place, "the column {name} is missing", name=lacking)
    return Headings(at, {name: asked for name, asked in rounds.items() if name in at})


_CHINESE = {
    "kind": "类型",
    "county_code": "县代码",
    "province_code": "省代码",
    "bonus": "加分",
    "deduction": "扣分",
    "veto": "一票否决",
}


def _plain(heading: str) -> str:
    """A heading of targets in the one way; others as they are."""
    for colon in ("：", ":"):
        for start in (_TARGET_IN_CHINESE[:-1], _TARGET[:-1]):
            if heading.startswith(f"{start}{colon}"):
                return f"{_TARGET}{heading.partition(colon)[2].strip()}"
    return heading


def _asked(checklist: Checklist, file: str, faults: Faults) -> list[ListedTask]:
    """All tasks; what several towns add under one id is one column, and so has to be marked in one way."""
    found: dict[str, ListedTask] = {}
    items = [(item, "") for item in checklist.items]
    items += [(item, town.town_code) for town in checklist.towns for item in town.add]
    for item, town in items:
        for task in item.tasks:
            before = found.get(task.id)
            if before is not None and (before.task.method, before.task.points, before.task.combine) != (
                task.method,
                task.points,
                task.combine,
            ):
                faults.add(
                    Place(file),
                    "{town} adds {task}, which another town adds too and marks otherwise; in one table each"
                    " needs an id of its own",
                    town=town,
                    task=task.id,
                )
            found[task.id] = ListedTask(task, (*(before.items if before else ()), (item, town)))
    return list(found.values())
