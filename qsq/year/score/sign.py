"""Signatures: given on paper, tied to the figures by the sheet's check code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from qsq.domain.county.officials import Level, Official, Role, Unit
from qsq.domain.faults import Fault, Message, QsqError, Refused, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.steps.period_state import PeriodStep
from qsq.domain.values.check_code import read_check_code
from qsq.domain.values.periods import Period
from qsq.intake.forms.signatures import SignedSheet, read_signatures
from qsq.ledger.canonical import digest
from qsq.ledger.ledger import Draft, Ledger
from qsq.year.desk.acting import Acting
from qsq.year.desk.files import read_outside
from qsq.year.desk.rows import each_taken
from qsq.year.desk.step import no_papers, step
from qsq.year.recorded.basis import rules_of
from qsq.year.recorded.known_sheets import KnownSheets
from qsq.year.recorded.period import RecordedPeriod, Stand, result_for, stand_of
from qsq.year.registers.handed_out import NamedForm, form_reader
from qsq.year.registers.signatures import signature_register

_KINDS = {Level.TOWN: PeriodEvent.TOWN_SIGNATURE, Level.VILLAGE: PeriodEvent.VILLAGE_SIGNATURE}
_LARGEST_SCAN = 20_000_000
"""Bytes; a picture of a sheet takes a few million."""

_ROLES = {Level.TOWN: Role.LEADER, Level.VILLAGE: Role.SECRETARY}


@dataclass(frozen=True, slots=True)
class Signed:
    """Signatures as they were recorded.

    Attributes:
        recorded: how many are new; the others were there already.
        towns: how many town leaders have not signed yet.
        villages: how many village secretaries have not signed yet.
    """

    period: Period
    revision: int
    recorded: int
    towns: int
    villages: int

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": str(self.period),
            "revision": self.revision,
            "recorded": self.recorded,
            "missing": {"towns": self.towns, "villages": self.villages},
        }


def sign(acting: Acting, period: Period, sheets: Sequence[SignedSheet]) -> Signed:
    """Record signed sheets, all or none; see `Workspace.score.sign`."""
    return step(
        acting.office,
        allowed=lambda: acting.allow([sheet.unit for sheet in sheets]),
        checked=lambda: _scans(sheets),
        recorded=lambda ledger, scans: _recorded(acting, ledger, period, sheets, scans),
        written=no_papers,
    )


def sign_register(acting: Acting, period: Period, file: str) -> Signed:
    """Record the sheets that are ticked in a signature register; see `Workspace.score.sign`."""
    reader = form_reader(acting, FormKind.SIGNATURES, partial(_register_of, acting, period))
    return sign(acting, period, read_signatures(acting.office.folder(), file, reader))


def _register_of(acting: Acting, period: Period, town: str) -> NamedForm | None:
    """A town's register as it would be handed out now."""
    with acting.office.ledger_to_read() as ledger:
        stand = stand_of(ledger, period)
        if stand.result is None:
            return None
        rules = rules_of(ledger, stand.result.event)
    return signature_register(rules, stand.result, stand.state.carried, town)


def _recorded(
    acting: Acting, ledger: Ledger, period: Period, sheets: Sequence[SignedSheet], scans: Mapping[Path, str]
) -> Signed:
    stand = stand_of(ledger, period)
    result = result_for(PeriodStep.SIGN, stand, acting.today, acting.register)
    dated = [sheet for sheet in sheets if sheet.day]
    each_taken(
        dated, lambda sheet: result_for(PeriodStep.SIGN, stand, sheet.day or acting.today, acting.register)
    )
    events = _events(acting, stand, result, KnownSheets(ledger), sheets, scans)
    for event in events:
        ledger.append(event)
    moment = stand_of(ledger, period).moment(acting.today)
    return Signed(
        period=period,
        revision=result.revision,
        recorded=len(events),
        towns=len(moment.unsigned_towns),
        villages=len(moment.unsigned_villages),
    )


def _events(
    acting: Acting,
    stand: Stand,
    result: RecordedPeriod,
    known: KnownSheets,
    sheets: Sequence[SignedSheet],
    scans: Mapping[Path, str],
) -> list[Draft]:
    """What the sheets add to the ledger.

    Raises:
        Refused: a code is mistyped or of another revision, or the signer is not who has to sign.
    """
    faults, signers = list[Fault](), dict[Unit, str]()
    for sheet in sheets:
        official = acting.signer(sheet.signer, sheet.unit, _ROLES[sheet.unit.level])
        faults += _faults(result, known, sheet, official)
        signers[sheet.unit] = official.id if official else ""
    if faults:
        raise Refused(faults)
    state = stand.state
    there = {*((PeriodEvent.TOWN_SIGNATURE, code) for code in state.towns)}
    there |= {(PeriodEvent.VILLAGE_SIGNATURE, code) for code in state.villages}
    return [
        acting.on(sheet.day).event(
            _KINDS[sheet.unit.level],
            sheet.unit.code,
            revision=result.revision,
            signer=signers[sheet.unit],
            code=result.code(sheet.unit),
            sheet_sha256=result.digest_of(sheet.unit),
            scan_sha256=scans[sheet.scan] if sheet.scan else None,
        )
        for sheet in sheets
        if (_KINDS[sheet.unit.level], sheet.unit.code) not in there
    ]


def _scans(sheets: Sequence[SignedSheet]) -> dict[Path, str]:
    """The digests of the pictures, read while nobody waits for the ledger.

    Raises:
        Refused: some cannot be read, or are no pictures of a sheet; all are listed.
    """
    found, faults = dict[Path, str](), list[Fault]()
    for sheet in sheets:
        if sheet.scan and sheet.scan not in found:
            try:
                found[sheet.scan] = digest(read_outside(sheet.scan, _LARGEST_SCAN))
            except QsqError as error:
                faults.append(Fault(sheet.place, error.what))
    if faults:
        raise Refused(faults)
    return found


def _faults(
    result: RecordedPeriod, known: KnownSheets, sheet: SignedSheet, official: Official | None
) -> list[Fault]:
    unit = sheet.unit
    if unit not in set(result.units()):
        what = message("{unit} has no mark in {period} and signs nothing", unit=unit, period=result.period)
        return [Fault(sheet.place, what)]
    faults = []
    if official is None:
        what = message(
            "{found} is not in data/officials.csv as {role} of {unit}; add a row for them there",
            found=f"“{sheet.signer}”",
            role=_ROLES[unit.level],
            unit=unit,
        )
        faults.append(Fault(sheet.place, what))
    try:
        code = read_check_code(sheet.code)
    except ValueError:
        what = message(
            "the check code {found} is mistyped; expected the eight characters on the sheet of {unit}",
            found=f"“{sheet.code}”",
            unit=unit,
        )
        return [*faults, Fault(sheet.place, what)]
    if code != result.code(unit):
        faults.append(Fault(sheet.place, _of_another(result, unit, code, known.called(code))))
    return faults


def _of_another(result: RecordedPeriod, unit: Unit, code: str, called: Message | None) -> Message:
    """Whose sheet a code is, where it is not that of the unit's newest one."""
    if called is None:
        return message(
            "the check code {found} is not that of {unit} in revision {revision}: the sheet is of another"
            " revision or unit; sign the newest one, from: qsq score feedback {period}",
            found=code,
            unit=unit,
            revision=result.revision,
            period=result.period,
        )
    return message(
        "the check code {found} is not that of {unit} in revision {revision}, but of {sheet}; sign the newest"
        " one, from: qsq score feedback {period}",
        found=code,
        unit=unit,
        revision=result.revision,
        period=result.period,
        sheet=called,
    )
