"""The only place that prints: answers and tables to standard output, all else to standard error.

Errors become text or JSON, and the exit codes of CONTRACT.md section 9.
"""

import json
import os
import re
import shlex
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.language import _, said, spot
from qsq.cli.terminal.patience import Patience
from qsq.cli.terminal.spoken import help_for, misuse
from qsq.cli.terminal.streams import complain
from qsq.domain.faults import Fault, Message, QsqError, Refused, message
from qsq.late import late, library

if TYPE_CHECKING:
    import subprocess

    from rich import console as rich_console
    from rich import progress as rich_progress
    from rich.console import Console, RenderableType

    from qsq.domain import foreign
    from qsq.ledger import problems
    from qsq.year.registers.handed_out import FormsWritten
    from qsq.year.registers.laid import RowsLaid
else:
    (foreign,) = late("qsq.domain", "foreign")
    (problems,) = late("qsq.ledger", "problems")
    rich_console, rich_progress = late("rich", "console", "progress")
    subprocess = library("subprocess")

_STOPPED = 130
"""The exit code of a call that someone stopped."""

_MOST_FAULTS = 200
"""How many faults are shown on a terminal; --json lists all."""

_MOST_OF_FORM = 20
"""How many faults of a form are shown; the copy that is given back shows all."""


@dataclass(slots=True)
class _Output:
    """How this call prints."""

    quiet: bool = False
    color: bool = True
    told: set[Message] = field(default_factory=set)


_output = _Output()
_patience = Patience()


def set_output(*, quiet: bool, color: bool) -> None:
    """Say how this call prints: nothing but errors, warnings and JSON; without colours."""
    _output.quiet, _output.color, _output.told = quiet, color, set()
    if not quiet:
        _patience.start()


def guarded(command: Callable[[], Any], arguments: Sequence[str], *, as_json: bool) -> int:
    """Run a command; its exit code, with every error shown and no traceback.

    Args:
        command: what to run.
        arguments: the words of the call, for what mends it.
        as_json: whether errors are JSON.
    """
    try:
        result = command()
        if result == _STOPPED:  # typer makes this of an interruption
            return _stopped(as_json=as_json)
        _patience.stop()
        with _answering():
            sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except QsqError as error:
        return _failed(error, arguments, as_json=as_json)
    except sqlite3.Error as error:
        return _end(1, _of_ledger(error), (), as_json=as_json)
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # so typer and rich end when nobody reads on
            return _failed(_unwritten(error.__context__), arguments, as_json=as_json)
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    except KeyboardInterrupt:
        return _stopped(as_json=as_json)
    except OSError as error:
        return _end(1, _of_file(error), (), as_json=as_json)
    except BaseException as error:  # noqa: BLE001 - never a traceback; a library's panic is no Exception
        if hasattr(error, "exit_code") and hasattr(error, "format_message"):
            context = getattr(error, "ctx", None)
            mending = help_for(context) if context else _help_of(arguments)
            return _end(error.exit_code, misuse(error), (), as_json=as_json, mending=mending)
        fault = _("a fault of the program itself, please report it: {problem}")
        return _end(1, fault.format(problem=repr(error)), (), as_json=as_json)


def _stopped(*, as_json: bool) -> int:
    return _end(_STOPPED, _("stopped"), (), as_json=as_json)


def _of_ledger(error: sqlite3.Error) -> str:
    return _("the ledger cannot be read or written: {problem}").format(
        problem=said(problems.of_sqlite(error))
    )


def _of_file(error: OSError) -> str:
    return said(foreign.of_file(error))


_PLAIN = re.compile(r"[\w@%+=:,./-]+")
"""What every shell takes as one word without quotation marks, Chinese names among it."""


def command_line(words: Sequence[str]) -> str:
    """The words of a call as they are typed into the shell of this system."""
    if os.name != "nt":
        return " ".join(word if _PLAIN.fullmatch(word) else shlex.quote(word) for word in words)
    return subprocess.list2cmdline(words)


def _help_of(arguments: Sequence[str]) -> str:
    """The command that shows how the call is to be written."""
    words = [word for word in arguments if not word.startswith("-")]
    group = next((place for place, word in enumerate(words) if word in COMMANDS), len(words))
    named = words[group : group + (1 if words[group : group + 1] == ["village"] else 2)]
    return " ".join(("qsq", *named, "--help"))


