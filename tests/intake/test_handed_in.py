"""Files and words that come from people's own hands: named as they named them, refused before anything is done."""

import os
from pathlib import Path

import pytest

from tests.alike import contents
from tests.conftest import Qsq
from tests.intake.builders import OBSERVATIONS, TOWN_SEEN, change

SUBMIT = ("score", "submit", "2023Q1")


def test_what_is_wrong_is_told_of_the_file_that_was_handed_in(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    file = tmp_path / "西镇上报.csv"
    file.write_text("village_code,task,value\nB1,shore.clean,9\nB1,shore.clean,9\n", "utf-8")
    run = qsq(*SUBMIT, file, "--town", "T2", "--actor", "clerk", "--json", workspace=small)
    assert run.code == 3, run
    assert {place[0] for place in run.places} == {str(file)}
    assert OBSERVATIONS not in run.out


@pytest.mark.parametrize("what", ["pipe", "folder", "link"])
def test_what_is_no_file_is_never_waited_for(what: str, qsq: Qsq, small: Path, tmp_path: Path) -> None:
    file = tmp_path / "上报.csv"
    match what:
        case "pipe":
            os.mkfifo(file)
        case "folder":
            file.mkdir()
        case _:
            file.symlink_to(tmp_path / "nowhere")
    run = qsq(*SUBMIT, file, "--town", "T2", "--actor", "clerk", "--json", workspace=small)
    assert run.code in {1, 2, 3}, run
    assert what in run.out or what == "folder", run
    (small / TOWN_SEEN).unlink()
    file.rename(small / TOWN_SEEN)
    run = qsq("score", "quarter", "2023Q1", "--json", workspace=small)
    assert run.code in {3, 4}, run
    assert what in run.out


def test_a_folder_among_the_observations_is_told_of(qsq: Qsq, small: Path) -> None:
    (small / OBSERVATIONS / "组织部").mkdir()
    run = qsq("score", "quarter", "2023Q1", "--json", workspace=small)
    assert run.code == 0
    assert run.answer["warnings"] == [
        f"{OBSERVATIONS}/组织部 is a folder and is not read; put its files beside it"
    ]


@pytest.mark.parametrize("word", ["坏\u202e字", "坏\x07字", "坏\ufffd字", "坏\n字"])
def test_no_word_of_a_call_has_a_character_that_nobody_sees(word: str, qsq: Qsq, small: Path) -> None:
    before = contents(small)
    run = qsq("score", "quarter", "2023Q1", "--reason", word, "--json", workspace=small)
    assert run.code == 2, run
    assert "U+" in run.answer["error"]["message"]
    assert contents(small) == before


@pytest.mark.parametrize(
    ("done", "asked"),
    [
        (("1", "0.5"), True),
        (("1", "0"), True),
        (("1", "是"), True),
        (("0", "0"), False),
        (("1", "80"), False),
        (("0.5", "80"), True),
        (("0.5%", "80"), False),
        (("1%", "100%"), False),
        (("是", "否"), False),
    ],
)
def test_a_progress_file_of_nothing_above_one_is_asked_about(
    done: tuple[str, str], asked: bool, qsq: Qsq, small: Path
) -> None:
    change(
        small,
        "rules/scheme.yaml",
        "annual:\n",
        "reminders: {slow: 30%, poor: 60%, far_behind: 40%}\nannual:\n",
    )
    path = small / "data/2023/q1/progress/2023-02.csv"
    path.parent.mkdir(parents=True)
    rows = [f"{code},party.meeting,{what}" for code, what in zip(("A1", "A2"), done, strict=True)]
    path.write_text("\n".join(["village_code,task,done", *rows]), "utf-8")
    run = qsq("remind", "month", "2023-02", "--on", "2023-03-01", "--json", workspace=small)
    assert ("is 1 all or a hundredth" in run.out) == asked
    assert run.code == 3 or not asked, run
