"""rules/YEAR/qN.yaml: what a period's checklist may not say (CONTRACT.md section 3)."""

from pathlib import Path

import pytest

from tests.conftest import Qsq
from tests.intake.builders import (
    ISSUE,
    PERIOD,
    RULES,
    SCORE,
    TOWN,
    Wrong,
    assert_named,
    assert_refused,
    assert_says,
    change,
    line_of,
    refusal,
    table,
)

HAZARDS = "      - {id: hazards, text: 农机隐患未整改处数, points: 2, method: {kind: deduct, each: 0.5, floor: 0}}\n"
KINDS = "award, deduct, ratio, grade, yes_no, bands or scale"
DEDUCT = "{kind: deduct, each: 0.5, floor: 0}"
RATIO = "{kind: ratio, target: per_village, unit: 亩}"
GRADES = "grades: {优: 100%, 良: 80%, 差: 0%}"


# fmt: off
@table(
    ("the rules of another period", PERIOD, "period: 2023Q1", "period: 2023Q2",
     "line 1", ("2023Q2", "expected 2023Q1", "file's name")),
    ("the rules of another year", PERIOD, "period: 2023Q1", "period: 2024Q1", "line 1", ("2024Q1", "expected 2023Q1")),
    ("a period that is none", PERIOD, "period: 2023Q1", "period: 一季度", "line 1", ("一季度", "expected 2023Q1")),
    ("no period", PERIOD, "period: 2023Q1\n", "", "line 1", ("period", "missing")),
    ("no due date", PERIOD, "due: 2023-03-31\n", "", "line 1", ("due", "missing")),
    ("a multiplier of 0", PERIOD, "multiplier: 1.5", "multiplier: 0", "line 5", ("multiplier", "found 0", "above 0")),
    ("a multiplier below 0", PERIOD, "multiplier: 1.5", "multiplier: -1.5", "line 5", ("found -1.5", "above 0")),
    ("a theme that is stressed twice", PERIOD, "items:",
     "  - {theme: spring-farming, name: 春耕, multiplier: 2}\nitems:", "line 6", ("spring-farming", "twice")),
    ("a weight of 0", PERIOD, "weight: 4", "weight: 0", "line 11", ("weight", "found 0", "above 0")),
    ("a weight below 0", PERIOD, "weight: 4", "weight: -4", "line 11", ("weight", "found -4", "above 0")),
    ("no weight", PERIOD, "    weight: 4\n", "", "line 7", ("weight", "missing")),
    ("an unknown category", PERIOD, "category: party-building", "category: safety",
     "line 9", ("category", "safety", "agriculture, party-building")),
    ("a category by its name", PERIOD, "category: party-building", "category: 基层党建",
     "line 9", ("基层党建", "agriculture, party-building")),
    ("an unknown department", PERIOD, "department: organisation", "department: forestry",
     "line 10", ("department", "forestry", "agriculture, organisation")),
    ("an item that stands twice", PERIOD, "id: grain", "id: party", "line 15", ("party", "twice")),
    ("a task that stands twice", PERIOD, "id: study", "id: meeting", "line 14", ("meeting", "twice")),
    ("an id with a point", PERIOD, "id: study", "id: study.more", "line 14", ("“study.more”", "an id of letters")),
    ("an id with a comma", PERIOD, "id: study", "id: 'study,more'", "line 14", ("“study,more”", "an id of letters")),
    ("an empty id", PERIOD, "id: study", "id: ''", "line 14", ("“”", "an id of letters")),
    ("a task of 0 points", PERIOD, "points: 2,", "points: 0,", "line 13", ("points", "found 0", "above 0")),
    ("a task of points below 0", PERIOD, "points: 2,", "points: -2,", "line 13", ("points", "found -2", "above 0")),
    ("a task without points", PERIOD, "points: 2, ", "", "line 13", ("points", "missing")),
    ("a task without a text", PERIOD, "text: 召开支部党员大会, ", "", "line 13", ("text", "missing")),
    ("a task without a method", PERIOD, ", method: {kind: yes_no}", "", "line 13", ("method", "missing")),
    ("a task's date that is none", PERIOD, "points: 2,", "points: 2, due: 3月,", "line 13", ("due", "“3月”", "2023-03-31")),
    ("a kind that is none", PERIOD, "kind: yes_no", "kind: yes-no", "line 13", ("yes-no", KINDS)),
    ("a kind that is a number", PERIOD, "kind: yes_no", "kind: 1", "line 13", ("found kind 1", KINDS)),
    ("a kind that is a list", PERIOD, "kind: yes_no", "kind: [yes_no]", "line 13", ("found kind a list", KINDS)),
    ("a kind that is true", PERIOD, "kind: yes_no", "kind: true", "line 13", ("found kind true", KINDS)),
    ("a kind without a word", PERIOD, "kind: yes_no", "kind: ", "line 13", ("found kind null", KINDS)),
    ("no kind", PERIOD, "{kind: yes_no}", "{}", "line 13", ("kind is missing", KINDS)),
    ("a method in a word", PERIOD, "{kind: yes_no}", "yes_no", "line 13", ("method", "“yes_no”", "mapping")),
    ("a method that takes no such key", PERIOD, "{kind: yes_no}", "{kind: yes_no, each: 1}", "line 13", ("each", "not known")),
    ("deduct without each", PERIOD, DEDUCT, "{kind: deduct}", "line 23", ("each", "missing")),
    ("deduct of 0 for each", PERIOD, "each: 0.5", "each: 0", "line 23", ("each", "found 0", "above 0")),
    ("a floor above the points", PERIOD, "floor: 0}", "floor: 2.5}", "line 23", ("floor", "2.5", "2 points")),
    ("no rounds", PERIOD, "floor: 0}}", "floor: 0}, combine: {rounds: 0, how: mean}}", "line 23", ("rounds", "found 0", "1 or more")),
    ("rounds beyond a year", PERIOD, "floor: 0}}", "floor: 0}, combine: {rounds: 999999, how: mean}}", "line 23", ("rounds", "999999", "at most 366")),
    ("rounds of no kind", PERIOD, "floor: 0}}", "floor: 0}, combine: {rounds: 2, how: median}}",
     "line 23", ("“median”", "mean, trimmed_mean, lowest")),
    ("a scale from a number to itself", PERIOD, RATIO, "{kind: scale, zero: 60, full: 60}", "line 22", ("zero and full", "60")),
    ("a scale of least points above the most", PERIOD, RATIO, "{kind: scale, zero: 0, full: 9, least: 4.5}",
     "line 22", ("at least 4.5", "at most 4")),
    ("a scale of most points under the least", PERIOD, RATIO, "{kind: scale, zero: 0, full: 9, least: 1, most: 1}",
     "line 22", ("at least 1", "at most 1")),
    ("a scale without a full", PERIOD, RATIO, "{kind: scale, zero: 0}", "line 22", ("full", "missing")),
    ("an item for nobody", PERIOD, "    themes: [spring-farming]", "    for: {}", "line 20", ("for", "kind, group, town")),
    ("an item for no kind", PERIOD, "    themes: [spring-farming]", "    for: {kind: []}", "line 20", ("kind", "empty")),
    ("an item for a kind that is none", PERIOD, "    themes: [spring-farming]", "    for: {kind: [镇]}",
     "line 20", ("“镇”", "community, village")),
    ("an item for a town that is none", PERIOD, "    themes: [spring-farming]", "    for: {town: [T9]}",
     "line 20", ("“T9”", "T1, T2")),
    ("an item for a group that is a number", PERIOD, "    themes: [spring-farming]", "    for: {group: [1]}",
     "line 20", ("found 1", "in quotes")),
    ("ratio without a target", PERIOD, RATIO, "{kind: ratio}", "line 22", ("target", "missing")),
    ("ratio with a target of 0", PERIOD, "per_village", "0", "line 22", ("target", "found 0", "above 0, or per_village")),
    ("ratio with a target in words", PERIOD, "per_village", "各村", "line 22", ("target", "“各村”", "per_village")),
    ("grade without grades", PERIOD, f", {GRADES}", "", "line 14", ("grades", "missing")),
    ("no grades", PERIOD, GRADES, "grades: {}", "line 14", ("grades", "empty")),
    ("grades that are a list", PERIOD, GRADES, "grades: [优, 良, 差]", "line 14", ("grades", "a list", "mapping")),
    ("a grade without %", PERIOD, "优: 100%", "优: 1", "line 14", ("优", "found 1", "such as 50%")),
    ("a grade above 100 %", PERIOD, "优: 100%", "优: 120%", "line 14", ("优", "“120%”", "at most 100%")),
    ("a grade that is called NA", PERIOD, "差: 0%", "NA: 0%", "line 14", ("NA is no grade",)),
    ("a grade that stands twice", PERIOD, "良: 80%", "优: 80%", "line 14", ("优", "twice")),
    ("bands without bands", PERIOD, RATIO, "{kind: bands}", "line 22", ("bands", "missing")),
    ("no bands", PERIOD, RATIO, "{kind: bands, bands: []}", "line 22", ("bands", "empty")),
    ("a band of more points than the task", PERIOD, RATIO, "{kind: bands, bands: [{from: 90, points: 5}]}",
     "line 22", ("a band of 5 points", "the task's 4")),
    ("a band of points below 0", PERIOD, RATIO, "{kind: bands, bands: [{from: 90, points: -1}]}",
     "line 22", ("points", "found -1", "0 or more")),
    ("a band without from", PERIOD, RATIO, "{kind: bands, bands: [{points: 4}]}", "line 22", ("from", "missing")),
    ("a band that stands twice", PERIOD, RATIO, "{kind: bands, bands: [{from: 9, points: 4}, {from: 9.0, points: 3}]}",
     "line 22", ("from", "9", "twice")),
    ("themes that are no list", PERIOD, "themes: [spring-farming]", "themes: spring-farming",
     "line 20", ("themes", "“spring-farming”", "a list")),
)
# fmt: on
def test_a_wrong_checklist_is_refused_with_its_line(wrong: Wrong, qsq: Qsq, small: Path) -> None:
    assert_refused(qsq, small, wrong, RULES, SCORE, ISSUE)


