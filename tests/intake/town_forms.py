"""Every form of a town: as it is handed out, as people fill it in, how it is read, and what a person sees in it."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any

import openpyxl

from qsq.awards.standing import Cadre
from qsq.documents.forms.acceptance import acceptance_form
from qsq.documents.forms.cadres import cadre_form
from qsq.documents.forms.dispatch import dispatch_form
from qsq.documents.forms.form import Form, locked_cells
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.objections import objection_form
from qsq.documents.forms.progress import progress_form
from qsq.documents.forms.recommendation import Conditions, recommendation_form
from qsq.documents.forms.reminders import reminder_form
from qsq.documents.forms.signatures import SheetToSign, signature_form
from qsq.documents.forms.targets import target_form, target_words
from qsq.documents.forms.villages import village_list
from qsq.documents.forms.visits import visit_form
from qsq.documents.writers.form import write_form
from qsq.domain.county.places import CHINESE_KINDS
from qsq.domain.faults import Fault, Faults, Refused
from qsq.domain.forms.stamp import FormKind, Stamp
from qsq.domain.observed.reminders import Lag, Reminder
from qsq.domain.observed.visits import Purpose
from qsq.domain.values.periods import Period
from qsq.intake.dispatch import DISPATCH, due_dates, load_dispatch
from qsq.intake.forms.acceptances import read_acceptances
from qsq.intake.forms.objections import read_objections
from qsq.intake.forms.printed import HandedOut, PrintedForm
from qsq.intake.forms.recommended import read_recommended
from qsq.intake.forms.signatures import read_signatures
from qsq.intake.forms.talks import read_talks
from qsq.intake.forms.village_rows import FormReader
from qsq.intake.forms.villages import read_village_list
from qsq.intake.forms.visits import read_visits
from qsq.intake.observed.period_inputs import TARGETS, targets_in
from qsq.intake.observed.progress_reports import progress_rows, progress_shape
from qsq.intake.year_inputs import CADRES, cadres_in
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import Rules, load_rules
from tests.conftest import REPOSITORY

TODAY, DAY = date(2023, 12, 31), date(2023, 4, 9)
SMALL = REPOSITORY / "tests" / "small"
TOWN = "T1"
OFFICIALS = {"T1-lead": "东镇分管领导", "T1-officer": "东镇驻村干部"}
PERIODS = {
    FormKind.PROGRESS: ("2023-03", "2023年3月"),
    FormKind.REMINDERS: ("2023-03", "2023年3月"),
    FormKind.VISITS: ("2023-03", "2023年3月"),
    FormKind.RECOMMENDATION: ("2023", "2023年"),
    FormKind.CADRES: ("2023", "2023年"),
    FormKind.REGISTER: ("", ""),
}

Row = Mapping[str, str]
"""A row as a person sees it, by the headings."""

Said = tuple[object, ...]
"""What a row says, in words: whose it is by name, and what stands in its columns."""


@cache
def rules() -> Rules:
    """The tests' own county and its quarter."""
    found = load_rules(DiskFolder(SMALL), Period.read("2023Q1"), Faults())
    assert found is not None
    return found


