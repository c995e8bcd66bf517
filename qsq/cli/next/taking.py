"""Someone at a terminal takes one of the next steps: chooses it, answers what it asks, agrees to it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qsq.cli.terminal import show
from qsq.cli.terminal.language import _, said
from qsq.cli.terminal.main import main

if TYPE_CHECKING:
    from qsq.cli.terminal.call import Root
    from qsq.domain.steps.action import Action, Question
    from qsq.year.next.steps import NextSteps


def taken(found: "NextSteps", root: "Root") -> bool:
    """Whether to go on: someone chose an action and it was tried, or there was a slip in the choice."""
    numbered = [one for one in found.actions if one.words]
    if not numbered:
        return False
    chosen = show.answer_of(_("Enter does 1, a number another one, q leaves: "))
    if chosen is None or chosen.lower() in {"q", "quit", "exit"}:
        return False
    place = int(chosen or 1) if (chosen or "1").isdecimal() else 0
    if not 0 < place <= len(numbered):
        show.note(
            _("found {found}; expected a number from 1 to {most}").format(found=chosen, most=len(numbered))
        )
        return True
    _take(numbered[place - 1], root)
    return True


def _take(action: "Action", root: "Root") -> None:
    """Ask what the command needs, show it whole, and run it when someone agrees."""
    answers = _answers(action.asks)
    if answers is None:
        return
    words = (*action.command(answers), *root.named)
    show.note(show.command_line(("qsq", *words)))
    agreed = show.answer_of(_("Enter does it, n does not: "))
    if agreed is not None and agreed.lower() not in {"n", "no", "q", "否"}:
        main(list(words))


def _answers(questions: Sequence["Question"]) -> tuple[str, ...] | None:
    """What someone answers to each; None where one is left empty, which leaves the command undone."""
    answers = []
    for question in questions:
        answer = _answer_to(question)
        if not answer:
            show.note(_("left undone"))
            return None
        answers.append(answer)
    return tuple(answers)


def _answer_to(question: "Question") -> str:
    for number, choice in enumerate(question.choices, start=1):
        show.note(f"  {number}  {choice}")
    answer = show.answer_of(_("{what} (empty leaves): ").format(what=said(question.what))) or ""
    if question.choices and answer.isdecimal() and 0 < int(answer) <= len(question.choices):
        return question.choices[int(answer) - 1]
    return answer
