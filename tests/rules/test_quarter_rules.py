"""What a quarter's and a town's rule files are refused for (CONTRACT.md section 3), with their lines."""

from pathlib import Path

from tests.conftest import Qsq
from tests.intake.builders import (
    ISSUE,
    QUARTER,
    RULES,
    SCORE,
    TOWN,
    Wrong,
    assert_named,
    assert_refused,
    change,
    refusal,
    table,
)

BANDS = "method: {kind: bands, bands: [{from: 90, points: 2}, {from: 60, points: 1}]}"
YES_NO = "points: 2, method: {kind: yes_no}"


# fmt: off
@table(
    ("a weight of 0", QUARTER, "weight: 4", "weight: 0", "line 11", ("weight", "found 0", "above 0")),
    ("a weight below 0", QUARTER, "weight: 4", "weight: -4", "line 11", ("found -4", "above 0")),
    ("points of 0", QUARTER, "points: 2, method: {kind: yes_no}", "points: 0, method: {kind: yes_no}", "line 13", ("points", "above 0")),
    ("a multiplier of 0", QUARTER, "multiplier: 1.5", "multiplier: 0", "line 5", ("multiplier", "above 0")),
    ("a theme stressed twice", QUARTER, "emphasis:\n", "emphasis:\n  - {theme: spring-farming, name: 春耕, multiplier: 2}\n", "line 6", ("spring-farming", "twice")),
    ("another quarter than the file's", QUARTER, "quarter: 2023Q1", "quarter: 2023Q2", "line 1", ("2023Q2", "2023Q1")),
    ("an item twice", QUARTER, "id: grain", "id: party", "line 15", ("party", "twice")),
    ("a task twice", QUARTER, "id: study", "id: meeting", "line 14", ("meeting", "twice")),
    ("an unknown category", QUARTER, "category: agriculture", "category: peace", "line 17", ("peace", "agriculture, party-building")),
    ("an unknown department", QUARTER, "department: agriculture", "department: water", "line 18", ("water", "agriculture, organisation")),
    ("an unknown method", QUARTER, "kind: yes_no", "kind: maybe", "line 13", ("maybe", "award, deduct, ratio, grade, yes_no or bands")),
    ("a method without kind", QUARTER, "{kind: yes_no}", "{points: 2}", "line 13", ("kind is missing", "award")),
    ("a method that is a word", QUARTER, "{kind: yes_no}", "yes_no", "line 13", ("“yes_no”", "a mapping")),
    ("a method without its key", QUARTER, "{kind: deduct, each: 0.5, floor: 0}", "{kind: deduct}", "line 23", ("each is missing",)),
    ("a key of another method", QUARTER, "{kind: yes_no}", "{kind: yes_no, target: 5}", "line 13", ("target", "not known")),
    ("a target of 0", QUARTER, "target: per_village", "target: 0", "line 22", ("found 0", "per_village")),
    ("a target in words", QUARTER, "target: per_village", "target: per_town", "line 22", ("“per_town”", "per_village")),
    ("a deduction of 0", QUARTER, "each: 0.5", "each: 0", "line 23", ("each", "above 0")),
    ("a floor above the points", QUARTER, "floor: 0}", "floor: 2.5}", "line 23", ("floor 2.5", "2 points")),
    ("a floor below 0", QUARTER, "floor: 0}", "floor: -1}", "line 23", ("found -1", "0 or more")),
    ("a grade above 100 %", QUARTER, "优: 100%", "优: 110%", "line 14", ("“110%”", "at most 100%")),
    ("a grade without %", QUARTER, "良: 80%", "良: 0.8", "line 14", ("0.8", "a share")),
    ("a grade that means not applicable", QUARTER, "差: 0%", "NA: 0%", "line 14", ("NA is no grade",)),
    ("no grades", QUARTER, "grades: {优: 100%, 良: 80%, 差: 0%}", "grades: {}", "line 14", ("grades", "at least one")),
    ("a band above the points", QUARTER, YES_NO, f"points: 1.5, {BANDS}", "line 13", ("band of 2", "1.5")),
    ("a band twice", QUARTER, YES_NO, f"points: 2, {BANDS.replace('60', '90.0')}", "line 13", ("90", "twice")),
    ("a task that is due on no day", QUARTER, YES_NO, f"due: 2023-13-01, {YES_NO}", "line 13", ("“2023-13-01”", "a date")),
    ("no weight", QUARTER, "    weight: 4\n", "", "line 7", ("weight is missing",)),
    ("an unknown key", QUARTER, "    weight: 4", "    wieght: 4\n    weight: 4", "line 11", ("wieght", "not known")),
    ("an id the city uses", TOWN, "id: shore", "id: grain", "line 2", ("grain", "used by the city")),
    ("a department other than the town", TOWN, "department: town", "department: agriculture", "line 5", ("agriculture", "town")),
    ("a dropped item that is none", TOWN, "add:", "drop: [{item: river, reason: 无水域}]\nadd:", "line 1", ("river", "grain, party")),
    ("an item dropped twice", TOWN, "add:", "drop: [{item: grain, reason: 无}, {item: grain, reason: 无}]\nadd:", "line 1", ("grain", "twice")),
    ("a drop without reason", TOWN, "add:", "drop: [{item: grain}]\nadd:", "line 1", ("reason is missing",)),
    ("a town that weighs nothing", TOWN, "weight: 2", "weight: 0", "line 6", ("weight", "above 0")),
)
# fmt: on
def test_a_wrong_rule_file_is_refused_with_its_line(wrong: Wrong, qsq: Qsq, small: Path) -> None:
    assert_refused(qsq, small, wrong, RULES, SCORE, ISSUE)


