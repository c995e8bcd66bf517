"""`qsq rules test`: worked examples beside the rules (CONTRACT.md section 11)."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from tests.conftest import REPOSITORY, Qsq
from tests.intake.builders import PERIOD, SCHEME, change
from tests.published.test_gallery import worked_out

TESTS = "rules/2023/tests/q1.yaml"
TEST = ("rules", "test")
EXAMPLE = """- name: 育秧完成八成，隐患一处
  period: 2023Q1
  village: {town: T1}
  targets: {grain.seedlings: 100}
  observations: {grain.seedlings: 80, grain.hazards: 1}
  expect: {grain.seedlings: 3.2, grain.hazards: 1.50, grain: 78.33, party: null, town_mark: 78.33}
- name: 西镇自加岸线保洁，加分封顶
  period: 2023Q1
  village: {town: T2, kind: 社区, group: 山区}
  observations: {party.meeting: 是, party.study: 不适用, shore.clean: 4.5}
  adjustments: [{kind: 加分, points: 7}, {kind: deduction, points: 0.5}]
  expect: {party: 66.67, shore: 30.00, shore.clean: 4.5, town_mark: 101.17, city_mark: 104.5}
"""


def written(small: Path, text: str = EXAMPLE) -> Path:
    change(small, TESTS, "", text)
    return small


def test_examples_that_hold_are_counted(qsq: Qsq, small: Path) -> None:
    run = qsq(*TEST, "--json", workspace=written(small))
    assert run.code == 0, run
    assert run.answer["tests"] == [
        {"period": "2023Q1", "name": "育秧完成八成，隐患一处", "figures": 5},
        {"period": "2023Q1", "name": "西镇自加岸线保洁，加分封顶", "figures": 5},
    ]
    assert "All tests hold" in qsq(*TEST, workspace=small).out


def test_a_workspace_without_tests_says_where_they_stand(qsq: Qsq, small: Path) -> None:
    run = qsq(*TEST, workspace=small)
    assert run.code == 0
    assert "rules/2023/tests/q1.yaml" in run.out


# fmt: off
@pytest.mark.parametrize(("old", "new", "line", "says"), [
    ("grain: 78.33", "grain: 78.34", 6, "grain is 78.33, expected 78.34: 100.00 [100 × 6 ÷ 6] × (3.20 + 1.50) ÷ 6 = 78.33"),
    ("grain.seedlings: 3.2,", "grain.seedlings: 4,", 6, "grain.seedlings is 3.20, expected 4: 4 × min(1, 80 ÷ 100) = 3.20"),
    ("grain.hazards: 1.50", "grain.hazards: 2", 6, "grain.hazards is 1.50, expected 2: max(0, 2 − 0.5 × 1) = 1.50"),
    ("party: null", "party: 0", 6, "party is NA, expected 0: NA"),
    ("grain: 78.33", "grain: NA", 6, "grain is 78.33, expected NA"),
    ("town_mark: 78.33", "town_mark: 78", 6, "town_mark is 78.33, expected 78: 78.33 + 0.00 − 0.00 = 78.33"),
    ("town_mark: 101.17", "town_mark: 100", 12, "town_mark is 101.17, expected 100: 66.67 + 30.00 + 5.00 − 0.50 = 101.17"),
    ("shore: 30.00", "shore: 31", 12, "33.33 [100 × 2 ÷ 6] × (4.50) ÷ 5 = 30.00"),
    ("party: null", "river: 1", 6, "there is no river; expected a task, an item, town_mark, city_mark or grade"),
    ("party: null", "grade: good", 6, "there is no grade;"),
    ("grain.hazards: 1}", "grain.harvest: 1}", 5, "there is no task grain.harvest in this village's list"),
    ("grain.hazards: 1}", "shore.clean: 1}", 5, "there is no task shore.clean in this village's list"),
    ("grain.hazards: 1}", "grain.hazards: 1.5}", 5, "grain.hazards: found “1.5”; expected 0, 1, 2 …"),
    ("  targets: {grain.seedlings: 100}\n", "", 4, "the target of grain.seedlings is missing"),
    ("observations: {grain.seedlings: 80, grain.hazards: 1}", "observations: {}", 1, "no item of the city's list applies"),
    ("  period: 2023Q1\n  village: {town: T1}", "  period: 第一季\n  village: {town: T1}", 2, "expected a period such as 2023Q1"),
    ("  period: 2023Q1\n  village: {town: T1}", "  village: {town: T1}", 1, "period is missing here"),
    ("village: {town: T1}", "village: {town: T1, kind: 镇}", 3, "“镇”"),
    ("points: 7}", "points: -7}", 11, "found -7"),
    ("  expect: {grain", "  expects: {grain", 6, "the key expects is not known here"),
])
# fmt: on
def test_what_differs_is_told_with_line_expected_found_and_how_it_came_about(
    old: str, new: str, line: int, says: str, qsq: Qsq, small: Path
) -> None:
    assert old in EXAMPLE
    run = qsq(*TEST, "--json", workspace=written(small, EXAMPLE.replace(old, new, 1)))
    assert run.code == 3
    assert (TESTS, f"line {line}") in [place[:2] for place in run.places]
    assert any(says in place[2] for place in run.places), run.places


def test_every_difference_is_listed(qsq: Qsq, small: Path) -> None:
    text = EXAMPLE.replace("grain: 78.33", "grain: 1").replace("city_mark: 104.5", "city_mark: 1")
    run = qsq(*TEST, "--json", workspace=written(small, text))
    assert run.answer["error"]["message"] == "2 figures of 2 tests differ"
    assert [place[1] for place in run.places] == ["line 6", "line 12"]


def test_one_periods_tests_alone_can_be_run(qsq: Qsq, small: Path) -> None:
    other = EXAMPLE.replace("2023Q1", "2023Q2").replace("grain: 78.33", "grain: 1")
    change(small, "rules/2023/tests/q2.yaml", "", other)
    run = qsq(*TEST, "2023Q1", "--json", workspace=written(small))
    assert len(run.answer["tests"]) == 2
    assert qsq(*TEST, workspace=small).code == 3


def test_rounds_scale_and_grades_are_tested_and_places_are_not(qsq: Qsq, small: Path) -> None:
    """Section 11: rounds are written `grain.hazards#2`; conditions that need other villages are not tested."""
    grades = "grades: [{id: good, name: 优秀, from: 80, at_most: 1%}, {id: fair, name: 一般}]\nannual:"
    change(small, SCHEME, "annual:", grades)
    change(small, PERIOD, "floor: 0}}", "floor: 0}, combine: {rounds: 3, how: trimmed_mean}}")
    change(small, PERIOD, "{kind: ratio, target: per_village, unit: 亩}", "{kind: scale, zero: 5, full: 0, least: -2, unit: 件}")
    text = EXAMPLE.partition("- name: 西镇")[0].replace("  targets: {grain.seedlings: 100}\n", "")
    text = text.replace("80, grain.hazards: 1", "1件, grain.hazards: 0, grain.hazards#2: 1, grain.hazards#3: 4")
    text = text.replace("grain: 78.33, party: null, town_mark: 78.33", "grain: 78.33, grade: 优秀")
    run = qsq(*TEST, "--json", workspace=written(small, text))
    assert [place[2].partition(": ")[2] for place in run.places] == [
        "grade is fair, expected good: 78.33 + 0.00 − 0.00 = 78.33"
    ]
    change(small, TESTS, "grain.hazards: 1.50, grain: 78.33, grade: 优秀", "grain.hazards: 1, grade: 一般")
    run = qsq(*TEST, "--json", workspace=small)
    assert [place[2].partition(": ")[2] for place in run.places] == [
        "grain.hazards is 1.50, expected 1: (1.50) ÷ 1 = 1.50"
    ]
    change(small, SCHEME, "from: 80", "from: 78")
    change(small, TESTS, "grain.hazards: 1, grade: 一般", "grade: good")
    assert qsq(*TEST, workspace=small).code == 0


def test_the_village_of_a_test_needs_no_register(qsq: Qsq, small: Path) -> None:
    (small / "data" / "villages.csv").unlink()
    (small / "data" / "towns.csv").unlink()
    assert qsq(*TEST, workspace=written(small)).code == 0


def test_the_rules_of_2023_hold_to_their_examples(qsq: Qsq) -> None:
    run = qsq(*TEST, "--json", workspace=REPOSITORY)
    assert run.code == 0, run
    periods = [one["period"] for one in run.answer["tests"]]
    assert {period: periods.count(period) >= 3 for period in periods} == dict.fromkeys(
        ("2023Q1", "2023Q2", "2023Q3", "2023Q4"), True
    )


WORKING = re.compile(r"^#   (.+) = ([\d.]+)$", re.MULTILINE)


@pytest.mark.parametrize("period", ["q1", "q2", "q3", "q4"])
def test_the_reconstructions_tests_are_worked_out_above_them_by_hand(period: str) -> None:
    """At least three a period; each line is right to the last digit and no expected figure is without one."""
    text = (REPOSITORY / "rules" / "2023" / "tests" / f"{period}.yaml").read_text("utf-8")
    workings, tests = re.split(r"(?m)^- name: .*\n(?:  .*\n)+", text), yaml.safe_load(text)
    assert len(tests) >= 3
    for worked, test in zip(workings, tests, strict=False):
        sums = WORKING.findall(worked)
        for term, result in sums:
            assert abs(worked_out(term) - Fraction(result)) <= Fraction(1, 200), (term, result)
        told = {Fraction(figure) for figure in re.findall(r"\d+\.\d+", worked)}
        expected = {key: Fraction(str(figure)) for key, figure in test["expect"].items()}
        assert {key for key, figure in expected.items() if figure not in told} == set(), test["name"]
        assert expected["town_mark"] in {Fraction(result) for _term, result in sums}