# fmt: off
@pytest.mark.parametrize(("method", "line", "says"), [
    (["kind: deduct", "each: 0", "floor: 0"], "each: 0", ("each", "found 0", "above 0")),
    (["kind: deduct", "each: 1", "floor: 3"], "floor: 3", ("floor", "3", "2 points")),
    (["kind: deduct", "each: 1", "ground: 3"], "ground: 3", ("ground", "not known")),
    (["kind: ratio", "unit: 处", "target: 0"], "target: 0", ("target", "found 0", "above 0")),
    (["kind: grade", "grades:", "  优: 100%", "  差: 0.5"], "差: 0.5", ("差", "found 0.5", "such as 50%")),
    (["kind: bands", "bands:", "  - {from: 9, points: 2}", "  - {from: 1, points: -1}"], "from: 1",
     ("points", "found -1", "0 or more")),
    (["kind: bands", "bands:", "  - {from: 9, points: 3}"], "from: 9", ("a band of 3 points", "the task's 2")),
], ids=["deduct's each", "deduct's floor", "an unknown key", "ratio's target", "a grade's share", "a band below 0",
        "a band above the points"])
# fmt: on
def test_a_wrong_value_of_a_method_is_named_by_its_own_line(
    method: list[str], line: str, says: tuple[str, ...], qsq: Qsq, small: Path
) -> None:
    """A method may be written over several lines, each value in its own."""
    block = "".join(f"          {text}\n" for text in method)
    task = "      - id: hazards\n        text: 隐患处数\n        points: 2\n        method:\n"
    change(small, PERIOD, HAZARDS, task + block)
    assert_named(refusal(qsq, small, RULES), PERIOD, line_of(small, PERIOD, line), *says)


