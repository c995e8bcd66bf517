"""What can be done now, as words of a command (`qsq next`)."""

from dataclasses import replace
from datetime import date

import pytest

from qsq.domain.county.officials import CITY
from qsq.domain.faults import message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.steps.action import Action, Question, Wait
from qsq.domain.steps.turns import Waiter

REASON = Question("reason", message("why?"), "--reason")
FILE = Question("file", message("which file?"))
CLERK = (Waiter(CITY, "张三"),)


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        (REASON, "误录, 重来", ("--reason", "误录, 重来")),
        (FILE, "my file.csv", ("my file.csv",)),
        (FILE, "", ()),
    ],
)
def test_an_answer_makes_words_of_the_command(
    question: Question, answer: str, words: tuple[str, ...]
) -> None:
    assert question.words(answer) == words


def action(*asks: Question, words: tuple[str, ...] = ("score", "submit", "2023Q1")) -> Action:
    return Action("2023Q1", message("?"), CLERK, words, asks, ("--actor", "clerk"))


def test_a_command_is_its_words_the_answers_and_who_acts() -> None:
    whole = action(FILE, REASON).command(("a.csv", "迟交"))
    assert whole == ("score", "submit", "2023Q1", "a.csv", "--reason", "迟交", "--actor", "clerk")
    assert action().command() == ("score", "submit", "2023Q1", "--actor", "clerk")


def test_every_question_is_answered() -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        action(FILE, REASON).command(("a.csv",))


def test_what_asks_nothing_more_can_be_called() -> None:
    assert action().runnable
    assert not action(REASON).runnable
    assert not action(words=()).runnable
    assert not replace(action(words=("inbox",)), form=FormKind.SCORES).runnable, "it has to come back first"


def test_an_action_as_programs_read_it() -> None:
    assert action().answer() == {
        "period": "2023Q1",
        "who": [{"unit": "city", "name": "张三"}],
        "own": True,
        "runnable": True,
        "form": None,
        "words": ["qsq", "score", "submit", "2023Q1", "--actor", "clerk"],
        "until": None,
    }
    nobodys = Action("", message("?"), (), own=False, until=date(2023, 4, 14))
    assert nobodys.answer() == {
        "period": None,
        "who": [],
        "own": False,
        "runnable": False,
        "form": None,
        "words": [],
        "until": "2023-04-14",
    }


def test_a_wait_as_programs_read_it() -> None:
    found = Wait("2023Q1", message("the notice hangs"), date(2023, 4, 14)).answer()
    assert found == {"period": "2023Q1", "until": "2023-04-14"}
