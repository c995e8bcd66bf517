"""Faults that once passed every test: each is known by name, is put in again, and has to be found by these tests.

A change that moves one's lines mends its row here; `tests/unit/test_named_faults.py` tells which.
"""

from dataclasses import dataclass
from pathlib import Path

_SHEETS = "tests/documents/test_sheets.py"
_ONCE = "tests/cli/test_once_unseen.py"


@dataclass(frozen=True, slots=True)
class Named:
    """A fault: in `file`, `new` stands where the program has `old`, which it has once there."""

    name: str
    file: str
    old: str
    new: str
    tests: str

    def put_in(self, root: Path) -> str:
        """Put it into a copy of the repository.

        Returns:
            The file as it was.

        Raises:
            ValueError: the file does not have `old` once.
        """
        whole = (root / self.file).read_text("utf-8")
        if whole.count(self.old) != 1:
            raise ValueError(f"{self.name}: {self.file} has not once: {self.old}")
        (root / self.file).write_text(whole.replace(self.old, self.new), "utf-8")
        return whole


NAMED = (
    Named(
        "welfare paid into the cadres' column",
        "qsq/documents/awards/pay.py",
        "one.village_code, one.prize, one.welfare, one.cadres",
        "one.village_code, one.prize, one.cadres, one.welfare",
        _SHEETS,
    ),
    Named(
        "wrong marks on a town's sign-off sheet",
        "qsq/documents/score/feedback.py",
        "        village.town_mark,\n        village.city_mark,\n",
        "        village.city_mark,\n        village.town_mark,\n",
        _SHEETS,
    ),
    Named(
        "wrong marks on a village's sign-off sheet",
        "qsq/documents/score/feedback.py",
        'item.full or "不适用", item.mark or "—"',
        'item.mark or "不适用", item.full or "—"',
        _SHEETS,
    ),
    Named(
        "bonus and deduction exchanged in the marks",
        "qsq/scoring/marks.py",
        "more = adjusted.bonus - adjusted.deduction",
        "more = adjusted.deduction - adjusted.bonus",
        "tests/unit/test_marks.py",
    ),
    Named(
        "bonus and deduction exchanged on a sign-off sheet",
        "qsq/documents/score/feedback.py",
        '("加分", "", village.bonus),\n        ("扣分", "", village.deduction)',
        '("加分", "", village.deduction),\n        ("扣分", "", village.bonus)',
        _SHEETS,
    ),
    Named(
        "bonus and deduction exchanged on a notice",
        "qsq/documents/score/notice.py",
        "return one.bonus, one.deduction,",
        "return one.deduction, one.bonus,",
        _SHEETS,
    ),
    Named(
        "a notice cut to its first row",
        "qsq/documents/score/notice.py",
        '        for one in notice.villages\n    )  # fmt: skip\n    return Table(columns, rows, name="公示", paired=True)',
        '        for one in notice.villages[:1]\n    )  # fmt: skip\n    return Table(columns, rows, name="公示", paired=True)',
        _SHEETS,
    ),
    Named(
        "已完成 on a reminder for undone tasks",
        "qsq/documents/remind/month.py",
        'else "未完成")',
        'else "已完成")',
        "tests/unit/test_reminders.py",
    ),
    Named(
        "a village named twice in pay",
        "qsq/year/awards/pay.py",
        "if code in state.paid or named.count(code) > 1:",
        "if code in state.paid:",
        _ONCE,
    ),
    Named(
        "the signer's role unchecked",
        "qsq/year/desk/acting.py",
        "(one.unit, one.role) == (unit, role)]",
        "one.unit == unit]",
        _ONCE,
    ),
    Named(
        "a town handing in another town's added item",
        "qsq/year/score/submit.py",
        "for task in tasks if by[task] != unit)",
        "for task in tasks if by[task].level != unit.level)",
        _ONCE,
    ),
    Named(
        "a replaced submission's old bytes lost, the file of another ending",
        "qsq/year/score/submit.py",
        "{**gone, path: ledger.keep(content)}",
        "{path: ledger.keep(content)}",
        _ONCE,
    ),
    Named(
        "a replaced submission's old bytes lost, the file itself",
        "qsq/year/score/submit.py",
        '{"replaced_sha256": ledger.keep(other)} if other',
        '{"replaced_sha256": digest(other)} if other',
        _ONCE,
    ),
    Named(
        "re-dispatch compared with the oldest",
        "qsq/year/checklist/dispatch.py",
        'own[-1].payload["tasks_sha256"]',
        'own[0].payload["tasks_sha256"]',
        _ONCE,
    ),
    Named(
        "recount ignoring --missing",
        "qsq/year/score/recount.py",
        'Missing(event.payload["missing"] or rules.scheme.missing)',
        "rules.scheme.missing",
        _ONCE,
    ),
    Named(
        "a year with rules and no result not blocking the awards",
        "qsq/year/awards/draw_up.py",
        "counts = stand.result is not None or stand.period in asked",
        "counts = stand.result is not None",
        _ONCE,
    ),
    Named(
        "synchronous=OFF",
        "qsq/ledger/ledger.py",
        "PRAGMA synchronous = FULL",
        "PRAGMA synchronous = OFF",
        "tests/cli/test_ledger.py",
    ),
)
