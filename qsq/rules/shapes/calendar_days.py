"""An office's own calendar of a year: rules/YEAR/calendar.yaml."""

from typing import Annotated

from pydantic import Field

from qsq.rules.fields import Date
from qsq.rules.shapes.shape import Shape, about


class CalendarShape(Shape):
    """A year's days off on weekdays, and weekend days on which people work (make-up days)."""

    days_off: Annotated[
        list[Date], about(8, "平日放假的日子", "days off on weekdays", ["2027-02-08", "2027-02-09"])
    ] = Field(default_factory=list)
    make_up_days: Annotated[
        list[Date], about(8, "调休上班的周末", "weekend days on which people work", ["2027-02-20"])
    ] = Field(default_factory=list)
