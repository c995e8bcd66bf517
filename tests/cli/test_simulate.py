"""`qsq simulate`: a recorded period by other rules; the ledger is only read."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_at_the_terminal import in_chinese
from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq


@pytest.fixture
def evaluated(qsq: Qsq, small: Path) -> Path:
    assert qsq("score", "quarter", "2023Q1", workspace=small).code == 0
    return small


def variants(qsq: Qsq, county: Path, *words: str | Path) -> list[dict[str, Any]]:
    run = qsq("simulate", "2023Q1", *words, "--json", workspace=county)
    assert run.code == 0, run.out
    found: list[dict[str, Any]] = run.answer["variants"]
    return found


def test_the_rules_that_were_recorded_change_nothing(qsq: Qsq, evaluated: Path) -> None:
    (same,) = variants(qsq, evaluated, "--rules", evaluated / "rules/2023/q1.yaml")
    assert (same["ranks"], same["moved"], same["towns"], same["unread"], same["unseen"]) == (
        0,
        [],
        [],
        {},
        [],
    )


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("items.grain.weight", "weight: 4\n    themes", "weight: 100\n    themes"),
        ("items.grain.tasks.hazards.method.each", "each: 0.5", "each: 2"),
        (
            "items.party.tasks.meeting.points",
            "points: 2, method: {kind: yes_no}",
            "points: 9, method: {kind: yes_no}",
        ),
    ],
)
def test_a_variant_is_what_the_engine_gives_with_those_rules(
    qsq: Qsq, evaluated: Path, key: str, old: str, new: str
) -> None:
    score = ("score", "quarter", "2023Q1", "--json")
    before = qsq(*score, workspace=evaluated).answer["villages"]
    value = next(word for word in re.findall(r"[\d.]+", new))
    (found,) = variants(qsq, evaluated, "--set", f"{key}={value}")
    for file in (evaluated / "data").glob("qsq.db*"):
        file.unlink()
    rules = evaluated / "rules/2023/q1.yaml"
    text = rules.read_text("utf-8")
    assert text.count(old) == 1
    rules.write_text(text.replace(old, new), encoding="utf-8")
    after = qsq(*score, workspace=evaluated).answer["villages"]
    keys = ("rank", "reward", "yellow_card")
    expected = {
        one["village_code"]: [[each[key] for each in (one, other)] for key in keys]
        for one, other in zip(before, after, strict=True)
        if any(one[key] != other[key] for key in keys[:2])
    }
    assert expected
    assert expected == {
        one["village_code"]: [one["ranks"], one["rewards"], one["yellow_cards"]] for one in found["moved"]
    }
    less = [Decimal(rewards[0]) - Decimal(rewards[1]) for _ranks, rewards, _cards in expected.values()]
    assert Decimal(found["money_handed_over"]) == sum(one for one in less if one > 0)


def test_the_ledger_is_left_as_it_is(qsq: Qsq, evaluated: Path) -> None:
    before = qsq("ledger", "log", "--json", workspace=evaluated).answer
    variants(qsq, evaluated, "--set", "scheme.yellow_card.below=90", "--set", "scheme.rewards.pool=9000")
    assert qsq("ledger", "log", "--json", workspace=evaluated).answer == before


def test_a_scheme_is_another_variant(qsq: Qsq, evaluated: Path) -> None:
    cards, money = variants(
        qsq, evaluated, "--set", "scheme.yellow_card.below=100", "--set", "scheme.rewards.pool=12000"
    )
    assert cards["cards"] > 0
    assert (cards["ranks"], money["ranks"]) == (0, 0)
    assert Decimal(money["money_more"]) > 0


def test_another_years_list_is_taken_as_this_periods(qsq: Qsq, evaluated: Path, tmp_path: Path) -> None:
    text = (evaluated / "rules/2023/q1.yaml").read_text("utf-8")
    other = tmp_path / "next.yaml"
    other.write_text(text.replace("2023Q1", "2024Q1").replace("2023-", "2024-"), encoding="utf-8")
    (found,) = variants(qsq, evaluated, "--rules", other)
    assert found["ranks"] == 0


def test_what_tasks_and_trips_cost_is_told_on_request(qsq: Qsq, evaluated: Path) -> None:
    run = qsq("simulate", "2023Q1", "--costs", "--json", workspace=evaluated)
    assert run.code == 0
    costs, departments = run.answer["costs"], run.answer["departments"]
    listed = qsq("simulate", "2023Q1", "--set", "scheme.rewards.pool=1", "--json", workspace=evaluated)
    assert len(costs) == listed.answer["variants"][0]["tasks"]
    assert all(0 < one["observations"] <= 6 for one in costs)
    each = [float(one["mean_shift"]) / one["observations"] for one in costs if one["mean_shift"] is not None]
    assert each == sorted(each)
    for one in departments:
        own = [task for task in costs if task["department"] == one["department"]]
        assert one["observations"] == sum(task["observations"] for task in own)
        assert max(task["observations"] for task in own) <= one["trips"] <= one["observations"]
        assert sum(task["trips"] for task in own) <= one["trips"]
        if len(own) == 1:
            assert (one["trips"], one["mean_shift"]) == (own[0]["trips"], own[0]["mean_shift"])


def test_costs_of_a_task_stand_on_one_line_of_a_narrow_terminal(qsq: Qsq, small: Path) -> None:
    rules, long = small / "rules/2023/q1.yaml", "春耕生产期间召开支部党员大会讨论通过本村早稻面积"
    text = rules.read_text("utf-8")
    rules.write_text(text.replace("text: 召开支部党员大会", f"text: {long}"), encoding="utf-8")
    assert qsq("score", "quarter", "2023Q1", workspace=small).code == 0
    words = ("--workspace", str(small), "simulate", "2023Q1", "--costs")
    lines = in_chinese(*words, COLUMNS="80")[0].splitlines()
    assert sum(f"{long[:19]}…" in line for line in lines) == 1


def test_people_read_it_side_by_side(qsq: Qsq, evaluated: Path) -> None:
    run = qsq(
        "simulate", "2023Q1", "--set", "scheme.yellow_card.below=100", "--set", "scheme.rewards.pool=1", "--costs",
        workspace=evaluated,
    )  # fmt: skip
    assert run.code == 0
    for text in (
        "beside what was recorded",
        "ranks that move",
        "1. scheme.yellow_card.below=100",
        "nothing was recorded",
    ):
        assert text in run.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--costs"),
        (("--set", "items"), "items.grain.weight=10"),
        (("--set", "items.nothing.weight=1"), "items.nothing"),
        (("--set", "scheme.rewards.nothing=1"), "places"),
        (("--set", "scheme.rewards=1"), "pool"),
        (("--set", "towns.T9.add=1"), "towns/T9"),
    ],
)
def test_what_cannot_be_set_is_said(qsq: Qsq, evaluated: Path, words: tuple[str, ...], told: str) -> None:
    run = qsq("simulate", "2023Q1", *words, "--json", workspace=evaluated)
    assert run.code == 2
    assert told in message_of(run)


def test_values_that_do_not_fit_are_refused_where_they_were_set(qsq: Qsq, evaluated: Path) -> None:
    run = qsq("simulate", "2023Q1", "--set", "scheme.marks.decimals=many", "--json", workspace=evaluated)
    assert run.code == 3
    assert [one["file"] for one in run.answer["error"]["places"]] == ["--set scheme.marks.decimals=many"]


def test_a_file_that_is_no_rule_file_is_refused(qsq: Qsq, evaluated: Path) -> None:
    run = qsq("simulate", "2023Q1", "--rules", evaluated / "data/towns.csv", "--json", workspace=evaluated)
    assert run.code == 2
    assert "towns.csv" in message_of(run)


def test_before_any_evaluation_there_is_nothing_to_count(qsq: Qsq, small: Path) -> None:
    run = qsq("simulate", "2023Q1", "--costs", "--json", workspace=small)
    assert run.code == 5


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a: " + b"[" * 5000, "lists within lists without end"),
        (b"items: [1", "not readable as YAML"),
        ("items: 粮食".encode("gb18030"), "not UTF-8 text"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_as_any_rule_file(
    qsq: Qsq, evaluated: Path, tmp_path: Path, content: bytes, says: str
) -> None:
    file = tmp_path / "other.yaml"
    file.write_bytes(content)
    run = qsq("simulate", "2023Q1", "--rules", file, "--json", workspace=evaluated)
    assert run.code == 3
    (place,) = run.answer["error"]["places"]
    assert (place["file"], place["where"]) == ("other.yaml", "line 1")
    assert says in place["message"]


def test_places_are_told_with_two_decimals_whatever_marks_have(qsq: Qsq, evaluated: Path) -> None:
    scheme = evaluated / "rules/scheme.yaml"
    scheme.write_text(scheme.read_text("utf-8").replace("decimals: 2", "decimals: 0"), "utf-8")
    assert qsq("score", "quarter", "2023Q1", workspace=evaluated).code == 0
    run = qsq("simulate", "2023Q1", "--set", "items.grain.weight=100", workspace=evaluated)
    (line,) = [line for line in run.out.splitlines() if "places, on average" in line]
    assert re.search(r"\d\.\d\d\s*$", line)


@pytest.mark.parametrize(
    "values",
    ["scheme.rewards.places=[60%,40%]", "items.grain.name='粮食,油料',scheme.yellow_card.below=55"],
)
def test_a_comma_within_brackets_or_quotation_marks_parts_nothing(
    qsq: Qsq, evaluated: Path, values: str
) -> None:
    (found,) = variants(qsq, evaluated, "--set", values)
    assert found["rules"] == values


def test_a_list_is_set_whole(qsq: Qsq, evaluated: Path) -> None:
    (alike,) = variants(qsq, evaluated, "--set", "scheme.rewards.places=[50%, 50%]")
    assert {one["rewards"][1] for one in alike["moved"]} == {"1500.00"}  # half of a pool's 3,000 yuan


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ("towns..add=1", "expected such as"),
        ("items..weight=3", "expected such as"),
        ("items.grain.weight=3,items.grain.weight=4", "is set twice"),
    ],
)
def test_names_without_a_part_or_set_twice_are_refused(
    qsq: Qsq, evaluated: Path, values: str, told: str
) -> None:
    run = qsq("simulate", "2023Q1", "--set", values, "--json", workspace=evaluated)
    assert run.code == 2
    assert told in message_of(run)


def test_a_fault_of_other_rules_is_told_in_the_file_that_was_named(
    qsq: Qsq, evaluated: Path, tmp_path: Path
) -> None:
    text = (evaluated / "rules/2023/q1.yaml").read_text("utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(text.replace("weight: 4", "weight: four", 1), encoding="utf-8")
    run = qsq("simulate", "2023Q1", "--rules", other, "--json", workspace=evaluated)
    assert run.code == 3
    assert [one["file"] for one in run.answer["error"]["places"]] == ["other.yaml"]
