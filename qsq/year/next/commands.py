"""Turns as commands that can be called: names, ids and days filled in, for the one who acts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from qsq.domain.county.names import names_at
from qsq.domain.county.officials import CITY, Level, Official, Role, Unit
from qsq.domain.county.places import Register
from qsq.domain.faults import Message, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.steps.action import Action, Question
from qsq.domain.steps.next_command import NextCommand
from qsq.domain.steps.turns import Turn


@dataclass(frozen=True)
class TurnCommands:
    """Makes commands of turns.

    Attributes:
        officials: all that are listed.
        actor: who acts; None where nobody of the city's office is listed.
        on: the day of what is done, where it is not today.
    """

    register: Register
    officials: tuple[Official, ...]
    actor: Official | None
    on: date | None = None

    def of(self, turn: Turn, form: FormKind | None = None) -> tuple[Action, ...]:
        """What the actor can do in a turn; nothing where it is not the actor's business.

        Args:
            turn: whose turn it is.
            form: that comes back in it, where its command does not say.
        """
        mine = self._mine(turn.units)
        if not mine:
            return ()
        own = (self.actor.unit if self.actor else CITY) in mine
        case = _Case(turn, mine, self._base(turn))
        actions = _MAKERS[turn.next](self, case) if form is None else [case.back(form)]
        return tuple(replace(one, own=own) for one in actions)

    @property
    def of_city(self) -> bool:
        """Whether the city's office acts."""
        return self.actor is None or self.actor.unit == CITY

    def _mine(self, units: Sequence[Unit]) -> tuple[Unit, ...]:
        """The units whose business the actor's is; all of them where the city's office acts unnamed."""
        if self.actor is None:
            return tuple(units)
        return tuple(unit for unit in units if self.actor.acts_for(unit, self._town_of))

    @cached_property
    def _town_of(self) -> dict[str, str]:
        return self.register.town_of()

    def _named(self, unit: Unit) -> str:
        return names_at(unit.level, self.register).shortest(unit.code)

    @property
    def options(self) -> tuple[str, ...]:
        """Who acts, and on which day."""
        actor = ("--actor", self.actor.id) if self.actor else ()
        return (*actor, *self.day)

    @property
    def day(self) -> tuple[str, ...]:
        """On which day, where it is not today."""
        return ("--on", self.on.isoformat()) if self.on else ()

    def _base(self, turn: Turn) -> Action:
        path = turn.next.partition(" {period}")[0].split()
        return Action(turn.period, turn.what, turn.who, (*path, turn.on), options=self.options)

    def dispatch(self, case: "_Case") -> Iterator[Action]:
        """One town by its name, else all that have not."""
        yield case.with_words(*(("--town", self._named(case.mine[0])) if len(case.mine) == 1 else ("--all",)))

    def accept(self, case: "_Case") -> Iterator[Action]:
        """One village by its name, those of a town by the town's, else all that have not."""
        towns = {self._town_of[unit.code] for unit in case.mine}
        if len(case.mine) == 1:
            yield case.with_words("--village", self._named(case.mine[0]))
        elif len(towns) == 1:
            yield case.with_words("--town", self._named(Unit(Level.TOWN, towns.pop())))
        else:
            yield case.with_words("--all")

    def sign(self, case: "_Case", role: Role) -> Iterator[Action]:
        """The towns' registers, a village's own sheet by its code; who has nobody to sign is told apart."""
        signers = {one.unit: one for one in self.officials if one.role is role}
        there = [unit for unit in case.mine if unit in signers]
        lacking = [unit for unit in case.mine if unit not in signers]
        if there and self.actor is not None and self.actor.unit.level is Level.VILLAGE:
            name, signer = self._named(there[0]), signers[there[0]].id
            code = Question("code", message("the check code on the sheet of {unit}", unit=name), "--code")
            yield replace(case.with_words(f"--{there[0].level}", name, f"--{role}", signer), asks=(code,))
        elif there:
            yield case.back(FormKind.SIGNATURES)
        if lacking:
            yield replace(case.nothing(), what=_nobody_signs(role, len(lacking), self._named(lacking[0])))


@dataclass(frozen=True, slots=True)
class _Case:
    """A turn, the units of it that are the actor's business, and the action as far as all are alike."""

    turn: Turn
    mine: tuple[Unit, ...]
    base: Action

    def with_words(self, *words: str) -> Action:
        """The action with these words behind the period."""
        return replace(self.base, words=(*self.base.words, *words))

    def back(self, form: FormKind) -> Action:
        """The action where a form comes back, which the inbox takes in whosever it is."""
        return replace(self.base, words=("inbox",), form=form)

    def nothing(self) -> Action:
        """The action where no command does it."""
        return replace(self.base, words=(), options=())


