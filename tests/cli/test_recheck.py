"""`qsq recheck`: what dice drew is looked at again, and the risk that is left is told until it is enough."""

import csv
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq, example
from tests.run import Run

DICE = "31415926535"


@pytest.fixture
def county(qsq: Qsq, tmp_path: Path) -> Path:
    root = example("mini", tmp_path)
    (root / "data" / "officials.csv").unlink(missing_ok=True)
    qsq("score", "period", "2023Q1", workspace=root)
    return root


def draw(qsq: Qsq, root: Path, dice: str = DICE, *more: str) -> Run:
    words = ("recheck", "draw", "2023Q1", "--dice", dice, "--actor", "city", "--json")
    return qsq(*words, *more, workspace=root)


def first_values(qsq: Qsq, root: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Every village-task's value and note as it was seen first."""
    found = {}
    for one in qsq("score", "period", "2023Q1", "--json", workspace=root).answer["villages"]:
        code = one["village_code"]
        for task in qsq("audit", "mark", code, "2023Q1", "--json", workspace=root).answer["tasks"]:
            found[code, task["task"]] = task["value"] or "", task["note"] or ""
    return found


def filled_in(qsq: Qsq, root: Path, sheet: str, other: dict[tuple[str, str], str] | None = None) -> Run:
    """The sheet with the first values, or others, handed in."""
    seen, path = first_values(qsq, root), root / sheet
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    for row in rows[1:]:
        assert row[4:] == ["", ""]
        key = row[0], row[2]
        row[4:] = (other or {}).get(key, seen[key][0]), seen[key][1]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return qsq("recheck", "enter", "2023Q1", path, "--actor", "city", "--json", workspace=root)


def redone(answer: dict[str, Any]) -> Fraction:
    """The risk by a calculator, from the factors that are told."""
    total, left = answer["millionths"], Fraction(1)
    for one in answer["factors"]:
        ticket = int(sha256(f"{one['dice']},{one['number']}".encode()).hexdigest(), 16)
        assert one["point"] == ticket * total >> 256
        left *= (1 - Fraction(10**6, total)) / (1 - Fraction(one["error"], one["bound"]))
    return min(Fraction(1), left)


def test_a_round_is_drawn_looked_at_and_leaves_a_risk_that_a_calculator_confirms(
    qsq: Qsq, county: Path
) -> None:
    drawn = draw(qsq, county, DICE, "--draws", "40").answer
    assert drawn["risk"] == "100%"
    assert drawn["waiting"]
    assert draw(qsq, county, DICE).answer["rounds"] == drawn["rounds"]  # the same dice draw nothing new
    run = draw(qsq, county, "2718281828459")
    assert run.code == 5
    assert "were not looked at yet" in message_of(run)
    done = filled_in(qsq, county, drawn["sheet"]).answer
    assert done["waiting"] == []
    assert len(done["factors"]) == 40
    told = Fraction(done["risk"].rstrip("%")) / 100
    if not done["open"] and told:
        assert redone(done) <= told < redone(done) + Fraction(1, 10_000)
    again = qsq("recheck", "status", "2023Q1", "--json", workspace=county).answer
    assert again["factors"] == done["factors"]
    assert qsq("recheck", "status", "2023Q1", workspace=county).code == 0
    assert qsq("ledger", "verify", workspace=county).code == 0


def test_more_is_asked_for_until_it_is_enough(qsq: Qsq, county: Path) -> None:
    answer = draw(qsq, county, DICE).answer
    for round_ in range(1, 12):
        answer = filled_in(qsq, county, answer["sheet"]).answer
        if answer["enough"] or answer["open"]:
            break
        assert answer["more_draws"] > 0
        answer = draw(qsq, county, f"{DICE}{round_}").answer
    assert answer["enough"] or answer["open"]


def test_what_was_not_drawn_or_does_not_fit_is_refused(qsq: Qsq, county: Path) -> None:
    drawn = draw(qsq, county, DICE, "--draws", "3").answer
    rows = list(csv.reader((county / drawn["sheet"]).read_text("utf-8-sig").splitlines()))
    wrong = county / "wrong.csv"
    wrong.write_text(
        f"village_code,task,value\n{rows[1][0]},{rows[1][2]},-7\nnone,{rows[1][2]},1\n", encoding="utf-8"
    )
    run = qsq("recheck", "enter", "2023Q1", wrong, "--actor", "city", "--json", workspace=county)
    assert run.code == 3
    assert [one["where"] for one in run.answer["error"]["places"]] == ["C2", "B3"]


def test_a_second_look_stands(qsq: Qsq, county: Path) -> None:
    drawn = draw(qsq, county, DICE, "--draws", "3").answer
    assert filled_in(qsq, county, drawn["sheet"]).code == 0
    path = county / drawn["sheet"]
    words = ("recheck", "enter", "2023Q1", path, "--actor", "city", "--json")
    again = qsq(*words, workspace=county)
    assert "recorded before" in qsq(*words[:-1], workspace=county).out
    assert again.code == 0
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    rows[1][4:] = ["NA", "说是没有"]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    run = qsq(*words, workspace=county)
    assert run.code == 3
    assert "a second look stands" in run.answer["error"]["places"][0]["message"]


@pytest.mark.parametrize("dice", ["123", "12345abcde", ""])
def test_dice_are_ten_digits_or_more(qsq: Qsq, county: Path, dice: str) -> None:
    assert draw(qsq, county, dice).code == 2


def test_without_a_result_there_is_nothing_to_look_at(qsq: Qsq, tmp_path: Path) -> None:
    root = example("mini", tmp_path)
    assert qsq("recheck", "status", "2023Q1", "--json", workspace=root).code == 5


def test_more_draws_need_fresh_dice(qsq: Qsq, county: Path) -> None:
    assert draw(qsq, county, DICE, "--draws", "3").answer["rounds"] == [{"dice": DICE, "draws": 3}]
    assert draw(qsq, county, DICE, "--draws", "3").code == 0
    refused = draw(qsq, county, DICE, "--draws", "4")
    assert refused.code == 2
    assert "3 draws already" in message_of(refused)


@pytest.mark.parametrize("draws", ["0", "1000001", "9" * 20])
def test_a_round_has_draws_that_can_be_made(qsq: Qsq, county: Path, draws: str) -> None:
    refused = draw(qsq, county, DICE, "--draws", draws)
    assert refused.code == 2
    assert "expected 1 to 1000000" in message_of(refused)


def test_where_nothing_was_drawn_no_factor_is_told(qsq: Qsq, county: Path) -> None:
    shown = qsq("recheck", "status", "2023Q1", workspace=county).out
    assert "÷" not in shown


def test_where_every_village_is_paid_nothing_is_drawn_and_nothing_recorded(qsq: Qsq, small: Path) -> None:
    assert qsq("score", "quarter", "2023Q1", workspace=small).code == 0
    before = len(qsq("ledger", "log", "--json", workspace=small).answer["events"])
    for more in ((), ("--draws", "5")):
        refused = draw(qsq, small, DICE, *more)
        assert refused.code == 5
        assert "nothing is to be drawn" in message_of(refused)
    assert len(qsq("ledger", "log", "--json", workspace=small).answer["events"]) == before
