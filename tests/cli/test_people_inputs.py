"""What departments and towns hand in: observations, and recommendations."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq
from tests.run import Run

SUBMIT = ("score", "submit", "2023Q1")
HEADER = "village_code,task,value,note\n"


def observations(small: Path) -> Path:
    return small / "data" / "2023" / "q1" / "observations"


def submitted(qsq: Qsq, small: Path, file: Path, *unit: str, actor: str = "agri") -> Run:
    return qsq(*SUBMIT, file, *unit, "--actor", actor, "--json", workspace=small)


def events(qsq: Qsq, small: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = qsq("ledger", "log", "--json", workspace=small).answer["events"]
    return found


@pytest.fixture
def sheet(small: Path, tmp_path: Path) -> Path:
    """The department's own table, outside the workspace."""
    file = tmp_path / "ours.csv"
    file.write_bytes((observations(small) / "agriculture.csv").read_bytes())
    (observations(small) / "agriculture.csv").unlink()
    return file


FARMING = ("--department", "agriculture")


def test_a_file_is_checked_laid_in_place_and_its_digest_kept(qsq: Qsq, small: Path, sheet: Path) -> None:
    run = submitted(qsq, small, sheet, *FARMING)
    assert (run.answer["observations"], run.answer["file"]) == (
        12,
        "data/2023/q1/observations/agriculture.csv",
    )
    assert (observations(small) / "agriculture.csv").read_bytes() == sheet.read_bytes()
    last = events(qsq, small)[-1]
    assert (last["kind"], last["subject"], last["payload"]["sha256"]) == (
        "submission",
        "department:agriculture",
        run.answer["sha256"],
    )
    assert submitted(qsq, small, sheet, *FARMING).answer["recorded"] is False
    assert len(events(qsq, small)) == 1
    assert qsq("score", "quarter", "2023Q1", workspace=small).code == 0
    assert qsq("ledger", "verify", "--json", workspace=small).answer["whole"] is True


def test_what_was_handed_in_before_stays_in_the_ledger(qsq: Qsq, small: Path, sheet: Path) -> None:
    submitted(qsq, small, sheet, *FARMING)
    sheet.write_text(sheet.read_text("utf-8").replace("A2,grain.hazards,1", "A2,grain.hazards,0"), "utf-8")
    assert submitted(qsq, small, sheet, *FARMING).answer["recorded"] is True
    first, second = (event["payload"]["sha256"] for event in events(qsq, small))
    assert first != second


def test_a_form_that_comes_back_empty_takes_nothing_away(qsq: Qsq, small: Path, sheet: Path) -> None:
    """The blank form, sent back by mistake, does not replace the one that was filled in."""
    submitted(qsq, small, sheet, *FARMING)
    filled_in = sheet.read_bytes()
    head = sheet.read_text("utf-8").splitlines()[0]
    sheet.write_text(f"{head}\nA1,grain.seedlings,\n", "utf-8")
    run = submitted(qsq, small, sheet, *FARMING)
    assert run.code == 3
    assert "no observation is filled in" in run.places[0][2]
    assert (observations(small) / "agriculture.csv").read_bytes() == filled_in
    assert len(events(qsq, small)) == 1


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("A1,grain.hazards,-1,\nA9,grain.hazards,1,\n", ["C2", "A3"]),
        ("A1,party.meeting,是,\n", ["A2"]),
    ],
    ids=["wrong rows", "a row that another file has"],
)
def test_a_wrong_file_is_refused_and_nothing_laid(
    qsq: Qsq, small: Path, sheet: Path, rows: str, says: list[str]
) -> None:
    sheet.write_text(HEADER + rows, "utf-8")
    run = submitted(qsq, small, sheet, *FARMING)
    assert run.code == 3
    assert len(run.places) >= len(says)
    assert not (observations(small) / "agriculture.csv").exists()
    assert events(qsq, small) == []


def test_another_departments_tasks_are_refused(qsq: Qsq, small: Path, sheet: Path) -> None:
    (observations(small) / "organisation.csv").unlink()
    sheet.write_text(HEADER + "A1,party.meeting,是,\nA1,grain.hazards,1,\n", "utf-8")
    run = submitted(qsq, small, sheet, *FARMING)
    assert [what for _file, _where, what in run.places] == [
        "the task party.meeting “召开支部党员大会” is marked by 组织部, not by 农业农村局"
    ]


