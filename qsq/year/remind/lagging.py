"""The lagging villages of a month, by the progress reports as they are now."""

from qsq.domain.faults import Fault, Faults, Place, Refused, message
from qsq.domain.observed.reminders import Reminder, reminders
from qsq.domain.values.periods import Month
from qsq.intake.observed.progress_reports import load_progress
from qsq.rules.files import SCHEME_FILE
from qsq.year.desk.acting import Acting
from qsq.year.desk.loading import Rules
from qsq.year.recorded.issued_list import rules_for


def found_reminders(acting: Acting, month: Month) -> tuple[Rules, tuple[Reminder, ...]]:
    """A month's lagging villages by the reports as they are now, and the rules whose list they lag behind.

    Raises:
        Refused: rules or progress reports are wrong, or the scheme sets no thresholds; all faults are listed.
    """
    folder, faults = acting.office.folder(), Faults()
    with acting.office.ledger_to_read() as ledger:
        rules = rules_for(ledger, folder, month.period(acting.scheme.period), faults)
    progress = load_progress(folder, month, rules.checklist, rules.register, faults) if rules else {}
    if rules is None or faults.found:
        raise Refused(faults.found)
    rule = rules.scheme.reminders
    if rule is None:
        what = message("there are no reminders; expected reminders: {{slow, poor, far_behind}}")
        raise Refused([Fault(Place(SCHEME_FILE), what)])
    found = reminders(rules.checklist, rules.register.evaluated, progress, rule, month.last_day)
    return rules, found