def _nobody_signs(role: Role, count: int, unit: str) -> Message:
    if role is Role.LEADER:
        return message(
            "{count} towns have no leader in data/officials.csv who signs, such as {unit}: add a row for"
            " each",
            count=count,
            unit=unit,
        )
    return message(
        "{count} villages have no secretary in data/officials.csv who signs, such as {unit}: add a row for"
        " each",
        count=count,
        unit=unit,
    )


_Make = Callable[[TurnCommands, _Case], Iterable[Action]]


def _plain(*more: str) -> _Make:
    """A command that is called as it is, with these words behind the period."""
    return lambda _commands, case: (case.with_words(*more),)


def _unsigned(*words: str) -> _Make:
    """A command of these words that does not ask who acts; without any, the turn's own."""
    return lambda _commands, case: (replace(case.base, words=words or case.base.words, options=()),)


def _worded(*words: str) -> _Make:
    """A command of these words, of no period."""
    return lambda _commands, case: (replace(case.base, words=words),)


def _asking(*asks: Question) -> _Make:
    """A command that is called when these are answered."""
    return lambda _commands, case: (replace(case.base, asks=asks),)


def _resolve(_commands: TurnCommands, case: _Case) -> tuple[Action]:
    """How the first of the objections ends."""
    objection = case.turn.about[0]
    how = message("how {objection} ends", objection=objection)
    ending = Question("ending", how, choices=("--upheld", "--rejected"))
    return (replace(case.with_words(objection), asks=(ending, _reason(message("why")))),)


def _close(_commands: TurnCommands, case: _Case) -> tuple[Action]:
    """How the first of the problems ended."""
    problem = case.turn.about[0]
    how = Question("how", message("how {problem} ended", problem=problem), "--how")
    return (replace(case.base, words=("visits", "problems", "--close", problem), asks=(how,)),)


def _back(form: FormKind) -> _Make:
    """What comes back as a form."""
    return lambda _commands, case: (case.back(form),)


def _none(_commands: TurnCommands, _case: _Case) -> tuple[()]:
    """Nothing that anyone has to do."""
    return ()


def _reason(what: Message) -> Question:
    return Question("reason", what, "--reason")


_MAKERS: dict[NextCommand, _Make] = {
    NextCommand.CHECK_RULES: _unsigned("rules", "check"),
    NextCommand.RUN_BATCH: lambda commands, case: (
        replace(case.base, words=("batch", "run"), options=commands.day),
    ),
    NextCommand.INBOX: _worded("inbox"),
    NextCommand.OUTBOX: _worded("outbox", "--sent"),
    NextCommand.ISSUE: _plain(),
    NextCommand.ISSUE_ANEW: _asking(_reason(message("why the issued list changes"))),
    NextCommand.DISPATCH: TurnCommands.dispatch,
    NextCommand.ACCEPT: TurnCommands.accept,
    NextCommand.REMIND: _back(FormKind.PROGRESS),
    NextCommand.RECORD_TALK: _back(FormKind.REMINDERS),
    NextCommand.IMPORT_VISITS: _back(FormKind.VISITS),
    NextCommand.CLOSE_PROBLEM: _close,
    NextCommand.CHECK_OBSERVATIONS: _unsigned(),
    NextCommand.SUBMIT: _back(FormKind.SCORES),
    NextCommand.SUBMIT_FOR_TOWN: _back(FormKind.SCORES),
    NextCommand.SCORE: _plain(),
    NextCommand.FEEDBACK: _plain(),
    NextCommand.SIGN_FOR_TOWN: lambda commands, case: commands.sign(case, Role.LEADER),
    NextCommand.SIGN_FOR_VILLAGE: lambda commands, case: commands.sign(case, Role.SECRETARY),
    NextCommand.NOTICE: _plain(),
    NextCommand.OBJECT: _none,
    NextCommand.RESOLVE: _resolve,
    NextCommand.FINALISE: _plain(),
    NextCommand.RECOMMEND: _back(FormKind.RECOMMENDATION),
    NextCommand.LIST: _plain(),
    NextCommand.DRAFT_LIST: _plain("--draft"),
    NextCommand.DECIDE: _asking(
        Question("document", message("the number of the decision's document"), "--document")
    ),
    NextCommand.NOTICE_OF_YEAR: _plain(),
    NextCommand.OBJECT_TO_YEAR: _none,
    NextCommand.RESOLVE_FOR_YEAR: _resolve,
    NextCommand.CONFIRM: _plain(),
    NextCommand.PAY: _plain("--all"),
}
"""How each command is made complete."""