def _failed(error: QsqError, arguments: Sequence[str], *, as_json: bool) -> int:
    """An error; refused input is mended and the call repeated, a wrong call looked up."""
    mending = {3: command_line(("qsq", *arguments)), 2: _help_of(arguments)}.get(error.code, "")
    marked = error.marked if isinstance(error, Refused) else ""
    text = said(error.what)
    return _end(error.code, text, error.faults, as_json=as_json, mending=mending, marked=marked)


def _end(
    code: int, text: str, faults: Iterable[Fault], *, as_json: bool, mending: str = "", marked: str = ""
) -> int:
    _patience.stop()
    listed = tuple(faults)
    of_copy = {"marked": marked} if marked else {}
    error = {"code": code, "message": text, "places": places_of(listed), **of_copy}
    if not as_json or not _written({"error": error}):
        of_form = any(fault.place.seen for fault in listed)
        places = by_kind(listed) if of_form else [_fault_line(fault) for fault in listed]
        _lines_to_stderr([f"qsq: {text}", *places])
        if marked:
            note(_("to send back, with the faulty cells in red: {file}").format(file=marked))
        if mending:
            text = _("when mended: {command}") if listed else _("see: {command}")
            note(text.format(command=mending))
    return code


def _written(error: Mapping[str, Any]) -> bool:
    """Whether standard output took an error's JSON; where it does not, people are told."""
    try:
        write(error)
    except QsqError:
        return False
    return True


@contextmanager
def _answering() -> Iterator[None]:
    """What is printed on standard output; where it cannot be, that is an error of its own.

    Raises:
        QsqError: the disk is full, the stream is closed, or nobody reads on.
    """
    try:
        yield
    except OSError as error:
        raise _unwritten(error) from error


def _unwritten(error: OSError) -> QsqError:
    return QsqError(
        message(
            "the answer cannot be printed: {problem}; what was to be recorded is recorded",
            problem=foreign.of_disk(error),
        )
    )


def places_of(faults: Iterable[Fault]) -> list[dict[str, str]]:
    """Faults for programs."""
    return [
        {
            "file": fault.place.file,
            "where": fault.place.where,
            "message": said(fault.message),
            **({"seen": fault.place.seen} if fault.place.seen else {}),
        }
        for fault in faults
    ]


def _fault_line(fault: Fault) -> str:
    return f"  {spot(fault.place)}  {said(fault.shown)}"


