"""Events read by kind and period: always through the ledger's index, whose first column is the kind."""

_COLUMNS = "sequence, time, actor, kind, period, subject, payload, previous, digest"
_KINDS = (
    "SELECT min(kind) AS kind FROM events UNION ALL"
    " SELECT (SELECT min(kind) FROM events WHERE kind > kinds.kind) FROM kinds WHERE kind IS NOT NULL"
)
"""Every kind that the ledger holds, found by leaps through the index, from each to the next."""


def selected(kind: str, period: str) -> tuple[str, tuple[str, ...]]:
    """The statement for the events of a kind and a period, oldest first, and its values; empty means any."""
    if kind and period:
        return _statement("kind = ? AND period = ?"), (kind, period)
    if kind:
        return _statement("kind = ?"), (kind,)
    if period:
        of_any_kind = _statement("kind IN (SELECT kind FROM kinds) AND period = ?")
        return f"WITH RECURSIVE kinds(kind) AS ({_KINDS}) {of_any_kind}", (period,)
    return _statement("true"), ()


def _statement(condition: str) -> str:
    return f"SELECT {_COLUMNS} FROM events WHERE {condition} ORDER BY sequence"  # noqa: S608 - a constant
