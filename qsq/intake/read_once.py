"""What was read of a workspace without a fault is not read again as long as its files say the same."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from qsq.domain.faults import Faults, QsqError
from qsq.domain.folder import Folder

T = TypeVar("T")

_Looked = tuple[str, str]
"""Which question was asked of a folder, and of what path."""


class _Noting:
    """A folder that notes what was asked of it, and its answers."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self.answers: dict[_Looked, object] = {}

    def read(self, path: str) -> bytes | None:
        """A file's content."""
        content: bytes | None = self._noted("read", path)
        return content

    def names(self, path: str) -> tuple[str, ...]:
        """The names of the files in a folder."""
        names: tuple[str, ...] = self._noted("names", path)
        return names

    def folders(self, path: str) -> tuple[str, ...]:
        """The names of the folders in a folder."""
        names: tuple[str, ...] = self._noted("folders", path)
        return names

    def _noted(self, question: str, path: str) -> Any:
        found = getattr(self._folder, question)(path)
        self.answers[question, path] = found
        return found


@dataclass(frozen=True, slots=True)
class _Read:
    """A value, and what the files said of which it was read."""

    value: Any
    answers: dict[_Looked, object]

    def holds(self, folder: Folder) -> bool:
        """Whether they say so still; they are all read again, and so among those that were read."""
        try:
            return all(getattr(folder, asked)(path) == was for (asked, path), was in self.answers.items())
        except QsqError:  # who reads them anew tells what is wrong
            return False


_READ: dict[Hashable, _Read] = {}
"""The last of each kind, in this process."""


def read_once(kind: Hashable, folder: Folder, read: Callable[[Folder], T], faults: Faults) -> T:
    """What `read` reads of a folder; values that it gives are never changed.

    Args:
        kind: of what is read, with all that it depends on besides the folder.
        folder: the workspace's files.
        read: reads them, and notes what is wrong.
        faults: where it notes that; what is wrong is read again each time.
    """
    known = _READ.get(kind)
    if known is not None and known.holds(folder):
        value: T = known.value
        return value
    noting, before = _Noting(folder), faults.noted
    value = read(noting)
    if faults.noted == before:
        _READ[kind] = _Read(value, noting.answers)
    return value
