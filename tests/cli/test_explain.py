"""`qsq explain`: how a village's figures came about, and whether a calculator agrees with every line."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.calculator import must_give
from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq, example, rich_workspace, small_workspace

_SUM = re.compile(r"^[│ ]+(?P<text>\S.*)$")
_HEAD = re.compile(r"^[│ ]*[├└]─ ")


class Line(NamedTuple):
    """A printed sum and its printed result."""

    numbers: str
    result: str
    rounded: bool


def printed_sums(out: str) -> Iterator[Line]:
    """The second and third line of every step, as they are printed."""
    numbers = ""
    for line in out.splitlines():
        text = line.lstrip("│ ")
        if _HEAD.match(line) or not line.startswith(("│", " ")):
            numbers = ""
        elif not numbers:
            numbers = text
        else:
            sign, _blank, figure = text.rpartition(" ")
            yield Line(numbers, figure, sign == "≈")
            numbers = ""


def redone(out: str, *, even: bool = False) -> int:
    """Hold every printed sum to its printed result; how many there are."""
    found = list(printed_sums(out))
    for line in found:
        must_give(line.numbers, line.result, rounded=line.rounded, even=even)
    return len(found)


def codes(qsq: Qsq, root: Path, period: str) -> list[dict[str, Any]]:
    """Every village's figures, scored now."""
    villages = qsq("score", "period", period, "--json", workspace=root).answer["villages"]
    assert isinstance(villages, list)
    return villages


def test_every_step_of_every_village_is_redone_from_the_printed_text(qsq: Qsq, small: Path) -> None:
    for one in codes(qsq, small, "2023Q1"):
        run = qsq("explain", one["village_code"], "2023Q1", workspace=small)
        assert run.code == 0
        assert redone(run.out) > 10
        assert f"= {one['town_mark']}" in run.out


@pytest.mark.parametrize("period", ["2023-01", "2023-02"])
def test_so_is_every_step_by_rules_that_use_every_key(qsq: Qsq, rich: Path, period: str) -> None:
    for one in codes(qsq, rich, period):
        run = qsq("explain", one["village_code"], period, workspace=rich)
        assert run.code == 0
        assert redone(run.out, even=True) > 10


@pytest.mark.parametrize(
    ("name", "period", "even"),
    [("mini", "2023Q1", False), ("ties", "2023Q1", True), ("months", "2023-01", False)],
)
def test_so_are_the_examples(qsq: Qsq, tmp_path: Path, name: str, period: str, even: bool) -> None:
    root = example(name, tmp_path)
    for one in codes(qsq, root, period):
        run = qsq("explain", one["village_code"], period, workspace=root)
        assert redone(run.out, even=even) > 5


@pytest.mark.parametrize("name", ["mini", "small"])
def test_each_number_stands_in_the_row_that_is_named(qsq: Qsq, tmp_path: Path, name: str) -> None:
    root = small_workspace(tmp_path) if name == "small" else example(name, tmp_path)
    seen = 0
    for one in codes(qsq, root, "2023Q1"):
        for step in derived_of(qsq, root, one["village_code"], "2023Q1"):
            for place in step["places"]:
                row, heading = row_and_heading(root, place)
                assert row[0] == one["village_code"]
                is_adjusted = step["formula"] in {"adjustment", "vetoed"}
                assert is_adjusted or step["of"] in {row[1], heading}, (step, place)
                seen += 1
    assert seen > 20


