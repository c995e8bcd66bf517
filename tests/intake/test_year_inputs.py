"""Recommendations, the year-end review and cadres (CONTRACT.md sections 2 and 8)."""

from pathlib import Path

import pytest

from tests.alike import contents
from tests.conftest import Qsq
from tests.intake.builders import (
    AWARDS,
    CADRES,
    RECOMMENDATIONS,
    REVIEW,
    SCHEME,
    SCORE,
    VILLAGES,
    Wrong,
    assert_named,
    assert_refused,
    assert_says,
    change,
    refusal,
    table,
)

REVIEWED = "annual:\n  review_share: 20%\n"
MARKS = "village_code,mark\nA1,90\nA2,80.5\nA3,70\nB1,60\nB2,100\nB3,0\n"


@pytest.fixture
def scored(qsq: Qsq, small: Path) -> Path:
    """The tests' own county with its period scored, so that the ledger is there."""
    assert qsq(*SCORE, "--json", workspace=small).code == 0
    return small


@pytest.fixture
def reviewed(scored: Path) -> Path:
    """The scored county with a year-end review of a fifth."""
    change(scored, SCHEME, "annual:\n", REVIEWED)
    change(scored, REVIEW, "", MARKS)
    return scored


# fmt: off
@table(
    ("an unknown village recommended", RECOMMENDATIONS, "B2", "B9", "A3", ("B9", "register")),
    ("a code that Excel made a number of", RECOMMENDATIONS, "B2", "4.31181E+11", "A3", ("4.31181E+11", "into a number")),
    ("a village recommended twice", RECOMMENDATIONS, "B2", "A1", "A3", ("A1", "twice", f"{RECOMMENDATIONS}:A2")),
    ("more recommendations than the quota", RECOMMENDATIONS, "A1", "A1\nA2\nA3",
     "", ("T1", "东镇", "3 villages", "at most 2", "60%")),
    ("an unknown column", RECOMMENDATIONS, "village_code", "village_code,why", "B1", ("why", "village_code")),
    ("a cadre that stands twice", CADRES, "A1-2,A1", "A1-1,A1", "A3", ("A1-1", "twice", f"{CADRES}:A2")),
    ("a cadre without an id", CADRES, "A1-2,A1", ",A1", "A3", ("id is empty",)),
    ("a cadre of an unknown village", CADRES, "A1-2,A1", "A1-2,A9", "B3", ("A9", "register")),
    ("a cadre of no village", CADRES, "A1-2,A1", "A1-2,", "B3", ("village_code", "missing")),
    ("a base bonus below 0", CADRES, "书记,3000", "书记,-3000", "E2", ("“-3000”", "≥ 0")),
    ("a base bonus of tenths of fen", CADRES, "书记,3000", "书记,3000.005", "E2", ("“3000.005”", "two decimals")),
    ("a base bonus in words", CADRES, "书记,3000", "书记,三千", "E2", ("“三千”", "≥ 0")),
    ("a base bonus in another unit", CADRES, "书记,3000", "书记,3000分", "E2", ("“3000分”", "≥ 0")),
    ("a cadre without a name", CADRES, "干部1,书记", ",书记", "C2", ("name is empty",)),
    ("a cadre without a post", CADRES, "干部1,书记", "干部1,", "D2", ("post is empty",)),
    ("no base bonus", CADRES, "书记,3000", "书记,", "E2", ("“”", "≥ 0")),
)
# fmt: on
def test_wrong_input_of_the_year_is_refused_with_its_cell(wrong: Wrong, qsq: Qsq, scored: Path) -> None:
    assert_refused(qsq, scored, wrong, AWARDS)


def test_every_wrong_cell_of_the_years_files_is_listed(qsq: Qsq, scored: Path) -> None:
    change(scored, RECOMMENDATIONS, "B2", "B9")
    change(scored, CADRES, "A1-1,A1,干部1,书记,3000", ",A9,干部1,书记,x")
    places = refusal(qsq, scored, AWARDS)
    assert [place[:2] for place in places] == [
        (RECOMMENDATIONS, "A3"),
        (CADRES, "B2"),
        (CADRES, "A2"),
        (CADRES, "E2"),
    ]


def test_a_quota_is_rounded_up(qsq: Qsq, scored: Path) -> None:
    """60 % of three villages are 1.8: two may be recommended."""
    change(scored, RECOMMENDATIONS, "A1", "A1\nA2")
    assert qsq(*AWARDS, "--json", workspace=scored).code == 0


def test_a_village_recommended_twice_is_counted_once_against_the_quota(qsq: Qsq, scored: Path) -> None:
    change(scored, RECOMMENDATIONS, "A1", "A1\nA2\nA1")
    assert_named(refusal(qsq, scored, AWARDS), RECOMMENDATIONS, "A4", "A1", "twice")


