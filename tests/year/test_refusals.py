"""What steps say when they are refused, word for word: each fault with its place, and what is to be done.

To take a change over after it was looked at: `QSQ_GOLDEN=write .venv/bin/python -m pytest tests/year/test_refusals.py`.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from qsq.domain.county.officials import Level, Unit
from qsq.domain.observed.reminders import Talk
from qsq.domain.values.check_code import check_code
from qsq.year.awards.decide import Ruling
from tests.cli.test_village_lists import corrected
from tests.documents.county import MONTH, PERIOD, YEAR, sheets_of, started
from tests.intake.builders import change
from tests.year.test_answers import Taken, Told, is_as_agreed, signed

HEADS = "村代码,新村代码,村名,类型,参评,镇代码"
REGISTERS = {
    "without villages": HEADS,
    "in which nobody takes part": "\n".join(
        (
            HEADS,
            *(
                f"{code},,{code}村,村,否,{'T1' if code < 'B' else 'T2'}"
                for code in ("A1", "A2", "A3", "B1", "B2", "B3")
            ),
        )
    ),
    "with a code that is taken": f"{HEADS}\n,B1,东四村,村,是,T1",
    "with a name that is taken": f"{HEADS}\nA1,,东二村,村,是,T1",
}


def _lists(told: Told) -> None:
    it, root = told.county.checklist, told.county.office.root
    for name, text in REGISTERS.items():
        file = root.parent / "register.csv"
        file.write_text(text + "\n", "utf-8-sig")
        told.take(f"a register {name}", partial(it.villages, file))
    form = corrected(root, "东镇", {"A1": {"村名": "东甲村"}})
    change(root, "data/villages.csv", "东凼村", "东大村")
    told.take("a register that was changed meanwhile", lambda: it.villages(form))
    change(root, "rules/scheme.yaml", "reminders: {slow: 50%, poor: 60%, far_behind: 50%}\n", "")
    told.take("remind without a rule", lambda: told.county.remind.month(MONTH, "2023-03-31"))
    told.take("burden of a year without rules", lambda: told.county.report("burden", "2025"))


def _marks(told: Told) -> None:
    it, root = told.county.score, told.county.office.root
    town, seen = "data/2023/q1/observations/town.csv", root / "data/2023/q1/observations/agriculture.csv"
    file = root.parent / "empty.csv"
    file.write_text("village_code,task,value,note\n", "utf-8")
    agriculture = Unit(Level.DEPARTMENT, "agriculture")
    told.take("submit nothing", lambda: it.submit(PERIOD, file, agriculture, "2023-04-01"))
    change(root, town, "B3,shore.clean,3,", "B3,shore.clean,,")
    change(root, "data/2023/q1/observations/organisation.csv", "A2,party.study,良,", "A2,party.study,,")
    change(root, "data/2023/q1/observations/organisation.csv", "B2,party.study,优,", "B2,party.study,,")
    told.take("score what lacks", lambda: it.period(PERIOD, on="2023-04-02"))
    text = seen.read_text("utf-8")
    seen.write_text(
        text.replace("B3,grain.seedlings,100,", "B3,grain.seedlings,NA,无").replace(
            "B3,grain.hazards,0,", "B3,grain.hazards,NA,无"
        ),
        "utf-8",
    )
    change(
        root, "data/2023/q1/observations/organisation.csv", "B3,party.meeting,是,", "B3,party.meeting,NA,无"
    )
    change(root, "data/2023/q1/observations/organisation.csv", "B3,party.study,差,", "B3,party.study,NA,无")
    told.take("score who has no mark", lambda: it.period(PERIOD, "exclude", on="2023-04-02"))
    change(
        root, "data/2023/q1/observations/organisation.csv", "B3,party.meeting,NA,无", "B3,party.meeting,是,"
    )
    change(root, "rules/scheme.yaml", "pool: [town]", "pool: [group]")
    told.lines += [f"warning: {one}" for one in it.period(PERIOD, "exclude", on="2023-04-03").warnings]
    told.take("a difference of one", lambda: it.diff(PERIOD))
    shutil.copytree(root / "data/2023/q1", root / "data/2023/q2", ignore=shutil.ignore_patterns("progress"))
    shutil.copy(root / "rules/2023/towns/T2/q1.yaml", root / "rules/2023/towns/T2/q2.yaml")
    rules = (root / "rules/2023/q1.yaml").read_text("utf-8")
    (root / "rules/2023/q2.yaml").write_text(
        rules.replace("2023Q1", "2023Q2").replace("03-31", "06-30"), "utf-8"
    )


def _signatures(told: Told) -> None:
    it, root = told.county.score, told.county.office.root
    it.period(PERIOD, on="2023-04-03")
    first, *_others = sheets_of(it.feedback(PERIOD, "2023-04-04").result)
    old = replace(first, code=check_code("00" * 32))
    told.take("sign a sheet that nobody knows", lambda: it.sign(PERIOD, [old], "2023-04-05"))
    signed(told, "2023-04-06")
    it.notice(PERIOD, "2023-04-10")
    for act, reason, agree, day in (
        ("score singature", "误录", True, "2023-04-11"),
        ("score signature", "误录", True, "2023-04-11"),
        ("score notice", " ", True, "2023-04-11"),
        ("score notice", "误录", False, "2023-04-11"),
        ("score notice", "误录", True, "2023-04-09"),
        ("score finalisation", "误录", True, "2023-04-11"),
    ):
        told.take(
            f"take back {act} {reason} {agree} {day}", _back(told, act, {}, reason, day, partial(bool, agree))
        )
    it.object_to(PERIOD, "A1", "李四", "分低", "2023-04-11")
    it.resolve(PERIOD, "2023Q1-1", "无误", upheld=False, on="2023-04-12")
    objection = {"objection": "2023Q1-1"}
    told.take("take back what is resolved", _back(told, "score objection", objection, "误录", "2023-04-12"))
    it.object_to(PERIOD, "A2", "李四", "分低", "2023-04-12")
    change(root, "data/2023/q1/observations/agriculture.csv", "A2,grain.hazards,1", "A2,grain.hazards,0")
    it.resolve(PERIOD, "2023Q1-2", "属实", upheld=True, on="2023-04-13")
    upheld = {"objection": "2023Q1-2"}
    told.take("take back what was upheld", _back(told, "score resolution", upheld, "误录", "2023-04-13"))
    told.take("sign the old sheet", lambda: it.sign(PERIOD, [first], "2023-04-13"))
    signed(told, "2023-04-13")
    it.notice(PERIOD, "2023-04-13")
    told.take(
        "take back while another ends it",
        _back(told, "score notice", {}, "误录", "2023-04-20", lambda: _ends(told)),
    )
    told.take("prove who was not marked", lambda: told.county.proof("Z9", PERIOD))


def _ends(told: Told) -> bool:
    told.county.score.finalise(PERIOD, "2023-04-20")
    return True


def _back(
    told: Told,
    act: str,
    named: Mapping[str, str],
    reason: str,
    day: str,
    agree: Callable[[], bool] = lambda: True,
) -> Taken:
    it = told.county
    return lambda: it.revoke(act, PERIOD, named, reason=reason, agree=lambda _falls: agree(), on=day)


def _year(told: Told) -> None:
    it, root, ruling = told.county.awards, told.county.office.root, Ruling("3号", "1号")
    recommended, month = root / "data/2023/recommendations.csv", told.county.remind
    told.county.score.period(PERIOD, on="2023-04-03")
    told.take("a list of what is not final", lambda: it.year(YEAR, on="2024-01-10"))
    told.take(
        "a talk without words",
        lambda: month.record(MONTH, "A1", Talk(" ", "书记", "慢", "", date(2023, 4, 20)), "2023-04-01"),
    )
    told.county.score.feedback(PERIOD, "2023-04-04")
    signed(told, "2023-04-06")
    told.county.score.notice(PERIOD, "2023-04-20")
    told.take("finalise over a weekend", lambda: told.county.score.finalise(PERIOD, "2023-04-25"))
    told.county.score.finalise(PERIOD, "2023-04-26")
    recommended.write_text("village_code\n", "utf-8")
    told.lines += [f"warning: {one}" for one in it.year(YEAR, on="2024-02-05").warnings]
    it.decide(YEAR, ruling, "2024-02-06")
    told.take("a notice over the Spring Festival", lambda: it.notice(YEAR, "2024-02-08"))
    recommended.write_text("village_code\nA1\n", "utf-8")
    told.lines += [f"warning: {one}" for one in it.year(YEAR, on="2024-02-18", reason="漏报").warnings]
    recommended.write_text("village_code\n", "utf-8")
    it.year(YEAR, on="2024-02-19", reason="误报")
    it.decide(YEAR, ruling, "2024-02-19")
    it.notice(YEAR, "2024-02-19")
    told.take("confirm nobody", lambda: it.confirm(YEAR, "2024-02-26"))
    recommended.unlink()
    book = openpyxl.Workbook()
    book.worksheets[0].append(["village_code"])
    book.save(recommended.with_suffix(".xlsx"))
    told.take("recommend beside a workbook", lambda: it.recommend(YEAR, "T1", ["A1"], "2024-02-26"))
    scheme = root / "rules/scheme.yaml"
    scheme.write_text(scheme.read_text("utf-8").partition("annual:")[0], "utf-8")
    told.take("awards without a rule", lambda: it.year(YEAR, draft=True, on="2024-02-26"))


REFUSED = {"lists": _lists, "marks": _marks, "signatures": _signatures, "year": _year}


@pytest.mark.usefixtures("workbooks_alone")
@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_says_what_was_agreed(tmp_path: Path, name: str) -> None:
    is_as_agreed(Told(started(tmp_path)), {f"refused-{name}": REFUSED[name]})
