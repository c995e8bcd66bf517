"""`Workspace.rules`, the Python API of `qsq rules`."""

from typing import TYPE_CHECKING

from qsq.api.group import Group
from qsq.domain.values.periods import Period
from qsq.late import late

if TYPE_CHECKING:
    from qsq.year.rules import check, diff, examples
    from qsq.year.rules.check import CheckedRules
    from qsq.year.rules.diff import RulesDiff
    from qsq.year.rules.examples import RuleTests
else:
    check, diff, examples = late("qsq.year.rules", "check", "diff", "examples")


class RulesApi(Group):
    """The rule files (`qsq rules`).

    >>> county = Workspace(folder)
    >>> county.rules.check("2023Q1").answer()["periods"]
    [{'period': '2023Q1', 'items': 2, 'tasks': 4, 'towns': ['T2']}]
    >>> county.rules.diff("2023Q1", "2023Q1").answer()["new"]
    []
    """

    def check(self, period: str | Period | None = None) -> "CheckedRules":
        """Check the rules of one period, or of all (`qsq rules check`).

        Raises:
            WrongUse: the period cannot be read.
            Refused: rules or register are wrong; all faults are listed.
        """
        return check.check_rules(self.office, None if period is None else self._period(period))

    def test(self, period: str | Period | None = None) -> "RuleTests":
        """Hold the rules to the worked examples beside them (`qsq rules test`).

        Raises:
            WrongUse: the period cannot be read.
            Refused: rules or tests are wrong; all faults are listed.
            TestsFail: figures differ; each is listed with expected and found.
        """
        return examples.run_rule_tests(self.office, None if period is None else self._period(period))

    def diff(self, before: str | Period, now: str | Period | None = None) -> "RulesDiff":
        """Two periods' rules in words (`qsq rules diff`).

        Args:
            before: the earlier one; where it is named alone, it is held against the one before it.
            now: the later one.

        Raises:
            WrongUse: one of the periods is none.
            Refused: rules or register are wrong, or not there; all faults are listed.
        """
        first = self._period(before)
        pair = (first.previous, first) if now is None else (first, self._period(now))
        return diff.diff_rules(self.office, *pair)
