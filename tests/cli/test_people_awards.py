"""A year from its list to its payment: decision, notice, objections, confirmation, prizes paid once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.alike import answered, gone
from tests.cli.test_people_steps import dated, message_of, on_notice
from tests.conftest import Qsq, example
from tests.intake.builders import change
from tests.run import Run

Step = Callable[..., Run]

DAYS = {"year": "2024-01-11", "decide": "2024-01-12", "resolve": "2024-01-17"}
"""The days of steps that name none; all others are of today."""


def dated_in_year(name: str, arguments: tuple[str | Path, ...]) -> tuple[str | Path, ...]:
    """A step's arguments with its day."""
    return arguments if "--on" in arguments or name not in DAYS else (*arguments, "--on", DAYS[name])


@pytest.fixture
def step(small: Path, tmp_path: Path) -> Step:
    """A step of 2023 in the small county, whose only period is final."""

    def of_period(name: str, *arguments: str | Path) -> Run:
        arguments = dated(name, arguments)
        return answered(small, "score", name, "2023Q1", *arguments, "--actor", "clerk")

    def end_period() -> None:
        on_notice(of_period, tmp_path)
        assert of_period("finalise", "--on", "2023-04-15").code == 0

    gone(small, "final", end_period)

    def take(name: str, *arguments: str | Path, actor: str = "clerk") -> Run:
        words = dated_in_year(name, arguments)
        return answered(small, "awards", name, "2023", *words, "--actor", actor)

    return take


def decided(step: Step, *arguments: str) -> Run:
    step("year", *(("--on", arguments[-1]) if "--on" in arguments else ()))
    return step("decide", "--document", "常委会〔2024〕3号", "--approval", "市批〔2024〕1号", *arguments)


def noticed(step: Step) -> Run:
    decided(step)
    return step("notice", "--on", "2024-01-15")


def honoured(run: Run, key: str = "") -> dict[str, str]:
    answer: dict[str, Any] = run.answer[key] if key else run.answer
    return {one["village_code"]: one["honour"] for one in answer["honours"]}


def kinds(qsq: Qsq, small: Path) -> list[str]:
    events = qsq("ledger", "log", "--json", workspace=small).answer["events"]
    return [event["kind"] for event in events if event["period"] == "2023"]


def test_a_year_from_its_list_to_its_payment(step: Step, qsq: Qsq, small: Path) -> None:
    listed = step("year")
    assert listed.code == 0
    assert not [warning for warning in decided(step).answer["warnings"] if "approval" in warning]
    hung = step("notice", "--on", "2024-01-15").answer
    assert (hung["first_day"], hung["last_day"]) == ("2024-01-15", "2024-01-19")
    final = step("confirm", "--on", "2024-01-20").answer
    assert final["files"] == [
        "out/2023/payment/奖金分配表.xlsx",
        "out/2023/payment/绩效奖金增发表.xlsx",
    ]
    assert final["totals"] == listed.answer["totals"]
    assert sorted(step("pay", "--all").answer["paid"]) == sorted(honoured(listed))
    assert kinds(qsq, small) == ["awards", "decision", "awards_notice", "confirmation", "payment", "payment"]
    assert qsq("ledger", "verify", "--head", hung["head"], "--json", workspace=small).code == 0


def test_every_step_taken_twice_changes_nothing(step: Step, qsq: Qsq, small: Path) -> None:
    noticed(step)
    step("confirm", "--on", "2024-01-20")
    before = kinds(qsq, small)
    assert step("year").code == 0
    assert step("notice", "--on", "2024-01-15").answer["recorded"] is False
    assert step("confirm", "--on", "2024-01-21").answer["recorded"] is False
    assert kinds(qsq, small) == before


def test_a_decision_taken_twice_is_one(step: Step, qsq: Qsq, small: Path) -> None:
    decided(step)
    assert decided(step).answer["recorded"] is False
    assert kinds(qsq, small) == ["awards", "decision"]


