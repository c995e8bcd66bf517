"""The honours in their order with cut-offs, what is undecided, and the year's sums."""

from collections import Counter
from itertools import groupby

from rich.console import Console
from rich.table import Table

from qsq.awards.eligibility import Reason
from qsq.awards.improvement import signed
from qsq.cli.tables.grades import towns_table
from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.domain.scheme.grades import GradeCondition
from qsq.domain.values.money import yuan_grouped
from qsq.year.awards.draw_up import YearAwards


def print_awards(console: Console, result: YearAwards) -> None:
    """The honours in their order with cut-offs, what is undecided, and the year's sums."""
    draft = _(" — DRAFT") if result.draft else ""
    console.print(_("Awards of {year}").format(year=result.year) + draft, style="bold")
    revisions = ", ".join(f"{one.period} r{one.revision}" for one in result.periods)
    console.print(_("rests on: {revisions}").format(revisions=revisions), style="dim")
    console.print(_honours_table(result))
    _print_undecided(console, result)
    console.print(_reasons_line(result))
    if result.awards.scheme.annual.grades:
        console.print(_grades_table(result))
    if result.awards.scheme.ranking.shows_towns:
        names, scale = result.register.town_names(), result.awards.scheme.marks.scale
        console.print(towns_table(result.awards.towns, names, scale))
    if result.awards.merit_quota:
        console.print(_merit_table(result))
    console.print(_totals_table(result))


def reason_names() -> dict[Reason, str]:
    """Why a village is not eligible."""
    return {
        Reason.NOT_RECOMMENDED: _("not recommended"),
        Reason.MIN_PERIODS: _("too few periods"),
        Reason.VETO: _("veto"),
        Reason.YELLOW_CARDS: _("too many yellow cards"),
        Reason.MIN_MARK: _("mark too low"),
    }


def _honours_table(result: YearAwards) -> Table:
    names, scale = result.register.town_names(), result.awards.scheme.marks.scale
    numbers = (_("order"), _("annual mark"), _("prize"), _("welfare"), _("cadres"), _("uplift"))
    grades = {rule.id: rule.name for rule in result.awards.scheme.annual.grades}
    improved = {
        one.village.code: signed(one.improvement, scale)
        for one in result.awards.marked
        if one.improvement is not None
    }
    made = table(
        _("Honours"),
        numbers[0],
        _("honour"),
        _("town"),
        _("village"),
        *numbers[1:],
        *((_("grade"),) if grades else ()),
        *((_("improvement"),) if improved else ()),
        right=(*numbers, _("improvement")),
    )
    for _honour, group in groupby(result.awards.awards, key=lambda one: one.placed.honour):
        made.add_section()
        for one in group:
            village = one.placed.candidate.year.village
            made.add_row(
                str(one.placed.order),
                one.placed.honour.name,
                names[village.town_code],
                village.name,
                scale.text(one.placed.candidate.mark),
                yuan_grouped(one.prize.amount),
                yuan_grouped(one.prize.welfare),
                yuan_grouped(one.prize.cadres),
                yuan_grouped(sum(member.uplift for member in one.prize.members)),
                *((grades[one.placed.candidate.grade or ""],) if grades else ()),
                *((improved[village.code],) if improved else ()),
            )
    return made


def _print_undecided(console: Console, result: YearAwards) -> None:
    villages = {village.code: village.name for village in result.register.villages}
    for tie in result.awards.undecided:
        tied = "、".join(f"{villages[code]}({code})" for code in tie.villages)
        console.print(
            _("UNDECIDED: {villages} tie for {places} places of {honour}; the committee decides").format(
                villages=tied, places=tie.places, honour=tie.honour.name
            ),
            style="bold yellow",
        )


def _reasons_line(result: YearAwards) -> str:
    names = reason_names()
    counts = Counter(reason for one in result.awards.ineligible for reason in one.reasons)
    reasons = ", ".join(f"{name} {counts[reason]}" for reason, name in names.items() if counts[reason])
    return _("{eligible} villages are eligible, {ineligible} are not ({reasons})").format(
        eligible=result.awards.eligible, ineligible=len(result.awards.ineligible), reasons=reasons or "-"
    )


def _grades_table(result: YearAwards) -> Table:
    """How many villages took each annual grade, and how many each condition kept from it."""
    rules = result.awards.scheme.annual.grades
    taken = Counter(one.grade.id for one in result.awards.marked if one.grade)
    short = Counter(
        each
        for one in result.awards.marked
        for each in {(short.grade, short.condition) for short in (one.grade.short if one.grade else ())}
    )
    conditions = {
        GradeCondition.NO_VETO: _("veto"),
        GradeCondition.FROM: _("mark too low"),
        GradeCondition.EACH_CATEGORY: _("a category too low"),
        GradeCondition.EACH_ITEM: _("an item too low"),
        GradeCondition.EVERY_PERIOD: _("not reached in every period"),
        GradeCondition.AT_MOST: _("no place left"),
    }
    made = table(
        _("Annual grades"),
        _("grade"),
        _("number of villages"),
        _("kept from it"),
        right=(_("number of villages"),),
    )
    for rule in rules:
        kept = [
            f"{name} {short[rule.id, condition]}"
            for condition, name in conditions.items()
            if short[rule.id, condition]
        ]
        made.add_row(rule.name, str(taken[rule.id]), ", ".join(kept))
    return made


def _merit_table(result: YearAwards) -> Table:
    names = result.register.town_names()
    numbers = (_("number of cadres"), _("without honours"), _("merit quota"))
    made = table(_("Merit quota"), _("town"), *numbers, right=numbers)
    for one in result.awards.merit_quota:
        style = "green" if one.quota > one.base else ""
        made.add_row(names[one.town_code], str(one.cadres), str(one.base), str(one.quota), style=style)
    return made


def _totals_table(result: YearAwards) -> Table:
    totals = result.awards.totals
    made = table(_("Sums in yuan"), _("what"), _("yuan"), right=(_("yuan"),))
    for name, amount in (
        (_("annual prizes"), totals.prizes),
        (_("of them for welfare"), totals.welfare),
        (_("of them for cadres"), totals.cadres),
        (_("uplift of bonuses"), totals.uplift),
        (_("rewards of the periods paid"), totals.period_rewards),
    ):
        made.add_row(name, yuan_grouped(amount))
    return made
