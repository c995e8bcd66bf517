"""Faults of the program that all tests once let pass: each has a test here or in tests/documents/test_sheets.py."""

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from qsq.ledger.ledger import Ledger
from tests.cli.test_people_awards import step as year_step
from tests.cli.test_people_steps import codes_of, step
from tests.conftest import Qsq
from tests.intake.builders import change
from tests.run import Run

__all__ = ["step", "year_step"]

Step = Callable[..., Run]
OBSERVATIONS = "data/2023/q1/observations"


def payments(qsq: Qsq, small: Path) -> list[str]:
    events = qsq("ledger", "log", "--json", workspace=small).answer["events"]
    return [event["subject"] for event in events if event["kind"] == "payment"]


def test_a_village_that_is_named_twice_is_paid_once(year_step: Step, qsq: Qsq, small: Path) -> None:
    honoured = year_step("year").answer["honours"][0]["village_code"]
    year_step("decide", "--document", "3号", "--approval", "1号")
    year_step("notice", "--on", "2024-01-15")
    year_step("confirm", "--on", "2024-01-20")
    run = year_step("pay", "--village", honoured, "--village", honoured, "--on", "2024-01-21")
    assert payments(qsq, small) == ([honoured] if run.code == 0 else [])
    year_step("pay", "--village", honoured, "--on", "2024-01-21")
    assert payments(qsq, small) == [honoured]


@pytest.mark.parametrize("signer", ["T1-officer", "A1-sec", "T2-lead", "clerk", "nobody"])
def test_a_sheet_is_signed_by_who_has_the_role_alone(
    signer: str, step: Step, small: Path, tmp_path: Path
) -> None:
    officials = small / "data" / "officials.csv"
    if "T1-officer" not in officials.read_text("utf-8"):
        officials.write_text(officials.read_text("utf-8") + "T1-officer,驻村干部,T1,officer\n", "utf-8")
    step("quarter")
    code = codes_of(step)["T1"]
    file = tmp_path / "signed.csv"
    file.write_text(f"office,signer,code\nT1,{signer},{code}\n", "utf-8")
    assert step("sign", "--file", file).code == 3
    file.write_text(f"office,signer,code\nT1,T1-lead,{code}\n", "utf-8")
    assert step("sign", "--file", file).code == 0


def test_a_town_hands_in_no_other_towns_item(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    file = tmp_path / "ours.csv"
    shutil.move(small / OBSERVATIONS / "town.csv", file)
    words = ("score", "submit", "2023Q1", file, "--town", "T1", "--actor", "T1-lead", "--json")
    run = qsq(*words, workspace=small)
    assert run.code == 3
    assert "is marked by 西镇, not by 东镇" in run.places[0][2]
    assert list((small / OBSERVATIONS).glob("town*")) == []


@pytest.mark.parametrize("before", ["town-T2.csv", "town-T2.xlsx"])
def test_the_old_bytes_of_what_is_replaced_stay_in_the_ledger(
    before: str, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    """Whatever lay there, handed in or not."""
    file = tmp_path / "ours.csv"
    shutil.move(small / OBSERVATIONS / "town.csv", file)
    old = b"village_code,task,value,note\n" if before.endswith("csv") else b"an old workbook"
    (small / OBSERVATIONS / before).write_bytes(old)
    words = ("score", "submit", "2023Q1", file, "--town", "T2", "--actor", "T2-lead", "--json")
    assert qsq(*words, workspace=small).code == 0
    assert [path.name for path in (small / OBSERVATIONS).glob("town*")] == ["town-T2.csv"]
    with Ledger.open(small / "data/qsq.db") as ledger:
        assert old in [content for _key, content in ledger.snapshots()]
    assert qsq("ledger", "verify", workspace=small).code == 0


@pytest.mark.parametrize("before", ["town-T2.csv", "town-T2.xlsx"])
def test_what_a_run_that_was_cut_off_replaced_is_recorded_by_the_next(
    before: str, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    """It had laid the new file, with the old one aside, and recorded nothing yet."""
    file, whole = tmp_path / "ours.csv", tmp_path / "whole"
    shutil.move(small / OBSERVATIONS / "town.csv", file)
    old = b"village_code,task,value,note\n"
    (small / OBSERVATIONS / before).write_bytes(old)
    shutil.copytree(small, whole)
    (small / OBSERVATIONS / before).rename(small / OBSERVATIONS / f".{before}.aside")
    shutil.copy(file, small / OBSERVATIONS / "town-T2.csv")
    words = ("score", "submit", "2023Q1", file, "--town", "T2", "--actor", "T2-lead", "--json")
    payloads = []
    for root in (small, whole):
        assert [qsq(*words, workspace=root).answer["recorded"] for _twice in range(2)] == [True, False]
        assert [path.name for path in (root / OBSERVATIONS).glob("*town*")] == ["town-T2.csv"]
        (event,) = qsq("ledger", "log", "--json", workspace=root).answer["events"]
        payloads.append(event["payload"])
    assert payloads[0] == payloads[1]
    assert sha256(old).hexdigest() in str(payloads[0])


def test_what_is_dispatched_again_is_compared_with_what_was_dispatched_last(qsq: Qsq, small: Path) -> None:
    def dispatched() -> int:
        words = ("checklist", "dispatch", "2023Q1", "--town", "T2", "--actor", "T2-lead")
        run = qsq(*words, "--json", workspace=small)
        return int(run.answer["recorded"])

    qsq("checklist", "issue", "2023Q1", "--actor", "clerk", workspace=small)
    town = "rules/2023/towns/T2/q1.yaml"
    found = [dispatched(), dispatched()]
    change(small, town, "points: 5", "points: 6")
    found += [dispatched(), dispatched()]
    change(small, town, "points: 6", "points: 5")
    found += [dispatched(), dispatched()]
    assert found == [1, 0, 1, 0, 1, 0]


@pytest.mark.parametrize("missing", ["zero", "exclude"])
def test_a_recount_reads_what_is_missing_as_the_result_did(missing: str, qsq: Qsq, small: Path) -> None:
    change(small, f"{OBSERVATIONS}/town.csv", "B3,shore.clean,3", "B3,shore.clean,")
    assert qsq("score", "quarter", "2023Q1", "--json", workspace=small).code == 4
    assert qsq("score", "quarter", "2023Q1", "--missing", missing, "--json", workspace=small).code == 0
    trail = qsq("audit", "mark", "B3", "2023Q1", "--json", workspace=small)
    assert (trail.code, trail.answer["recounted"]) == (0, True)


def test_a_period_with_rules_and_no_result_holds_the_awards_up(year_step: Step, small: Path) -> None:
    assert year_step("year").code == 0
    rules = (small / "rules/2023/q1.yaml").read_text("utf-8")
    (small / "rules/2023/q3.yaml").write_text(rules.replace("2023Q1", "2023Q3"), "utf-8")
    run = year_step("year")
    assert run.code == 5
    assert "2023Q3" in str(run.answer["error"])