def test_a_prize_is_never_paid_twice(step: Step) -> None:
    first, second = honoured(step("year"))
    noticed(step)
    step("confirm", "--on", "2024-01-20")
    assert step("pay", "--village", first).answer["unpaid"] == [second]
    again = step("pay", "--village", second, "--village", first)
    assert again.code == 5
    assert message_of(again) == f"the prize of {first} is paid already; it is not paid twice"
    assert step("pay", "--all").answer["paid"] == [second]
    assert step("pay", "--all").answer["recorded"] is False
    other = ({"A1", "A2", "A3"} - {first, second}).pop()
    assert step("pay", "--village", other).code == 2


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("decide", ["--document", "?"], "not drawn up; first, by the city: qsq awards year 2023"),
        ("notice", [], "not drawn up"),
        (
            "object",
            ["--village", "A1", "--text", "?"],
            "not on public notice; first, by the city: qsq awards notice",
        ),
        ("resolve", ["2023-1", "--rejected", "--reason", "?"], "no objection to the awards of 2023 is open"),
        ("confirm", [], "not drawn up"),
        ("pay", ["--all"], "not confirmed; first, by the city: qsq awards confirm 2023"),
    ],
)
def test_a_step_out_of_order_says_what_comes_first(
    step: Step, name: str, arguments: list[str], says: str
) -> None:
    run = step(name, *arguments)
    assert run.code == 5
    assert says in message_of(run)


def test_a_list_is_decided_before_it_hangs(step: Step) -> None:
    step("year")
    run = step("notice")
    assert run.code == 5
    assert "it is the standing committee's turn: qsq awards decide 2023" in message_of(run)


def test_the_notice_must_run_out(step: Step) -> None:
    noticed(step)
    assert step("confirm", "--on", "2024-01-19").code == 4


def test_the_committee_strikes_a_village_and_the_next_moves_up(step: Step) -> None:
    before = honoured(step("year"))
    first, second = before
    run = decided(step, "--strike", f"{first}=年底发生安全事故")
    assert honoured(run, "awards")[second] == "red-flag"
    assert first not in honoured(run, "awards")
    assert run.answer["awards"]["struck"] == [{"village_code": first, "reason": "年底发生安全事故"}]
    assert {"village_code": first, "before": "red-flag", "after": None} in run.answer["changes"]
    assert {"village_code": second, "before": "model", "after": "red-flag"} in run.answer["changes"]
    assert honoured(step("year")) == honoured(run, "awards")


def test_a_villages_honour_says_how_far_its_list_is(step: Step, qsq: Qsq, small: Path) -> None:
    def honours() -> list[dict[str, str]]:
        card: dict[str, Any] = qsq("village", "A1", "--json", workspace=small).answer["village"]
        return list(card["honours"])

    step("year")
    assert honours() == [{"year": "2023", "honour": "红旗村", "state": "drawn up"}]
    decided(step)
    assert honours() == [{"year": "2023", "honour": "红旗村", "state": "decided"}]
    assert "2023 红旗村 decided" in qsq("village", "A1", workspace=small).out


@pytest.mark.parametrize("strike", ["A1", "A1=", "X9=无"])
def test_a_village_is_struck_by_its_code_and_with_a_reason(step: Step, strike: str) -> None:
    step("year")
    assert decided(step, "--strike", strike).code == 2


def test_a_decision_without_approval_from_above_is_warned_about(step: Step) -> None:
    step("year")
    run = step("decide", "--document", "常委会〔2024〕3号")
    assert "no approval from above is named" in run.answer["warnings"][0]


def test_an_upheld_objection_sends_the_list_back(step: Step) -> None:
    noticed(step)
    assert (
        step("object", "--village", "A1", "--text", "不实", "--on", "2024-01-16").answer["objection"]
        == "2023-1"
    )
    assert step("confirm", "--on", "2024-01-20").code == 4
    upheld = [step("resolve", "2023-1", "--upheld", "--reason", "属实").answer for _twice in range(2)]
    assert upheld == [{**upheld[1], "recorded": True}, {**upheld[0], "recorded": False}]
    assert step("confirm", "--on", "2024-01-20").code == 5
    struck = ["--strike", "A1=异议属实", "--on", "2024-01-19"]
    assert decided(step, *struck).answer["revision"] == 3
    assert step("notice", "--on", "2024-01-22").answer["last_day"] == "2024-01-26"
    assert step("confirm", "--on", "2024-01-27").code == 0


