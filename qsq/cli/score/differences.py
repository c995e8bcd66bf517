"""Two results against each other, in words: the rules, then each village with its figures and causes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qsq.cli.terminal.language import _

if TYPE_CHECKING:
    from qsq.year.score.diff import Cause, ScoreDiff, VillageDiff

_MOST_RULES = 12
"""How many changes of rules are told."""

_MOST_CAUSES = 6
"""How many causes of a village are told where many villages are; --json and --export have all."""


def told(found: "ScoreDiff", only: str = "") -> str:
    """All of it, or one village with all its items and causes."""
    lines = [*_head(found), *_rules(found)]
    for one in found.villages:
        if one.village.code != only and (only or one.moved_by_others):
            continue
        lines += [*_village(one), *(_items(found, one) if only else ()), *_causes(one, every=bool(only))]
    return "\n".join([*lines, *_end(found)])


def _moved(found: "ScoreDiff") -> Iterator[str]:
    moved = sum(one.moved_by_others for one in found.villages)
    if moved:
        yield _(
            "{count} villages moved by others alone, in rank alone; --json and --export list them"
        ).format(count=moved)


def _head(found: "ScoreDiff") -> Iterator[str]:
    yield _(
        "{before} revision {first} → {now} revision {second}: {count} villages changed, {same} did not"
    ).format(
        before=found.before[0],
        first=found.before[1],
        now=found.now[0],
        second=found.now[1],
        count=len(found.villages),
        same=found.same,
    )
    if found.reason:
        yield _("reason: {reason}").format(reason=found.reason)


def _rules(found: "ScoreDiff") -> Iterator[str]:
    if found.rules:
        yield _("rules that are not as they were:")
    yield from (f"  {one.line}" for one in found.rules[:_MOST_RULES])
    left = len(found.rules) - _MOST_RULES
    if left > 0:
        yield _("  and {count} more; of two periods all are told by: qsq rules diff").format(count=left)


def _village(one: "VillageDiff") -> Iterator[str]:
    names = {
        "town_mark": _("town mark"),
        "city_mark": _("city mark"),
        "rank": _("rank"),
        "city_rank": _("city rank"),
        "bonus": _("bonus"),
        "deduction": _("deduction"),
        "vetoed": _("veto"),
        "grade": _("grade"),
        "yellow_card": _("yellow card"),
        "reward": _("reward"),
    }
    changed = (f"{names[name]} {_figure(then)} → {_figure(now)}" for name, (then, now) in one.figures.items())
    figures = "  ".join(changed) or _("its figures are as they were")
    yield f"{one.town_name} {one.village.name} {one.village.code}: {figures}"


def _figure(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "—" if value is None else str(value)


def _items(found: "ScoreDiff", one: "VillageDiff") -> Iterator[str]:
    text = found.scale.text
    for item in one.gap.items if one.gap else ():
        if item.gap or item.share or item.full:
            marks = ["—" if mark is None else text(mark) for mark in (item.second, item.first)]
            yield _("  {item}: {before} → {now}; {share} by what was done, {full} by full mark").format(
                item=found.names.get(item.item, item.item),
                before=marks[0],
                now=marks[1],
                share=text(item.share),
                full=text(item.full),
            )


def _causes(one: "VillageDiff", *, every: bool) -> Iterator[str]:
    if not one.causes:
        yield _("  nothing of its own: others, or the rules, moved it")
    shown = one.causes if every else one.causes[:_MOST_CAUSES]
    for cause in shown:
        yield f"  {_kind(cause)} {cause.line}"
    if len(shown) < len(one.causes):
        left = len(one.causes) - len(shown)
        yield _("  and {count} more; name the village with --village").format(count=left)


def _kind(cause: "Cause") -> str:
    return {
        "observation": _("observation"),
        "target": _("target"),
        "adjustment": _("adjustment"),
        "register": _("register"),
    }.get(cause.kind, cause.kind)


def _end(found: "ScoreDiff") -> Iterator[str]:
    yield from _moved(found)
    if found.new:
        yield _("new villages: {codes}").format(codes=", ".join(found.new))
    if found.gone:
        yield _("villages that are gone: {codes}").format(codes=", ".join(found.gone))
