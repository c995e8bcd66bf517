"""A text for whoever handed in a file that is refused: short for a messenger, whole enough to mend it by."""

from dataclasses import replace

from qsq.cli.terminal import show
from qsq.cli.terminal.language import _, said
from qsq.domain.faults import Fault
from qsq.year.inbox.inbox import Fate, InboxFile, InboxRun


def reply(done: InboxRun, one: InboxFile) -> str:
    """A text for whoever handed a refused file in; empty where it was not refused."""
    if one.fate is not Fate.REFUSED:
        return ""
    told, file = one.told, one.name.rpartition("/")[2]
    of = " ".join((done.called(told), told.period, told.kind.chinese)).strip() if told else ""
    head = _("“{file}” could not be taken in").format(file=file) + (f"（{of}）" if of else "")
    if not one.faults:
        return f"{head}\n{said(one.what)}"
    faults = [_within(fault, one.name, file) for fault in one.faults]
    return "\n".join([head, *(line for line in show.by_kind(faults) if line.strip() != file)])


def _within(fault: Fault, name: str, file: str) -> Fault:
    """A fault of the file, told by its own name alone."""
    place = replace(fault.place, file=file) if fault.place.file == name else fault.place
    return replace(fault, place=place)
