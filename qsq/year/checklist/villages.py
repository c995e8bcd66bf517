"""村名册: handed out to the towns as the register stands, and what they change entered in villages.csv."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from qsq.documents.forms.head import FormHead
from qsq.documents.forms.villages import standing, village_list
from qsq.domain.county.officials import Level, Unit
from qsq.domain.county.places import Register, Village
from qsq.domain.faults import Faults, Message, Place, message
from qsq.domain.forms.stamp import FormKind
from qsq.intake.forms.villages import ListedVillage, read_village_list
from qsq.intake.register import VILLAGES, VILLAGES_FILE, villages_in
from qsq.intake.tables import InputTable
from qsq.year.desk.acting import Acting
from qsq.year.desk.step import nothing, step
from qsq.year.registers.handed_out import FormsWritten, NamedForm, form_reader, hand_out, of_town
from qsq.year.registers.laid import Rows, RowsLaid, lay_rows

_NAMED = 10
"""Villages that a list leaves out and that are named; of more the number is told."""


def hand_out_villages(acting: Acting) -> FormsWritten:
    """Write the towns' lists; see `Workspace.checklist.village_forms`."""
    acting.allow_city()
    return write_village_lists(acting)


def write_village_lists(acting: Acting) -> FormsWritten:
    """Write the towns' lists as the register stands."""
    return hand_out(acting, "villages", list(_forms(acting)), date(acting.today.year, 1, 1))


def lay_villages(acting: Acting, file: str) -> RowsLaid:
    """Enter what a form changes in the register; see `Workspace.checklist.villages`."""
    reader = form_reader(acting, FormKind.REGISTER, lambda town: of_town(_forms(acting), town))
    listed, before = read_village_list(acting.office.folder(), file, reader), reader.faults.noted
    if not listed and not before:
        reader.faults.add(Place(file), "no village stands in it; expected a row for each village of the town")
    changed = _changed(listed, acting.register, reader.faults)
    _check_together(file, changed, acting.register, reader.faults)
    reader.faults.refuse()
    done = step(
        acting.office,
        allowed=lambda: acting.allow(_whose(changed, acting.register)),
        checked=nothing,
        recorded=lambda _ledger, _nothing: [one.village for one in changed],
        written=lambda _ledger, villages: _laid(acting, villages),
    )
    return replace(done, rows=len(listed), warnings=tuple(_left_out(listed, acting.register)))


def _left_out(listed: Sequence[ListedVillage], register: Register) -> Iterator[Message]:
    """Villages of towns in a list that do not stand in it; they stay as they are."""
    named, town_of = {one.village.code for one in listed}, register.town_of()
    towns = {town_of[code] for code in named if code in town_of}
    lacking = [one for one in register.villages if one.town_code in towns and one.code not in named]
    if lacking:
        yield message(
            "{count} villages of the same towns are not in it and stay as they are: {names}; one that takes"
            " part no longer is written with evaluated no",
            count=len(lacking),
            names="、".join(one.name for one in lacking[:_NAMED]) + ("…" if len(lacking) > _NAMED else ""),
        )


def _changed(listed: Sequence[ListedVillage], register: Register, faults: Faults) -> list[ListedVillage]:
    """The rows that change the register.

    A row that says what was printed in it changes nothing, whatever the register says by now. A row that
    changes what the register says otherwise since it was printed is noted, as is a code that is taken.
    """
    known, towns, found = {one.code: one for one in register.villages}, register.town_names(), []
    for one in listed:
        now = known.get(one.village.code)
        if one.village == now or standing(one.village, towns) == one.standing:
            continue
        if now is not None and one.new:
            faults.add(
                one.place,
                "{code} is the code of {village} already; expected one that no other village ever had",
                code=now.code,
                village=now.name,
            )
        elif now is not None and one.standing not in ("", standing(now, towns)):
            faults.add(
                one.place,
                "since the form was handed out the register was changed to: {now}; write the change into a"
                " form that is handed out anew",
                now=standing(now, towns),
            )
        else:
            found.append(one)
    return found


def _check_together(file: str, changed: Sequence[ListedVillage], register: Register, faults: Faults) -> None:
    """Note two villages of a name in a town, and a register in which nobody takes part."""
    after = {one.code: one for one in register.villages} | {one.village.code: one.village for one in changed}
    taking_part = [one for one in after.values() if one.evaluated]
    for row in changed:
        mine = row.village
        for other in taking_part if mine.evaluated else ():
            if other.code != mine.code and (other.town_code, other.name) == (mine.town_code, mine.name):
                faults.add(
                    row.place,
                    "the town has a village {name} that takes part already, {code}; one of the two has to go"
                    " or be called otherwise",
                    name=other.name,
                    code=other.code,
                )
    if changed and not taking_part:
        faults.add(Place(file), "no village is evaluated; expected at least one row with evaluated yes")


def _whose(changed: Iterable[ListedVillage], register: Register) -> Iterator[Unit]:
    """Whose business the changes are: a village's, and the town's that gets one."""
    town_of = register.town_of()
    for one in changed:
        if not one.new:
            yield Unit(Level.VILLAGE, one.village.code)
        if town_of.get(one.village.code) != one.village.town_code:
            yield Unit(Level.TOWN, one.village.town_code)


def _laid(acting: Acting, villages: Iterable[Village]) -> RowsLaid:
    towns = {town.code for town in acting.register.towns}

    def read(table: InputTable | None, faults: Faults) -> Rows:
        return _written(villages_in(table, towns, faults) if table else ())

    rows = _written(villages)
    return lay_rows(acting.office, acting.period, VILLAGES_FILE, VILLAGES, VILLAGES.names, rows, read)


def _written(villages: Iterable[Village]) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    return {
        (one.code,): (
            one.code,
            one.name,
            one.town_code,
            one.kind,
            one.group,
            "yes" if one.evaluated else "no",
        )
        for one in villages
    }


def _forms(acting: Acting) -> Iterator[NamedForm]:
    """The lists of all towns; one without villages may get its first by it."""
    register, names = acting.register, acting.register.town_names()
    for town in register.towns:
        head = FormHead(
            scheme=acting.scheme,
            kind=FormKind.REGISTER,
            period="",
            span="",
            unit=town.code,
            unit_name=town.name,
        )
        own = [village for village in register.villages if village.town_code == town.code]
        yield NamedForm(head.file, village_list(head, own, names))
