"""`qsq score diff`: what changed between two results, and why, is told for each village."""

from decimal import Decimal
from pathlib import Path

import pandas as pd

from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq, example

CODES = ("A1", "A2", "A3", "B1", "B2", "B3")


def corrected(root: Path, file: str, before: str, now: str) -> None:
    """Another value in a file."""
    path = root / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, now, 1), "utf-8")


def first_row(root: Path) -> tuple[str, str, str, str]:
    """The file, village, task and value of the first observation of a number above 1."""
    for path in sorted((root / "data/2023/q1/observations").glob("*.csv")):
        for line in path.read_text("utf-8-sig").splitlines()[1:]:
            code, task, value = line.split(",")[:3]
            if value.isdecimal() and int(value) > 1:
                return path.relative_to(root).as_posix(), code, task, value
    raise AssertionError


def test_each_change_of_a_mark_is_told_with_its_cause_and_adds_up(qsq: Qsq, tmp_path: Path) -> None:
    root = example("mini", tmp_path)
    before = qsq("score", "period", "2023Q1", "--json", workspace=root).answer
    file, code, task, value = first_row(root)
    corrected(root, file, f"{code},{task},{value}", f"{code},{task},1")
    now = qsq("score", "period", "2023Q1", "--json", workspace=root).answer
    found = qsq("score", "diff", "2023Q1", "--json", workspace=root).answer
    assert (found["before"]["revision"], found["now"]["revision"], found["rules"]) == (1, 2, [])
    figures = [{one["village_code"]: one for one in each["villages"]} for each in (before, now)]
    told = {one["village_code"]: one for one in found["villages"]}
    for village, then in figures[0].items():
        here = figures[1][village]
        for name in ("town_mark", "city_mark", "rank", "city_rank", "reward", "yellow_card", "vetoed"):
            both = [then[name], here[name]] if then[name] != here[name] else None
            assert told.get(village, {"changed": {}})["changed"].get(name) == both
    assert told[code]["causes"] == [{"kind": "observation", "name": task, "before": value, "now": "1"}]
    assert not any(one["causes"] for village, one in told.items() if village != code)
    change = sum(Decimal(item["change"]) for item in told[code]["items"])
    then, here = told[code]["changed"]["town_mark"]
    assert change == Decimal(here) - Decimal(then)
    assert len(told) + found["same"] == len(figures[0])
    words = qsq("score", "diff", "2023Q1", "--village", code, workspace=root).out
    assert f"{task}: {value} → 1" in words


def test_rules_and_registers_are_causes_too(qsq: Qsq, tmp_path: Path) -> None:
    root = example("mini", tmp_path)
    village = qsq("score", "period", "2023Q1", "--json", workspace=root).answer["villages"][0]
    corrected(root, "rules/2023/q1.yaml", "weight: ", "weight: 1")
    corrected(root, "data/villages.csv", village["village_name"], "新名村")
    qsq("score", "period", "2023Q1", workspace=root)
    found = qsq("score", "diff", "2023Q1", "--json", workspace=root).answer
    assert [one["name"].partition(" ")[2] for one in found["rules"]] == ["weight"]
    causes = {one["village_code"]: one["causes"] for one in found["villages"]}
    told = {"kind": "register", "name": "name", "before": village["village_name"], "now": "新名村"}
    assert causes[village["village_code"]] == [told]
    assert (
        qsq("score", "diff", "2023Q1", "--before", "1", "--now", "1", "--json", workspace=root).answer[
            "villages"
        ]
        == []
    )


def test_two_periods_are_held_against_each_other_and_written_as_a_table(qsq: Qsq, tmp_path: Path) -> None:
    root = example("mini", tmp_path)
    for period in ("2023Q1", "2023Q2"):
        qsq("score", "period", period, workspace=root)
    table = tmp_path / "diff.xlsx"
    run = qsq("score", "diff", "2023Q1", "2023Q2", "--export", table, "--json", workspace=root)
    assert run.code == 0
    frame = pd.read_excel(table, dtype=str, engine="calamine")
    assert list(frame["village_code"]) == [one["village_code"] for one in run.answer["villages"]]
    assert qsq("score", "diff", "2023Q1", "2023Q2", workspace=root).code == 0


def test_what_cannot_be_compared_is_told(qsq: Qsq, tmp_path: Path) -> None:
    root = example("mini", tmp_path)
    assert qsq("score", "diff", "2023Q1", workspace=root).code == 5
    qsq("score", "period", "2023Q1", workspace=root)
    assert qsq("score", "diff", "2023Q1", workspace=root).code == 5
    run = qsq("score", "diff", "2023Q1", "--before", "7", "--json", workspace=root)
    assert run.code == 2
    assert "expected 1 to 1" in message_of(run)


