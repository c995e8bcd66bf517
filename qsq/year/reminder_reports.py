"""提示单 as bundles of documents: a slip for each village that is called in, a file for each town."""

from collections.abc import Sequence

from qsq.documents.document import Bundle
from qsq.documents.reminder_documents import reminder_slip
from qsq.documents.standing_facts import standing_facts
from qsq.domain.checklist import Checklist
from qsq.domain.chinese_dates import chinese_month
from qsq.domain.event_kinds import OtherKind
from qsq.domain.file_names import file_name
from qsq.domain.periods import Month
from qsq.domain.reminders import Reminder
from qsq.ledger.ledger import Ledger
from qsq.year.acting import Acting
from qsq.year.lagging import found_reminders
from qsq.year.period_reports import EVERYONE, Chosen
from qsq.year.wording import worded


def reminder_bundles(acting: Acting, ledger: Ledger, month: Month, chosen: Chosen) -> list[Bundle]:
    """The slips that are wanted, by the progress reports as they are now.

    Raises:
        Refused: rules or progress reports are wrong; all faults are listed.
    """
    checklist, found = found_reminders(acting, month)
    return slips(acting, ledger, month, found, checklist, chosen)


def slips(
    acting: Acting,
    ledger: Ledger,
    month: Month,
    found: Sequence[Reminder],
    checklist: Checklist,
    chosen: Chosen = EVERYONE,
) -> list[Bundle]:
    """The slips of lagging villages that are wanted; drafts until they are recorded."""
    recorded = {event.subject for event in ledger.events(OtherKind.REMINDER, str(month))}
    wording = worded(acting.office.folder(), "reminders")
    common = {**standing_facts(acting.scheme), "month": chinese_month(month)}
    wanted = [one for one in found if chosen.takes(one.village.town_code, one.village.code)]
    bundles = []
    for town, name in sorted(acting.register.town_names().items()):
        own = [one for one in wanted if one.village.town_code == town]
        tasks = {task.id: task for item in checklist.items_of(town) for task in item.tasks}
        made = tuple(
            reminder_slip(wording, common, name, one, tasks, draft=one.village.code not in recorded)
            for one in own
        )
        if made:
            bundles.append(Bundle(file_name(town, name), made))
    return bundles
