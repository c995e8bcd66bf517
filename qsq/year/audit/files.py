"""What the ledger kept with a period, a month or a year, taken out again for an auditor."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from qsq.domain.faults import OutOfOrder, WrongUse, message
from qsq.domain.values.file_names import file_name
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.office import Office
from qsq.year.desk.writing import is_half_made, is_plain, replace_whole
from qsq.year.recorded.basis import RECORD, program_of

_FILES = ("files", "wording")


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A file that was taken out.

    Attributes:
        event: the number of the event that kept it.
        name: what the event calls it: its path in the workspace, or the part of the record.
        file: where it lies now, from the folder that was asked for.
    """

    event: int
    kind: str
    program: str
    name: str
    sha256: str
    file: str


@dataclass(frozen=True, slots=True)
class AuditFiles:
    """All that was taken out, in the order of the events."""

    period: str
    folder: Path
    files: tuple[TakenOut, ...]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": self.period,
            "folder": str(self.folder),
            "files": [
                {
                    "event": one.event,
                    "kind": one.kind,
                    "program": one.program,
                    "name": one.name,
                    "sha256": one.sha256,
                    "file": one.file,
                }
                for one in self.files
            ],
        }


def audit_files(office: Office, period: str, folder: Path) -> AuditFiles:
    """Write what every event of a period kept into a folder; see `Workspace.audit.files`."""
    with office.ledger_to_read() as ledger:
        taken = tuple(one for event in ledger.history(period=period) for one in _of_event(ledger, event))
        if not taken:
            raise OutOfOrder(message("the ledger keeps no files of {period}", period=period))
        _must_be_free(folder, {folder / one.file: content for one, content in taken})
        for one, content in taken:
            target = folder / one.file
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_whole(target, content)
    return AuditFiles(period, folder, tuple(one for one, _content in taken))


def _must_be_free(folder: Path, contents: Mapping[Path, bytes]) -> None:
    """Raise where a folder holds more than what an earlier run, perhaps cut off, wrote into it."""
    folders = {above for path in contents for above in path.parents}

    def is_ours(path: Path) -> bool:
        if not is_plain(path):
            return path in folders and path.is_dir() and not path.is_symlink()
        return path.read_bytes() == contents[path] if path in contents else is_half_made(path)

    there = folder.rglob("*") if folder.is_dir() else [folder] if folder.exists() else []
    if not all(map(is_ours, there)):
        raise WrongUse(message("{folder} is there already; name a new folder or an empty one", folder=folder))


def _of_event(ledger: Ledger, event: Event) -> Iterator[tuple[TakenOut, bytes]]:
    head = file_name(f"{event.sequence:06}", event.kind, event.subject)
    for name, key in _kept(event.payload):
        path = "/".join([head, *(file_name(part) for part in PurePosixPath(name).parts)])
        yield TakenOut(event.sequence, event.kind, program_of(event), name, key, path), ledger.kept(key)


def _kept(payload: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and digests of all that an event kept."""
    for part in _FILES:
        yield from sorted(payload.get(part, {}).items())
    for name, key in sorted(payload.get(RECORD, {}).items()):
        yield f"{RECORD}/{name}.json", key
    if "result_sha256" in payload:
        yield "result.json", payload["result_sha256"]
