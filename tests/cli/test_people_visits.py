"""Visits imported, checked, and what they brought up followed to its end."""

from pathlib import Path

import pytest

from tests.conftest import Qsq
from tests.run import Run

HEADER = "date,official,place,purpose,note"


@pytest.fixture
def county(small: Path) -> Path:
    """The small county with rules for visits and a city leader."""
    scheme = small / "rules" / "scheme.yaml"
    rules = "visits: {city_leader: {every: month, at_least: 2}, town_officer: {every: week, at_least: 1}}\n"
    scheme.write_text(scheme.read_text("utf-8") + rules, "utf-8")
    officials = small / "data" / "officials.csv"
    officials.write_text(officials.read_text("utf-8") + "lead,县领导,city,leader\n", "utf-8")
    return small


def visits(qsq: Qsq, county: Path, *words: str | Path, actor: str = "clerk") -> Run:
    return qsq("visits", *words, *(["--actor", actor] if actor else []), "--json", workspace=county)


def imported(qsq: Qsq, county: Path, folder: Path, *rows: str, actor: str = "clerk") -> Run:
    file = folder / "visits.csv"
    file.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return visits(qsq, county, "import", file, actor=actor)


ROWS = (
    "2023-02-01,T1-officer,A1,visit,",
    "2023-02-08,T1-officer,A2,problem,医保缴费卡住",
    "2023-02-15,T1-officer,A1,dispute,宅基地边界",
    "2023-02-23,T1-officer,A1,visit,",
    "2023-02-03,lead,T1,visit,",
)


def test_visits_are_checked_by_month_and_week(qsq: Qsq, county: Path, tmp_path: Path) -> None:
    assert imported(qsq, county, tmp_path, *ROWS).answer["recorded"] == 5
    assert imported(qsq, county, tmp_path, *ROWS).answer["recorded"] == 0
    found = visits(qsq, county, "check", "2023-02", actor="")
    assert found.code == 4
    assert found.answer["too_seldom"] == [{"official": "lead", "span": "2023-02", "visits": 1, "expected": 2}]
    assert found.answer["not_at_review"] == ["lead"]
    assert (
        "lead 县领导: 1 visit in 2023-02, at least 2 expected"
        in qsq("visits", "check", "2023-02", workspace=county).out
    )
    imported(qsq, county, tmp_path, "2023-02-20,lead,T1,visit,", "2023-03-30,lead,T1,review,")
    assert visits(qsq, county, "check", "2023-02", actor="").answer == {
        "month": "2023-02",
        "too_seldom": [],
        "not_at_review": [],
        "warnings": [],
    }
    assert "everyone visited" in qsq("visits", "check", "2023-02", workspace=county).out
    totals = visits(qsq, county, "year", "2023", actor="").answer["totals"]
    assert totals == {"visit": 4, "review": 1, "problem": 1, "dispute": 1}
    assert "disputes: 1" in qsq("visits", "year", "2023", workspace=county).out


def test_a_problem_is_handed_on_and_closed(qsq: Qsq, county: Path, tmp_path: Path) -> None:
    imported(qsq, county, tmp_path, *ROWS)
    first, second = (one["id"] for one in visits(qsq, county, "problems").answer["problems"])
    visits(qsq, county, "problems", "--hand-on", first, "--to", "医保局")
    listed = visits(qsq, county, "problems", "--close", second, "--how", "已调解").answer["problems"]
    assert [(one["handed_on_to"], one["closed"]) for one in listed] == [("医保局", None), (None, "已调解")]
    before = qsq("ledger", "log", "--json", workspace=county).answer["events"]
    assert visits(qsq, county, "problems", "--hand-on", first, "--to", "医保局").code == 0
    assert visits(qsq, county, "problems", "--close", second, "--how", "已调解").code == 0
    assert qsq("ledger", "log", "--json", workspace=county).answer["events"] == before
    assert visits(qsq, county, "problems", "--close", second, "--how", "再调解").code == 5
    assert visits(qsq, county, "problems", "--hand-on", first).code == 2
    assert "1 is open" in qsq("visits", "problems", workspace=county).out


