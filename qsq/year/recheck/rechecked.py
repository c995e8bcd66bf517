"""Where a second look stands, as it is answered."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from pathlib import PurePosixPath
from typing import Any

from qsq.documents.recheck.published_sample import PROGRAM
from qsq.domain.values.numbers import percent
from qsq.domain.values.periods import Period
from qsq.fairness.recheck.risk import Dice, Draw, Risk, Universe, draws_needed


@dataclass(frozen=True, slots=True)
class Rechecked:
    """Where the second look at a period's places, or a year's honours, stands.

    Attributes:
        of_year: whether it is a year's honours.
        revision: of the list that is looked at again.
        rounds: their dice.
        universe: what could be drawn.
        digest: SHA-256 of the list of it, which is published with the draws.
        draws: of all rounds.
        risk: what is left.
        limit: the risk at which it is enough.
        sheet: the last round's, from the workspace's root; empty where none was drawn.
        new: whether the step that was taken recorded anything.
    """

    period: Period
    of_year: bool
    revision: int
    rounds: tuple[Dice, ...]
    universe: Universe
    digest: str
    draws: tuple[Draw, ...]
    risk: Risk
    limit: Fraction
    sheet: str = ""
    new: bool = False

    @property
    def enough(self) -> bool:
        """Whether the risk is at the limit or below."""
        return self.risk.left <= self.limit

    @property
    def more(self) -> int:
        """How many more draws are needed if they find no error; 0 where drawing alone does not help.

        Where so many are needed that as good as all would be drawn, all of them may be looked at as well.
        """
        if self.risk.waiting or self.risk.open_pairs or self.enough:
            return 0
        return draws_needed(self.universe, self.risk.factors, self.limit) or 0

    @property
    def sample(self) -> str:
        """The program that draws the sample again, beside the last round's sheet; empty where none is."""
        return str(PurePosixPath(self.sheet).with_name(PROGRAM)) if self.sheet else ""

    @property
    def left(self) -> str:
        """The risk in percent, rounded up to two decimals."""
        return percent(Fraction(ceil(self.risk.left * 10_000), 10_000))

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": str(self.period),
            "list": "honours" if self.of_year else "places",
            "revision": self.revision,
            "limit": percent(self.limit),
            "risk": self.left,
            "enough": self.enough,
            "more_draws": self.more,
            "rounds": [{"dice": one.digits, "draws": one.draws} for one in self.rounds],
            "village_tasks": len(self.universe.bounds),
            "village_tasks_sha256": self.digest,
            "millionths": self.universe.total,
            "factors": [
                {
                    "dice": one.draw.digits,
                    "number": one.draw.number,
                    "point": one.draw.point,
                    "village_code": one.draw.bound.village,
                    "task": one.draw.bound.look.task,
                    "worth": str(one.draw.bound.look.worth),
                    "slack": str(one.draw.bound.look.slack),
                    "lead": one.draw.bound.lead,
                    "lag": one.draw.bound.lag,
                    "bound": one.draw.bound.millionths,
                    "error": one.error,
                }
                for one in self.risk.factors
            ],
            "waiting": [list(one) for one in self.risk.waiting],
            "close": [list(one) for one in self.universe.close],
            "open": [list(one) for one in self.risk.open_pairs],
            "sheet": self.sheet or None,
            "sample": self.sample or None,
        }