def test_a_checklist_without_items_is_refused(qsq: Qsq, small: Path) -> None:
    (small / TOWN).unlink()
    text = (small / PERIOD).read_text(encoding="utf-8")
    change(small, PERIOD, text[text.index("items:") :], "items: []\n")
    assert_named(refusal(qsq, small, RULES, SCORE, ISSUE), PERIOD, "line 6", "items", "empty")


def test_an_item_without_tasks_is_refused(qsq: Qsq, small: Path) -> None:
    text = (small / PERIOD).read_text(encoding="utf-8")
    start, end = text.index("    tasks:"), text.index("  - id: grain")
    change(small, PERIOD, text[start:end], "    tasks: []\n")
    assert_named(refusal(qsq, small, RULES), PERIOD, "line 12", "tasks", "empty")


def test_a_missing_rule_file_is_refused(qsq: Qsq, small: Path) -> None:
    (small / PERIOD).unlink()
    asked = (*RULES, "2023Q1")
    assert_named(refusal(qsq, small, asked, SCORE, ISSUE), PERIOD, "", "no such file", "rules of 2023Q1")


def test_a_period_without_rules_is_refused(qsq: Qsq, small: Path) -> None:
    file = "rules/2023/q4.yaml"
    places = refusal(qsq, small, ("score", "quarter", "2023Q4"), ("checklist", "issue", "2023Q4"))
    assert_named(places, file, "", "no such file", "rules of 2023Q4")


