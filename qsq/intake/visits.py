"""A table of visits: date, official, place, purpose, note."""

from datetime import date

from qsq.domain.faults import Faults, Place, Refused
from qsq.domain.folder import Folder
from qsq.domain.places import Register
from qsq.domain.visits import Purpose, Visit
from qsq.intake.tables import Columns, Row, code_of, read_csv

_VISITS = Columns(("date", "official", "place", "purpose"), ("note",))


def read_visits(
    folder: Folder, file: str, register: Register, officials: set[str], today: date
) -> tuple[Visit, ...]:
    """The visits of a file, in its order.

    Raises:
        Refused: the file is wrong or not there; all faults are listed.
    """
    faults = Faults()
    table = read_csv(folder, file, _VISITS, faults)
    if table is None and not faults.found:
        faults.add(
            Place(file),
            "there is no such file; expected a table with: {wanted}",
            wanted=", ".join(_VISITS.required),
        )
    places = {town.code for town in register.towns} | {village.code for village in register.villages}
    found = [_visit(row, places, officials, today, faults) for row in (table.rows() if table else ())]
    if faults.found:
        raise Refused(faults.found)
    return tuple(one for one in found if one is not None)


def _visit(row: Row, places: set[str], officials: set[str], today: date, faults: Faults) -> Visit | None:
    before, day, purpose = len(faults.found), _day(row, today, faults), row["purpose"]
    code_of(row, "place", places, "place", faults)
    if row["official"] not in officials:
        faults.add(
            row.place("official"),
            "found {found}; expected an id of data/officials.csv",
            found=f"“{row['official']}”",
        )
    if purpose not in set(Purpose):
        faults.add(
            row.place("purpose"),
            "found {found}; expected one of: {words}",
            found=f"“{purpose}”",
            words=", ".join(Purpose),
        )
    if purpose in (Purpose.PROBLEM, Purpose.DISPUTE) and not row["note"]:
        faults.add(row.place("note"), "{column} is empty; expected what or who", column="note")
    if day is None or len(faults.found) > before:
        return None
    return Visit(day, row["official"], row["place"], Purpose(purpose), row["note"])


def _day(row: Row, today: date, faults: Faults) -> date | None:
    try:
        day = date.fromisoformat(row["date"])
    except ValueError:
        faults.add(
            row.place("date"), "found {found}; expected a date such as 2023-03-31", found=f"“{row['date']}”"
        )
        return None
    if day > today:
        faults.add(
            row.place("date"), "{day} is still to come; expected a day until {today}", day=day, today=today
        )
    return day
