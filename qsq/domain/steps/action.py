"""What can be done now: whose turn it is, the command, and what it needs that only a person knows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from qsq.domain.faults import Message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.steps.turns import Waiter


@dataclass(frozen=True, slots=True)
class Question:
    """What a command needs and only a person knows.

    Attributes:
        name: what programs call it.
        what: how people are asked.
        option: what stands before the answer, such as `--reason`; empty where it stands alone.
        choices: the answers that there are; empty for any text.
    """

    name: str
    what: Message
    option: str = ""
    choices: tuple[str, ...] = ()

    def words(self, answer: str) -> tuple[str, ...]:
        """The words of the command that an answer makes."""
        return tuple(word for word in (self.option, answer) if word)


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done now.

    Attributes:
        period: the period, month or year that it is for; empty for the workspace.
        what: what is to be done, in a sentence.
        who: whose turn it is.
        words: the command's without the program's name; empty where no command does it.
        asks: what the command still needs, before it can be called.
        options: words that stand behind all others, such as who acts.
        own: whether it is the actor's own step; else the actor enters what others did.
        until: the day until which it is due, if any.
        form: what the command takes in, which those whose turn it is send back first; None where it needs
            nothing of the kind.
    """

    period: str
    what: Message
    who: tuple[Waiter, ...]
    words: tuple[str, ...] = ()
    asks: tuple[Question, ...] = ()
    options: tuple[str, ...] = ()
    own: bool = True
    until: date | None = None
    form: FormKind | None = None

    @property
    def runnable(self) -> bool:
        """Whether the command can be called as it is, now."""
        return bool(self.words) and not self.asks and self.form is None

    def command(self, answers: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The words of the whole command, with the answers to what it asks, in their order."""
        answered = zip(self.asks, answers, strict=True) if answers else ()
        told = (word for question, answer in answered for word in question.words(answer))
        return (*self.words, *told, *self.options)

    def answer(self) -> dict[str, Any]:
        """The action for programs, without its sentences."""
        return {
            "period": self.period or None,
            "who": [{"unit": str(one.unit), "name": one.name} for one in self.who],
            "own": self.own,
            "runnable": self.runnable,
            "form": self.form,
            "words": ["qsq", *self.command()] if self.words else [],
            "until": self.until.isoformat() if self.until else None,
        }


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that nobody has to do anything for: it ends by itself.

    Attributes:
        until: the last day of it.
    """

    period: str
    what: Message
    until: date

    def answer(self) -> dict[str, Any]:
        """The wait for programs, without its sentence."""
        return {"period": self.period, "until": self.until.isoformat()}
