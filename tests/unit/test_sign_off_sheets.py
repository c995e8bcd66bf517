"""A sheet's code covers what is printed on the sheet: no more, no less."""

from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qsq.documents.score.feedback import SignOff, town_sign_off, village_sign_off
from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import QsqError
from qsq.domain.results.recorded import (
    RecordedEntry,
    RecordedItem,
    RecordedMoney,
    RecordedResult,
    RecordedShort,
    RecordedVillage,
)
from qsq.domain.results.sign_off import SHEETS, changed_sheets, sheet_content, signing_units
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.periods import Period
from qsq.ledger.canonical import canonical, digest
from qsq.ledger.encoding.answers import kept_answer
from qsq.ledger.encoding.results import village_answer
from qsq.ledger.ledger import Draft, Ledger
from qsq.year.recorded.period import RecordedPeriod, result_of
from tests.documents.county import PERIOD, started

OTHER: dict[str, Any] = {
    "village_name": "东九村", "town_mark": "12.34", "city_mark": "12.34", "rank": 2, "city_rank": 9,
    "vetoed": True, "bonus": "4.99", "deduction": "4.99", "reward": "1.00", "yellow_card": "below",
    "grade": "failed", "short": (RecordedShort("passed", "from", "", "59.00", "60"),),
    "money": RecordedMoney("1.00", "0.00", "0.00", None),
}  # fmt: skip
"""Another value of each field of a village's result."""


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scheme, RecordedResult]:
    """A scored period of the small county, with grades, and its scheme."""
    county = started(tmp_path_factory.mktemp("sheets"))
    rules = county.office.root / "rules" / "scheme.yaml"
    grades = "grades: [{id: passed, name: 合格, from: 60}, {id: failed, name: 不合格}]\n"
    rules.write_text(rules.read_text("utf-8") + grades, "utf-8")
    county.score.period(PERIOD, on="2023-04-03")
    fed_back = county.score.feedback(PERIOD, on="2023-04-04")
    return county._acting("report", PERIOD, None).scheme, fed_back.result.figures


def printed(scheme: Scheme, figures: RecordedResult, unit: Unit) -> tuple[Any, ...]:
    """All that a sheet prints but the code itself and the names that no result can change."""
    sheet = SignOff(scheme, "2023年一季度", "", None, date(2023, 4, 4))
    if unit.level is Level.TOWN:
        made = town_sign_off(sheet, "镇", figures.of_town(unit.code))
    else:
        village = next(one for one in figures.villages if one.village_code == unit.code)
        made = village_sign_off(sheet, "镇", village, figures.items_of(village.town_code))
    return tuple(made.texts)


def corrected(figures: RecordedResult) -> Iterator[tuple[str, RecordedResult]]:
    """The result with one field of its first village, or of that one's first item, changed: each in turn."""
    first, *others = figures.villages
    for field in fields(RecordedVillage):
        if field.name not in {"items", "town_code", "village_code"}:
            value = replace(first, **{field.name: OTHER[field.name]})
            yield field.name, replace(figures, villages=(value, *others))
    for field in fields(RecordedItem):
        if field.name != "item":
            items = (replace(first.items[0], **{field.name: "0.01"}), *first.items[1:])
            yield f"items.{field.name}", replace(figures, villages=(replace(first, items=items), *others))


def test_a_code_changes_just_where_the_print_does(result: tuple[Scheme, RecordedResult]) -> None:
    scheme, figures = result
    seen = set()
    for name, other in corrected(figures):
        prints = {
            unit
            for unit in signing_units(figures)
            if printed(scheme, figures, unit) != printed(scheme, other, unit)
        }
        assert set(changed_sheets(Period.read(PERIOD), figures, other)) == prints, name
        seen.add(bool(prints))
    assert seen == {True, False}


