"""What `make bench` measures of very many villages: all of China's, and a tenth of them, each as simulated."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tests.bench.nation import PERIOD, REPOSITORY, rules_of, villages_of, write

KEPT = REPOSITORY / "out" / "nation"
"""Where `make nation` leaves the villages, which are then not fetched again."""

EVERY, TENTH = 620_573, 62_057


class Compared(NamedTuple):
    """Two commands that are held against each other."""

    title: str
    goal: str
    names: tuple[str, str]
    commands: tuple[list[str], list[str]]


def compared(folder: Path) -> list[Compared]:
    """What is compared; nothing, with a word why, where npm or Polars are not here."""
    if not (shutil.which("npm") or (KEPT / "villages.csv").exists()) or find_spec("polars") is None:
        print("very many villages are not measured: they need npm, and Polars (requirements/polars.txt)")
        return []
    KEPT.mkdir(parents=True, exist_ok=True)
    villages, rules = villages_of(KEPT), rules_of()
    nation, tenth = write(KEPT, rules, villages), write(KEPT, rules, villages, first=TENTH)
    polars = [sys.executable, "-m", "tests.bench.plain_polars", str(nation), str(folder / "plain.parquet")]
    return [
        Compared(
            f"score bulk, {EVERY:,} villages, against plain floats in Polars without breakdown",
            "at most 2 × in time and in memory",
            ("plain floats in Polars", "qsq score bulk"),
            (polars, _bulk(nation, folder)),
        ),
        Compared(
            f"score bulk, {EVERY:,} villages, against {TENTH:,}",
            "at most 11 × in time",
            ("a tenth", "qsq score bulk"),
            (_bulk(tenth, folder), _bulk(nation, folder)),
        ),
    ]


def _bulk(source: Path, folder: Path) -> list[str]:
    qsq = str(Path(sys.executable).with_name("qsq"))
    output = str(folder / "marks.parquet")
    return [qsq, "score", "bulk", str(source), output, "--period", PERIOD, "--workspace", str(REPOSITORY)]
