"""Results and year's lists as the ledger keeps them, read back as values; every older form is read too."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from qsq.domain.results.recorded import (
    RecordedAnnual,
    RecordedEntry,
    RecordedHonour,
    RecordedItem,
    RecordedMember,
    RecordedMoney,
    RecordedResult,
    RecordedShort,
    RecordedTotals,
    RecordedTown,
    RecordedVeto,
    RecordedVillage,
    RecordedYear,
)
from qsq.ledger.encoding.answers import Found, found_in
from qsq.ledger.encoding.codec import read_from

Chosen = Callable[[Sequence[Found]], Sequence[Found]]
"""Takes some of a result's villages, as they were kept."""


def read_result(content: bytes, chosen: Chosen = lambda villages: villages) -> RecordedResult:
    """A period's result of any version; of its villages those that are chosen.

    Raises:
        QsqError: it is none.
    """
    with read_from(content):
        return _result(found_in(content), chosen)


def _result(found: Found, chosen: Chosen) -> RecordedResult:
    short = _shorts(found)
    money = {one["village_code"]: one for one in found.get("rewards", ())}
    return RecordedResult(
        villages=tuple(
            _village(one, tuple(short.get(one["village_code"], ())), money.get(one["village_code"]))
            for one in chosen(found["villages"])
        ),
        checklist=_entries(found["checklist"]),
        added={code: _entries(items) for code, items in found["added"].items()},
        vetoes=tuple(
            RecordedVeto(one["village_code"], one["reason"], one["basis"]) for one in found["vetoes"]
        ),
        towns=_towns(found),
        grades={one["grade"]: one["name"] for one in found.get("grades", ())},
    )


def _shorts(found: Found) -> dict[str, list[RecordedShort]]:
    """What each village's better grades lack, by its code."""
    short: dict[str, list[RecordedShort]] = {}
    for one in found.get("short", ()):
        recorded = RecordedShort(one["grade"], one["condition"], one["of"], one["found"], one["wanted"])
        short.setdefault(one["village_code"], []).append(recorded)
    return short


def _towns(found: Found) -> tuple[RecordedTown, ...]:
    return tuple(
        RecordedTown(one["town_code"], one["mark"], one["rank"], one["villages"])
        for one in found.get("towns", ())
    )


def _village(one: Found, short: tuple[RecordedShort, ...], money: Found | None) -> RecordedVillage:
    return RecordedVillage(
        village_code=one["village_code"],
        village_name=one["village_name"],
        town_code=one["town_code"],
        town_mark=one["town_mark"],
        city_mark=one["city_mark"],
        rank=one["rank"],
        city_rank=one["city_rank"],
        vetoed=one["vetoed"],
        bonus=one["bonus"],
        deduction=one["deduction"],
        reward=one["reward"],
        yellow_card=one["yellow_card"],
        grade=one.get("grade"),
        items=tuple(
            RecordedItem(each["item"], each["full"], each["mark"], each["city_full"], each["city_mark"])
            for each in one["items"]
        ),
        short=short,
        money=None
        if money is None
        else RecordedMoney(money["place"], money["base"], money["grade"], money["unpaid"]),
    )


def _entries(items: Iterable[Found]) -> tuple[RecordedEntry, ...]:
    return tuple(RecordedEntry(one["item"], one["name"], one["category"], one["department"]) for one in items)


def village_answer(village: RecordedVillage) -> dict[str, Any]:
    """A village's result for programs (CONTRACT.md section 9)."""
    figures = asdict(village) | {"items": [asdict(item) for item in village.items]}
    return {key: value for key, value in figures.items() if key not in {"short", "money"}}


def read_year(content: bytes) -> RecordedYear:
    """A year's list of any version.

    Raises:
        QsqError: it is none.
    """
    with read_from(content):
        return _year(found_in(content))


def _year(found: Found) -> RecordedYear:
    short = _shorts(found)
    improved = {one["village_code"]: one.get("improvement") for one in found.get("villages", ())}
    return RecordedYear(
        year=found["year"],
        honours=tuple(_honour(one, improved.get(one["village_code"])) for one in found["honours"]),
        totals=RecordedTotals(**{name: found["totals"][name] for name in RecordedTotals.__slots__}),
        periods={one["period"]: one["revision"] for one in found["periods"]},
        villages=tuple(
            RecordedAnnual(
                one["village_code"],
                one["annual_mark"],
                one["grade"],
                tuple(short.get(one["village_code"], ())),
            )
            for one in found.get("villages", ())
        ),
        towns=_towns(found),
    )


def _honour(one: Found, improvement: str | None) -> RecordedHonour:
    return RecordedHonour(
        village_code=one["village_code"],
        honour=one["honour"],
        annual_mark=one["annual_mark"],
        order=one["order"],
        prize=one["prize"],
        welfare=one["welfare"],
        cadres=one["cadres"],
        members=tuple(
            RecordedMember(each["cadre"], each["share"], each["uplift"]) for each in one["members"]
        ),
        grade=one.get("grade"),
        improvement=improvement,
    )
