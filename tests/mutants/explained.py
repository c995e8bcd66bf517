"""Faults that no test can find, because they make no difference; each kind and each one with its reason.

A fault is known by the function that it is in and a line that it changes, since mutmut's numbers move with the code.
"""

import re

_EVERYWHERE = (
    (re.compile(r"^\+.*\bzip\(.*(, \)|strict=(None|False)\))", re.MULTILINE),
     "both sides are of one length by the lines before; strict= tells of a slip of the pen there"),
    (re.compile(r"^\+.*\"(UTF-8|UTF-8-SIG|UTF-16-LE|GB2312|GB18030|ASCII)\"", re.MULTILINE),
     "encodings are known by their names in capitals too"),
    (re.compile(r"^-.*\bassert_never\(", re.MULTILINE), "the type checker shows that nobody comes here"),
)  # fmt: skip

_ONE_BY_ONE: dict[str, tuple[tuple[str, str], ...]] = {
    "qsq.awards.prizes.x__cadre_shares": (
        ("+ share_out(amount, [2] * len(cadres))", "equal weights share out equally, whatever they are"),
    ),
    "qsq.documents.checklist.department_form.x__columns": (
        ("+ targets.get(row.task.id, )", "a column without targets is asked whether it has any, and no more"),
    ),
    "qsq.domain.steps.period_state.xǁPeriodStateǁ_of_revision": (
        ("- case _:", "the events of a revision are the five before"),
    ),
    "qsq.domain.steps.year_state.xǁYearStateǁ_moved": (("- case _:", "the year's events are those before"),),
    "qsq.scoring.evaluation.x__graded": (
        ("+ one.mark is not None or one.full is not None", "an item has a mark where it has a full mark"),
    ),
    "qsq.scoring.marks.xǁ_Markerǁ_observed": (
        ("+ known.get(None)", "what is remembered of a value is what counting it again gives"),
    ),
    "qsq.year.awards.decide.x__decided_so": (
        (
            "+ said.items() < dict(",
            "a decision's event says more than the ruling: the revision and what it rests on",
        ),
    ),
    "qsq.year.score.diff.xǁ_Diffǁ_gap": (("+ city=None", "a mark is the city's or not: None is as false"),),
    "qsq.year.score.export.wide_table.x__csv": (
        ("+ index=None", "pandas asks whether there is an index: None is as false"),
    ),
    "qsq.year.checklist.forms.xǁChecklistFormsǁ_rows": (
        (
            "+ if (task.per_village) or True else None",
            "a task with no target of its own has none in the table",
        ),
    ),
}
"""By function: what is written (+) or gone (-), and why it makes no difference."""


def why(fault: str, difference: str) -> str:
    """Why a fault makes no difference; empty where nobody has said so."""
    for pattern, reason in _EVERYWHERE:
        if pattern.search(difference):
            return reason
    lines = difference.splitlines()
    for said, reason in _ONE_BY_ONE.get(fault.partition("__mutmut_")[0], ()):
        sign, _, text = said.partition(" ")
        if any(line.startswith(sign) and text in line for line in lines):
            return reason
    return ""
