"""How a notice hangs on the wall, as its paper says it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Hanging:
    """When a notice hangs, and the ledger's head when it was hung up."""

    first: date
    last: date
    working_days: int
    head: str
