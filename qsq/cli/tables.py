"""Results as tables for people; towns and cut-offs easy to see."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table

from qsq.awards.eligibility import Reason
from qsq.cli.language import _
from qsq.domain.faults import WrongUse, message
from qsq.domain.money import yuan_grouped
from qsq.domain.numbers import Scale
from qsq.scoring.evaluation import PoolResult, VillageResult
from qsq.scoring.yellow_cards import YellowCard
from qsq.year.awards import YearAwards
from qsq.year.checklist import Issued
from qsq.year.completeness import Completeness
from qsq.year.evaluation import QuarterResult
from qsq.year.rules import CheckedRules

_NAMED_AT_LEAST = 3


def table(title: str, *columns: str, right: Sequence[str] = ()) -> Table:
    """A table with a title; columns named in `right` are aligned right."""
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold", pad_edge=False)
    for column in columns:
        if column in right:
            made.add_column(column, justify="right", no_wrap=True)
        else:
            made.add_column(column, overflow="fold")
    return made


def quarter(console: Console, result: QuarterResult, town: str | None, *, every: bool) -> None:
    """A quarter's pools at a glance, or the villages of one town, or of all."""
    names = result.town_names
    pools = result.evaluation.pools
    console.print(_headline(result), style="bold")
    if town is not None:
        codes = _towns_called(town, names)
        pools = tuple(
            pool for pool in pools if any(one.marks.village.town_code in codes for one in pool.villages)
        )
    elif not every:
        console.print(_pools_table(result, names))
        console.print(_("One town in full: --town NAME; all: --all; for programs: --json"), style="dim")
        return
    for pool in pools:
        console.print(_pool_table(pool, names, result))


def _headline(result: QuarterResult) -> str:
    line = _("{quarter}: {villages} villages marked, revision {revision}").format(
        quarter=result.quarter, villages=len(result.evaluation.villages), revision=result.revision
    )
    unchanged = "" if result.recorded else _(" (recorded before, nothing changed)")
    provisional = _(" — PROVISIONAL: missing observations were read as {how}").format(
        how=result.evaluation.missing
    )
    return line + unchanged + (provisional if result.provisional else "")


def _towns_called(town: str, names: dict[str, str]) -> set[str]:
    found = {code for code, name in names.items() if town in (code, name)}
    found = found or {code for code, name in names.items() if town in name}
    if not found:
        raise WrongUse(
            message("there is no town {found}; expected a code or name of data/towns.csv", found=town)
        )
    return found


def pool_name(pool: PoolResult, names: dict[str, str]) -> str:
    """What the villages of a pool have in common, in words."""
    kinds = {"community": _("communities"), "village": _("villages")}
    parts = [names.get(pool.key.town_code, ""), kinds.get(str(pool.key.kind), ""), pool.key.group]
    return " · ".join(part for part in parts if part) or _("the whole city")


def _pools_table(result: QuarterResult, names: dict[str, str]) -> Table:
    scale = result.evaluation.scheme.marks.scale
    numbers = (_("villages"), _("highest"), _("mean"), _("lowest"), _("rewards"), _("cards"))
    made = table(
        _("Pools"), _("pool"), numbers[0], _("first"), *numbers[1:], _("yellow cards"), right=numbers
    )
    for pool in result.evaluation.pools:
        marks = [one.marks.town_mark for one in pool.villages]
        firsts = [one.marks.village.name for one in pool.villages if one.rank == 1]
        carded = [one.marks.village.name for one in pool.villages if one.yellow_card]
        made.add_row(
            pool_name(pool, names),
            str(len(pool.villages)),
            _names(firsts),
            scale.text(max(marks)),
            _mean(marks, scale),
            scale.text(min(marks)),
            yuan_grouped(pool.paid),
            str(len(carded)),
            _names(carded),
        )
    paid = sum(pool.paid for pool in result.evaluation.pools)
    cards = sum(one.yellow_card is not None for one in result.evaluation.villages)
    made.add_section()
    made.add_row(
        _("sum"), str(len(result.evaluation.villages)), "", "", "", "", yuan_grouped(paid), str(cards), ""
    )
    return made


def _mean(marks: Sequence[int], scale: Scale) -> str:
    return scale.text(round(sum(marks) / len(marks)))


def _names(names: Sequence[str]) -> str:
    shown = "、".join(names[:_NAMED_AT_LEAST])
    return shown + (" …" if len(names) > _NAMED_AT_LEAST else "")


def _pool_table(pool: PoolResult, names: dict[str, str], result: QuarterResult) -> Table:
    scale = result.evaluation.scheme.marks.scale
    numbers = (
        _("rank"),
        _("town mark"),
        _("city mark"),
        _("city rank"),
        _("bonus"),
        _("deduction"),
        _("reward"),
    )
    made = table(
        pool_name(pool, names),
        numbers[0],
        _("code"),
        _("village"),
        *numbers[1:],
        _("yellow card"),
        right=numbers,
    )
    for zone, villages in groupby(pool.villages, key=_zone):
        made.add_section()
        for one in villages:
            made.add_row(*_village_cells(one, scale), style=_STYLES[zone])
    return made


_STYLES = {"rewarded": "green", "middle": "", "carded": "yellow"}


def _zone(one: VillageResult) -> str:
    if one.yellow_card:
        return "carded"
    return "rewarded" if one.reward else "middle"


def _village_cells(one: VillageResult, scale: Scale) -> tuple[str, ...]:
    marks = one.marks
    return (
        str(one.rank),
        marks.village.code,
        marks.village.name,
        scale.text(marks.town_mark),
        scale.text(marks.city_mark),
        str(one.city_rank),
        _nonzero(scale.text(marks.bonus), marks.bonus),
        _nonzero(scale.text(marks.deduction), marks.deduction),
        _nonzero(yuan_grouped(one.reward), one.reward),
        _card_name(one.yellow_card),
    )


