"""One text for one value, so that equal values have equal digests."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from hashlib import sha256
from typing import Any

from pydantic_core import to_json


def canonical(value: object) -> bytes:
    """Canonical JSON: UTF-8, sorted keys, no space; fractions as `n/d`, dates as ISO 8601."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return text.encode(errors="backslashreplace")  # file names may hold bytes that are no text


def written(value: object) -> bytes:
    """Plain values whose keys are sorted already: the same JSON as `canonical`'s in a fifth of its time."""
    return to_json(value, fallback=_plain)


def digest(content: bytes) -> str:
    """The SHA-256 of some content, in hexadecimal."""
    return sha256(content).hexdigest()


def _plain(value: object) -> Any:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        return {"": type(value).__name__, **named}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(value)