def by_kind(faults: Sequence[Fault]) -> list[str]:
    """The faults of a form: its name, then the first of each kind, and how many more there are of it."""
    kinds: dict[tuple[str, ...], list[Fault]] = {}
    for fault in faults:
        kinds.setdefault(_kind(fault.message), []).append(fault)
    each = max(1, _MOST_OF_FORM // len(kinds))
    lines = [f"  {file}" for file in dict.fromkeys(fault.place.file for fault in faults)]
    for alike in list(kinds.values())[:_MOST_OF_FORM]:
        lines += map(_fault_line, alike[:each])
        if len(alike) > each:
            lines.append(_("  … and {count} more of this kind").format(count=len(alike) - each))
    if len(kinds) > _MOST_OF_FORM:
        lines.append(_("  … and {count} more kinds").format(count=len(kinds) - _MOST_OF_FORM))
    return lines


def _kind(what: Message) -> tuple[str, ...]:
    """What faults of one kind have in common: their words, whatever they name."""
    within = (_kind(value) for _name, value in what.values if isinstance(value, Message))
    return (what.template, *(word for words in within for word in words))


def _lines_to_stderr(lines: list[str]) -> None:
    shown, more = lines[: _MOST_FAULTS + 1], len(lines) - _MOST_FAULTS - 1
    if more > 0:
        shown.append(_("  … and {count} more; all of them with --json").format(count=more))
    complain("\n".join(shown))


def write(answer: Mapping[str, Any], recorded: memoryview | None = None) -> None:
    """One JSON object, in UTF-8 whatever the terminal's encoding.

    Args:
        answer: its members.
        recorded: an object that is JSON already; its members come last.
    """
    content = json.dumps(answer, ensure_ascii=False).encode(errors="backslashreplace")
    parts = (content[:-1], b", ", recorded[1:]) if recorded else (content,)
    with _answering():
        sys.stdout.flush()
        sys.stdout.buffer.writelines((*parts, b"\n"))
        sys.stdout.buffer.flush()


def line(text: str) -> None:
    """A line for people on standard output."""
    if not _output.quiet:
        with _answering():
            sys.stdout.write(text + "\n")


def note(text: str) -> None:
    """A line for people on standard error."""
    complain(text)


def warn(warnings: Iterable[Message]) -> None:
    """Warnings on standard error, a line each."""
    for warning in warnings:
        note(_("warning: {text}").format(text=said(warning)))


def tell(warning: Message) -> None:
    """A warning while a command runs, told once."""
    if warning not in _output.told:
        _output.told.add(warning)
        warn([warning])


def answered(
    answer: Mapping[str, Any],
    people: Callable[["Console"], None],
    warnings: Iterable[Message] = (),
    *,
    as_json: bool,
    recorded: memoryview | None = None,
) -> None:
    """A command's answer: JSON for programs with its warnings in it, or tables for people.

    Args:
        answer: what programs get.
        people: prints the tables.
        warnings: told to both.
        as_json: for whom it is.
        recorded: the rest of what programs get, which is JSON already.
    """
    _patience.stop()
    listed = tuple(warnings)
    if as_json:
        write({**answer, "warnings": [said(warning) for warning in listed]}, recorded)
        return
    if not _output.quiet:
        with _answering():
            people(terminal())
            sys.stdout.flush()
    warn(listed)


def told(answer: Mapping[str, Any], text: Callable[[], str], *, as_json: bool) -> None:
    """A command's answer: JSON for programs, or for people lines alone, without what draws tables."""
    _patience.stop()
    if as_json:
        write({**answer, "warnings": []})
    else:
        line(text())


def step_taken(
    answer: Mapping[str, Any], text: str, warnings: Iterable[Message] = (), *, new: bool, as_json: bool
) -> None:
    """The answer of a step in a few lines; one that was taken before says so."""
    shown = text if new else _("{text} (recorded before, nothing changed)").format(text=text)
    answered(answer, lambda console: console.print(shown, soft_wrap=True), warnings, as_json=as_json)


def forms_written(handed_out: "FormsWritten", *, as_json: bool) -> None:
    """The forms that were handed out, a line each."""
    text = _("{count} forms to fill in:").format(count=len(handed_out.forms))
    lines = "\n  ".join([text, *handed_out.forms])
    step_taken(handed_out.answer(), lines, new=handed_out.changed, as_json=as_json)


def rows_laid(done: "RowsLaid", *, as_json: bool) -> None:
    """How many rows a form has, and what they change in the office's table."""
    if done.recorded:
        text = _("{rows} rows, {new} changes written into {file}")
    else:
        text = _("{rows} rows, nothing changed in {file}")
    said = text.format(rows=done.rows, new=done.recorded, file=done.file)
    step_taken(done.answer(), said, done.warnings, new=True, as_json=as_json)


def terminal() -> "Console":
    """Where tables go."""
    no_color = None if _output.color else True
    return rich_console.Console(
        highlight=False, markup=False, emoji=False, soft_wrap=False, no_color=no_color
    )


@contextmanager
def progress(text: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error for what takes more than a second; silent without a terminal."""
    if _output.quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    _patience.stop()
    with rich_progress.Progress(console=rich_console.Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text, total=total)
        yield lambda: bar.advance(task)


def at_a_terminal() -> bool:
    """Whether someone can be asked, and sees what is asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def answer_of(question: str) -> str | None:
    """What someone at a terminal answers; None where nobody does any more."""
    _patience.stop()
    sys.stderr.write(question)
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None


def agreed(falls: Sequence[str]) -> bool:
    """Whether someone at a terminal agrees to what falls; without a terminal nobody does."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    _patience.stop()
    for one in falls:
        note(f"  {one}")
    answer = answer_of(_("take back all of this? [y/N] ")) or ""
    return answer.lower() in {"y", "yes", "是"}


def print_all(console: "Console", *parts: "RenderableType") -> None:
    """Tables and lines, one under the other."""
    for part in parts:
        console.print(part)
