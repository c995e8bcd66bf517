"""The standing rules: conditions that no village can meet, places that are never paid, honours for nobody."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil

from qsq.domain.county.places import Village
from qsq.domain.faults import Message, message
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import GradeRule, Scheme
from qsq.domain.scheme.unworkable.problem import Path, Unworkable
from qsq.domain.scheme.unworkable.tasks import most_points
from qsq.domain.values.numbers import percent, plain
from qsq.domain.values.periods import PeriodKind, keys_of

_WHOLE = Fraction(1)


def of_scheme(
    scheme: Scheme, checklists: Sequence[Checklist], villages: Sequence[Village], pools: Sequence[int]
) -> Iterator[Unworkable]:
    """What is wrong with the standing rules.

    Args:
        scheme: the rules.
        checklists: of the periods that have rules; a task that earns more than its points lifts the highest
            mark.
        villages: those that take part.
        pools: how many of them each pool has.
    """
    most, largest = _highest_mark(scheme, checklists), max(pools, default=0)
    yield from _of_marks(scheme, most)
    yield from _of_rewards(scheme, largest)
    yield from _of_cards(scheme, largest)
    yield from _of_grades(("grades",), scheme.grades, largest)
    yield from _of_grades(("annual", "grades"), scheme.annual.grades, len(villages))
    yield from _of_eligibility(scheme, checklists)
    yield from _of_honours(scheme, villages)


def _highest_mark(scheme: Scheme, checklists: Sequence[Checklist]) -> Fraction | None:
    """The highest mark that can be reached, in points; None where nothing limits it.

    Where a task earns more than its points, a whole mark that is no lower: item marks are rounded one by one.
    """
    if scheme.caps.bonus is None:
        return None
    scale, total = scheme.marks.scale, scheme.marks.scale.exact(scheme.marks.total)
    tasks = (task for one in checklists for item in one.all_items for task in item.tasks)
    share = max((scale.exact(scale.units(most_points(task))) / task.points for task in tasks), default=_WHOLE)
    if share <= _WHOLE:
        return total + scheme.caps.bonus
    items = max(len(one.all_items) for one in checklists)
    return Fraction(ceil(total * share + scheme.caps.bonus + scale.exact(items)))


def _of_marks(scheme: Scheme, most: Fraction | None) -> Iterator[Unworkable]:
    """Marks that are asked for and cannot be reached."""
    asked: list[tuple[Path, Fraction | None]] = [
        *((("grades", index, "from"), grade.least) for index, grade in enumerate(scheme.grades)),
        *((("annual", "grades", index, "from"), one.least) for index, one in enumerate(scheme.annual.grades)),
        (("annual", "eligibility", "min_mark"), scheme.annual.eligibility.min_mark),
        (("rewards", "from"), scheme.rewards.least),
    ]
    for path, mark in asked:
        if most is not None and mark is not None and mark > most:
            what = message(
                "no village can reach {mark}: the highest mark is {most}", mark=plain(mark), most=plain(most)
            )
            yield Unworkable(path, what, dead=True)
    card = scheme.yellow_card
    if card is not None and most is not None and card.below > most:
        what = message(
            "every village is under {mark}: the highest mark is {most}",
            mark=plain(card.below),
            most=plain(most),
        )
        yield Unworkable(("yellow_card", "below"), what, dead=True)


def _of_rewards(scheme: Scheme, largest: int) -> Iterator[Unworkable]:
    """Places that no pool has a village for."""
    for key, places in (("places", scheme.rewards.places), ("amounts", scheme.rewards.amounts)):
        if len(places) > largest:
            what = message(
                "the places from {first} on are never paid: the largest pool has {largest} villages",
                first=largest + 1,
                largest=largest,
            )
            yield Unworkable(("rewards", key), what)
    rewards = scheme.rewards
    if rewards.least and not (rewards.pool or rewards.amounts or rewards.base or rewards.by_grade):
        what = message("no money is named, so that from keeps nobody from any")
        yield Unworkable(("rewards", "from"), what)
    if scheme.rewards.places and not scheme.rewards.pool:
        yield Unworkable(("rewards", "pool"), message("the places share a pot of 0 yuan"))


def _of_cards(scheme: Scheme, largest: int) -> Iterator[Unworkable]:
    card = scheme.yellow_card
    if card is None or not card.last:
        return
    if card.smallest_pool > largest:
        what = message(
            "no pool has {smallest} villages, the largest has {largest}: none of the last gets a card",
            smallest=card.smallest_pool,
            largest=largest,
        )
        yield Unworkable(("yellow_card", "smallest_pool"), what)
    if card.spare_at <= card.below:
        what = message(
            "who is among the last and under {spare_at} is under {below} too: last changes nothing",
            spare_at=plain(card.spare_at),
            below=plain(card.below),
        )
        yield Unworkable(("yellow_card", "spare_at"), what)


def _of_grades(path: Path, grades: Sequence[GradeRule], villages: int) -> Iterator[Unworkable]:
    """Grades that a better one leaves nothing of, or that have room for nobody."""
    for index, grade in enumerate(grades):
        if grade.at_most is not None and grade.at_most * villages < 1:
            what = message(
                "{grade}: {share} of {villages} villages is less than one place: nobody takes it",
                grade=grade.id,
                share=percent(grade.at_most),
                villages=villages,
            )
            yield Unworkable((*path, index, "at_most"), what)
        better = next((one for one in grades[:index] if _asks_no_more(one, grade)), None)
        if better is not None:
            what = message(
                "{grade} is never taken: whoever fulfils it takes {better}", grade=grade.id, better=better.id
            )
            yield Unworkable((*path, index), what)


def _asks_no_more(better: GradeRule, grade: GradeRule) -> bool:
    pairs = (
        (better.least, grade.least),
        (better.each_category, grade.each_category),
        (better.each_item, grade.each_item),
    )
    shares = all(one is None or (two is not None and one <= two) for one, two in pairs)
    return shares and better.at_most is None and better.every_period in ("", grade.every_period)


def _of_eligibility(scheme: Scheme, checklists: Sequence[Checklist]) -> Iterator[Unworkable]:
    rule, keys = scheme.annual.eligibility, keys_of(scheme.period)
    path = ("annual", "eligibility")
    if rule.min_periods > len(keys):
        what = message(
            "a year has {count} periods: nobody is marked in {asked}", count=len(keys), asked=rule.min_periods
        )
        yield Unworkable((*path, "min_periods"), what, dead=True)
    if rule.recommend_quota == 0:
        what = message("no town may recommend a village, so none can be honoured")
        yield Unworkable((*path, "recommend_quota"), what, dead=True)
    if not any(scheme.annual.weights.get(key, 1) for key in keys):
        what = message("all periods weigh 0: no village has a mean")
        yield Unworkable(("annual", "weights"), what, dead=True)
    elif checklists and not any(scheme.annual.weights.get(one.period.key, 1) for one in checklists):
        what = message("all periods that have rules weigh 0: no village has a mean yet")
        yield Unworkable(("annual", "weights"), what)


def _of_honours(scheme: Scheme, villages: Sequence[Village]) -> Iterator[Unworkable]:
    honours = scheme.annual.honours
    for index, honour in enumerate(honours):
        if honour.count == 0:
            yield Unworkable(
                ("annual", "honours", index, "count"),
                message("{honour}: count 0, so nobody takes it", honour=honour.id),
            )
        taking = next(
            (one for one in honours[:index] if one.count is None and one.grade == honour.grade), None
        )
        if taking is not None:
            what = message(
                "nobody is left for {honour}: {taking} takes all whom it is open to",
                honour=honour.id,
                taking=taking.id,
            )
            yield Unworkable(("annual", "honours", index), what)
        if honour.by_improvement and scheme.period is PeriodKind.YEAR:
            what = message("{honour}: the year is one period, so nobody improves in it", honour=honour.id)
            yield Unworkable(("annual", "honours", index, "by"), what)
    counts = [honour.count for honour in honours if honour.count is not None]
    room, why = _most_honoured(scheme, villages)
    if len(counts) == len(honours) and sum(counts) > room:
        what = message(
            "{count} honours are given and at most {most} villages can take one: {why}",
            count=sum(counts),
            most=room,
            why=why,
        )
        yield Unworkable(("annual", "honours"), what)


def _most_honoured(scheme: Scheme, villages: Sequence[Village]) -> tuple[int, Message]:
    quota = scheme.annual.eligibility.recommend_quota
    if quota is None:
        return len(villages), message("so many take part")
    towns = Counter(village.town_code for village in villages)
    return sum(ceil(count * quota) for count in towns.values()), message("so many may be recommended")
