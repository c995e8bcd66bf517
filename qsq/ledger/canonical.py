"""One text for one value, so that equal values have equal digests.

Only plain values are written: what the ledger keeps of rules, inputs and results has encodings of its own.
"""

import json
from enum import Enum
from typing import TYPE_CHECKING, Any

from qsq.domain.values.digests import DigestKind, hashed
from qsq.late import library

if TYPE_CHECKING:
    import pydantic_core
else:
    pydantic_core = library("pydantic_core")


def canonical(value: object) -> bytes:
    """Canonical JSON: UTF-8, sorted keys, no space."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return text.encode(errors="backslashreplace")  # file names may hold bytes that are no text


def written(value: object) -> bytes:
    """Plain values whose keys are sorted already: the same JSON as `canonical`'s in a fifth of its time.

    It makes no text first, so it takes half of the memory too.
    """
    try:
        return pydantic_core.to_json(value, fallback=_plain)
    except pydantic_core.PydanticSerializationError:  # half a character, which is no UTF-8
        return canonical(value)


def digest(content: bytes, kind: DigestKind = DigestKind.SHA256) -> str:
    """The digest of some content, in hexadecimal."""
    return hashed(content, kind).hex()


def kind_in(payload: object) -> DigestKind:
    """By which digest an event says that it is kept; SHA-256 where it says nothing."""
    said = payload.get("digest") if isinstance(payload, dict) else None
    return DigestKind.SM3 if said == DigestKind.SM3 else DigestKind.SHA256


def _plain(value: object) -> Any:
    """The word of a fixed list, whose name in the program may change; nothing else has a text."""
    if isinstance(value, Enum):
        return value.value
    raise TypeError(value)
