"""`Workspace.audit`, the Python API of `qsq audit`."""

from pathlib import Path
from typing import TYPE_CHECKING

from qsq.api.group import Group
from qsq.domain.values.periods import Period
from qsq.late import late

if TYPE_CHECKING:
    from qsq.year.audit import files, mark
    from qsq.year.audit.files import AuditFiles
    from qsq.year.audit.mark import Trail
else:
    files, mark = late("qsq.year.audit", "files", "mark")


class AuditApi(Group):
    """Where a number came from (`qsq audit`).

    >>> county = Workspace(folder)
    >>> result = county.score.period("2023Q1", on="2023-04-02")
    >>> trail = county.audit.mark("东一村", "2023Q1")
    >>> (trail.figures.town_mark, trail.figures.rank)
    ('101.00', 1)
    """

    def mark(self, village: str, period: str | Period) -> "Trail":
        """Every observation, rule, revision and signature behind a mark (`qsq audit mark`).

        Raises:
            WrongUse: the period cannot be read, or not exactly one village has that code or name.
            OutOfOrder: the period is not evaluated.
        """
        return mark.audit_mark(self.office, village, self._period(period))

    def files(self, period: str | Period, folder: str | Path) -> "AuditFiles":
        """Take out every file that the ledger kept with a period, month or year (`qsq audit files`).

        Args:
            period: such as `2023Q1`, `2023-02` or `2023`.
            folder: a new one, or an empty one.

        Raises:
            WrongUse: the period cannot be read, or the folder holds something.
            OutOfOrder: nothing was kept with it.
        """
        return files.audit_files(self.office, str(self._period(period)), Path(folder))
