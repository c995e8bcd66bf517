"""Every reader of a table with a file that it takes, and ways to write such a file as other programs do."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import xlwt

from qsq.domain.county.places import Register
from qsq.domain.faults import Faults, Refused
from qsq.domain.scheme.checklist import Checklist, Task
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.periods import Month, Period
from qsq.intake import dispatch, officials, register, traits, year_inputs
from qsq.intake.columns import Columns
from qsq.intake.forms import (
    acceptances,
    objections,
    recommended,
    second_looks,
    signatures,
    talks,
    villages,
    visits,
)
from qsq.intake.forms.village_rows import FormReader, VillageRow
from qsq.intake.observed import observation_shapes, period_inputs, progress_reports
from qsq.intake.observed.observations import load_observations
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import load_rules

Rows = list[list[str]]

OFFICIALS = {"clerk", "agri"}


@dataclass(frozen=True)
class County:
    """The tests' own county as readers are given it; `handed_in` is the file that someone has in hand."""

    folder: DiskFolder
    scheme: Scheme
    register: Register
    checklist: Checklist
    handed_in: str


@dataclass(frozen=True)
class Reader:
    """A reader.

    Attributes:
        columns: what it is declared to read, as the module has it.
        file: where its table lies.
        rows: a table that it takes.
        read: what it makes of it.
        handed_in: whether the file is named by the person who has it, under any name.
    """

    columns: Columns
    file: str
    rows: Rows
    read: Callable[[County, Faults], object]
    handed_in: bool = False


def table(text: str) -> Rows:
    """Rows from lines of a CSV."""
    return [line.split(",") for line in text.split()]


def _register(county: County, faults: Faults) -> object:
    return register.load_register(county.folder, faults)


def _period(county: County, faults: Faults) -> object:
    entered = period_inputs.load_period_inputs(county.folder, county.checklist, county.register, faults)
    return entered and entered.inputs


def _observed(county: County, faults: Faults) -> object:
    return load_observations(county.folder, county.checklist, county.register, faults).by_village


def _year(county: County, faults: Faults) -> object:
    return year_inputs.load_year_inputs(county.folder, 2023, county.scheme, county.register, faults)


def _form(county: County) -> FormReader:
    return FormReader(county.register, date(2023, 12, 31), Faults())


def _progress(county: County, faults: Faults) -> object:
    return progress_reports.load_progress(
        county.folder, Month(2023, 2), county.checklist, county.register, faults
    )


def _village_list(county: County, faults: Faults) -> object:
    reader = FormReader(county.register, date(2023, 12, 31), faults)
    return [one.village for one in villages.read_village_list(county.folder, county.handed_in, reader)]


def _asked_again(county: County) -> dict[tuple[str, str], Task]:
    """Every task of every village, as if dice had drawn them all."""
    return {(one.code, task.id): task for one in county.register.villages for task in county.checklist.tasks}


def _said(rows: Sequence[VillageRow[Any]]) -> object:
    return [(row.village, row.said, row.day) for row in rows]


