"""How fair and how firm a year's list is, counted from its periods as they were recorded."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qsq.awards.annual import AnnualAwards, award
from qsq.fairness import draws
from qsq.fairness.annual import YearColumns, period_weights
from qsq.fairness.borders import year_borders
from qsq.fairness.doubts.goes_with import OfVillages, goes_with
from qsq.fairness.doubts.who_marks import who_marks_how
from qsq.fairness.drivers import LeftOut, left_out
from qsq.fairness.firmness import Firmness, changed_weights, firmness, proven, reached, swaps
from qsq.fairness.narrow import narrow_borders
from qsq.fairness.rounding import decided_by_rounding
from qsq.fairness.standing import Judged, Stance, exact_stances, jointly, printed_stances
from qsq.year.desk.office import Office
from qsq.year.explain.year import YearRecord, year_record
from qsq.year.fairness.found import Fairness
from qsq.year.fairness.period import counted_again, names_of, ranks_without
from qsq.year.fairness.sobol import Sobol, sobol_of_weights

if TYPE_CHECKING:
    from qsq.fairness.columns import Whole


def year_fairness(
    office: Office,
    year: int,
    number: int,
    seed: int,
    *,
    sobol: bool = False,
    traits: OfVillages | None = None,
) -> Fairness:
    """How fair and how firm a year's list is; see `Workspace.fairness` and `period_fairness`."""
    with office.ledger_to_read() as ledger:
        listed, record = year_record(office, ledger, year)
        again = {str(one.period): counted_again(ledger, one.event) for one in record.periods}
    awards = award(record.scheme, record.years, decision=record.decision)
    standings = _standings(
        record, awards, {name: printed_stances(one.evaluation, city=True) for name, one in again.items()}
    )
    exact = _standings(
        record,
        awards,
        {name: exact_stances(one.evaluation, one.inputs, city=True) for name, one in again.items()},
    )
    scale, borders = record.scheme.marks.scale, tuple(year_borders(awards))
    marks = {one.village.code: scale.exact(one.mark) for one in awards.marked}
    evaluations = {name: one.evaluation for name, one in again.items()}
    columns = YearColumns(record.scheme, evaluations, awards.candidates) if awards.candidates else None
    narrow = narrow_borders(borders, standings)
    drawn = (
        [columns.ranked(one) for one in changed_weights(seed, number, len(columns.items))] if columns else []
    )
    return Fairness(
        when=str(year),
        revision=int(listed.event.payload["revision"]) if listed else 0,
        scheme=record.scheme,
        marks=marks,
        names=names_of(record.scheme, record.register, [one.rules.checklist for one in again.values()]),
        narrow=narrow,
        swapped=swaps(((one.before, one.behind) for one in narrow), columns.codes if columns else (), drawn),
        rounded=decided_by_rounding(borders, exact, marks),
        firm=_firm(awards, columns, standings, drawn, number, seed) if columns else (),
        left_out=_left_out(awards, columns) if columns else (),
        leanings=who_marks_how(list(evaluations.values()), seed),
        goes_with=goes_with(
            [(one.village, one.mark) for one in awards.marked],
            {key: target for one in again.values() for key, target in one.inputs.targets.items()},
            seed,
            traits,
        ),
        sobol=_sobol(awards, columns, seed) if sobol and columns else (),
        seed=seed,
        draws=number,
    )


def _standings(
    record: YearRecord, awards: AnnualAwards, periods: Mapping[str, Mapping[str, Stance]]
) -> dict[str, Judged]:
    """What the villages that have an annual mark are judged by."""
    annual, marked = record.scheme.annual, {one.village.code for one in awards.marked}
    return {
        one.village.code: jointly(
            periods, period_weights(one, annual), one.village.code, annual.review_share * (one.review or 0)
        )
        for one in record.years
        if one.village.code in marked
    }


def _firm(
    awards: AnnualAwards,
    columns: YearColumns,
    standings: Mapping[str, Judged],
    drawn: Sequence["Whole"],
    number: int,
    seed: int,
) -> tuple[Firmness, ...]:
    """Where each candidate can stand among them, by code."""
    untrusted = columns.ranked(draws.untrusted(seed, number, len(columns.items)), trusted=False)
    sure = proven([(code, False) for code in columns.codes], standings, awards.scheme.marks.scale.unit)
    honours = [one.count for one in awards.scheme.annual.by_order]
    most = sum(one or len(columns.codes) for one in honours)
    places = _places(awards)
    ranks = {code: places[code] for code in columns.codes}
    return firmness(ranks, drawn, sure, untrusted, reached(untrusted, most))


def _sobol(awards: AnnualAwards, columns: YearColumns, seed: int) -> tuple[Sobol, ...]:
    """What each item's weight, in all periods, makes of how far candidates move."""
    places = _places(awards)
    found = sobol_of_weights(columns.items, [places[code] for code in columns.codes], columns.ranked, seed)
    return tuple(one for one in found if one.item in columns.in_city)


def _places(awards: AnnualAwards) -> dict[str, int]:
    """The candidates' places in the order of the list."""
    return {one.year.village.code: place for place, one in enumerate(awards.candidates, start=1)}


def _left_out(awards: AnnualAwards, columns: YearColumns) -> tuple[LeftOut, ...]:
    """What each item, in all periods, does to the candidates' places."""
    if len(columns.in_city) <= 1:
        return ()
    after = columns.ranked(draws.without_each(columns.items))
    return left_out(_places(awards), ranks_without(columns, after), columns.in_city)
