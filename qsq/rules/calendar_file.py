"""Working days: the State Council's arrangement, and the office's own rules/YEAR/calendar.yaml over it.

A year that the arrangement does not know needs the office's own file: weekends alone would be wrong.
"""

from datetime import date
from typing import TYPE_CHECKING

from qsq.domain.faults import Faults, Place, Refused
from qsq.domain.folder import Folder
from qsq.domain.steps.working_days import IsWorkingDay
from qsq.late import library
from qsq.rules.shapes.calendar_days import CalendarShape
from qsq.rules.shaping import shaped
from qsq.rules.yaml_document import read_document

if TYPE_CHECKING:
    import chinese_calendar
else:
    chinese_calendar = library("chinese_calendar")


_SATURDAY = 5


def calendar_file(year: int) -> str:
    """The path of a year's calendar."""
    return f"rules/{year}/calendar.yaml"


class WorkingDays:
    """Tells working days from days off; reads each year's file when a day of it is asked for.

    Raises, when called:
        Refused: a year's file is wrong, or lacks and the arrangement does not know the year.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._years: dict[int, tuple[dict[date, bool], IsWorkingDay]] = {}

    def __call__(self, day: date) -> bool:
        """Whether people work on that day."""
        if day.year not in self._years:
            own = _own_days(self._folder, day.year)
            self._years[day.year] = (own or {}, _arrangement(day.year, has_file=own is not None))
        own_days, arranged = self._years[day.year]
        return own_days[day] if day in own_days else arranged(day)


def _own_days(folder: Folder, year: int) -> dict[date, bool] | None:
    """The office's own days; None where it has no file for the year."""
    file, faults = calendar_file(year), Faults()
    content = folder.read(file)
    if content is None:
        return None
    document = read_document(file, content, faults, comments_suffice=True)
    shape = shaped(document, CalendarShape, faults) if document else None
    if document is not None and shape is not None:
        for key, days in (("days_off", shape.days_off), ("make_up_days", shape.make_up_days)):
            for index, day in enumerate(days):
                if day.year != year:
                    faults.add(
                        document.place((key, index)),
                        "found {found}; expected a day of {year}",
                        found=day,
                        year=year,
                    )
                if key == "make_up_days" and day in shape.days_off:
                    faults.add(
                        document.place((key, index)), "{found} stands in both lists; keep one", found=day
                    )
    faults.refuse()
    if shape is None:
        raise Refused(faults.found)
    return dict.fromkeys(shape.days_off, False) | dict.fromkeys(shape.make_up_days, True)


def _arrangement(year: int, *, has_file: bool) -> IsWorkingDay:
    """The State Council's arrangement where the package knows the year; else weekdays, with a file."""
    known: set[int] = {day.year for day in chinese_calendar.constants.holidays}
    if year in known:
        return chinese_calendar.is_workday  # type: ignore[no-any-return]
    if has_file:
        return lambda day: day.weekday() < _SATURDAY
    faults = Faults()
    faults.add(
        Place(calendar_file(year)),
        "the days off of {year} are not known to the program; expected this file with days_off and"
        " make_up_days as the State Council's General Office announced them",
        year=year,
    )
    raise Refused(faults.found)
