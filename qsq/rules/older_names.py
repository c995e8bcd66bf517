"""What earlier programs called otherwise in rule files, under the names of today; both are read for ever."""

import re

_NAMES = (
    (re.compile(rb"^quarter(?=\s*:)", re.MULTILINE), b"period"),
    (re.compile(rb"\bquarter_weights(?=\s*:)"), b"weights"),
    (re.compile(rb"\bmin_quarters(?=\s*:)"), b"min_periods"),
    (re.compile(rb"\b(best|latest)_quarter\b"), rb"\1_period"),
)
"""Names of 0.1.0, whose rules were of quarters alone."""


def named(content: bytes) -> bytes:
    """A rule file's content under the names of today; its lines stay what they were."""
    for older, name in _NAMES:
        content = older.sub(name, content)
    return content
