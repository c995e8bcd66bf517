"""Which towns owe what no step of theirs records: targets, visits, recommendations, cadres."""

from qsq.domain.county.officials import Level, Official
from qsq.domain.faults import Faults
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.values.periods import Month, Period
from qsq.intake.observed.period_inputs import load_targets
from qsq.intake.tables import read_table
from qsq.intake.year_inputs import CADRES, cadres_file, cadres_in, load_year_inputs
from qsq.year.desk.acting import Acting
from qsq.year.desk.loading import load_rules


def towns_without_targets(acting: Acting, period: Period) -> frozenset[str]:
    """The towns some of whose villages lack a target of their own.

    Raises:
        Refused: rules or targets are wrong; all faults are listed.
    """
    folder, faults = acting.office.folder(), Faults()
    rules = load_rules(folder, period, faults)
    there = load_targets(folder, rules.checklist, rules.register, faults) if rules else None
    faults.refuse()
    if rules is None or there is None:
        return frozenset()
    return frozenset(
        village.town_code
        for village in rules.register.evaluated
        for item in rules.checklist.items_for(village)
        if any(task.per_village and (village.code, task.id) not in there for task in item.tasks)
    )


def towns_without_visits(acting: Acting, month: Month) -> frozenset[str]:
    """The towns none of whose officials is noted with a visit in a month."""
    with acting.office.ledger_to_read() as ledger:
        visits = ledger.events(OtherEvent.VISIT)
    noted = {one.subject for one in visits if one.payload["day"].startswith(str(month))}
    town_of = acting.register.town_of()
    towns = {town_of_official(one, town_of) for one in acting.officials}
    seen = {town_of_official(one, town_of) for one in acting.officials if one.id in noted}
    return frozenset(towns - seen - {""})


def town_of_official(official: Official, town_of: dict[str, str]) -> str:
    """The code of the town that an official belongs to; empty for the city's and the departments'."""
    if official.unit.level is Level.VILLAGE:
        return town_of.get(official.unit.code, "")
    return official.unit.code if official.unit.level is Level.TOWN else ""


def towns_without_recommendation(acting: Acting, year: int) -> frozenset[str] | None:
    """The towns that have not said whom they recommend; None where the year's inputs cannot be read."""
    inputs = load_year_inputs(acting.office.folder(), year, acting.scheme, acting.register, Faults())
    if inputs is None:
        return None
    villages = acting.register.evaluated
    recommending = {one.town_code for one in villages if one.code in inputs.recommended}
    with acting.office.ledger_to_read() as ledger:
        said = {one.subject for one in ledger.events(OtherEvent.RECOMMENDATION, str(year))}
    return frozenset({one.town_code for one in villages} - recommending - said)


def towns_without_cadres(acting: Acting, year: int) -> frozenset[str]:
    """The towns of whose villages the year's list names nobody.

    Raises:
        Refused: the list is wrong; all faults are listed.
    """
    faults = Faults()
    table = read_table(acting.office.folder(), cadres_file(year), CADRES, faults)
    listed = {one.village_code for one in cadres_in(table, acting.register, faults)}
    faults.refuse()
    villages = acting.register.evaluated
    return frozenset(
        {one.town_code for one in villages} - {one.town_code for one in villages if one.code in listed}
    )
