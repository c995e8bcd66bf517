"""What a file in the inbox is, from whom and of which period: told by its stamp, else by what it holds."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from qsq.domain.county.officials import Level, Unit
from qsq.domain.county.places import TOWN_DEPARTMENT, Register
from qsq.domain.faults import Fault, Faults, Message, Place, Refused, message
from qsq.domain.forms.stamp import FormKind, Stamp
from qsq.domain.steps.machine import hangs
from qsq.domain.values.chinese_dates import periods_named
from qsq.domain.values.periods import Period, PeriodKind
from qsq.intake.arrivals.arrival import Arrival
from qsq.intake.arrivals.headers import PlainTable, plain_table
from qsq.intake.forms.stamps import read_stamp
from qsq.intake.observed.observation_shapes import columns_of, long_tables
from qsq.intake.sheets.spelling import half_width
from qsq.intake.tables import read_tables
from qsq.year.desk.loading import load_rules
from qsq.year.status.outlook import Outlook, PeriodOutlook

Span = TypeVar("Span")


@dataclass(frozen=True, slots=True)
class Told:
    """What a file is.

    Attributes:
        period: as it is written; empty for a form of none.
        unit: whose form it is; None where that stands in its rows.
        stamp: None where the file has none.
    """

    kind: FormKind
    period: str
    unit: Unit | None = None
    stamp: Stamp | None = None

    @property
    def copied_as(self) -> tuple[str, ...] | None:
        """What files that are copies of one another have in common; None where several add up.

        A unit hands in its observations of a period once, in whatever file. Other tables without a stamp are
        lists, of which any number may come.
        """
        if self.stamp is None and self.kind is not FormKind.SCORES:
            return None
        return self.kind, self.period, str(self.unit or "")


class Teller:
    """Tells what files are, on the day of an outlook."""

    def __init__(self, outlook: Outlook) -> None:
        self._outlook = outlook
        self._acting = outlook.acting
        self._marking: dict[Period, dict[str, str]] = {}

    def told(self, arrival: Arrival) -> Told:
        """What a file is.

        Raises:
            Refused: it is nothing that is taken in, or does not say of whom or of which period.
        """
        stamp = read_stamp(arrival.name, arrival.content)
        if stamp is not None:
            return self._stamped(arrival, stamp)
        faults = Faults()
        table = plain_table(arrival.name, arrival.content, faults)
        if table is None:
            faults.refuse()
            raise _refused(
                arrival,
                message(
                    "it has neither a form's stamp nor the columns of a table that is taken in here; hand in"
                    " the form that was sent out"
                ),
            )
        return self._plain(arrival, table)

    def _stamped(self, arrival: Arrival, stamp: Stamp) -> Told:
        scheme, register = self._acting.scheme, self._acting.register
        if stamp.scheme != scheme.city_code:
            raise _refused(
                arrival,
                message(
                    "it is a form of {found}, not of {expected} {name}",
                    found=stamp.scheme,
                    expected=scheme.city_code,
                    name=scheme.city_name,
                ),
            )
        unit = _unit_called(stamp.unit, register) if stamp.unit else None
        if stamp.unit and unit is None:
            raise _refused(
                arrival,
                message("there is no department, town or village {found} in the register", found=stamp.unit),
            )
        return Told(stamp.form, stamp.period, unit, stamp)

    def _plain(self, arrival: Arrival, table: PlainTable) -> Told:
        kind, title = table.kind, f"{table.title} {arrival.called}"
        match kind:
            case FormKind.VISITS:
                return Told(kind, "")
            case FormKind.SCORES:
                seen = self._observations(arrival)
                period = self._one_of(arrival, self._named(title), self._asking(seen.tasks))
                return Told(kind, str(period), self._handing_in(arrival, period, seen))
            case FormKind.REMINDERS | FormKind.PROGRESS:
                months = periods_named(title, PeriodKind.MONTH)
                return Told(kind, str(self._one_of(arrival, months, self._months())))
            case FormKind.RECOMMENDATION:
                years = [one.year for one in self._outlook.years if not one.state.revision]
                named = {year for year in years if str(year) in title}
                return Told(kind, str(self._one_of(arrival, named, years)))
            case FormKind.OBJECTION:
                return Told(kind, str(self._one_of(arrival, (), self._on_notice())))
            case FormKind.ACCEPTANCE:
                waiting = [one.period for one in self._outlook.periods if _waits_for_acceptance(one)]
                return Told(kind, str(self._one_of(arrival, self._named(title), waiting)))
            case FormKind.SIGNATURES:
                waiting = [one.period for one in self._outlook.periods if _waits_for_signatures(one)]
                return Told(kind, str(self._one_of(arrival, self._named(title), waiting)))
            case _:
                return Told(kind, str(self._one_of(arrival, self._named(title), ())))

    def _named(self, title: str) -> frozenset[Period]:
        return periods_named(title, self._acting.scheme.period)

    def _one_of(self, arrival: Arrival, named: Iterable[Span], waiting: Sequence[Span]) -> Span:
        """The span that title or name say; else the only one that waits for such a table.

        Raises:
            Refused: neither tells one.
        """
        found = list(named) or waiting
        if len(found) == 1:
            return found[0]
        raise _refused(
            arrival,
            message(
                "neither a stamp, nor its title, nor its name says of which period it is; write it above the"
                " table, such as {example}",
                example=Period.of(self._acting.today, self._acting.scheme.period),
            ),
        )

    def _months(self) -> list[Period]:
        """The months of the periods in hand that are not final."""
        going_on = [one.period for one in self._outlook.periods if not one.ahead.evaluation.final]
        return [Period.read(str(month)) for period in going_on for month in period.months]

    def _on_notice(self) -> list[str]:
        """The periods, and the years, whose notice hangs."""
        today = self._acting.today
        periods = [(str(one.period), one.ahead.evaluation.notice) for one in self._outlook.periods]
        years = [(str(one.year), one.state.notice) for one in self._outlook.years]
        return [span for span, notice in (*periods, *years) if notice is not None and hangs(notice, today)]

    def _observations(self, arrival: Arrival) -> "_Seen":
        """The tasks and villages that a table of observations names, whatever is wrong in it."""
        folder, faults = _Single(arrival), Faults()
        tables = read_tables(folder, arrival.name, columns_of, faults)
        faults.refuse()
        known = {task for one in self._outlook.periods for task in self._marked_by(one.period)}
        long = [part for one in tables for part in long_tables(one, known, Faults())]
        lines = [cells for part in long for _row, cells in part.lines]
        tasks = {half_width(cells[1]).partition("#")[0] for cells in lines}
        return _Seen(frozenset(tasks), frozenset(half_width(cells[0]) for cells in lines))

    def _asking(self, tasks: frozenset[str]) -> Sequence[Period]:
        """The periods in hand whose checklist has some of these tasks."""
        return [
            one.period
            for one in self._outlook.periods
            if not one.ahead.evaluation.final and not tasks.isdisjoint(self._marked_by(one.period))
        ]

    def _handing_in(self, arrival: Arrival, period: Period, seen: "_Seen") -> Unit:
        """The one department, or town, that marks what a table holds.

        Raises:
            Refused: several do, or none.
        """
        by = self._marked_by(period)
        departments = {by[task] for task in seen.tasks if task in by}
        of = self._acting.register.town_of()
        towns = {of[code] for code in seen.villages if code in of}
        if departments == {TOWN_DEPARTMENT}:
            if len(towns) == 1:
                return Unit(Level.TOWN, *towns)
        elif len(departments) == 1:
            return Unit(Level.DEPARTMENT, *departments)
        if not departments:
            raise _refused(arrival, message("none of its tasks is one of {period}", period=period))
        units = "、".join(self._who(departments, towns))
        raise _refused(
            arrival, message("it holds what {units} mark; each hands in a table of its own", units=units)
        )

    def _who(self, departments: Iterable[str], towns: Collection[str]) -> Iterator[str]:
        """The names of departments, and of the towns that mark what they added themselves."""
        register = self._acting.register
        for department in sorted(departments):
            if department == TOWN_DEPARTMENT and towns:
                yield from (register.town_names()[code] for code in sorted(towns))
            else:
                yield register.department_names()[department]

    def _marked_by(self, period: Period) -> dict[str, str]:
        """Who marks each task of a period, by the task's id; nothing where its rules cannot be read."""
        if period not in self._marking:
            rules = load_rules(self._acting.office.folder(), period, Faults())
            items = rules.checklist.all_items if rules else ()
            self._marking[period] = {task.id: item.department for item in items for task in item.tasks}
        return self._marking[period]