def _nonzero(text: str, value: int) -> str:
    return text if value else ""


def _card_name(card: YellowCard | None) -> str:
    names = {
        YellowCard.VETO: _("veto"),
        YellowCard.BELOW: _("mark too low"),
        YellowCard.LAST: _("last places"),
    }
    return "" if card is None else names[card]


def completeness(console: Console, found: Completeness) -> None:
    """Who owes what, departments by towns."""
    if not found.owed:
        console.print(
            _("{quarter}: all {count} observations are there").format(
                quarter=found.quarter, count=found.expected
            ),
            style="green",
        )
        return
    console.print(
        _("{quarter}: {missing} of {count} observations are missing").format(
            quarter=found.quarter, missing=len(found.owed), count=found.expected
        ),
        style="bold",
    )
    departments, towns = found.register.department_names(), found.register.town_names()
    made = table(_("Still owed"), _("department"), _("town"), _("missing"), right=(_("missing"),))
    counts = sorted(found.by_department_and_town().items())
    for department, group in groupby(counts, key=lambda one: one[0][0]):
        listed = list(group)
        made.add_section()
        made.add_row(
            departments[department], _("all"), str(sum(count for _key, count in listed)), style="bold"
        )
        for (_department, town), count in listed:
            made.add_row("", towns[town], str(count))
    console.print(made)


def awards(console: Console, result: YearAwards) -> None:
    """The honours in their order with cut-offs, what is undecided, and the year's sums."""
    draft = _(" — DRAFT") if result.draft else ""
    console.print(_("Awards of {year}").format(year=result.year) + draft, style="bold")
    revisions = ", ".join(f"{one.quarter} r{one.revision}" for one in result.quarters)
    console.print(_("rests on: {revisions}").format(revisions=revisions), style="dim")
    console.print(_honours_table(result))
    _print_undecided(console, result)
    console.print(_reasons_line(result))
    console.print(_merit_table(result))
    console.print(_totals_table(result))


def _honours_table(result: YearAwards) -> Table:
    names, scale = result.register.town_names(), result.awards.scheme.marks.scale
    numbers = (_("order"), _("annual mark"), _("prize"), _("welfare"), _("cadres"), _("uplift"))
    made = table(_("Honours"), numbers[0], _("honour"), _("town"), _("village"), *numbers[1:], right=numbers)
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
    names = {
        Reason.NOT_RECOMMENDED: _("not recommended"),
        Reason.MIN_QUARTERS: _("too few quarters"),
        Reason.VETO: _("veto"),
        Reason.YELLOW_CARDS: _("too many yellow cards"),
        Reason.MIN_MARK: _("mark too low"),
    }
    counts = Counter(reason for one in result.awards.ineligible for reason in one.reasons)
    reasons = ", ".join(f"{name} {counts[reason]}" for reason, name in names.items() if counts[reason])
    return _("{eligible} villages are eligible, {ineligible} are not ({reasons})").format(
        eligible=result.awards.eligible, ineligible=len(result.awards.ineligible), reasons=reasons or "-"
    )


def _merit_table(result: YearAwards) -> Table:
    names = result.register.town_names()
    numbers = (_("cadres"), _("without honours"), _("merit quota"))
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
        (_("quarterly rewards paid"), totals.quarter_rewards),
    ):
        made.add_row(name, yuan_grouped(amount))
    return made


def issued(console: Console, result: Issued) -> None:
    """What was written, and the burden by department against the quarter before and Q1."""
    state = _("written") if result.changed else _("written before, nothing changed")
    console.print(
        _(
            "{title}: {items} items, {tasks} tasks, {villages} villages; {files} files {state} in {folder}"
        ).format(
            title=result.checklist.title,
            items=len(result.checklist.items),
            tasks=len(result.checklist.tasks),
            villages=result.villages,
            files=len(result.files),
            state=state,
            folder=result.folder,
        ),
        style="bold",
    )
    console.print(_burden_table(result))


def _burden_table(result: Issued) -> Table:
    numbers = (_("items"), _("tasks"), _("quarter before"), _("change"), _("Q1"), _("since Q1"))
    made = table(_("Burden: tasks by department"), _("department"), *numbers, right=numbers)
    for one in result.burden.departments:
        made.add_row(
            result.department_names[one.department],
            str(one.items),
            str(one.tasks),
            _number(one.previous),
            _signed(one.tasks, one.previous),
            _number(one.first),
            _signed(one.tasks, one.first),
        )
    made.add_section()
    burden = result.burden
    made.add_row(
        _("sum"),
        str(len(result.checklist.items)),
        str(burden.tasks),
        _number(burden.previous_tasks),
        burden.previous or "",
        _number(burden.first_tasks),
        burden.since_q1 or "",
        style="bold",
    )
    return made


def _number(count: int | None) -> str:
    return "" if count is None else str(count)


def _signed(now: int, before: int | None) -> str:
    return "" if before is None or now == before else f"{now - before:+d}"


def rules(console: Console, checked: CheckedRules) -> None:
    """The quarters whose rules are all right."""
    numbers = (_("items"), _("tasks"), _("towns with rules of their own"))
    made = table(
        _("Rules of {scheme} are in order").format(scheme=checked.scheme.name),
        _("quarter"),
        *numbers,
        right=numbers,
    )
    for one in checked.checklists:
        made.add_row(str(one.quarter), str(len(one.items)), str(len(one.tasks)), str(len(one.towns)))
    console.print(made)


def lines(console: Console, texts: Iterable[str]) -> None:
    """Plain lines."""
    for text in texts:
        console.print(text)
