"""Rule files as earlier programs read them: what they called otherwise, under the names of today."""

import re

from qsq.domain.folder import Folder

_KEYS = (
    (re.compile(rb"^quarter(?=\s*:)", re.MULTILINE), b"period"),
    (re.compile(rb"\bquarter_weights(?=\s*:)"), b"weights"),
    (re.compile(rb"\bmin_quarters(?=\s*:)"), b"min_periods"),
    (re.compile(rb"\bbest_quarter\b"), b"best_period"),
    (re.compile(rb"\blatest_quarter\b"), b"latest_period"),
)
"""Names of 0.1.0, whose rules were of quarters alone."""


class OlderFolder:
    """A folder whose rule files an earlier program read."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def read(self, path: str) -> bytes | None:
        """A file's content, rules under the names of today; None where there is no such file."""
        content = self._folder.read(path)
        if content is None or not (path.startswith("rules/") and path.endswith(".yaml")):
            return content
        for older, name in _KEYS:
            content = older.sub(name, content)
        return content

    def names(self, path: str) -> tuple[str, ...]:
        """The names of the files in a folder, sorted."""
        return self._folder.names(path)

    def folders(self, path: str) -> tuple[str, ...]:
        """The names of the folders in a folder, sorted."""
        return self._folder.folders(path)
