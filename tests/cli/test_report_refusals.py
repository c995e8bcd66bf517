"""`qsq report` where nothing is there yet: each refusal ends with the command that helps."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qsq.cli.terminal import language
from qsq.year.report import KINDS
from tests.conftest import Qsq

PERIODS = {"period": "2023Q1", "month": "2023-02", "year": "2023"}
HELPS = re.compile(r"qsq (score period|rules check|.*report [\w-]+) 2023\S*$")


@pytest.fixture(params=["zh", "en"])
def spoken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The language of the messages."""
    monkeypatch.setenv("QSQ_LANG", request.param)
    language._catalogue.cache_clear()
    yield request.param
    language._catalogue.cache_clear()


@pytest.fixture
def fresh(qsq: Qsq, tmp_path: Path) -> Path:
    """What `qsq init` makes: no towns, no villages, rules of the running year's first period alone."""
    root = tmp_path / "fresh"
    assert qsq("init", root).code == 0
    return root


@pytest.fixture
def filled(fresh: Path) -> Path:
    """The same with a village in its register."""
    for name, row in (("towns", "T1,东镇"), ("villages", "A1,东一村,T1,village")):
        with (fresh / "data" / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(f"{row}\n")
    return fresh


def last_lines(qsq: Qsq, root: Path) -> dict[str, str]:
    """How the refusal of each kind ends."""
    runs = {kind: qsq("report", kind, PERIODS[made.period], workspace=root) for kind, made in KINDS.items()}
    assert {run.code for run in runs.values()} <= {3, 5}
    return {kind: run.err.splitlines()[-1] for kind, run in runs.items()}


@pytest.mark.usefixtures("spoken")
def test_without_a_register_every_kind_says_what_helps(qsq: Qsq, fresh: Path) -> None:
    assert {kind: line for kind, line in last_lines(qsq, fresh).items() if not HELPS.search(line)} == {}


@pytest.mark.usefixtures("spoken")
def test_in_a_year_without_rules_every_kind_says_what_comes_first(qsq: Qsq, filled: Path) -> None:
    assert {kind: line for kind, line in last_lines(qsq, filled).items() if not HELPS.search(line)} == {}


def test_a_burden_names_the_rules_that_are_to_be_written(qsq: Qsq, filled: Path, spoken: str) -> None:
    told = {
        "en": "there are no rules of a period of 2023; first write rules/2023/q1.yaml, then: ",
        "zh": "2023 年没有任何一期的规则；请先写好 rules/2023/q1.yaml，再运行：",
    }
    run = qsq("report", "burden", "2023", workspace=filled)
    assert (run.code, run.err) == (5, f"qsq: {told[spoken]}qsq rules check 2023Q1\n")
