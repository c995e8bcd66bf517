"""Errors as values: what is wrong, where it stands, and how to mend it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from qsq.domain.counted import Counted


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for people: a template, the key of its translations, and the values that it names."""

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """The sentence in English."""
        return self.filled(self.template)

    def filled(self, template: str) -> str:
        """The sentence after `template`, which is the translation of this message's own."""
        return Counted(template).format(**{name: str(value) for name, value in self.values})


class ColumnNames(str):
    """Columns that a message names, as programs know them: `village_code, task`; people see headings."""

    __slots__ = ()


def message(template: str, /, **values: object) -> Message:
    """A message; `template` names its values in braces."""
    return Message(template, tuple(values.items()))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in what people wrote.

    Attributes:
        file: the path from the workspace's root, with forward slashes.
        where: a cell such as `B7`, `Sheet1!B7`, or `line 12`; empty for the file as a whole.
        seen: the cell as people see it, such as 白水镇两江村“早稻育秧”; empty where that is not looked up.
    """

    file: str
    where: str = ""
    seen: str = field(default="", compare=False)

    def __str__(self) -> str:
        """The place as people write it: `file:where`."""
        return f"{self.file}:{self.where}" if self.where else self.file


_OF_TASK = "{task}: {problem}"
"""What is said of a value that does not fit its task."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with one place."""

    place: Place
    message: Message

    @property
    def shown(self) -> Message:
        """The message beside a cell that is named by its task: without the task's id."""
        problem = dict(self.message.values).get("problem")
        if self.place.seen and self.message.template == _OF_TASK and isinstance(problem, Message):
            return problem
        return self.message

    def moved(self, file: str, to: Callable[[Place], Place]) -> "Fault":
        """The fault with its places in a file, its own and those that its message names, as `to` has them."""

        def of(place: Place) -> Place:
            return to(place) if place.file == file else place

        values = self.message.values
        moved = tuple((name, of(value) if isinstance(value, Place) else value) for name, value in values)
        return Fault(of(self.place), replace(self.message, values=moved))

    def __str__(self) -> str:
        """The fault in English, with its place."""
        return f"{self.place}: {self.message}"


class QsqError(Exception):
    """What a caller cannot mend: ends the command with `code` (CONTRACT.md section 9)."""

    code = 1

    def __init__(self, what: Message, faults: Iterable[Fault] = ()) -> None:
        super().__init__(str(what))
        self.what = what
        self.faults = tuple(faults)


class WrongUse(QsqError):  # noqa: N818 - these are answers, not failures of the program
    """The command was called in a wrong way."""

    code = 2


class Refused(QsqError):  # noqa: N818
    """The input is refused; every fault is listed."""

    code = 3

    def __init__(self, faults: Iterable[Fault], marked: str = "") -> None:
        """Refuse; `marked` is a copy of what was handed in, from the root, with the faults marked in it."""
        listed = tuple(faults)
        super().__init__(message("input refused, {count} to correct", count=len(listed)), listed)
        self.marked = marked

    def __str__(self) -> str:
        """All faults in English, a line each."""
        return "\n".join([str(self.what), *(str(fault) for fault in self.faults)])


class Waiting(QsqError):  # noqa: N818
    """People have to do something first: marks are missing, a tie is to be decided."""

    code = 4


class OutOfOrder(QsqError):  # noqa: N818
    """The step is not allowed in this state; the message says which comes first."""

    code = 5


_MOST_ALIKE = 10_000
"""Faults of one kind in one file that are listed; whoever has mended them learns of the others."""


@dataclass(slots=True)
class Faults:
    """A list that fills while input is read, so that all errors of a run are told together."""

    found: list[Fault] = field(default_factory=list)
    _alike: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def noted(self) -> int:
        """How many there are; it grows with each."""
        return len(self.found)

    def add(self, place: Place, template: str, /, **values: object) -> None:
        """Note one fault; `template` and `values` as in `message`.

        Raises:
            Refused: ten thousand of its kind in its file are noted; no more is read.
        """
        self.note(Fault(place, message(template, **values)))

    def note(self, fault: Fault) -> None:
        """Note a fault that is made already.

        Raises:
            Refused: as `add`.
        """
        self.found.append(fault)
        kind = fault.place.file, fault.message.template
        self._alike[kind] = count = self._alike.get(kind, 0) + 1
        if count == _MOST_ALIKE:
            rest = message(
                "{count} places of this file have this fault; the rest was not looked at", count=count
            )
            self.found.append(Fault(Place(fault.place.file), rest))
            raise Refused(self.found)

    def refuse(self) -> None:
        """Raise Refused where anything was noted."""
        if self.found:
            raise Refused(self.found)
