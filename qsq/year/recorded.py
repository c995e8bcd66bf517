"""A period's result as the ledger keeps it, and the check codes of its papers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qsq.domain.check_code import check_code
from qsq.domain.officials import CITY, Level, Unit
from qsq.domain.period_state import Kind
from qsq.domain.periods import Period
from qsq.ledger.canonical import canonical, digest
from qsq.ledger.ledger import Event, Ledger


@dataclass(frozen=True, slots=True)
class RecordedPeriod:
    """A period's result; `answer` is the part that rules and inputs make."""

    period: Period
    revision: int
    provisional: bool
    digests: tuple[str, str, str]
    answer: dict[str, Any]

    def code(self, unit: Unit = CITY) -> str:
        """The check code of a unit's paper: it fits this revision and this unit alone."""
        return check_code(digest(canonical([str(self.period), self.revision, *self.digests, str(unit)])))

    def villages_of(self, town_code: str) -> list[dict[str, Any]]:
        """A town's villages in the order of their rank."""
        villages = [one for one in self.answer["villages"] if one["town_code"] == town_code]
        return sorted(villages, key=lambda one: (one["rank"], one["village_code"]))

    def units(self) -> Iterator[Unit]:
        """Who has to sign: the towns, then the villages."""
        towns = sorted({village["town_code"] for village in self.answer["villages"]})
        yield from (Unit(Level.TOWN, code) for code in towns)
        yield from (Unit(Level.VILLAGE, village["village_code"]) for village in self.answer["villages"])

    def item_names(self, town_code: str) -> dict[str, str]:
        """Names of the items that a town's villages know, the town's own among them."""
        items = [*self.answer["checklist"], *self.answer["added"].get(town_code, ())]
        return {item["item"]: item["name"] for item in items}


def newest_result(ledger: Ledger, period: Period) -> RecordedPeriod | None:
    """The newest result of a period; None where it is not evaluated."""
    events = ledger.events(Kind.EVALUATION, str(period))
    return result_of(ledger, period, events[-1]) if events else None


def result_of(ledger: Ledger, period: Period, event: Event) -> RecordedPeriod:
    """The result that an event of kind `evaluation` recorded."""
    payload = event.payload
    return RecordedPeriod(
        period=period,
        revision=int(payload["revision"]),
        provisional=payload["missing"] is not None,
        digests=(payload["rules_sha256"], payload["inputs_sha256"], payload["result_sha256"]),
        answer=json.loads(ledger.kept(payload["result_sha256"])),
    )
