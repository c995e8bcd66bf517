"""Who has permission to take a step, and on which day; an attempt without it is kept as an event."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from qsq.domain.county.officials import CITY, Level, Official, Role, Unit, by_id
from qsq.domain.county.places import Register
from qsq.domain.faults import Faults, Message, OutOfOrder, Refused, WrongUse, message
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.steps.checklist_state import ChecklistEvent
from qsq.domain.steps.period_state import PeriodEvent
from qsq.domain.values.periods import Period
from qsq.intake.forms.village_rows import FormReader
from qsq.intake.officials import OFFICIALS_FILE, load_officials
from qsq.late import late
from qsq.ledger.ledger import Draft, Event
from qsq.year.desk.loading import load_standing, must_be_of_the_scheme
from qsq.year.desk.office import BATCH, Office

if TYPE_CHECKING:
    from qsq.domain.steps import event_kinds
    from qsq.domain.steps.event_kinds import EventKind
else:
    (event_kinds,) = late("qsq.domain.steps", "event_kinds")


@dataclass(frozen=True, slots=True)
class Acting:
    """A step that someone wants to take.

    Attributes:
        step: the command, such as `score sign`.
        period: such as `2023Q1`.
        today: the day on which it happens or happened.
    """

    office: Office
    step: str
    period: str
    today: date
    scheme: Scheme
    register: Register
    officials: tuple[Official, ...]

    def event(self, kind: "EventKind", subject: str = "", **payload: object) -> Draft:
        """What the step records; `payload` holds further values that JSON can write."""
        return self.office.event(kind, self.period, subject, on=self.today.isoformat(), **payload)

    def on(self, day: date | None) -> "Acting":
        """The same step on another day, where one is named."""
        return self if day is None else replace(self, today=day)

    def form_reader(self) -> FormReader:
        """What reads a file with rows about villages, none of a day after the step's."""
        return FormReader(self.register, self.today, Faults())

    def official(self) -> Official:
        """Who acts.

        Raises:
            WrongUse: nobody is named.
            OutOfOrder: the actor is not in data/officials.csv; the attempt is recorded.
        """
        if not self.office.actor:
            raise WrongUse(
                message(
                    "{step} needs to know who acts: name an id of {file} with --actor or QSQ_ACTOR",
                    step=self.step,
                    file=OFFICIALS_FILE,
                )
            )
        found = by_id(self.officials).get(self.office.actor)
        if found is None:
            self._refuse(
                "",
                message(
                    "{actor} is not in {file} and cannot take the step {step}",
                    actor=self.office.actor,
                    file=OFFICIALS_FILE,
                    step=self.step,
                ),
            )
        return found

    def allow(self, units: Iterable[Unit]) -> Official:
        """Who acts, when all the units are that official's business.

        Raises:
            WrongUse: nobody is named.
            OutOfOrder: one of them is not; the attempt is recorded.
        """
        official = self.official()
        town_of = {village.code: village.town_code for village in self.register.villages}
        for unit in units:
            if not official.acts_for(unit, town_of):
                self._refuse(
                    unit.code,
                    message(
                        "{actor} {name} acts for {own} and cannot take the step {step} for {unit}",
                        actor=official.id,
                        name=official.name,
                        own=official.unit,
                        step=self.step,
                        unit=unit,
                    ),
                )
        return official

    def allow_city(self) -> None:
        """Raise where an official who is not of the city's office takes a step of the city that nobody signs.

        Raises:
            OutOfOrder: the workspace lists its officials and the actor is not of the city's office; the
                attempt is recorded.
        """
        if not self.office.is_the_citys and self.officials:
            self.allow([CITY])

    def allow_end_of_notice(self) -> None:
        """Raise where neither an official of the city nor the batch ends a notice that has run out.

        Raises:
            WrongUse: nobody is named.
            OutOfOrder: the actor is not of the city's office; the attempt is recorded.
        """
        if self.office.actor != BATCH:
            self.allow([CITY])

    def town_name(self, code: str) -> str:
        """The name of the town with that code.

        Raises:
            WrongUse: there is none.
        """
        names = self.register.town_names()
        called = [town.code for town in self.register.towns if town.name == code]
        if code not in names and called:
            raise WrongUse(
                message("{found} is a town's name; name it by its code {code}", found=code, code=called[0])
            )
        if code not in names:
            raise WrongUse(
                message("there is no town {found}; expected a code or name of data/towns.csv", found=code)
            )
        return names[code]

    def evaluated_village(self, code: str, marked: Iterable[str] = ()) -> Unit:
        """The village with that code.

        Args:
            code: the village's.
            marked: codes of villages that have a mark; they may have left the register since.

        Raises:
            WrongUse: none that takes part has it.
        """
        if code not in {village.code for village in self.register.evaluated}.union(marked):
            raise WrongUse(message("there is no evaluated village {found} in the register", found=code))
        return Unit(Level.VILLAGE, code)

    def signer(self, name: str, unit: Unit, role: Role) -> Official | None:
        """The official who signs for a unit, by id or name; None where none, or several, are meant."""
        own = [one for one in self.officials if (one.unit, one.role) == (unit, role)]
        meant = [one for one in own if one.id == name] or [one for one in own if one.name == name]
        return meant[0] if len(meant) == 1 else None

    def _refuse(self, subject: str, what: Message) -> NoReturn:
        with self.office.ledger() as ledger, ledger.transaction():
            ledger.append(
                self.event(event_kinds.OtherEvent.REFUSED, subject, step=self.step, reason=str(what))
            )
        raise OutOfOrder(what)


def acting(office: Office, step: str, period: object, on: date | None = None) -> Acting:
    """A step of the year as the workspace's actor wants to take it.

    Raises:
        WrongUse: `on` is a day to come.
        Refused: scheme, register or officials are wrong; all faults are listed.
    """
    folder, faults = office.folder(), Faults()
    scheme, register = load_standing(folder, faults)
    officials = load_officials(folder, register, faults) if register else ()
    if scheme is None or register is None or faults.found:
        raise Refused(faults.found)
    if isinstance(period, Period) and period.kind is not scheme.period and not _is_recorded(office, period):
        must_be_of_the_scheme(period, scheme)
    return Acting(office, step, str(period), office.day(on), scheme, register, officials)


def _is_recorded(office: Office, period: Period) -> bool:
    """Whether a list was issued or a result recorded: it stays one, whatever the scheme evaluates by since.

    Reminders are of months and awards of a year by any scheme.
    """
    with office.ledger_to_read() as ledger:
        kinds = (ChecklistEvent.ISSUE, PeriodEvent.EVALUATION)
        return any(ledger.history(kind, str(period)) for kind in kinds)


def must_be_of_the_city(office: Office, step: str, period: object) -> None:
    """Where the workspace lists its officials, only those of the city take a step that is its own.

    Raises:
        OutOfOrder: the actor is not one of them; the attempt is recorded.
    """
    if office.is_the_citys:
        return
    if office.folder().read(OFFICIALS_FILE) is None:
        return
    acting(office, step, period).allow_city()


def event_of(events: Iterable[Event], kind: str, subject: str, revision: int) -> Event | None:
    """The event of that kind, subject and revision, if it is there already."""
    for event in events:
        if (event.kind, event.subject, event.payload.get("revision")) == (kind, subject, revision):
            return event
    return None
