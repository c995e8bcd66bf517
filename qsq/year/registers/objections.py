"""异议登记表: a form for each town while a notice hangs, of a period or of a year's list."""

from qsq.documents.forms.head import FormHead
from qsq.documents.forms.objections import objection_form
from qsq.domain.forms.stamp import FormKind
from qsq.year.desk.acting import Acting
from qsq.year.registers.handed_out import NamedForm


def objection_form_of(acting: Acting, span: str, town: str, revision: int) -> NamedForm | None:
    """A town's form; None where it has no villages that take part.

    Args:
        acting: whose period or year is on notice.
        span: what people call that.
        town: its code.
        revision: of what is on notice.
    """
    villages, names = acting.register.of_town(town), acting.register.town_names()
    if not villages:
        return None
    head = FormHead(
        scheme=acting.scheme,
        kind=FormKind.OBJECTION,
        period=acting.period,
        span=span,
        unit=town,
        unit_name=names[town],
        revision=revision,
    )
    return NamedForm(head.file, objection_form(head, villages, names))


def objection_forms(acting: Acting, span: str, revision: int) -> list[NamedForm]:
    """The forms of all towns."""
    made = (objection_form_of(acting, span, town.code, revision) for town in acting.register.towns)
    return [one for one in made if one]
