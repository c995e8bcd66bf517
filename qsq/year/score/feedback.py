"""Feedback: a packet of sign-off sheets for each town, with the check codes of the newest revision."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qsq.documents.score.sheets import Paper, town_sign_off, village_sign_off
from qsq.documents.writers.excel import PrintedList, write_lists
from qsq.domain.county.officials import Level, Unit
from qsq.domain.steps.period_state import PeriodEvent, PeriodStep
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.file_names import file_name
from qsq.domain.values.periods import Period
from qsq.ledger.ledger import Ledger
from qsq.year.desk.acting import Acting, event_of
from qsq.year.desk.known_heads import write_head
from qsq.year.desk.loading import Rules
from qsq.year.desk.writing import folder_written_whole
from qsq.year.recorded.basis import rules_of
from qsq.year.recorded.period import RecordedPeriod
from qsq.year.recorded.period_steps import result_for, stand_of

_WORKBOOK = "签字表.xlsx"


@dataclass(frozen=True, slots=True)
class FedBack:
    """The towns' packets as they were written.

    Attributes:
        files: paths from the workspace's root.
        carried: who signed the same sheet in an older revision; their sheets are not written again.
        recorded: False where this revision was fed back before.
    """

    result: RecordedPeriod
    carried: frozenset[str]
    files: tuple[str, ...]
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
        }


def feed_back(acting: Acting, period: Period) -> FedBack:
    """Write the towns' packets; see `Workspace.feed_back`."""
    office = acting.office
    target = office.root / "out" / str(period) / "feedback"
    with office.ledger() as ledger:
        acting.allow_city(ledger)
        return _record(acting, ledger, period, target)


def _record(acting: Acting, ledger: Ledger, period: Period, target: Path) -> FedBack:
    with ledger.transaction():
        stand = stand_of(ledger, period)
        result = result_for(PeriodStep.FEEDBACK, stand, acting.today, acting.register)
        before = event_of(stand.events, PeriodEvent.FEEDBACK, "", result.revision)
        event = before or ledger.append(acting.event(PeriodEvent.FEEDBACK, revision=result.revision))
        packets = _Packets(rules_of(ledger, result.event), result, stand.state.carried, event.digest)
        with folder_written_whole(acting.office.root, target) as made:  # else nothing is recorded
            _write(made, packets)
            write_head(made, event)
    return FedBack(result, stand.state.carried, acting.office.files_in(target), before is None)


@dataclass(frozen=True, slots=True)
class _Packets:
    """What the sheets are made of, and the ledger's head that they carry."""

    rules: Rules
    result: RecordedPeriod
    carried: frozenset[str]
    head: str

    def sheet_of(self, unit: Unit) -> Paper:
        """What a unit's sign-off sheet says of itself: it may outlive several revisions, so none is named."""
        return replace(paper_of(self.rules, self.result, unit, self.head), revision=None)


def _write(folder: Path, packets: _Packets) -> None:
    rules, result = packets.rules, packets.result
    names = rules.register.town_names()
    for code in result.figures.town_codes():
        sheets = list(_sheets(packets, Unit(Level.TOWN, code)))
        if sheets:
            town = folder / file_name(code, names.get(code, code))
            town.mkdir()
            write_lists(town / _WORKBOOK, sheets, result.period.last_day)


def _sheets(packets: _Packets, town: Unit) -> Iterator[tuple[str, PrintedList]]:
    """The town's own sheet, then one for each village by rank; those carried over are left out."""
    name = packets.rules.register.town_names().get(town.code, town.code)
    figures = packets.result.figures
    villages, items = figures.of_town(town.code), figures.items_of(town.code)
    if str(town) not in packets.carried:
        yield "镇", town_sign_off(packets.sheet_of(town), name, villages)
    for village in villages:
        unit = Unit(Level.VILLAGE, village.village_code)
        if str(unit) not in packets.carried:
            yield unit.code, village_sign_off(packets.sheet_of(unit), name, village, items)


def paper_of(rules: Rules, result: RecordedPeriod, unit: Unit, head: str = "") -> Paper:
    """What a unit's paper says of itself; with a head, in full."""
    names = rules.register.town_names() | {one.code: one.name for one in rules.register.villages}
    seal = result.seal(unit, names.get(unit.code, unit.code), head) if head else None
    return Paper(rules.scheme, chinese_period(result.period), result.revision, result.code(unit), seal)
