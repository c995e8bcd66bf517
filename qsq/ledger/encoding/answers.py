"""Answers of results and year's lists as the ledger keeps them: word for word, not as values."""

import json
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from qsq.ledger.encoding.codec import read_from

Found = Mapping[str, Any]

_OLDER_NAMES = {
    "quarter": "period",
    "quarters": "periods",
    "quarter_rewards": "period_rewards",
}
"""What lists of the first version call it → what it is called since."""


_BEFORE, _BEHIND = b'{"answer":', b',"v":1}'


def kept_answer(answer: Iterable[bytes]) -> bytes:
    """The snapshot of an answer's part that rules and inputs make, itself JSON in parts."""
    kept = BytesIO()  # joined, all would stand in memory twice
    kept.write(_BEFORE)
    kept.writelines(answer)
    kept.write(_BEHIND)
    return kept.getvalue()


def answer_in(kept: bytes) -> memoryview:
    """The answer, as JSON, in what `kept_answer` made of it."""
    return memoryview(kept)[len(_BEFORE) : -len(_BEHIND)]


def found_in(content: bytes) -> Any:
    """The answer in a snapshot; before there were versions, it was the snapshot."""
    found = json.loads(content)
    return found["answer"] if "answer" in found else _named(found)


def villages_as_kept(content: bytes) -> tuple[Found, ...]:
    """Each village's part of a kept result, word for word: proofs are made of them."""
    with read_from(content):
        return tuple(found_in(content)["villages"])


def list_as_kept(content: bytes, names: Mapping[str, str]) -> tuple[Found, ...]:
    """Each village's annual mark, and what it takes of the year's kept list: proofs are made of them.

    Lists of the first version do not keep the marks of all villages.
    """
    with read_from(content):
        found = found_in(content)
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


def _named(found: Any) -> Any:
    """The same under the names of today."""
    if isinstance(found, dict):
        return {_OLDER_NAMES.get(name, name): _named(value) for name, value in found.items()}
    return [_named(one) for one in found] if isinstance(found, list) else found


def says_the_same(recorded: bytes, again: bytes) -> bool:
    """Whether all figures of a snapshot stand in another one; what that has more does not count."""
    return recorded == again or _holds(found_in(again), found_in(recorded))


def others(recorded: bytes, again: bytes) -> tuple[str, ...]:
    """Codes of the villages of a snapshot whose figures do not stand in another one."""
    then, now = (
        {one["village_code"]: one for one in found_in(content)["villages"]} for content in (recorded, again)
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
