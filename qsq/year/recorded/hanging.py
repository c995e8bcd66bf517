"""How a recorded notice hangs, as its papers say it, whatever the scheme says by now."""

from typing import Any

from qsq.domain.scheme.scheme import Scheme
from qsq.domain.steps.hanging import Hanging
from qsq.domain.steps.machine import notice_of
from qsq.domain.steps.working_days import NoticeDays
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.files import DiskFolder
from qsq.year.recorded.basis import kept_files


def notice_payload(ledger: Ledger, days: NoticeDays, scheme: Scheme, calendar: DiskFolder) -> dict[str, Any]:
    """What an event says of the notice that it begins, with the calendars that counted its days."""
    return {
        "files": kept_files(ledger, calendar),
        "first_day": days.first.isoformat(),
        "last_day": days.last.isoformat(),
        "working_days": scheme.notice.working_days,
    }


def hanging_of(event: Event, scheme: Scheme) -> Hanging:
    """How the notice hangs that an event began; `scheme` is the one of its result.

    Events of the first version do not say how many working days they count.
    """
    days = notice_of(event)
    count = event.payload.get("working_days") or scheme.notice.working_days
    return Hanging(days.first, days.last, count, event.digest)