def row_and_heading(root: Path, place: dict[str, str]) -> tuple[list[str], str]:
    """The row of a CSV file that a cell such as C5 stands in, and the head of its column."""
    column, number = "ABCDEFGHIJ".index(place["where"][0]), int(place["where"][1:])
    with (root / place["file"]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return rows[number - 1], rows[0][column]


QUARTERS = tuple(f"2023Q{number}" for number in range(1, 5))


@pytest.mark.parametrize(
    ("name", "periods", "even"),
    [("mini", QUARTERS, False), ("ties", QUARTERS, True), ("rich", ("2023-01", "2023-02"), True)],
)
def test_so_is_every_step_of_a_year(
    qsq: Qsq, tmp_path: Path, name: str, periods: tuple[str, ...], even: bool
) -> None:
    root = rich_workspace(tmp_path) if name == "rich" else example(name, tmp_path)
    marked = {one["village_code"] for period in periods for one in codes(qsq, root, period)}
    answer = qsq("awards", "year", "2023", "--draft", "--json", workspace=root).answer
    honours = {one["village_code"]: one for one in answer["honours"]}
    for code in marked:
        run = qsq("explain", code, "2023", workspace=root)
        assert run.code == 0, run.err
        assert redone(run.out, even=even) > 3
        derived = derived_of(qsq, root, code, "2023")
        told = {one["formula"]: one["result"] for one in derived}
        assert told.get("order") == (str(honours[code]["order"]) if code in honours else told.get("order"))
        assert told.get("prize") == (honours[code]["prize"] if code in honours else None)
        uplifts = [one["result"] for one in derived if one["formula"] == "uplift"]
        assert uplifts == [one["uplift"] for one in honours.get(code, {}).get("members", ())]


def derived_of(qsq: Qsq, root: Path, code: str, when: str) -> list[dict[str, Any]]:
    """Every figure of a derivation, whatever it is a part of."""

    def every(derived: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for one in derived:
            yield one
            yield from every(one["parts"])

    answer = qsq("explain", code, when, "--json", workspace=root).answer
    return list(every(answer["derived"]))


@pytest.mark.torture
def test_an_honour_is_reached_as_it_is_or_tells_what_stands_against_it(qsq: Qsq, tmp_path: Path) -> None:
    root = example("mini", tmp_path)
    for period in QUARTERS:
        codes(qsq, root, period)
    answer = qsq("awards", "year", "2023", "--draft", "--json", workspace=root).answer
    honours = {one["village_code"]: one["honour"] for one in answer["honours"]}
    against = {one["village_code"]: set(one["reasons"]) - {"min_mark"} for one in answer["ineligible"]}
    assert honours
    assert against
    for one in answer["villages"]:
        code = one["village_code"]
        honour = honours.get(code, "advanced")
        found = qsq("explain", code, "2023", "--to", honour, "--json", workspace=root).answer
        assert {each["reason"] for each in found["conditions"]} == against.get(code, set())
        assert found["annual_mark"] == one["annual_mark"]
        if code in honours:
            assert (found["reached"], found["tasks"], found["points"]) == (True, [], "0.00")
        assert qsq("explain", code, "2023", "--to", honour, workspace=root).code == 0


def test_an_honour_that_there_is_not_is_refused(qsq: Qsq, tmp_path: Path) -> None:
    root = example("mini", tmp_path)
    code = codes(qsq, root, "2023Q1")[0]["village_code"]
    run = qsq("explain", code, "2023", "--to", "golden", "--json", workspace=root)
    assert run.code == 2
    assert "golden" in message_of(run)


def test_the_fewest_tasks_to_a_rank_are_told_with_what_is_out_of_reach(qsq: Qsq, small: Path) -> None:
    ranks = {one["village_code"]: one["rank"] for one in codes(qsq, small, "2023Q1")}
    first = next(code for code, rank in ranks.items() if rank == 1)
    last = max(ranks, key=lambda code: ranks[code])
    found = qsq("explain", first, "2023Q1", "--to", "1", "--json", workspace=small).answer
    assert (found["reached"], found["tasks"], found["others"]) == (True, [], "held_still")
    reached = qsq("explain", first, "2023Q1", "--to", "1", workspace=small).out
    assert "it is reached as it is" in reached
    assert "not within its reach" not in reached
    run = qsq("explain", last, "2023Q1", "--to", "2", workspace=small)
    assert run.code == 0
    assert "the marks of all others are held still" in run.out
    assert "not within its reach by tasks" in run.out


def test_tasks_that_are_done_in_full_do_reach_the_rank(qsq: Qsq, small: Path) -> None:
    """What is told is tried: the observations are put right and the period is scored again."""
    asked = [
        qsq("explain", one["village_code"], "2023Q1", "--to", str(one["rank"] - 1), "--json", workspace=small)
        for one in codes(qsq, small, "2023Q1")
        if one["rank"] > 1
    ]
    found = next(run.answer for run in asked if run.answer["reached"])
    code = found["village_code"]
    assert found["tasks"]
    full = {"party.meeting": "是", "party.study": "优", "grain.hazards": "0", "grain.seedlings": "1000"}
    for file in (small / "data/2023/q1/observations").iterdir():
        lines = file.read_text("utf-8").splitlines()
        for one in found["tasks"]:
            lines = [
                f"{code},{one['task']},{full[one['task']]}"
                if line.startswith(f"{code},{one['task']},")
                else line
                for line in lines
            ]
        file.write_text("\n".join(lines) + "\n", "utf-8")
    again = {one["village_code"]: one for one in codes(qsq, small, "2023Q1")}
    assert again[code]["rank"] <= int(found["to"])
    assert again[code]["town_mark"] == found["town_mark_then"]


@pytest.mark.parametrize("goal", ["0", "9", "金牌", "excellent"])
def test_a_rank_or_grade_that_there_is_not_is_refused(qsq: Qsq, small: Path, goal: str) -> None:
    codes(qsq, small, "2023Q1")
    run = qsq("explain", "A1", "2023Q1", "--to", goal, "--json", workspace=small)
    assert run.code == 2
    assert message_of(run).endswith("expected a rank from 1 to 3")  # the scheme has no grades


def test_a_grade_is_reached_under_the_condition_of_places_too(qsq: Qsq, rich: Path) -> None:
    told = {}
    for one in codes(qsq, rich, "2023-01"):
        code = one["village_code"]
        for goal in ("优秀", "good", "passed", "failed"):
            found = qsq("explain", code, "2023-01", "--to", goal, "--json", workspace=rich).answer
            told[code, found["to"]] = found["reached"]
        assert told[code, "failed"] is True
        assert told[code, one["grade"]] is True, "what it has it has reached"
        if one["vetoed"]:
            assert told[code, "passed"] is False
    assert {True, False} == set(told.values())


@pytest.mark.parametrize("goal", ["1", "nothing"])
def test_a_goal_that_a_year_does_not_have_is_told_with_those_that_it_has(
    qsq: Qsq, small: Path, goal: str
) -> None:
    code = codes(qsq, small, "2023Q1")[0]["village_code"]
    run = qsq("explain", code, "2023", "--to", goal, "--json", workspace=small)
    assert run.code == 2
    assert f"found the honour {goal}; expected one of: red-flag" in message_of(run)