READERS = {
    "traits": Reader(
        traits.TRAITS,
        "data/traits.csv",
        table("village_code,trait,value A1,人口,3410 A2,人口,820 A1,离县城公里,12.5"),
        lambda county, faults: traits.load_traits(county.folder, county.register, faults),
    ),
    "towns": Reader(
        register.TOWNS,
        "data/towns.csv",
        table(
            "town_code,town_name,full_name,contact,phone,address T1,东镇,东镇人民政府,张三,0746-1,东街1号 T2,西镇,,,,"
        ),
        _register,
    ),
    "villages": Reader(
        register.VILLAGES,
        "data/villages.csv",
        table(
            "village_code,village_name,town_code,kind,group,evaluated A1,东一村,T1,村,山区,yes"
            " A2,东二村,T1,village,,是 A3,东三村,T1,社区,,no"
        ),
        _register,
    ),
    "departments": Reader(
        register.DEPARTMENTS,
        "data/departments.csv",
        table("department,name organisation,组织部 agriculture,农业农村局"),
        _register,
    ),
    "officials": Reader(
        officials.OFFICIALS,
        "data/officials.csv",
        table("id,name,office,role clerk,经办员,city,clerk agri,联络员,agriculture,干部"),
        lambda county, faults: officials.load_officials(county.folder, county.register, faults),
    ),
    "links": Reader(
        visits.LINKS,
        "data/links.csv",
        table("official,place clerk,T1 agri,A1"),
        lambda county, faults: visits.read_links(county.folder, county.register, OFFICIALS, faults),
    ),
    "targets": Reader(
        period_inputs.TARGETS,
        "data/2023/q1/targets.csv",
        table(
            "village_code,task,target A1,grain.seedlings,100 A2,grain.seedlings,200亩 A3,grain.seedlings,80"
            " B1,grain.seedlings,100 B2,grain.seedlings,150 B3,grain.seedlings,120"
        ),
        _period,
    ),
    "adjustments": Reader(
        period_inputs.ADJUSTMENTS,
        "data/2023/q1/adjustments.csv",
        table(
            "village_code,kind,points,reason,department,basis A1,加分,1,获市级表彰,organisation,"
            " B3,deduction,0.5,通报批评,agriculture,文件"
        ),
        _period,
    ),
    "observations, long": Reader(
        observation_shapes.OBSERVATIONS,
        "data/2023/q1/observations/agriculture.csv",
        table("village_code,task,value,note,round A1,grain.seedlings,100,,1 A2,grain.hazards,0,无,"),
        _observed,
    ),
    "observations, wide": Reader(
        observation_shapes.WIDE,
        "data/2023/q1/observations/agriculture.csv",
        table(
            "village_code,village_name,town_name,grain.seedlings,grain.hazards,note A1,东一村,东镇,100,0,无"
            " A2,东二村,东镇,不适用,0,没有水田"
        ),
        _observed,
    ),
    "progress": Reader(
        progress_reports.PROGRESS,
        "data/2023/q1/progress/2023-02.csv",
        table(
            "village_code,town_name,village_name,task,due,done,note"
            " A1,东镇,东一村,party.meeting,,是,无 A2,,,grain.seedlings,2023-03-31,50%,"
        ),
        _progress,
    ),
    "progress by task": Reader(
        progress_reports.PROGRESS_GRID,
        "data/2023/q1/progress/2023-02.csv",
        [
            [
                *("village_code", "town_name", "village_name"),
                *("召开支部党员大会 party.meeting", "早稻育秧面积 grain.seedlings", "note"),
            ],
            ["A1", "东镇", "东一村", "是", "60%", "无"],
            ["A2", "", "", "", "50%", ""],
        ],
        _progress,
    ),
    "dispatch": Reader(
        dispatch.DISPATCH,
        "rules/2023/towns/T1/q1.csv",
        table(
            "task,city_due,due,result,person,village_code,reason party.meeting,,2023/3/1,召开,张三,A1,提前"
            " party.study,,2023-03-02,学完,李四,,"
        ),
        lambda county, faults: dispatch.load_dispatch(
            county.folder, county.checklist, county.register, "T1", faults
        ),
    ),
    "recommendations": Reader(
        year_inputs.RECOMMENDATIONS, "data/2023/recommendations.csv", table("village_code A1 B2"), _year
    ),
    "review": Reader(
        year_inputs.REVIEW,
        "data/2023/review.csv",
        table("village_code,mark A1,90 A2,80.5 A3,70 B1,60 B2,100 B3,0"),
        _year,
    ),
    "cadres": Reader(
        year_inputs.CADRES,
        "data/2023/cadres.csv",
        table("cadre,village_code,name,post,base_bonus A1-1,A1,张三,书记,3000元 A1-2,A1,李四,委员,2400.50"),
        _year,
    ),
    "signatures": Reader(
        signatures.SIGNATURES,
        "signed.csv",
        table(
            "office,name,signed,signer,date,code,scan"
            " T1,东镇,√,agri,2023-04-09,ABCD1234, A1,东一村,是,clerk,,ABCD1235, A2,,,,,ABCD1236,"
        ),
        lambda county, _faults: [
            (one.unit, one.signer, one.code, one.day)
            for one in signatures.read_signatures(county.folder, county.handed_in, _form(county))
        ],
        handed_in=True,
    ),
    "acceptances": Reader(
        acceptances.ACCEPTANCES,
        "accepted.csv",
        table("village_code,town_name,village_name,accepted,date A1,东镇,东一村,√,2023/1/5 A2,,,,"),
        lambda county, _faults: _said(
            acceptances.read_acceptances(county.folder, county.handed_in, _form(county))
        ),
        handed_in=True,
    ),
    "talks": Reader(
        talks.TALKS,
        "talks.csv",
        table(
            "village_code,town_name,village_name,who,with,problem,method,until,date"
            " A1,东镇,东一村,分管领导,书记,育秧晚,统一供秧,2023-04-05,2023-04-01 A2,,,,,育秧晚,,,"
        ),
        lambda county, _faults: _said(talks.read_talks(county.folder, county.handed_in, _form(county))),
        handed_in=True,
    ),
    "objections": Reader(
        objections.OBJECTIONS,
        "objections.csv",
        table("village_code,town_name,village_name,text,by,date A1,东镇,东一村,漏登,村民,2023-04-11 A2,,,,,"),
        lambda county, _faults: _said(
            objections.read_objections(county.folder, county.handed_in, _form(county))
        ),
        handed_in=True,
    ),
    "recommended": Reader(
        recommended.RECOMMENDED,
        "recommended.csv",
        table(
            "village_code,town_name,village_name,recommended,marks,mean,cards,vetoes,conditions"
            " A1,东镇,东一村,√,一季度90.00,90.00,0,0,符合 A2,东镇,东二村,否,,,,,"
        ),
        lambda county, _faults: _said(
            recommended.read_recommended(county.folder, county.handed_in, _form(county))
        ),
        handed_in=True,
    ),
    "list of villages": Reader(
        villages.VILLAGE_LIST,
        "list.csv",
        table(
            "village_code,village_name,kind,standing,new_code,group,evaluated,town_code"
            " A1,东新村,村,,,平原,是,T1 ,东四村,village,,A4,,,T1"
        ),
        _village_list,
        handed_in=True,
    ),
    "visits": Reader(
        visits.VISITS,
        "visits.csv",
        table("date,official,place,purpose,note 2023/2/6,clerk,T1,走访,无 2023-02-07,agri,A1,visit,"),
        lambda county, _faults: visits.read_visits(
            county.folder,
            county.handed_in,
            _form(county),
            OFFICIALS,
            (date(2022, 1, 1), date(2023, 12, 31)),
        ),
        handed_in=True,
    ),
    "second looks": Reader(
        second_looks.SECOND_LOOKS,
        "second.csv",
        table("village_code,task,value,note A1,grain.seedlings,80, A2,grain.hazards,NA,没有"),
        lambda county, _faults: second_looks.read_second_looks(
            county.folder, county.handed_in, _form(county), _asked_again(county), {}
        ),
        handed_in=True,
    ),
}
"""All of them; a test fails where a module of qsq.intake declares columns that no reader here has."""


