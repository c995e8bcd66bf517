"""Who has permission to take a step, and on which day; an attempt without it is kept as an event."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from qsq.domain.county.names import (
    department_names,
    names_at,
    official_names,
    only_one,
    town_names,
    village_meant,
)
from qsq.domain.county.officials import CITY, Official, Role, Unit, by_id
from qsq.domain.county.places import Register
from qsq.domain.faults import Faults, Message, OutOfOrder, Refused, WrongUse, message
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.steps.event_kinds import ChecklistEvent, OtherEvent, PeriodEvent
from qsq.domain.values.periods import Period
from qsq.intake.officials import OFFICIALS_FILE, load_officials
from qsq.ledger.ledger import Draft, Event
from qsq.year.desk.loading import load_places, load_standing, must_be_of_the_scheme
from qsq.year.desk.office import BATCH, Office

if TYPE_CHECKING:
    from qsq.domain.steps.event_kinds import EventKind
    from qsq.intake.forms.village_rows import Said, VillageRow


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

    def official(self) -> Official:
        """Who acts.

        Raises:
            WrongUse: nobody is named.
            OutOfOrder: the actor is not in data/officials.csv; the attempt is recorded.
        """
        if not self.office.actor:
            raise WrongUse(
                message(
                    "{step} needs to know who acts: name an id or name of {file} with --actor or QSQ_ACTOR",
                    step=self.step,
                    file=OFFICIALS_FILE,
                )
            )
        found = by_id(self.officials).get(self.office.actor)
        if found is None:
            self._refuse(
                "",
                message(
                    "{actor} is not in {file} and cannot take the step {step}; add a row for them there",
                    actor=self.office.actor,
                    file=OFFICIALS_FILE,
                    step=self.step,
                ),
            )
        return found

    def allow(self, units: Iterable[Unit]) -> None:
        """Raise where one of the units is not the business of who acts.

        Raises:
            WrongUse: nobody is named.
            OutOfOrder: one of them is not; the attempt is recorded.
        """
        if self.office.carries:
            return
        official = self.official()
        town_of = self.register.town_of()
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
        """The name of the town with that code."""
        return self.register.town_names()[code]

    def town(self, text: str) -> str:
        """The code of the town that a caller names.

        Raises:
            WrongUse: there is none, or several have that name.
        """
        none = message("there is no town {found}; expected a code or name of data/towns.csv", found=text)
        return only_one(town_names(self.register).meant(text), text, none)

    def village(self, text: str, marked: Iterable[str] = (), town: str = "") -> str:
        """The code of the village that a caller names, and that takes part.

        Args:
            text: its code or name; where several have that name, with the town's before it.
            marked: codes of villages that have a mark; they may have left the register since.
            town: the code of the town whose villages alone are meant by a name; empty for all.

        Raises:
            WrongUse: none that takes part is called so, or several are.
        """
        return village_meant(self.register, text, marked, town)

    def with_codes(
        self, rows: "Iterable[VillageRow[Said]]", marked: Collection[str] = ()
    ) -> "tuple[VillageRow[Said], ...]":
        """The rows with the codes of the villages that they name, as `village`."""
        known = {one.code for one in self.register.evaluated}.union(marked)
        return tuple(
            row if row.village in known else replace(row, village=self.village(row.village, marked))
            for row in rows
        )

    def department(self, text: str) -> str:
        """The id of the department that a caller names.

        Raises:
            WrongUse: there is none, or several have that name.
        """
        names = department_names(self.register)
        listed = ", ".join(sorted(names.codes))
        none = message("there is no department {found}; expected one of: {known}", found=text, known=listed)
        return only_one(names.meant(text), text, none)

    def unit(self, unit: Unit) -> Unit:
        """An office with the code of what a caller names; as it is where nothing is called so.

        Raises:
            WrongUse: several have that name.
        """
        names = names_at(unit.level, self.register)
        return Unit(unit.level, only_one(names.meant(unit.code) or (unit.code,), unit.code))

    def signer(self, name: str, unit: Unit, role: Role) -> Official | None:
        """The official who signs for a unit; None where not exactly one of that id or name, unit and role.

        An empty name means the only one that is listed for the unit in that role.
        """
        own = [one for one in self.officials if (one.unit, one.role) == (unit, role)]
        meant = official_names(own).meant(name) if name else [one.id for one in own]
        return by_id(self.officials)[meant[0]] if len(meant) == 1 else None

    def _refuse(self, subject: str, what: Message) -> NoReturn:
        with self.office.ledger() as ledger, ledger.transaction():
            ledger.append(self.event(OtherEvent.REFUSED, subject, step=self.step, reason=str(what)))
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
    own = replace(office, actor=_id_of(officials, office.actor))
    return Acting(own, step, str(period), office.day(on), scheme, register, officials)


def with_actor_id(office: Office) -> Office:
    """The office with the actor's id, where a name says whose; as it is where rules or register are wrong.

    Raises:
        WrongUse: several officials have that name.
    """
    if not office.actor or office.is_the_citys:
        return office
    folder, faults = office.folder(), Faults()
    register = load_places(folder, faults)
    officials = load_officials(folder, register, faults) if register else ()
    return replace(office, actor=_id_of(officials, office.actor))


def _id_of(officials: Iterable[Official], text: str) -> str:
    """The id of the official who is called so; the text where nobody is.

    Raises:
        WrongUse: several have that name.
    """
    return only_one(official_names(officials).meant(text) or (text,), text)


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