def test_a_quarter_without_items_is_refused(qsq: Qsq, small: Path) -> None:
    head = (small / QUARTER).read_text(encoding="utf-8").partition("items:")[0]
    change(small, QUARTER, "", f"{head}items: []\n")
    (small / TOWN).unlink()
    assert_named(refusal(qsq, small, RULES, SCORE, ISSUE), QUARTER, "line 6", "items", "at least one")


def added(number: int) -> str:
    """An item that a town adds."""
    return (
        f"  - id: extra{number}\n    name: 镇级{number}\n    category: agriculture\n    department: town\n    weight: 1\n"
        f"    tasks: [{{id: one, text: 一条, points: 1, method: {{kind: award}}}}]\n"
    )


def test_a_town_adds_two_items_and_no_more(qsq: Qsq, small: Path) -> None:
    town = (small / TOWN).read_text(encoding="utf-8")
    change(small, TOWN, "", town + added(2))
    assert qsq("rules", "check", workspace=small).code == 0
    change(small, TOWN, "", town + added(2) + added(3))
    assert_named(refusal(qsq, small, RULES, SCORE, ISSUE), TOWN, "line 1", "add", "3 entries", "at most 2")


def test_a_folder_that_is_no_town_is_refused(qsq: Qsq, small: Path) -> None:
    other = "rules/2023/towns/T9/q1.yaml"
    change(small, other, "", (small / TOWN).read_text(encoding="utf-8"))
    assert_named(refusal(qsq, small, RULES, SCORE, ISSUE), other, "", "T9", "data/towns.csv")


def test_two_towns_may_add_items_of_the_same_id(qsq: Qsq, small: Path) -> None:
    change(small, "rules/2023/towns/T1/q1.yaml", "", (small / TOWN).read_text(encoding="utf-8").replace("points: 5", "points: 4"))
    change(small, "data/2023/q1/observations/town-east.csv", "",
           "village_code,task,value,note\nA1,shore.clean,4,\nA2,shore.clean,3,\nA3,shore.clean,2,\n")
    answer = qsq(*SCORE, "--json", workspace=small).answer
    shore = [village["items"][2] for village in answer["villages"]]
    assert [one["mark"] for one in shore] == ["16.67", "12.50", "8.34", "15.00", "16.67", "10.00"]
    assert {one["city_full"] for one in shore} == {None}
