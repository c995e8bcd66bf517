"""What a sign-off sheet says: the figures under which a town's leader or a village's secretary signs.

A sheet's check code covers just this, so a signature holds as long as its sheet would print the same, in
whatever revision of the result. Whoever prints more on a sheet adds it here, under a new version that a
result's event records: the sheets of older results keep the codes that were signed. Sheets are compared with
each other only in the newest version.
"""

from collections.abc import Iterator

from qsq.domain.county.officials import Level, Unit
from qsq.domain.results.recorded import RecordedResult, RecordedVillage
from qsq.domain.values.periods import Period

SHEETS = 1
"""The newest version of what sheets say."""

Content = dict[str, object]
"""What a sheet says, in values that JSON can write."""


def signing_units(figures: RecordedResult) -> Iterator[Unit]:
    """Who has to sign: the towns, then the villages."""
    yield from (Unit(Level.TOWN, code) for code in figures.town_codes())
    yield from (Unit(Level.VILLAGE, one.village_code) for one in figures.villages)


def sheet_content(period: Period, figures: RecordedResult, unit: Unit, version: int = SHEETS) -> Content:
    """What the sheet of a unit that has to sign says, in the version in which its result was recorded."""
    head: Content = {"v": version, "period": str(period), "unit": str(unit)}
    if unit.level is Level.TOWN:
        rows = [_ranked(village) for village in figures.of_town(unit.code)]
        return {**head, "villages": rows}
    village = next(one for one in figures.villages if one.village_code == unit.code)
    return {**head, **_marked(village, figures.items_of(village.town_code))}


def changed_sheets(period: Period, before: RecordedResult, after: RecordedResult) -> tuple[Unit, ...]:
    """Whose sheets print something else in one result than in another, or are in one of them alone."""
    then, now = (
        {unit: sheet_content(period, one, unit) for unit in signing_units(one)} for one in (before, after)
    )
    return tuple(unit for unit in dict.fromkeys((*then, *now)) if then.get(unit) != now.get(unit))


def _ranked(village: RecordedVillage) -> Content:
    """A village's row of its town's sheet."""
    return {
        "village": [village.village_code, village.village_name],
        "rank": village.rank,
        "town_mark": village.town_mark,
        "city_mark": village.city_mark,
        "city_rank": village.city_rank,
        "reward": village.reward,
        "yellow_card": village.yellow_card,
        **_grade(village),
    }


def _marked(village: RecordedVillage, names: dict[str, str]) -> Content:
    """A village's own sheet."""
    return {
        "name": village.village_name,
        "town": village.town_code,
        "rank": village.rank,
        "items": [[item.item, names[item.item], item.full, item.mark] for item in village.items],
        "bonus": village.bonus,
        "deduction": village.deduction,
        "town_mark": village.town_mark,
        **_grade(village),
        **_short(village),
    }


def _short(village: RecordedVillage) -> Content:
    """What keeps a village from the next better grade, where something does."""
    if not village.short:
        return {}
    better = village.short[-1].grade
    told = [[one.condition, one.of, one.found, one.wanted] for one in village.short if one.grade == better]
    return {"short": [better, *told]}


def _grade(village: RecordedVillage) -> Content:
    """The grade, where the scheme has grades."""
    return {} if village.grade is None else {"grade": village.grade}
