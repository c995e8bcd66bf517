"""rules/scheme.yaml: what the standing rules may not say (CONTRACT.md sections 7 and 8)."""

from pathlib import Path

from tests.conftest import Qsq
from tests.intake.builders import (
    AWARDS,
    ISSUE,
    RULES,
    SCHEME,
    SCORE,
    Wrong,
    assert_refused,
    assert_says,
    change,
    refusal,
    table,
)


# fmt: off
@table(
    ("a total of more decimals than marks", SCHEME, "total: 100,", "total: 100.005,", "line 3", ("100.005", "2 decimals")),
    ("a total of decimals where marks are whole", SCHEME, "total: 100, decimals: 2", "total: 20.5, decimals: 0",
     "line 3", ("20.5", "0 decimals")),
    ("a total of 0", SCHEME, "total: 100,", "total: 0,", "line 3", ("total", "found 0", "above 0")),
    ("a total below 0", SCHEME, "total: 100,", "total: -100,", "line 3", ("total", "found -100", "above 0")),
    ("half a decimal", SCHEME, "decimals: 2", "decimals: 1.5", "line 3", ("decimals", "found 1.5", "whole number")),
    ("decimals below 0", SCHEME, "decimals: 2", "decimals: -1", "line 3", ("decimals", "found -1", "whole number of 0")),
    ("decimals without end", SCHEME, "decimals: 2", "decimals: 100000", "line 3", ("100000", "at most 6")),
    ("a rounding that is none", SCHEME, "half_up", "half_down", "line 3", ("“half_down”", "half_up, half_even")),
    ("a reading of missing that is none", SCHEME, "missing: block", "missing: ignore",
     "line 4", ("missing", "“ignore”", "block, exclude, zero")),
    ("a cap below 0", SCHEME, "bonus_cap: 5", "bonus_cap: -5", "line 5", ("bonus_cap", "found -5", "0 or more")),
    ("a category that stands twice", SCHEME, "id: agriculture", "id: party-building", "line 8", ("party-building", "twice")),
    ("an id with a space", SCHEME, "id: agriculture", "id: agri culture", "line 8", ("“agri culture”", "an id of letters")),
    ("an id that is a number", SCHEME, "id: agriculture", "id: 12", "line 8", ("found 12", "in quotes")),
    ("a pool of what is no field", SCHEME, "pool: [town]", "pool: [county]", "line 9", ("“county”", "town, kind, group")),
    ("a pool's field that stands twice", SCHEME, "pool: [town]", "pool: [town, town]", "line 9", ("town", "twice")),
    ("a pool that is no list", SCHEME, "pool: [town]", "pool: town", "line 9", ("pool", "“town”", "a list")),
    ("a tie-break of an unknown category", SCHEME, "[category:party-building,", "[category:safety,",
     "line 9", ("safety", "agriculture, party-building")),
    ("a tie-break that is none", SCHEME, "least_deductions", "fewest_deductions",
     "line 9", ("“fewest_deductions”", "least_deductions, most_bonus, category:ID, item:ID")),
    ("a tie-break of a year in a period", SCHEME, "least_deductions", "best_period", "line 9", ("“best_period”", "most_bonus")),
    ("a tie-break that stands twice", SCHEME, "least_deductions]", "least_deductions, least_deductions]",
     "line 9", ("least_deductions", "twice")),
    ("a tie-break with a space", SCHEME, "category:party-building,", "{category: party-building},",
     "line 9", ("a mapping", "category:ID")),
    ("rewards of tenths of fen", SCHEME, "pool: 6000,", "pool: 6000.005,", "line 10", ("6000.005", "two decimals")),
    ("rewards below 0", SCHEME, "pool: 6000,", "pool: -6000,", "line 10", ("pool", "found -6000", "0 or more")),
    ("places of 90 %", SCHEME, "50%, 30%, 20%", "50%, 30%, 10%", "line 10", ("places", "90%", "expected 100%")),
    ("places of 110 %", SCHEME, "50%, 30%, 20%", "50%, 30%, 30%", "line 10", ("places", "110%", "expected 100%")),
    ("places of three thirds", SCHEME, "50%, 30%, 20%", "33.3%, 33.3%, 33.3%", "line 10", ("places", "99.9%", "100%")),
    ("no places", SCHEME, "[50%, 30%, 20%]", "[]", "line 10", ("places", "empty")),
    ("a place without %", SCHEME, "50%, 30%, 20%", "0.5, 30%, 20%", "line 10", ("places[1]", "found 0.5", "such as 50%")),
    ("a place with a space before %", SCHEME, "50%, 30%, 20%", "50%, 30 %, 20%", "line 10", ("places[2]", "“30 %”", "50%")),
    ("a place with a full-width %", SCHEME, "50%, 30%, 20%", "50%, 30%, 20％", "line 10", ("places[3]", "“20％”", "50%")),
    ("a place below 0", SCHEME, "50%, 30%, 20%", "90%, -10%, 20%", "line 10", ("places[2]", "“-10%”", "50%")),
    ("part of a last place", SCHEME, "last: 1", "last: 0.5", "line 11", ("last", "found 0.5", "whole number")),
    ("no working day", SCHEME, "working_days: 5", "working_days: 0", "line 12", ("found 0", "whole number of 1")),
    ("a first day that counts perhaps", SCHEME, "working_days: 5", "working_days: 5, first_day_counts: maybe",
     "line 12", ("“maybe”", "true or false")),
    ("a lead time below 0", SCHEME, "annual:", "checklist: {lead_days: -1}\nannual:",
     "line 13", ("lead_days", "found -1", "whole number")),
    ("visits every day", SCHEME, "annual:",
     "visits: {city_leader: {every: day, at_least: 2}, town_officer: {every: week, at_least: 2}}\nannual:",
     "line 13", ("every", "“day”", "week, month")),
    ("a period that weighs less than 0", SCHEME, "q1: 1", "q1: -1", "line 14", ("q1", "found -1", "0 or more")),
    ("a fifth quarter", SCHEME, "q4: 1", "q4: 1, q5: 1", "line 14", ("q5", "no period", "q1, q2, q3, q4")),
    ("a month's weight", SCHEME, "q4: 1", "q4: 1, m01: 1", "line 14", ("m01", "no period", "q1, q2, q3, q4")),
    ("a review of more than all", SCHEME, "annual:", "annual:\n  review_share: 120%", "line 14", ("“120%”", "at most 100%")),
    ("a review without %", SCHEME, "annual:", "annual:\n  review_share: 0.2", "line 14", ("found 0.2", "such as 50%")),
    ("a quota of more than all", SCHEME, "recommend_quota: 60%", "recommend_quota: 101%",
     "line 15", ("recommend_quota", "“101%”", "at most 100%")),
    ("a least mark below 0", SCHEME, "min_mark: 60", "min_mark: -1", "line 15", ("min_mark", "found -1", "0 or more")),
    ("an annual tie-break of an unknown category", SCHEME, "latest_period]", "category:safety]",
     "line 16", ("safety", "agriculture, party-building")),
    ("an annual tie-break that is none", SCHEME, "latest_period]", "item:grain]",
     "line 16", ("“item:grain”", "fewest_yellow_cards, best_period, latest_period, improvement, category:ID")),
    ("an honour by what is none", SCHEME, "count: 1, prize: 200", "count: 1, by: rank, prize: 200",
     "line 19", ("“rank”", "improvement")),
    ("an honour by improvement before one by the mark", SCHEME, "prize: 300,", "prize: 300, by: improvement,",
     "line 18", ("red-flag", "goes by improvement", "after those")),
    ("an honour that stands twice", SCHEME, "id: model", "id: red-flag", "line 19", ("red-flag", "twice")),
    ("a prize with three decimals", SCHEME, "prize: 300,", "prize: 300.125,", "line 18", ("300.125", "two decimals")),
    ("a prize below 0", SCHEME, "prize: 300,", "prize: -300,", "line 18", ("prize", "found -300", "0 or more")),
    ("half an honour", SCHEME, "count: 1, prize: 200", "count: 0.5, prize: 200", "line 19", ("count", "0.5", "whole number")),
    ("an uplift without %", SCHEME, "uplift: 30%", "uplift: 0.3", "line 18", ("uplift", "found 0.3", "such as 50%")),
    ("an honour without a name", SCHEME, "name: 红旗村, ", "", "line 18", ("name", "missing")),
    ("a prize split of 90 %", SCHEME, "welfare: 50%", "welfare: 40%", "line 20", ("prize_split", "90%", "expected 100%")),
    ("a prize split of 150 %", SCHEME, "welfare: 50%", "welfare: 100%", "line 20", ("prize_split", "150%", "100%")),
    ("half a prize split", SCHEME, "welfare: 50%, ", "", "line 20", ("welfare", "missing")),
    ("a cadre share that is none", SCHEME, "cadre_share: equal", "cadre_share: by_rank",
     "line 21", ("“by_rank”", "equal, by_base")),
    ("a merit quota without %", SCHEME, "base: 15%", "base: 15", "line 22", ("base", "found 15", "such as 50%")),
    ("half a merit quota", SCHEME, "{base: 15%, increase: 10%}", "{base: 15%}", "line 22", ("increase", "missing")),
    ("an empty notice", SCHEME, "notice: {working_days: 5}", "notice: {}", "line 12", ("working_days", "missing")),
    ("a pot without places", SCHEME, "{pool: 6000, places: [50%, 30%, 20%]}", "{pool: 6000}", "line 10", ("pool and places", "both")),
    ("places without a pot", SCHEME, "{pool: 6000, places: [50%, 30%, 20%]}", "{places: [100%]}", "line 10", ("pool and places",)),
    ("a pot and amounts", SCHEME, "{pool: 6000,", "{amounts: [1], pool: 6000,", "line 10", ("pool and amounts", "one of them")),
    ("no amounts", SCHEME, "{pool: 6000, places: [50%, 30%, 20%]}", "{amounts: []}", "line 10", ("amounts", "empty")),
    ("an amount below 0", SCHEME, "{pool: 6000, places: [50%, 30%, 20%]}", "{amounts: [5, -1]}", "line 10", ("amounts[2]", "-1")),
    ("a reward of a grade that is none", SCHEME, "{pool: 6000,", "{by_grade: {excellent: 5}, pool: 6000,",
     "line 10", ("no grade excellent", "one of: –")),
    ("a last grade that asks for something", SCHEME, "annual:", "grades: [{id: a, name: 优, from: 90}]\nannual:",
     "line 13", ("last grade", "id and name alone")),
    ("a grade that asks for nothing before another", SCHEME, "annual:",
     "grades: [{id: a, name: 优}, {id: b, name: 差}]\nannual:", "line 13", ("the grade a asks for nothing", "last")),
    ("a grade that stands twice", SCHEME, "annual:",
     "grades: [{id: a, name: 优, from: 9}, {id: a, name: 差}]\nannual:", "line 13", ("a stands twice",)),
    ("no grades", SCHEME, "annual:", "grades: []\nannual:", "line 13", ("grades", "empty")),
    ("a share of a grade without %", SCHEME, "annual:",
     "grades: [{id: a, name: 优, at_most: 0.3}, {id: b, name: 差}]\nannual:", "line 13", ("at_most", "found 0.3", "such as 50%")),
    ("a grade of every period that is none", SCHEME, "annual:",
     "annual:\n  grades: [{id: a, name: 一类, every_period: b}, {id: c, name: 二类}]", "line 14", ("no grade b",)),
    ("an honour of a grade that is none", SCHEME, "count: 1, prize: 300", "count: 1, grade: first, prize: 300",
     "line 18", ("no grade first",)),
    ("an honour of a better grade than one before it", SCHEME,
     "annual:\n  weights: {q1: 1, q2: 1, q3: 1, q4: 1}\n  eligibility: {min_periods: 1, max_yellow_cards: 1, forbid_veto: true, min_mark: 60, recommend_quota: 60%}\n  tie_break: [fewest_yellow_cards, best_period, latest_period]\n  honours:\n    - {id: red-flag, name: 红旗村, count: 1, prize: 300, uplift: 30%}\n    - {id: model, name: 模范村, count: 1,",
     "annual:\n  grades: [{id: a, name: 一类, from: 9}, {id: b, name: 二类}]\n  eligibility: {}\n  honours:\n    - {id: red-flag, name: 红旗村, count: all, grade: b, prize: 300, uplift: 30%}\n    - {id: model, name: 模范村, count: 1, grade: a,",
     "line 18", ("honour model", "a better grade")),
    ("an honour for some", SCHEME, "count: 1, prize: 300", "count: some, prize: 300", "line 18", ("“some”", "or all")),
    ("towns that are hidden", SCHEME, "pool: [town],", "pool: [town], towns: hide,", "line 9", ("“hide”", "one of: show")),
    ("an office without a name", SCHEME, "notice: {", "office: {short: 评比办}\nnotice: {", "line 12", ("name", "missing")),
    ("a lead time of two thousand years", SCHEME, "annual:", "checklist: {lead_days: 800000}\nannual:",
     "line 13", ("lead_days", "found 800000", "at most 366")),
    ("a notice of two thousand years", SCHEME, "working_days: 5", "working_days: 800000", "line 12", ("found 800000", "at most 366")),
    ("a time zone that is none", SCHEME, "annual:", "time_zone: Asia/Qiyang\nannual:",
     "line 13", ("time_zone", "“Asia/Qiyang”", "Asia/Shanghai")),
    ("a folder of time zones", SCHEME, "annual:", "time_zone: Asia\nannual:", "line 13", ("time_zone", "“Asia”")),
    ("a time zone outside", SCHEME, "annual:", "time_zone: ../../etc/passwd\nannual:", "line 13", ("time_zone", "passwd")),
    ("marks that are no mapping", SCHEME, "{total: 100, decimals: 2, rounding: half_up}", "100",
     "line 3", ("marks", "found 100", "mapping of keys and values")),
    ("categories that are no list", SCHEME, "categories:\n  - {id: party-building, name: 基层党建}\n  -", "categories:\n   ",
     "line 6", ("categories", "a mapping", "a list")),
)
# fmt: on
def test_a_wrong_scheme_is_refused_with_its_line(wrong: Wrong, qsq: Qsq, small: Path) -> None:
    assert_refused(qsq, small, wrong, RULES, SCORE, ISSUE, AWARDS)


