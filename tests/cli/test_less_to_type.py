"""What people need not type: codes where a name says it, an actor that is always the same, a name spelled right."""

from pathlib import Path

import pytest

from tests.alike import answered
from tests.conftest import Qsq

ON = ("--on", "2023-01-05")


def events(qsq: Qsq, root: Path) -> list[tuple[str, str, str]]:
    told = qsq("ledger", "log", "--json", workspace=root).answer["events"]
    return [(one["kind"], one["actor"], one["subject"]) for one in told]


@pytest.fixture
def issued(small: Path) -> Path:
    answered(small, "checklist", "issue", "2023Q1", "--on", "2023-01-01")
    return small


def test_names_stand_for_codes_and_codes_are_recorded(qsq: Qsq, issued: Path) -> None:
    who = ("--actor", "西镇分管领导")
    assert qsq("checklist", "dispatch", "2023Q1", "--town", "西镇", *who, *ON, workspace=issued).code == 0
    words = ("checklist", "accept", "2023Q1", "--village", "西镇 西一村", *who, *ON)
    assert qsq(*words, workspace=issued).code == 0
    assert events(qsq, issued)[1:] == [("dispatch", "T2-lead", "T2"), ("acceptance", "T2-lead", "B1")]


def test_a_step_that_nobody_signs_records_the_id_too(qsq: Qsq, small: Path) -> None:
    qsq("checklist", "issue", "2023Q1", "--actor", "县办公室经办员", *ON, workspace=small)
    assert events(qsq, small) == [("issue", "clerk", "")]


def test_a_name_that_several_have_lists_their_codes(qsq: Qsq, issued: Path) -> None:
    villages = issued / "data" / "villages.csv"
    villages.write_text(villages.read_text("utf-8").replace("西一村", "东一村"), "utf-8")
    qsq("checklist", "issue", "2023Q1", "--reason", "改名", *ON, workspace=issued)
    words = ("checklist", "accept", "2023Q1", "--actor", "clerk", *ON, "--json", "--village")
    run = qsq(*words, "东一村", workspace=issued)
    told = "东一村 is the name of several; name one by its code: A1 东镇东一村, B1 西镇东一村"
    assert (run.code, run.answer["error"]["message"]) == (2, told)
    assert qsq(*words, "西镇东一村", workspace=issued).code == 5  # the town has not dispatched


def test_all_towns_dispatch_and_all_villages_accept(qsq: Qsq, issued: Path) -> None:
    who = ("--actor", "clerk", *ON, "--json")
    sent = qsq("checklist", "dispatch", "2023Q1", "--all", *who, workspace=issued)
    assert (sent.answer["units"], sent.answer["recorded"]) == (["T1", "T2"], 2)
    taken = qsq("checklist", "accept", "2023Q1", "--town", "东镇", *who, workspace=issued)
    assert taken.answer["units"] == ["A1", "A2", "A3"]
    assert qsq("checklist", "accept", "2023Q1", "--all", *who, workspace=issued).answer["recorded"] == 3
    for again in (("dispatch", "2023Q1", "--all"), ("accept", "2023Q1", "--all")):
        assert qsq("checklist", *again, *who, workspace=issued).answer["recorded"] == 0


def test_a_town_does_not_dispatch_for_all(qsq: Qsq, issued: Path) -> None:
    run = qsq(
        "checklist", "dispatch", "2023Q1", "--all", "--actor", "T1-lead", *ON, "--json", workspace=issued
    )
    assert run.code == 5
    assert [kind for kind, _actor, _subject in events(qsq, issued)] == ["issue", "refused"]


