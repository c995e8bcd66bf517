"""目标表: a row a village and task that has a target of its own, with what it was last time."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from qsq.documents.forms.form import FieldKind, Form, FormField
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.of_villages import VILLAGE_FIELDS, village_cells
from qsq.domain.county.places import Village
from qsq.domain.observed.observation import VillageTask
from qsq.domain.scheme.checklist import Task
from qsq.domain.values.numbers import plain

_FIELDS = (
    *VILLAGE_FIELDS,
    FormField("task", "任务", 46),
    FormField("last_target", "上次目标", 12),
    FormField("target", "目标", 12, entry=True, kind=FieldKind.NUMBER, message="大于 0 的数，不写单位"),
)


def target_form(
    head: FormHead,
    asked: Sequence[tuple[Village, Sequence[Task]]],
    towns: Mapping[str, str],
    now: Mapping[VillageTask, Fraction],
    last: Mapping[VillageTask, str],
) -> Form:
    """The form for a town's targets.

    Args:
        head: which form it is.
        asked: each village with its tasks that have a target of its own.
        towns: their names by code.
        now: the targets as they are entered.
        last: as they were for the same tasks last time; where none is entered yet, they are brought along.
    """
    rows = []
    for village, tasks in asked:
        for task in tasks:
            key = village.code, task.id
            before = last.get(key, "")
            target = plain(now[key]) if key in now else before
            rows.append((*village_cells(village, towns), f"{task.id} {target_words(task)}", before, target))
    steps = ("每个村每条任务写上本期目标；上次目标已经带过来，可以改。",)
    return head.form(_FIELDS, rows, steps, ("镇(街道)经办人",))


def target_words(task: Task) -> str:
    """What a task is called beside its target: with the target's unit."""
    return task.text + (f"（{task.unit}）" if task.unit else "")