def test_no_honours_at_all_are_refused(qsq: Qsq, small: Path) -> None:
    text = (small / SCHEME).read_text(encoding="utf-8")
    start, end = text.index("  honours:\n"), text.index("  prize_split")
    change(small, SCHEME, text[start:end], "  honours: []\n")
    places = refusal(qsq, small, RULES, AWARDS)
    assert [place[:2] for place in places] == [(SCHEME, "line 17")]
    assert_says(places[0][2], "honours", "empty")


def test_every_wrong_value_of_the_scheme_is_listed(qsq: Qsq, small: Path) -> None:
    change(small, SCHEME, "rounding: half_up", "rounding: up")
    change(small, SCHEME, "bonus_cap: 5", "bonus_cap: viel")
    change(small, SCHEME, "cadre_share: equal", "cadre_share: fair")
    places = refusal(qsq, small, RULES, SCORE, AWARDS)
    assert [place[:2] for place in places] == [(SCHEME, "line 3"), (SCHEME, "line 5"), (SCHEME, "line 21")]


def test_every_sum_that_misses_is_listed(qsq: Qsq, small: Path) -> None:
    change(small, SCHEME, "30%, 20%]", "30%, 10%]")
    change(small, SCHEME, "welfare: 50%", "welfare: 60%")
    change(small, SCHEME, "prize: 200", "prize: 200.001")
    places = refusal(qsq, small, RULES)
    assert sorted(place[1] for place in places) == ["line 10", "line 19", "line 20"]


