"""The year 2023 of 祁阳 from checklists to awards, beside what the report of 2024-03-08 says."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from qsq.domain.faults import WrongUse, message
from qsq.domain.values.periods import PeriodKind, periods_of
from qsq.year.awards.draw_up import YearAwards
from qsq.year.awards.year import awards
from qsq.year.checklist.issue import Issued, issue
from qsq.year.desk.clock import SchemeClock
from qsq.year.desk.office import CITY_OFFICE, Office, local_time
from qsq.year.desk.progress import Progress
from qsq.year.init.start import copy_year_2023, may_copy_year_2023
from qsq.year.recorded.change import NO_CHANGE
from qsq.year.score.evaluate import PeriodResult, score

YEAR = 2023


@dataclass(frozen=True, slots=True)
class DemoYear:
    """The year as it was run."""

    root: Path
    issued: tuple[Issued, ...]
    scored: tuple[PeriodResult, ...]
    awards: YearAwards

    def honours(self) -> Counter[str]:
        """How many villages took each honour."""
        return Counter(one.placed.honour.id for one in self.awards.awards.awards)


def run_year(root: Path, progress: Progress) -> DemoYear:
    """Run the year in `root`, where the packaged rules and data are copied to.

    Raises:
        WrongUse: `root` is a workspace of another county.
    """
    if not may_copy_year_2023(root):
        raise WrongUse(
            message("{folder} is a workspace in use; name a folder of its own: qsq demo DIR", folder=root)
        )
    root.mkdir(parents=True, exist_ok=True)
    copy_year_2023(root)
    office = Office(root.resolve(), CITY_OFFICE, SchemeClock(root.resolve(), local_time))
    periods = periods_of(YEAR, PeriodKind.QUARTER)
    issued = tuple(issue(office, period, progress, period.first_day) for period in periods)
    scored = []
    for period in periods:
        with progress(f"score period {period}", 1) as step:
            scored.append(score(office, period, None))
            step()
    return DemoYear(root, issued, tuple(scored), awards(office, YEAR, NO_CHANGE, draft=True))
