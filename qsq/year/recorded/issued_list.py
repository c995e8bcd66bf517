"""A period's list as it was issued: registers and rule files may have changed since."""

from qsq.domain.faults import Faults
from qsq.domain.folder import Folder
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.steps.event_kinds import ChecklistEvent, PeriodEvent
from qsq.domain.steps.period_state import state_of
from qsq.domain.values.periods import Period
from qsq.ledger.ledger import Ledger
from qsq.rules.period_file import has_period, load_checklist
from qsq.year.desk.loading import Rules, load_rules
from qsq.year.recorded.basis import rules_of


def issued_rules(ledger: Ledger, period: Period) -> Rules | None:
    """The rules that a period was issued or evaluated by last; None where it was neither.

    Raises:
        Refused: an earlier program kept files alone, and these cannot be read as they are.
    """
    kinds = (ChecklistEvent.ISSUE, PeriodEvent.EVALUATION)
    kept = [event for event in ledger.events(period=str(period)) if event.kind in kinds]
    return rules_of(ledger, kept[-1]) if kept else None


def list_of(
    folder: Folder, ledger: Ledger, period: Period, scheme: Scheme, faults: Faults
) -> Checklist | None:
    """A period's list to compare another with: as it was issued, else as its rule files have it.

    The rule files of another period are not held to today's register. None where there are none.
    """
    issued = issued_rules(ledger, period)
    if issued is not None:
        return issued.checklist
    if not has_period(folder, period):
        return None
    return load_checklist(folder, period, scheme, None, faults)


def rules_for(ledger: Ledger, folder: Folder, period: Period, faults: Faults) -> Rules | None:
    """A period's rules: as they were recorded where it is final, else as the files have them now.

    None, with every fault noted, where the files are wrong.
    """
    events = ledger.events(period=str(period))
    results = [event for event in events if event.kind == PeriodEvent.EVALUATION]
    if state_of(events).final and results:
        return rules_of(ledger, results[-1])
    return load_rules(folder, period, faults)


def is_final(ledger: Ledger, period: Period) -> bool:
    """Whether a period's result stands: its rules are what they were."""
    return bool(ledger.events(PeriodEvent.FINALISATION, str(period)))
