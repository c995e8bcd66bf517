"""走访登记表: a form for the city's office, and one for each town."""

from collections.abc import Iterator

from qsq.documents.forms.head import FormHead
from qsq.documents.forms.visits import visit_form
from qsq.domain.forms.stamp import FormKind
from qsq.domain.values.chinese_dates import chinese_month
from qsq.domain.values.periods import Month
from qsq.year.desk.acting import Acting
from qsq.year.registers.handed_out import FormsWritten, NamedForm, hand_out
from qsq.year.registers.lacking import town_of_official


def hand_out_visits(acting: Acting, month: Month) -> FormsWritten:
    """Write the forms of a month; see `Workspace.visits.forms`."""
    acting.allow_city()
    return write_visit_forms(acting, month)


def write_visit_forms(acting: Acting, month: Month) -> FormsWritten:
    """Write the forms of a month."""
    return hand_out(acting, "visits", list(visit_forms(acting, month)), month.last_day)


def visit_forms(acting: Acting, month: Month) -> Iterator[NamedForm]:
    """A form for each unit that has officials who visit: the city and the towns."""
    names, town_of = (
        {"": acting.scheme.office_short} | acting.register.town_names(),
        acting.register.town_of(),
    )
    for unit, name in names.items():
        own = [one for one in acting.officials if town_of_official(one, town_of) == unit]
        if own:
            head = FormHead(
                scheme=acting.scheme,
                kind=FormKind.VISITS,
                period=str(month),
                span=chinese_month(month),
                unit=unit,
                unit_name=name,
            )
            officials = [f"{one.id} {one.name}" for one in own]
            yield NamedForm(head.file, visit_form(head, officials, list(_places(acting, unit))))


def _places(acting: Acting, unit: str) -> Iterator[str]:
    """The towns and villages that may be visited: all of them, or a town's own."""
    for town in acting.register.towns:
        if unit in ("", town.code):
            yield f"{town.code} {town.name}"
            own = (one for one in acting.register.villages if one.town_code == town.code)
            yield from (f"{village.code} {village.name}" for village in own)
