"""`qsq compare`: why two villages' marks of a period differ, item by item."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qsq.domain.county.places import Village
from qsq.domain.faults import WrongUse, message
from qsq.domain.values.numbers import Scale
from qsq.domain.values.periods import Period
from qsq.scoring.gap import MarkGap, gap_of
from qsq.year.desk.office import Office
from qsq.year.explain.record import VillageRecord, record_of
from qsq.year.recorded.basis import evaluations_of


@dataclass(frozen=True, slots=True)
class Compared:
    """Why two villages' marks differ.

    Attributes:
        city: whether the city marks are compared, those of villages of two towns; else the town marks.
        marks: the two marks as they are printed.
        gap: the first's less the second's, in units of `scale`.
        names: of the items, by id.
    """

    first: Village
    second: Village
    period: Period
    revision: int
    city: bool
    marks: tuple[str, str]
    gap: MarkGap
    scale: Scale
    names: Mapping[str, str]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        text = self.scale.text
        return {
            "period": str(self.period),
            "revision": self.revision,
            "villages": [self.first.code, self.second.code],
            "of": "city_mark" if self.city else "town_mark",
            "marks": list(self.marks),
            "gap": text(self.gap.whole),
            "items": [
                {
                    "item": one.item,
                    "marks": [None if mark is None else text(mark) for mark in (one.first, one.second)],
                    "gap": text(one.gap),
                    "share": text(one.share),
                    "full": text(one.full),
                }
                for one in self.gap.items
            ],
            "bonus": text(self.gap.bonus),
            "deduction": text(self.gap.deduction),
            "cut": text(self.gap.cut),
        }


def compare(office: Office, first: str, second: str, period: Period) -> Compared:
    """Why two villages' marks differ; see `Workspace.compare`."""
    with office.ledger_to_read() as ledger:
        event = evaluations_of(ledger, period)[-1]
        one, two = record_of(ledger, event, first), record_of(ledger, event, second)
    if one.village == two.village:
        raise WrongUse(message("found {village} twice; expected two villages", village=one.village.code))
    _must_be_counted(one)
    _must_be_counted(two)
    city = one.village.town_code != two.village.town_code
    scale = one.rules.scheme.marks.scale
    marks = (one.own.city_mark, two.own.city_mark) if city else (one.own.town_mark, two.own.town_mark)
    return Compared(
        first=one.village,
        second=two.village,
        period=period,
        revision=int(event.payload["revision"]),
        city=city,
        marks=marks,
        gap=gap_of(one.marks, two.marks, scale, city=city),
        scale=scale,
        names={item.id: item.name for item in one.rules.checklist.all_items},
    )


def _must_be_counted(record: VillageRecord) -> None:
    """Raise where counting again gives other marks than were recorded.

    Raises:
        WrongUse: it does.
    """
    if not record.same:
        raise WrongUse(
            message(
                "this program counts other marks of {village} than were recorded; why they differ cannot be"
                " told",
                village=record.village.code,
            )
        )
