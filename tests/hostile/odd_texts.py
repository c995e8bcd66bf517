"""A county whose every free text would be a formula, markup or code, taken through its year with all its outputs."""

import csv
import io
import json
from datetime import date
from itertools import cycle
from pathlib import Path

from qsq.api.workspace import Workspace
from qsq.domain.observed.reminders import Talk
from qsq.year.awards.decide import Ruling
from qsq.year.report import KINDS
from tests.conftest import called, small_workspace
from tests.documents.county import BROKEN_DOWN, MONTH, PERIOD, PERIODS, YEAR, noon, sheets_of

MARK = "zzq"
"""Stands in each of them, whatever becomes of the rest."""

REST = f"{MARK}&amp;</script><{MARK} on=1>#{MARK}()*b*_i_$x$\\{MARK}{{{{7*7}}}}{{%{MARK}%}}[{MARK}]_x0041_'\""
"""Markup of pages, typst, Word, wording, the terminal and Excel."""

SIGNS = cycle("=+-@＝＋－＠")

TEXTS = {
    text: f"{next(SIGNS)}{text}{REST}"
    for text in (
        *("东一村", "东二村", "西二村", "西三村", "东镇", "西镇", "组织部", "农业农村局"),
        *("小县村级工作评比", "基层党建", "红旗村", "2023年一季度村级工作任务清单", "春耕备耕"),
        *("粮食生产", "岸线保洁", "召开支部党员大会", "早稻育秧面积", "没有水田", "获市级表彰", "通报批评"),
        *("干部1", "书记", "县办公室经办员", "秧田到户", "张三"),
    )
}
"""What the county's files say, and what they say here."""


def odd(text: str) -> str:
    """A text that somebody types in the course of the year."""
    return f"{next(SIGNS)}{text}{REST}"


def odd_county(folder: Path) -> Path:
    """The tests' county, its texts replaced."""
    root = small_workspace(folder)
    (root / "rules" / "2023" / "towns" / "T2" / "q1.csv").write_text(BROKEN_DOWN, "utf-8")
    scheme = root / "rules" / "scheme.yaml"
    more = "reminders: {slow: 50%, poor: 60%, far_behind: 50%}\n"
    worth_a_second_look = scheme.read_text("utf-8").replace("[50%, 30%, 20%]", "[60%, 40%]")
    scheme.write_text(worth_a_second_look + more, "utf-8")
    progress = root / "data" / "2023" / "q1" / "progress" / f"{MONTH}.csv"
    progress.parent.mkdir()
    rows = ["village_code,task,done,note", "A1,grain.hazards,10%,没有水田", "A2,grain.hazards,是,"]
    progress.write_text("\n".join(rows) + "\n", "utf-8")
    for path in root.rglob("*.yaml"):
        path.write_text(_in_rules(path.read_text("utf-8")), "utf-8")
    for path in root.rglob("*.csv"):
        path.write_text(_in_table(path.read_text("utf-8")), "utf-8")
    return root


def _in_rules(text: str) -> str:
    for old, new in TEXTS.items():
        text = text.replace(f": {old}", f": {json.dumps(new, ensure_ascii=False)}")
    said = (json.dumps(odd(word), ensure_ascii=False) for word in ("依据", "记录"))
    return text.replace("points: 4,", "points: 4, basis: {}, evidence: {},".format(*said))


def _in_table(text: str) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(map(_said, row) for row in csv.reader(text.splitlines()))
    return made.getvalue()


def _said(cell: str) -> str:
    return TEXTS.get(cell, cell)


def drive(folder: Path) -> None:
    """The county's year, with all that can be written of it."""
    root = odd_county(folder)
    county = Workspace(root, "clerk", noon)
    county.checklist.issue(PERIOD, on="2023-01-03")
    for town in ("T1", "T2"):
        county.checklist.dispatch(PERIOD, town, on="2023-01-04")
    county.visits.forms(MONTH)
    visits = root / "visits.csv"
    visits.write_text(
        _in_table("date,official,place,purpose,note\n2023-03-01,T1-officer,A1,problem,没有水田\n")
    )
    county.visits.import_(visits, on="2023-03-02")
    county.remind.month(MONTH, on="2023-03-31")
    talk = Talk(odd("谁"), odd("与谁"), odd("问题"), odd("办法"), date(2023, 4, 5))
    county.remind.record(MONTH, "A1", talk, on="2023-04-01")
    county.score.period(PERIOD, on="2023-04-03")
    result = county.score.feedback(PERIOD, on="2023-04-04").result
    county.score.sign(PERIOD, sheets_of(result), on="2023-04-09")
    county.score.notice(PERIOD, on="2023-04-10")
    objection = county.score.object_to(PERIOD, "A2", odd("某人"), odd("分不对"), on="2023-04-11")
    county.score.resolve(PERIOD, objection.id, odd("不属实"), upheld=False, on="2023-04-12")
    county.score.finalise(PERIOD, on="2023-04-19")
    county.recheck.draw(PERIOD, "1234561234561234561234561", on="2023-04-20")
    county.awards.recommend_forms(YEAR)
    county.awards.cadre_forms(YEAR)
    county.checklist.village_forms()
    county.awards.year(YEAR, on="2024-01-11")
    county.awards.decide(YEAR, Ruling(odd("常委"), odd("市批")), on="2024-01-12")
    county.awards.notice(YEAR, on="2024-01-15")
    county.awards.confirm(YEAR, on="2024-01-24")
    county.outbox(on="2024-02-01")
    county.board.build()
    for ending in (".csv", ".xlsx"):
        assert called("score", "quarter", PERIOD, "--export", root / f"q1{ending}", workspace=root).code == 0
    wide = "village_code,village_name,town_code,kind,party.meeting\nA1,东一村,T1,village,是\n"
    (folder / "wide.csv").write_text(_in_table(wide), "utf-8")
    county.score.bulk(folder / "wide.csv", root / "bulk.csv", missing="exclude")
    county.proof("A1", PERIOD)
    for kind, found in KINDS.items():
        county.report(kind, PERIODS[found.period], formats=found.formats)
