"""Rules that cannot work are told by `rules check` and before a list goes out, each with its line."""

from pathlib import Path

import pytest

from tests.cli.test_at_the_terminal import in_chinese
from tests.cli.test_people_steps import dated, on_notice
from tests.conftest import Qsq
from tests.intake.builders import change
from tests.run import Run

PERIOD, SCHEME = "rules/2023/q1.yaml", "rules/scheme.yaml"
YES_NO, NO_BAND = "method: {kind: yes_no}", "method: {kind: bands, bands: [{from: 60, points: 0}]}"


def issue(qsq: Qsq, small: Path) -> Run:
    return qsq("checklist", "issue", "2023Q1", "--json", workspace=small)


def check(qsq: Qsq, small: Path, *words: str) -> Run:
    return qsq("rules", "check", *words, "--json", workspace=small)


def test_a_task_that_nobody_can_earn_is_refused_with_its_line(qsq: Qsq, small: Path) -> None:
    change(small, PERIOD, YES_NO, NO_BAND)
    for run in (check(qsq, small), issue(qsq, small)):
        assert run.code == 3
        assert run.places == [(PERIOD, "line 13", "party.meeting: no band earns a point")]
    assert not (small / "out").exists()


def test_a_higher_value_that_earns_less_is_warned_about(qsq: Qsq, small: Path) -> None:
    change(
        small, PERIOD, YES_NO, "method: {kind: bands, bands: [{from: 60, points: 2}, {from: 90, points: 1}]}"
    )
    for run in (check(qsq, small), issue(qsq, small)):
        assert run.code == 0
        assert [
            one for one in run.answer["warnings"] if f"{PERIOD}:line 13: party.meeting: a higher value" in one
        ]


def test_a_condition_of_the_scheme_that_nobody_can_meet_is_refused(qsq: Qsq, small: Path) -> None:
    change(small, SCHEME, "min_periods: 1", "min_periods: 5")
    run = check(qsq, small)
    assert run.places == [(SCHEME, "line 15", "a year has 4 periods: nobody is marked in 5")]


def test_a_due_date_outside_its_period_is_warned_about_with_its_line(qsq: Qsq, small: Path) -> None:
    change(small, PERIOD, "due: 2023-03-31", "due: 2032-03-31")
    change(small, PERIOD, "{id: meeting,", "{id: meeting, due: 2022-12-31,")
    for run in (check(qsq, small), issue(qsq, small)):
        assert run.code == 0
        told = [one for one in run.answer["warnings"] if "outside 2023Q1" in one]
        assert [one.partition(", outside")[0] for one in told] == [
            f"{PERIOD}:line 3: due on 2032-03-31",
            f"{PERIOD}:line 13: due on 2022-12-31",
        ]


def test_targets_that_are_missing_are_told_before_the_list_goes_out(qsq: Qsq, small: Path) -> None:
    (small / "data" / "2023" / "q1" / "targets.csv").unlink()
    for run in (check(qsq, small), issue(qsq, small)):
        assert run.code == 0
        (told,) = [one for one in run.answer["warnings"] if "targets are missing" in one]
        assert "grain.seedlings (6/6: A1 东一村 …)" in told


@pytest.mark.parametrize("words", [(), ("2023Q1",)], ids=["all", "one"])
def test_the_rules_of_a_final_period_are_not_held_to_todays_register(
    qsq: Qsq, small: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    def step(name: str, *arguments: str | Path) -> Run:
        words = dated(name, arguments)
        return qsq("score", name, "2023Q1", *words, "--actor", "clerk", "--json", workspace=small)

    on_notice(step, tmp_path)
    step("finalise", "--on", "2023-04-15")
    change(small, "data/departments.csv", "organisation,", "party,")
    assert check(qsq, small, *words).code == 0


def test_the_place_of_a_warning_is_chinese_in_chinese(small: Path) -> None:
    change(small, PERIOD, "themes: [spring-farming]", "themes: [other]")
    _out, err = in_chinese("--workspace", str(small), "rules", "check")
    assert "rules/2023/q1.yaml:第 5 行：没有一项带有加重的主题 spring-farming" in err
