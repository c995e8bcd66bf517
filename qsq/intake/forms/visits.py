"""Tables of visits (date, official, place, purpose, note), and of who is linked to which place."""

from datetime import date

from qsq.domain.county.places import Register
from qsq.domain.faults import ColumnNames, Faults
from qsq.domain.folder import Folder
from qsq.domain.observed.visits import Link, Purpose, Visit
from qsq.domain.values.texts import quoted
from qsq.intake.cells import code_of, coded, date_of, unique_rows, word_of
from qsq.intake.columns import Columns
from qsq.intake.forms.village_rows import FormReader
from qsq.intake.tables import Row, read_table

LINKS_FILE = "data/links.csv"

PURPOSES = {
    "visit": Purpose.VISIT, "走访": Purpose.VISIT,
    "review": Purpose.REVIEW, "点评会": Purpose.REVIEW,
    "problem": Purpose.PROBLEM, "问题": Purpose.PROBLEM,
    "dispute": Purpose.DISPUTE, "纠纷": Purpose.DISPUTE,
}  # fmt: skip

LINKS = Columns(("official", "place"))
VISITS = Columns(("date", "official", "place", "purpose"), ("note",))


def read_visits(
    folder: Folder, file: str, reader: FormReader, officials: set[str], days: tuple[date, date]
) -> tuple[Visit, ...]:
    """The visits of a file, in its order.

    Args:
        folder: that the file stands in.
        file: its path.
        reader: of forms of visits.
        officials: their ids.
        days: the first and the last that a visit may be of.

    Raises:
        Refused: the file is wrong or not there; all faults are listed.
    """
    table, places = reader.table(folder, file, VISITS), _places(reader.register)
    found = [_visit(row, places, officials, days, reader.faults) for row in (table.rows() if table else ())]
    reader.faults.refuse()
    return tuple(one for one in found if one is not None)


def read_links(folder: Folder, register: Register, officials: set[str], faults: Faults) -> tuple[Link, ...]:
    """Who is linked to which town or village, in file order; none where there is no file.

    What is wrong is noted.
    """
    table = read_table(folder, LINKS_FILE, LINKS, faults)
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
    if coded(row["official"], officials) in officials:
        return True
    faults.add(
        row.place("official"),
        "found {found}; expected an id of data/officials.csv",
        found=quoted(row["official"]),
    )
    return False


def _visit(
    row: Row, places: set[str], officials: set[str], days: tuple[date, date], faults: Faults
) -> Visit | None:
    before, day = faults.noted, _day(row, days, faults)
    place: str | None = coded(row["place"], places)
    if place not in places or row.holds_number("place"):
        place = code_of(row, "place", places, "place", faults)
    _official(row, officials, faults)
    purpose = word_of(row, "purpose", PURPOSES, faults)
    if purpose in (Purpose.PROBLEM, Purpose.DISPUTE) and not row["note"]:
        faults.add(row.place("note"), "{column} is empty; expected what or who", column=ColumnNames("note"))
    if day is None or place is None or purpose is None or faults.noted > before:
        return None
    return Visit(day, coded(row["official"], officials), place, purpose, row["note"])


def _day(row: Row, days: tuple[date, date], faults: Faults) -> date | None:
    day = date_of(row, "date", faults)
    first, today = days
    if day is not None and day < first:
        faults.add(
            row.place("date"),
            "{day} lies before all years that have rules; expected a day from {first} on, mind the year",
            day=day,
            first=first,
        )
    if day is not None and day > today:
        faults.add(
            row.place("date"), "{day} is still to come; expected a day until {today}", day=day, today=today
        )
    return day
