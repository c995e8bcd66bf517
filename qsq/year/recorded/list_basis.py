"""What a year's list is printed from: the scheme, register and cadres that it was drawn up with."""

from collections.abc import Mapping
from dataclasses import dataclass

from qsq.awards.standing import Cadre
from qsq.domain.county.places import Register
from qsq.domain.faults import Faults, Refused
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.values.periods import Period
from qsq.intake.year_inputs import load_year_inputs
from qsq.ledger.encoding.places import REGISTER
from qsq.ledger.encoding.rules import SCHEME
from qsq.ledger.encoding.year_inputs import YEAR_INPUTS
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.acting import Acting
from qsq.year.recorded.basis import RECORD, rules_of


@dataclass(frozen=True, slots=True)
class ListBasis:
    """What a year's list follows from, as its papers need it; `cadres` by id."""

    scheme: Scheme
    register: Register
    cadres: Mapping[str, Cadre]


def honour_names(scheme: Scheme) -> dict[str, str]:
    """The honours of a scheme by id."""
    return {one.id: one.name for one in scheme.annual.honours}


def scheme_of_list(ledger: Ledger, event: Event) -> Scheme:
    """The scheme that a list was drawn up by."""
    record = event.payload.get(RECORD)
    if record is None:
        return rules_of(ledger, _newest_result(ledger, int(event.period))).scheme
    return SCHEME.value(ledger.kept(record[SCHEME.name]))


def list_basis(acting: Acting, ledger: Ledger, event: Event | None) -> ListBasis:
    """What the list of an event follows from; the workspace's files, where no list is drawn up yet.

    Lists of the first version kept nothing beside their figures: they are printed from the newest result of
    their year, and their cadres from the files.

    Raises:
        Refused: files are needed and the year's inputs are wrong; all faults are listed.
    """
    record = event.payload.get(RECORD) if event else None
    if event is None:
        return _from_files(acting, acting.scheme, acting.register)
    if record is None:
        rules = rules_of(ledger, _newest_result(ledger, int(event.period)))
        return _from_files(acting, rules.scheme, rules.register)
    entered = YEAR_INPUTS.value(ledger.kept(record[YEAR_INPUTS.name]))
    return ListBasis(
        scheme=SCHEME.value(ledger.kept(record[SCHEME.name])),
        register=REGISTER.value(ledger.kept(record[REGISTER.name])),
        cadres={cadre.id: cadre for cadre in entered.cadres},
    )


def _newest_result(ledger: Ledger, year: int) -> Event:
    """The event of a year's last period's result; a list has been drawn up from one."""
    own = [one for one in ledger.events(PeriodEvent.EVALUATION) if Period.read(one.period).year == year]
    return max(own, key=lambda one: (Period.read(one.period), one.sequence))


def _from_files(acting: Acting, scheme: Scheme, register: Register) -> ListBasis:
    faults, folder = Faults(), acting.office.folder()
    inputs = load_year_inputs(folder, int(acting.period), scheme, register, faults)
    if inputs is None:
        raise Refused(faults.found)
    cadres = {cadre.id: cadre for cadres in inputs.cadres.values() for cadre in cadres}
    return ListBasis(scheme, register, cadres)
