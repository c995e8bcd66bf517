"""rules/YEAR/towns/CODE/qN.yaml: what a town may add, stress and drop (CONTRACT.md section 3)."""

import re
from pathlib import Path

import pytest

from qsq.domain.values.file_names import folder_name
from tests.conftest import Qsq
from tests.intake.builders import (
    CHECK,
    ISSUE,
    PERIOD,
    RULES,
    SCHEME,
    SCORE,
    TOWN,
    TOWN_SEEN,
    TOWNS,
    Wrong,
    answer_of,
    assert_named,
    assert_refused,
    assert_says,
    change,
    refusal,
    table,
)

FURTHER = """\
  - id: {id}
    name: 又一项
    category: agriculture
    department: town
    weight: 1
    tasks:
      - {{id: done, text: 完成, points: 1, method: {{kind: yes_no}}}}
"""


# fmt: off
@table(
    ("an id that the city uses", TOWN, "id: shore", "id: grain", "line 2", ("grain", "used by the city")),
    ("a department that is not the town", TOWN, "department: town", "department: agriculture",
     "line 5", ("department", "agriculture", "expected one of: town")),
    ("an unknown category", TOWN, "category: agriculture", "category: river",
     "line 4", ("category", "river", "agriculture, party-building")),
    ("a weight of 0", TOWN, "weight: 2", "weight: 0", "line 6", ("weight", "found 0", "above 0")),
    ("an item without tasks", TOWN, "    tasks:\n      - {id: clean, text: 岸线保洁, points: 5, method: {kind: award}}\n",
     "    tasks: []\n", "line 7", ("tasks", "empty")),
    ("a task of 0 points", TOWN, "points: 5", "points: 0", "line 8", ("points", "found 0", "above 0")),
    ("a kind that is none", TOWN, "kind: award", "kind: score", "line 8", ("score", "award, deduct, ratio")),
    ("an emphasis of 0", TOWN, "add:", "emphasis:\n  - {theme: spring-farming, name: 春耕, multiplier: 0}\nadd:",
     "line 2", ("multiplier", "found 0", "above 0")),
    ("a theme that is stressed twice", TOWN, "add:",
     "emphasis:\n  - {theme: t, name: 甲, multiplier: 2}\n  - {theme: t, name: 乙, multiplier: 3}\nadd:",
     "line 3", ("theme", "t", "twice")),
    ("an unknown item dropped", TOWN, "add:", "drop:\n  - {item: river, reason: 无水域}\nadd:",
     "line 2", ("item", "river", "grain, party")),
    ("its own item dropped", TOWN, "add:", "drop:\n  - {item: shore, reason: 无水域}\nadd:",
     "line 2", ("item", "shore", "grain, party")),
    ("a task dropped", TOWN, "add:", "drop:\n  - {item: grain.hazards, reason: 无农机}\nadd:",
     "line 2", ("grain.hazards", "grain, party")),
    ("an item dropped twice", TOWN, "add:", "drop:\n  - {item: grain, reason: 甲}\n  - {item: grain, reason: 乙}\nadd:",
     "line 3", ("grain", "twice")),
    ("an item dropped for no reason", TOWN, "add:", "drop:\n  - {item: grain}\nadd:", "line 2", ("reason", "missing")),
    ("an item dropped for an empty reason", TOWN, "add:", "drop:\n  - {item: grain, reason: ' '}\nadd:",
     "line 2", ("reason", "text")),
    ("a list of ids dropped", TOWN, "add:", "drop: [grain]\nadd:", "line 1", ("“grain”", "mapping")),
    ("another period's key", TOWN, "add:", "period: 2023Q1\nadd:", "line 1", ("period", "not known")),
    ("weights shifted in another way", TOWN, "add:", "weights: {grain: 3}\nadd:", "line 1", ("weights", "not known")),
)
# fmt: on
def test_a_wrong_town_file_is_refused_with_its_line(wrong: Wrong, qsq: Qsq, small: Path) -> None:
    assert_refused(qsq, small, wrong, RULES, SCORE, ISSUE)


def test_two_items_may_be_added_and_three_may_not(qsq: Qsq, small: Path) -> None:
    with (small / TOWN).open("a", encoding="utf-8") as file:
        file.write(FURTHER.format(id="roads"))
    assert qsq(*RULES, "--json", workspace=small).code == 0
    with (small / TOWN).open("a", encoding="utf-8") as file:
        file.write(FURTHER.format(id="lamps"))
    assert_named(refusal(qsq, small, RULES, SCORE, ISSUE), TOWN, "line 1", "add", "found 3", "at most 2")


def test_an_item_that_is_added_twice_is_refused(qsq: Qsq, small: Path) -> None:
    with (small / TOWN).open("a", encoding="utf-8") as file:
        file.write(FURTHER.format(id="shore"))
    assert_named(refusal(qsq, small, RULES), TOWN, "line 9", "shore", "twice")


