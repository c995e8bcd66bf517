"""异议登记表: a form for each town while a notice hangs, of a period or of a year's list."""

from dataclasses import replace

from qsq.documents.forms.head import FormHead
from qsq.documents.forms.objections import objection_form
from qsq.domain.county.places import Register
from qsq.domain.forms.stamp import FormKind
from qsq.domain.scheme.scheme import Scheme
from qsq.year.registers.handed_out import APART, NamedForm


def objection_form_of(
    scheme: Scheme, register: Register, period: str, span: str, town: str, revision: int
) -> NamedForm | None:
    """A town's form; None where it has no villages that take part.

    Args:
        scheme: as it was recorded with what is on notice, as is the register.
        register: the villages.
        period: the period or year that is on notice.
        span: what people call that.
        town: its code.
        revision: of what is on notice.
    """
    villages, names = register.of_town(town), register.town_names()
    if not villages:
        return None
    head = FormHead(
        scheme=scheme,
        kind=FormKind.OBJECTION,
        period=period,
        span=span,
        unit=town,
        unit_name=names[town],
        revision=revision,
    )
    return NamedForm(head.file, objection_form(head, villages, names))


def objection_forms(
    scheme: Scheme, register: Register, period: str, span: str, revision: int
) -> list[NamedForm]:
    """The forms of all towns, in a folder of their own."""
    made = (objection_form_of(scheme, register, period, span, town.code, revision) for town in register.towns)
    return [replace(one, folder=APART) for one in made if one]
