"""Feedback: a packet of sign-off sheets for each town, with the check codes of the newest revision."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from qsq.documents.document import Bundle, Document
from qsq.documents.score.feedback import SignOff, town_sign_off, village_sign_off
from qsq.domain.county.officials import Level, Unit
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.steps.period_state import PeriodStep
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.file_names import file_name
from qsq.domain.values.periods import Period
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.acting import Acting, event_of
from qsq.year.desk.known_heads import write_head
from qsq.year.desk.loading import Rules
from qsq.year.desk.office import Office
from qsq.year.desk.papers import write_workbooks
from qsq.year.desk.step import nothing, step
from qsq.year.desk.writing import folder_written_whole
from qsq.year.recorded.basis import rules_of
from qsq.year.recorded.period import RecordedPeriod, result_for, stand_of
from qsq.year.registers.handed_out import APART, NamedForm, apart, write_forms
from qsq.year.registers.signatures import signature_register

_WORKBOOK = "签字表"


@dataclass(frozen=True, slots=True)
class FedBack:
    """The towns' packets as they were written.

    Attributes:
        files: paths from the workspace's root.
        forms: the towns' signature registers, paths as well.
        carried: who signed the same sheet in an older revision; their sheets are not written again.
        recorded: False where this revision was fed back before.
    """

    result: RecordedPeriod
    carried: frozenset[str]
    files: tuple[str, ...]
    forms: tuple[str, ...]
    recorded: bool

    def answer(self) -> dict[str, Any]:
        """The answer for programs; the sheets' codes are those that the papers carry."""
        return {
            "period": str(self.result.period),
            "revision": self.result.revision,
            "recorded": self.recorded,
            "sheets": [
                {
                    "level": unit.level,
                    "unit": unit.code,
                    "code": self.result.code(unit),
                    "carried": str(unit) in self.carried,
                }
                for unit in self.result.units()
            ],
            "files": list(self.files),
            "forms": list(self.forms),
        }


def feed_back(acting: Acting, period: Period) -> FedBack:
    """Write the towns' packets; see `Workspace.score.feedback`."""
    office = acting.office
    target = office.root / "out" / str(period) / "feedback"
    return step(
        office,
        allowed=acting.allow_city,
        checked=nothing,
        recorded=lambda ledger, _nothing: _recorded(acting, ledger, period),
        written=lambda _ledger, packets: _written(office, target, packets),
        folder=target,
    )


def _recorded(acting: Acting, ledger: Ledger, period: Period) -> "_Packets":
    stand = stand_of(ledger, period)
    result = result_for(PeriodStep.FEEDBACK, stand, acting.today, acting.register)
    before = event_of(stand.events, PeriodEvent.FEEDBACK, "", result.revision)
    event = before or ledger.append(acting.event(PeriodEvent.FEEDBACK, revision=result.revision))
    rules = rules_of(ledger, result.event)
    return _Packets(rules, result, stand.state.carried, event, new=before is None)


@dataclass(frozen=True, slots=True)
class _Packets:
    """What the sheets are made of, and the event whose digest, the ledger's head, they carry.

    Attributes:
        new: False where this revision was fed back before.
    """

    rules: Rules
    result: RecordedPeriod
    carried: frozenset[str]
    event: Event
    new: bool

    def folder_of(self, town: str) -> str:
        """The folder of a town's packet."""
        return file_name(town, self.rules.register.town_names().get(town, town))

    def sheet_of(self, unit: Unit, name: str) -> SignOff:
        """What a unit's sheet says of itself."""
        result = self.result
        seal = result.seal(unit, name, self.event.digest)
        day = date.fromisoformat(self.event.payload["on"])
        return SignOff(self.rules.scheme, chinese_period(result.period), result.code(unit), seal, day)


def _written(office: Office, target: Path, packets: _Packets) -> FedBack:
    with folder_written_whole(office.root, target) as made:
        write_workbooks(made, _bundles(packets), packets.result.period.last_day)
        write_head(made, packets.event)
        forms = write_forms(made, _registers(packets), packets.result.period.last_day)
    return FedBack(packets.result, packets.carried, *apart(office.files_in(target), forms), packets.new)


def _registers(packets: _Packets) -> Iterator[NamedForm]:
    """A signature register for each town that has sheets to sign, in its folder."""
    for code in packets.result.figures.town_codes():
        register = signature_register(packets.rules, packets.result, packets.carried, code)
        if register:
            yield replace(register, folder=f"{packets.folder_of(code)}/{APART}")


def _bundles(packets: _Packets) -> Iterator[Bundle]:
    """A workbook for each town that has sheets to sign, in a folder of its own."""
    for code in packets.result.figures.town_codes():
        sheets = tuple(_sheets(packets, Unit(Level.TOWN, code)))
        if sheets:
            yield Bundle(_WORKBOOK, sheets, folder=packets.folder_of(code))


def _sheets(packets: _Packets, town: Unit) -> Iterator[Document]:
    """The town's own sheet, then one for each village by rank; those carried over are left out."""
    name = packets.rules.register.town_names().get(town.code, town.code)
    known = {one.code: one.name for one in packets.rules.register.villages}
    figures = packets.result.figures
    villages, items = figures.of_town(town.code), figures.items_of(town.code)
    if str(town) not in packets.carried:
        yield town_sign_off(packets.sheet_of(town, name), name, villages)
    for village in villages:
        unit = Unit(Level.VILLAGE, village.village_code)
        if str(unit) not in packets.carried:
            sheet = packets.sheet_of(unit, known.get(unit.code, unit.code))
            yield village_sign_off(sheet, name, village, items)
