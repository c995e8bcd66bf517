"""年终一总评 on paper: the public notice of the year's honours, and the list of prizes to pay."""

from collections.abc import Mapping, Sequence

from qsq.documents.score.sheets import Hanging
from qsq.documents.seal import Seal
from qsq.documents.writers.excel import Column, PrintedList
from qsq.domain.results.recorded import RecordedHonour, RecordedMember
from qsq.domain.scheme.scheme import Scheme


def awards_notice(
    scheme: Scheme, year: str, code: str, hanging: Hanging, rows: Sequence[tuple[str, ...]], seal: Seal
) -> PrintedList:
    """What hangs in public: honour, town, village and annual mark, in order; no cadre's money."""
    columns = (
        Column("序号", 6, number=True), Column("荣誉", 14, centred=True), Column("镇(街道)", 20),
        Column("村(社区)", 26), Column("年度得分", 12, number=True),
        *((Column("等次", 10, centred=True),) if scheme.annual.grades else ()),
    )  # fmt: skip
    return PrintedList(
        title=f"{year}年度拟表彰名单公示",
        lines=(scheme.name, f"校验码 {code}", *hanging.lines),
        columns=columns,
        rows=tuple(rows),
        closing=(f"对名单有异议的，请在公示期内向{scheme.office_short}提出。",),
        landscape=False,
        seal=seal,
    )


def payment_list(
    scheme: str, year: str, honours: Sequence[RecordedHonour], names: Mapping[str, str]
) -> PrintedList:
    """The prizes to pay: welfare and cadres' halves, then each cadre's share and uplift."""
    columns = (
        Column("村(社区)", 22, centred=True), Column("奖金（元）", 12, number=True),
        Column("公益事业（元）", 14, number=True), Column("村干部（元）", 14, number=True),
        Column("干部", 20), Column("个人份额（元）", 14, number=True),
        Column("绩效增发（元）", 14, number=True),
    )  # fmt: skip
    rows = []
    for honour in honours:
        village = names.get(honour.village_code, honour.village_code)
        money = (honour.prize, honour.welfare, honour.cadres)
        members = honour.members or (RecordedMember("—", "", ""),)
        rows += [(village, *money, one.cadre, one.share, one.uplift) for one in members]
    return PrintedList(f"{year}年度奖金分配表", (scheme,), columns, tuple(rows), (0, 1, 2, 3))
