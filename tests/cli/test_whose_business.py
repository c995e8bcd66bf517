"""Each step of a year, of a list and of reminders is the business of whom it concerns, and of nobody beside.

Whoever may take it is told what has to come first; who may not is told so before that. `score` has its own table in
test_people_steps.py.
"""

from pathlib import Path

import pytest

from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq

A1, T1 = ("--village", "A1"), ("--town", "T1")
TALK = ("--who", "王", "--with", "李", "--problem", "慢", "--method", "快", "--until", "2023-04-09")
REASON = ("--reason", "无据")
OF_ONE_UNIT = (
    ("awards object 2023", (*A1, "--text", "不实"), ("A1-sec", "T1-lead"), ("A2-sec", "T2-lead", "agri"), "village:A1"),
    ("awards recommend 2023", (*T1, *A1), ("T1-lead", "T1-officer"), ("T2-lead", "A1-sec", "agri"), "town:T1"),
    ("checklist accept 2023Q1", A1, ("A1-sec", "T1-lead"), ("A2-sec", "T2-lead"), "village:A1"),
    ("checklist dispatch 2023Q1", T1, ("T1-lead",), ("T2-lead", "A1-sec"), "town:T1"),
    ("checklist issue 2023Q1", (), (), ("T1-lead", "agri", "A1-sec"), "city"),
    ("remind record 2023-03", (*A1, *TALK), ("A1-sec", "T1-lead"), ("A2-sec", "T2-lead"), "village:A1"),
    ("remind month 2023-03", (), (), ("T1-lead", "agri"), "city"),
    ("awards year 2023", (), (), ("T1-lead", "agri"), "city"),
    ("awards decide 2023", ("--document", "3号"), (), ("T1-lead", "A1-sec"), "city"),
    ("awards notice 2023", (), (), ("T1-lead", "agri"), "city"),
    ("awards resolve 2023", ("2023-1", "--rejected", *REASON), (), ("T1-lead", "A1-sec"), "city"),
    ("awards confirm 2023", (), (), ("T1-lead", "A1-sec"), "city"),
    ("awards pay 2023", ("--all",), (), ("T1-lead", "A1-sec"), "city"),
)  # fmt: skip
"""A step, its arguments, who may take it beside the city's clerk, who may not, and whose business it is."""


@pytest.mark.parametrize("case", OF_ONE_UNIT, ids=[case[0] for case in OF_ONE_UNIT])
def test_a_step_is_the_business_of_whom_it_concerns(
    qsq: Qsq, small: Path, case: tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], str]
) -> None:
    command, arguments, may, may_not, unit = case
    step = command.rpartition(" ")[0]

    def told(actor: str) -> str:
        run = qsq(*command.split(), *arguments, "--actor", actor, "--json", workspace=small)
        return message_of(run) if run.code else ""

    for actor in may_not:
        assert f"and cannot take the step {step} for {unit}" in told(actor), actor
    for actor in may:
        assert "cannot take the step" not in told(actor), actor