def test_the_committee_reads_honours_by_name(step: Step, qsq: Qsq, small: Path) -> None:
    first, second = honoured(step("year"))
    ruling = ("--document", "常委会〔2024〕3号", "--strike", f"{first}=年底发生安全事故", "--actor", "clerk")
    run = qsq("awards", "decide", "2023", *ruling, workspace=small)
    assert f"{first}: 红旗村, now no honour" in run.out
    assert f"{second}: 模范村, now 红旗村" in run.out


def test_an_upheld_objection_shows_what_the_correction_changes(step: Step, small: Path) -> None:
    noticed(step)
    step("object", "--village", "A1", "--text", "没有推荐过", "--on", "2024-01-16")
    recommend_b2_alone(small)
    run = step("resolve", "2023-1", "--upheld", "--reason", "属实")
    assert run.answer["changes"] == [
        {"village_code": "A1", "before": "red-flag", "after": None},
        {"village_code": "B2", "before": "model", "after": "red-flag"},
    ]


def recommend_b2_alone(small: Path) -> None:
    (small / "data" / "2023" / "recommendations.csv").write_text("village_code\nB2\n", "utf-8")


def test_a_decided_list_changes_with_a_reason_only_and_is_decided_again(
    step: Step, qsq: Qsq, small: Path
) -> None:
    decided(step, "--strike", "B2=另案")
    step("notice", "--on", "2024-01-15")
    recommend_b2_alone(small)
    refused = step("year", "--on", "2024-01-16")
    assert refused.code == 5
    assert "revision 2 of the awards of 2023 is decided" in message_of(refused)
    assert "--reason TEXT" in message_of(refused)
    assert kinds(qsq, small) == ["awards", "decision", "awards_notice"]
    anew = step("year", "--reason", "推荐有误", "--on", "2024-01-16")
    assert honoured(anew) == {"B2": "red-flag"}, "what was struck by a void decision takes part again"
    assert [warning.partition(" is void")[0] for warning in anew.answer["warnings"][-2:]] == [
        "the decision on revision 2",
        "the notice of revision 2",
    ]
    assert step("year", "--on", "2024-01-16").code == 0
    assert kinds(qsq, small) == ["awards", "decision", "awards_notice", "awards"]
    assert step("notice", "--on", "2024-01-16").code == 5
    assert step("confirm", "--on", "2024-01-22").code == 5


def test_an_upheld_objection_makes_the_corrected_list_itself(step: Step, qsq: Qsq, small: Path) -> None:
    noticed(step)
    step("object", "--village", "A1", "--text", "没有推荐过", "--on", "2024-01-16")
    recommend_b2_alone(small)
    assert step("resolve", "2023-1", "--upheld", "--reason", "属实").answer["revision"] == 3
    assert kinds(qsq, small)[-2:] == ["awards_resolution", "awards"]
    assert decided(step, "--on", "2024-01-18").answer["revision"] == 4
    assert step("notice", "--on", "2024-01-22").code == 0
    assert step("confirm", "--on", "2024-01-27").code == 0


def test_a_list_that_was_corrected_first_is_upheld_all_the_same(step: Step, small: Path) -> None:
    noticed(step)
    step("object", "--village", "A1", "--text", "没有推荐过", "--on", "2024-01-16")
    recommend_b2_alone(small)
    assert step("year", "--reason", "推荐有误", "--on", "2024-01-17").code == 0
    run = step("resolve", "2023-1", "--upheld", "--reason", "属实")
    assert {"village_code": "A1", "before": "red-flag", "after": None} in run.answer["changes"]
    assert run.answer["revision"] == 3
    assert step("decide", "--document", "4号", "--on", "2024-01-18").code == 0


