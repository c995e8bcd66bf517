"""The year 2023 of 祁阳 comes out with the known figures of the report of 2024-03-08."""

from pathlib import Path

import pytest

from qsq.domain.values.periods import PeriodKind, periods_of
from qsq.year.init.start import copy_year_2023
from qsq.year.known_2023 import KNOWN, KNOWN_MONEY
from tests.conftest import Qsq


@pytest.fixture(scope="module")
def qiyang(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("qiyang")
    copy_year_2023(folder)
    return folder


def test_the_rules_have_the_known_numbers_of_items_and_tasks(qsq: Qsq, qiyang: Path) -> None:
    checked = qsq("rules", "check", "--json", workspace=qiyang).answer
    told = [one.split(",")[0] for one in checked["warnings"]]  # not every village plants, sows or has a river
    assert told == [f"data/2023/q{number}/targets.csv: targets are missing" for number in (1, 2, 3, 4)]
    assert [one["tasks"] for one in checked["periods"]] == [KNOWN["q1_tasks"], 43, 35, 40]
    assert checked["periods"][0]["items"] == KNOWN["q1_items"]
    assert len({town for one in checked["periods"] for town in one["towns"]}) >= 3


def test_the_year_ends_in_the_known_honours_and_amounts(qsq: Qsq, qiyang: Path) -> None:
    for period in periods_of(2023, PeriodKind.QUARTER):
        run = qsq("score", "quarter", str(period), "--json", workspace=qiyang)
        assert run.code == 0
        assert run.answer["warnings"] == []
        assert len(run.answer["villages"]) == 608
    run = qsq("awards", "year", "2023", "--draft", "--json", workspace=qiyang)
    assert run.code == 0
    honours = [one["honour"] for one in run.answer["honours"]]
    assert {honour: honours.count(honour) for honour in ("red-flag", "model", "advanced")} == {
        "red-flag": KNOWN["red-flag"],
        "model": KNOWN["model"],
        "advanced": KNOWN["advanced"],
    }
    totals = run.answer["totals"]
    assert {name: int(totals[name].replace(".", "")) for name in KNOWN_MONEY} == KNOWN_MONEY
    assert totals["welfare"] == totals["cadres"] == "495000.00"


@pytest.mark.torture
def test_the_fictitious_units_are_in_no_answer(qsq: Qsq, qiyang: Path) -> None:
    run = qsq("score", "check", "2023Q1", workspace=qiyang)
    assert run.code == 0
    answer = qsq("score", "quarter", "2023Q1", "--json", workspace=qiyang).answer
    assert not [one for one in answer["villages"] if "虚拟" in one["village_name"]]
