"""`make mutants`: a sample of small faults in each part, each tried by the part's own tests; survivors are shown.

The part `named` has the faults that once passed every test (`tests/mutants/named.py`): all are tried, all have to be found.
The same seed takes the same faults. Each part is tried in a copy of the repository below mutants/, whose sources hold
all faults of the sample; beside it stand what its tests said (PART.log) and what came of each fault so far (PART.txt).
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from libcst import FunctionDef
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.file_mutation import combine_mutations_to_source, create_mutations
from mutmut.utils.file_utils import change_cwd
from mutmut.utils.format_utils import get_mutant_name

from tests.mutants.explained import why
from tests.mutants.named import NAMED
from tests.mutants.parts import PARTS, Part

REPOSITORY = Path(__file__).parents[2]
FOLDER = REPOSITORY / "mutants"
_NEEDED = ("qsq", "tests", "rules", "data", "docs", "pyproject.toml")
_LEAST = 0.95
"""The share of a part's sample that its tests have to find, of those that any test could."""
_FOUND = ("killed", "timeout")
_NAMED = "named"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault; `source` is the path of its file."""

    name: str
    source: Path

    def difference(self, folder: Path) -> str:
        """What it changes, from the sources that hold all faults."""
        source = (folder / self.source).read_text("utf-8")
        difference: str = get_diff_for_mutant(self.name, source, self.source)
        return difference


def main() -> int:
    """Try the parts that are asked for; 1 where too few faults of one are found."""
    asked = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    asked.add_argument("parts", nargs="*", choices=[_NAMED, *PARTS, []], help="all, where none is named")
    asked.add_argument("--sample", type=int, default=150, help="how many faults of each part; 0: all")
    asked.add_argument("--seed", type=int, default=2023)
    told = asked.parse_args()
    found = [
        tried_by_name() if part == _NAMED else tried(part, told.sample, told.seed)
        for part in told.parts or (_NAMED, *PARTS)
    ]
    return 0 if all(found) else 1


def tried_by_name() -> bool:
    """Try the named faults, each by its own tests, and tell what came of it; whether all were found."""
    folder = FOLDER / _NAMED
    _copy(folder)
    if not _hold(folder, *sorted({fault.tests for fault in NAMED})):
        raise SystemExit("the tests of the named faults fail without a fault too")
    survived = 0
    for fault in NAMED:
        before = fault.put_in(folder)
        held = _hold(folder, fault.tests)
        (folder / fault.file).write_text(before, "utf-8")
        print(f"{fault.name}: {'survived' if held else 'killed'}", flush=True)
        survived += held
    print(f"{_NAMED}: {len(NAMED) - survived} killed, {survived} survived", flush=True)
    return not survived


def _hold(folder: Path, *tests: str) -> bool:
    """Whether these tests pass in a copy; what is compiled there is not kept, since a fault may be as long as the truth."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "not torture",
        *tests,
    ]
    environment = _own_sources() | {"PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode not in (0, 1):
        raise SystemExit(ended.stdout + ended.stderr)
    return ended.returncode == 0


def _own_sources() -> dict[str, str]:
    """The environment in which a copy's tests find the copy's sources."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def tried(name: str, sample: int, seed: int) -> bool:
    """Try a sample of a part's faults and tell what came of it; whether enough were found."""
    part, folder = PARTS[name], FOLDER / name
    _copy(folder)
    with change_cwd(folder):
        faults = put_in(part, folder, sample, seed)
    outcomes = outcomes_of(part, folder, [fault.name for fault in faults])
    groups = defaultdict[str, list[str]](list)
    for fault in faults:
        outcome = outcomes[fault.name]
        if outcome in _FOUND:
            groups[outcome].append("")
            continue
        difference = fault.difference(folder)
        reason = why(fault.name, difference)
        groups["explained" if reason else outcome].append(
            f"# {fault.name}: {reason or outcome}\n{difference}"
        )
    print(
        f"{name}, seed {seed}: " + ", ".join(f"{len(them)} {what}" for what, them in sorted(groups.items()))
    )
    print(*(shown for them in groups.values() for shown in them if shown), sep="\n", flush=True)
    found = sum(len(groups[what]) for what in _FOUND)
    return found >= _LEAST * (len(faults) - len(groups["explained"]))


def _copy(folder: Path) -> None:
    """A fresh copy of the repository, with what mutmut wants to be told."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for one in _NEEDED:
        copy = shutil.copytree if (REPOSITORY / one).is_dir() else shutil.copyfile
        copy(REPOSITORY / one, folder / one)
    (folder / "setup.cfg").write_text("[mutmut]\nsource_paths = qsq\ntrack_dependencies = false\n", "utf-8")


def put_in(part: Part, folder: Path, sample: int, seed: int) -> list[Fault]:
    """Put so many of the faults that mutmut knows into a part's files, by chance, the same for the same seed; 0: all.

    They come in an order that is chance too: whoever breaks a run off has a sample of those that were tried. Faults
    that were not chosen are not written: to write them all takes minutes.
    """
    known = {
        path: create_mutations(str(path), (folder / path).read_text("utf-8")) for path in part.sources(folder)
    }
    possible = [
        (path, number)
        for path, (_module, faults, *_left_out) in known.items()
        for number, fault in enumerate(faults)
        if isinstance(fault.contained_by_top_level_function, FunctionDef)
    ]
    chosen = random.Random(seed).sample(possible, sample if 0 < sample < len(possible) else len(possible))
    named = {}
    for path, (module, faults, *left_out) in known.items():
        numbers = sorted(number for its_path, number in chosen if its_path == path)
        put = combine_mutations_to_source(module, [faults[number] for number in numbers], *left_out)
        (folder / path).write_text(put.code, "utf-8")
        for number, name in zip(numbers, put.mutant_names, strict=True):
            named[path, number] = Fault(get_mutant_name(path, name), path)
    return [named[one] for one in chosen]


def outcomes_of(part: Part, folder: Path, faults: Sequence[str]) -> Mapping[str, str]:
    """What came of each fault, as the copy's own process tells it (`tests/mutants/trial.py`)."""
    listed, told, log = (
        folder.with_name(f"{folder.name}{ending}") for ending in ("-asked.txt", ".txt", ".log")
    )
    listed.write_text("\n".join(faults), "utf-8")
    told.write_text("", "utf-8")
    environment = _own_sources() | {"QSQ_EACH_TAKES_ITS_STEPS": "1"}
    command = [sys.executable, "-m", "tests.mutants.trial", str(listed), str(told), *part.tests]
    with log.open("w") as said:
        subprocess.run(command, cwd=folder, env=environment, stdout=said, stderr=said, check=False)
    outcomes = dict(line.split() for line in told.read_text("utf-8").splitlines())
    if outcomes.keys() != set(faults):
        raise SystemExit(f"the tests fail without a fault too, or cannot be run: see {log}")
    return outcomes


if __name__ == "__main__":
    sys.exit(main())
