"""Results and year's lists as the ledger keeps them, read back as values; every older form is read too."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from qsq.ledger.encoding.codec import read_from

Found = Mapping[str, Any]

_OLDER_NAMES = {
    "quarter": "period",
    "quarters": "periods",
    "quarter_rewards": "period_rewards",
}
"""What lists of the first version call it → what it is called since."""


def kept_answer(answer: bytes) -> bytes:
    """The snapshot of an answer's part that rules and inputs make, itself JSON."""
    return b'{"answer":' + answer + b',"v":1}'


def _answer(content: bytes) -> Any:
    """The answer in a snapshot; before there were versions, it was the snapshot."""
    found = json.loads(content)
    return found["answer"] if "answer" in found else _named(found)


def villages_as_kept(content: bytes) -> tuple[Found, ...]:
    """Each village's part of a kept result, word for word: proofs are made of them."""
    with read_from(content):
        return tuple(_answer(content)["villages"])


def list_as_kept(content: bytes, names: Mapping[str, str]) -> tuple[Found, ...]:
    """Each village's annual mark, and what it takes of the year's kept list: proofs are made of them.

    Lists of the first version do not keep the marks of all villages.
    """
    with read_from(content):
        found = _answer(content)
        given = {one["village_code"]: one for one in found["honours"]}
        return tuple(
            _noticed(one, given.get(one["village_code"]), names) for one in found.get("villages", ())
        )


def _noticed(one: Found, given: Found | None, names: Mapping[str, str]) -> Found:
    village = {
        "village_code": one["village_code"],
        "village_name": names[one["village_code"]],
        "annual_mark": one["annual_mark"],
        "grade": one["grade"],
        "honour": None,
    }
    taken = ("honour", "order", "prize", "welfare", "cadres")
    return village if given is None else village | {name: given[name] for name in taken}


Chosen = Callable[[Sequence[Found]], Sequence[Found]]
"""Takes some of a result's villages, as they were kept."""


def read_result(content: bytes, chosen: Chosen = lambda villages: villages) -> RecordedResult:
    """A period's result of any version; of its villages those that are chosen.

    Raises:
        QsqError: it is none.
    """
    with read_from(content):
        return _result(_answer(content), chosen)


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
        return _year(_answer(content))


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


def _named(found: Any) -> Any:
    """The same under the names of today."""
    if isinstance(found, dict):
        return {_OLDER_NAMES.get(name, name): _named(value) for name, value in found.items()}
    return [_named(one) for one in found] if isinstance(found, list) else found


def says_the_same(recorded: bytes, again: bytes) -> bool:
    """Whether all figures of a snapshot stand in another one; what that has more does not count."""
    return recorded == again or _holds(_answer(again), _answer(recorded))


def others(recorded: bytes, again: bytes) -> tuple[str, ...]:
    """Codes of the villages of a snapshot whose figures do not stand in another one."""
    then, now = (
        {one["village_code"]: one for one in _answer(content)["villages"]} for content in (recorded, again)
    )
    codes = sorted(then.keys() | now.keys())
    return tuple(code for code in codes if code not in then or not _holds(now.get(code), then[code]))


def _holds(now: Any, then: Any) -> bool:
    if now == then:
        return True
    if isinstance(then, dict):
        return isinstance(now, dict) and all(
            name in now and _holds(now[name], value) for name, value in then.items()
        )
    if isinstance(then, list):
        same = isinstance(now, list) and len(now) == len(then)
        return same and all(_holds(*pair) for pair in zip(now, then, strict=True))
    return False