def test_a_rejected_objection_leaves_the_list(step: Step) -> None:
    noticed(step)
    for recorded in (True, False):
        assert (
            step("object", "--village", "A1", "--text", "不实", "--on", "2024-01-16").answer["recorded"]
            is recorded
        )
    assert step("resolve", "2023-2", "--rejected", "--reason", "无据").code == 5
    assert step("resolve", "2023-1", "--rejected", "--reason", " ").code == 2
    assert step("resolve", "2023-1", "--reason", "无据").code == 2
    ending = ("2023-1", "--rejected", "--reason", "无据")
    assert [step("resolve", *ending).answer["recorded"] for _twice in range(2)] == [True, False]
    assert step("resolve", "2023-1", "--upheld", "--reason", "无据").code == 5
    assert step("confirm", "--on", "2024-01-20").code == 0


def test_a_confirmed_list_never_changes(step: Step, small: Path) -> None:
    noticed(step)
    step("confirm", "--on", "2024-01-20")
    (small / "data" / "2023" / "recommendations.csv").write_text("village_code\nA1\n", "utf-8")
    run = step("year")
    assert run.code == 5
    assert "confirmed and can no longer change" in message_of(run)


@pytest.mark.parametrize("name", ["year", "decide", "notice", "confirm"])
def test_only_the_city_decides(step: Step, name: str) -> None:
    run = step(name, *(["--document", "?"] if name == "decide" else []), actor="T1-lead")
    assert run.code == 5
    assert "for city" in message_of(run)


def finalised(qsq: Qsq, workspace: Path, folder: Path) -> None:
    """All periods of an example made final by officials of its own."""
    day = ("--on", "2024-01-02")
    answer = qsq("score", "quarter", "2023Q1", *day, "--json", workspace=workspace).answer
    lines = ["id,name,office,role", "clerk,办公室,city,clerk"]
    towns = {village["town_code"] for village in answer["villages"]}
    lines += [f"L{town},领导,town:{town},leader" for town in sorted(towns)]
    lines += [
        f"S{one['village_code']},书记,village:{one['village_code']},secretary" for one in answer["villages"]
    ]
    (workspace / "data" / "officials.csv").write_text("\n".join(lines) + "\n", "utf-8")
    for path in sorted((workspace / "rules" / "2023").glob("q*.yaml")):
        period = f"2023{path.stem.upper()}"

        def take(name: str, *arguments: str | Path, period: str = period) -> Run:
            day = ("--on", "2024-01-15" if name == "finalise" else "2024-01-02")
            words = (*arguments, *day, "--actor", "clerk", "--json")
            return qsq("score", name, period, *words, workspace=workspace)

        assert take("period").code == 0
        prefixes = {"town": "L", "village": "S"}
        signed = ["office,signer,code"]
        for sheet in take("feedback").answer["sheets"]:
            unit = f"{sheet['level']}:{sheet['unit']}"
            signed.append(f"{unit},{prefixes[sheet['level']]}{sheet['unit']},{sheet['code']}")
        (folder / "signed.csv").write_text("\n".join(signed) + "\n", "utf-8")
        assert take("sign", "--file", folder / "signed.csv").code == 0
        assert take("notice").code == 0
        assert take("finalise").code == 0


def test_a_tie_is_settled_by_the_committee_alone(qsq: Qsq, tmp_path: Path) -> None:
    workspace = example("ties", tmp_path)
    finalised(qsq, workspace, tmp_path)

    def take(name: str, *arguments: str) -> Run:
        return qsq("awards", name, "2023", *arguments, "--actor", "clerk", "--json", workspace=workspace)

    listed = take("year")
    assert listed.code == 4
    tied = sorted({code for one in listed.answer["undecided"] for code in one["villages"]})
    still = take("decide", "--document", "3号")
    assert still.code == 4
    assert "--order" in message_of(still)
    decision = take("decide", "--document", "3号", "--order", ",".join(reversed(tied)))
    assert decision.code == 0
    assert decision.answer["awards"]["undecided"] == []
    places = {one["village_code"]: one["order"] for one in decision.answer["awards"]["honours"]}
    ranked = [places[code] for code in reversed(tied) if code in places]
    assert ranked == sorted(ranked)
    assert take("year").code == 0