def test_what_signed_codes_cover_is_called_as_it_was_when_they_were_signed() -> None:
    """Another word here would make every sheet that was signed another one."""
    item = RecordedItem("grain", "60.00", "45.50", "50.00", "37.92")
    short = (
        RecordedShort("passed", "no_veto", "", "", ""),
        RecordedShort("good", "from", "", "45.50", "80"),
        RecordedShort("good", "item", "grain", "45.50", "50"),
    )
    village = RecordedVillage(
        "A1",
        "东一村",
        "T1",
        "46.50",
        "38.92",
        2,
        7,
        False,
        "3.00",
        "2.00",
        "100.00",
        "below",
        "failed",
        (item,),
        short,
    )
    entry = RecordedEntry("grain", "粮食生产", "industry", "agriculture")
    figures, period = RecordedResult((village,), (entry,), {}, ()), Period.read(PERIOD)
    assert sheet_content(period, figures, Unit(Level.TOWN, "T1")) == {
        "v": 1, "period": "2023Q1", "unit": "town:T1",
        "villages": [{
            "village": ["A1", "东一村"], "rank": 2, "town_mark": "46.50", "city_mark": "38.92", "city_rank": 7,
            "reward": "100.00", "yellow_card": "below", "grade": "failed",
        }],
    }  # fmt: skip
    assert sheet_content(period, figures, Unit(Level.VILLAGE, "A1")) == {
        "v": 1, "period": "2023Q1", "unit": "village:A1", "name": "东一村", "town": "T1", "rank": 2,
        "items": [["grain", "粮食生产", "60.00", "45.50"]], "bonus": "3.00", "deduction": "2.00",
        "town_mark": "46.50", "grade": "failed",
        "short": ["good", ["from", "", "45.50", "80"], ["item", "grain", "45.50", "50"]],
    }  # fmt: skip
    ungraded = replace(figures, villages=(replace(village, grade=None, short=()),))
    for unit in signing_units(ungraded):
        assert {"grade", "short"}.isdisjoint(str(sheet_content(period, ungraded, unit)).split("'"))


def test_every_sheet_of_every_period_has_a_code_of_its_own(result: tuple[Scheme, RecordedResult]) -> None:
    _scheme, figures = result
    periods = (Period.read("2023Q1"), Period.read("2023Q2"))
    units = list(signing_units(figures))
    contents = {
        digest(canonical(sheet_content(period, figures, unit))) for period in periods for unit in units
    }
    assert len(contents) == 2 * len(units)


def test_a_village_that_comes_or_goes_signs_anew(result: tuple[Scheme, RecordedResult]) -> None:
    _scheme, figures = result
    fewer = replace(figures, villages=figures.villages[1:])
    period, gone = Period.read(PERIOD), figures.villages[0]
    units = {Unit(Level.VILLAGE, gone.village_code), Unit(Level.TOWN, gone.town_code)}
    assert set(changed_sheets(period, figures, fewer)) == units
    assert set(changed_sheets(period, fewer, figures)) == units


def recorded(sheets: dict[str, int], figures: RecordedResult) -> RecordedPeriod:
    """A period's result as an event recorded it."""
    with Ledger.in_memory() as ledger:
        key = ledger.keep(kept_answer([canonical({
            "villages": [village_answer(one) for one in figures.villages],
            "checklist": [asdict(one) for one in figures.checklist],
            "added": {},
            "vetoes": [],
        })]))  # fmt: skip
        said = {"revision": 1, "missing": None, "rules_sha256": "", "inputs_sha256": "", "program": "9.9"}
        payload = {**said, "result_sha256": key, **sheets}
        event = ledger.append(Draft("2023-04-03T09:00:00+08:00", "city", "evaluation", PERIOD, payload))
        return result_of(ledger, Period.read(PERIOD), event)


def test_a_sheet_is_of_the_version_in_which_its_result_was_recorded(
    result: tuple[Scheme, RecordedResult],
) -> None:
    _scheme, figures = result
    unit, period = Unit(Level.VILLAGE, "A1"), Period.read(PERIOD)
    first, second = (sheet_content(period, figures, unit, version) for version in (1, 2))
    assert (first["v"], second["v"]) == (1, 2)
    assert recorded({}, figures).digest_of(unit) == digest(canonical(first)), "none is named: the first"
    assert recorded({"sheets": 1}, figures).digest_of(unit) == digest(canonical(first))


def test_sheets_of_a_newer_program_are_refused_by_name(result: tuple[Scheme, RecordedResult]) -> None:
    _scheme, figures = result
    with pytest.raises(QsqError, match="sheets of 2023Q1 are of version 2; this program knows version 1"):
        recorded({"sheets": SHEETS + 1}, figures)


def test_a_result_records_the_version_of_its_sheets(tmp_path: Path) -> None:
    county = started(tmp_path)
    county.score.period(PERIOD, on="2023-04-03")
    with county.office.ledger_to_read() as ledger:
        (event,) = ledger.events("evaluation")
    assert event.payload["sheets"] == SHEETS
