"""What a result follows from, as the ledger keeps it: rules, register, officials and inputs."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from qsq.domain.county.officials import Official
from qsq.domain.faults import Faults, OutOfOrder, Refused, message
from qsq.domain.observed.observation import PeriodInputs, VillageTask
from qsq.domain.scheme.checklist_changes import Dispatched
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.domain.values.periods import Period
from qsq.intake.observed.period_inputs import load_period_inputs, load_targets
from qsq.intake.officials import load_officials
from qsq.ledger.canonical import canonical, digest
from qsq.ledger.encoding.inputs import INPUTS
from qsq.ledger.encoding.places import OFFICIALS, REGISTER, taking_part
from qsq.ledger.encoding.rules import CHECKLIST, DISPATCHED, SCHEME
from qsq.ledger.kept_folder import KeptFolder
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import Rules, load_rules

RECORD = "record"
"""What an event calls the digests of what it follows from."""


FIRST_PROGRAM = "0.1.0"
"""The program that did not say yet which one it was."""


def program_of(event: Event) -> str:
    """The version of the program that recorded an event."""
    return str(event.payload.get("program", FIRST_PROGRAM))


def evaluations_of(ledger: Ledger, period: Period) -> tuple[Event, ...]:
    """What recorded a period's results, oldest first.

    Raises:
        OutOfOrder: it is not evaluated.
    """
    events = ledger.events(PeriodEvent.EVALUATION, str(period))
    if not events:
        raise OutOfOrder(
            message("{period} is not evaluated; first, by the city: qsq score period {period}", period=period)
        )
    return events


def rules_digest(rules: Rules) -> str:
    """The digest of scheme and checklist, whatever the program calls them."""
    return digest(
        canonical([digest(SCHEME.content(rules.scheme)), digest(CHECKLIST.content(rules.checklist))])
    )


def inputs_digest(rules: Rules, inputs: bytes) -> str:
    """The digest of the villages that take part and of what was entered, as its record has it."""
    kept = REGISTER.content(taking_part(rules.register)), inputs
    return digest(canonical([digest(one) for one in kept]))


def keep_rules(ledger: Ledger, rules: Rules) -> dict[str, str]:
    """Keep the rules that something follows from; their digests by name."""
    return {
        SCHEME.name: ledger.keep(SCHEME.content(rules.scheme)),
        CHECKLIST.name: ledger.keep(CHECKLIST.content(rules.checklist)),
        REGISTER.name: ledger.keep(REGISTER.content(rules.register)),
    }


def keep_basis(
    ledger: Ledger, rules: Rules, officials: tuple[Official, ...], inputs: bytes, folder: DiskFolder
) -> dict[str, Any]:
    """Keep what a result follows from, with the files that it was read from; its event's part."""
    return {
        RECORD: {
            **keep_rules(ledger, rules),
            OFFICIALS.name: ledger.keep(OFFICIALS.content(officials)),
            INPUTS.name: ledger.keep(inputs),
        },
        "files": kept_files(ledger, folder),
    }


def kept_files(ledger: Ledger, folder: DiskFolder) -> dict[str, str]:
    """Keep the files that were read; their digests by path."""
    return {path: ledger.keep(content) for path, content in folder.contents().items()}


def rules_of(ledger: Ledger, event: Event) -> Rules:
    """The rules that an event's result or list follows from.

    Raises:
        Refused: an event of an earlier program kept files alone, and these cannot be read as they are.
    """
    record = event.payload.get(RECORD)
    if record is None:
        faults = Faults()
        rules = load_rules(KeptFolder(ledger, event.payload["files"]), Period.read(event.period), faults)
        if rules is None:
            raise Refused(faults.found)
        return rules
    return Rules(
        scheme=SCHEME.value(ledger.kept(record[SCHEME.name])),
        register=REGISTER.value(ledger.kept(record[REGISTER.name])),
        checklist=CHECKLIST.value(ledger.kept(record[CHECKLIST.name])),
    )


def inputs_of(ledger: Ledger, event: Event, rules: Rules) -> PeriodInputs:
    """The inputs that an event's result follows from; raises as `rules_of`."""
    record = event.payload.get(RECORD)
    if record is not None:
        return INPUTS.value(ledger.kept(record[INPUTS.name]))
    folder, faults = KeptFolder(ledger, event.payload["files"]), Faults()
    entered = load_period_inputs(folder, rules.checklist, rules.register, faults)
    if entered is None:
        raise Refused(faults.found)
    return entered.inputs


def targets_of(ledger: Ledger, event: Event, rules: Rules) -> Mapping[VillageTask, Fraction]:
    """The villages' own targets that an event's lists ask; raises as `rules_of`."""
    if RECORD in event.payload:
        return inputs_of(ledger, event, rules).targets
    folder, faults = KeptFolder(ledger, event.payload["files"]), Faults()
    targets = load_targets(folder, rules.checklist, rules.register, faults)
    if targets is None:
        raise Refused(faults.found)
    return targets


def dispatched_of(ledger: Ledger, event: Event) -> tuple[Dispatched, ...]:
    """How a town broke its tasks down when it sent its list on; the first version did not keep it."""
    record = event.payload.get(RECORD)
    return DISPATCHED.value(ledger.kept(record[DISPATCHED.name])) if record else ()


def officials_read(folder: DiskFolder, rules: Rules) -> tuple[Official, ...]:
    """The workspace's officials.

    Raises:
        Refused: their table is wrong; all faults are listed.
    """
    faults = Faults()
    officials = load_officials(folder, rules.register, faults)
    faults.refuse()
    return officials