def test_faults_of_all_towns_are_told_before_any_list_is_sent_on(qsq: Qsq, issued: Path) -> None:
    for town in ("T1", "T2"):
        file = issued / "rules" / "2023" / "towns" / town / "q1.csv"
        file.parent.mkdir(exist_ok=True)
        file.write_text("task,due,result,person\nno.such,2023-03-01,好,某\n", "utf-8")
    run = qsq("checklist", "dispatch", "2023Q1", "--all", "--actor", "clerk", *ON, "--json", workspace=issued)
    assert run.code == 3
    assert [file for file, _where, _told in run.places] == [
        "rules/2023/towns/T1/q1.csv",
        "rules/2023/towns/T2/q1.csv",
    ]
    assert [kind for kind, _actor, _subject in events(qsq, issued)] == ["issue"]


def test_the_office_file_says_who_acts(qsq: Qsq, issued: Path) -> None:
    (issued / "data" / "office.yaml").write_text("actor: 县办公室经办员\n", "utf-8")
    assert qsq("checklist", "dispatch", "2023Q1", "--town", "T1", *ON, workspace=issued).code == 0
    assert events(qsq, issued)[-1] == ("dispatch", "clerk", "T1")
    named = qsq(
        "checklist", "dispatch", "2023Q1", "--town", "T2", "--actor", "T2-lead", *ON, workspace=issued
    )
    assert (named.code, events(qsq, issued)[-1]) == (0, ("dispatch", "T2-lead", "T2"))


@pytest.mark.parametrize(
    "words",
    [
        ("score", "resolve", "2023Q1", "2023Q1-1", "--rejected", "--reason", "复核无误"),
        ("awards", "decide", "2023", "--document", "1号"),
        ("awards", "resolve", "2023", "2023-1", "--rejected", "--reason", "复核无误"),
        ("checklist", "revoke", "2023Q1", "dispatch", "--town", "T1", "--reason", "错了", "--yes"),
    ],
)
def test_what_is_decided_asks_for_who_decides(qsq: Qsq, issued: Path, words: tuple[str, ...]) -> None:
    (issued / "data" / "office.yaml").write_text("actor: clerk\n", "utf-8")
    assert qsq("checklist", "dispatch", "2023Q1", "--town", "T1", *ON, workspace=issued).code == 0
    run = qsq(*words, *ON, "--json", workspace=issued)
    assert run.code == 2
    assert "needs to know who acts" in run.answer["error"]["message"]


@pytest.mark.parametrize("text", ["actor: [a]\n", "clerk\n", "actor: clerk\nname: x\n", ""])
def test_a_wrong_office_file_is_refused(qsq: Qsq, issued: Path, text: str) -> None:
    (issued / "data" / "office.yaml").write_text(text, "utf-8")
    run = qsq("checklist", "dispatch", "2023Q1", "--town", "T1", *ON, "--json", workspace=issued)
    assert (run.code, [file for file, _where, _told in run.places]) == (3, ["data/office.yaml"])


def test_a_slip_in_a_commands_name_tells_of_the_like(qsq: Qsq) -> None:
    run = qsq("scor", "check")
    assert (run.code, run.err.splitlines()[0]) == (2, "qsq: there is no command scor; like it: qsq score")


def test_one_period_is_held_against_the_one_before(qsq: Qsq, small: Path) -> None:
    qsq("init", "--next", workspace=small)
    one, two = (
        qsq("rules", "diff", *words, "--json", workspace=small).answer
        for words in (["2023Q2"], ["2023Q1", "2023Q2"])
    )
    assert one == two


def test_an_example_of_a_period_is_the_countys_own(qsq: Qsq, small: Path) -> None:
    run = qsq("score", "check", "2023X", "--json", workspace=small)
    assert run.answer["error"]["message"] == "found 2023X; expected a period such as 2023Q1"


def test_what_is_owed_is_told_in_words(qsq: Qsq, issued: Path) -> None:
    (issued / "data" / "2023" / "q1" / "observations" / "organisation.csv").unlink()
    run = qsq("score", "check", "2023Q1", workspace=issued)
    assert "  组织部  东镇 东一村  召开支部党员大会" in run.out.splitlines()
    owed = qsq("score", "check", "2023Q1", "--json", workspace=issued).answer["owed"]
    assert (owed[0]["village_name"], owed[0]["text"]) == ("东一村", "召开支部党员大会")
