"""What lets anyone draw the sample again: the list of what could be drawn, the draws, and a program."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.resources import files

from qsq.documents.writers.csv_table import csv_bytes
from qsq.fairness.recheck.risk import Draw, Universe

VILLAGE_TASKS, DRAWS, PROGRAM = "village-tasks.csv", "draws.csv", "sample.py"


def published_sample(universe: Universe, draws: Iterable[Draw]) -> Mapping[str, bytes]:
    """The files, by name; the program beside them reads no other."""
    rows = [
        (one.digits, str(one.number), str(one.point), one.bound.village, one.bound.look.task) for one in draws
    ]
    program = files("qsq.documents.recheck").joinpath(PROGRAM).read_bytes()
    return {
        VILLAGE_TASKS: _village_tasks(universe),
        DRAWS: csv_bytes(("dice", "number", "point", "village_code", "task"), rows),
        PROGRAM: program,
    }


def digest_of(universe: Universe) -> str:
    """SHA-256 of the list of what can be drawn, to be announced before the dice are rolled."""
    return sha256(_village_tasks(universe)).hexdigest()


def _village_tasks(universe: Universe) -> bytes:
    """Every village-task in the order in which bounds are laid end to end, in millionths of a gap."""
    rows = [(one.village, one.look.task, str(one.millionths)) for one in universe.bounds]
    return csv_bytes(("village_code", "task", "bound"), rows)
