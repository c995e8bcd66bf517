"""qsq through its command line against a second reading of CONTRACT.md, on random counties."""

import os
from pathlib import Path
from random import Random

import pytest

from tests.conftest import Qsq, examples
from tests.second.contract import TooManyOrders, awards, score
from tests.second.worlds import a_world, write

WORLDS = int(os.environ.get("QSQ_WORLDS", examples(6, 40)))
FIRST = int(os.environ.get("QSQ_FIRST_WORLD", "0"))


@pytest.mark.more
@pytest.mark.parametrize("seed", range(FIRST, FIRST + WORLDS))
def test_a_random_county_gets_the_answers_of_the_second_reading(seed: int, qsq: Qsq, tmp_path: Path) -> None:
    world = a_world(seed)
    write(world, tmp_path, Random(seed))
    scores = {period: score(world, period) for period in world["periods"]}
    for period, expected in scores.items():
        found = qsq("score", "period", period, "--json", workspace=tmp_path)
        assert found.code == 0, found
        for one, other in zip(found.answer["villages"], expected["villages"], strict=True):
            assert {key: one[key] for key in other} == other
        assert {key: found.answer[key] for key in expected} == expected
    found = qsq("awards", "year", "2023", "--draft", "--json", workspace=tmp_path)
    if "annual" not in world["scheme"]:
        assert found.code == 5
        return
    try:
        expected = awards(world, scores)
    except TooManyOrders:
        pytest.skip("too many orders of ties to try")
    assert {key: found.answer[key] for key in expected} == expected
    assert found.code == (4 if expected["undecided"] else 0)
