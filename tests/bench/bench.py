"""`make bench`: whole processes against a baseline in the same run, as ratios; machines here are noisy.

The baseline and the measured command take turns, so that what disturbs one disturbs the other too.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import bulk, counties
from tests.bench.apart import Launcher
from tests.bench.draws import faster
from tests.bench.history import append

REPOSITORY = Path(__file__).parents[2]
ROUNDS = 15
DOCUMENT_ROUNDS = 3

BARE_PROGRAM = '''
import typer
app = typer.Typer(no_args_is_help=True)
for name in ("init", "demo", "rules", "checklist", "score", "awards"):
    def command(period: str = "", workspace: str = "", as_json: bool = False) -> None:
        """A command that does nothing."""
    app.command(name)(command)
app()
'''
"""As many commands as qsq has, with rich help, and nothing behind them."""


@dataclass
class Measured:
    """A command and what its runs took: seconds, and kilobytes at the peak."""

    name: str
    command: list[str]
    before: Callable[[], None] = lambda: None
    rounds: int = ROUNDS
    seconds: list[float] = field(default_factory=list)
    kilobytes: int = 0

    def run(self, launcher: Launcher) -> None:
        """Run it once, as a process of its own."""
        self.before()
        code, seconds, kilobytes = launcher.run(self.command)
        if code:
            raise SystemExit(f"{self.name} ended with {code}")
        self.seconds.append(seconds)
        self.kilobytes = max(self.kilobytes, kilobytes)


Pair = tuple[str, str, Measured, Measured]
"""A title, a goal, and two commands that take turns."""


def main() -> None:
    """Measure, print, and keep the ratios with the commit."""
    ratios, launcher = {}, Launcher()
    with tempfile.TemporaryDirectory() as folder:
        for title, goal, baseline, measured in _pairs(Path(folder)):
            for _round in range(measured.rounds):
                baseline.run(launcher)
                measured.run(launcher)
            ratios[title] = _report(title, goal, baseline, measured)
        launcher.end()
        print("2,000 other weights at once, against the engine one after the other (goal: at least 300 ×)")
        ratios["the engine against columns, for each of 2,000 other weights"] = round(
            faster(Path(folder) / "qiyang", "2023Q1")
        )
    append(ratios)


def _pairs(folder: Path) -> Iterator[Pair]:
    """What is held against what, with its goal; each is made when its turn comes."""
    bare = folder / "bare.py"
    bare.write_text(BARE_PROGRAM, encoding="utf-8")
    workspace = folder / "qiyang"
    for part in ("rules", "data"):
        shutil.copytree(REPOSITORY / part, workspace / part, ignore=shutil.ignore_patterns("*.db*"))
    qsq = str(Path(sys.executable).with_name("qsq"))
    score = [qsq, "score", "quarter", "2023Q1", "--json", "--workspace", str(workspace)]

    def forget() -> None:
        for file in (workspace / "data").glob("qsq.db*"):
            file.unlink()

    pandas = [sys.executable, "-c", "import pandas"]
    yield from _documents(workspace, score)
    yield from _very_many(folder)
    yield from _many_counties(folder, qsq)
    yield from [
        (
            "start-up: qsq --help against a bare typer and rich program",
            "at most 1.3 ×",
            Measured("bare program --help", [sys.executable, str(bare), "--help"]),
            Measured("qsq --help", [qsq, "--help"]),
        ),
        (
            "explain of a village among 608 against a bare typer and rich program",
            "at most 1.3 ×",
            Measured("bare program --help", [sys.executable, str(bare), "--help"]),
            Measured(
                "qsq explain", [qsq, "explain", "431181101001", "2023Q1", "--workspace", str(workspace)]
            ),
        ),
        (
            "score quarter, 608 villages, scored before, against import pandas",
            "at most 0.8 ×",
            Measured("import pandas", pandas),
            Measured("qsq score quarter", score),
        ),
        (
            "score quarter, 608 villages, the first time, against import pandas",
            "no goal",
            Measured("import pandas", pandas),
            Measured("qsq score quarter", score, forget),
        ),
    ]


def _very_many(folder: Path) -> Iterator[Pair]:
    """All of China's villages."""
    for one in bulk.compared(folder):
        baseline, measured = (
            Measured(name, command, rounds=DOCUMENT_ROUNDS)
            for name, command in zip(one.names, one.commands, strict=True)
        )
        yield one.title, one.goal, baseline, measured


def _many_counties(folder: Path, qsq: str) -> Iterator[Pair]:
    """The engine that scores village by village, on a province and on ten times as many."""
    for times, goal in ((50, "at most 5.5 ×, and below 400 MB at the peak"), (100, "at most 11 ×")):
        workspaces = folder / f"counties-{times}"
        ten, many = (_counties(workspaces / str(one), one, qsq) for one in (10, times))
        yield f"score quarter, {608 * times:,} villages, against 6,080", goal, ten, many


def _counties(workspace: Path, times: int, qsq: str) -> Measured:
    counties.write(workspace, times)

    def forget() -> None:
        for file in (workspace / "data").glob("qsq.db*"):
            file.unlink()

    command = [qsq, "score", "quarter", "2023Q1", "--json", "--workspace", str(workspace)]
    return Measured(f"{times} counties", command, forget, DOCUMENT_ROUNDS)


def _documents(workspace: Path, score: list[str]) -> list[Pair]:
    """All documents and pages of a period against as many minimal files.

    Once as they are printed, a town's file holding its villages' documents, and once with a file for each village.
    """
    subprocess.run(score, check=True, stdout=subprocess.DEVNULL)
    program, found = [sys.executable, str(Path(__file__).with_name("documents.py"))], []
    apart = [*program, "all", str(workspace), "separate"]
    counts = subprocess.run(apart, check=True, capture_output=True, text=True).stdout.split()
    pdf, word, excel, pages = counts

    def forget() -> None:
        shutil.rmtree(workspace / "out", ignore_errors=True)

    documents = f"all of a period of 608 villages, {pdf} PDF, {word} Word, {excel} Excel, {pages} pages"
    for how, command, goal in (
        ("those of a town in one file", apart[:-1], "at most 12 s and 500 MB"),
        ("a file for each village", apart, "no goal"),
    ):
        minimal = Measured("as many minimal files", [*program, "minimal", *counts], rounds=DOCUMENT_ROUNDS)
        measured = Measured("all of a period", command, forget, DOCUMENT_ROUNDS)
        found.append((f"{documents}: {how}, against as many minimal files", goal, minimal, measured))
    first = Measured("all of a period", apart, forget, DOCUMENT_ROUNDS)
    again = Measured("the same again", apart, rounds=DOCUMENT_ROUNDS)
    found.append(
        (f"{documents}: a second time, when nothing changed, against the first", "no goal", first, again)
    )
    return found


def _report(title: str, goal: str, baseline: Measured, measured: Measured) -> float:
    print(title)
    for one in (baseline, measured):
        median, least = statistics.median(one.seconds), min(one.seconds)
        print(
            f"  {one.name:22} median {median * 1000:5.0f} ms, least {least * 1000:5.0f} ms,"
            f" peak {one.kilobytes / 1024:4.0f} MB"
        )
    ratios = [after / before for before, after in zip(baseline.seconds, measured.seconds, strict=True)]
    memory = measured.kilobytes / baseline.kilobytes
    ratio = statistics.median(ratios)
    print(f"  ratio: {ratio:.2f} × in time (goal: {goal}), {memory:.2f} × in memory\n")
    return round(ratio, 3)


if __name__ == "__main__":
    main()
