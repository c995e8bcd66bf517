"""One village: found by code, name or a part of it, and how it stands period by period."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from itertools import groupby
from typing import Any

from qsq.awards.improvement import against_own_mean, signed
from qsq.domain.county.places import Register, Village
from qsq.domain.faults import Faults, Message, Refused, WrongUse, message
from qsq.domain.results.recorded import RecordedAnnual, RecordedVillage
from qsq.domain.steps.event_kinds import OtherEvent, PeriodEvent, YearEvent
from qsq.domain.steps.year_state import year_state_of
from qsq.domain.values.numbers import Scale, read_number
from qsq.domain.values.periods import Period
from qsq.intake.register import load_register
from qsq.ledger.encoding.results import village_answer
from qsq.ledger.ledger import Ledger
from qsq.scoring.ranking import pool_of
from qsq.year.desk.office import Office
from qsq.year.recorded.basis import rules_of
from qsq.year.recorded.list_basis import honour_names, scheme_of_list
from qsq.year.recorded.period import stand_of
from qsq.year.recorded.year_list import RecordedList, newest_list

_CLOSE = 8
"""How many villages of a like name are named where none fits."""

_PLACE = ("village_code", "village_name", "town_code")


@dataclass(frozen=True, slots=True)
class VillagePeriod:
    """A village in one period.

    Attributes:
        figures: the village's part of the newest result.
        pool: how many villages it is ranked among, by the scheme's pools.
        final: whether the period is final.
        grades: their names by id; none where the scheme has none.
        parts: names of categories and items by id.
        own_mean: its city mark against the mean of its city marks of that year, with a sign; empty where it
            has no other.
    """

    period: Period
    revision: int
    figures: RecordedVillage
    pool: int
    final: bool
    grades: Mapping[str, str]
    parts: Mapping[str, str]
    own_mean: str = ""

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        figures = village_answer(self.figures)
        return {
            "period": str(self.period),
            "revision": self.revision,
            "final": self.final,
            **{key: value for key, value in figures.items() if key not in _PLACE},
            "against_own_mean": self.own_mean or None,
            "short": [asdict(one) for one in self.figures.short],
        }


@dataclass(frozen=True, slots=True)
class VillageAnnual:
    """A village in the newest list of a year, by a scheme that has grades of the year; as `VillagePeriod`."""

    year: str
    figures: RecordedAnnual
    grades: Mapping[str, str]
    parts: Mapping[str, str]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        own = self.figures
        short = [asdict(one) for one in own.short]
        return {"year": self.year, "annual_mark": own.mark, "grade": own.grade, "short": short}


@dataclass(frozen=True, slots=True)
class VillageCard:
    """A village at a glance.

    Attributes:
        reminders: months in which it was called in, with the reasons.
        years: the annual marks and grades of the newest lists.
        honours: years with the honour of their newest list, and how far that list is.
    """

    village: Village
    town_name: str
    periods: tuple[VillagePeriod, ...]
    reminders: tuple[tuple[str, tuple[str, ...]], ...]
    years: tuple[VillageAnnual, ...]
    honours: tuple[tuple[str, str, str], ...]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            **place_answer(self.village, self.town_name),
            "periods": [one.answer() for one in self.periods],
            "years": [one.answer() for one in self.years],
            "reminders": [{"month": month, "reasons": list(why)} for month, why in self.reminders],
            "honours": [
                {"year": year, "honour": honour, "state": state} for year, honour, state in self.honours
            ],
        }


def place_answer(village: Village, town_name: str) -> dict[str, Any]:
    """Where a village is, for programs."""
    return {
        "village_code": village.code,
        "village_name": village.name,
        "town_code": village.town_code,
        "town_name": town_name,
        "kind": village.kind,
        "evaluated": village.evaluated,
    }


@dataclass(frozen=True, slots=True)
class FoundVillages:
    """The villages that a text may mean; `card` where it means one."""

    villages: tuple[Village, ...]
    town_names: dict[str, str]
    card: VillageCard | None

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        matches = [place_answer(one, self.town_names[one.town_code]) for one in self.villages]
        return {"matches": matches, "village": self.card and self.card.answer()}


def find_village(office: Office, text: str) -> FoundVillages:
    """Look a village up; see `Workspace.village`."""
    faults = Faults()
    register = load_register(office.folder(), faults)
    if register is None:
        raise Refused(faults.found)
    found = villages_called(register, text)
    if not found:
        raise WrongUse(_none_called(register, text))
    towns = register.town_names()
    if len(found) > 1:
        return FoundVillages(found, towns, None)
    with office.ledger_to_read() as ledger:
        card = _VillageReader(ledger, register).card(found[0])
    return FoundVillages(found, towns, card)


def villages_called(register: Register, text: str) -> tuple[Village, ...]:
    """The villages with this code, else this name, else all of these words in town, name and code."""
    towns, words = register.town_names(), text.split()
    exact = [one for one in register.villages if text == one.code]
    exact = exact or [one for one in register.villages if text == one.name]
    if exact or not words:
        return tuple(exact)
    spelled = {one: f"{towns[one.town_code]} {one.name} {one.code}" for one in register.villages}
    return tuple(one for one, spelling in spelled.items() if all(word in spelling for word in words))


def _none_called(register: Register, text: str) -> Message:
    names = dict.fromkeys(village.name for village in register.villages)
    close = get_close_matches(text, names, n=_CLOSE, cutoff=0.5)
    if not close:
        return message("there is no village {found}, nor one of a like name", found=text)
    return message("there is no village {found}; of a like name: {known}", found=text, known="、".join(close))


def _with_own_means(periods: Sequence[VillagePeriod]) -> Iterator[VillagePeriod]:
    """The periods, each held against the mean of its year's."""
    for _year, same in groupby(periods, key=lambda one: one.period.year):
        own = list(same)
        marks = [one.figures.city_mark for one in own]
        scale = Scale(max(len(mark.partition(".")[2]) for mark in marks))
        changes = against_own_mean([read_number(mark) for mark in marks], scale) if len(own) > 1 else ()
        yield from (
            (replace(one, own_mean=signed(change, scale)) for one, change in zip(own, changes, strict=True))
            if changes
            else own
        )