@dataclass(frozen=True, slots=True)
class Handed:
    """The county with one file besides: the one that was handed in."""

    name: str
    content: bytes

    def read(self, path: str) -> bytes | None:
        """Its content."""
        return self.content if path == self.name else None

    def names(self, _path: str) -> tuple[str, ...]:
        """The file alone."""
        return (self.name,)

    def folders(self, _path: str) -> tuple[str, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class TownForm:
    """A form of a town.

    Attributes:
        make: it as it is handed out.
        entries: what people write, by the row from 0 and heading.
        read: what a file says when it is read.
        says: what a row says to a person who reads it, or all that it says; None where it says nothing.
        other: a row of another town, in the columns' order, as it is pasted in.
    """

    make: Callable[[], Form]
    entries: Mapping[tuple[int, str], object]
    read: Callable[[Handed, FormReader], Iterable[Said]]
    says: Callable[[Row], Said | list[Said] | None]
    other: Sequence[object]

    def made(self) -> Form:
        """It as it is handed out."""
        return _once(self.make)

    @property
    def kind(self) -> FormKind:
        """Which it is."""
        return self.made().stamp.form

    def filled(self) -> Any:
        """The workbook as a person filled it in."""
        book = openpyxl.load_workbook(io.BytesIO(_written(self.make)))
        sheet = book[self.kind.chinese]
        heads = headings(sheet)
        for (row, heading), value in self.entries.items():
            sheet.cell(header_of(sheet) + 1 + row, heads.index(heading) + 1).value = value
        return book

    def reading(self, content: bytes, name: str = "form.xlsx") -> tuple[list[Said] | None, tuple[Fault, ...]]:
        """What a file says, in any order; None, and what is wrong, where it is refused."""
        form = self.made()
        any_of_them = Stamp(form.stamp.scheme, form.stamp.form, form.stamp.period, "", 1, "")
        if self.kind is FormKind.VISITS:
            any_of_them = Stamp(form.stamp.scheme, form.stamp.form, "", "", 1, "")
        printed = PrintedForm(form.stamp, *locked_cells(form.fields, form.rows), asked_of(form))
        reader = FormReader(
            rules().register,
            TODAY,
            Faults(),
            HandedOut(any_of_them, lambda unit: printed if unit == TOWN else None),
            {"task": words_of_tasks(self.kind), "official": OFFICIALS},
        )
        try:
            found = list(self.read(Handed(name, content), reader))
            reader.faults.refuse()
        except Refused as refused:
            return None, refused.faults
        return sorted(found, key=str), ()

    def shown(self, sheet: Any) -> list[Said]:
        """What a person reads in a sheet, wherever its rows and columns stand."""
        at, heads = header_of(sheet), headings(sheet)
        rows = (dict(zip(heads, map(text, cells), strict=True)) for cells in sheet.iter_rows(at + 1))
        said = (one if isinstance(one, list) else [one] for one in map(self.says, rows) if one)
        return sorted((one for row in said for one in row), key=str)


@cache
def _once(make: Callable[[], Form]) -> Form:
    return make()


@cache
def _written(make: Callable[[], Form]) -> bytes:
    target = io.BytesIO()
    write_form(target, _once(make), DAY)
    return target.getvalue()


def asked_of(form: Form) -> tuple[str, ...]:
    """The columns of a form that are filled in."""
    return tuple(field.name for field in form.fields if field.entry)


def words_of_tasks(kind: FormKind) -> dict[str, str]:
    """What stands behind a task's id in a form."""
    tasks = [task for item in rules().checklist.all_items for task in item.tasks]
    return {task.id: target_words(task) if kind is FormKind.TARGETS else task.text for task in tasks}


def header_of(sheet: Any) -> int:
    """The row that names the columns: the fullest of the first."""
    counts = {row[0].row: sum(cell.value is not None for cell in row) for row in sheet.iter_rows(1, 12)}
    named = [number for number in counts if _named(sheet, number)] or [1]
    return int(max(named, key=lambda number: (counts[number], -number)))


def _named(sheet: Any, number: int) -> bool:
    heads = {cell.value for cell in sheet[number]}
    return bool(heads & {"村代码", "校验码", "事由", "任务"}) and "还缺" not in heads


def headings(sheet: Any) -> list[str]:
    """What stands above the columns."""
    return [text(cell) for cell in sheet[header_of(sheet)]]


def text(cell: Any) -> str:
    """A cell as it looks."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value).strip()


def head(kind: FormKind) -> FormHead:
    """Which form of the town it is."""
    period, span = PERIODS.get(kind, ("2023Q1", "2023年一季度"))
    return FormHead(rules().scheme, kind, period, span, TOWN, "东镇")


def _villages() -> tuple[Any, ...]:
    return rules().register.of_town(TOWN)


def _towns() -> dict[str, str]:
    return rules().register.town_names()


def _places() -> dict[str, str]:
    """Names of towns and villages."""
    return {village.code: village.name for village in rules().register.villages} | _towns()


def _tasks() -> list[Any]:
    return [task for item in rules().checklist.applicable_items(TOWN) for task in item.tasks]


def _village(code: str) -> tuple[str, str]:
    """Town and village by name."""
    village = next(one for one in rules().register.villages if one.code == code)
    return _towns()[village.town_code], village.name


def behind(cell: str) -> str:
    """The words behind a code."""
    return cell.partition(" ")[2] or cell


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _names(row: Row) -> tuple[str, str]:
    return row.get("镇名", ""), row.get("村名", "")


# -- each form, read and as it shows --------------------------------------------------------------------------


def _accepted(handed: Handed, reader: FormReader) -> Iterator[Said]:
    for row in read_acceptances(handed, handed.name, reader):
        yield *_village(row.village), _iso(row.day)


def _objected(handed: Handed, reader: FormReader) -> Iterator[Said]:
    for row in read_objections(handed, handed.name, reader):
        yield *_village(row.village), row.said.text, row.said.by, _iso(row.day)


def _talked(handed: Handed, reader: FormReader) -> Iterator[Said]:
    for row in read_talks(handed, handed.name, reader):
        said = row.said.values()
        yield *_village(row.village), *map(str, said.values()), _iso(row.day)


def _recommended(handed: Handed, reader: FormReader) -> Iterator[Said]:
    for row in read_recommended(handed, handed.name, reader):
        if row.said:
            yield _village(row.village)


def _signed(handed: Handed, reader: FormReader) -> Iterator[Said]:
    names = _places()
    for sheet in read_signatures(handed, handed.name, reader):
        yield names[sheet.unit.code], sheet.code, sheet.signer, _iso(sheet.day), str(sheet.scan or "")


def _visited(handed: Handed, reader: FormReader) -> Iterator[Said]:
    places = _places()
    for one in read_visits(handed, handed.name, reader, set(OFFICIALS), (date(2022, 1, 1), TODAY)):
        yield _iso(one.day), OFFICIALS[one.official], places[one.place], one.purpose, one.note


def _progressed(handed: Handed, reader: FormReader) -> Iterator[Said]:
    table, words = reader.table(handed, handed.name, progress_shape), words_of_tasks(FormKind.PROGRESS)
    for row in progress_rows(table, rules().checklist, rules().register, reader.faults):
        if not reader.faults.found:
            yield *_village(row.village), words[row.task], row.share, row.note


def _targeted(handed: Handed, reader: FormReader) -> Iterator[Said]:
    table, words = reader.table(handed, handed.name, TARGETS), words_of_tasks(FormKind.TARGETS)
    found = targets_in(table, rules().checklist, rules().register, reader.faults) if table else {}
    for (village, task), target in found.items():
        yield *_village(village), words[task], target


def _cadres(handed: Handed, reader: FormReader) -> Iterator[Said]:
    """A new cadre's id is made, not read."""
    table = reader.table(handed, handed.name, CADRES)
    for one in cadres_in(table, rules().register, reader.faults, fresh=True):
        made = one.id.startswith(f"{one.village_code}-")
        yield _village(one.village_code)[1], "" if made else one.id, one.name, one.post, one.base_bonus


def _listed(handed: Handed, reader: FormReader) -> Iterator[Said]:
    kinds = {kind: word for word, kind in CHINESE_KINDS.items()}
    for one in read_village_list(handed, handed.name, reader):
        mine = one.village
        part = "是" if mine.evaluated else "否"
        code = mine.code if one.new else ""
        yield one.standing, code, mine.name, kinds[mine.kind], mine.group, part, _towns()[mine.town_code]


def _dispatched(handed: Handed, reader: FormReader) -> Iterator[Said]:
    reader.table(handed, handed.name, DISPATCH)
    reader.faults.refuse()
    path = f"rules/2023/towns/{TOWN}/q1.{handed.name.rpartition('.')[2]}"
    folder = DiskFolder(SMALL).with_file(path, handed.content)
    checklist, register, words = rules().checklist, rules().register, rules().checklist.task_texts()
    for row in load_dispatch(folder, checklist, register, TOWN, reader.faults, named=True):
        village = _village(row.village_code)[1] if row.village_code else ""
        yield words[row.task], village, _iso(row.due), row.result, row.person, row.reason


def _of(*headings: str, when: str) -> Callable[[Row], Said | None]:
    """What a row about a village says: its columns, where one of them is filled."""
    return lambda row: (*_names(row), *(row.get(one, "") for one in headings)) if row.get(when) else None


def _says_talk(row: Row) -> Said | None:
    asked = ("谈话人", "谈话对象", "问题", "方法", "新期限")
    if not any(row.get(one) for one in asked if one != "问题"):
        return None
    return *_names(row), *(row.get(one, "") for one in asked), row.get("日期", "")


def _says_progress(row: Row) -> list[Said]:
    """One thing of each task that is filled in; a heading ends with the task's id."""
    told = {words: share for words, share in row.items() if "." in words and share}
    return [
        (*_names(row), words.rpartition(" ")[0], _share(done), row.get("备注", ""))
        for words, done in told.items()
    ]


def _share(done: str) -> Fraction:
    said = {"是": Fraction(1), "否": Fraction(0)}.get(done)
    return Fraction(done.rstrip("%")) / 100 if said is None else said


def _says_visit(row: Row) -> Said | None:
    purposes = {
        "走访": Purpose.VISIT,
        "点评会": Purpose.REVIEW,
        "问题": Purpose.PROBLEM,
        "纠纷": Purpose.DISPUTE,
    }
    if not any(row.values()):
        return None
    whom = behind(row["干部"]), behind(row["地点"])
    return row["日期"], *whom, purposes[row["事由"]], row.get("备注", "")


def _says_cadre(row: Row) -> Said | None:
    if not any(row.values()):
        return None
    bonus = int(Fraction(row["绩效奖金基数"]) * 100)
    return behind(row["村代码"]), row["编号"], row["姓名"], row["职务"], bonus


def _says_listed(row: Row) -> Said | None:
    if not any(value for heading, value in row.items() if heading != "镇代码"):
        return None
    names = ("现况", "新村代码", "村名", "类型", "分组", "参评")
    return *(row[one] if one != "参评" else row[one] or "是" for one in names), behind(row["镇代码"])


def _says_dispatch(row: Row) -> Said | None:
    if not any(row[one] for one in ("村代码", "预期结果", "责任人", "原因")):
        return None
    return (
        behind(row["任务"]),
        behind(row["村代码"]),
        *(row[one] for one in ("期限", "预期结果", "责任人", "原因")),
    )


def _says_target(row: Row) -> Said | None:
    return (*_names(row), behind(row["任务"]), Fraction(row["目标"])) if row.get("目标") else None


def _progress_form() -> Form:
    due = due_dates(rules().checklist, TOWN)
    asked = [(village, [(task, due[task.id]) for task in _tasks()]) for village in _villages()]
    return progress_form(head(FormKind.PROGRESS), asked, _towns(), rules().checklist.due)


def _reminder_form() -> Form:
    tasks = {task.id: task for task in _tasks()}
    called_in = [Reminder(one, (Lag.SLOW,), ("party.meeting",), (), Fraction(1, 4)) for one in _villages()]
    return reminder_form(head(FormKind.REMINDERS), called_in, tasks, _towns())


def _signature_form() -> Form:
    sheets = [SheetToSign(TOWN, "东镇", "ABCD2345")]
    sheets += [SheetToSign(one.code, one.name, f"EFGH234{one.code[1]}") for one in _villages()]
    return signature_form(head(FormKind.SIGNATURES), sheets)


def _recommendation_form() -> Form:
    conditions = [Conditions(one, ("一季度 90.00",), "90.00", 0, 0, ()) for one in _villages()]
    return recommendation_form(head(FormKind.RECOMMENDATION), conditions, _towns(), 2)


def _visit_form() -> Form:
    places = [f"{TOWN} 东镇", *(f"{one.code} {one.name}" for one in _villages())]
    return visit_form(head(FormKind.VISITS), [f"{code} {name}" for code, name in OFFICIALS.items()], places)


def _cadre_form() -> Form:
    cadres = [Cadre(f"c{at}", one.code, f"张{at}", "委员", 300000 + at) for at, one in enumerate(_villages())]
    return cadre_form(head(FormKind.CADRES), _villages(), cadres)


def _dispatch_form() -> Form:
    due = due_dates(rules().checklist, TOWN)
    return dispatch_form(head(FormKind.DISPATCH), _tasks(), due, _villages(), ())


def _target_form() -> Form:
    asked = [(one, [task for task in _tasks() if task.per_village]) for one in _villages()]
    return target_form(head(FormKind.TARGETS), asked, _towns(), {}, {("A1", "grain.seedlings"): "90"})


MEETING = "召开支部党员大会 party.meeting"
"""A column of 进度表."""

FORMS: Mapping[str, TownForm] = {
    one.kind.chinese: one
    for one in (
        TownForm(
            _dispatch_form,
            {
                (0, "预期结果"): "开成会", (0, "责任人"): "支书", (0, "期限"): date(2023, 3, 20), (0, "原因"): "春耕",
                (5, "任务"): "grain.hazards 农机隐患未整改处数", (5, "村代码"): "A2 东二村",
                (5, "期限"): date(2023, 3, 10), (5, "预期结果"): "都整改", (5, "责任人"): "村主任", (5, "原因"): "多",
            },
            _dispatched, _says_dispatch,
            ("party.meeting 召开支部党员大会", None, "B1 西一村", date(2023, 3, 9), "开会", "某人", None),
        ),
        TownForm(
            lambda: acceptance_form(head(FormKind.ACCEPTANCE), _villages(), _towns()),
            {(0, "已接单"): "√", (0, "日期"): date(2023, 1, 5), (2, "已接单"): "√", (2, "日期"): date(2023, 1, 6)},
            _accepted, _of("日期", when="已接单"), ("西镇", "西一村", "B1", "√", date(2023, 1, 5)),
        ),
        TownForm(
            _progress_form,
            {
                (0, MEETING): "是", (1, MEETING): "60%", (2, MEETING): "否",
                (2, "早稻育秧面积 grain.seedlings"): "25%", (2, "备注"): "差两户",
            },
            _progressed, _says_progress, ("西镇", "西一村", "B1", "是", None, None, None, None),
        ),
        TownForm(
            _reminder_form,
            {
                (row, heading): value
                for row, whom in ((0, "书记"), (2, "主任"))
                for heading, value in {
                    "谈话人": "镇长", "谈话对象": whom, "方法": "结对", "新期限": date(2023, 4, 10), "日期": date(2023, 4, 2),
                }.items()
            },
            _talked, _says_talk,
            ("西镇", "西一村", "B1", "进度慢", "25%", "育秧晚", "甲", "乙", "结对", date(2023, 4, 9), date(2023, 4, 3)),
        ),
        TownForm(
            _visit_form,
            {
                (0, "日期"): date(2023, 3, 6), (0, "干部"): "T1-lead 东镇分管领导", (0, "地点"): "A1 东一村",
                (0, "事由"): "走访", (1, "日期"): date(2023, 3, 7), (1, "干部"): "T1-officer 东镇驻村干部",
                (1, "地点"): "A3 东三村", (1, "事由"): "问题", (1, "备注"): "路灯不亮",
            },
            _visited, _says_visit, (date(2023, 3, 8), "T1-lead 东镇分管领导", "B1 西一村", "走访", None),
        ),
        TownForm(
            _signature_form,
            {
                (row, heading): value
                for row, who in ((0, "东镇分管领导"), (2, "东二村党组织书记"))
                for heading, value in {"已签": "√", "签字人": who, "日期": DAY, "扫描件": f"扫描{row}.jpg"}.items()
            },
            _signed,
            lambda row: tuple(row[one] for one in ("名称", "校验码", "签字人", "日期", "扫描件")) if row["已签"] else None,
            ("西镇", "T2", "JKLM2345", "√", "西镇分管领导", DAY, None),
        ),
        TownForm(
            lambda: objection_form(head(FormKind.OBJECTION), _villages(), _towns()),
            {(1, "异议内容"): "会议漏登", (1, "提出人"): "村民", (1, "日期"): date(2023, 4, 11), (2, "异议内容"): "隐患已改"},
            _objected, _of("异议内容", "提出人", "日期", when="异议内容"), ("西镇", "西一村", "B1", "漏登", "某人", DAY),
        ),
        TownForm(
            _recommendation_form, {(1, "推荐"): "√"}, _recommended, _of(when="推荐"),
            ("西镇", "西一村", "B1", "一季度 99.00", "99.00", "0", "0", "符合", "√"),
        ),
        TownForm(
            _cadre_form,
            {(3, "村代码"): "A1 东一村", (3, "姓名"): "李新", (3, "职务"): "副书记", (3, "绩效奖金基数"): 2800.5},
            _cadres, _says_cadre, ("B1 西一村", "z9", "王外", "书记", 3000),
        ),
        TownForm(
            lambda: village_list(head(FormKind.REGISTER), _villages(), _towns()),
            {
                (0, "村名"): "东新村", (1, "参评"): "否", (2, "分组"): "山区",
                (3, "新村代码"): "A4", (3, "村名"): "东四社区", (3, "类型"): "社区",
            },
            _listed, _says_listed,
            ("B1", "西镇 · 西一村 · 村 · 参评", None, "西一村", "村", None, "是", "T2 西镇"),
        ),
        TownForm(
            _target_form, {(0, "目标"): 95, (1, "目标"): 150.5}, _targeted, _says_target,
            ("西镇", "西一村", "B1", "grain.seedlings 早稻育秧面积（亩）", None, 80),
        ),
    )
}  # fmt: skip
"""All of them, filled in; a test fails where a kind of form is missing."""

OF_OTHERS = frozenset({FormKind.SCORES, FormKind.RECHECK})
"""Forms that no town alone fills in: tests/cli/test_damaged_forms.py and tests/cli/test_recheck.py try them."""
