"""How fair and how firm a period's result is, counted from what the ledger keeps of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from qsq.domain.county.places import Register
from qsq.domain.faults import WrongUse, message
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.periods import Period
from qsq.fairness import draws
from qsq.fairness.annual import YearColumns
from qsq.fairness.borders import period_borders
from qsq.fairness.columns import VillageColumns
from qsq.fairness.doubts.agreement import Agreement, agreements, of_second_looks
from qsq.fairness.doubts.goes_with import OfVillages, goes_with
from qsq.fairness.doubts.who_marks import who_marks_how
from qsq.fairness.drivers import LeftOut, all_alike, bunched, copied_columns, influences, left_out
from qsq.fairness.firmness import Firmness, changed_weights, firmness, proven, reached, swaps
from qsq.fairness.narrow import narrow_borders
from qsq.fairness.rounding import decided_by_rounding
from qsq.fairness.standing import Judged, alone, exact_stances, printed_stances
from qsq.ledger.ledger import Event, Ledger
from qsq.scoring.evaluation import Evaluation
from qsq.scoring.rewards import place_amounts
from qsq.year.desk.office import Office
from qsq.year.fairness.found import Fairness
from qsq.year.fairness.sobol import Sobol, sobol_of_weights
from qsq.year.recheck.seconds import Texts, earned_again, texts_of_period
from qsq.year.recorded.basis import evaluations_of
from qsq.year.score.recount import Recount, recount

if TYPE_CHECKING:
    from qsq.fairness.columns import Whole

_WINDOW = Fraction(1, 100)
"""How near to a limit marks are counted, as a share of the full mark."""


def period_fairness(
    office: Office,
    period: Period,
    number: int,
    seed: int,
    *,
    sobol: bool = False,
    traits: OfVillages | None = None,
) -> Fairness:
    """How fair and how firm a period's result is; see `Workspace.fairness`.

    Args:
        office: whose ledger.
        period: which.
        number: of draws.
        seed: of all chances.
        sobol: whether weights' Sobol' indices are wanted.
        traits: what else is known of villages, which no record holds.
    """
    with office.ledger_to_read() as ledger:
        event = evaluations_of(ledger, period)[-1]
        again = counted_again(ledger, event)
        texts = texts_of_period(ledger, period, int(event.payload["revision"]))
    evaluation, scheme = again.evaluation, again.rules.scheme
    scale, name = scheme.marks.scale, str(period)
    standings = alone(printed_stances(evaluation, city=False), name)
    exact = alone(exact_stances(evaluation, again.inputs, city=False), name)
    marks = {one.marks.village.code: scale.exact(one.marks.town_mark) for one in evaluation.villages}
    borders = tuple(period_borders(evaluation))
    columns = VillageColumns(evaluation)
    narrow = narrow_borders(borders, standings)
    drawn = [columns.ranked(one).rank for one in changed_weights(seed, number, len(columns.items))]
    return Fairness(
        when=name,
        revision=int(event.payload["revision"]),
        scheme=scheme,
        marks=marks,
        names=names_of(scheme, again.rules.register, [again.rules.checklist]),
        narrow=narrow,
        swapped=swaps([(one.before, one.behind) for one in narrow], columns.codes, drawn),
        rounded=decided_by_rounding(borders, exact, marks),
        firm=_firm(evaluation, columns, standings, drawn, number, seed),
        influences=influences(evaluation),
        left_out=_left_out(evaluation, columns),
        alike=all_alike(evaluation),
        copied=copied_columns(evaluation),
        bunched=bunched(marks.values(), _limits(scheme), scale.exact(scheme.marks.total) * _WINDOW),
        leanings=who_marks_how([evaluation], seed),
        goes_with=goes_with(
            [(one.marks.village, one.marks.city_mark) for one in evaluation.villages],
            again.inputs.targets,
            seed,
            traits,
        ),
        agreements=(*agreements(evaluation), *_second_looks(again, texts)),
        sobol=_sobol(evaluation, columns, seed) if sobol else (),
        seed=seed,
        draws=number,
    )


def counted_again(ledger: Ledger, event: Event) -> Recount:
    """A period counted again.

    Raises:
        WrongUse: that gives other figures than were recorded.
    """
    again = recount(ledger, event)
    if not again.same:
        raise WrongUse(
            message(
                "this program counts {period} otherwise than was recorded; how firm that result is cannot be"
                " told",
                period=event.period,
            )
        )
    return again


def _second_looks(again: Recount, texts: Texts) -> tuple[Agreement, ...]:
    """How far a second look agrees with the first."""
    tasks = {task.id: task for item in again.rules.checklist.all_items for task in item.tasks}
    second = earned_again(texts, tasks, again.inputs.targets, again.rules.scheme.marks.scale)
    return of_second_looks(again.evaluation, second)


def _firm(
    evaluation: Evaluation,
    columns: VillageColumns,
    standings: Mapping[str, Judged],
    drawn: Sequence["Whole"],
    number: int,
    seed: int,
) -> tuple[Firmness, ...]:
    """Where each village can stand in its pool, by code."""
    scheme, items = evaluation.scheme, len(columns.items)
    untrusted = columns.ranked(draws.untrusted(seed, number, items), trusted=False).rank
    sure: dict[str, tuple[tuple[int, int], ...]] = {}
    paid: dict[str, int] = {}
    for pool in evaluation.pools:
        own = [(one.marks.village.code, one.marks.vetoed) for one in pool.villages]
        sure |= proven(own, standings, scheme.marks.scale.unit)
        places = sum(amount > 0 for amount in place_amounts(pool.money, scheme.rewards))
        paid |= {code: places for code, _vetoed in own}
    most = {places: reached(untrusted, places) for places in set(paid.values())}
    ranks = {one.marks.village.code: one.rank for one in evaluation.villages}
    gained = [most[paid[code]][row] for row, code in enumerate(columns.codes)]
    return firmness(ranks, drawn, sure, untrusted, gained)


def _sobol(evaluation: Evaluation, columns: VillageColumns, seed: int) -> tuple[Sobol, ...]:
    """What each item's weight makes of how far villages move in the city."""
    places = [one.city_rank for one in evaluation.villages]
    found = sobol_of_weights(
        columns.items, places, lambda factors: columns.ranked(factors, city=True).rank, seed
    )
    return found[: len(evaluation.checklist.items)]  # what towns added stands behind, and moves nobody there


