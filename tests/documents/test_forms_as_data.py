"""Every form that goes out, as data: what is printed, asked, offered and said beside a cell, as it was looked at.

To take a change over after it was looked at: `QSQ_GOLDEN=write .venv/bin/python -m pytest tests/documents`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from qsq.awards.eligibility import Reason
from qsq.awards.standing import Cadre
from qsq.documents.checklist.department_form import AskedRow, DepartmentForm, Return, department_form
from qsq.documents.checklist.department_sheet import write_department_sheet
from qsq.documents.forms.acceptance import acceptance_form
from qsq.documents.forms.cadres import cadre_form
from qsq.documents.forms.dispatch import dispatch_form
from qsq.documents.forms.form import Cover, FieldKind, Form, FormField
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.objections import objection_form
from qsq.documents.forms.of_villages import day, tick, words
from qsq.documents.forms.progress import progress_form
from qsq.documents.forms.recommendation import Conditions, recommendation_form
from qsq.documents.forms.reminders import reminder_form
from qsq.documents.forms.signatures import SheetToSign, signature_form
from qsq.documents.forms.targets import target_form
from qsq.documents.forms.villages import village_list
from qsq.documents.forms.visits import visit_form
from qsq.documents.recheck.second_looks import AskedAgain, second_look_form
from qsq.documents.writers.form import write_form
from qsq.domain.county.places import VillageKind
from qsq.domain.forms.stamp import FormKind, Stamp
from qsq.domain.observed.reminders import Lag, Reminder
from qsq.domain.scheme.checklist import Combine, How, Item, Task
from qsq.domain.scheme.checklist_changes import Dispatched
from tests.documents.a_form import a_form
from tests.documents.test_layout import agreed, look_of
from tests.documents.test_sheets import cells_of
from tests.unit.builders import (
    AWARD,
    YES_NO,
    bands,
    deduct,
    grade,
    item,
    ratio,
    scaled,
    scheme,
    task,
    village,
)

DAY, DUE = date(2023, 4, 1), date(2023, 3, 31)
TOWNS = {"T1": "东镇", "T2": "西镇"}
A1, A2, B1 = village("A1"), village("A2"), village("B1", "T2")


def head(kind: FormKind, unit: str = "T1", until: str = "2023年3月31日") -> FormHead:
    return FormHead(scheme(), kind, "2023Q1", "2023年一季度", unit, TOWNS.get(unit, ""), 2, until)


def forms() -> Iterator[Form]:
    """One of each kind."""
    tilled, study = (
        task("grain.tilled", 4, ratio()),
        replace(task("party.study"), text="学习", due=date(2023, 3, 1)),
    )
    tasks, due_of = {"grain.tilled": tilled, "party.study": study}, {"grain.tilled": DUE, "party.study": DAY}
    yield acceptance_form(head(FormKind.ACCEPTANCE), [A1, A2], TOWNS)
    yield cadre_form(head(FormKind.CADRES, until=""), [A1, A2], [Cadre("c1", "A2", "张三", "书记", 2400050)])
    yield dispatch_form(
        head(FormKind.DISPATCH),
        [study, tilled],
        due_of,
        [A1, A2],
        [
            Dispatched("", "party.study", date(2023, 2, 20), "学完", "李四", "春耕前"),
            Dispatched("A2", "party.study", date(2023, 3, 20), "学过", "王五"),
            Dispatched("Z9", "party.study", date(2023, 3, 20), "", ""),
            Dispatched("", "gone", date(2023, 3, 20), "", ""),
        ],
    )
    yield objection_form(head(FormKind.OBJECTION, "T2"), [B1], TOWNS)
    yield progress_form(head(FormKind.PROGRESS), [(A1, [(tilled, DUE), (study, DAY)]), (A2, [])], TOWNS, DUE)
    yield second_look_form(
        head(FormKind.RECHECK, "", until=""),
        [AskedAgain(A1, tilled.id, tilled), AskedAgain(B1, study.id, study)],
        TOWNS,
    )
    yield recommendation_form(
        head(FormKind.RECOMMENDATION),
        [
            Conditions(A1, ("一季度 90.00", "二季度 80.00"), "85.00", 0, 1, (Reason.VETO, Reason.MIN_MARK)),
            Conditions(A2, (), "", 2, 0, ()),
            *(Conditions(B1, (), "", 0, 0, (reason,)) for reason in Reason),
        ],
        TOWNS,
        3,
    )
    yield reminder_form(
        head(FormKind.REMINDERS),
        [
            Reminder(A1, (Lag.SLOW, Lag.POOR), ("grain.tilled",), (), Fraction(1, 3)),
            Reminder(A2, (Lag.FAR_BEHIND,), ("party.study",), ("grain.tilled",), Fraction(5, 8)),
        ],
        tasks,
        TOWNS,
    )
    yield signature_form(
        head(FormKind.SIGNATURES),
        [SheetToSign("T1", "东镇", "ABCD2345"), SheetToSign("A1", "A1村", "EFGH2345")],
    )
    yield target_form(
        head(FormKind.TARGETS),
        [(A1, [tilled, replace(tilled, id="grain.sown", method=replace(ratio(), unit=""))]), (A2, [tilled])],
        TOWNS,
        {("A1", "grain.tilled"): Fraction(5, 2)},
        {("A1", "grain.tilled"): "2", ("A1", "grain.sown"): "7"},
    )
    told = FormHead(scheme(), FormKind.REGISTER, "", "", "T1", "东镇")
    hamlet = replace(village("A3", kind=VillageKind.COMMUNITY, group="山区"), evaluated=False)
    yield village_list(told, [A1, hamlet], TOWNS)
    yield visit_form(head(FormKind.VISITS, ""), ["T1-lead 王镇长"], ["T1 东镇", "A1 A1村"])


METHODS = (
    ("party", (
        replace(task("party.study", 4, AWARD), text="学习强国每人每天不少于三十分、全村参学率不低于九成五，每月通报一次"),
        replace(task("party.fees", 2, deduct("0.5", 1)), due=date(2023, 2, 28)),
        task("party.yes", 1, YES_NO, Combine(2, How.LOWEST)),
    )),
    ("grain", (
        task("grain.own", 4, ratio()), task("grain.all", 4, ratio(100)), task("grain.looks", 3, grade(优="100%", 差="0%")),
    )),
    ("river", (
        task("river.share", 4, replace(bands((90, 3), (60, "1.5")), unit="%")),
        task("river.way", 4, scaled(20, 80)), task("river.most", 4, scaled(20, 80, "-1", 5)),
    )),
    ("fire", (task("fire.none", 2, YES_NO),)),
)  # fmt: skip
"""Items with a task of every method; one in two looks, one with its own date, one with each village's own target."""