@dataclass(frozen=True, slots=True)
class _Seen:
    """The tasks and the villages that a table of observations names."""

    tasks: frozenset[str]
    villages: frozenset[str]


class _Single:
    """A folder of a single file."""

    def __init__(self, arrival: Arrival) -> None:
        self._arrival = arrival

    def read(self, _path: str) -> bytes | None:
        """The file's content."""
        return self._arrival.content

    def names(self, _path: str) -> tuple[str, ...]:
        """Its name."""
        return (self._arrival.called,)

    def folders(self, _path: str) -> tuple[str, ...]:
        """None."""
        return ()


def _refused(arrival: Arrival, what: Message) -> Refused:
    return Refused([Fault(Place(arrival.name), what)])


def _unit_called(code: str, register: Register) -> Unit | None:
    """The department, town or village with a code."""
    if code in {one.id for one in register.departments}:
        return Unit(Level.DEPARTMENT, code)
    if code in register.town_names():
        return Unit(Level.TOWN, code)
    return Unit(Level.VILLAGE, code) if code in {one.code for one in register.villages} else None


def _waits_for_acceptance(one: PeriodOutlook) -> bool:
    return bool(one.ahead.checklist.dispatched) and not one.ahead.evaluated


def _waits_for_signatures(one: PeriodOutlook) -> bool:
    state = one.ahead.evaluation
    return state.fed_back and state.notice is None
