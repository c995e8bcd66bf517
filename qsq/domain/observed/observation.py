"""What departments saw, and what is added to or taken from marks (CONTRACT.md sections 2 and 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from qsq.domain.faults import Message, message
from qsq.domain.scheme.methods import Value

NOT_APPLICABLE = "NA"
"""The value of an observation that the task does not apply to the village; it needs a note."""


@dataclass(frozen=True, slots=True)
class Observation:
    """评分意见: what was seen for one village and one task.

    Attributes:
        text: the value as it was entered.
        value: the value that it means; None where it is not applicable.
    """

    text: str
    value: Value | None
    note: str = ""


class AdjustmentKind(StrEnum):
    """What an adjustment does."""

    BONUS = "bonus"
    DEDUCTION = "deduction"
    VETO = "veto"


CHINESE_ADJUSTMENTS = {
    "加分": AdjustmentKind.BONUS,
    "扣分": AdjustmentKind.DEDUCTION,
    "一票否决": AdjustmentKind.VETO,
}
"""The kinds as Chinese files write them."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A bonus, a deduction or a veto; `points` is 0 for a veto."""

    kind: AdjustmentKind
    points: Fraction
    reason: str
    department: str
    basis: str = ""


def veto_without_basis(village_code: str, village_name: str, period: object) -> Message:
    """The warning that every output of an ungrounded veto carries (CONTRACT.md section 6)."""
    return message(
        "{period}: the veto against {village} {name} names no basis: 一票否决 rests on central or"
        " provincial authority only; name the document in basis",
        period=period,
        village=village_code,
        name=village_name,
    )


VillageTask = tuple[str, str]
"""A village's code and a task's id."""


@dataclass(frozen=True, slots=True)
class PeriodInputs:
    """All that was entered for a period.

    Attributes:
        observations: by village code, then by task id.
        targets: the villages' own targets, above 0.
        adjustments: by village code, in file order.
    """

    observations: Mapping[str, Mapping[str, Observation]]
    targets: Mapping[VillageTask, Fraction]
    adjustments: Mapping[str, tuple[Adjustment, ...]]
