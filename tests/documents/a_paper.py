"""Papers that have, among them, all that a paper may have, for tests of how they look."""

from dataclasses import replace
from datetime import date

from qsq.documents.document import Cells, Column, Document, Heading, Paragraph, Picture, RowGroup, Table
from qsq.documents.official import Formalities
from qsq.documents.report.pictures import Interval, intervals_picture
from qsq.documents.seal import Seal

_DAY = date(2023, 4, 15)
_SEAL = Seal("东镇", "2023Q1", 2, "12" * 32, "ab" * 32)
_TEXT = Paragraph("各村（社区）认真落实任务清单，按时完成，接受检查。" * 3)
_PAID = Table(
    (
        Column("序号", 5, Cells.COUNT), Column("镇（街道）", 12, Cells.CENTRED), Column("村（社区）", 14),
        Column("类别", 8, in_workbooks_only=True), Column("奖金（元）", 10, Cells.FIGURE),
        Column("签收", 12, Cells.SIGNED),
    ),
    (
        ("1", "东镇", "东凼村", "甲", "300.00", ""), ("2", "东镇", "东二村", "乙", "200.50", ""),
        ("3", "西镇", "西廻村", "甲", "—", ""),
    ),
    (("合计", "", "", "", "500.50", ""),),
    "各村奖金",
    groups=(RowGroup("东镇", 2, ("小计", "东镇", "", "", "500.50", "")), RowGroup("西镇", 1)),
    apart=True,
)  # fmt: skip
_LISTED = Table(
    (Column("项", 8), Column("权重", 6, Cells.COUNT), Column("任务", 30)),
    (
        ("会议", "1.5", "开会"),
        ("会议", "1.5", "记录\n并公开"),
        ("产业", "1.5", "早稻育秧面积不少于目标的九成五，连片集中"),
    ),
    name="任务",
    joined=(0, 1),
    spanned=True,
)
_NAMES = Table(
    (Column("村", 10), Column("分", 6, Cells.FIGURE)),
    tuple((f"{one}村", f"{one}.25") for one in range(23)),
    paired=True,
)
_WIDE = Table(
    tuple(Column(f"项{one}", 12) for one in range(14)), (tuple(map(str, range(14))),) * 2, name="宽"
)


def drawn() -> Picture:
    """Three villages as they can move; the name of one is too long for its room."""
    villages = (
        Interval("东凼村", 10, (9, 12), (8, 15)),
        Interval("西廻村至善亭社区", 1, (1, 1), (1, 1)),
        Interval("晒北滩瑶族乡茶林村委会", 3, (3, 4), (2, 4)),
    )
    return intervals_picture(villages, "图：三村的名次")


def papers() -> tuple[Document, ...]:
    """Two official ones, one for a wall, one of two pages, a lying draft, a lying one for a wall, and letters."""
    official = Document(
        "关于祁阳市“三创三强”村级工作评比2023年一季度结果的通报",
        (_TEXT, Heading("一、各村奖金"), _PAID, Heading("二、要求"), Paragraph("请遵照执行。")),
        ("第2版",),
        number="清发〔2023〕4号",
        addressee="各镇（街道）党委",
        signature="中共清河县委员会\n清河县人民政府",
        day=_DAY,
        seal=_SEAL,
        foot="第2版 · 校验码 ABCD2345",
        label="附件",
        official=Formalities(
            "中共清河县委员会文件",
            attachments=("各村奖金分配表", "2023年一季度村级工作任务清单"),
            note="此件公开发布",
            copies="县人大常委会办公室，县政协办公室，县纪委监委，县人民法院，县人民检察院",
            printed_by="中共清河县委员会办公室",
        ),
    )
    short = replace(
        official,
        parts=(_TEXT,),
        seal=None,
        label="",
        official=Formalities(
            "清河县人民政府", preprinted=True, stamped=False, attachments=("名单",), printed_by="县政府办"
        ),
    )
    wall = Document(
        "2023年一季度结果公示",
        (_TEXT, _NAMES),
        ("公示期5个工作日",),
        signature="评比办\n东镇人民政府",
        seal=replace(_SEAL, coded=True),
        compact=True,
    )
    two = Document(
        "任务清单", (_LISTED, _TEXT), signature="评比办", day=_DAY, compact=True, pages=2, foot="第1版"
    )
    wide = Document("结果的稳定性", (Heading("一、各项"), drawn(), _WIDE), draft=True)
    letter = Document(
        "登记表", (Paragraph("请填写。"), _LISTED), number="第3号", addressee="东镇", signature="评比办"
    )
    lying = replace(wide, title="各项得分", draft=False, compact=True, foot="第1版", seal=_SEAL)
    return official, short, wall, two, wide, lying, letter, replace(letter, addressee="西镇")
