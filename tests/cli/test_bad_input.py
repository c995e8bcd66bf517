"""What people see of bad input: all of it at once, in text and in JSON, and nothing is written."""

from pathlib import Path

import pytest

from tests.alike import contents
from tests.conftest import Qsq
from tests.intake.builders import (
    ADJUSTMENTS,
    AGRICULTURE,
    AWARDS,
    CADRES,
    CHECK,
    ISSUE,
    OBSERVATIONS,
    ORGANISATION,
    PERIOD,
    RECOMMENDATIONS,
    RULES,
    SCHEME,
    SCORE,
    SHORE,
    TARGETS,
    TOWN,
    TOWN_SEEN,
    TOWN_SHEET,
    VILLAGES,
    answer_of,
    assert_says,
    change,
    in_place_of_town_csv,
    refusal,
)
from tests.run import Run


def without_rows(root: Path, file: str, *starts: str) -> None:
    """Take the rows away that begin so."""
    lines = (root / file).read_text(encoding="utf-8").splitlines(keepends=True)
    change(root, file, "", "".join(line for line in lines if not line.startswith(starts)))


def assert_writes_nothing(qsq: Qsq, root: Path, code: int, *arguments: str) -> Run:
    """The command ends with this code and leaves every file as it is, and makes none."""
    before = contents(root)
    run = qsq(*arguments, "--json", workspace=root)
    assert run.code == code, run
    assert run.answer["error"]["code"] == code
    assert contents(root) == before
    return run


def test_the_faults_of_all_files_of_a_period_are_listed_together(qsq: Qsq, small: Path) -> None:
    change(small, AGRICULTURE, "150.5", "viel")
    change(small, AGRICULTURE, "B2,grain.hazards", "B9,grain.hazards")
    change(small, ORGANISATION, "village_code,task,value,note", "village_code,task,value,note,who")
    in_place_of_town_csv(small, 岸线=[*SHORE[:3], ("B3", "shore.clean", 7)])
    change(small, TARGETS, "A3,grain.seedlings,50", "A3,grain.seedlings,0")
    change(small, ADJUSTMENTS, "通报批评,agriculture", ",nobody")
    places = refusal(qsq, small, SCORE, CHECK)
    assert sorted(place[:2] for place in places) == [
        (ADJUSTMENTS, "D3"),
        (ADJUSTMENTS, "E3"),
        (AGRICULTURE, "A11"),
        (AGRICULTURE, "C4"),
        (ORGANISATION, "E1"),
        (TOWN_SHEET, "岸线!C4"),
        (TARGETS, "C4"),
    ]


def test_the_faults_of_rules_register_and_year_are_listed_together(qsq: Qsq, small: Path) -> None:
    change(small, RECOMMENDATIONS, "B2", "B9")
    change(small, CADRES, "书记,3000", "书记,-1")
    places = refusal(qsq, small, AWARDS)
    assert [place[:2] for place in places] == [(RECOMMENDATIONS, "A3"), (CADRES, "E2")]
    change(small, SCHEME, "welfare: 50%", "welfare: 60%")
    change(small, VILLAGES, "A1,东一村,T1", "A1,东一村,T9")
    places = refusal(qsq, small, AWARDS)
    assert [place[:2] for place in places][:2] == [(SCHEME, "line 20"), (VILLAGES, "C2")]


def test_faults_are_listed_for_people_with_file_and_cell(qsq: Qsq, small: Path) -> None:
    change(small, AGRICULTURE, "150.5", "viel")
    change(small, ADJUSTMENTS, "A1,bonus", "A1,prize")
    run = qsq(*SCORE, workspace=small)
    assert run.code == 3
    assert run.out == ""
    lines = run.err.splitlines()
    assert lines[0] == "qsq: input refused, 2 to correct"
    assert [line.split()[0] for line in lines[1:-1]] == [f"{AGRICULTURE}:C4", f"{ADJUSTMENTS}:B2"]
    assert lines[-1] == f"when mended: qsq --workspace {small} score quarter 2023Q1"
    assert_says(lines[1], "grain.seedlings", "“viel”", "expected a number")


def test_more_faults_than_a_screen_holds_are_counted(qsq: Qsq, small: Path) -> None:
    rows = "".join(f"X{number},grain.hazards,0,\n" for number in range(250))
    change(small, AGRICULTURE, "", f"village_code,task,value,note\n{rows}")
    run = qsq(*SCORE, workspace=small)
    assert run.code == 3
    assert run.err.splitlines()[0] == "qsq: input refused, 250 to correct"
    assert "50 more" in run.err.splitlines()[-2]
    assert len(run.err.splitlines()) == 203
    assert len(qsq(*SCORE, "--json", workspace=small).places) == 250


