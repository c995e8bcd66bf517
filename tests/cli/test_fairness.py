"""`qsq fairness`: how firm a recorded result is."""

from pathlib import Path

import docx
import pytest
from rich.cells import cell_len as cells

from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq


def test_a_period_tells_its_borders_and_what_drives_it(qsq: Qsq, small: Path) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    found = qsq("fairness", "2023Q1", "--draws", "200", "--json", workspace=small).answer
    assert (found["when"], found["revision"], found["draws"], found["seed"]) == ("2023Q1", 1, 200, 1)
    margins = [float(one["margin"]) for one in found["borders"] if one["margin"] is not None]
    assert margins == sorted(margins)
    assert {one["stake"] for one in found["borders"]} == {"money", "card"}
    pairs = [one for one in found["borders"] if one["before"] and one["behind"]]
    assert pairs
    for one in pairs:
        small_change, large = (swapped["draws"] for swapped in one["swapped"])
        assert 0 <= small_change <= 200 >= large >= 0
        assert not small_change or float(one["margin"]) < 0.1
    assert all(one["swapped"] == [] for one in found["borders"] if one not in pairs)
    assert round(sum(float(one["variance"]) for one in found["items"]), 4) == 1
    for one in found["villages"]:
        for within in one["within"]:
            (best, worst), (low, high) = within["inner"], within["proven"]
            assert low <= best <= one["place"] <= worst <= high
    again = qsq("fairness", "2023Q1", "--draws", "200", "--json", workspace=small).answer
    assert again == found, "the same seed draws the same weights"


def test_it_is_read_from_the_record_never_from_todays_files(qsq: Qsq, small: Path) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    before = qsq("fairness", "2023Q1", "--draws", "100", "--json", workspace=small).answer
    rules = small / "rules/2023/q1.yaml"
    rules.write_text(rules.read_text("utf-8").replace("weight: ", "weight: 1"), encoding="utf-8")
    assert qsq("fairness", "2023Q1", "--draws", "100", "--json", workspace=small).answer == before


def test_a_year_tells_the_borders_of_its_honours(qsq: Qsq, small: Path) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    run = qsq("fairness", "2023", "--draws", "100", "--json", workspace=small)
    assert run.code == 0, run.out
    drafted = qsq("awards", "year", "2023", "--draft", "--json", workspace=small).answer
    assert run.answer["revision"] == 0
    honours = [one for one in run.answer["borders"] if one["stake"] == "honour"]
    given = {one["honour"]: one["village_code"] for one in drafted["honours"]}
    assert all(given[one["of"]] == one["before"] for one in honours)
    places = {one["village_code"]: one["place"] for one in run.answer["villages"]}
    assert all(places[one["village_code"]] == one["order"] for one in drafted["honours"])


@pytest.mark.parametrize("period", ["2023Q1", "2023"])
def test_people_read_it_as_tables(qsq: Qsq, small: Path, period: str) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    run = qsq("fairness", period, "--draws", "100", workspace=small)
    assert run.code == 0
    for text in ("Σw·|d|", "swapped", "without it", "weights ±10%", "seed 1"):
        assert text in run.out
    assert all(cells(line) <= 80 for line in run.out.splitlines())


@pytest.mark.torture
def test_what_an_office_knows_besides_is_asked_of_a_year_too_and_printed(
    qsq: Qsq, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    monkeypatch.setattr("qsq.fairness.doubts.goes_with._FEWEST", 3)
    codes = [one.split(",")[0] for one in (small / "data/villages.csv").read_text("utf-8").splitlines()[1:]]
    known = "".join(f"{code},人口,{100 + at}\n" for at, code in enumerate(codes))
    (small / "data/traits.csv").write_text("village_code,trait,value\n" + known, "utf-8")
    of_year, of_period = (
        qsq("fairness", when, "--draws", "100", "--json", workspace=small).answer["goes_with"]
        for when in ("2023", "2023Q1")
    )
    assert "人口" in [one["name"] for one in of_year]
    assert "人口" in [one["name"] for one in of_period]
    run = qsq("report", "fairness", "2023Q1", "--format", "docx", "--json", workspace=small)
    paper = docx.Document(str(small / run.answer["files"][0]))
    assert f"所查的{len(of_period)}个因素" in "".join(one.text for one in paper.paragraphs)


def test_before_any_evaluation_there_is_nothing_to_tell(qsq: Qsq, small: Path) -> None:
    run = qsq("fairness", "2023Q1", "--json", workspace=small)
    assert run.code == 5
    assert "qsq score period 2023Q1" in message_of(run)


@pytest.mark.parametrize(("option", "value"), [("--draws", "99"), ("--draws", "100001"), ("--seed", "-1")])
def test_draws_and_seeds_out_of_range_are_refused(qsq: Qsq, small: Path, option: str, value: str) -> None:
    run = qsq("fairness", "2023Q1", option, value, "--json", workspace=small)
    assert run.code == 2
    assert value in message_of(run)


def test_a_year_in_which_nobody_is_eligible_says_that_it_has_no_candidates(qsq: Qsq, small: Path) -> None:
    (small / "data" / "2023" / "recommendations.csv").write_text("village_code\n", "utf-8")
    qsq("score", "quarter", "2023Q1", workspace=small)
    run = qsq("fairness", "2023", "--draws", "100", workspace=small)
    assert run.code == 0, run.out
    assert "2023 has no candidates" in run.out
    assert "weights ±10%" not in run.out
    assert qsq("fairness", "2023", "--draws", "100", "--json", workspace=small).answer["ranked"] == 0


def test_what_too_small_a_county_cannot_tell_is_said_with_why(qsq: Qsq, small: Path) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    found = qsq("fairness", "2023Q1", "--draws", "100", "--json", workspace=small).answer
    assert found["departments"] == {"why_not": "few_departments", "cells": []}
    assert found["goes_with"] == []
    out = " ".join(qsq("fairness", "2023Q1", "--draws", "100", workspace=small).out.split())
    assert "who marks how cannot be told: fewer than four departments" in out
    assert "what marks go with cannot be told" in out