def prepared(root: Path, reader: Reader) -> Path:
    """The county ready for a reader; the path of its table."""
    scheme = root / "rules" / "scheme.yaml"
    scheme.write_text(
        scheme.read_text("utf-8").replace("annual:\n", "annual:\n  review_share: 20%\n"), "utf-8"
    )
    review = READERS["review"]
    written_csv(root / review.file, review.rows)
    path = root / reader.file
    path.parent.mkdir(parents=True, exist_ok=True)
    written_csv(path, reader.rows)
    return path


def outcome(root: Path, reader: Reader) -> tuple[object, list[tuple[str, str, str]]]:
    """What a reader makes of its file, and what it refuses: file, place and message."""
    folder, faults = DiskFolder(root), Faults()
    found: object = None
    try:
        rules = load_rules(folder, Period.read("2023Q1"), faults)
        if rules is not None and not faults.found:
            stem = Path(reader.file).stem
            handed_in = next((one.name for one in root.iterdir() if one.stem == stem), reader.file)
            county = County(folder, rules.scheme, rules.register, rules.checklist, handed_in)
            found = reader.read(county, faults)
    except Refused as refused:
        faults = Faults(list(refused.faults))
    return found, [(fault.place.file, fault.place.where, str(fault.message)) for fault in faults.found]


def written_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> None:
    """Write a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def written_xlsx(
    path: Path, rows: Sequence[Sequence[str]], edit: Callable[[Any], None] | None = None
) -> None:
    """Write an .xlsx; `edit` changes its sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([cell or None for cell in row])
    if edit:
        edit(sheet)
    book.save(path)


def written_xls(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write an .xls."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell:
                sheet.write(number, column, cell)
    book.save(str(path))


def written_ods(path: Path, rows: Sequence[Sequence[str]], cells: str = "", style: str = "") -> None:
    """Write an .ods; `cells` is the XML of a further row, `style` of what stands before the body."""
    body = "".join(
        "<table:table-row>" + "".join(_ods_cell(cell) for cell in row) + "</table:table-row>" for row in rows
    )
    written_ods_body(path, body + (f"<table:table-row>{cells}</table:table-row>" if cells else ""), style)


def written_ods_body(path: Path, body: str, style: str = "", name: str = "表") -> None:
    """Write an .ods of these rows in XML."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{one}="{urn}:{one}:1.0"' for one in ("office", "table", "text", "style"))
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    sheet = f'<table:table table:name="{name}" table:style-name="ta1">{body}</table:table>'
    content = (
        f"<office:document-content {spaces} {calc}>{style}<office:body><office:spreadsheet>{sheet}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)


def _ods_cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'
