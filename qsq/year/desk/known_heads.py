"""Heads of the ledger that are known besides it: beside the papers in out/, and in the backups."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.domain.faults import QsqError, WrongUse, message
from qsq.late import late
from qsq.ledger.ledger import Event, Ledger

if TYPE_CHECKING:
    from qsq.ledger import verification
    from qsq.ledger.verification import KnownHead
else:
    (verification,) = late("qsq.ledger", "verification")

BACKUPS = "backups"
HEAD_FILE = "台账校验码.txt"
"""Stands beside papers that carry a head, and says it again for programs."""

_LINE = re.compile(r"台账第([1-9]\d{0,17})条 ([0-9a-f]{64})")


def write_head(folder: Path, event: Event) -> None:
    """Say beside papers which head they carry."""
    revision = event.payload["revision"]
    lines = (f"{event.period} 第{revision}版", f"台账第{event.sequence}条 {event.digest}", "")
    (folder / HEAD_FILE).write_text("\n".join(lines), "utf-8", newline="\n")


def read_head(text: str) -> str:
    """A head as people type it, without spaces and hyphens.

    Raises:
        WrongUse: it is none, or too short: fewer characters can be forged.
    """
    head = re.sub(r"[\s-]", "", text).lower()
    if not re.fullmatch(rf"[0-9a-f]{{{_LEAST_OF_A_HEAD},64}}", head):
        raise WrongUse(
            message(
                "{found} is no head of a ledger; expected at least {count} of the 64 characters (0-9, a-f)"
                " that the notice prints",
                found=text,
                count=_LEAST_OF_A_HEAD,
            )
        )
    return head


def known_heads(root: Path) -> Iterator["KnownHead"]:
    """All heads that the workspace's papers and backups carry."""
    yield from heads_on_papers(root)
    for file in backups(root):
        yield from _head_of(root, file)


def newest_heads(root: Path) -> Iterator["KnownHead"]:
    """Those that a step looks at: of the papers, and of the newest backup alone."""
    yield from heads_on_papers(root)
    for file in backups(root)[-1:]:
        yield from _head_of(root, file)


def heads_on_papers(root: Path) -> Iterator["KnownHead"]:
    """The heads that the papers in out/ carry."""
    for file in sorted((root / "out").glob(f"*/*/{HEAD_FILE}")):
        found = _LINE.search(file.read_text("utf-8", errors="replace"))
        if found:
            yield verification.KnownHead(file.relative_to(root).as_posix(), int(found[1]), found[2])


def backups(root: Path) -> list[Path]:
    """The nightly backups, oldest first."""
    return sorted(file for file in (root / BACKUPS).glob("qsq-*.db") if _is_of_a_day(file))


def day_of(backup: Path) -> date:
    """The day of a nightly backup."""
    return date.fromisoformat(backup.stem.removeprefix("qsq-"))


def _is_of_a_day(file: Path) -> bool:
    try:
        return file.stem == f"qsq-{day_of(file).isoformat()}"
    except ValueError:
        return False


def _head_of(root: Path, file: Path) -> Iterator["KnownHead"]:
    """A backup's head; nothing where this program cannot read it."""
    try:
        with Ledger.open_read_only(file) as ledger:
            sequence, key = ledger.head()
    except (QsqError, OSError):
        return
    if sequence:
        yield verification.KnownHead(file.relative_to(root).as_posix(), sequence, key)


_LEAST_OF_A_HEAD = 20
