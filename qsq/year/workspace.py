"""`qsq.Workspace`: the documented Python API, on which the commands themselves stand."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.domain.faults import Faults, Refused, WrongUse, message
from qsq.domain.periods import YEAR, Quarter
from qsq.domain.scheme import Missing
from qsq.rules.scheme_file import SCHEME_FILE
from qsq.year.office import Office, local_time
from qsq.year.progress import Progress, no_progress

if TYPE_CHECKING:
    from qsq.year.awards import YearAwards
    from qsq.year.checklist import Issued
    from qsq.year.completeness import Completeness
    from qsq.year.evaluation import QuarterResult
    from qsq.year.rules import CheckedRules


class Workspace:
    """A county's folder of rules and data (CONTRACT.md section 2).

    >>> result = Workspace("…").score("2023Q1")
    >>> result.to_frame()

    Args:
        path: the folder that holds rules/scheme.yaml.
        actor: who acts, as the ledger records it.
        clock: tells the time of what is recorded.

    Raises:
        WrongUse: the folder is no workspace.
    """

    def __init__(
        self, path: str | Path, actor: str = "city", clock: Callable[[], datetime] = local_time
    ) -> None:
        self.office = Office(Path(path).resolve(), actor, clock)
        if not (self.office.root / SCHEME_FILE).is_file():
            raise WrongUse(
                message(
                    "{folder} is no workspace: it holds no {file}; make one with: qsq init DIR",
                    folder=path,
                    file=SCHEME_FILE,
                )
            )

    def score(self, quarter: str | Quarter, missing: str | Missing | None = None) -> "QuarterResult":
        """Evaluate a quarter and record the result (`qsq score quarter`).

        Args:
            quarter: such as `2023Q1`.
            missing: what a missing observation means, against the scheme; makes the result provisional.

        Raises:
            WrongUse: the quarter or `missing` is none.
            Refused: rules or inputs are wrong; all faults are listed.
            Waiting: observations are missing and `missing` is `block`.
        """
        from qsq.year.evaluation import score  # noqa: PLC0415 - each step is imported when it is taken

        return score(self.office, read_quarter(quarter), read_missing(missing))

    def towns_called(self, name: str) -> frozenset[str]:
        """The codes of the towns with this code, name, or part of a name.

        Raises:
            WrongUse: there is none.
            Refused: the register is wrong; all faults are listed.
        """
        from qsq.year.loading import load_standing  # noqa: PLC0415

        faults = Faults()
        _scheme, register = load_standing(self.office.folder(), faults)
        if register is None:
            raise Refused(faults.found)
        found = register.towns_called(name)
        if not found:
            raise WrongUse(
                message("there is no town {found}; expected a code or name of data/towns.csv", found=name)
            )
        return found

    def check(self, quarter: str | Quarter) -> "Completeness":
        """Who still owes which observations (`qsq score check`); raises as `score` does."""
        from qsq.year.completeness import check  # noqa: PLC0415

        return check(self.office, read_quarter(quarter))

    def check_rules(self, quarter: str | Quarter | None = None) -> "CheckedRules":
        """Check the rules of one quarter, or of all (`qsq rules check`).

        Raises:
            WrongUse: the quarter is none.
            Refused: rules or register are wrong; all faults are listed.
        """
        from qsq.year.rules import check_rules  # noqa: PLC0415

        return check_rules(self.office, None if quarter is None else read_quarter(quarter))

    def issue(self, quarter: str | Quarter, progress: Progress = no_progress) -> "Issued":
        """Write a quarter's checklists into out/ (`qsq checklist issue`).

        Args:
            quarter: such as `2023Q1`.
            progress: shows how far the writing is; takes a text and a total, gives a function to call
                for each step.

        Raises:
            WrongUse: the quarter is none.
            Refused: rules are wrong; all faults are listed and nothing is written.
        """
        from qsq.year.checklist import issue  # noqa: PLC0415

        return issue(self.office, read_quarter(quarter), progress)

    def awards(self, year: str | int, *, draft: bool = False) -> "YearAwards":
        """A year's awards from its recorded quarters (`qsq awards year`).

        Args:
            year: such as `2023`.
            draft: take the newest result of each quarter, whether it is final or not.

        Raises:
            WrongUse: the year is none.
            Refused: inputs are wrong; all faults are listed.
            OutOfOrder: quarters are not final, or with `draft` none is evaluated.
        """
        from qsq.year.awards import awards  # noqa: PLC0415

        return awards(self.office, read_year(year), draft=draft)


def read_quarter(quarter: str | Quarter) -> Quarter:
    """The quarter that a caller names."""
    if isinstance(quarter, Quarter):
        return quarter
    try:
        return Quarter.read(quarter)
    except ValueError:
        raise WrongUse(message("found {found}; expected a quarter such as 2023Q1", found=quarter)) from None


def read_year(year: str | int) -> int:
    """The year that a caller names."""
    if not YEAR.fullmatch(str(year)):
        raise WrongUse(message("found {found}; expected a year such as 2023", found=year))
    return int(year)


def read_missing(missing: str | Missing | None) -> Missing | None:
    """What a caller says that a missing observation means."""
    if missing is None:
        return None
    try:
        return Missing(missing)
    except ValueError:
        raise WrongUse(message("found {found}; expected block, exclude or zero", found=missing)) from None
