"""Makes the golden ledger of this version in tests/golden: python -m tests.year.golden_ledger.

It is made once, when a version is finished, and never again: what later programs open is what this one left.
"""

import io
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from qsq import __version__
from qsq.cli.terminal.main import main
from tests.cli.a_year import DAY, SIGNERS, VILLAGES, People, county
from tests.run import Run
from tests.year.test_golden_ledgers import GOLDEN_FOLDER, paper, whole

_PAPERS = {
    "2023": ("awards-notice", "burden", "decision", "prizes", "uplifts", "year"),
    "2023-03": ("reminders",),
    **dict.fromkeys(
        ("2023Q1", "2023Q2", "2024Q1"),
        ("checklist", "circular", "notice", "reward-list", "rewards", "yellow-cards"),
    ),
}
_SHEETS = ("feedback", "notice", "review", "payment")
_SCHEME = {
    "ranking: {pool": "ranking: {towns: show, pool",
    "places: [50%, 30%, 20%]}": "places: [50%, 30%, 20%], base: 100, by_grade: {good: 50}}\n"
    "grades: [{id: good, name: 良好, from: 80, each_category: 50%, at_most: 60%}, {id: bad, name: 一般}]",
    "annual:": "office: {name: 小县评比办公室, short: 县评比办, contact: 王某, phone: '5550100'}\nannual:\n"
    "  review_share: 10%\n  grades: [{id: fine, name: 优秀, from: 70}, {id: fair, name: 合格}]",
}
"""What schemes could not say in the version before."""

_RULES = {
    "{kind: deduct, each: 0.5, floor: 0}": "{kind: scale, zero: 4, full: 0, least: -1}",
    "差: 0%}}}": "差: 0%}}, combine: {rounds: 2, how: mean}}",
}


def make(folder: Path) -> None:
    """A county's year to its last payment, and the next period signed and not hung up; its papers beside it."""
    with TemporaryDirectory() as made:
        root = _finished(Path(made))
        papers = {
            f"{kind} {period}": paper(root, f"{kind} {period}")
            for period, kinds in _PAPERS.items()
            for kind in kinds
        }
        sheets = {path: whole(root / "out" / path) for path in _sheets(root / "out")}
        proofs = dict(_proofs(root))
        folder.mkdir()
        for name, told in (("papers", papers), ("sheets", sheets), ("proofs", proofs)):
            text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
            (folder / f"{name}.json").write_text(text + "\n", "utf-8")
        for part in ("rules", "data"):
            shutil.copytree(
                root / part, folder / "county" / part, ignore=shutil.ignore_patterns("*-wal", "*-shm")
            )


def _sheets(out: Path) -> Iterator[str]:
    for file in sorted(out.glob("*/*/**/*.xlsx")):
        path = file.relative_to(out).as_posix()
        if path.split("/")[1] in _SHEETS:
            yield path


def _proofs(root: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for village, period in (("A2", "2023Q2"), ("A1", "2023"), ("B3", "2023")):
        done = _run("proof", village, period, "--json", workspace=root).answer
        yield f"{village} {period}", {"head": done["head"], "text": (root / done["file"]).read_text("utf-8")}


def _run(*words: str | Path, workspace: Path | None = None) -> Run:
    """A command run within this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _stream in range(2))
    where = ["--workspace", str(workspace)] if workspace else []
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*where, *map(str, words)])
    said = [stream.buffer.getvalue().decode() for stream in (out, err)]
    return Run(code, *said)


def _finished(folder: Path) -> Path:
    root = county(folder)
    _rewrite(root / "rules/scheme.yaml", _SCHEME)
    for file in sorted((root / "rules/2023").glob("q*.yaml")):
        _rewrite(file, _RULES)
    marks = "".join(f"{code},{80 + number}\n" for number, code in enumerate(VILLAGES))
    (root / "data/2023/review.csv").write_text(f"village_code,mark\n{marks}", "utf-8")
    people, day = People(_run, folder, root), date(2023, 1, 1)
    while day <= date(2023, 12, 31) or people.planned:
        if day.day == 1 or day in people.planned:
            night = _run("batch", "run", "--on", str(day), "--json", workspace=root)
            assert night.code in {0, 4}, (day, night.out, night.err)
        people.act(day)
        day += DAY
    _taken_back(people, day)
    _next_period(people, folder)
    return root


def _rewrite(file: Path, changes: dict[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in changes.items():
        assert old in text, (file, old)
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def _taken_back(people: People, day: date) -> None:
    """A payment that was marked by mistake, and the right one."""
    words = ["awards", "revoke", "2023", "payment", "--village", "A1", "--reason", "退回", "--yes"]
    people.command(*words, on=day)
    people.command("awards", "pay", "2023", "--village", "A1", on=day)


def _next_period(people: People, folder: Path) -> None:
    root, rules = people.root, people.root / "rules"
    for name in ("q1.yaml", "towns/T2/q1.yaml"):
        text = (rules / "2023" / name).read_text("utf-8").replace("2023", "2024")
        (rules / "2024" / name).parent.mkdir(parents=True, exist_ok=True)
        (rules / "2024" / name).write_text(text, "utf-8")
    shutil.copytree(root / "data/2023/q1", root / "data/2024/q1", ignore=shutil.ignore_patterns("progress"))
    people.command("checklist", "issue", "2024Q1", on=date(2024, 2, 20))
    for town in ("T1", "T2"):
        people.command(
            "checklist", "dispatch", "2024Q1", "--town", town, on=date(2024, 2, 21), actor=f"{town}-lead"
        )
    for code in VILLAGES:
        people.command(
            "checklist", "accept", "2024Q1", "--village", code, on=date(2024, 2, 22), actor=f"{code}-sec"
        )
    people.command("score", "quarter", "2024Q1", on=date(2024, 4, 3))
    sheets = people.command("score", "feedback", "2024Q1", on=date(2024, 4, 3)).answer["sheets"]
    rows = "".join(f"{one['unit']},{SIGNERS[one['unit']]},{one['code']}\n" for one in sheets)
    (folder / "signed.csv").write_text(f"office,signer,code\n{rows}", "utf-8")
    people.command("score", "sign", "2024Q1", "--file", folder / "signed.csv", on=date(2024, 4, 5))


if __name__ == "__main__":
    target = GOLDEN_FOLDER / f"ledger-{__version__}"
    if target.exists():
        sys.exit(f"{target} is there already: what a version left stays as it is")
    make(target)
