"""How a notice hangs on the wall, as its papers and the notice board say it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Hanging:
    """How a notice hangs.

    Attributes:
        last: the day at whose end it comes down.
        working_days: how many it hangs for.
        head: the ledger's when it was hung up.
    """

    first: date
    last: date
    working_days: int
    head: str
