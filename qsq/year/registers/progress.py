"""进度表: what is due in a town by the end of a month, as a form."""

from collections.abc import Iterator, Sequence
from datetime import date

from qsq.documents.forms.head import FormHead
from qsq.documents.forms.progress import Due, progress_form, progress_rows_form
from qsq.domain.county.places import Village
from qsq.domain.forms.stamp import FormKind
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.checklist_changes import Dispatched, rows_for
from qsq.domain.values.chinese_dates import chinese_date, chinese_month
from qsq.domain.values.periods import Month
from qsq.year.desk.loading import Rules
from qsq.year.registers.handed_out import NamedForm


def progress_form_of(
    rules: Rules, rows: Sequence[Dispatched], month: Month, town: str, revision: int
) -> NamedForm | None:
    """A town's form of a month; None where nothing is due by its end.

    Args:
        rules: the period's.
        rows: how the town broke its tasks down.
        month: within the period.
        town: its code.
        revision: of the list that was issued.
    """
    due, names = _asked(rules, rows, month, town), rules.register.town_names()
    if not due:
        return None
    head = _head(rules, month, town, revision)
    return NamedForm(head.file, progress_form(head, due, names, rules.checklist.due))


def earlier_progress_form_of(
    rules: Rules, rows: Sequence[Dispatched], month: Month, town: str, revision: int
) -> NamedForm | None:
    """The same as it was handed out when it had a row for each village and task."""
    due, head = _asked(rules, rows, month, town), _head(rules, month, town, revision)
    return NamedForm(head.file, progress_rows_form(head, due, rules.register.town_names())) if due else None


def _asked(rules: Rules, rows: Sequence[Dispatched], month: Month, town: str) -> Due:
    """The town's villages with what is due of them by a month's end; none where nothing is."""
    villages = rules.register.of_town(town)
    due = [(village, tuple(_due(rules, rows, month.last_day, village))) for village in villages]
    return due if any(tasks for _village, tasks in due) else []


def _head(rules: Rules, month: Month, town: str, revision: int) -> FormHead:
    return FormHead(
        scheme=rules.scheme,
        kind=FormKind.PROGRESS,
        period=str(month),
        span=chinese_month(month),
        unit=town,
        unit_name=rules.register.town_names()[town],
        revision=revision,
        until=chinese_date(month.last_day),
    )


def progress_forms(rules: Rules, rows: Sequence[Dispatched], town: str, revision: int) -> Iterator[NamedForm]:
    """A town's forms of all months of the period."""
    for month in rules.checklist.period.months:
        form = progress_form_of(rules, rows, month, town, revision)
        if form:
            yield form


def _due(
    rules: Rules, rows: Sequence[Dispatched], until: date, village: Village
) -> Iterator[tuple[Task, date]]:
    """A village's tasks that the city or the town wants done by a day, with the day."""
    own = rows_for(village.code, rows)
    for item in rules.checklist.items_for(village):
        for task in item.tasks:
            city_due = task.due or rules.checklist.due
            due = min(city_due, own[task.id].due) if task.id in own else city_due
            if due <= until:
                yield task, due
