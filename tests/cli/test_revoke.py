"""What was done by mistake is taken back: by who may, with a reason, told before what falls with it."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.alike import gone
from tests.cli.test_people_awards import dated_in_year
from tests.cli.test_people_steps import codes_of, correct, dated, events, message_of, on_notice
from tests.conftest import Qsq
from tests.run import Run

Step = Callable[..., Run]


@pytest.fixture
def score(qsq: Qsq, small: Path) -> Step:
    """A step of 2023Q1."""

    def take(name: str, *arguments: str | Path, actor: str = "clerk") -> Run:
        arguments = dated(name, arguments)
        return qsq("score", name, "2023Q1", *arguments, "--actor", actor, "--json", workspace=small)

    return take


@pytest.fixture
def awards(qsq: Qsq, small: Path) -> Step:
    """A step of 2023's awards."""

    def take(name: str, *arguments: str | Path, actor: str = "clerk") -> Run:
        arguments = dated_in_year(name, arguments)
        return qsq("awards", name, "2023", *arguments, "--actor", actor, "--json", workspace=small)

    return take


BACK = ("--reason", "误录", "--yes")


def final(score: Step, folder: Path) -> None:
    def take() -> None:
        on_notice(score, folder)
        assert score("finalise", "--on", "2023-04-15").code == 0

    gone(folder / "small", "final", take)


def paid(score: Step, awards: Step, folder: Path) -> list[str]:
    def take() -> list[str]:
        final(score, folder)
        awards("year")
        awards("decide", "--document", "常委会〔2024〕3号", "--approval", "市批〔2024〕1号")
        awards("notice", "--on", "2024-01-15")
        awards("confirm", "--on", "2024-01-20")
        done: list[str] = awards("pay", "--all").answer["paid"]
        return done

    return gone(folder / "small", "paid", take)


def kinds_of(run: Run) -> list[str]:
    return [one["kind"] for one in run.answer["events"]]


def test_a_payment_marked_by_mistake_is_unpaid_again(score: Step, awards: Step, tmp_path: Path) -> None:
    first, *_rest = paid(score, awards, tmp_path)
    run = awards("revoke", "payment", "--village", first, *BACK)
    assert run.code == 0
    assert kinds_of(run) == ["payment"]
    assert any(first in warning for warning in run.answer["warnings"])
    assert awards("pay", "--village", first).answer["paid"] == [first]


