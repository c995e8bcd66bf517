"""异议: raised while the notice runs, then upheld with a new revision, or rejected with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qsq.domain.faults import OutOfOrder, WrongUse, message
from qsq.domain.officials import CITY
from qsq.domain.period_state import Kind, Step
from qsq.domain.periods import Period
from qsq.domain.recorded import RecordedVillage
from qsq.year.acting import Acting
from qsq.year.conditions import must_be_open
from qsq.year.evaluation import Change, evaluated
from qsq.year.period_steps import result_for, stand_of
from qsq.year.recorded import RecordedPeriod, newest_result

_COMPARED = ("town_mark", "city_mark", "rank", "city_rank", "reward", "yellow_card")


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection as it was recorded; `recorded` is False where it was there already."""

    period: Period
    id: str
    recorded: bool

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {"period": str(self.period), "objection": self.id, "recorded": self.recorded}


@dataclass(frozen=True, slots=True)
class Resolved:
    """An objection's end.

    Attributes:
        revision: the result's that holds now.
        changed: where the objection was upheld, each village whose figures are others now: its code,
            then what they were and what they are.
    """

    period: Period
    id: str
    upheld: bool
    revision: int
    changed: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": str(self.period),
            "objection": self.id,
            "upheld": self.upheld,
            "revision": self.revision,
            "changed": [
                {"village_code": code, "before": before, "after": after}
                for code, (before, after) in self.changed.items()
            ],
        }


def object_to(acting: Acting, period: Period, village: str, by: str, text: str) -> Objected:
    """Record an objection; see `Workspace.object_to`."""
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [acting.evaluated_village(village)])
        with ledger.transaction():
            stand = stand_of(ledger, period)
            result = result_for(Step.OBJECT, stand, acting.today, acting.register)
            said = {"revision": result.revision, "village_code": village, "by": by, "text": text}
            for event in stand.events:
                if event.kind == Kind.OBJECTION and said.items() <= event.payload.items():
                    return Objected(period, event.subject, recorded=False)
            name = f"{period}-{len(ledger.history(Kind.OBJECTION, str(period))) + 1}"
            ledger.append(acting.event(Kind.OBJECTION, name, **said))
    return Objected(period, name, recorded=True)


def resolve(acting: Acting, period: Period, objection: str, reason: str, *, upheld: bool) -> Resolved:
    """End an objection; see `Workspace.resolve`."""
    if not reason.strip():
        raise WrongUse(message("an objection is resolved with a reason: --reason TEXT"))
    found = evaluated(acting.office, period) if upheld else None
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [CITY])
        with ledger.transaction():
            stand = stand_of(ledger, period)
            before = result_for(Step.RESOLVE, stand, acting.today, acting.register, objection)
            must_be_open(objection, stand.state.open_objections)
            if found is not None:
                change = Change(acting.today, reason, objection)
                if not found.recorded(acting.office, ledger, change).recorded:
                    raise OutOfOrder(
                        message(
                            "nothing has changed since revision {revision} of {period}; first correct the"
                            " observations or adjustments in data/, then uphold the objection",
                            revision=before.revision,
                            period=period,
                        )
                    )
            after = newest_result(ledger, period) or before
            payload = {"upheld": upheld, "reason": reason, "revision": after.revision}
            ledger.append(acting.event(Kind.RESOLUTION, objection, **payload))
    return Resolved(period, objection, upheld, after.revision, _differences(before, after))


def _differences(
    before: RecordedPeriod, after: RecordedPeriod
) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Each village whose figures are others now, with those that are: what they were, what they are."""
    was = {village.village_code: _figures(village) for village in before.figures.villages}
    now = {village.village_code: _figures(village) for village in after.figures.villages}
    found = {}
    for code in sorted(was.keys() | now.keys()):
        old, new = was.get(code, {}), now.get(code, {})
        keys = [key for key in _COMPARED if old.get(key) != new.get(key)]
        if keys:
            found[code] = ({key: old.get(key) for key in keys}, {key: new.get(key) for key in keys})
    return found


def _figures(village: RecordedVillage) -> dict[str, Any]:
    return {key: getattr(village, key) for key in _COMPARED}
