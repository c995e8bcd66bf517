"""What each kind of event must hold, so that whoever reads a ledger finds it there.

A kind that is not listed here is a newer program's: its payload is not looked into.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from qsq.domain.scheme.scheme import Missing
from qsq.domain.steps.event_kinds import ChecklistEvent, OtherEvent, PeriodEvent, RevocationEvent, YearEvent
from qsq.domain.values.periods import Month, Period, read_year
from qsq.late import late

if TYPE_CHECKING:
    from qsq.domain.observed import visits
    from qsq.domain.steps import due_work
else:
    (visits,) = late("qsq.domain.observed", "visits")
    (due_work,) = late("qsq.domain.steps", "due_work")

Fits = Callable[[object], bool]


def misfit(kind: str, period: str, subject: str, payload: Mapping[str, Any]) -> str:
    """The first value of an event that lacks or is of another shape; empty where all are there."""
    if not _PERIODS.get(kind, _is_text)(period):
        return "period"
    if kind == OtherEvent.BATCH and subject not in set(due_work.Job):
        return "subject"
    wanted = {**_SHAPES.get(kind, {}), **{key: fits for key, fits in _IF_THERE.items() if key in payload}}
    return next((key for key, fits in wanted.items() if not fits(payload.get(key))), "")


def snapshots_of(payload: Mapping[str, Any]) -> tuple[str, ...]:
    """The digests of the snapshots that an event names, when its payload fits."""
    single = (payload[key] for key in ("result_sha256", "replaced_sha256") if key in payload)
    kept = (payload.get(key, {}) for key in ("files", "record", "wording"))
    return (*single, *(digest for one in kept for digest in one.values()))


def digests_in(value: object) -> frozenset[str]:
    """Everything in a payload that could be a digest."""
    if isinstance(value, Mapping):
        return frozenset().union(*map(digests_in, value.values()))
    if isinstance(value, list):
        return frozenset().union(*map(digests_in, value))
    return frozenset([value]) if isinstance(value, str) and _is_digest(value) else frozenset()


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_one_of(words: Iterable[object]) -> Fits:
    known = frozenset(words)
    return lambda value: (value is None or isinstance(value, str)) and value in known


def _is_purpose(value: object) -> bool:
    return _is_one_of(visits.Purpose)(value)


@cache
def _is_period(value: object) -> bool:
    return _is_read(Period.read, value)


@cache
def _is_month(value: object) -> bool:
    return _is_read(Month.read, value)


def _is_read(read: Callable[[str], object], value: object) -> bool:
    try:
        return isinstance(value, str) and str(read(value)) == value
    except ValueError:
        return False


def _is_year(value: object) -> bool:
    return _is_read(read_year, value)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_revision(value: object) -> bool:
    return type(value) is int and value > 0


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value) is not None


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_rows(value: object) -> bool:
    return isinstance(value, list) and all(_are_texts(row) and len(row) == len(_SECOND_LOOK) for row in value)


def _are_numbers(value: object) -> bool:
    return isinstance(value, list) and all(type(one) is int for one in value)


def _is_mapping(value: object) -> bool:
    return isinstance(value, dict)


def _are_files(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_digest, value.values()))


_SECOND_LOOK = ("village", "task", "value", "note")
"""What a second look notes of each village-task."""

_IF_THERE: Mapping[str, Fits] = {
    "result_sha256": _is_digest,
    "replaced_sha256": _is_digest,
    "files": _are_files,
    "record": _are_files,
    "wording": _are_files,
    "sheets": _is_revision,
    "universe_sha256": _is_digest,
}
"""What need not be there; what names snapshots, whatever the kind."""

_REVISION: Mapping[str, Fits] = {"revision": _is_revision}
_NOTICE: Mapping[str, Fits] = {**_REVISION, "first_day": _is_day, "last_day": _is_day}
_SIGNATURE: Mapping[str, Fits] = {**_REVISION, "signer": _is_text, "code": _is_text}
_OBJECTION: Mapping[str, Fits] = {"village_code": _is_text, "by": _is_text, "text": _is_text}
_RESOLUTION: Mapping[str, Fits] = {"upheld": _is_flag}

_PERIODS: Mapping[str, Fits] = {
    **dict.fromkeys((*ChecklistEvent, *PeriodEvent), _is_period),
    **dict.fromkeys((*YearEvent, OtherEvent.RECOMMENDATION), _is_year),
    **dict.fromkeys((OtherEvent.REMINDER, OtherEvent.TALK), _is_month),
    **dict.fromkeys((OtherEvent.SUBMISSION, OtherEvent.RECHECK, OtherEvent.SECOND_LOOK), _is_period),
    **dict.fromkeys((OtherEvent.VISIT, OtherEvent.HANDED_ON, OtherEvent.CLOSED), _is_text),
    **dict.fromkeys((OtherEvent.RECEIVED, OtherEvent.SENT), _is_text),
    **dict.fromkeys((OtherEvent.BATCH, OtherEvent.RESTORED, OtherEvent.CLOCK_BACK), _is_text),
    OtherEvent.REFUSED: _is_text,
    RevocationEvent.REVOCATION: _is_text,
}
_SHAPES: Mapping[str, Mapping[str, Fits]] = {
    ChecklistEvent.ISSUE: {**_REVISION, "rules_sha256": _is_digest, "files": _are_files},
    ChecklistEvent.DISPATCH: {**_REVISION, "tasks_sha256": _is_digest},
    ChecklistEvent.ACCEPTANCE: {**_REVISION, "town_code": _is_text},
    PeriodEvent.EVALUATION: {
        **_REVISION,
        "rules_sha256": _is_digest,
        "inputs_sha256": _is_digest,
        "result_sha256": _is_digest,
        "missing": _is_one_of((None, *Missing)),
        "files": _are_files,
    },
    PeriodEvent.FEEDBACK: _REVISION,
    PeriodEvent.TOWN_SIGNATURE: _SIGNATURE,
    PeriodEvent.VILLAGE_SIGNATURE: _SIGNATURE,
    PeriodEvent.NOTICE: _NOTICE,
    PeriodEvent.OBJECTION: {**_REVISION, **_OBJECTION},
    PeriodEvent.RESOLUTION: _RESOLUTION,
    PeriodEvent.FINALISATION: {**_REVISION, "on": _is_day},
    YearEvent.AWARDS: {**_REVISION, "result_sha256": _is_digest},
    YearEvent.DECISION: {
        **_REVISION,
        "result_sha256": _is_digest,
        "document": _is_text,
        "approval": _is_text,
        "order": _are_texts,
        "struck": _is_mapping,
    },
    YearEvent.NOTICE: _NOTICE,
    YearEvent.OBJECTION: _OBJECTION,
    YearEvent.RESOLUTION: _RESOLUTION,
    YearEvent.CONFIRMATION: {**_REVISION, "on": _is_day},
    YearEvent.PAYMENT: {"prize": _is_text},
    OtherEvent.SUBMISSION: {"sha256": _is_digest, "files": _are_files},
    OtherEvent.RECOMMENDATION: {"villages": _are_texts},
    OtherEvent.REMINDER: {"reasons": _are_texts, "undone": _are_texts, "behind": _are_texts},
    OtherEvent.TALK: {"until": _is_text},
    OtherEvent.VISIT: {"day": _is_day, "place": _is_text, "purpose": _is_purpose, "note": _is_text},
    OtherEvent.HANDED_ON: {"text": _is_text},
    OtherEvent.CLOSED: {"text": _is_text},
    OtherEvent.RECHECK: {**_REVISION, "draws": _is_revision, "on_list": _are_texts},
    OtherEvent.SECOND_LOOK: {**_REVISION, "values": _are_rows},
    OtherEvent.RECEIVED: {"on": _is_day, "sha256": _is_digest, "form": _is_text, "files": _are_files},
    OtherEvent.SENT: {"on": _is_day, "papers": _are_files},
    OtherEvent.BATCH: {"on": _is_day, "due": _is_day},
    RevocationEvent.REVOCATION: {"events": _are_numbers, "kinds": _are_texts},
    OtherEvent.RESTORED: {"lost": _are_texts},
    OtherEvent.CLOCK_BACK: {"before": _is_text},
    OtherEvent.REFUSED: {},
}
