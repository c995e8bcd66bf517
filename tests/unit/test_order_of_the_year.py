"""The order among the eligible: annual mark, then each tie-break of the year (CONTRACT.md section 8)."""

import pytest

from qsq.awards.honours import Candidate, place_honours
from qsq.awards.standing import VillageYear
from tests.unit.builders import SCALE, Number, annual, honour, period, periods, units, year


def order(
    first: VillageYear, second: VillageYear, *ties: str, marks: tuple[Number, Number] = (80, 80)
) -> str:
    """Which of two villages takes the only honour; `tie` where neither may."""
    candidates = [Candidate(one, units(mark)) for one, mark in zip((first, second), marks, strict=True)]
    placed, undecided = place_honours(candidates, annual(honour("red-flag", 1), ties=ties), SCALE)
    if undecided:
        return "tie"
    return placed[0].candidate.year.village.code


def test_the_higher_annual_mark_comes_first_whatever_the_keys_say() -> None:
    good, bad = year("A1", *periods(80, 80, cards=1)), year("A2", *periods(80, 80))
    assert order(good, bad, "fewest_yellow_cards", marks=("80.01", 80)) == "A1"


@pytest.mark.parametrize(
    ("cards", "first"), [((0, 1), "A1"), ((2, 1), "A2"), ((1, 1), "tie"), ((0, 0), "tie")]
)
def test_fewest_yellow_cards(cards: tuple[int, int], first: str) -> None:
    a1, a2 = (
        year(code, *periods(80, 80, 80, 80, cards=of)) for code, of in zip(("A1", "A2"), cards, strict=True)
    )
    assert order(a1, a2, "fewest_yellow_cards") == first


@pytest.mark.parametrize(
    ("marks", "first"),
    [
        (((70, 90, 80, 80), (80, 80, 80, 80)), "A1"),
        (((80, 80, 80, 80), (79, 79, 81, 81)), "A2"),
        (((90, 70, 80, 80), (80, 80, 70, 90)), "tie"),
        (((9, 5, 5, 5), (6, 6, 10, 2)), "A2"),
    ],
)
def test_best_period(marks: tuple[tuple[int, ...], tuple[int, ...]], first: str) -> None:
    """Section 8: the higher city mark of a village's best period, whichever it is."""
    a1, a2 = (year(code, *periods(*of)) for code, of in zip(("A1", "A2"), marks, strict=True))
    assert order(a1, a2, "best_period") == first


@pytest.mark.parametrize(
    ("marks", "first"),
    [
        (((70, 70, 70, 81), (90, 90, 90, 80)), "A1"),  # Q4
        (((70, 70, 79, 80), (60, 60, 80, 80)), "A2"),  # Q4 equal: Q3
        (((70, 82, 80, 80), (90, 81, 80, 80)), "A1"),  # Q3 too: Q2
        (((70, 80, 80, 80), (71, 80, 80, 80)), "A2"),  # Q1 at last
        (((70, 80, 80, 80), (70, 80, 80, 80)), "tie"),
    ],
)
def test_latest_period(marks: tuple[tuple[int, ...], tuple[int, ...]], first: str) -> None:
    """Section 8: Q4, then Q3, and so on."""
    a1, a2 = (year(code, *periods(*of)) for code, of in zip(("A1", "A2"), marks, strict=True))
    assert order(a1, a2, "latest_period") == first


def test_a_period_that_a_village_lacks_is_behind_any_mark_of_it() -> None:
    three = year("A1", period(1, 95), period(2, 95), period(3, 95))
    assert order(three, year("A2", period(3, 70), period(4, "0.01")), "latest_period") == "A2"


@pytest.mark.parametrize(
    ("ties", "first"),
    [(["category:party"], "A1"), (["category:general"], "A2"), (["category:nothing"], "tie")],
)
def test_category(ties: list[str], first: str) -> None:
    """Section 8: city mark summed over the periods: party 9 + 12 against 20, general 3 against 4."""
    a1 = year(
        "A1",
        period(1, 80, categories={"party": 9, "general": 3}),
        period(2, 80, categories={"party": 12}),
    )
    a2 = year("A2", period(1, 80, categories={"party": 20}), period(2, 80, categories={"general": 4}))
    assert order(a1, a2, *ties) == first


@pytest.mark.parametrize(
    ("marks", "first"),
    [
        (((70, 80, 90), (80, 80, 80)), "A1"),  # +10.00 against 0.00
        (((90, 80, 70), (80, 80, 80)), "A2"),  # −10.00
        (((70, 90, 80), (60, 100, 80)), "tie"),
        (((80, "80.01"), (80, "80.01", "80.01")), "A1"),  # +0.005 and +0.003…: as printed, +0.01 and 0.00
        (((80, "80.10", "80.10"), (80, "80.11", "80.10")), "tie"),  # +0.0333… and +0.03, both printed +0.03
    ],
)
def test_improvement(marks: tuple[tuple[Number, ...], tuple[Number, ...]], first: str) -> None:
    """The latest mark less the mean of a village's own marks, rounded once, and compared as printed."""
    a1, a2 = (year(code, *periods(*of)) for code, of in zip(("A1", "A2"), marks, strict=True))
    assert order(a1, a2, "improvement") == first


def test_keys_are_asked_in_turn_and_the_first_that_differs_decides() -> None:
    a1 = year("A1", *periods(90, 70, 80, 80, cards=1))
    a2 = year("A2", *periods(80, 80, 70, 90, cards=1))
    assert order(a1, a2, "fewest_yellow_cards", "best_period", "latest_period") == "A2"
    carded = year("A2", *periods(80, 80, 70, 90, cards=2))
    assert order(a1, carded, "fewest_yellow_cards", "best_period", "latest_period") == "A1"
    assert order(a1, carded, "latest_period", "fewest_yellow_cards") == "A2"


def test_without_keys_equal_marks_tie() -> None:
    assert order(year("A1", *periods(90)), year("A2", *periods(70))) == "tie"


def test_a_key_of_a_period_is_no_key_of_the_year() -> None:
    with pytest.raises(ValueError, match="most_bonus"):
        order(year("A1"), year("A2"), "most_bonus")
