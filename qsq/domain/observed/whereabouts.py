"""Where in the files stands what was entered of a village."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qsq.domain.faults import Place
from qsq.domain.observed.observation import Adjustment


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The places of a village's inputs; what is not known is left out.

    Attributes:
        observations: by the name of the task's round.
        targets: by task.
        adjustments: by the adjustment.
    """

    observations: Mapping[str, Place] = field(default_factory=dict)
    targets: Mapping[str, Place] = field(default_factory=dict)
    adjustments: Mapping[Adjustment, Place] = field(default_factory=dict)


UNKNOWN = Whereabouts()
"""Nothing is known of the files."""