def test_without_yes_it_is_told_what_falls_and_nothing_does(
    score: Step, awards: Step, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    paid(score, awards, tmp_path)
    before = events(small, qsq)
    run = awards("revoke", "confirmation", "--reason", "误录")
    assert run.code == 4
    assert "--yes" in message_of(run)
    told = [what for _file, _where, what in run.places]
    assert ["awards confirmed" in told[0], *("prize paid" in what for what in told[1:])] == [True] * 3
    assert events(small, qsq) == before


def test_with_a_confirmation_its_payments_fall_and_it_is_confirmed_by_people_again(
    score: Step, awards: Step, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    prizes = paid(score, awards, tmp_path)
    run = awards("revoke", "confirmation", *BACK)
    assert kinds_of(run) == ["confirmation", *["payment"] * len(prizes)]
    assert run.answer["papers"] == ["out/2023/payment"]
    due = qsq("batch", "run", "--dry-run", "--json", workspace=small).answer["steps"]
    assert "confirm" not in [one["job"] for one in due]
    assert awards("pay", "--all").code == 5
    assert awards("confirm").answer["recorded"] is True
    assert sorted(awards("pay", "--all").answer["paid"]) == sorted(prizes)


def test_with_the_end_of_a_period_falls_the_whole_year_and_all_can_be_done_again(
    score: Step, awards: Step, tmp_path: Path
) -> None:
    prizes = paid(score, awards, tmp_path)
    run = score("revoke", "finalisation", *BACK)
    assert kinds_of(run) == [
        "finalisation",
        "awards",
        "decision",
        "awards_notice",
        "confirmation",
        *["payment"] * len(prizes),
    ]
    assert "2023Q1 is not final" in message_of(awards("year"))
    assert score("finalise", "--on", "2023-04-16").answer["recorded"] is True
    assert awards("year").code == 0
    decided = awards("decide", "--document", "常委会〔2024〕4号", "--approval", "市批〔2024〕1号").answer
    assert decided["revision"] == 4, "a number that was given once is not given again"
    awards("notice", "--on", "2024-01-15")
    assert awards("confirm", "--on", "2024-01-20").code == 0
    assert sorted(awards("pay", "--all").answer["paid"]) == sorted(prizes)


def test_a_final_result_is_corrected_after_its_end_was_taken_back(score: Step, tmp_path: Path) -> None:
    final(score, tmp_path)
    assert score("revoke", "finalisation", *BACK).code == 0
    assert (
        score("quarter", "--missing", "zero", "--reason", "更正", "--on", "2023-04-16").answer["revision"]
        == 2
    )


def test_with_a_signature_the_notice_falls_and_only_it_is_signed_again(score: Step, tmp_path: Path) -> None:
    on_notice(score, tmp_path)
    run = score("revoke", "signature", "--village", "A1", *BACK)
    assert kinds_of(run) == ["village_signature", "notice"]
    assert run.answer["papers"] == ["out/2023Q1/notice"]
    again = score("notice", "--on", "2023-04-10")
    assert again.code == 4
    assert [where for _file, where, _what in again.places] == ["A1"]
    code = codes_of(score)["A1"]
    assert score("sign", "--village", "A1", "--secretary", "A1-sec", "--code", code).answer["recorded"] == 1
    assert score("notice", "--on", "2023-04-10").answer["recorded"] is True


def test_a_village_takes_its_own_signature_back_until_a_notice_hangs(score: Step, tmp_path: Path) -> None:
    score("quarter")
    codes = codes_of(score)
    for village in ("A1", "A2"):
        score("sign", "--village", village, "--secretary", f"{village}-sec", "--code", codes[village])
    other = score("revoke", "signature", "--village", "A1", *BACK, actor="A2-sec")
    assert other.code == 5
    assert score("revoke", "signature", "--village", "A1", *BACK, actor="A1-sec").code == 0
    on_notice(score, tmp_path)
    hung = score("revoke", "signature", "--village", "A1", *BACK, actor="A1-sec")
    assert hung.code == 5
    assert "cannot take the step score revoke for city" in message_of(hung)


def test_a_notice_of_a_wrong_day_is_hung_up_again_and_objections_stay(score: Step, tmp_path: Path) -> None:
    on_notice(score, tmp_path)
    name = score("object", "--village", "A2", "--text", "?", "--on", "2023-04-11").answer["objection"]
    assert kinds_of(score("revoke", "notice", *BACK)) == ["notice"]
    assert score("notice", "--on", "2023-04-12").code == 4
    ending = ("--rejected", "--reason", "核实无误", "--on", "2023-04-12")
    assert score("resolve", name, *ending).code == 0
    assert score("notice", "--on", "2023-04-12").answer["last_day"] == "2023-04-18"


def test_an_objection_for_the_wrong_village_is_taken_back_and_its_number_not_given_again(
    score: Step, tmp_path: Path
) -> None:
    on_notice(score, tmp_path)
    raised = ("object", "--text", "?", "--on", "2023-04-11", "--village")
    assert score(*raised, "A2").answer["objection"] == "2023Q1-1"
    assert score("revoke", "objection", "--objection", "2023Q1-1", *BACK).code == 0
    assert score(*raised, "A3").answer["objection"] == "2023Q1-2"
    assert score("resolve", "2023Q1-1", "--rejected", "--reason", "?").code == 5


def test_a_rejection_is_taken_back_and_the_objection_open_again(score: Step, tmp_path: Path) -> None:
    on_notice(score, tmp_path)
    score("object", "--village", "A2", "--text", "?", "--on", "2023-04-11")
    score("resolve", "2023Q1-1", "--rejected", "--reason", "?")
    score("finalise", "--on", "2023-04-15")
    first = score("revoke", "objection", "--objection", "2023Q1-1", *BACK)
    assert "first take its resolution back" in message_of(first)
    run = score("revoke", "resolution", "--objection", "2023Q1-1", *BACK)
    assert kinds_of(run) == ["resolution", "finalisation"]
    assert score("finalise", "--on", "2023-04-15").code == 4
    again = score("resolve", "2023Q1-1", "--rejected", "--reason", "?")
    assert again.answer["recorded"] is True, "what was taken back is said anew, though in the same words"
    assert score("finalise", "--on", "2023-04-15").code == 0


def test_what_was_corrected_for_an_objection_is_not_taken_back(
    score: Step, small: Path, tmp_path: Path
) -> None:
    on_notice(score, tmp_path)
    score("object", "--village", "A2", "--text", "无隐患", "--on", "2023-04-11")
    correct(small)
    assert score("resolve", "2023Q1-1", "--upheld", "--reason", "属实", "--on", "2023-04-13").code == 0
    run = score("revoke", "resolution", "--objection", "2023Q1-1", *BACK)
    assert run.code == 5
    assert "2023Q1-1 was upheld and the figures were corrected for it" in message_of(run)


def test_a_decision_and_its_notice_are_taken_back(score: Step, awards: Step, tmp_path: Path) -> None:
    final(score, tmp_path)
    awards("year")
    awards("decide", "--document", "常委会〔2024〕3号", "--strike", "A1=另案")
    awards("notice", "--on", "2024-01-15")
    assert kinds_of(awards("revoke", "notice", *BACK)) == ["awards_notice"]
    assert kinds_of(awards("revoke", "decision", *BACK)) == ["decision"]
    assert awards("notice", "--on", "2024-01-15").code == 5
    assert not awards("year").answer["struck"], "what was struck by the decision takes part again"


def test_a_recommendation_is_taken_back_and_the_one_before_holds(awards: Step, small: Path) -> None:
    file = small / "data" / "2023" / "recommendations.csv"
    awards("recommend", "--town", "T1", "--village", "A1", actor="T1-lead")
    awards("recommend", "--town", "T1", "--village", "A2", actor="T1-lead")
    run = awards("revoke", "recommendation", "--town", "T1", *BACK, actor="T1-lead")
    assert run.code == 0
    assert "A1" in file.read_text("utf-8").split()
    assert "A2" not in file.read_text("utf-8").split()
    again = awards("revoke", "recommendation", "--town", "T1", "--reason", "再次误录", "--yes")
    assert again.code == 0
    assert not {"A1", "A2", "A3"} & set(file.read_text("utf-8").split())


def test_a_dispatch_and_an_acceptance_are_taken_back(qsq: Qsq, small: Path) -> None:
    def take(name: str, *arguments: str, actor: str = "clerk") -> Run:
        return qsq("checklist", name, "2023Q1", *arguments, "--actor", actor, "--json", workspace=small)

    take("issue")
    for town in ("T1", "T2"):
        take("dispatch", "--town", town)
    for village in ("A1", "A2", "B1"):
        assert take("accept", "--village", village).code == 0
    assert take("revoke", "acceptance", "--village", "A2", *BACK).code == 0
    assert qsq("checklist", "status", "2023Q1", "--json", workspace=small).answer["waiting"] == [
        "A2",
        "A3",
        "B2",
        "B3",
    ]
    run = take("revoke", "dispatch", "--town", "T1", *BACK, actor="T1-lead")
    assert kinds_of(run) == ["dispatch", "acceptance"]
    assert run.answer["papers"] == ["out/2023Q1/dispatch/T1-东镇"]
    assert qsq("checklist", "status", "2023Q1", "--json", workspace=small).answer["waiting"] == [
        "A1",
        "A2",
        "A3",
        "B2",
        "B3",
    ]


def test_a_reason_is_needed(score: Step, tmp_path: Path) -> None:
    on_notice(score, tmp_path)
    for reason in ("", "  "):
        assert score("revoke", "notice", "--reason", reason, "--yes").code == 2


def test_what_does_not_stand_is_not_taken_back(score: Step) -> None:
    score("quarter")
    run = score("revoke", "notice", *BACK)
    assert run.code == 5
    assert "stands in 2023Q1: notice of the period" in message_of(run)


def test_what_a_new_revision_replaced_is_not_taken_back(score: Step, small: Path, tmp_path: Path) -> None:
    on_notice(score, tmp_path)
    correct(small)
    assert score("quarter", "--reason", "更正", "--on", "2023-04-12").answer["revision"] == 2
    assert score("revoke", "notice", *BACK).code == 5
    assert score("revoke", "signature", "--village", "A2", *BACK).code == 5, "A2 signs its new sheet anyway"


def test_a_wrong_name_lists_what_can_be_taken_back(score: Step) -> None:
    run = score("revoke", "singature", *BACK)
    assert run.code == 2
    assert "signature --town, signature --village, notice, objection --objection" in message_of(run)
    assert score("revoke", "signature", *BACK).code == 2
    assert score("revoke", "signature", "--town", "T1", "--village", "A1", *BACK).code == 2


def test_nothing_is_taken_back_before_it_was_done(score: Step, tmp_path: Path) -> None:
    on_notice(score, tmp_path)
    run = score("revoke", "notice", *BACK, "--on", "2023-04-09")
    assert run.code == 2
    assert "before 2023-04-10" in message_of(run)


def test_taken_back_twice_is_once(score: Step, qsq: Qsq, small: Path, tmp_path: Path) -> None:
    on_notice(score, tmp_path)
    first = score("revoke", "notice", *BACK)
    before = events(small, qsq)
    second = score("revoke", "notice", *BACK)
    assert second.answer["recorded"] is False
    assert second.answer["events"] == first.answer["events"]
    assert events(small, qsq) == before


def test_audit_log_and_verification_show_both(score: Step, qsq: Qsq, small: Path, tmp_path: Path) -> None:
    on_notice(score, tmp_path)
    score("revoke", "signature", "--village", "A1", *BACK)
    trail: dict[str, Any] = qsq("audit", "mark", "A1", "2023Q1", "--json", workspace=small).answer
    shown = [one["kind"] for one in trail["events"]]
    assert shown[-3:] == ["village_signature", "notice", "revocation"]
    other = qsq("audit", "mark", "A2", "2023Q1", "--json", workspace=small).answer["events"]
    assert [one["kind"] for one in other][-1] == "revocation", "the notice that fell was A2's too"
    log = qsq("ledger", "log", workspace=small).out
    assert "(taken back)" in log
    assert "误录" in log
    assert qsq("ledger", "verify", "--json", workspace=small).code == 0


@pytest.mark.parametrize(("typed", "code"), [("n\n", 4), ("\n", 4), ("y\n", 0)])
def test_at_a_terminal_it_is_asked(score: Step, small: Path, tmp_path: Path, typed: str, code: int) -> None:
    on_notice(score, tmp_path)
    near, far = pty.openpty()
    os.write(near, typed.encode())
    call = [sys.executable, "-m", "qsq", "--workspace", str(small), "score", "revoke", "2023Q1", "notice"]
    words = ["--reason", "误录", "--actor", "clerk"]
    assert subprocess.run([*call, *words], stdin=far, stderr=far, check=False).returncode == code
    assert "take back all of this?" in os.read(near, 4096).decode()
