"""A period's list as it was issued: registers and rule files may have changed since."""

from qsq.domain.checklist import Checklist
from qsq.domain.checklist_state import ChecklistKind
from qsq.domain.faults import Faults
from qsq.domain.folder import Folder
from qsq.domain.period_state import Kind
from qsq.domain.periods import Period
from qsq.domain.scheme import Scheme
from qsq.ledger.kept_folder import KeptFolder
from qsq.ledger.ledger import Ledger
from qsq.rules.period_file import has_period, load_checklist
from qsq.year.basis import rules_of
from qsq.year.loading import Rules, load_rules
from qsq.year.period_steps import stand_of


def issued_list(ledger: Ledger, period: Period) -> Checklist | None:
    """The list that a period was issued or evaluated by last; None where it was neither."""
    kinds = (ChecklistKind.ISSUE, Kind.EVALUATION)
    kept = [event for event in ledger.events(period=str(period)) if event.kind in kinds]
    rules = load_rules(KeptFolder(ledger, kept[-1].payload["files"]), period, Faults()) if kept else None
    return rules.checklist if rules else None


def list_of(
    folder: Folder, ledger: Ledger, period: Period, scheme: Scheme, faults: Faults
) -> Checklist | None:
    """A period's list to compare another with: as it was issued, else as its rule files have it.

    The rule files of another period are not held to today's register. None where there are none.
    """
    issued = issued_list(ledger, period)
    if issued is not None or not has_period(folder, period):
        return issued
    return load_checklist(folder, period, scheme, None, faults)


def rules_for(ledger: Ledger, folder: Folder, period: Period, faults: Faults) -> Rules | None:
    """A period's rules: as they were recorded where it is final, else as the files have them now.

    None, with every fault noted, where the files are wrong.
    """
    stand = stand_of(ledger, period)
    if stand.state.final and stand.result is not None:
        return rules_of(ledger, stand.result.event)
    return load_rules(folder, period, faults)


def is_final(ledger: Ledger, period: Period) -> bool:
    """Whether a period's result stands: its rules are what they were."""
    return bool(ledger.events(Kind.FINALISATION, str(period)))
