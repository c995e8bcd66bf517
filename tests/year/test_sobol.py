"""Sobol' indices through SALib: known answers, and what an item's weight makes of places.

`make torture` installs the extra, which is heavy.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qsq.year.fairness import sobol
from qsq.year.fairness.sobol import indices, sobol_of_weights
from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq


@pytest.mark.torture
def test_ishigamis_function_has_its_known_indices() -> None:
    """Ishigami and Homma (1990): 0.3139, 0.4424, 0 and 0.5576, 0.4424, 0.2437."""

    def ishigami(points: Any) -> Any:
        first, second, third = points.T
        return np.sin(first) + 7 * np.sin(second) ** 2 + 0.1 * third**4 * np.sin(first)

    found = indices(("x1", "x2", "x3"), [(-np.pi, np.pi)] * 3, ishigami, 1, 2048)
    assert [float(one.first) for one in found] == pytest.approx([0.3139, 0.4424, 0], abs=0.03)
    assert [float(one.total) for one in found] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)


@pytest.mark.torture
def test_sobols_g_has_its_known_indices() -> None:
    """Saltelli and Sobol' (1995): a of 0, 1, 4.5, 9, 99, 99, 99, 99."""
    ease = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])

    def g(points: Any) -> Any:
        return np.prod((abs(4 * points - 2) + ease) / (1 + ease), axis=1)

    found = indices([f"x{one}" for one in range(8)], [(0.0, 1.0)] * 8, g, 1, 2048)
    assert [float(one.first) for one in found[:4]] == pytest.approx(
        [0.7165, 0.1791, 0.0237, 0.0072], abs=0.02
    )
    assert [float(one.total) for one in found[:4]] == pytest.approx(
        [0.7871, 0.2422, 0.0343, 0.0105], abs=0.02
    )


@pytest.mark.torture
def test_an_item_whose_weight_moves_nobody_has_none() -> None:
    def ranked(factors: Any) -> Any:
        ahead = (factors[:, 0] > 1050).astype(int)
        return np.stack([1 + ahead, 2 - ahead])

    first, second = sobol_of_weights(("grain", "party"), (1, 2), ranked, 1)
    assert float(first.first) == pytest.approx(1, abs=0.1)
    assert not second.first
    assert not second.total
    still = sobol_of_weights(("grain", "party"), (1, 2), lambda factors: np.tile([[1], [2]], len(factors)), 1)
    assert [one.total for one in still] == [0, 0]


@pytest.mark.torture
@pytest.mark.parametrize("period", ["2023Q1", "2023"])
def test_fairness_tells_them_when_asked(qsq: Qsq, small: Path, period: str) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    found = qsq("fairness", period, "--draws", "100", "--sobol", "--json", workspace=small).answer
    assert [one["item"] for one in found["sobol"]] == ["party", "grain"]
    assert "Sobol" in qsq("fairness", period, "--draws", "100", "--sobol", workspace=small).out
    assert qsq("fairness", period, "--draws", "100", "--json", workspace=small).answer["sobol"] == []


def test_without_the_extra_it_says_what_to_install(
    qsq: Qsq, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    monkeypatch.setattr(sobol, "find_spec", lambda _name: None)
    run = qsq("fairness", "2023Q1", "--sobol", "--json", workspace=small)
    assert run.code == 2
    assert "'.[sobol]'" in message_of(run)
