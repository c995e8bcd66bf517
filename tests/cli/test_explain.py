"""`qsq explain`: how a village's figures came about, and whether a calculator agrees with every line."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.calculator import must_give
from tests.conftest import Qsq, example, rich_workspace

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
