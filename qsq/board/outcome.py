"""What came of a village's period beside its marks: its grade with what decided it, and its money's parts."""

from collections.abc import Iterator, Mapping
from types import SimpleNamespace

from qsq.board.facts import PeriodFacts
from qsq.domain.results.recorded import RecordedAnnual, RecordedShort, RecordedVillage


def outcome_told(
    village: RecordedVillage, facts: PeriodFacts, items: Mapping[str, str], words: SimpleNamespace
) -> Iterator[str]:
    """A line for the grade, one for why it is no better one, and one for what the reward is made of."""
    names = facts.scheme.category_names() | dict(items)
    yield from grade_told(village, facts.figures.grades, names, words)
    if village.money is not None and village.reward != "0.00":
        amounts = {
            words.money_place: village.money.place,
            words.money_base: village.money.base,
            words.money_grade: village.money.grade,
        }
        parts = [line.format(yuan=amount) for line, amount in amounts.items() if amount != "0.00"]
        if len(parts) > 1:
            yield words.money_of.format(parts=words.list_mark.join(parts))


def grade_told(
    village: RecordedVillage | RecordedAnnual,
    grades: Mapping[str, str],
    parts: Mapping[str, str],
    words: SimpleNamespace,
) -> Iterator[str]:
    """A line for the grade of a period or year, and one for why it is no better one."""
    if village.grade is not None:
        yield words.grade_line.format(grade=grades.get(village.grade, village.grade))
    if village.short:
        better = village.short[-1].grade
        short = (_told(one, parts, words) for one in village.short if one.grade == better)
        yield words.grade_short.format(grade=grades.get(better, better), told=words.list_mark.join(short))


def _told(one: RecordedShort, names: Mapping[str, str], words: SimpleNamespace) -> str:
    match one.condition:
        case "no_veto":
            return str(words.points_veto)
        case "every_period":
            return str(words.short_period.format(of=one.of))
        case "at_most":
            return str(words.short_place.format(found=one.found, wanted=one.wanted))
        case _:
            of = names.get(one.of, one.of) or words.mark
            return str(words.short_mark.format(of=of, found=one.found, wanted=one.wanted))
