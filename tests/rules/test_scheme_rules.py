"""What rules/scheme.yaml is refused for (CONTRACT.md sections 7 and 8), with its line."""

from pathlib import Path

import pytest

from tests.conftest import Qsq
from tests.intake.builders import (
    ISSUE,
    RULES,
    SCHEME,
    SCORE,
    Wrong,
    assert_named,
    assert_refused,
    change,
    refusal,
    table,
)


# fmt: off
@table(
    ("places that miss 100 %", SCHEME, "[50%, 30%, 20%]", "[50%, 30%, 10%]", "line 10", ("places", "90%", "100%")),
    ("places above 100 %", SCHEME, "[50%, 30%, 20%]", "[50%, 30%, 30%]", "line 10", ("places", "110%", "100%")),
    ("no places", SCHEME, "[50%, 30%, 20%]", "[]", "line 10", ("places", "at least one")),
    ("a place that is no share", SCHEME, "[50%, 30%, 20%]", "[0.5, 30%, 20%]", "line 10", ("0.5", "50%")),
    ("a split that misses 100 %", SCHEME, "welfare: 50%", "welfare: 49.9%", "line 20", ("99.9%", "100%")),
    ("a share below 0", SCHEME, "welfare: 50%", "welfare: -50%", "line 20", ("“-50%”", "a share")),
    ("a part above 100 %", SCHEME, "base: 15%", "base: 101%", "line 22", ("“101%”", "at most 100%")),
    ("an uplift without %", SCHEME, "uplift: 30%", "uplift: 30", "line 18", ("30", "a share such as 50%")),
    ("a quarter's weight of 0", SCHEME, "q1: 1", "q1: 0", "line 14", ("q1", "found 0", "above 0")),
    ("a quarter's weight below 0", SCHEME, "q4: 1", "q4: -1", "line 14", ("q4", "found -1", "above 0")),
    ("a quarter without weight", SCHEME, ", q4: 1", "", "line 14", ("q4 is missing",)),
    ("an unknown key", SCHEME, "missing: block", "mising: block", "line 4", ("mising", "not known")),
    ("an unknown reading", SCHEME, "missing: block", "missing: guess", "line 4", ("“guess”", "block, exclude, zero")),
    ("an unknown rounding", SCHEME, "rounding: half_up", "rounding: up", "line 3", ("“up”", "half_up, half_even")),
    ("a total of 0", SCHEME, "total: 100", "total: 0", "line 3", ("found 0", "above 0")),
    ("a total with too many decimals", SCHEME, "total: 100", "total: 99.999", "line 3", ("99.999", "2 decimals")),
    ("too many decimals", SCHEME, "decimals: 2", "decimals: 7", "line 3", ("7 decimals", "at most 6")),
    ("half a decimal", SCHEME, "decimals: 2", "decimals: 1.5", "line 3", ("found 1.5", "a whole number")),
    ("a cap below 0", SCHEME, "bonus_cap: 5", "bonus_cap: -5", "line 5", ("found -5", "0 or more")),
    ("a category twice", SCHEME, "id: agriculture", "id: party-building", "line 8", ("party-building", "twice")),
    ("an id with a dot", SCHEME, "id: agriculture", "id: agri.culture", "line 8", ("“agri.culture”", "an id")),
    ("an unknown pool", SCHEME, "pool: [town]", "pool: [county]", "line 9", ("“county”", "town, kind, group")),
    ("a pool's field twice", SCHEME, "pool: [town]", "pool: [town, town]", "line 9", ("town", "twice")),
    ("an unknown tie-break", SCHEME, "least_deductions]", "most_deductions]", "line 9", ("“most_deductions”", "item:ID")),
    ("a tie-break of no category", SCHEME, "category:party-building", "category:peace", "line 9", ("peace", "agriculture")),
    ("a tie-break of the year's in a quarter", SCHEME, "least_deductions]", "best_quarter]", "line 9", ("“best_quarter”",)),
    ("a tie-break by item in the year", SCHEME, "latest_quarter]", "item:grain]", "line 16", ("“item:grain”", "category:ID")),
    ("rewards of less than a fen", SCHEME, "pool: 6000", "pool: 6000.001", "line 10", ("6000.001", "two decimals")),
    ("a prize of less than a fen", SCHEME, "prize: 300,", "prize: 300.005,", "line 18", ("300.005", "two decimals")),
    ("an honour twice", SCHEME, "id: model", "id: red-flag", "line 19", ("red-flag", "twice")),
    ("half an honour", SCHEME, "count: 1, prize: 300", "count: 0.5, prize: 300", "line 18", ("found 0.5", "a whole number")),
    ("no day of notice", SCHEME, "working_days: 5", "working_days: 0", "line 12", ("found 0", "1 or more")),
    ("an unknown cadre share", SCHEME, "cadre_share: equal", "cadre_share: by_post", "line 21", ("“by_post”", "equal, by_base")),
    ("a code that is a number", SCHEME, "code: 'C1'", "code: 431181", "line 2", ("found 431181", "in quotes")),
)
# fmt: on
def test_a_wrong_scheme_is_refused_with_its_line(wrong: Wrong, qsq: Qsq, small: Path) -> None:
    assert_refused(qsq, small, wrong, RULES, SCORE, ISSUE)


def test_all_faults_of_the_scheme_are_told_together(qsq: Qsq, small: Path) -> None:
    change(small, SCHEME, "total: 100", "total: -1")
    change(small, SCHEME, "bonus_cap: 5", "bonus_cap: five")
    change(small, SCHEME, "  cadre_share: equal\n", "")
    places = refusal(qsq, small, RULES)
    assert sorted(where for _file, where, _text in places) == ["line 13", "line 3", "line 5"]


def test_faults_of_all_files_are_told_together(qsq: Qsq, small: Path) -> None:
    change(small, SCHEME, "[50%, 30%, 20%]", "[50%, 30%, 10%]")
    change(small, "rules/2023/q1.yaml", "weight: 4", "weight: 0")
    change(small, "rules/2023/towns/T2/q1.yaml", "points: 5", "points: 0")
    change(small, "data/villages.csv", "A1,东一村,T1,village", "A1,东一村,T9,hamlet")
    files = {file for file, _where, _text in refusal(qsq, small, RULES, ISSUE)}
    assert len(files) == 4


@pytest.mark.parametrize("optional", ["review_share: 0%", "review_share: 12.5%"])
def test_the_share_of_a_review_is_optional(optional: str, qsq: Qsq, small: Path) -> None:
    change(small, SCHEME, "  eligibility:", f"  {optional}\n  eligibility:")
    assert qsq("rules", "check", workspace=small).code == 0


def test_a_rule_file_that_is_not_there_is_named(qsq: Qsq, small: Path) -> None:
    assert_named(refusal(qsq, small, ("score", "quarter", "2023Q2")), "rules/2023/q2.yaml", "", "no such file", "2023Q2")
