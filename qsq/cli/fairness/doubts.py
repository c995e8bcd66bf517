"""What may be worth a question in a result, in lines: who marks how, what marks go with, who agrees."""

from collections.abc import Iterator
from typing import assert_never

from qsq.cli.terminal.language import _
from qsq.fairness.doubts.agreement import Agreement, Looks, NoAlpha
from qsq.fairness.doubts.goes_with import GoesWith, Trait
from qsq.fairness.doubts.who_marks import Leanings, WhyNot
from qsq.year.fairness.found import Fairness, mean, percentage, three_decimals


def doubts(found: Fairness) -> Iterator[str]:
    """A line each."""
    if found.leanings is not None:
        yield from _leanings(found, found.leanings)
        yield from _goes_with(found)
    for one in found.agreements:
        yield _agreement(found, one)


def _leanings(found: Fairness, how: Leanings) -> Iterator[str]:
    if how.why_not is not None:
        yield _("who marks how cannot be told: {why}").format(why=_why_not(how.why_not))
        return
    yield _(
        "who marks how: of {all} departments in towns, {told} rank a town's villages otherwise than villages"
        " that other departments found like them; questions, not verdicts"
    ).format(all=len(how.cells), told=len(how.told))
    for one in how.told:
        yield _(
            "{department} in {town}: mean place {own} of 100 for {count} villages, {like} for villages like"
            " them; by chance in {chance}"
        ).format(
            department=found.named("department", one.department),
            town=found.named("town", one.town),
            own=mean(one.own),
            count=one.villages,
            like=mean(one.like),
            chance=percentage(one.chance),
        )


def _why_not(why: WhyNot) -> str:
    match why:
        case WhyNot.FEW_DEPARTMENTS:
            return _("fewer than four departments mark villages")
        case WhyNot.FEW_TOWNS:
            return _("fewer than three towns")
        case WhyNot.FEW_VILLAGES:
            return _("fewer than sixty villages that four departments marked")
        case _:
            assert_never(why)


def _goes_with(found: Fairness) -> Iterator[str]:
    told = [one for one in found.goes_with if one.told]
    if not found.goes_with:
        yield _("what marks go with cannot be told: fewer than twenty villages, or all alike")
    elif not told:
        yield _(
            "marks go with none of {all} things asked: kind, group, codes, sizes, targets, traits"
        ).format(all=len(found.goes_with))
    for one in told:
        yield _("marks go with {what}: {how}; by chance in {chance}").format(
            what=_what(found, one), how=_how_far(one), chance=percentage(one.chance)
        )


def _how_far(one: GoesWith) -> str:
    if one.correlation is None:
        return _("it tells {share} of the differences of ranks").format(share=percentage(one.share))
    return _("rank correlation {number}, {share} of the differences of ranks").format(
        number=three_decimals(one.correlation), share=percentage(one.share)
    )


def _what(found: Fairness, one: GoesWith) -> str:
    match one.trait:
        case Trait.KIND:
            return _("the kind (village or community)")
        case Trait.GROUP:
            return _("the group")
        case Trait.CODE:
            return _("the order of codes")
        case Trait.CODE_IN_TOWN:
            return _("the order of codes within the town")
        case Trait.TOWN_SIZE:
            return _("the number of villages of the town")
        case Trait.TARGET:
            return _("the target of “{task}”").format(task=found.named("task", one.name))
        case Trait.OWN:
            return f"“{one.name}”"
        case _:
            assert_never(one.trait)


def _agreement(found: Fairness, one: Agreement) -> str:
    if one.looks is Looks.SECOND:
        return _second_looks(found, one)
    task = found.named("task", one.task)
    match one.why_not:
        case NoAlpha.FEW_LOOKED_AT_TWICE:
            return _(
                "how far inspectors agree on “{task}” cannot be told: {count} villages were looked at twice,"
                " expected at least 20"
            ).format(task=task, count=one.villages)
        case NoAlpha.ALL_ALIKE:
            return _("how far inspectors agree on “{task}” cannot be told: all looks found the same").format(
                task=task
            )
        case None:
            number = "—" if one.alpha is None else three_decimals(one.alpha)
            return _("inspectors agree on “{task}” with alpha {alpha} ({count} villages)").format(
                task=task, alpha=number, count=one.villages
            )
        case _:
            assert_never(one.why_not)


def _second_looks(found: Fairness, one: Agreement) -> str:
    task = found.named("task", one.task) if one.task else _("all tasks looked at again")
    match one.why_not:
        case NoAlpha.FEW_LOOKED_AT_TWICE:
            return _(
                "how far the second look agrees with the first cannot be told: {count} village-tasks can be"
                " compared, expected at least 20"
            ).format(count=one.villages)
        case NoAlpha.ALL_ALIKE:
            return _(
                "how far the second look agrees with the first on “{task}” cannot be told: all looks found"
                " the same"
            ).format(task=task)
        case None:
            number = "—" if one.alpha is None else three_decimals(one.alpha)
            return _(
                "the second look agrees with the first on “{task}” with alpha {alpha} ({count} village-tasks)"
            ).format(task=task, alpha=number, count=one.villages)
        case _:
            assert_never(one.why_not)