def test_a_problem_is_handed_on_to_the_same_again_on_another_day(
    qsq: Qsq, county: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "visits.csv"
    sheet.write_text("\n".join([HEADER, *ROWS]) + "\n", "utf-8")
    assert visits(qsq, county, "import", sheet, "--on", "2023-02-28").code == 0
    first = visits(qsq, county, "problems").answer["problems"][0]["id"]
    for day in ("2023-03-01", "2023-03-08", "2023-03-08"):
        run = visits(qsq, county, "problems", "--hand-on", first, "--to", "医保局", "--on", day)
        assert run.code == 0
    events = qsq("ledger", "log", "--json", workspace=county).answer["events"]
    assert [one["kind"] for one in events].count("problem_handed_on") == 2


def test_a_wrong_file_is_refused_with_all_its_cells(qsq: Qsq, county: Path, tmp_path: Path) -> None:
    rows = ("2123-01-01,lead,T1,visit,", "yesterday,nobody,Z9,chat,", "2023-02-01,lead,T1,problem,")
    run = imported(qsq, county, tmp_path, *rows)
    assert (run.code, [where for _file, where, _what in run.places]) == (
        3,
        ["A2", "A3", "C3", "B3", "D3", "E4"],
    )
    assert visits(qsq, county, "import", tmp_path / "none.csv").code == 3


def test_only_the_city_imports(qsq: Qsq, county: Path, tmp_path: Path) -> None:
    assert imported(qsq, county, tmp_path, *ROWS, actor="T1-lead").code == 5
    assert imported(qsq, county, tmp_path, *ROWS, actor="").code == 2


def test_without_rules_there_is_nothing_to_check(qsq: Qsq, small: Path) -> None:
    assert visits(qsq, small, "check", "2023-02", actor="").code == 3


def test_visits_count_at_the_linked_place_alone(qsq: Qsq, county: Path, tmp_path: Path) -> None:
    imported(qsq, county, tmp_path, "2023-02-03,lead,T1,visit,", "2023-02-04,lead,B1,visit,")
    short = [
        one["official"] for one in visits(qsq, county, "check", "2023-02", actor="").answer["too_seldom"]
    ]
    assert "lead" not in short
    (county / "data" / "links.csv").write_text("official,place\nlead,T1\n", "utf-8")
    found = visits(qsq, county, "check", "2023-02", actor="").answer["too_seldom"]
    assert ("lead", 1) in {(one["official"], one["visits"]) for one in found}


def test_links_of_nobody_and_to_nowhere_are_refused(qsq: Qsq, county: Path) -> None:
    rows = "official,place\nnobody,T1\nlead,T9\nlead,T1\nlead,T1\n"
    (county / "data" / "links.csv").write_text(rows, "utf-8")
    run = visits(qsq, county, "check", "2023-02", actor="")
    assert run.code == 3
    assert [(file, where) for file, where, _ in run.places] == [
        ("data/links.csv", cell) for cell in ("A2", "B3", "B5")
    ]


def test_a_corrected_note_replaces_and_both_stay_readable(qsq: Qsq, county: Path, tmp_path: Path) -> None:
    imported(qsq, county, tmp_path, *ROWS)
    (before,) = [
        one
        for one in visits(qsq, county, "problems", actor="").answer["problems"]
        if one["kind"] == "problem"
    ]
    run = imported(qsq, county, tmp_path, "2023-02-08,T1-officer,A2,problem,医保缴费已办")
    assert run.answer["recorded"] == 1
    assert run.answer["corrected"] == [
        {"id": before["id"], "before": "医保缴费卡住", "after": "医保缴费已办"}
    ]
    assert "import both in one file" in run.answer["warnings"][0]
    (after,) = [
        one
        for one in visits(qsq, county, "problems", actor="").answer["problems"]
        if one["kind"] == "problem"
    ]
    assert after == {**before, "note": "医保缴费已办"}
    assert visits(qsq, county, "year", "2023", actor="").answer["totals"]["problem"] == 1
    log = qsq("ledger", "log", "--json", workspace=county).answer["events"]
    notes = [one["payload"]["note"] for one in log if one["kind"] == "visit"]
    assert "医保缴费卡住" in notes
    assert "医保缴费已办" in notes


def test_a_visit_noted_by_mistake_is_taken_back_with_its_problem(
    qsq: Qsq, county: Path, tmp_path: Path
) -> None:
    imported(qsq, county, tmp_path, *ROWS)
    problem = visits(qsq, county, "problems", actor="").answer["problems"][0]["id"]
    visits(qsq, county, "problems", "--close", problem, "--how", "已办")
    back = ("--reason", "误录", "--yes")
    assert len(visits(qsq, county, "revoke", "closing", problem, *back).answer["events"]) == 1
    listed = visits(qsq, county, "problems", actor="").answer["problems"]
    assert [one["closed"] for one in listed] == [None, None]
    assert visits(qsq, county, "revoke", "visit", problem, *back).code == 0
    assert problem not in [one["id"] for one in visits(qsq, county, "problems", actor="").answer["problems"]]
    assert visits(qsq, county, "year", "2023", actor="").answer["totals"]["problem"] == 0
    assert visits(qsq, county, "revoke", "visit", "V999", *back).code == 5


@pytest.mark.parametrize("day", ["0202-02-10", "1899-01-01", "2013-02-10", "2021-12-31"])
def test_a_visit_before_all_years_of_the_rules_is_a_slip_of_the_year(
    qsq: Qsq, county: Path, tmp_path: Path, day: str
) -> None:
    run = imported(qsq, county, tmp_path, f"{day},T1-officer,A1,visit,", "2022-01-01,T1-officer,A1,visit,")
    assert run.code == 3
    ((_file, where, says),) = run.places
    assert (where, says) == (
        "A2",
        f"{day} lies before all years that have rules; expected a day from 2022-01-01 on, mind the year",
    )
