"""Why a village took no better grade, in few words; and the towns by rank."""

from collections.abc import Mapping, Sequence

from rich.table import Table

from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.domain.results.recorded import RecordedShort
from qsq.domain.results.town_marks import TownMark
from qsq.domain.scheme.grades import GradeCondition, TakenGrade
from qsq.domain.scheme.scheme import GradeRule
from qsq.domain.values.numbers import Scale


def grade_name(grade: TakenGrade | None, rules: Sequence[GradeRule]) -> str:
    """A grade's name; empty where there are no grades."""
    return "" if grade is None else {rule.id: rule.name for rule in rules}[grade.id]


def short_of(shorts: Sequence[RecordedShort], grades: Mapping[str, str], parts: Mapping[str, str]) -> str:
    """What decided a grade: all that the next better one asks for and the village does not have.

    Args:
        shorts: what each better grade lacks, the best grade first; none for the best one.
        grades: their names by id.
        parts: names of categories and items by id.
    """
    if not shorts:
        return ""
    better = shorts[-1].grade
    told = [_told(one, parts) for one in shorts if one.grade == better]
    return _("short of {grade}: {reasons}").format(grade=grades[better], reasons=", ".join(told))


def _told(short: RecordedShort, parts: Mapping[str, str]) -> str:
    match short.condition:
        case GradeCondition.NO_VETO:
            return _("veto")
        case GradeCondition.EVERY_PERIOD:
            return _("not reached in {period}").format(period=short.of)
        case GradeCondition.AT_MOST:
            return _("place {found} of {wanted}").format(found=short.found, wanted=short.wanted)
        case _:
            return f"{parts.get(short.of, short.of)} {short.found} < {short.wanted}".strip()


def towns_table(towns: Sequence[TownMark], names: Mapping[str, str], scale: Scale) -> Table:
    """The towns by rank, each with its mark."""
    numbers = (_("rank"), _("mark"), _("number of villages"))
    made = table(_("Towns"), numbers[0], _("town"), *numbers[1:], right=numbers)
    for one in sorted(towns, key=lambda town: (town.rank, town.town_code)):
        name = names.get(one.town_code, one.town_code)
        made.add_row(str(one.rank), name, scale.text(one.mark), str(one.villages))
    return made