def test_a_slip_of_the_pen_hides_no_wrong_sum(qsq: Qsq, small: Path) -> None:
    change(small, SCHEME, "rounding: half_up", "rounding: up")
    change(small, SCHEME, "welfare: 50%", "welfare: 60%")
    places = refusal(qsq, small, RULES)
    assert [place[:2] for place in places] == [(SCHEME, "line 3"), (SCHEME, "line 20")]


def test_shares_may_have_decimals(qsq: Qsq, small: Path) -> None:
    change(small, SCHEME, "50%, 30%, 20%", "50.5%, 29.25%, 20.25%")
    change(small, SCHEME, "welfare: 50%, cadres: 50%", "welfare: '33.3%', cadres: 66.7%")
    assert qsq(*RULES, "--json", workspace=small).code == 0


def test_an_uplift_may_be_more_than_the_bonus_itself(qsq: Qsq, small: Path) -> None:
    change(small, SCHEME, "uplift: 30%", "uplift: 130%")
    assert qsq(*RULES, "--json", workspace=small).code == 0


def test_the_share_of_a_review_is_optional_and_may_have_decimals(qsq: Qsq, small: Path) -> None:
    for share in ("0%", "12.5%", "100%"):
        change(small, SCHEME, "annual:\n", f"annual:\n  review_share: {share}\n")
        assert qsq(*RULES, "--json", workspace=small).code == 0
        change(small, SCHEME, f"  review_share: {share}\n", "")
