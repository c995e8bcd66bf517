"""Tables of visits (date, official, place, purpose, note), and of who is linked to which place."""

from datetime import date

from qsq.domain.faults import Faults, Refused
from qsq.domain.folder import Folder
from qsq.domain.places import Register
from qsq.domain.visits import Link, Purpose, Visit
from qsq.intake.tables import Columns, Row, code_of, date_of, read_csv, read_required_csv, unique_rows

LINKS_FILE = "data/links.csv"

_LINKS = Columns(("official", "place"))
_VISITS = Columns(("date", "official", "place", "purpose"), ("note",))


def read_visits(
    folder: Folder, file: str, register: Register, officials: set[str], today: date
) -> tuple[Visit, ...]:
    """The visits of a file, in its order.

    Raises:
        Refused: the file is wrong or not there; all faults are listed.
    """
    faults = Faults()
    table = read_required_csv(folder, file, _VISITS, faults)
    places = _places(register)
    found = [_visit(row, places, officials, today, faults) for row in (table.rows() if table else ())]
    if faults.found:
        raise Refused(faults.found)
    return tuple(one for one in found if one is not None)


def read_links(folder: Folder, register: Register, officials: set[str], faults: Faults) -> tuple[Link, ...]:
    """Who is linked to which town or village, in file order; none where there is no file.

    What is wrong is noted.
    """
    table = read_csv(folder, LINKS_FILE, _LINKS, faults)
    places, found = _places(register), []
    for row in unique_rows(
        table.rows() if table else iter(()), lambda row: f"{row['official']} {row['place']}", "place", faults
    ):
        place = code_of(row, "place", places, "place", faults)
        if _official(row, officials, faults) and place is not None:
            found.append(Link(row["official"], place))
    return tuple(found)


def _places(register: Register) -> set[str]:
    return {town.code for town in register.towns} | {village.code for village in register.villages}


def _official(row: Row, officials: set[str], faults: Faults) -> bool:
    if row["official"] in officials:
        return True
    faults.add(
        row.place("official"),
        "found {found}; expected an id of data/officials.csv",
        found=f"“{row['official']}”",
    )
    return False


def _visit(row: Row, places: set[str], officials: set[str], today: date, faults: Faults) -> Visit | None:
    before, day, purpose = len(faults.found), _day(row, today, faults), row["purpose"]
    code_of(row, "place", places, "place", faults)
    _official(row, officials, faults)
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
    day = date_of(row, "date", faults)
    if day is not None and day > today:
        faults.add(
            row.place("date"), "{day} is still to come; expected a day until {today}", day=day, today=today
        )
    return day