def _left_out(evaluation: Evaluation, columns: VillageColumns) -> tuple[LeftOut, ...]:
    """What each of the city's items does to the ranks in the city."""
    ranks = {one.marks.village.code: one.city_rank for one in evaluation.villages}
    city = [item.id for item in evaluation.checklist.items]
    if len(city) <= 1:
        return ()
    after = columns.ranked(draws.without_each(columns.items), city=True).rank
    return left_out(ranks, ranks_without(columns, after), city)


def ranks_without(columns: VillageColumns | YearColumns, after: "Whole") -> Callable[[str], dict[str, int]]:
    """The ranks without an item, found in what drawing without each of `columns.items` gave."""

    def without(item: str) -> dict[str, int]:
        return dict(zip(columns.codes, after[:, columns.items.index(item)].tolist(), strict=True))

    return without


def _limits(scheme: Scheme) -> dict[str, Fraction]:
    """The marks at which something is decided, by what."""
    found = {f"grade:{one.id}": one.least for one in scheme.grades if one.least}
    if scheme.yellow_card is not None:
        found["card:below"] = scheme.yellow_card.below
        found["card:spare_at"] = scheme.yellow_card.spare_at
    if scheme.rewards.least:
        found["money:from"] = scheme.rewards.least
    return found


def names_of(scheme: Scheme, register: Register, checklists: Iterable[Checklist]) -> dict[str, str]:
    """What ids are called, by kind and id."""
    found = {f"village:{one.code}": one.name for one in register.villages}
    found |= {f"town:{code}": name for code, name in register.town_names().items()}
    found |= {f"department:{one.id}": one.name for one in register.departments}
    found |= {f"grade:{one.id}": one.name for one in (*scheme.grades, *scheme.annual.grades)}
    found |= {f"honour:{one.id}": one.name for one in scheme.annual.honours}
    for checklist in checklists:
        found |= {f"item:{one.id}": one.name for one in checklist.all_items}
        found |= {f"task:{one}": text for one, text in checklist.task_texts().items()}
    return found