NAMES = {"party": "基层党建", "grain": "粮食生产", "river": "岸线保洁", "fire": "森林防火和秸秆禁烧"}
"""The last is too long for a line above its one column."""


def a_department_form() -> DepartmentForm:
    """All of it is asked of A1 and B1; of A2 the first item alone."""
    items: list[tuple[Item, tuple[Task, ...]]] = [
        (replace(item(name, *tasks), name=NAMES[name]), tasks) for name, tasks in METHODS
    ]
    own = {"A1": Fraction(80), "B1": Fraction(5, 2)}
    rows = [
        AskedRow(one, TOWNS[one.town_code], of, each, own.get(one.code) if each.per_village else None)
        for of, tasks in items
        for each in tasks
        for one in (B1, A2, A1)
        if one is not A2 or of.id == "party"
    ]
    stamp = Stamp("C1", FormKind.SCORES, "2023Q1", "agriculture", 3, "")
    heads = ("2023年一季度", "农业农村局")
    return department_form(stamp, heads, rows, Return("县评比办", DUE, "王干事 0746-1"))


def written_out(form: Form | DepartmentForm) -> Iterator[str]:
    """A form line by line."""
    yield from (f"== {form.title}", str(form.stamp))
    yield from form.hints if isinstance(form, Form) else [form.hint]
    yield from map(_field, form.fields)
    if isinstance(form, Form):
        yield from (str(row) for row in dict.fromkeys(form.rows))
        yield f"{len(form.rows)} rows"
    else:
        yield from (str(row) for row in form.locked_rows)
        yield from (f"{one.head}|{one.rule(form.due)}|{sorted(one.asked)}" for one in form.columns)
    yield from _cover(form.cover)


def _field(field: FormField) -> str:
    takes = "|".join(
        (
            field.kind,
            "open" * field.entry,
            "optional" * field.optional,
            "hidden" * field.hidden,
            ",".join(field.choices),
        )
    )
    return f"-- {field.name}|{field.heading}|{field.width}|{takes}|{field.message}"


def _cover(cover: Cover) -> Iterator[str]:
    yield from (f"{word}: {said}" for word, said in (*cover.facts, *cover.details))
    yield from (*cover.steps, *cover.signers)


def test_every_form_asks_what_it_asked() -> None:
    made: list[Form | DepartmentForm] = [*forms(), a_department_form()]
    assert {form.stamp.form for form in made} == {*FormKind}
    found = "\n".join(line for form in made for line in written_out(form)) + "\n"
    assert found == agreed("forms", found)


def test_a_departments_form_of_every_method_looks_as_it_did_and_says_what_is_still_empty(
    tmp_path: Path,
) -> None:
    """With entries of each sort and a cell that is marked as wrong."""
    entries = {("A1", "party.study"): "3.5", ("A1", "grain.own"): "不适用：无水田", ("B1", "note"): "补"}
    marks = {("A1", "party.study"): "至多 4", ("B1", "note"): "没有理由"}
    write_department_sheet(tmp_path / "form.xlsx", a_department_form(), DAY, entries, marks)
    found = look_of(tmp_path / "form.xlsx") + cells_of(tmp_path / "form.xlsx")
    assert found == agreed("department-form", found)


def test_choices_that_a_list_of_a_cell_can_hold_stand_in_it(tmp_path: Path) -> None:
    """Up to 255 characters with their commas; what is longer, or has a comma itself, stands in cells."""
    for choices, in_cells in (
        (("甲" * 127, "乙" * 127), False),
        (("甲" * 128, "乙" * 127), True),
        (("甲,乙",), True),
    ):
        form = a_form()
        fields = tuple(replace(one, choices=choices if one.name == "place" else ()) for one in form.fields)
        write_form(tmp_path / "form.xlsx", replace(form, fields=fields), DAY)
        look = look_of(tmp_path / "form.xlsx")
        assert "formula1" in look
        assert ("选项!" in look) is in_cells


def test_columns_that_people_fill_in_are_open() -> None:
    """Forms make them as they are imported, before a fault is put in (`make mutants`)."""
    assert tick("signed", "已签", "打√") == FormField("signed", "已签", 9, True, ("√",), "打√")
    assert day() == FormField("date", "日期", 13, True, (), "如 2023-04-09", FieldKind.DATE)
    assert words("note", "备注", 18, "写明") == FormField("note", "备注", 18, True, message="写明")
    assert all(made.optional for made in (tick("a", "甲", "", optional=True), day(optional=True)))


def test_every_column_that_is_filled_in_says_what_it_takes() -> None:
    silent = [
        (form.title, one.name) for form in forms() for one in form.fields if one.entry > bool(one.message)
    ]
    assert silent == []
