"""How a village's figures of a period came about, from the observations to the reward."""

from collections.abc import Iterator

from qsq.domain.results.derived import Derived
from qsq.domain.values.periods import Period
from qsq.year.desk.office import Office
from qsq.year.explain.explained import Explained
from qsq.year.explain.record import VillageRecord, record_of
from qsq.year.recorded.basis import evaluations_of, program_of


def explain_period(office: Office, village: str, period: Period) -> Explained:
    """How a village's figures of a period came about; see `Workspace.explain`."""
    with office.ledger_to_read() as ledger:
        record = record_of(ledger, evaluations_of(ledger, period)[-1], village)
    return Explained(
        village=record.village,
        town_name=record.rules.register.town_names()[record.village.town_code],
        when=str(period),
        revision=int(record.event.payload["revision"]),
        provisional=record.event.payload["missing"] is not None,
        recounted=record.same,
        program=program_of(record.event),
        derived=tuple(derived_of(record)),
        names=names_of(record),
    )


def derived_of(record: VillageRecord) -> Iterator[Derived]:
    """The marks with all that they follow from, vetoes, and what came of them."""
    if record.same:
        derivation = record.derivation()
        yield derivation.mark(city=False)
        yield derivation.mark(city=True)
        yield from map(derivation.adjustment, record.marks.vetoes)
    yield from record.placing().outcome(record.village.code)


def names_of(record: VillageRecord) -> dict[str, str]:
    """What the ids of a derivation are called."""
    checklist, scheme = record.rules.checklist, record.rules.scheme
    items = checklist.items_of(record.village.town_code)
    tasks = {name: task.text for item in items for task in item.tasks for name in task.rounds}
    return {
        **{f"department:{one}": name for one, name in record.rules.register.department_names().items()},
        **{f"category:{one}": name for one, name in scheme.category_names().items()},
        **{item.id: item.name for item in items},
        **tasks,
    }
