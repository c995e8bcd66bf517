"""A new county by questions at a terminal; each that a call answers already is left out."""

from dataclasses import replace
from pathlib import Path

from qsq.cli.terminal import show
from qsq.cli.terminal.language import _, said
from qsq.domain.faults import QsqError
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.periods import Period, PeriodKind
from qsq.year.init.county import LEVELS, County, county_called, with_places


def asked_county(name: str, code: str, places: Path | None, departments: str) -> County | None:
    """The county that someone at a terminal tells of; None where its name is left empty."""
    name = name or _answer(_("The county's name, such as 东安县 (empty: filled in later): "))
    if not name:
        return None
    level = "" if name[-1:] in LEVELS else _answer(_("What texts call it, of 市 县 区 旗: "))
    county = county_called(name, code or _answer(_("Its code (empty: later): ")), level)
    county = with_places(county, places) if places else _asked_places(county)
    text = departments or _answer(_("Its departments, separated by 、 (empty: the usual fourteen): "))
    return replace(county, departments=names_in(text))


def asked_kind(year: int) -> str:
    """How long the county's periods are, shown by the first of a year."""
    kinds = list(PeriodKind)
    for number, kind in enumerate(kinds, start=1):
        first = Period(year, 1, kind)
        show.note(f"  {number}  {first}  {chinese_period(first)}  ({kind})")
    answer = _answer(_("How long a period is (empty: a quarter): "))
    number = int(answer) if answer.isdecimal() else 0
    return kinds[number - 1] if 0 < number <= len(kinds) else answer or PeriodKind.QUARTER


def names_in(text: str) -> tuple[str, ...]:
    """The names of a list as people write it."""
    for sign in ("，", ",", "；", ";"):
        text = text.replace(sign, "、")
    return tuple(name.strip() for name in text.split("、") if name.strip())


def _asked_places(county: County) -> County:
    """The county with the towns and villages of a table; asked for until one is read, or none is named."""
    while file := _answer(
        _("A table of its towns and villages, any with their names (empty: later): ")
    ).strip("'\""):
        try:
            found = with_places(county, Path(file))
        except QsqError as error:
            show.note(said(error.what))
            for fault in error.faults[:_FAULTS]:
                show.note(f"  {fault.place}  {said(fault.message)}")
            continue
        counted = _("{towns} towns, {villages} villages")
        show.note(counted.format(towns=len(found.towns), villages=len(found.villages)))
        return found
    return county


_FAULTS = 10
"""How many of a table's faults are shown before it is asked for again."""


def _answer(question: str) -> str:
    return show.answer_of(question) or ""