def test_a_village_that_is_not_evaluated_cannot_be_recommended(qsq: Qsq, scored: Path) -> None:
    change(scored, VILLAGES, "town_code,kind\n", "town_code,kind,evaluated\n")
    change(scored, VILLAGES, "B2,西二村,T2,village", "B2,西二村,T2,village,no")
    places = refusal(qsq, scored, AWARDS)
    assert_named(places, RECOMMENDATIONS, "A3", "B2", "西二村", "no part in the evaluation")


# fmt: off
@table(
    ("a review mark above the total", REVIEW, "A1,90", "A1,100.5", "B2", ("“100.5”", "0 … 100")),
    ("a review mark below 0", REVIEW, "A1,90", "A1,-1", "B2", ("“-1”", "0 … 100")),
    ("a review mark in words", REVIEW, "A1,90", "A1,优", "B2", ("“优”", "0 … 100")),
    ("no review mark in the row", REVIEW, "A1,90", "A1,", "B2", ("“”", "0 … 100")),
    ("a village without a row", REVIEW, "A2,80.5\n", "", "", ("A2", "东二村", "missing")),
    ("an unknown village", REVIEW, "B3,0", "B3,0\nB9,50", "A8", ("B9", "register")),
    ("a missing column", REVIEW, "", "village_code\nA1\n", "row 1", ("is missing: mark", "village_code, mark")),
    ("a village that stands twice", REVIEW, "B3,0", "B3,0\nA1,90", "A8", ("A1", "twice", f"{REVIEW}:A2")),
)
# fmt: on
def test_a_wrong_review_is_refused_with_its_cell(wrong: Wrong, qsq: Qsq, reviewed: Path) -> None:
    assert_refused(qsq, reviewed, wrong, AWARDS)


def test_a_review_that_counts_and_is_not_there_is_refused(qsq: Qsq, reviewed: Path) -> None:
    (reviewed / REVIEW).unlink()
    places = refusal(qsq, reviewed, AWARDS)
    assert {place[:2] for place in places} == {(REVIEW, "")}
    assert [code for code in ("A1", "A2", "A3", "B1", "B2", "B3") if code in str(places)] == [
        *("A1", "A2", "A3", "B1", "B2", "B3"),
    ]


def test_a_review_counts_where_every_village_has_a_mark(qsq: Qsq, reviewed: Path) -> None:
    run = qsq(*AWARDS, "--json", workspace=reviewed)
    assert run.code == 0
    assert not [text for text in run.answer["warnings"] if REVIEW in text]


def test_a_village_that_is_not_evaluated_needs_no_review(qsq: Qsq, reviewed: Path) -> None:
    change(reviewed, VILLAGES, "town_code,kind\n", "town_code,kind,evaluated\n")
    change(reviewed, VILLAGES, "A2,东二村,T1,village", "A2,东二村,T1,village,no")
    change(reviewed, REVIEW, "A2,80.5\n", "")
    assert qsq(*AWARDS, "--json", workspace=reviewed).code == 0


def test_a_review_that_does_not_count_is_a_warning(qsq: Qsq, scored: Path) -> None:
    change(scored, REVIEW, "", MARKS)
    warning = f"{REVIEW} is not used: the scheme's review_share is 0%"
    for scheme in ("annual:\n", "annual:\n  review_share: 0%\n"):
        change(scored, SCHEME, "annual:\n", scheme)
        run = qsq(*AWARDS, "--json", workspace=scored)
        assert run.code == 0
        assert [text for text in run.answer["warnings"] if REVIEW in text] == [warning]
        assert f"warning: {warning}\n" in qsq(*AWARDS, workspace=scored).err


def test_cadres_without_any_base_bonus_cannot_share_by_it(qsq: Qsq, scored: Path) -> None:
    change(scored, SCHEME, "cadre_share: equal", "cadre_share: by_base")
    change(scored, CADRES, "书记,3000", "书记,0")
    assert qsq(*AWARDS, "--json", workspace=scored).code == 0, "one of the two cadres has a base bonus"
    change(scored, CADRES, "委员,2400.50", "委员,0")
    places = refusal(qsq, scored, AWARDS)
    assert [place[0] for place in places] == [CADRES]
    assert_says(places[0][2], "A1", "东一村", "base_bonus above 0", "by_base")


def test_base_bonuses_of_zero_are_fine_where_cadres_share_equally(qsq: Qsq, scored: Path) -> None:
    cadres = (scored / CADRES).read_text(encoding="utf-8").replace("2400.50", "0").replace("3000", "0")
    change(scored, CADRES, "", cadres)
    run = qsq(*AWARDS, "--json", workspace=scored)
    assert run.code == 0
    assert run.answer["totals"]["uplift"] == "0.00"


def test_a_refusal_leaves_the_ledger_as_it_was(qsq: Qsq, scored: Path) -> None:
    before = contents(scored)
    assert "data/qsq.db" in before
    change(scored, CADRES, "书记,3000", "书记,x")
    refusal(qsq, scored, AWARDS)
    change(scored, CADRES, "书记,x", "书记,3000")
    assert contents(scored) == before
