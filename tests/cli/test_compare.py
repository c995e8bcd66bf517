"""`qsq compare`: why two villages' marks differ."""

from decimal import Decimal
from itertools import permutations
from pathlib import Path

from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq


def test_the_gap_of_two_villages_adds_up(qsq: Qsq, small: Path) -> None:
    villages = qsq("score", "quarter", "2023Q1", "--json", workspace=small).answer["villages"]
    for one, two in permutations(villages, 2):
        pair = one["village_code"], two["village_code"]
        found = qsq("compare", *pair, "2023Q1", "--json", workspace=small).answer
        same = one["town_code"] == two["town_code"]
        assert found["of"] == ("town_mark" if same else "city_mark")
        assert found["marks"] == [one[found["of"]], two[found["of"]]]
        parts = [Decimal(item[part]) for item in found["items"] for part in ("share", "full")]
        rest = [Decimal(found[name]) for name in ("bonus", "deduction", "cut")]
        assert sum(parts) + sum(rest) == Decimal(found["gap"])
        assert Decimal(found["gap"]) == Decimal(found["marks"][0]) - Decimal(found["marks"][1])


def test_people_read_it_as_a_table(qsq: Qsq, small: Path) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    run = qsq("compare", "A1", "B2", "2023Q1", workspace=small)
    assert run.code == 0
    for text in ("city mark", "by what was done", "by full mark", "together"):
        assert text in run.out


def test_before_any_evaluation_nothing_is_compared(qsq: Qsq, small: Path) -> None:
    run = qsq("compare", "A1", "B2", "2023Q1", "--json", workspace=small)
    assert run.code == 5
    assert "qsq score period 2023Q1" in message_of(run)


def test_a_village_is_not_compared_with_itself(qsq: Qsq, small: Path) -> None:
    assert qsq("score", "quarter", "2023Q1", workspace=small).code == 0
    assert qsq("compare", "A1", "A1", "2023Q1", workspace=small).code == 2
