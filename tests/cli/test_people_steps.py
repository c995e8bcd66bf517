"""A period from its result to its end: feedback, signatures, notice, objections, the review meeting."""

import json
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.alike import answered, gone
from tests.conftest import Qsq
from tests.run import Run

Step = Callable[..., Run]

UNITS = {"T1": "T1-lead", "T2": "T2-lead"} | {
    code: f"{code}-sec" for code in ("A1", "A2", "A3", "B1", "B2", "B3")
}

DAYS = {
    "quarter": "2023-04-07",
    "period": "2023-04-07",
    "feedback": "2023-04-08",
    "sign": "2023-04-09",
    "resolve": "2023-04-13",
}
"""The days of steps that name none; all others are of today."""


def dated(name: str, arguments: tuple[str | Path, ...]) -> tuple[str | Path, ...]:
    """A step's arguments with its day."""
    return arguments if "--on" in arguments or name not in DAYS else (*arguments, "--on", DAYS[name])


@pytest.fixture
def step(small: Path) -> Step:
    """A step of 2023Q1, as `step("notice", "--on", "2023-04-10")`; the clerk acts unless told otherwise."""

    def take(name: str, *arguments: str | Path, actor: str = "clerk") -> Run:
        who = ["--actor", actor] if actor else []
        return answered(small, "score", name, "2023Q1", *dated(name, arguments), *who)

    return take


def codes_of(step: Step, day: str = DAYS["feedback"]) -> dict[str, str]:
    """The check codes on the newest sign-off sheets, by unit."""
    return {sheet["unit"]: sheet["code"] for sheet in step("feedback", "--on", day).answer["sheets"]}


def sign_all(step: Step, folder: Path, day: str = DAYS["sign"]) -> Run:
    codes = codes_of(step, day)
    file = folder / "signed.csv"
    lines = ["office,signer,code", *(f"{unit},{signer},{codes[unit]}" for unit, signer in UNITS.items())]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return step("sign", "--file", file, "--on", day)


def on_notice(step: Step, folder: Path) -> Run:
    def take() -> Run:
        step("quarter")
        sign_all(step, folder)
        return step("notice", "--on", "2023-04-10")

    return gone(folder / "small", "on notice", take)


def message_of(run: Run) -> str:
    return str(run.answer["error"]["message"])


def correct(workspace: Path) -> None:
    """A2 had no hazard after all."""
    file = workspace / "data" / "2023" / "q1" / "observations" / "agriculture.csv"
    file.write_text(file.read_text("utf-8").replace("A2,grain.hazards,1", "A2,grain.hazards,0"), "utf-8")


def events(workspace: Path, qsq: Qsq) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = qsq("ledger", "log", "--json", workspace=workspace).answer["events"]
    return found


def test_a_period_from_its_result_to_its_end(step: Step, qsq: Qsq, small: Path, tmp_path: Path) -> None:
    assert step("quarter").code == 0
    fed_back = step("feedback").answer
    assert len(fed_back["sheets"]) == 8
    assert fed_back["files"] == [
        "out/2023Q1/feedback/T1-东镇/签字表.xlsx",
        "out/2023Q1/feedback/T2-西镇/签字表.xlsx",
    ]
    assert sign_all(step, tmp_path).answer["missing"] == {"towns": 0, "villages": 0}
    noticed = step("notice", "--on", "2023-04-10").answer
    assert (noticed["first_day"], noticed["last_day"]) == ("2023-04-10", "2023-04-14")
    final = step("finalise", "--on", "2023-04-15").answer
    assert final["rewards_total"] == "4800.00"
    assert [one["yellow_card"] for one in final["yellow_cards"]] == ["last", "last"]
    kinds = [event["kind"] for event in events(small, qsq)]
    assert kinds == [
        "evaluation",
        "feedback",
        *["town_signature"] * 2,
        *["village_signature"] * 6,
        "notice",
        "finalisation",
    ]
    assert qsq("ledger", "verify", "--head", noticed["head"], "--json", workspace=small).code == 0


