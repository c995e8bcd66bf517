"""What each kind of event must hold, so that whoever reads a ledger finds it there.

A kind that is not listed here is a newer program's: its payload is not looked into.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from qsq.domain.observed.visits import Purpose
from qsq.domain.scheme.scheme import Missing
from qsq.domain.steps.checklist_state import ChecklistKind
from qsq.domain.steps.due_work import Job
from qsq.domain.steps.event_kinds import OtherKind
from qsq.domain.steps.period_state import Kind
from qsq.domain.steps.revocation import RevocationKind
from qsq.domain.steps.year_state import YearKind
from qsq.domain.values.periods import Month, Period, read_year

Fits = Callable[[object], bool]


def misfit(kind: str, period: str, subject: str, payload: Mapping[str, Any]) -> str:
    """The first value of an event that lacks or is of another shape; empty where all are there."""
    if not _PERIODS.get(kind, _is_text)(period):
        return "period"
    if kind == OtherKind.BATCH and subject not in set(Job):
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


def _are_numbers(value: object) -> bool:
    return isinstance(value, list) and all(type(one) is int for one in value)


def _is_mapping(value: object) -> bool:
    return isinstance(value, dict)


def _are_files(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_digest, value.values()))


_IF_THERE: Mapping[str, Fits] = {
    "result_sha256": _is_digest,
    "replaced_sha256": _is_digest,
    "files": _are_files,
    "record": _are_files,
    "wording": _are_files,
    "sheets": _is_revision,
}
"""What need not be there; what names snapshots, whatever the kind."""

_REVISION: Mapping[str, Fits] = {"revision": _is_revision}
_NOTICE: Mapping[str, Fits] = {**_REVISION, "first_day": _is_day, "last_day": _is_day}
_SIGNATURE: Mapping[str, Fits] = {**_REVISION, "signer": _is_text, "code": _is_text}
_OBJECTION: Mapping[str, Fits] = {"village_code": _is_text, "by": _is_text, "text": _is_text}
_RESOLUTION: Mapping[str, Fits] = {"upheld": _is_flag}

_PERIODS: Mapping[str, Fits] = {
    **dict.fromkeys((*ChecklistKind, *Kind), _is_period),
    **dict.fromkeys((*YearKind, OtherKind.RECOMMENDATION), _is_year),
    **dict.fromkeys((OtherKind.REMINDER, OtherKind.TALK), _is_month),
    OtherKind.SUBMISSION: _is_period,
}
_SHAPES: Mapping[str, Mapping[str, Fits]] = {
    ChecklistKind.ISSUE: {**_REVISION, "rules_sha256": _is_digest, "files": _are_files},
    ChecklistKind.DISPATCH: {**_REVISION, "tasks_sha256": _is_digest},
    ChecklistKind.ACCEPTANCE: {**_REVISION, "town_code": _is_text},
    Kind.EVALUATION: {
        **_REVISION,
        "rules_sha256": _is_digest,
        "inputs_sha256": _is_digest,
        "result_sha256": _is_digest,
        "missing": _is_one_of((None, *Missing)),
        "files": _are_files,
    },
    Kind.FEEDBACK: _REVISION,
    Kind.TOWN_SIGNATURE: _SIGNATURE,
    Kind.VILLAGE_SIGNATURE: _SIGNATURE,
    Kind.NOTICE: _NOTICE,
    Kind.OBJECTION: {**_REVISION, **_OBJECTION},
    Kind.RESOLUTION: _RESOLUTION,
    Kind.FINALISATION: {**_REVISION, "on": _is_day},
    YearKind.AWARDS: {**_REVISION, "result_sha256": _is_digest},
    YearKind.DECISION: {
        **_REVISION,
        "result_sha256": _is_digest,
        "document": _is_text,
        "approval": _is_text,
        "order": _are_texts,
        "struck": _is_mapping,
    },
    YearKind.NOTICE: _NOTICE,
    YearKind.OBJECTION: _OBJECTION,
    YearKind.RESOLUTION: _RESOLUTION,
    YearKind.CONFIRMATION: {**_REVISION, "on": _is_day},
    YearKind.PAYMENT: {"prize": _is_text},
    OtherKind.SUBMISSION: {"sha256": _is_digest, "files": _are_files},
    OtherKind.RECOMMENDATION: {"villages": _are_texts},
    OtherKind.REMINDER: {"reasons": _are_texts, "undone": _are_texts, "behind": _are_texts},
    OtherKind.TALK: {"until": _is_text},
    OtherKind.VISIT: {"day": _is_day, "place": _is_text, "purpose": _is_one_of(Purpose), "note": _is_text},
    OtherKind.HANDED_ON: {"text": _is_text},
    OtherKind.CLOSED: {"text": _is_text},
    OtherKind.BATCH: {"on": _is_day, "due": _is_day},
    RevocationKind.REVOCATION: {"events": _are_numbers, "kinds": _are_texts},
    OtherKind.RESTORED: {"lost": _are_texts},
    OtherKind.CLOCK_BACK: {"before": _is_text},
}