def test_a_folder_whose_name_is_no_towns_code_is_refused(qsq: Qsq, small: Path) -> None:
    (small / "rules/2023/towns/T2").rename(small / "rules/2023/towns/T9")
    (small / TOWN_SEEN).unlink()
    file = "rules/2023/towns/T9/q1.yaml"
    assert_named(refusal(qsq, small, RULES, SCORE, ISSUE), file, "", "T9", TOWNS)


def test_a_folder_named_like_its_town_is_refused(qsq: Qsq, small: Path) -> None:
    (small / "rules/2023/towns/T2").rename(small / "rules/2023/towns/西镇")
    (small / TOWN_SEEN).unlink()
    file = "rules/2023/towns/西镇/q1.yaml"
    assert_named(refusal(qsq, small, RULES), file, "", "西镇", TOWNS)


@pytest.mark.parametrize("text", ["# 本季不增减\n", "# add:\n#   - id: shore\n", "{}", "add: []\ndrop: []\n"])
def test_a_town_file_that_says_nothing_adds_nothing(text: str, qsq: Qsq, small: Path) -> None:
    (small / TOWN_SEEN).unlink()
    (small / TOWN).unlink()
    expected = answer_of(qsq, small)
    change(small, TOWN, "", text)
    assert answer_of(qsq, small) == expected
    assert qsq(*CHECK, "--json", workspace=small).answer["expected"] == 24


def test_a_key_under_which_nothing_stands_is_named(qsq: Qsq, small: Path) -> None:
    change(small, TOWN, "", "add:\n  # - id: shore\n")
    assert_named(refusal(qsq, small, RULES), TOWN, "line 1", "add", "null", "a list")


def test_the_files_of_city_and_towns_are_checked_in_one_run(qsq: Qsq, small: Path) -> None:
    change(small, SCHEME, "missing: block", "missing: ignore")
    change(small, PERIOD, "weight: 4", "weight: 0")
    change(small, TOWN, "points: 5", "points: 0")
    change(small, "rules/2023/towns/T1/q1.yaml", "", "drops: []\n")
    change(small, TOWNS, "T2,西镇", "T2,")
    places = refusal(qsq, small, RULES, SCORE, ISSUE)
    assert [place[:2] for place in places] == [
        (SCHEME, "line 4"),
        (TOWNS, "B3"),
        (PERIOD, "line 11"),
        ("rules/2023/towns/T1/q1.yaml", "line 1"),
        (TOWN, "line 8"),
    ]
    assert_says(places[3][2], "drops", "not known")


def test_two_towns_may_add_items_of_the_same_id(qsq: Qsq, small: Path) -> None:
    eastern = (small / TOWN).read_text(encoding="utf-8").replace("points: 5", "points: 4")
    change(small, "rules/2023/towns/T1/q1.yaml", "", eastern)
    seen = "village_code,task,value,note\nA1,shore.clean,4,\nA2,shore.clean,3,\nA3,shore.clean,2,\n"
    change(small, TOWN_SEEN.replace("town", "town-T1"), "", seen)
    change(small, TOWN_SEEN, "4.5", "5")
    marks = [village["items"][2]["mark"] for village in answer_of(qsq, small)]  # type: ignore[index]
    assert marks == ["16.67", "12.50", "8.34", "16.67", "16.67", "10.00"]


@pytest.mark.parametrize("code", ["A/1", "a/../../x", "..", "CON", "x" * 200])
def test_a_town_of_any_code_has_rules_and_tasks_of_its_own(code: str, qsq: Qsq, small: Path) -> None:
    """Its folder is called as the fence calls it; `rules check` tells the name."""
    expected = [village | {"town_code": code} for village in answer_of(qsq, small)[3:]]
    for file in (TOWNS, "data/villages.csv", "data/officials.csv"):
        path = small / file
        path.write_text(re.sub(r"\bT2\b(?!-)", code, path.read_text("utf-8")), "utf-8")
    (place,) = refusal(qsq, small, RULES)
    assert place[0] == TOWN
    assert_says(place[2], "T2", f"expected one of: {', '.join(sorted(['T1', folder_name(code)]))}")
    towns = small / "rules" / "2023" / "towns"
    (towns / "T2").rename(towns / folder_name(code))
    assert answer_of(qsq, small)[3:] == expected
    dispatch = "task,due,result,person\nshore.clean,2023-02-20,岸线清洁,李四\n"
    (towns / folder_name(code) / "q1.csv").write_text(dispatch, "utf-8")
    assert qsq("checklist", "issue", "2023Q1", "--on", "2023-01-03", workspace=small).code == 0
    run = qsq(
        *("checklist", "dispatch", "2023Q1", f"--town={code}", "--on", "2023-01-04"),
        *("--actor", "T2-lead", "--json"),
        workspace=small,
    )
    assert run.code == 0, run
    assert "李四" in (small / "data").joinpath("qsq.db").read_bytes().decode("utf-8", errors="ignore")