def test_a_refusal_after_a_result_leaves_the_result_as_it_was(qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    assert qsq(*ISSUE, "--json", workspace=small).code == 0
    change(small, PERIOD, "weight: 4", "weight: 0")
    refusal(qsq, small, SCORE, CHECK, ISSUE)
    change(small, PERIOD, "weight: 0", "weight: 4")
    run = qsq(*SCORE, "--json", workspace=small)
    assert (run.answer["villages"], run.answer["revision"]) == (expected, 1)


def test_missing_observations_wait_for_their_departments(qsq: Qsq, small: Path) -> None:
    without_rows(small, AGRICULTURE, "A2,", "B")
    without_rows(small, ORGANISATION, "A1,party.study")
    (small / TOWN_SEEN).unlink()
    run = assert_writes_nothing(qsq, small, 4, *SCORE)
    assert_says(run.answer["error"]["message"], "12 observations", "2023Q1", "qsq score check 2023Q1")
    assert [place[:2] for place in run.places] == [
        (OBSERVATIONS, "agriculture"),
        (OBSERVATIONS, "organisation"),
        (OBSERVATIONS, "town"),
    ]
    assert_says(run.places[0][2], "农业农村局", "8", "2 towns")
    assert_says(run.places[1][2], "组织部", "1")
    assert_says(run.places[2][2], "3")


def test_missing_observations_are_told_to_people(qsq: Qsq, small: Path) -> None:
    without_rows(small, AGRICULTURE, "A2,")
    run = qsq(*SCORE, workspace=small)
    assert (run.code, run.out) == (4, "")
    assert_says(run.err, "2 observations of 2023Q1", "农业农村局", "qsq score check 2023Q1")


def test_check_says_who_owes_what(qsq: Qsq, small: Path) -> None:
    without_rows(small, AGRICULTURE, "A2,", "B3,grain.hazards")
    before = contents(small)
    run = qsq(*CHECK, "--json", workspace=small)
    assert run.code == 4
    assert contents(small) == before
    assert (run.answer["expected"], run.answer["missing"]) == (27, 3)
    assert run.answer["departments"] == [
        {
            "department": "agriculture",
            "missing": 3,
            "towns": [{"town_code": "T1", "missing": 2}, {"town_code": "T2", "missing": 1}],
        }
    ]
    assert [(one["department"], one["village_code"], one["task"]) for one in run.answer["owed"]] == [
        ("agriculture", "A2", "grain.seedlings"),
        ("agriculture", "A2", "grain.hazards"),
        ("agriculture", "B3", "grain.hazards"),
    ]


def test_a_row_without_a_value_is_missing(qsq: Qsq, small: Path) -> None:
    change(small, AGRICULTURE, "A2,grain.hazards,1,", "A2,grain.hazards,,待核")
    run = qsq(*CHECK, "--json", workspace=small)
    assert [(one["village_code"], one["task"]) for one in run.answer["owed"]] == [("A2", "grain.hazards")]


def test_no_observations_folder_at_all_is_everything_missing(qsq: Qsq, small: Path) -> None:
    for path in (small / OBSERVATIONS).iterdir():
        path.unlink()
    (small / OBSERVATIONS).rmdir()
    assert qsq(*CHECK, "--json", workspace=small).answer["missing"] == 27
    assert_writes_nothing(qsq, small, 4, *SCORE)


@pytest.mark.parametrize(
    ("reading", "earned"),
    [("exclude", "60.00"), ("zero", "20.00")],  # of the hazards' 2 and the seedlings' 4 points, 60.00 full
)
def test_missing_observations_read_otherwise_make_a_provisional_result(
    reading: str, earned: str, qsq: Qsq, small: Path
) -> None:
    without_rows(small, AGRICULTURE, "A1,grain.seedlings")
    run = qsq(*SCORE, "--missing", reading, "--json", workspace=small)
    assert run.code == 0
    assert run.answer["provisional"] is True
    assert run.answer["villages"][0]["items"][1]["mark"] == earned
    assert "PROVISIONAL" in qsq(*SCORE, "--missing", reading, workspace=small).out
    draft = qsq(*AWARDS, "--json", workspace=small)
    assert [text for text in draft.answer["warnings"] if "2023Q1 is provisional" in text]


def test_a_reading_that_the_scheme_itself_names_is_not_provisional(qsq: Qsq, small: Path) -> None:
    without_rows(small, AGRICULTURE, "A1,grain.seedlings")
    change(small, SCHEME, "missing: block", "missing: zero")
    run = qsq(*SCORE, "--json", workspace=small)
    assert (run.code, run.answer["provisional"]) == (0, False)


def test_wrong_observations_are_refused_before_missing_ones_are_asked_for(qsq: Qsq, small: Path) -> None:
    without_rows(small, AGRICULTURE, "A2,")
    change(small, AGRICULTURE, "A3,grain.seedlings,20", "A3,grain.seedlings,viel")
    places = refusal(qsq, small, SCORE, CHECK)
    assert [place[:2] for place in places] == [(AGRICULTURE, "C4")]


WRONG_USE = (
    (("score", "quarter", "2023Q5"), "2023Q5", "2023Q1"),
    (("score", "quarter", "2023-01"), "2023-01", "2023Q1"),
    (("score", "period", "2023"), "2023", "2023Q1"),
    (("checklist", "status", "2023H1"), "2023H1", "2023Q1"),
    (("rules", "check", "2023b1"), "2023B1", "2023Q1"),
    (("report", "notice", "2023-02"), "2023-02", "2023Q1"),
    (("score", "check", "2023-1"), "2023-1", "2023Q1"),
    (("checklist", "issue", "一季度"), "一季度", "2023Q1"),
    (("rules", "check", "23Q1"), "23Q1", "2023Q1"),
    (("awards", "year", "23", "--draft"), "23", "2023"),
    (("awards", "year", "2023Q1", "--draft"), "2023Q1", "2023"),
    (("awards", "year", "二〇二三", "--draft"), "二〇二三", "2023"),
    ((*SCORE, "--missing", "ignore"), "ignore", "block, exclude or zero"),
    ((*SCORE, "--export", "marks.pdf"), ".pdf", ".csv, .xlsx or .parquet"),
    ((*SCORE, "--town", "北镇"), "北镇", "data/towns.csv"),
    ((*SCORE, "--nope"), "--nope", ""),
    (("score", "quarter"), "PERIOD", ""),
    (("score", "quartr", "2023Q1"), "quartr", ""),
    (("scor", "period", "2023Q1"), "scor", ""),
    ((*SCORE, "2023Q2"), "2023Q2", ""),
)
"""Arguments, the words of them that the message must hold, and what is expected."""


@pytest.mark.parametrize(
    ("arguments", "found", "expected"), WRONG_USE, ids=[" ".join(use[0]) for use in WRONG_USE]
)
def test_wrong_use_is_an_error_in_json_and_writes_nothing(
    arguments: tuple[str, ...], found: str, expected: str, qsq: Qsq, small: Path
) -> None:
    run = assert_writes_nothing(qsq, small, 2, *arguments)
    assert_says(run.answer["error"]["message"], found, expected)
    assert run.places == []


def test_a_folder_without_a_scheme_is_no_workspace(
    qsq: Qsq, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small / SCHEME).unlink()
    for command in (SCORE, CHECK, ISSUE, RULES, AWARDS):
        run = assert_writes_nothing(qsq, small, 2, *command)
        assert_says(run.answer["error"]["message"], "no workspace", SCHEME, "qsq init")
    monkeypatch.chdir(tmp_path)
    run = qsq(*SCORE, "--json")
    assert run.code == 2
    assert_says(run.answer["error"]["message"], "no workspace", SCHEME, "--workspace", "qsq init")


def test_a_workspace_that_does_not_exist_is_wrong_use_and_is_not_made(qsq: Qsq, tmp_path: Path) -> None:
    run = qsq(*SCORE, "--json", workspace=tmp_path / "nowhere")
    assert run.code == 2
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("arguments", [AWARDS, AWARDS[:-1]], ids=" ".join)
def test_awards_before_any_period_say_what_comes_first_and_write_nothing(
    arguments: tuple[str, ...], qsq: Qsq, small: Path
) -> None:
    run = assert_writes_nothing(qsq, small, 5, *arguments)
    assert_says(run.answer["error"]["message"], "2023", "first")


def test_a_town_that_wrote_comments_only_asks_for_nothing_more(qsq: Qsq, small: Path) -> None:
    change(small, TOWN, "", "# 本季不增减\n# 西镇党政办\n")
    (small / TOWN_SEEN).unlink()
    for command in (RULES, CHECK, SCORE, ISSUE):
        assert qsq(*command, "--json", workspace=small).code == 0
