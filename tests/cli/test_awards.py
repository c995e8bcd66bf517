"""`qsq awards year` (CONTRACT.md sections 8 and 9)."""

from pathlib import Path

from tests.conftest import Qsq, example

YEAR = ("awards", "year", "2023")


def test_awards_need_final_periods_and_say_what_comes_first(qsq: Qsq, small: Path) -> None:
    run = qsq(*YEAR, "--draft", "--json", workspace=small)
    assert run.code == 5
    assert "qsq score period 2023Q1" in run.answer["error"]["message"]
    qsq("score", "quarter", "2023Q1", workspace=small)
    run = qsq(*YEAR, "--json", workspace=small)
    assert run.code == 5
    assert "--draft" in run.answer["error"]["message"]


def test_a_draft_says_so_and_names_what_it_rests_on(qsq: Qsq, small: Path) -> None:
    rules = (small / "rules/2023/q1.yaml").read_text("utf-8")
    (small / "rules/2023/q2.yaml").write_text(rules.replace("2023Q1", "2023Q2"), "utf-8")
    qsq("score", "quarter", "2023Q1", workspace=small)
    run = qsq(*YEAR, "--draft", workspace=small)
    assert run.code == 0
    assert "DRAFT" in run.out
    assert "2023Q1 r1" in run.out
    assert "2023Q2 is not evaluated" in run.err
    assert "2023Q3" not in run.err  # a period without rules is none of the year's
    answer = qsq(*YEAR, "--draft", "--json", workspace=small).answer
    assert answer["periods"] == [{"period": "2023Q1", "revision": 1, "provisional": False}]


def test_prizes_shares_and_uplifts_of_a_small_year(qsq: Qsq, small: Path) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    answer = qsq(*YEAR, "--draft", "--json", workspace=small).answer
    first, second = answer["honours"]
    assert (first["village_code"], first["honour"], first["prize"]) == ("A1", "red-flag", "300.00")
    assert (first["welfare"], first["cadres"]) == ("150.00", "150.00")
    assert first["members"] == [
        {"cadre": "A1-1", "share": "75.00", "uplift": "900.00"},
        {"cadre": "A1-2", "share": "75.00", "uplift": "720.15"},
    ]
    assert (second["village_code"], second["honour"]) == ("B2", "model")
    assert answer["totals"]["prizes"] == "500.00"
    assert answer["totals"]["uplift"] == "2700.25"
    assert answer["merit_quota"] == [
        {"town_code": "T1", "cadres": 6, "base": 0, "quota": 1},
        {"town_code": "T2", "cadres": 6, "base": 0, "quota": 1},
    ]


def test_a_tie_that_nobody_decided_is_named_and_exits_4(qsq: Qsq, tmp_path: Path) -> None:
    ties = example("ties", tmp_path)
    for number in range(1, 5):
        qsq("score", "quarter", f"2023Q{number}", workspace=ties)
    run = qsq(*YEAR, "--draft", workspace=ties)
    assert run.code == 4
    assert "UNDECIDED" in run.out
    assert "431181001010" in run.out


def test_a_reward_that_was_paid_counts_after_its_village_left_the_roll(qsq: Qsq, small: Path) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    paid = qsq(*YEAR, "--draft", "--json", workspace=small).answer["totals"]["period_rewards"]
    villages = small / "data/villages.csv"
    villages.write_text(
        villages.read_text(encoding="utf-8").replace("A2,东二村,T1,village\n", ""), encoding="utf-8"
    )
    for file in (small / "data/2023/cadres.csv", small / "data/officials.csv"):
        kept = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("A2")]
        file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    answer = qsq(*YEAR, "--draft", "--json", workspace=small).answer
    assert answer["totals"]["period_rewards"] == paid == "4800.00"
