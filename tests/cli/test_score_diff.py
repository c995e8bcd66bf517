"""`qsq score diff`: what changed between two results, and why, is told for each village."""

from decimal import Decimal
from pathlib import Path

import pandas as pd

from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq, example


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
