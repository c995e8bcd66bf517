"""The outbox: what goes out is gathered for whoever gets it, recorded when it does, and told when it goes again."""

import re
from pathlib import Path

import pytest

from tests.alike import contents
from tests.cli.an_inbox import SEEN, command, handed_in, inbox, issued
from tests.cli.test_people_forms import on_notice
from tests.conftest import Qsq, called
from tests.run import Run


@pytest.fixture
def county(small: Path) -> Path:
    """A county whose list is issued and dispatched; nothing was handed out yet."""
    return issued(small)


def outbox(county: Path, *more: str, on: str = "2023-01-04", actor: str = "clerk") -> Run:
    return command(county, f"outbox --on {on}", *more, actor=actor)


def papers(run: Run) -> dict[str, set[str]]:
    """The names of the papers by who gets them."""
    return {
        one["unit"]: {paper["file"].rpartition("/")[2] for paper in one["papers"]}
        for one in run.answer["parcels"]
    }


def gathered(county: Path, day: str) -> set[str]:
    folder = county / "out" / "outbox" / day
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def note(county: Path, day: str, receiver: str) -> str:
    (file,) = (county / "out" / "outbox" / day).glob(f"*/*{receiver}/交接说明.txt")
    return file.read_text("utf-8-sig")


def test_each_receiver_gets_what_is_its_own_with_a_note(county: Path) -> None:
    run = outbox(county)
    assert run.code == 0
    found = papers(run)
    assert {f"department:{one}" for one in ("agriculture", "organisation")} < set(found)
    assert "2023年一季度-农业农村局-评分表.xlsx" in found["department:agriculture"]
    assert {"2023年一季度-西镇-评分表.xlsx", "B1-西一村.xlsx"} <= found["town:T2"]
    assert found["village:A1"] == {"A1-东一村.xlsx"}
    assert not any("全市" in name for names in found.values() for name in names)
    there = gathered(county, "2023-01-04")
    assert "部门/agriculture-农业农村局/2023年一季度-农业农村局-评分表.xlsx" in there
    text = note(county, "2023-01-04", "农业农村局")
    assert "2023年3月31日前填好交回" in text
    assert "交回市评比办" in text
    assert "2023年1月4日" in text
    assert "交回" not in note(county, "2023-01-04", "东一村")


def test_gathering_records_nothing_and_sent_records_who_got_what(county: Path) -> None:
    before = called("ledger", "log", "--json", workspace=county).answer["events"]
    outbox(county)
    assert called("ledger", "log", "--json", workspace=county).answer["events"] == before
    due = papers(outbox(county))
    assert papers(outbox(county, "--sent")) == due
    events = called("ledger", "log", "--json", workspace=county).answer["events"][len(before) :]
    assert {event["subject"] for event in events} == set(due)
    assert {event["kind"] for event in events} == {"sent"}
    assert outbox(county).answer["parcels"] == []
    assert outbox(county, "--sent").answer["parcels"] == []
    assert called("ledger", "verify", "--json", workspace=county).answer["whole"] is True


def test_what_is_corrected_goes_again_and_only_to_whom_it_concerns(county: Path, qsq: Qsq) -> None:
    outbox(county, "--sent")
    rules = county / "rules" / "2023" / "q1.yaml"
    rules.write_text(rules.read_text("utf-8").replace("农机隐患未整改处数", "农机隐患未整改数"), "utf-8")
    assert outbox(county, on="2023-01-05").answer["parcels"] == []
    assert command(county, "checklist issue 2023Q1 --on 2023-01-05 --reason 错字").code == 0
    run = outbox(county, on="2023-01-06")
    before = {paper["before"] for one in run.answer["parcels"] for paper in one["papers"]}
    assert before == {"2023-01-04"}
    assert "第1件是更正后的，以这次为准，2023年1月4日发的作废" in note(county, "2023-01-06", "农业农村局")
    shown = qsq("outbox", "--on", "2023-01-06", workspace=county)
    assert "again to 农业农村局: 2023年一季度-农业农村局-评分表.xlsx, corrected since 2023-01-04" in shown.out
    assert "village:A1" not in papers(run), "its list is not dispatched anew"


def test_sheets_to_sign_then_the_notice_go_out_when_their_step_is_taken(county: Path) -> None:
    outbox(county, "--sent")
    for name in SEEN:
        handed_in(county, name)
    assert inbox(county, on="2023-03-30").code == 4
    assert command(county, "score quarter 2023Q1 --on 2023-04-03").code == 0
    assert papers(outbox(county, on="2023-04-03")) == {}
    command(county, "score feedback 2023Q1 --on 2023-04-04")
    found = papers(outbox(county, on="2023-04-04"))
    assert {"town:T1", "town:T2"} == set(found)
    assert all("签字表.xlsx" in names for names in found.values())
    assert "填好交回" in note(county, "2023-04-04", "东镇")


def test_chasers_go_to_the_departments_that_owe(county: Path) -> None:
    outbox(county, "--sent")
    called("batch", "run", "--on", "2023-03-31", workspace=county)
    found = papers(outbox(county, on="2023-03-31"))
    assert {"department:agriculture", "department:organisation"} <= set(found)
    assert "2023年一季度-农业农村局-催报评分表.xlsx" in found["department:agriculture"]
    assert "填好交回" in note(county, "2023-03-31", "农业农村局")


