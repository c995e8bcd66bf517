"""一月一提示: which villages are slow, poor, or far behind in a single task, from their reported progress."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from qsq.domain.county.places import Village
from qsq.domain.observed.observation import VillageTask
from qsq.domain.scheme.checklist import Checklist, Task
from qsq.domain.scheme.scheme import ReminderRule

Progress = Mapping[VillageTask, Fraction]
"""The share done, 0 to 1, by village and task; a village without a report on a task has not done it."""


class Lag(StrEnum):
    """Why a village is called in; in the order in which reasons are told."""

    SLOW = "slow"
    POOR = "poor"
    FAR_BEHIND = "far_behind"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A village that is called in.

    Attributes:
        undone: ids of its tasks that are due and not done.
        behind: ids of the tasks in which it is far behind its town.
        done: the mean share done of its tasks that are due.
    """

    village: Village
    lags: tuple[Lag, ...]
    undone: tuple[str, ...]
    behind: tuple[str, ...]
    done: Fraction


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk with a village that was called in, as it was noted.

    Attributes:
        who: the town's leader who spoke.
        to: with whom.
        until: the new date.
    """

    who: str
    to: str
    problem: str
    method: str
    until: date

    def values(self) -> dict[str, str]:
        """What the event keeps."""
        return {
            "who": self.who,
            "with": self.to,
            "problem": self.problem,
            "method": self.method,
            "until": self.until.isoformat(),
        }


def reminders(
    checklist: Checklist, villages: Sequence[Village], progress: Progress, rule: ReminderRule, until: date
) -> tuple[Reminder, ...]:
    """The villages that are called in, in the order given.

    A task on which nobody reports is not looked at: it says something of the reports, not of the villages.

    Args:
        checklist: the period's.
        villages: those that take part.
        progress: what was reported.
        rule: the scheme's thresholds.
        until: tasks due by this day are looked at.
    """
    reported = frozenset(task for _village, task in progress)
    due = {village.code: _due(checklist, village, until, reported) for village in villages}
    means = _town_means(villages, due, progress)
    found = (_looked_at(village, due[village.code], progress, rule, means) for village in villages)
    return tuple(one for one in found if one is not None)


def _due(checklist: Checklist, village: Village, until: date, reported: frozenset[str]) -> tuple[Task, ...]:
    items = checklist.items_for(village)
    tasks = (task for item in items for task in item.tasks if task.id in reported)
    return tuple(task for task in tasks if (task.due or checklist.due) <= until)


def _town_means(
    villages: Sequence[Village], due: Mapping[str, Sequence[Task]], progress: Progress
) -> dict[tuple[str, str], Fraction]:
    """The mean share done of each task in each town, of the villages that are asked it."""
    shares: dict[tuple[str, str], list[Fraction]] = {}
    for village in villages:
        for task in due[village.code]:
            share = progress.get((village.code, task.id), Fraction(0))
            shares.setdefault((village.town_code, task.id), []).append(share)
    return {key: _mean(listed) for key, listed in shares.items()}


def _mean(shares: Iterable[Fraction]) -> Fraction:
    listed = list(shares)
    return sum(listed, Fraction(0)) / len(listed) if listed else Fraction(1)


def _looked_at(
    village: Village,
    due: Sequence[Task],
    progress: Progress,
    rule: ReminderRule,
    means: Mapping[tuple[str, str], Fraction],
) -> Reminder | None:
    done = {task.id: progress.get((village.code, task.id), Fraction(0)) for task in due}
    undone = tuple(task for task, share in done.items() if share < 1)
    behind = tuple(
        task for task, share in done.items() if means[village.town_code, task] - share >= rule.far_behind > 0
    )
    mean = _mean(done.values())
    holds = {
        Lag.SLOW: bool(undone) and Fraction(len(undone), len(done)) >= rule.slow,
        Lag.POOR: mean < rule.poor,
        Lag.FAR_BEHIND: bool(behind),
    }
    lags = tuple(lag for lag, lagging in holds.items() if lagging)
    return Reminder(village, lags, undone, behind, mean) if lags else None
