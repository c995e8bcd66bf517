"""Why a result is another than the one before it, as its event says it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Change:
    """Why a result is another than before.

    Attributes:
        on: the day of the scoring, where it is another than that of its recording.
        reason: what was corrected; asked for when the result before was signed or hung up.
        objection: the id of the objection that was upheld.
    """

    on: date | None = None
    reason: str = ""
    objection: str = ""

    def payload(self) -> dict[str, str]:
        """What the event keeps of it."""
        values = {"on": self.on and self.on.isoformat(), "reason": self.reason, "objection": self.objection}
        return {key: value for key, value in values.items() if value}


NO_CHANGE = Change()
"""A result of today that needs no reason."""