def without_cadres(small: Path, code: str) -> None:
    file = small / "data" / "2023" / "cadres.csv"
    rows = [row for row in file.read_text("utf-8").splitlines() if f",{code}," not in row]
    file.write_text("\n".join(rows) + "\n", "utf-8")


def test_money_that_goes_to_nobody_is_told_and_confirmed_with_a_reason_only(step: Step, small: Path) -> None:
    without_cadres(small, "A1")
    (told,) = [one for one in step("year").answer["warnings"] if "no cadre in" in one]
    assert told.endswith("nobody takes 150.00 yuan of their prizes: A1")
    noticed(step)
    run = step("confirm", "--on", "2024-01-20")
    assert run.code == 4
    assert run.places == [("data/2023/cadres.csv", "A1", "东一村 has no cadre; 150.00 yuan go to nobody")]
    assert step("confirm", "--on", "2024-01-20", "--reason", "村两委正在换届").code == 0
    assert sorted(step("pay", "--all").answer["paid"]) == ["A1", "B2"]


def test_cadres_that_were_forgotten_are_added_and_the_list_drawn_up_anew(step: Step, small: Path) -> None:
    file = small / "data" / "2023" / "cadres.csv"
    whole = file.read_text("utf-8")
    without_cadres(small, "A1")
    noticed(step)
    assert step("confirm", "--on", "2024-01-20").code == 4
    file.write_text(whole, "utf-8")
    assert step("revoke", "decision", "--reason", "补登村干部", "--yes").code == 0
    assert step("year").code == 0
    noticed(step)
    assert step("confirm", "--on", "2024-01-20").code == 0


def test_a_year_with_nobody_in_it_is_confirmed_with_a_reason_only(step: Step, small: Path) -> None:
    (small / "data" / "2023" / "recommendations.csv").write_text("village_code\n", "utf-8")
    assert "no village takes an honour of 2023" in " ".join(step("year").answer["warnings"])
    noticed(step)
    run = step("confirm", "--on", "2024-01-20")
    assert run.code == 4
    assert "--reason" in message_of(run)
    assert step("confirm", "--on", "2024-01-20", "--reason", "当年无村达标").answer["honours"] == 0
    assert step("pay", "--all").answer["paid"] == []


def test_a_year_lacks_no_period_that_has_rules_without_a_word(step: Step, small: Path) -> None:
    """Its marks would be made of the others: a draft says so, a list to be decided waits."""
    first = (small / "rules" / "2023" / "q1.yaml").read_text("utf-8")
    second = first.replace("2023Q1", "2023Q2").replace("2023-03-31", "2023-06-30")
    (small / "rules" / "2023" / "q2.yaml").write_text(second, "utf-8")
    draft = step("year", "--draft")
    assert draft.code == 0
    assert "2023Q2 is not evaluated and does not count" in draft.answer["warnings"]
    final = step("year")
    assert final.code == 5
    assert "2023Q2 is not final; first: qsq score finalise 2023Q2" in message_of(final)


def test_a_draft_says_that_a_result_is_provisional(qsq: Qsq, small: Path) -> None:
    change(small, "data/2023/q1/observations/town.csv", "B3,shore.clean,3", "B3,shore.clean,")
    assert qsq("score", "quarter", "2023Q1", "--missing", "zero", "--json", workspace=small).code == 0
    draft = qsq("awards", "year", "2023", "--draft", "--json", workspace=small)
    assert (
        "2023Q1 is provisional: missing observations were read otherwise than the scheme says"
        in draft.answer["warnings"]
    )