def test_every_step_taken_twice_changes_nothing_and_says_so(
    step: Step, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    on_notice(step, tmp_path)
    step("finalise", "--on", "2023-04-15")
    before = events(small, qsq)
    files = {path: path.read_bytes() for path in (small / "out").rglob("*.xlsx")}
    assert step("feedback").answer["recorded"] is False
    assert step("quarter").code == 0
    assert step("notice", "--on", "2023-04-10").answer["recorded"] is False
    assert step("finalise", "--on", "2023-04-16").answer["recorded"] is False
    assert events(small, qsq) == before
    assert {path: path.read_bytes() for path in (small / "out").rglob("*.xlsx")} == files
    assert "recorded before" in qsq("score", "finalise", "2023Q1", "--actor", "clerk", workspace=small).out


def test_the_year_takes_final_periods_without_draft(
    step: Step, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    on_notice(step, tmp_path)
    early = qsq("awards", "year", "2023", "--json", workspace=small)
    assert early.code == 5
    assert "2023Q1 is not final; first: qsq score finalise 2023Q1" in message_of(early)
    step("finalise", "--on", "2023-04-15")
    draft = qsq("awards", "year", "2023", "--draft", "--json", workspace=small).answer
    final = qsq("awards", "year", "2023", "--json", workspace=small).answer
    assert final == {**draft, "draft": False}


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("feedback", [], "first, by the city: qsq score period 2023Q1"),
        (
            "sign",
            ["--town", "T1", "--leader", "T1-lead", "--code", "2"],
            "first, by the city: qsq score period 2023Q1",
        ),
        ("notice", [], "first, by the city: qsq score period 2023Q1"),
        ("object", ["--village", "A1", "--text", "?"], "first, by the city: qsq score period 2023Q1"),
        ("resolve", ["2023Q1-1", "--rejected", "--reason", "?"], "no objection of 2023Q1 is open"),
        ("finalise", [], "first, by the city: qsq score period 2023Q1"),
    ],
)
def test_a_step_out_of_order_says_what_comes_first(
    step: Step, qsq: Qsq, small: Path, name: str, arguments: list[str], says: str
) -> None:
    run = step(name, *arguments)
    assert run.code == 5
    assert says in message_of(run)
    assert events(small, qsq) == []


def test_a_notice_waits_for_every_signature_and_names_whose(step: Step) -> None:
    step("quarter")
    codes = codes_of(step)
    for unit in ("T1", "T2"):
        assert step("sign", "--town", unit, "--leader", f"{unit}-lead", "--code", codes[unit]).code == 0
    for unit in ("A1", "A2", "A3", "B1", "B2"):
        assert step("sign", "--village", unit, "--secretary", f"{unit}-sec", "--code", codes[unit]).code == 0
    run = step("notice")
    assert run.code == 4
    assert [(where, what) for _file, where, what in run.places] == [
        ("B3", "the secretary of 西三村 has not signed")
    ]


def test_a_notice_must_run_out(step: Step, tmp_path: Path) -> None:
    on_notice(step, tmp_path)
    run = step("finalise", "--on", "2023-04-14")
    assert run.code == 4
    assert "runs to the end of 2023-04-14; it is the villagers' turn" in message_of(run)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (lambda codes: codes["A2"], "is not that of village:A1 in revision 1"),
        (lambda codes: codes["A1"][:-1], "is mistyped"),
        (lambda codes: codes["A1"][1] + codes["A1"][0] + codes["A1"][2:], "is mistyped"),
        (lambda _: "", "is mistyped"),
    ],
    ids=["another village's", "short", "two characters swapped", "none"],
)
def test_a_wrong_code_is_refused(
    step: Step, qsq: Qsq, small: Path, typed: Callable[[dict[str, str]], str], says: str
) -> None:
    step("quarter")
    run = step("sign", "--village", "A1", "--secretary", "A1-sec", "--code", typed(codes_of(step)))
    assert run.code == 3
    assert says in run.places[0][2]
    assert "village_signature" not in {event["kind"] for event in events(small, qsq)}


