"""What `make bench` measured, commit by commit: a line a run in history.jsonl, drawn by `make bench-history`."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

REPOSITORY = Path(__file__).parents[2]
FILE = Path(__file__).parent / "history.jsonl"
TARGET = REPOSITORY / "docs" / "bench-history.md"
HEAD = """# What `make bench` measured

Ratios against a baseline in the same run, commit by commit; drawn by `make bench-history` from
`tests/bench/history.jsonl`, to which `make bench` adds a line.
"""
_BAR = 24
"""How many characters the longest bar has."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the benchmark.

    Attributes:
        commit: the short name of the commit it measured; `+` behind it where files were changed since.
        ratios: the median ratio in time of each measure, by its title.
    """

    commit: str
    ratios: Mapping[str, float]

    @classmethod
    def read(cls, line: str) -> Self:
        """A line of the file."""
        return cls(**json.loads(line))

    def line(self) -> str:
        """As the file holds it."""
        return json.dumps({"commit": self.commit, "ratios": dict(self.ratios)}, ensure_ascii=False) + "\n"


def append(ratios: Mapping[str, float], file: Path = FILE) -> None:
    """Add a run of what stands in the repository now."""
    with file.open("a", encoding="utf-8") as history:
        history.write(Run(_commit(), ratios).line())


def _commit() -> str:
    call = ["git", "-C", str(REPOSITORY), "describe", "--always", "--dirty=+", "--exclude=*"]
    return subprocess.run(call, capture_output=True, text=True, check=True).stdout.strip()


def drawn(runs: Sequence[Run]) -> str:
    """A page with a table for each measure, the newest run last, a bar for each ratio."""
    lines = [HEAD]
    for title in dict.fromkeys(title for run in runs for title in run.ratios):
        found = [(run.commit, run.ratios[title]) for run in runs if title in run.ratios]
        most = max(ratio for _commit, ratio in found)
        lines += [f"## {title}\n", "| commit | ratio | |\n|---|--:|---|"]
        lines += [
            f"| {commit} | {ratio:.2f} | {'█' * round(_BAR * ratio / most)} |" for commit, ratio in found
        ]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    kept = FILE.read_text("utf-8").splitlines() if FILE.exists() else []
    TARGET.write_text(drawn([Run.read(line) for line in kept]), "utf-8")
