"""Why a village took no better grade, in few words; and the towns by rank."""

from collections.abc import Mapping, Sequence

from rich.table import Table

from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.domain.results.town_marks import TownMark
from qsq.domain.scheme.grades import Condition, Short, TakenGrade
from qsq.domain.scheme.scheme import GradeRule
from qsq.domain.values.numbers import Scale, plain


def grade_name(grade: TakenGrade | None, rules: Sequence[GradeRule]) -> str:
    """A grade's name; empty where there are no grades."""
    return "" if grade is None else {rule.id: rule.name for rule in rules}[grade.id]


def short_of(
    grade: TakenGrade | None, rules: Sequence[GradeRule], names: Mapping[str, str], scale: Scale
) -> str:
    """What decided a grade: all that the next better one asks for and the village does not have."""
    if grade is None or not grade.short:
        return ""
    better = grade.short[-1].grade
    told = [_told(one, names, scale) for one in grade.short if one.grade == better]
    name = {rule.id: rule.name for rule in rules}[better]
    return _("short of {grade}: {reasons}").format(grade=name, reasons=", ".join(told))


def _told(short: Short, names: Mapping[str, str], scale: Scale) -> str:
    found, wanted = scale.text(short.found), plain(short.wanted / scale.unit)
    match short.condition:
        case Condition.NO_VETO:
            return _("veto")
        case Condition.EVERY_PERIOD:
            return _("not reached in {period}").format(period=short.of)
        case Condition.AT_MOST:
            return _("place {found} of {wanted}").format(found=short.found, wanted=plain(short.wanted))
        case _:
            return f"{names.get(short.of, '')} {found} < {wanted}".strip()


def towns_table(towns: Sequence[TownMark], names: Mapping[str, str], scale: Scale) -> Table:
    """The towns by rank, each with its mark."""
    numbers = (_("rank"), _("mark"), _("number of villages"))
    made = table(_("Towns"), numbers[0], _("town"), *numbers[1:], right=numbers)
    for one in sorted(towns, key=lambda town: (town.rank, town.town_code)):
        name = names.get(one.town_code, one.town_code)
        made.add_row(str(one.rank), name, scale.text(one.mark), str(one.villages))
    return made