class _VillageReader:
    """Reads what the ledger says of a village."""

    def __init__(self, ledger: Ledger, register: Register) -> None:
        self.ledger = ledger
        self.register = register

    def card(self, village: Village) -> VillageCard:
        """A village at a glance."""
        events = self.ledger.events(PeriodEvent.EVALUATION)
        every = (self._in_period(village, one) for one in sorted({event.period for event in events}))
        called = {
            event.period: tuple(event.payload["reasons"])
            for event in self.ledger.events(OtherEvent.REMINDER)
            if event.subject == village.code
        }
        return VillageCard(
            village=village,
            town_name=self.register.town_names()[village.town_code],
            periods=tuple(_with_own_means([one for one in every if one is not None])),
            reminders=tuple(sorted(called.items())),
            years=tuple(self._years(village)),
            honours=tuple(self._honours(village)),
        )

    def _in_period(self, village: Village, period: str) -> VillagePeriod | None:
        stand = stand_of(self.ledger, Period.read(period))
        if stand.result is None:
            return None
        every = {one.village_code: one for one in stand.result.figures.villages}
        if village.code not in every:
            return None
        rules = rules_of(self.ledger, stand.result.event)
        fields, ranked = rules.scheme.ranking.pool, {one.code: one for one in rules.register.evaluated}
        own = pool_of(ranked[village.code], fields)
        pool = sum(pool_of(one, fields) == own for one in ranked.values())
        items = stand.result.figures.items_of(village.town_code)
        return VillagePeriod(
            period=stand.period,
            revision=stand.result.revision,
            figures=every[village.code],
            pool=pool,
            final=stand.state.final,
            grades=stand.result.figures.grades,
            parts=rules.scheme.category_names() | items,
        )

    def _years(self, village: Village) -> Iterator[VillageAnnual]:
        """The annual mark and grade of each year whose newest list has grades."""
        for year in sorted({event.period for event in self.ledger.events(YearEvent.AWARDS)}):
            listed = newest_list(self.ledger, self.ledger.events(period=year))
            own = listed.figures.of(village.code) if listed else None
            if listed is None or own is None or own.grade is None:
                continue
            scheme = scheme_of_list(self.ledger, listed.event)
            grades = {grade.id: grade.name for grade in scheme.annual.grades}
            yield VillageAnnual(year, own, grades, scheme.category_names() | self._items(village, listed))

    def _items(self, village: Village, listed: RecordedList) -> dict[str, str]:
        """Names of the items of the periods that a list rests on."""
        results = (stand_of(self.ledger, Period.read(one)).result for one in listed.figures.periods)
        known = (one.figures.items_of(village.town_code) for one in results if one is not None)
        return {item: name for items in known for item, name in items.items()}

    def _honours(self, village: Village) -> Iterator[tuple[str, str, str]]:
        """The honour of each year's newest list, and how far that list is."""
        for year in sorted({event.period for event in self.ledger.events(YearEvent.AWARDS)}):
            events = self.ledger.events(period=year)
            listed, state = newest_list(self.ledger, events), year_state_of(events)
            stand = "confirmed" if state.confirmed else "decided" if state.decided else "drawn up"
            names = honour_names(scheme_of_list(self.ledger, listed.event)) if listed else {}
            for one in listed.honours if listed else ():
                if one.village_code == village.code:
                    yield year, names.get(one.honour, one.honour), stand
