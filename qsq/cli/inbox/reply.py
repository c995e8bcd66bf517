"""A text for whoever handed in a file that is refused: short for a messenger, whole enough to mend it by."""

from collections.abc import Iterator, Sequence

from qsq.cli.terminal.language import _, said, spot
from qsq.domain.faults import Fault
from qsq.year.inbox.inbox import Fate, InboxFile, InboxRun

_MOST = 20
"""Faults of one file that are told; --json lists all."""


def reply(done: InboxRun, one: InboxFile) -> str:
    """A text for whoever handed a refused file in; empty where it was not refused."""
    if one.fate is not Fate.REFUSED:
        return ""
    told = one.told
    of = " ".join(
        filter(None, (done.called(told), told.period if told else "", told.kind.chinese if told else ""))
    )
    lines = [
        _("“{file}” could not be taken in").format(file=one.name.rpartition("/")[2])
        + (f"（{of}）" if of else "")
    ]
    lines += _listed(one.faults) or [said(one.what)]
    return "\n".join(lines)


def _listed(faults: Sequence[Fault]) -> list[str]:
    """Faults grouped by their kind, each kind with its number, so many places in all."""
    kinds: dict[str, list[Fault]] = {}
    for fault in faults:
        kinds.setdefault(fault.message.template, []).append(fault)
    return list(_lines(list(kinds.values())))


def _lines(kinds: Sequence[Sequence[Fault]]) -> Iterator[str]:
    left = _MOST
    for number, alike in enumerate(kinds, start=1):
        shown = alike[: max(1, min(left - (len(kinds) - number), len(alike)))] if left > 0 else ()
        left -= len(shown)
        for fault in shown:
            where = spot(fault.place) if not fault.place.where else spot(fault.place).partition(":")[2]
            yield (
                f"{number}. {where} {said(fault.message)}"
                if fault.place.where
                else f"{number}. {said(fault.message)}"
            )
        if len(alike) > len(shown):
            yield _("   … {count} of this kind in all").format(count=len(alike))
