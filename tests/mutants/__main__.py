"""`make mutants`: a sample of small faults in each part, each tried by the part's own tests; survivors are shown.

The same seed takes the same faults. Each part is tried in a copy of the repository below mutants/, since mutmut
changes the files that it works on; what mutmut says as it goes stands beside it in PART.log.
"""

import argparse
import random
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import change_cwd
from mutmut.utils.format_utils import get_mutant_name

REPOSITORY = Path(__file__).parents[2]
FOLDER = REPOSITORY / "mutants"
_NEEDED = ("qsq", "tests", "rules", "data", "docs", "pyproject.toml")
_MUTMUT = str(Path(sys.executable).with_name("mutmut"))
_LEAST = 0.95
"""The share of a part's sample that its tests have to find."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program, by patterns of its files (`*` goes into folders), and the tests that belong to it."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


_EXAMPLES = "tests/test_examples.py"


def _unit(*names: str) -> tuple[str, ...]:
    """Files of the rulebook's tests; its laws, which are slow, are left to the whole suite."""
    return tuple(f"tests/unit/test_{name}.py" for name in names)


_COMMANDS = (
    "tests/cli/test_people_steps.py",
    "tests/cli/test_people_awards.py",
    "tests/cli/test_people_checklist.py",
    "tests/cli/test_people_inputs.py",
    "tests/cli/test_people_reminders.py",
    "tests/cli/test_revoke.py",
    "tests/cli/test_score.py",
    "tests/cli/test_proof.py",
    "tests/cli/test_once_unseen.py",
)
PARTS = {
    "scoring": Part(
        ("qsq/scoring/*.py",),
        (*_unit("methods", "marks", "weights", "rounds", "ranking", "rewards", "yellow_cards", "grades",
                "grades_in_use", "evaluation", "completeness", "costs", "derivation", "sharing_out"), _EXAMPLES),
    ),
    "awards": Part(
        ("qsq/awards/*.py",),
        (*_unit("annual_mark", "awards", "eligibility", "honours", "list_changes", "merit_quota", "prizes",
                "grades", "grades_in_use", "order_of_the_year"), _EXAMPLES),
    ),
    "domain": Part(("qsq/domain/*.py",), ("tests/unit", "--ignore=tests/unit/test_laws.py")),
    "steps": Part(
        (*(f"qsq/year/{folder}/*.py" for folder in ("checklist", "score", "awards", "remind")),
         "qsq/year/revoke.py", "qsq/year/proof.py"),
        _COMMANDS,
    ),
    "papers": Part(("qsq/documents/*.py",), ("tests/documents", "tests/unit/test_sign_off_sheets.py")),
}  # fmt: skip


def main() -> int:
    """Try the parts that are asked for; 1 where too few faults of one are found."""
    asked = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all, where none is named")
    asked.add_argument("--sample", type=int, default=150, help="how many faults of each part; 0: all")
    asked.add_argument("--seed", type=int, default=2023)
    asked.add_argument("--children", type=int, default=1, help="how many at once")
    told = asked.parse_args()
    found = [tried(part, told.sample, told.seed, told.children) for part in told.parts or PARTS]
    return 0 if all(found) else 1


def tried(name: str, sample: int, seed: int, children: int) -> bool:
    """Try a sample of a part's faults and tell what came of it; whether enough were found."""
    part, folder = PARTS[name], FOLDER / name
    _copy(part, folder)
    with change_cwd(folder):
        faults = chosen(list(faults_of(part)), sample, seed)
        with (FOLDER / f"{name}.log").open("w") as log:
            command = [_MUTMUT, "run", "--max-children", str(children), *faults]
            subprocess.run(command, stdout=log, stderr=log, check=False)
        outcomes = outcomes_of(part, faults)
        print(f"{name}: " + ", ".join(f"{len(them)} {what}" for what, them in sorted(outcomes.items())))
        missed = [
            fault for what, them in outcomes.items() if what not in ("killed", "timeout") for fault in them
        ]
        for fault in sorted(missed):
            file = fault.rpartition(".")[0].replace(".", "/") + ".py"
            print(f"# {fault}", get_diff_for_mutant(fault, path=file), sep="\n")
    return len(missed) <= (1 - _LEAST) * len(faults)


def _copy(part: Part, folder: Path) -> None:
    """A fresh copy of the repository, with mutmut's settings for the part."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for one in _NEEDED:
        copy = shutil.copytree if (REPOSITORY / one).is_dir() else shutil.copyfile
        copy(REPOSITORY / one, folder / one)
    settings = {
        "source_paths": ["qsq"],
        "only_mutate": part.files,
        "also_copy": ["rules", "data", "docs"],
        "pytest_add_cli_args": ["-q", "-x", "-p", "no:cacheprovider", "--hypothesis-profile=mutants"],
        "pytest_add_cli_args_test_selection": part.tests,
        "timeout_constant": ["20"],  # seconds, on a machine that has other work
        "use_git_change_detection": ["false"],
    }
    lines = [f"{key} =\n    " + "\n    ".join(values) for key, values in settings.items()]
    (folder / "setup.cfg").write_text("\n".join(["[mutmut]", *lines, ""]), "utf-8")


def faults_of(part: Part) -> Iterator[str]:
    """The names of all faults that mutmut can put into a part."""
    for file in _files(part):
        for name in mutate_file_contents(str(file), file.read_text("utf-8")).mutant_names:
            yield get_mutant_name(file, name)


def chosen(faults: Sequence[str], sample: int, seed: int) -> list[str]:
    """So many of the faults by chance, the same ones for the same seed; 0 for all."""
    every = 0 < sample < len(faults)
    return sorted(random.Random(seed).sample(faults, sample)) if every else list(faults)


def outcomes_of(part: Part, faults: Sequence[str]) -> dict[str, list[str]]:
    """The faults by what came of them."""
    codes: dict[str, int | None] = {}
    for file in _files(part):
        data = SourceFileMutationData(path=file)
        data.load()
        codes |= data.exit_code_by_key
    found = defaultdict[str, list[str]](list)
    for fault in faults:
        found[status_by_exit_code[codes.get(fault)]].append(fault)
    return found


def _files(part: Part) -> Iterator[Path]:
    for file in sorted(Path("qsq").rglob("*.py")):
        if any(fnmatch(file.as_posix(), pattern) for pattern in part.files):
            yield file


if __name__ == "__main__":
    sys.exit(main())
