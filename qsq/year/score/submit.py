"""Departments and towns hand in what they saw: checked whole, then laid among the observations."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qsq.domain.county.officials import Level, Unit
from qsq.domain.county.places import TOWN_DEPARTMENT, Register
from qsq.domain.faults import Fault, Faults, Place, Refused, WrongUse, message
from qsq.domain.folder import Folder
from qsq.domain.observed.observation import Observation
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.steps.period_state import PeriodMoment, PeriodStep, state_of, unmet
from qsq.domain.values.file_names import file_name
from qsq.domain.values.periods import Period
from qsq.intake.forms.grids import Grids
from qsq.intake.observed.observations import load_observations, observations_folder
from qsq.intake.tables import ENDINGS
from qsq.ledger.canonical import digest
from qsq.ledger.ledger import Ledger
from qsq.year.desk.acting import Acting
from qsq.year.desk.conditions import must_be_met
from qsq.year.desk.files import DiskFolder, read_outside
from qsq.year.desk.loading import Rules, load_rules
from qsq.year.desk.office import Office
from qsq.year.desk.step import step
from qsq.year.desk.writing import remove, write_whole
from qsq.year.forms.department import HandedInForm, check_form, unit_name
from qsq.year.forms.given_back import GivenBack, returned_file
from qsq.year.forms.seen import SeenInForm
from qsq.year.score.aside import aside_of, forget, put_aside


@dataclass(frozen=True, slots=True)
class Submitted:
    """A file as it was handed in.

    Attributes:
        file: where it lies now, from the workspace's root.
        observations: how many it holds.
        recorded: False where this very content was handed in last.
    """

    period: Period
    unit: Unit
    file: str
    sha256: str
    observations: int
    recorded: bool

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": str(self.period),
            "unit": str(self.unit),
            "file": self.file,
            "sha256": self.sha256,
            "observations": self.observations,
            "recorded": self.recorded,
        }


class _With:
    """The workspace as it is with the file in the place of what its unit handed in before."""

    def __init__(self, folder: DiskFolder, path: str, content: bytes, *, alone: bool) -> None:
        self._folder = folder
        self._path = path
        self._content = content
        self._alone = alone

    def read(self, path: str) -> bytes | None:
        return self._content if path == self._path else self._folder.read(path)

    def names(self, path: str) -> tuple[str, ...]:
        at, _, name = self._path.rpartition("/")
        if path != at:
            return self._folder.names(path)
        stem = name.rpartition(".")[0]
        others = () if self._alone else self._folder.names(path)
        return tuple(sorted({name, *(one for one in others if one.rpartition(".")[0] != stem)}))

    def folders(self, path: str) -> tuple[str, ...]:
        return self._folder.folders(path)


def submit(acting: Acting, period: Period, file: Path, unit: Unit) -> Submitted:
    """Take a file of observations; see `Workspace.score.submit`."""
    unit = _there(acting, unit)
    path, office = _target(period, file, unit, acting.register), acting.office
    done = step(
        office,
        allowed=lambda: acting.allow([unit]),
        checked=lambda: _checked(office, _Handing(period, file, unit, path)),
        recorded=lambda ledger, handed_in: _recorded(acting, ledger, period, handed_in),
        written=lambda _ledger, taken: _laid(office, taken, unit_name(acting.register, unit)),
    )
    for name in _names_of(path):
        forget(office.root, name)
    return done


@dataclass(frozen=True, slots=True)
class _HandedIn:
    """A file that a unit handed in, to be laid at `path`; `observations` is how many it holds."""

    unit: Unit
    path: str
    content: bytes
    observations: int


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file that was taken, still to be laid in its place."""

    submitted: Submitted
    content: bytes


@dataclass(frozen=True, slots=True)
class _Handing:
    """What is handed in: a file, to be laid at `path` for its unit."""

    period: Period
    file: Path
    unit: Unit
    path: str


def _checked(office: Office, handing: _Handing) -> _HandedIn:
    """The file, when it is right by itself and beside what lies there already.

    Raises:
        Refused: it, or the rules, are wrong; all faults are listed.
    """
    unit, path = handing.unit, handing.path
    folder, content, faults = office.folder(), read_outside(handing.file), Faults()
    rules = load_rules(folder, handing.period, faults)
    faults.refuse()
    if rules is None:
        raise Refused(faults.found)
    alone = _With(folder, path, content, alone=True)
    with office.ledger_to_read() as ledger:
        form = check_form(alone, ledger, rules, unit, path, faults)
    anothers, locked = form is None and bool(faults.found), list(faults.found)
    own = {} if anothers else _read(alone, rules.checklist, rules.register, faults)
    faults.found = [*locked, *_at_other_places(faults.found[len(locked) :], locked)]
    if not faults.found:
        faults.found += _foreign(own, rules.checklist, rules.register, path, unit)
    if not faults.found:  # what another unit marks stands twice there, and that is no fault of its own
        _read(_With(folder, path, content, alone=False), rules.checklist, rules.register, faults)
    if not (faults.found or any(own.values())):
        faults.add(Place(path), "no observation is filled in; fill the form in, or leave what was handed in")
    if faults.found:
        raise _refused(office, handing, rules, (content, form), faults)
    return _HandedIn(unit, path, content, sum(map(len, own.values())))


