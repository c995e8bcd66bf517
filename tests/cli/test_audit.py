"""A year later: where did this mark come from?"""

from pathlib import Path

import pytest

from tests.cli.test_people_steps import correct, message_of
from tests.conftest import Qsq


def test_the_trail_of_a_mark(qsq: Qsq, small: Path) -> None:
    marked = qsq("score", "quarter", "2023Q1", "--json", workspace=small).answer
    trail = qsq("audit", "mark", "B1", "2023Q1", "--json", workspace=small).answer
    assert trail["figures"] == next(one for one in marked["villages"] if one["village_code"] == "B1")
    seen = {task["task"]: (task["value"], task["note"]) for task in trail["tasks"]}
    assert seen["grain.seedlings"] == ("NA", "没有水田")
    assert seen["shore.clean"] == ("4.5", "")
    assert trail["recounted"] is True
    assert "data/2023/q1/observations/town.csv" in [one["file"] for one in trail["files"]]


def test_what_was_counted_then_is_told_whatever_the_files_say_now(qsq: Qsq, small: Path) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    correct(small)
    trail = qsq("audit", "mark", "东二村", "2023Q1", "--json", workspace=small).answer
    assert [task["value"] for task in trail["tasks"] if task["task"] == "grain.hazards"] == ["1"]
    assert trail["recounted"] is True


def test_every_revision_is_in_the_trail(qsq: Qsq, small: Path) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    correct(small)
    qsq("score", "quarter", "2023Q1", "--reason", "更正", workspace=small)
    trail = qsq("audit", "mark", "A2", "2023Q1", "--json", workspace=small).answer
    assert [event["details"].get("reason") for event in trail["events"]] == [None, "更正"]
    assert trail["revision"] == 2


def test_people_read_the_trail_as_tables(qsq: Qsq, small: Path) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    run = qsq("audit", "mark", "A2", "2023Q1", workspace=small)
    assert run.code == 0
    for text in (
        "A2 东二村, 2023Q1 revision 1",
        "party.meeting",
        "150.5",
        "counted again from these files: the same result",
    ):
        assert text in run.out


@pytest.mark.parametrize("village", ["X1", ""])
def test_a_village_that_is_none_is_refused(qsq: Qsq, small: Path, village: str) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    assert qsq("audit", "mark", village, "2023Q1", "--json", workspace=small).code == 2


def test_namesakes_are_listed_and_not_guessed(qsq: Qsq, small: Path) -> None:
    file = small / "data" / "villages.csv"
    file.write_text(file.read_text("utf-8").replace("西一村", "东一村"), "utf-8")
    qsq("score", "quarter", "2023Q1", workspace=small)
    run = qsq("audit", "mark", "东一村", "2023Q1", "--json", workspace=small)
    assert run.code == 2
    assert "A1 东镇东一村, B1 西镇东一村" in message_of(run)


def test_before_any_evaluation_there_is_no_trail(qsq: Qsq, small: Path) -> None:
    run = qsq("audit", "mark", "A1", "2023Q1", "--json", workspace=small)
    assert run.code == 5
    assert "first, by the city: qsq score period 2023Q1" in message_of(run)
