"""Two results against each other, in words: the rules, then each village with its figures and causes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from qsq.cli.terminal.language import _
from qsq.late import late
from qsq.scoring.yellow_cards import YellowCard

if TYPE_CHECKING:
    from qsq.cli.tables import period as period_table
    from qsq.cli.tables import rules_diff
    from qsq.year.score.diff import Cause, ScoreDiff, VillageDiff
else:
    period_table, rules_diff = late("qsq.cli.tables", "period", "rules_diff")

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
        lines += [
            *_village(found, one),
            *(_items(found, one) if only else ()),
            *_causes(found, one, every=bool(only)),
        ]
    if only and all(one.village.code != only for one in found.villages):
        lines.append(
            _("{village} {name}: nothing of it changed").format(village=only, name=found.called[only][-1])
        )
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
    yield from (f"  {_rule(found, one)}" for one in found.rules[:_MOST_RULES])
    left = len(found.rules) - _MOST_RULES
    if left > 0:
        yield _("  and {count} more; of two periods all are told by: qsq rules diff").format(count=left)


def _rule(found: "ScoreDiff", one: "Cause") -> str:
    """A rule as it was and as it is; a task by its text where another aspect of it differs."""
    if one.aspect is None:
        return one.line
    name = one.name.rpartition(" ")[2]
    words = [one.name, found.names.get(name, ""), rules_diff.aspects()[one.aspect]]
    return replace(one, name=" ".join(filter(None, words))).line


def _village(found: "ScoreDiff", one: "VillageDiff") -> Iterator[str]:
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
    changed = (
        f"{names[name]} {_figure(found, name, then)} → {_figure(found, name, now)}"
        for name, (then, now) in one.figures.items()
    )
    figures = "  ".join(changed) or _("its figures are as they were")
    yield f"{one.town_name} {one.village.name} {one.village.code}: {figures}"


def _figure(found: "ScoreDiff", name: str, value: object) -> str:
    if name == "yellow_card" and value is not None:
        return period_table.card_name(YellowCard(str(value)))
    if name == "grade":
        return found.grades.get(str(value), "—")
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


def _causes(found: "ScoreDiff", one: "VillageDiff", *, every: bool) -> Iterator[str]:
    if not one.causes:
        yield _("  nothing of its own: others, or the rules, moved it")
    shown = one.causes if every else one.causes[:_MOST_CAUSES]
    for cause in shown:
        yield f"  {_kind(cause)} {_cause(found, cause)}"
    if len(shown) < len(one.causes):
        left = len(one.causes) - len(shown)
        yield _("  and {count} more; name the village with --village").format(count=left)


def _cause(found: "ScoreDiff", cause: "Cause") -> str:
    """It in one line, by words where it is known by an id."""
    words = {
        "name": _("name"),
        "town_code": _("town"),
        "kind": _("kind"),
        "group": _("group"),
        "bonus": _("bonus"),
        "deduction": _("deduction"),
        "veto": _("veto"),
        "village": _("village"),
        "community": _("community"),
    }
    match cause.kind:
        case "observation" | "target":
            text = found.names.get(cause.name.partition("#")[0], "")
            return replace(cause, name=f"{text} {cause.name}".strip()).line
        case "register" if cause.name == "kind":
            both = (words.get(one or "", one) for one in (cause.before, cause.now))
            return replace(cause, name=words["kind"], before=next(both), now=next(both)).line
        case _:
            return replace(cause, name=words.get(cause.name, cause.name)).line


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
