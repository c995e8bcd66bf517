"""What it would have taken, in words: what lay within the village's reach, and what did not."""

from collections.abc import Iterator

from qsq.cli.terminal.language import _
from qsq.year.explain.reach import Reach


def told(found: Reach) -> str:
    """All of it, to be printed."""
    beyond = () if found.reached and not found.tasks else _beyond(found)
    return "\n".join([*_head(found), *_tasks(found), *beyond])


def _head(found: Reach) -> Iterator[str]:
    goal = found.name or _("rank {rank}").format(rank=found.goal)
    yield _("{village} {name}, {period} revision {revision}: {goal}").format(
        village=found.village.code,
        name=found.village.name,
        period=found.period,
        revision=found.revision,
        goal=goal,
    )
    yield _("now: rank {rank}, town mark {mark}; the marks of all others are held still").format(
        rank=found.rank, mark=found.mark
    )


def _tasks(found: Reach) -> Iterator[str]:
    if not found.reached:
        yield _("out of reach: not even with every task done in full")
        return
    if not found.tasks:
        yield _("it is reached as it is")
        return
    yield _(
        "within its reach, with {points} points more and a town mark of {mark}; tasks to be done in full:"
        " {count}"
    ).format(count=len(found.tasks), points=found.points, mark=found.marked)
    for one in found.tasks:
        yield _("  {task} {text}: {earned} → {most}").format(
            task=one.task, text=one.text, earned=one.earned, most=one.most
        )


def _beyond(found: Reach) -> Iterator[str]:
    yield _("not within its reach by tasks:")
    yield _("  the marks of the others")
    for reason in found.vetoes:
        yield _("  veto: {reason}").format(reason=reason)
    if found.deduction.strip("0.") and found.without_deduction is not None:
        yield _("  deduction {points}; tasks that would have been enough without it: {count}").format(
            points=found.deduction, count=found.without_deduction
        )
    elif found.deduction.strip("0."):
        yield _("  deduction {points}; without it neither").format(points=found.deduction)
    if found.not_applicable:
        yield _("  tasks that do not apply to it: {tasks}").format(tasks=", ".join(found.not_applicable))
