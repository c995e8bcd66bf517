"""Towns recommend villages to the year's honours: within the quota, conditions told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from qsq.awards.eligibility import Reason, most_recommendations
from qsq.awards.honours import UNDECIDED
from qsq.documents.writers.csv_table import csv_bytes
from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import Fault, Faults, Message, OutOfOrder, Place, Refused, WrongUse, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.steps.year_state import YearMoment, YearStep, unmet_in_year, year_state_of
from qsq.domain.values.numbers import percent
from qsq.intake.forms.recommended import read_recommended
from qsq.intake.forms.village_rows import VillageRow
from qsq.intake.tables import table_there
from qsq.intake.year_inputs import load_year_inputs, recommendations_file
from qsq.ledger.ledger import Ledger
from qsq.year.awards.draw_up import draw_up
from qsq.year.awards.recommendation_forms import recommendation_form_of
from qsq.year.desk.acting import Acting
from qsq.year.desk.conditions import must_be_met
from qsq.year.desk.step import step
from qsq.year.desk.writing import write_whole
from qsq.year.registers.handed_out import form_reader


@dataclass(frozen=True, slots=True)
class Recommended:
    """A town's recommendation.

    Attributes:
        villages: their codes.
        most: how many the town may recommend.
        reasons: why some of them are not eligible as the periods stand, by code.
    """

    year: str
    town_code: str
    villages: tuple[str, ...]
    most: int
    reasons: dict[str, tuple[Reason, ...]]
    recorded: bool

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "year": self.year,
            "town_code": self.town_code,
            "villages": list(self.villages),
            "most": self.most,
            "not_eligible": [
                {"village_code": code, "reasons": list(reasons)} for code, reasons in self.reasons.items()
            ],
            "recorded": self.recorded,
        }


def recommend(acting: Acting, town: str, villages: Sequence[str]) -> Recommended:
    """Put a town's villages into recommendations.csv; see `Workspace.awards.recommend`."""
    town_code = acting.town(town)
    codes = tuple(sorted({acting.village(one, town=town_code) for one in villages}))
    most = _most(acting, town_code)
    return _all_recommended(acting, {town_code: codes}, lambda: _check(acting, town_code, codes, most))[0]


def recommend_rows(acting: Acting, rows: Sequence[VillageRow[bool]]) -> tuple[Recommended, ...]:
    """Put the villages of a file's towns into recommendations.csv; see `Workspace.awards.recommend_file`."""
    town_of = acting.register.town_of()
    named = {town_of[row.village]: list[VillageRow[bool]]() for row in rows}
    for row in rows:
        if row.said:
            named[town_of[row.village]].append(row)
    codes = {town: tuple(sorted(row.village for row in own)) for town, own in named.items()}
    return _all_recommended(acting, codes, lambda: _check_quotas(acting, named))


def recommend_form(acting: Acting, file: str) -> tuple[Recommended, ...]:
    """Put what a form ticks into recommendations.csv; see `Workspace.awards.recommend_file`."""
    reader = form_reader(acting, FormKind.RECOMMENDATION, partial(recommendation_form_of, acting))
    return recommend_rows(acting, read_recommended(acting.office.folder(), file, reader))


def _check_quotas(acting: Acting, named: Mapping[str, Sequence[VillageRow[bool]]]) -> None:
    """Raise with the first village too many of every town that passes its quota."""
    faults = []
    for town, rows in named.items():
        most = _most(acting, town)
        if len(rows) > most:
            faults.append(Fault(rows[most].place, _too_many(acting, town, len(rows), most)))
    if faults:
        raise Refused(faults)


