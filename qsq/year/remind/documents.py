"""提示单 as bundles of documents: a slip for each village that is called in, a file for each town."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qsq.documents.document import Bundle, Document
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.reminders import reminder_form
from qsq.documents.remind.month import reminded_list, reminder_slip
from qsq.documents.wording.standing_facts import standing_facts
from qsq.documents.wording.worded import Worded
from qsq.domain.folder import Folder
from qsq.domain.forms.stamp import FormKind
from qsq.domain.observed.reminders import Lag, Reminder
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.values.chinese_dates import chinese_month
from qsq.domain.values.file_names import file_name
from qsq.domain.values.periods import Month
from qsq.ledger.encoding.codec import NUMBER
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.acting import Acting
from qsq.year.desk.loading import Rules
from qsq.year.desk.papers import EVERYONE, Chosen
from qsq.year.desk.wording import keep_wording, worded, worded_then
from qsq.year.recorded.basis import RECORD, keep_rules, rules_of
from qsq.year.registers.handed_out import NamedForm
from qsq.year.remind.lagging import found_reminders

_WORDING = "reminders"


def told(reminder: Reminder) -> dict[str, Any]:
    """What an event says of a reminder."""
    return {
        "reasons": list(reminder.lags),
        "undone": list(reminder.undone),
        "behind": list(reminder.behind),
        "done": NUMBER.encode(reminder.done),
    }


def kept_with_reminders(ledger: Ledger, folder: Folder, rules: Rules) -> dict[str, Any]:
    """Keep what a month's slips are made from; what their events say of it."""
    return {RECORD: keep_rules(ledger, rules), "wording": keep_wording(ledger, folder, _WORDING)}


@dataclass(frozen=True, slots=True)
class _Slip:
    """A slip, and what it is made from; `day` is when it was recorded."""

    reminder: Reminder
    rules: Rules
    wording: Worded
    draft: bool
    day: date | None = None

    @property
    def place(self) -> tuple[str, str]:
        """Sorts slips by town and village."""
        return self.reminder.village.town_code, self.reminder.village.code

    def document(self, month: Month) -> Document:
        """The slip as a document."""
        town = self.rules.register.town(self.reminder.village.town_code)
        items = self.rules.checklist.items_of(town.code)
        tasks = {task.id: task for item in items for task in item.tasks}
        common = {**standing_facts(self.rules.scheme), "month": chinese_month(month)}
        return reminder_slip(self.wording, common, town, self.reminder, tasks, day=self.day, draft=self.draft)


def reminder_bundles(acting: Acting, ledger: Ledger, month: Month, chosen: Chosen = EVERYONE) -> list[Bundle]:
    """The slips that are wanted, as they were recorded; before that, drafts by the reports as they are now.

    A town's workbook begins with the list of its villages.

    Raises:
        Refused: rules or progress reports are needed and wrong; all faults are listed.
    """
    wanted = [one for one in _slips(acting, ledger, month) if chosen.takes(*one.place)]
    bundles = []
    for town in dict.fromkeys(one.place[0] for one in wanted):
        own = [one for one in wanted if one.place[0] == town]
        name = own[0].rules.register.town_names()[town]
        made = tuple(one.document(month) for one in own)
        bundles.append(Bundle(file_name(town, name), made, (_list(acting, month, own), *made)))
    return bundles


def reminder_list(acting: Acting, ledger: Ledger, month: Month) -> Bundle:
    """The city's list of the villages that are called in; raises as `reminder_bundles`."""
    return Bundle("提示名单", (_list(acting, month, _slips(acting, ledger, month)),))


def reminder_registers(acting: Acting, ledger: Ledger, month: Month) -> dict[str, NamedForm]:
    """A register of the talks for each town that has villages called in, by its code."""
    slips = _slips(acting, ledger, month)
    registers = {}
    for town in dict.fromkeys(one.place[0] for one in slips):
        own = [one for one in slips if one.place[0] == town]
        names = own[0].rules.register.town_names()
        tasks = {
            task.id: task for one in own for item in one.rules.checklist.items_of(town) for task in item.tasks
        }
        head = FormHead(
            scheme=own[0].rules.scheme,
            kind=FormKind.REMINDERS,
            period=str(month),
            span=chinese_month(month),
            unit=town,
            unit_name=names[town],
        )
        form = reminder_form(head, [one.reminder for one in own], tasks, names)
        registers[town] = NamedForm(head.file, form)
    return registers


def _list(acting: Acting, month: Month, slips: Sequence[_Slip]) -> Document:
    towns: dict[str, str] = {}
    for one in slips:
        towns |= one.rules.register.town_names()
    scheme = slips[0].rules.scheme if slips else acting.scheme
    day = max((one.day for one in slips if one.day), default=None)
    return reminded_list(scheme, chinese_month(month), towns, [one.reminder for one in slips], day)


def _slips(acting: Acting, ledger: Ledger, month: Month) -> list[_Slip]:
    """A month's slips by town and village."""
    newest = {event.subject: event for event in ledger.events(OtherEvent.REMINDER, str(month))}
    if newest and all(RECORD in event.payload for event in newest.values()):
        slips = [_recorded(acting, ledger, event) for event in newest.values()]
    else:
        slips = list(_found(acting, month, frozenset(newest)))
    return sorted(slips, key=lambda one: one.place)


def _recorded(acting: Acting, ledger: Ledger, event: Event) -> _Slip:
    rules, said = rules_of(ledger, event), event.payload
    village = next(one for one in rules.register.villages if one.code == event.subject)
    reminder = Reminder(
        village=village,
        lags=tuple(map(Lag, said["reasons"])),
        undone=tuple(said["undone"]),
        behind=tuple(said["behind"]),
        done=NUMBER.decode(said["done"]),
    )
    wording = worded_then(ledger, event, acting.office.folder(), _WORDING)
    return _Slip(reminder, rules, wording, draft=False, day=date.fromisoformat(said["on"]))


def _found(acting: Acting, month: Month, recorded: frozenset[str]) -> Iterator[_Slip]:
    """The slips by the reports as they are now; those that the first program noted are no drafts."""
    rules, found = found_reminders(acting, month)
    wording = worded(acting.office.folder(), _WORDING)
    for one in found:
        yield _Slip(one, rules, wording, draft=one.village.code not in recorded)