def test_a_code_may_be_typed_in_small_letters_and_groups(step: Step) -> None:
    step("quarter")
    code = codes_of(step)["A1"].lower()
    run = step("sign", "--village", "A1", "--secretary", "A1-sec", "--code", f"{code[:4]} {code[4:]}")
    assert run.answer["recorded"] == 1


def test_a_file_with_one_wrong_line_records_none(step: Step, qsq: Qsq, small: Path, tmp_path: Path) -> None:
    step("quarter")
    codes = codes_of(step)
    file = tmp_path / "signed.csv"
    file.write_text(
        f"office,signer,code\nT1,T1-lead,{codes['T1']}\nA1,A2-sec,{codes['A1']}\nB9,B9-sec,x\n", "utf-8"
    )
    run = step("sign", "--file", file)
    assert (run.code, [where for _file, where, _what in run.places]) == (3, ["A4"])
    file.write_text(f"office,signer,code\nT1,T1-lead,{codes['T1']}\nA1,A2-sec,{codes['A1']}\n", "utf-8")
    run = step("sign", "--file", file)
    assert run.places[0][1:] == (
        "C3",
        "“A2-sec” is not in data/officials.csv as secretary of village:A1; add a row for them there",
    )
    assert len(events(small, qsq)) == 2


def test_a_scan_is_tied_to_the_signature_by_its_digest(
    step: Step, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    step("quarter")
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(b"a picture")
    step("sign", "--town", "T1", "--leader", "T1-lead", "--code", codes_of(step)["T1"], "--scan", scan)
    assert events(small, qsq)[-1]["payload"]["scan_sha256"] == sha256(b"a picture").hexdigest()


def test_who_alone_can_sign_for_a_unit_need_not_be_named(step: Step, qsq: Qsq, small: Path) -> None:
    step("quarter")
    codes = codes_of(step)
    assert step("sign", "--town", "T1", "--code", codes["T1"]).code == 0
    assert events(small, qsq)[-1]["payload"]["signer"] == "T1-lead"
    officials = small / "data" / "officials.csv"
    officials.write_text(officials.read_text("utf-8") + "T2-two,西镇副书记,T2,leader\n", "utf-8")
    assert step("sign", "--town", "T2", "--code", codes["T2"]).code == 3


@pytest.mark.parametrize("kind", ["a pipe", "a device", "a folder", "too large", "not there"])
def test_a_scan_that_is_no_picture_is_refused_and_never_waited_for(
    step: Step, qsq: Qsq, small: Path, tmp_path: Path, kind: str
) -> None:
    step("quarter")
    scan = tmp_path / "scan.jpg"
    match kind:
        case "a pipe":
            os.mkfifo(scan)
        case "a device":
            scan.symlink_to("/dev/zero")
        case "a folder":
            scan.mkdir()
        case "too large":
            with scan.open("wb") as file:
                file.truncate(20_000_001)
    codes = codes_of(step)
    run = step("sign", "--town", "T1", "--leader", "T1-lead", "--code", codes["T1"], "--scan", scan)
    assert (run.code, len(run.places)) == (3, 1)
    assert str(scan) in run.places[0][2]
    assert [one["kind"] for one in events(small, qsq)] == ["evaluation", "feedback"]


def test_an_upheld_objection_makes_a_new_revision_that_is_signed_again(
    step: Step, small: Path, tmp_path: Path
) -> None:
    on_notice(step, tmp_path)
    old = json.loads(step("feedback").out)["sheets"]
    assert (
        step("object", "--village", "A2", "--text", "无隐患", "--by", "村民", "--on", "2023-04-12").answer[
            "objection"
        ]
        == "2023Q1-1"
    )
    assert step("finalise", "--on", "2023-04-20").code == 4
    early = step("resolve", "2023Q1-1", "--upheld", "--reason", "复核属实", "--on", "2023-04-13")
    assert early.code == 5
    assert "nothing has changed since revision 1" in message_of(early)
    correct(small)
    ending = ("2023Q1-1", "--upheld", "--reason", "复核属实", "--on", "2023-04-13")
    resolved = step("resolve", *ending).answer
    assert step("resolve", *ending).answer == {**resolved, "recorded": False}
    assert resolved["revision"] == 2
    changed = {one["village_code"]: one for one in resolved["changed"]}
    assert float(changed["A2"]["after"]["town_mark"]) > float(changed["A2"]["before"]["town_mark"])
    assert step("finalise", "--on", "2023-04-20").code == 5
    assert [one["unit"] for one in resolved["to_sign"]] == ["T1", "A2"]
    fed_back = step("feedback", "--on", "2023-04-13").answer
    assert [one["unit"] for one in fed_back["sheets"] if not one["carried"]] == ["T1", "A2"]
    assert fed_back["files"] == ["out/2023Q1/feedback/T1-东镇/签字表.xlsx"]
    stale = next(sheet for sheet in old if sheet["unit"] == "A2")
    run = step(
        "sign", "--village", "A2", "--secretary", "A2-sec", "--code", stale["code"], "--on", "2023-04-14"
    )
    assert run.code == 3
    assert "in revision 2, but of village:A2 in revision 1 of 2023Q1" in run.places[0][2]
    waits = step("notice", "--on", "2023-04-14")
    assert (waits.code, [where for _file, where, _what in waits.places]) == (4, ["T1", "A2"])
    assert sign_all(step, tmp_path, "2023-04-14").answer["missing"] == {"towns": 0, "villages": 0}
    assert step("notice", "--on", "2023-04-17").answer["last_day"] == "2023-04-21"
    assert step("finalise", "--on", "2023-04-22").code == 0


def test_a_village_that_takes_part_no_more_is_told_among_what_changed(
    step: Step, small: Path, tmp_path: Path
) -> None:
    on_notice(step, tmp_path)
    step("object", "--village", "A2", "--text", "A3已撤并", "--on", "2023-04-12")
    file = small / "data" / "villages.csv"
    head, *rows = file.read_text("utf-8").splitlines()
    listed = (f"{row},{'no' if row.startswith('A3') else 'yes'}" for row in rows)
    file.write_text("\n".join([f"{head},evaluated", *listed, ""]), "utf-8")
    run = step("resolve", "2023Q1-1", "--upheld", "--reason", "属实", "--on", "2023-04-13")
    assert run.code == 0
    gone = next(one for one in run.answer["changed"] if one["village_code"] == "A3")
    assert gone["before"]["rank"]
    assert gone["after"] == dict.fromkeys(gone["before"])


def test_a_correction_that_was_scored_first_is_upheld_all_the_same(
    step: Step, small: Path, tmp_path: Path
) -> None:
    on_notice(step, tmp_path)
    step("object", "--village", "A2", "--text", "无隐患", "--on", "2023-04-12")
    correct(small)
    assert step("quarter", "--reason", "复核", "--on", "2023-04-13").code == 0
    resolved = step("resolve", "2023Q1-1", "--upheld", "--reason", "复核属实", "--on", "2023-04-13").answer
    assert resolved["revision"] == 2
    assert "town_mark" in resolved["changed"][0]["after"]
    assert [one["unit"] for one in resolved["to_sign"]] == ["T1", "A2"]
    assert sign_all(step, tmp_path, "2023-04-14").code == 0
    assert step("notice", "--on", "2023-04-14").code == 0


def test_two_right_objections_are_upheld_one_after_the_other(step: Step, small: Path, tmp_path: Path) -> None:
    on_notice(step, tmp_path)
    for village in ("A2", "B1", "A2"):
        step("object", "--village", village, "--text", f"{village}有误", "--on", "2023-04-12")
    correct(small)
    adjustments = small / "data" / "2023" / "q1" / "adjustments.csv"
    with adjustments.open("a", encoding="utf-8") as rows:
        rows.write("B1,bonus,1,补记加分,organisation,\n")
    ending = ("--upheld", "--reason", "属实", "--on", "2023-04-13")
    first = step("resolve", "2023Q1-1", *ending).answer
    second = step("resolve", "2023Q1-2", *ending).answer
    assert (first["revision"], second["revision"]) == (2, 2)
    assert first["changed"] == second["changed"]
    assert {"A2", "B1"} <= {one["village_code"] for one in second["changed"]}
    assert [one["unit"] for one in second["to_sign"]] == ["T1", "T2", "A2", "B1"]


def test_an_objection_upheld_without_a_change_for_its_village_is_warned_about(
    step: Step, small: Path, tmp_path: Path
) -> None:
    on_notice(step, tmp_path)
    step("object", "--village", "B3", "--text", "分低", "--on", "2023-04-12")
    correct(small)
    run = step("resolve", "2023Q1-1", "--upheld", "--reason", "属实")
    assert "the figures of B3 are those that were objected to" in run.answer["warnings"][0]


def test_signatures_hold_through_a_correction_that_no_sheet_prints(
    step: Step, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    step("quarter")
    sign_all(step, tmp_path)
    adjustments = small / "data" / "2023" / "q1" / "adjustments.csv"
    adjustments.write_text(adjustments.read_text("utf-8").replace("A1,bonus,", "A1,加分,"), "utf-8")
    assert step("quarter", "--on", "2023-04-10").answer["revision"] == 1, "the same, written in Chinese"
    rows = adjustments.read_text("utf-8").splitlines()
    reason = rows[1].split(",")[3]
    adjustments.write_text(adjustments.read_text("utf-8").replace(reason, f"{reason}（补）"), "utf-8")
    assert step("quarter", "--reason", "补依据", "--on", "2023-04-10").answer["revision"] == 2
    assert step("notice", "--on", "2023-04-10").answer["revision"] == 2
    kinds = [event["kind"] for event in events(small, qsq)]
    assert kinds.count("village_signature") == 6


def test_a_sheet_of_another_unit_is_named(step: Step) -> None:
    step("quarter")
    codes = codes_of(step)
    run = step("sign", "--village", "A1", "--secretary", "A1-sec", "--code", codes["T2"])
    assert "but of town:T2 in revision 1 of 2023Q1" in run.places[0][2]


def test_a_rejected_objection_leaves_the_result(step: Step, tmp_path: Path) -> None:
    on_notice(step, tmp_path)
    first = step("object", "--village", "A2", "--text", "分低", "--on", "2023-04-12")
    again = step("object", "--village", "A2", "--text", "分低", "--on", "2023-04-12")
    assert (first.answer["recorded"], again.answer["recorded"]) == (True, False)
    assert step("resolve", "2023Q1-2", "--rejected", "--reason", "无此事").code == 5
    ending = ("2023Q1-1", "--rejected", "--reason", "记录无误")
    rejected, twice = (step("resolve", *ending).answer for _twice in range(2))
    assert (rejected["revision"], rejected["changed"]) == (1, [])
    assert (rejected["recorded"], twice) == (True, {**rejected, "recorded": False})
    assert step("resolve", "2023Q1-1", "--upheld", "--reason", "记录无误").code == 5
    assert step("finalise", "--on", "2023-04-15").code == 0


def test_objections_are_taken_while_the_notice_runs(step: Step, tmp_path: Path) -> None:
    on_notice(step, tmp_path)
    run = step("object", "--village", "A2", "--text", "晚了", "--on", "2023-04-15")
    assert run.code == 5
    assert "runs from 2023-04-10 to 2023-04-14" in message_of(run)


def test_an_objection_concerns_a_village_of_the_register(step: Step, tmp_path: Path) -> None:
    on_notice(step, tmp_path)
    assert step("object", "--village", "X9", "--text", "?", "--on", "2023-04-12").code == 2


def test_a_signed_result_changes_with_a_reason_only(step: Step, small: Path, tmp_path: Path) -> None:
    step("quarter")
    sign_all(step, tmp_path)
    correct(small)
    run = step("quarter", "--on", "2023-04-10")
    assert run.code == 5
    assert "--reason TEXT" in message_of(run)
    assert step("quarter", "--reason", "录入有误", "--on", "2023-04-10").answer["revision"] == 2


def test_a_final_result_never_changes(step: Step, small: Path, tmp_path: Path) -> None:
    on_notice(step, tmp_path)
    step("finalise", "--on", "2023-04-15")
    correct(small)
    run = step("quarter", "--reason", "录入有误")
    assert (run.code, message_of(run)) == (5, "2023Q1 is final: its result can no longer change")


def test_total_and_decimals_stay_the_same_within_a_year(
    step: Step, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    on_notice(step, tmp_path)
    step("finalise", "--on", "2023-04-15")
    for folder in ("rules/2023", "rules/2023/towns/T2"):
        text = (small / folder / "q1.yaml").read_text("utf-8").replace("2023Q1", "2023Q2")
        (small / folder / "q2.yaml").write_text(text.replace("2023-03-31", "2023-06-30"), "utf-8")
    shutil.copytree(small / "data" / "2023" / "q1", small / "data" / "2023" / "q2")
    scheme = small / "rules" / "scheme.yaml"
    before = scheme.read_text("utf-8")
    for changed, out_of in (("total: 150, decimals: 2", "150.00"), ("total: 100, decimals: 1", "100.0")):
        scheme.write_text(before.replace("total: 100, decimals: 2", changed), "utf-8")
        for command in (("score", "quarter", "2023Q2"), ("awards", "year", "2023", "--draft")):
            run = qsq(*command, "--json", workspace=small)
            assert run.code == 3, command
            assert run.places[0][:2] == ("rules/scheme.yaml", "marks")
            assert f"2023Q1 is marked out of 100.00, the scheme says {out_of}" in run.places[0][2]
    scheme.write_text(before, "utf-8")
    assert qsq("score", "quarter", "2023Q2", "--json", workspace=small).code == 0


@pytest.mark.parametrize(
    ("actor", "name", "arguments", "says"),
    [
        (
            "T1-lead",
            "sign",
            ["--town", "T2", "--leader", "T2-lead", "--code", "x"],
            "acts for town:T1 and cannot take the step score sign for town:T2",
        ),
        (
            "A1-sec",
            "sign",
            ["--village", "A2", "--secretary", "A2-sec", "--code", "x"],
            "acts for village:A1",
        ),
        ("T1-lead", "notice", [], "cannot take the step score notice for city"),
        ("agri", "finalise", [], "acts for department:agriculture"),
        ("T1-lead", "feedback", [], "cannot take the step score feedback for city"),
        ("agri", "period", [], "cannot take the step score period for city"),
        ("T2-lead", "object", ["--village", "A1", "--text", "?"], "for village:A1"),
        ("A1-sec", "resolve", ["2023Q1-1", "--rejected", "--reason", "?"], "for city"),
        ("nobody", "notice", [], "nobody is not in data/officials.csv"),
    ],
)
def test_an_attempt_that_is_not_the_actors_business_is_refused_and_kept(
    step: Step, qsq: Qsq, small: Path, actor: str, name: str, arguments: list[str], says: str
) -> None:
    step("quarter")
    step("feedback")
    run = step(name, *arguments, actor=actor)
    assert run.code == 5
    assert says in message_of(run)
    last = events(small, qsq)[-1]
    assert (last["kind"], last["actor"], last["payload"]["step"]) == ("refused", actor, f"score {name}")
    assert says in last["payload"]["reason"]


@pytest.mark.parametrize("name", ["notice", "finalise"])
def test_steps_that_decide_have_no_default_actor(step: Step, name: str) -> None:
    run = step(name, actor="")
    assert run.code == 2
    assert "name an id or name of data/officials.csv" in message_of(run)


def test_a_town_signs_for_its_villages(step: Step) -> None:
    step("quarter")
    code = codes_of(step)["A1"]
    assert (
        step("sign", "--village", "A1", "--secretary", "A1-sec", "--code", code, actor="T1-officer").code == 0
    )


@pytest.mark.parametrize("day", ["2123-01-01", "4月10日"])
def test_a_day_must_be_one_that_was(step: Step, day: str) -> None:
    assert step("notice", "--on", day).code == 2
    assert step("quarter", "--on", day).code == 2


def test_wrong_officials_are_refused_with_their_cells(step: Step, small: Path) -> None:
    file = small / "data" / "officials.csv"
    file.write_text("id,name,office,role\nx,,nowhere,king\nx,甲,T1,leader\n", "utf-8")
    run = step("notice")
    assert (run.code, [where for _file, where, _what in run.places]) == (3, ["C2", "D2", "B2", "A3"])


def test_an_office_that_two_units_share_must_be_told_apart(step: Step, small: Path) -> None:
    towns = small / "data" / "villages.csv"
    towns.write_text(towns.read_text("utf-8").replace("B3,西三村", "T1,西三村"), "utf-8")
    run = step("notice")
    assert "write one of: town:T1, village:T1" in run.places[0][2]


def test_without_officials_scoring_works_and_signing_does_not(step: Step, small: Path) -> None:
    (small / "data" / "officials.csv").unlink()
    assert step("quarter").code == 0
    assert step("notice").code == 5


def test_what_hangs_on_the_wall_adds_up_and_carries_both_codes(
    step: Step, small: Path, tmp_path: Path
) -> None:
    noticed = on_notice(step, tmp_path).answer
    codes = codes_of(step)
    book = CalamineWorkbook.from_path(str(small / "out" / "2023Q1" / "notice" / "T2-西镇.xlsx"))
    wall, items, rows = (
        [[str(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in ("公示", "各项得分", "分项数据")
    )
    for sheet in (wall, items, rows):
        text = "\n".join(row[0] for row in sheet)
        assert f"校验码 {codes['T2']}" in text
        assert f"台账校验码 {noticed['head']}" in text
    text = "\n".join(row[0] for row in wall)
    assert "公示时间：2023年4月10日至2023年4月14日（5个工作日）" in text
    header = next(index for index, row in enumerate(rows) if row[0] == "村代码")
    marked = [dict(zip(rows[header], row, strict=True)) for row in rows[header + 1 :] if row[1]]
    assert len(marked) == 3
    for row in marked:
        marks = [float(cell) for heading, cell in row.items() if heading.endswith(" 得分") and cell]
        assert round(sum(marks) + float(row["加分"]) - float(row["扣分"]), 2) == float(row["得分"])
        hung, annexed = (next(one for one in sheet if one[1] == row["村（社区）"]) for sheet in (wall, items))
        assert [float(one) for one in (hung[0], hung[2])] == [float(row["名次"]), float(row["得分"])]
        *of_items, bonus, deduction, mark, _card = annexed[2:]
        assert [float(one.split("\n")[0]) for one in of_items if one != "—"] == marks
        assert [bonus, deduction, mark] == [row["加分"], row["扣分"], row["得分"]]


def test_the_ledger_with_steps_goes_round_through_its_export(
    step: Step, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    on_notice(step, tmp_path)
    lines, fresh = tmp_path / "ledger.jsonl", tmp_path / "fresh"
    qsq("ledger", "export", lines, workspace=small)
    shutil.copytree(small, fresh, ignore=shutil.ignore_patterns("qsq.db*", "out"))
    assert qsq("ledger", "import", lines, workspace=fresh).code == 0
    assert events(fresh, qsq) == events(small, qsq)


def test_the_review_sheets_rewards_are_numbers_that_add_up(step: Step, small: Path, tmp_path: Path) -> None:
    on_notice(step, tmp_path)
    final = step("finalise", "--on", "2023-04-15").answer
    rows = CalamineWorkbook.from_path(small / final["file"]).get_sheet_by_name("奖励发放表").to_python()
    head = next(number for number, row in enumerate(rows) if row[0] == "序号")
    listed = [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]
    rewards = {row["村代码"]: float(str(row["奖励（元）"])) for row in listed if row["村代码"]}
    assert list(rewards) == [one["village_code"] for one in final["rewards"]]
    (total,) = (row["奖励（元）"] for row in listed if row["序号"] == "合计")
    assert f"{sum(rewards.values()):.2f}" == f"{total:.2f}" == final["rewards_total"]
