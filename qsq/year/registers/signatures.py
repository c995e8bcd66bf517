"""签字登记表: the sheets of a town that are to be signed, as a form."""

from collections.abc import Collection, Iterator

from qsq.documents.forms.head import FormHead
from qsq.documents.forms.signatures import SheetToSign, signature_form
from qsq.domain.county.officials import Level, Unit
from qsq.domain.forms.stamp import FormKind
from qsq.domain.values.chinese_dates import chinese_period
from qsq.intake.officials import units_written
from qsq.year.desk.loading import Rules
from qsq.year.recorded.period import RecordedPeriod
from qsq.year.registers.handed_out import NamedForm


def signature_register(
    rules: Rules, result: RecordedPeriod, carried: Collection[str], town: str
) -> NamedForm | None:
    """The register of a town's sheets; None where it has none to sign.

    Args:
        rules: that the result follows from.
        result: that the sheets are of.
        carried: who signed the same sheet before.
        town: the town's code.
    """
    units = [unit for unit in _units(result, town) if str(unit) not in carried]
    if not units:
        return None
    villages = {one.code: one.name for one in rules.register.villages}
    names = {Level.TOWN: rules.register.town_names(), Level.VILLAGE: villages}
    meant = units_written(rules.register)
    sheets = [
        SheetToSign(
            office=unit.code if len(meant.get(unit.code, ())) == 1 else str(unit),
            name=names[unit.level].get(unit.code, unit.code),
            code=result.code(unit),
        )
        for unit in units
    ]
    head = FormHead(
        scheme=rules.scheme,
        kind=FormKind.SIGNATURES,
        period=str(result.period),
        span=chinese_period(result.period),
        unit=town,
        unit_name=names[Level.TOWN].get(town, town),
        revision=result.revision,
    )
    return NamedForm(head.file, signature_form(head, sheets))


def _units(result: RecordedPeriod, town: str) -> Iterator[Unit]:
    """The town, then its villages by rank."""
    yield Unit(Level.TOWN, town)
    yield from (Unit(Level.VILLAGE, one.village_code) for one in result.figures.of_town(town))