def test_a_workspace_without_any_periods_rules_is_refused(qsq: Qsq, small: Path) -> None:
    (small / PERIOD).unlink()
    assert_named(refusal(qsq, small, RULES), "rules", "", "no period's rules", "rules/2023/q1.yaml")


def test_every_wrong_value_of_a_checklist_is_listed(qsq: Qsq, small: Path) -> None:
    change(small, PERIOD, "due: 2023-03-31", "due: 三月底")
    change(small, PERIOD, "weight: 4", "weight: viel")
    change(small, PERIOD, "each: 0.5", "each: -0.5")
    places = refusal(qsq, small, RULES, SCORE, ISSUE)
    assert [place[:2] for place in places] == [(PERIOD, "line 3"), (PERIOD, "line 11"), (PERIOD, "line 23")]


def test_a_slip_of_the_pen_hides_no_unknown_department(qsq: Qsq, small: Path) -> None:
    change(small, PERIOD, "weight: 4", "weight: 0")
    change(small, PERIOD, "department: agriculture", "department: forestry")
    places = refusal(qsq, small, RULES)
    assert [place[:2] for place in places] == [(PERIOD, "line 11"), (PERIOD, "line 18")]


def test_an_emphasis_that_no_item_carries_is_a_warning(qsq: Qsq, small: Path) -> None:
    change(small, PERIOD, "themes: [spring-farming]", "themes: [spring_farming]")
    run = qsq(*RULES, "--json", workspace=small)
    assert run.code == 0
    assert len(run.answer["warnings"]) == 1
    assert_says(run.answer["warnings"][0], "rules/2023/q1.yaml:line 5", "spring-farming")


def test_the_rules_of_another_period_are_checked_with_all_and_not_with_one(qsq: Qsq, small: Path) -> None:
    change(small, "rules/2023/q2.yaml", "", "period: 2023Q2\n")
    places = refusal(qsq, small, RULES)
    assert {place[0] for place in places} == {"rules/2023/q2.yaml"}
    assert qsq(*RULES, "2023Q1", "--json", workspace=small).code == 0