def _all_recommended(
    acting: Acting, towns: Mapping[str, tuple[str, ...]], checked: Callable[[], None]
) -> tuple[Recommended, ...]:
    """What each of the towns recommends, all of them or none."""
    new = step(
        acting.office,
        allowed=lambda: acting.allow(Unit(Level.TOWN, town) for town in towns),
        checked=checked,
        recorded=lambda ledger, _checked: {
            town: _recorded(acting, ledger, town, codes) for town, codes in towns.items()
        },
        written=lambda _ledger, new: _written(acting, towns, new),
    )
    with acting.office.ledger_to_read() as ledger:
        reasons = _reasons(acting, ledger, [code for codes in towns.values() for code in codes])
    return tuple(
        Recommended(
            acting.period,
            town,
            codes,
            _most(acting, town),
            {code: reasons[code] for code in codes if code in reasons},
            new[town],
        )
        for town, codes in towns.items()
    )


def _recorded(acting: Acting, ledger: Ledger, town_code: str, codes: tuple[str, ...]) -> bool:
    """Whether it is new."""
    events = ledger.events(period=acting.period)
    begins = acting.office.earliest(date(int(acting.period), 1, 1))
    moment = YearMoment(acting.period, year_state_of(events), acting.today, begins)
    must_be_met(unmet_in_year(YearStep.RECOMMEND, moment))
    own = [one for one in events if (one.kind, one.subject) == (OtherEvent.RECOMMENDATION, town_code)]
    new = not own or tuple(own[-1].payload["villages"]) != codes
    if new:
        ledger.append(acting.event(OtherEvent.RECOMMENDATION, town_code, villages=list(codes)))
    return new


def _written(
    acting: Acting, towns: Mapping[str, Sequence[str]], new: Mapping[str, bool]
) -> Mapping[str, bool]:
    _write(acting, towns)
    return new


def put_back(acting: Acting, ledger: Ledger, town_code: str) -> None:
    """Write a town's recommendation as it was before the one that was taken back."""
    events = ledger.events(OtherEvent.RECOMMENDATION, acting.period)
    before = [event.payload["villages"] for event in events if event.subject == town_code]
    _write(acting, {town_code: before[-1] if before else ()})


def _most(acting: Acting, town_code: str) -> int:
    quota = acting.scheme.annual.eligibility.recommend_quota
    return most_recommendations(len(acting.register.of_town(town_code)), quota)


def _check(acting: Acting, town_code: str, codes: Sequence[str], most: int) -> None:
    own = {village.code for village in acting.register.of_town(town_code)}
    foreign = [code for code in codes if code not in own]
    if foreign:
        raise WrongUse(
            message("{village} is no evaluated village of {town}", village=foreign[0], town=town_code)
        )
    if len(codes) > most:
        raise WrongUse(_too_many(acting, town_code, len(codes), most))


def _too_many(acting: Acting, town_code: str, found: int, most: int) -> Message:
    return message(
        "{town} recommends {found} villages; expected at most {most} ({quota} of its villages, rounded up)",
        town=town_code,
        found=found,
        most=most,
        quota=percent(acting.scheme.annual.eligibility.recommend_quota or Fraction(1)),
    )


def _write(acting: Acting, towns: Mapping[str, Sequence[str]]) -> None:
    """The file with the towns' villages in the place of those before."""
    folder, faults = acting.office.folder(), Faults()
    year = int(acting.period)
    inputs = load_year_inputs(folder, year, acting.scheme, acting.register, faults)
    if inputs is None:
        raise Refused(faults.found)
    file = recommendations_file(year)
    there = table_there(folder, file, faults) or file
    if there != file:
        faults.add(Place(there), "the program writes recommendations as .csv; save this file as one")
        faults.refuse()
    own = {village.code for town in towns for village in acting.register.of_town(town)}
    rows = sorted((inputs.recommended - own).union(*towns.values()))
    root = acting.office.root
    write_whole(root, root / file, csv_bytes(("village_code",), ((code,) for code in rows)))


def _reasons(acting: Acting, ledger: Ledger, codes: Sequence[str]) -> dict[str, tuple[Reason, ...]]:
    """Why some of the villages are not eligible as the periods stand; none before any is evaluated."""
    try:
        drawn = draw_up(acting.office, ledger, int(acting.period), UNDECIDED, draft=True)
    except OutOfOrder:
        return {}
    found = {one.year.village.code: one.reasons for one in drawn.awards.ineligible}
    return {code: found[code] for code in codes if code in found}