def test_a_village_that_did_not_change_is_told_apart_from_one_that_is_not_there(
    qsq: Qsq, tmp_path: Path
) -> None:
    root = example("mini", tmp_path)
    code = qsq("score", "period", "2023Q1", "--json", workspace=root).answer["villages"][0]["village_code"]
    words = ("score", "diff", "2023Q1", "--before", "1", "--now", "1", "--village")
    same = qsq(*words, code, workspace=root)
    assert same.code == 0
    assert f"{code} " in same.out
    assert "nothing of it changed" in same.out
    assert qsq(*words, "nowhere", workspace=root).code == 2


def test_people_read_words_and_are_told_what_was_written(qsq: Qsq, tmp_path: Path) -> None:
    root = example("mini", tmp_path)
    qsq("score", "period", "2023Q1", workspace=root)
    corrected(root, "rules/2023/q1.yaml", "weight: ", "weight: 1")
    scheme = (root / "rules/scheme.yaml").read_text("utf-8")
    (root / "rules/scheme.yaml").write_text(
        scheme.replace("below: 60", "below: 100").replace("spare_at: 85", "spare_at: 100"), "utf-8"
    )
    assert qsq("score", "period", "2023Q1", workspace=root).code == 0
    table = tmp_path / "diff.csv"
    shown = qsq("score", "diff", "2023Q1", "--export", table, workspace=root).out
    assert f"written: {table}" in shown
    assert "yellow card — → mark too low" in shown
    assert "→ below" not in shown


def test_every_input_and_rule_that_is_not_as_it_was_is_told_with_both_values(qsq: Qsq, small: Path) -> None:
    """A task goes and another comes, a target, a bonus and a limit change; the table says it in one line."""
    qsq("score", "period", "2023Q1", workspace=small)
    corrected(small, "rules/scheme.yaml", "below: 60", "below: 61")
    hazards = (
        "{id: hazards, text: 农机隐患未整改处数, points: 2, method: {kind: deduct, each: 0.5, floor: 0}}"
    )
    corrected(
        small,
        "rules/2023/q1.yaml",
        hazards,
        "{id: fields, text: 撂荒地复耕, points: 2, method: {kind: yes_no}}",
    )
    seen = small / "data/2023/q1/observations/agriculture.csv"
    lines = [line for line in seen.read_text("utf-8").splitlines() if "hazards" not in line]
    seen.write_text("\n".join([*lines, *(f"{code},grain.fields,是," for code in CODES)]) + "\n", "utf-8")
    corrected(small, "data/2023/q1/targets.csv", "A2,grain.seedlings,200", "A2,grain.seedlings,301")
    corrected(small, "data/2023/q1/adjustments.csv", "A1,bonus,1,", "A1,bonus,1.5,")
    table = small / "diff.csv"
    assert qsq("score", "period", "2023Q1", "--reason", "更正", workspace=small).code == 0
    found = qsq("score", "diff", "2023Q1", "--export", table, "--json", workspace=small).answer
    rules = {one["name"]: (one["before"], one["now"]) for one in found["rules"]}
    assert rules["grain.hazards"] == ("农机隐患未整改处数", None)
    assert rules["grain.fields"] == (None, "撂荒地复耕")
    assert [name for name in rules if not name.startswith("grain")] == ["yellow_card"]
    assert "60" in rules["yellow_card"][0]
    assert "61" in rules["yellow_card"][1]
    causes = {
        one["village_code"]: [(c["kind"], c["name"], c["before"], c["now"]) for c in one["causes"]]
        for one in found["villages"]
    }
    done = ("observation", "grain.fields", None, "是")
    assert causes["A2"] == [
        ("observation", "grain.hazards", "1", None), done, ("target", "grain.seedlings", "200", "301"),
    ]  # fmt: skip
    told = [cause[2:] for cause in causes["A1"] if cause[:2] == ("adjustment", "bonus")]
    assert [(before is None, now is None) for before, now in told] == [(False, True), (True, False)]
    rows = {row["village_code"]: row for row in pd.read_csv(table, dtype=str).to_dict("records")}
    changed = next(one for one in found["villages"] if one["village_code"] == "A2")["changed"]
    assert [rows["A2"]["town_mark_before"], rows["A2"]["town_mark"]] == changed["town_mark"]
    assert "grain.seedlings" in rows["A2"]["causes"]


def test_a_village_that_is_not_there_is_refused_by_the_name_it_was_called(qsq: Qsq, small: Path) -> None:
    qsq("score", "period", "2023Q1", workspace=small)
    words = ("score", "diff", "2023Q1", "--before", "1", "--now", "1", "--village", "nowhere", "--json")
    assert message_of(qsq(*words, workspace=small)) == "there is no village nowhere in either result"
