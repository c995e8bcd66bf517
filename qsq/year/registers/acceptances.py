"""The forms that a town fills in between a list's issue and its end."""

from qsq.documents.forms.acceptance import acceptance_form
from qsq.documents.forms.head import FormHead
from qsq.domain.county.places import Register
from qsq.domain.forms.stamp import FormKind
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.periods import Period
from qsq.year.registers.handed_out import NamedForm


def acceptance_register(
    scheme: Scheme, register: Register, period: Period, town: str, revision: int
) -> NamedForm | None:
    """The register of the villages of a town that take the list; None where it has none."""
    villages, names = register.of_town(town), register.town_names()
    if not villages:
        return None
    head = FormHead(
        scheme=scheme,
        kind=FormKind.ACCEPTANCE,
        period=str(period),
        span=chinese_period(period),
        unit=town,
        unit_name=names[town],
        revision=revision,
    )
    return NamedForm(head.file, acceptance_form(head, villages, names))