def test_a_department_hands_in_its_own_only(qsq: Qsq, small: Path, sheet: Path) -> None:
    (observations(small) / "organisation.csv").unlink()
    sheet.write_text(HEADER + "A1,party.meeting,是,\n", "utf-8")
    run = submitted(qsq, small, sheet, "--department", "organisation")
    assert run.code == 5
    assert "acts for department:agriculture" in message_of(run)
    assert events(qsq, small)[-1]["kind"] == "refused"


def test_a_town_hands_in_what_it_added(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    file = tmp_path / "ours.csv"
    file.write_bytes((observations(small) / "town.csv").read_bytes())
    (observations(small) / "town.csv").unlink()
    run = submitted(qsq, small, file, "--town", "T2", actor="T2-lead")
    assert run.answer["file"] == "data/2023/q1/observations/town-T2.csv"
    run = submitted(qsq, small, file, "--town", "T1", actor="T1-lead")
    assert run.code == 3


@pytest.mark.parametrize("unit", [(), (*FARMING, "--town", "T1")])
def test_one_unit_hands_in(qsq: Qsq, small: Path, sheet: Path, unit: tuple[str, ...]) -> None:
    assert submitted(qsq, small, sheet, *unit).code == 2


def test_a_file_must_be_a_table_that_is_there(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    assert submitted(qsq, small, tmp_path / "a.pdf", *FARMING).code == 2
    assert submitted(qsq, small, tmp_path / "a.csv", *FARMING).code == 1


def recommended(qsq: Qsq, small: Path, *villages: str, town: str = "T1", actor: str = "T1-lead") -> Run:
    named = [word for village in villages for word in ("--village", village)]
    return qsq(
        "awards", "recommend", "2023", "--town", town, *named, "--actor", actor, "--json", workspace=small
    )


def file_of(small: Path) -> list[str]:
    return (small / "data" / "2023" / "recommendations.csv").read_text("utf-8-sig").split()


def test_a_town_recommends_in_the_place_of_what_it_recommended_before(qsq: Qsq, small: Path) -> None:
    others = [code for code in file_of(small) if code.startswith("B")]
    assert recommended(qsq, small, "A3", "A1").answer["villages"] == ["A1", "A3"]
    assert file_of(small) == ["village_code", "A1", "A3", *others]
    assert recommended(qsq, small, "A1", "A3").answer["recorded"] is False
    assert recommended(qsq, small, "A2").answer["recorded"] is True
    assert file_of(small) == ["village_code", "A2", *others]
    assert [event["kind"] for event in events(qsq, small)] == ["recommendation"] * 2


def test_conditions_are_told_when_periods_are_there(qsq: Qsq, small: Path) -> None:
    file = small / "rules" / "scheme.yaml"
    file.write_text(file.read_text("utf-8").replace("min_mark: 60", "min_mark: 99"), "utf-8")
    assert recommended(qsq, small, "A3").answer["not_eligible"] == []
    qsq("score", "quarter", "2023Q1", workspace=small)
    found = recommended(qsq, small, "A3").answer["not_eligible"]
    assert found == [{"village_code": "A3", "reasons": ["min_mark"]}]


@pytest.mark.parametrize(
    ("villages", "town", "actor", "code"),
    [
        (["A1", "A2", "A3"], "T1", "T1-lead", 2),
        (["B1"], "T1", "T1-lead", 2),
        (["B1"], "T2", "T1-lead", 5),
        (["A1"], "T9", "clerk", 2),
    ],
    ids=["over the quota", "another town's village", "another town", "no town"],
)
def test_a_wrong_recommendation_is_refused_and_changes_nothing(
    qsq: Qsq, small: Path, villages: list[str], town: str, actor: str, code: int
) -> None:
    before = file_of(small)
    assert recommended(qsq, small, *villages, town=town, actor=actor).code == code
    assert file_of(small) == before


@pytest.mark.parametrize(
    ("unit", "says"),
    [
        (
            ("--department", "fishery"),
            "there is no department fishery; expected one of: agriculture, organisation",
        ),
        (("--town", "T9"), "there is no town T9"),
    ],
)
def test_nobody_hands_in_for_a_unit_that_is_not_there(
    qsq: Qsq, small: Path, unit: tuple[str, str], says: str
) -> None:
    file = small / "data" / "2023" / "q1" / "observations" / "agriculture.csv"
    run = submitted(qsq, small, file, *unit, actor="clerk")
    assert run.code == 2
    assert says in run.answer["error"]["message"]
