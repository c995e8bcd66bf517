"""log/batch.jsonl: a JSON line for each job of each run, for whoever looks after the machine."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from qsq.domain.faults import Fault, Message
from qsq.year.desk.office import Office
from qsq.year.desk.writing import inside

LOG_FILE = "log/batch.jsonl"


class BatchLog:
    """Appends lines; one that a killed run left unfinished is ended first."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._path = office.root / LOG_FILE

    def step(self, day: date, values: Mapping[str, Any], what: Message, faults: Iterable[Fault]) -> None:
        """A job that was tried."""
        listed = [str(fault) for fault in faults]
        self._write({"day": day.isoformat(), **values, "message": str(what), "faults": listed})

    def end(self, day: date, code: int, waiting: int) -> None:
        """A run that came to its end."""
        self._write({"day": day.isoformat(), "job": "end", "exit": code, "waiting": waiting})

    def _write(self, values: Mapping[str, Any]) -> None:
        time = self._office.clock().isoformat(timespec="seconds")
        line = json.dumps({"time": time, **values}, ensure_ascii=False) + "\n"
        inside(self._office.root, self._path).parent.mkdir(exist_ok=True)
        with self._path.open("ab+") as file:
            if file.tell() and not _ends_a_line(file):
                line = "\n" + line
            file.write(line.encode(errors="backslashreplace"))


def _ends_a_line(file: Any) -> bool:
    file.seek(-1, 2)
    return bool(file.read(1) == b"\n")