def test_what_a_years_first_list_needs_goes_out_before_it(small: Path) -> None:
    """The towns' lists of villages, and targets where some lack; a corrected one goes again, till it is in."""
    targets = small / "data" / "2023" / "q1" / "targets.csv"
    kept = targets.read_text("utf-8")
    targets.write_text("\n".join(one for one in kept.splitlines() if not one.startswith("B")) + "\n", "utf-8")
    lists = {f"town:{code}": {f"{name}-村名册.xlsx"} for code, name in (("T1", "东镇"), ("T2", "西镇"))}
    both = lists | {"town:T2": lists["town:T2"] | {"2023年一季度-西镇-目标表.xlsx"}}
    assert papers(outbox(small, on="2022-11-30")) == {}, "the period is far off"
    assert papers(outbox(small, "--sent", on="2022-12-20")) == both
    assert "2023年一季度-西镇-目标表.xlsx（2023年一季度，2023年1月1日前填好交回）" in note(
        small, "2022-12-20", "西镇"
    )
    assert papers(outbox(small, on="2022-12-21")) == {}
    register = small / "data" / "villages.csv"
    register.write_text(register.read_text("utf-8").replace("西二村", "西新村"), "utf-8")
    again = outbox(small, "--sent", on="2022-12-22")
    assert papers(again) == {"town:T2": both["town:T2"]}
    assert {one["before"] for one in again.answer["parcels"][0]["papers"]} == {"2022-12-20"}
    targets.write_text(kept, "utf-8")
    register.write_text(register.read_text("utf-8").replace("西新村", "西二村"), "utf-8")
    assert papers(outbox(small, on="2022-12-23")) == {"town:T2": lists["town:T2"]}
    command(small, "checklist issue 2023Q1 --on 2022-12-24")
    found = papers(outbox(small, on="2022-12-24"))
    assert not any("村名册" in name or "目标表" in name for names in found.values() for name in names)


def test_forms_of_visits_go_out_month_by_month_to_whom_none_are_noted_of(county: Path) -> None:
    scheme = county / "rules" / "scheme.yaml"
    visits = "visits: {city_leader: {every: month, at_least: 1}, town_officer: {every: week, at_least: 1}}\n"
    scheme.write_text(scheme.read_text("utf-8") + visits, "utf-8")
    officials = county / "data" / "officials.csv"
    rows = officials.read_text("utf-8") + "T1-off,吴江,town:T1,officer\nT2-off,郑河,town:T2,officer\n"
    officials.write_text(rows, "utf-8")

    def due(on: str) -> set[str]:
        found = papers(outbox(county, "--sent", on=on))
        return {name for names in found.values() for name in names if "走访" in name}

    assert due("2023-01-04") == {"2023年1月-东镇-走访登记表.xlsx", "2023年1月-西镇-走访登记表.xlsx"}
    assert due("2023-01-05") == set()
    noted = county.parent / "visits.csv"
    noted.write_text("date,official,place,purpose,note\n2023-01-05,T1-off,A1,visit,看了苗\n", "utf-8")
    assert command(county, "visits import --on 2023-02-01", noted).code == 0
    assert due("2023-02-01") == {"2023年2月-东镇-走访登记表.xlsx", "2023年2月-西镇-走访登记表.xlsx"}
    owed = inbox(county, on="2023-02-01").answer["owed"]
    assert {(one["period"], one["unit"]) for one in owed if one["form"] == "visits"} == {
        ("2023-01", "town:T2")
    }


def test_an_outbox_of_a_county_speaks_of_its_office_and_level(small: Path) -> None:
    """清河县: no 市 in the name of a folder or paper, nor in a note."""
    scheme = small / "rules" / "scheme.yaml"
    text = scheme.read_text("utf-8").replace("name: 小县}", "name: 清河县, level: 县}")
    scheme.write_text(text.replace("小县村级", "清河县村级"), "utf-8")
    issued(small)
    assert outbox(small).code == 0
    there = gathered(small, "2023-01-04")
    assert {name.split("/")[0] for name in there} == {"部门", "镇", "村"}
    notes = "".join(
        (small / "out/outbox/2023-01-04" / one).read_text("utf-8-sig") for one in there if ".txt" in one
    )
    assert "清河县" in notes
    assert not re.findall("市|小县|祁阳", notes + "".join(there))


def test_what_a_years_list_needs_goes_out_when_its_periods_are_final(small: Path) -> None:
    on_notice(small)
    cadres, recommended = (small / "data" / "2023" / f"{one}.csv" for one in ("cadres", "recommendations"))
    rows = cadres.read_text("utf-8").splitlines()
    cadres.write_text("\n".join(one for one in rows if ",B" not in one) + "\n", "utf-8")
    recommended.write_text("village_code\nB1\n", "utf-8")
    assert papers(outbox(small, on="2024-01-05")).keys() == set(), "the notice is not ended"
    command(small, "score finalise 2023Q1 --on 2023-04-15")
    assert papers(outbox(small, "--sent", on="2024-01-05")) == {
        "town:T1": {"2023年-东镇-推荐表.xlsx"},
        "town:T2": {"2023年-西镇-村干部名册.xlsx"},
    }
    owed = inbox(small, on="2024-01-06").answer["owed"]
    assert [(one["form"], one["unit"]) for one in owed] == [
        ("recommendation", "town:T1"),
        ("cadres", "town:T2"),
    ]
    recommended.write_text("village_code\nA1\nB1\n", "utf-8")
    assert [one["form"] for one in inbox(small, on="2024-01-06").answer["owed"]] == ["cadres"]


def test_whoever_is_not_of_the_city_records_nothing(county: Path) -> None:
    before = contents(county)
    assert outbox(county, "--sent", actor="T1-lead").code == 5
    assert {path for path, content in contents(county).items() if before.get(path) != content} <= {
        "data/qsq.db",
        "data/qsq.db-wal",
        "data/qsq.db-shm",
    }
    assert outbox(county).answer["parcels"]
