"""Faults of a file that was handed in, named as people see them: 白水镇两江村“早稻育秧”（K27）."""

from dataclasses import replace

from qsq.domain.faults import Fault, Place
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.department_sheet import CODE, NOTE, NOTE_HEADING, TOWN_AID, VILLAGE_AID
from qsq.intake.forms.grids import Grids, Spot
from qsq.intake.sheets.spelling import half_width
from qsq.year.desk.loading import Rules

_LONGEST = 16
"""Characters of a task's words that tell it from the others of a form."""


class SeenInForm:
    """The cells of a file by what stands beside and above them."""

    def __init__(self, grids: Grids, rules: Rules) -> None:
        self._grids = grids
        self._villages = {village.code: village for village in rules.register.villages}
        self._towns = rules.register.town_names()
        self._tasks = {
            name: task for item in rules.checklist.all_items for task in item.tasks for name in task.rounds
        }

    def fault(self, fault: Fault, path: str, file: str) -> Fault:
        """A fault of the file at `path` with what is seen, and with the name by which it was handed in."""
        return fault.moved(path, lambda place: self._place(place, file))

    def _place(self, place: Place, file: str) -> Place:
        spot = self._grids.at(place.where)
        return replace(place, file=file, seen=self._seen(spot) if spot else "")

    def _seen(self, spot: Spot) -> str:
        column, task = spot.column, self._task(spot)
        words = {NOTE: NOTE_HEADING}.get(column, "") if task is None else _shortened(task.text)
        return self._village(spot) + (f"“{words}”" if words else "")

    def _task(self, spot: Spot) -> Task | None:
        """The task of a wide table's column, or of a long one's row."""
        return self._tasks.get(half_width(spot.column)) or self._tasks.get(
            half_width(spot.grid.text(spot.number, "task"))
        )

    def _village(self, spot: Spot) -> str:
        if spot.number <= spot.grid.header:
            return ""
        village = self._villages.get(half_width(spot.grid.text(spot.number, CODE)))
        if village is not None:
            return self._towns[village.town_code] + village.name
        return "".join(spot.grid.text(spot.number, name) for name in (TOWN_AID, VILLAGE_AID))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
