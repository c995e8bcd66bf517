"""村干部名册: handed out to the towns as the list stands, and put in the place of theirs in cadres.csv."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from qsq.awards.standing import Cadre
from qsq.documents.forms.cadres import cadre_form
from qsq.documents.forms.head import FormHead
from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import Faults
from qsq.domain.forms.stamp import FormKind
from qsq.domain.values.money import yuan
from qsq.intake.tables import InputTable, read_table
from qsq.intake.year_inputs import CADRES, cadres_file, cadres_in
from qsq.year.desk.acting import Acting
from qsq.year.desk.step import nothing, step
from qsq.year.registers.handed_out import FormsWritten, NamedForm, form_reader, hand_out, of_town
from qsq.year.registers.laid import Rows, RowsLaid, lay_rows


def hand_out_cadres(acting: Acting) -> FormsWritten:
    """Write the towns' lists; see `Workspace.awards.cadre_forms`."""
    acting.allow_city()
    return write_cadre_lists(acting)


def write_cadre_lists(acting: Acting) -> FormsWritten:
    """Write the towns' lists as they stand."""
    return hand_out(acting, "cadres", list(_forms(acting)), date(int(acting.period), 1, 1))


def lay_cadres(acting: Acting, file: str) -> RowsLaid:
    """Put a form's cadres in the place of its towns'; see `Workspace.awards.cadres`."""
    reader = form_reader(acting, FormKind.CADRES, lambda town: of_town(_forms(acting), town))
    table = reader.table(acting.office.folder(), file, CADRES)
    cadres = cadres_in(table, acting.register, reader.faults, fresh=True)
    reader.faults.refuse()
    return step(
        acting.office,
        allowed=lambda: acting.allow(Unit(Level.VILLAGE, one.village_code) for one in cadres),
        checked=nothing,
        recorded=lambda _ledger, _nothing: cadres,
        written=lambda _ledger, taken: _laid(acting, taken),
    )


def _laid(acting: Acting, cadres: Sequence[Cadre]) -> RowsLaid:
    town_of = acting.register.town_of()
    towns = {town_of[one.village_code] for one in cadres}

    def read(table: InputTable | None, faults: Faults) -> Rows:
        return _written(cadres_in(table, acting.register, faults))

    def given_up(row: tuple[str, ...]) -> bool:
        return town_of[row[1]] in towns

    path, rows = cadres_file(int(acting.period)), _written(cadres)
    return lay_rows(acting.office, acting.period, path, CADRES, CADRES.required, rows, read, given_up)


def _written(cadres: Iterable[Cadre]) -> Rows:
    return {(one.id,): (one.id, one.village_code, one.name, one.post, yuan(one.base_bonus)) for one in cadres}


def _forms(acting: Acting) -> Iterator[NamedForm]:
    """The lists of all towns that have villages that take part."""
    cadres = _listed(acting)
    for town in acting.register.towns:
        villages = acting.register.of_town(town.code)
        codes = {village.code for village in villages}
        if villages:
            head = FormHead(
                scheme=acting.scheme,
                kind=FormKind.CADRES,
                period=acting.period,
                span=f"{acting.period}年",
                unit=town.code,
                unit_name=town.name,
            )
            own = [one for one in cadres if one.village_code in codes]
            yield NamedForm(head.file, cadre_form(head, villages, own))


def _listed(acting: Acting) -> list[Cadre]:
    """The cadres as they are listed for the year, else as they were for the year before."""
    folder, year = acting.office.folder(), int(acting.period)
    for one in (year, year - 1):
        faults = Faults()
        table = read_table(folder, cadres_file(one), CADRES, faults)
        cadres = cadres_in(table, acting.register, faults)
        if table and not faults.found:
            return cadres
    return []