def _recorded(acting: Acting, ledger: Ledger, period: Period, handed_in: _HandedIn) -> _Taken:
    folder, path, content = acting.office.folder(), handed_in.path, handed_in.content
    events, unit, sha256 = ledger.events(period=str(period)), handed_in.unit, digest(content)
    begins = acting.office.earliest(period.first_day)
    moment = PeriodMoment(str(period), state_of(events), acting.today, begins=begins)
    must_be_met(unmet(PeriodStep.SUBMIT, moment))
    earlier = [one for one in events if (one.kind, one.subject) == (OtherEvent.SUBMISSION, str(unit))]
    before, there = _replaced(folder, path, content), folder.read(path)
    other, last = before.pop(path, None), earlier[-1].payload if earlier else {}
    edited = there not in (None, content) or (
        other is not None and digest(other) != last.get("replaced_sha256")
    )
    new = edited or last.get("sha256") != sha256
    if new:
        gone = {name: ledger.keep(old) for name, old in before.items()}
        said = {"sha256": sha256, "files": {**gone, path: ledger.keep(content)}}
        kept = {"replaced_sha256": ledger.keep(other)} if other is not None else {}
        ledger.append(acting.event(OtherEvent.SUBMISSION, str(unit), **said, **kept))
    return _Taken(Submitted(period, unit, path, sha256, handed_in.observations, new), content)


def _at_other_places(found: list[Fault], told: list[Fault]) -> list[Fault]:
    """Faults of places of which nothing is told yet: a name that was changed is one fault, not two."""
    places = {fault.place for fault in told}
    return [fault for fault in found if fault.place not in places]


def _refused(
    office: Office,
    handing: _Handing,
    rules: Rules,
    handed_in: tuple[bytes, HandedInForm | None],
    faults: Faults,
) -> Refused:
    """All faults as they are seen in the file that was handed in; a form is given back with them marked."""
    content, form = handed_in
    grids = Grids(handing.path, content)
    seen = SeenInForm(grids, rules)
    found = [seen.fault(fault, handing.path, str(handing.file)) for fault in faults.found]
    if form is None:
        return Refused(found)
    back = GivenBack(office.root, handing.period, unit_name(rules.register, handing.unit), office.say)
    back.write(form.form, grids, found)
    return Refused(found, back.file)


def _there(acting: Acting, unit: Unit) -> Unit:
    """The unit that hands in, as a caller names it.

    Raises:
        WrongUse: it is none of the register's.
    """
    called = acting.town if unit.level is Level.TOWN else acting.department
    return Unit(unit.level, called(unit.code))


def _target(period: Period, file: Path, unit: Unit, register: Register) -> str:
    if file.suffix.lower() not in ENDINGS:
        raise WrongUse(message("{file} is not read: only .csv, .xlsx, .xls and .ods are", file=file))
    return f"{observations_folder(period)}/{_name(unit, file.suffix.lower(), register)}"


def _name(unit: Unit, ending: str, register: Register) -> str:
    """The name of a unit's file; a department's is never that of a town's."""
    of_towns = {code: file_name(f"{TOWN_DEPARTMENT}-{code}", ending=ending) for code in register.town_names()}
    if unit.level is Level.TOWN:
        return of_towns.get(unit.code) or file_name(f"{TOWN_DEPARTMENT}-{unit.code}", ending=ending)
    return file_name(unit.code, ending=ending, beside=of_towns.values())


def _read(
    folder: Folder, checklist: Checklist, register: Register, faults: Faults
) -> dict[str, dict[str, Observation]]:
    return load_observations(folder, checklist, register, faults).by_village


def _foreign(
    observed: dict[str, dict[str, Observation]],
    checklist: Checklist,
    register: Register,
    path: str,
    unit: Unit,
) -> list[Fault]:
    """A fault for each task, or village, of the file that is not its unit's, with whose it is."""
    of_town, foreign = register.town_of(), dict[tuple[str, Unit], None]()
    marking = {town: _marking(checklist, town) for town in {of_town[code] for code in observed}}
    for code, tasks in observed.items():
        by = marking[of_town[code]]
        foreign.update(((task, by[task]), None) for task in tasks if by[task] != unit)
    texts = checklist.task_texts()
    return [
        Fault(
            Place(path),
            message(
                "the task {task} “{text}” is marked by {department}, not by {unit}",
                task=task,
                text=texts[task.partition("#")[0]],
                department=unit_name(register, other),
                unit=unit_name(register, unit),
            ),
        )
        for task, other in sorted(foreign, key=lambda one: (one[0], str(one[1])))
    ]


def _marking(checklist: Checklist, town: str) -> dict[str, Unit]:
    """Who marks each task in a town, by round: a department, or for what the town added itself the town."""
    return {
        name: Unit(Level.TOWN, town)
        if item.department == TOWN_DEPARTMENT
        else Unit(Level.DEPARTMENT, item.department)
        for item in checklist.items_of(town)
        for task in item.tasks
        for name in task.rounds
    }


def _names_of(path: str) -> list[str]:
    """Where a unit's file may lie, whatever its ending."""
    stem = path.rpartition(".")[0]
    return [f"{stem}{ending}" for ending in ENDINGS]


def _replaced(folder: DiskFolder, path: str, content: bytes) -> dict[str, bytes]:
    """What the unit handed in before and gives way to the new content, whatever its ending, by path.

    What a run that was cut off put aside counts as if it stood there still.
    """
    found = {}
    for name in _names_of(path):
        there = folder.read(name)
        stands = aside_of(folder, name) or there if there in (None, content) else there
        if stands is not None and (name, stands) != (path, content):
            found[name] = stands
    return found


def _laid(office: Office, taken: _Taken, name: str) -> Submitted:
    """The file in its place; what stood there or under another ending gives way, aside until it is recorded.

    What was given back to the unit, by its `name`, is mended.
    """
    root, path, folder = office.root, taken.submitted.file, office.folder()
    others = _replaced(folder, path, taken.content)
    for other, content in others.items():
        if folder.read(other) == content:
            put_aside(root, other, content)
    write_whole(root, root / path, taken.content)
    for other in others.keys() - {path}:
        remove(root, root / other)
    remove(root, root / returned_file(taken.submitted.period, name))
    return taken.submitted
