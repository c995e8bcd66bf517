"""What an honour would have taken, in words: tasks within reach, and conditions that are not."""

from collections.abc import Iterator

from qsq.awards.eligibility import Reason
from qsq.cli.terminal.language import _
from qsq.year.explain.honour_reach import Hindered, Hindrance, YearReach


def told(found: YearReach) -> str:
    """All of it, to be printed."""
    return "\n".join([*_head(found), *_tasks(found), *_conditions(found)])


def _head(found: YearReach) -> Iterator[str]:
    head = _("{village} {name}, {year} revision {revision}: {goal}, or a better honour")
    if not found.revision:
        head = _("{village} {name}, {year} DRAFT: {goal}, or a better honour")
    yield head.format(
        village=found.village.code,
        name=found.village.name,
        year=found.year,
        revision=found.revision,
        goal=found.name,
    )
    mark = found.mark or "—"
    if found.order is None:
        yield _(
            "now: not among those that may be honoured, annual mark {mark}; all others are held still"
        ).format(mark=mark)
        return
    yield _(
        "now: place {order} among those that may be honoured, annual mark {mark}; all others are held still"
    ).format(order=found.order, mark=mark)


def _tasks(found: YearReach) -> Iterator[str]:
    if not found.enough:
        yield _("out of reach: not even with every task of the year done in full")
        return
    if not found.tasks:
        yield _("by its annual mark it is reached as it is")
        return
    yield _(
        "within its reach, with {points} points more and an annual mark of {mark}; tasks of the year to be"
        " done in full: {count}"
    ).format(count=len(found.tasks), points=found.points, mark=found.marked)
    for one in found.tasks:
        yield _("  {period} {task} {text}: {earned} → {most}").format(
            period=one.period, task=one.task, text=one.text, earned=one.earned, most=one.most
        )


def _conditions(found: YearReach) -> Iterator[str]:
    if found.hindered:
        yield _("conditions that do not hold; without each of them the tasks alone reach nothing:")
    for one in found.hindered:
        yield f"  {_condition(one)}"


def _condition(one: Hindered) -> str:
    match one.reason:
        case Reason.NOT_RECOMMENDED:
            return _(
                "not recommended by its town, which decides; places that the town had left: {free}"
            ).format(free=one.free)
        case Reason.MIN_PERIODS:
            return _("marked in too few periods: not within its reach")
        case Reason.VETO:
            return _("veto in {period}: {reason}: not within its reach by tasks").format(
                period=one.period, reason=one.detail
            )
        case Reason.YELLOW_CARDS if one.tasks is None:
            return _("yellow card in {period}: no task would have kept it away").format(period=one.period)
        case Reason.YELLOW_CARDS:
            return _(
                "yellow card in {period}; tasks of that period that, done in full, would have kept it away:"
                " {count}"
            ).format(period=one.period, count=one.tasks)
        case Hindrance.STRUCK:
            return _("struck off by the committee: {reason}").format(reason=one.detail)
        case Hindrance.GRADE:
            return _(
                "the honour asks for the annual grade {grade}: what that takes is not counted here"
            ).format(grade=one.detail)
        case _:
            return str(one.reason)
