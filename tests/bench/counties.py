"""What `make bench` measures of the pure engine: a county as it is, ten and a hundred of it, in one workspace.

    python -m tests.bench.counties TIMES FOLDER

Towns and villages of the copies have codes of their own; each task's values are shuffled among those of a copy's
villages that it applies to, so that no copy is a county that was seen before. Observations lie in wide tables, one a department.
"""

import csv
import random
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.bench.nation import PERIOD, REPOSITORY, SEED, rules_of

_OF_PERIOD = "data/2023/q1"
_NEVER = "NA：没有这项工作"

Rows = list[list[str]]


def write(folder: Path, times: int) -> Path:
    """A workspace that holds so many counties."""
    shutil.copytree(REPOSITORY / "rules", folder / "rules")
    (folder / _OF_PERIOD / "observations").mkdir(parents=True)
    shutil.copyfile(REPOSITORY / "data/departments.csv", folder / "data/departments.csv")
    towns, villages = _read("data/towns.csv"), _read("data/villages.csv")
    town_of = {row[0]: row[2] for row in villages[1:]}
    own = {item.id for town in rules_of().checklist.towns for item in town.add}
    dropped = {town.town_code: town.dropped for town in rules_of().checklist.towns}
    _write(
        folder,
        "data/towns.csv",
        towns[0],
        (_of_copy(row, number, 0) for number, row in _copies(towns, times)),
    )
    _write(
        folder,
        "data/villages.csv",
        villages[0],
        (_of_copy(row, number, 0, 2) for number, row in _copies(villages, times)),
    )
    for name in ("targets.csv", "adjustments.csv"):
        rows = _read(f"{_OF_PERIOD}/{name}")
        kept = (
            _of_copy(row, number, 0)
            for number, row in _copies(rows, times)
            if not number or row[1].partition(".")[0] not in own
        )
        _write(folder, f"{_OF_PERIOD}/{name}", rows[0], kept)
    for file in sorted((REPOSITORY / _OF_PERIOD / "observations").glob("*.csv")):
        seen = _by_task(_read(f"{_OF_PERIOD}/observations/{file.name}"))
        of_city = file.stem != "town"
        if of_city:
            _fill(seen, town_of, dropped)
        _write(
            folder,
            f"{_OF_PERIOD}/observations/{file.name}",
            ["village_code", *seen],
            _observed(seen, times if of_city else 1),
        )
    return folder


def _read(name: str) -> Rows:
    with (REPOSITORY / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _write(folder: Path, name: str, head: list[str], rows: Iterable[list[str]]) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])


def _copies(rows: Rows, times: int) -> Iterator[tuple[int, list[str]]]:
    return ((number, row) for number in range(times) for row in rows[1:])


def _of_copy(row: list[str], number: int, *codes: int) -> list[str]:
    """A row with the codes of a copy; the first one is the county as it is."""
    return [f"{text}x{number:03}" if number and at in codes else text for at, text in enumerate(row)]


def _by_task(rows: Rows) -> dict[str, dict[str, str]]:
    """What was seen by task, then by village."""
    found: dict[str, dict[str, str]] = {}
    for code, task, value, *note in rows[1:]:
        found.setdefault(task, {})[code] = f"{value}：{note[0]}" if any(note) else value
    return found


def _fill(
    seen: Mapping[str, dict[str, str]], town_of: Mapping[str, str], dropped: Mapping[str, frozenset[str]]
) -> None:
    """What a town drops does not apply there; the copies' towns have no rules that say so."""
    for task, values in seen.items():
        for code, town in town_of.items():
            if task.partition(".")[0] in dropped.get(town, ()):
                values.setdefault(code, _NEVER)


def _observed(seen: Mapping[str, dict[str, str]], times: int) -> Iterator[list[str]]:
    """A row for each village of each copy; the copies' values are the county's in another order."""
    codes = list(dict.fromkeys(code for values in seen.values() for code in values))
    for number in range(times):
        chance = random.Random(SEED + number)
        columns = [dict(values) for values in seen.values()]
        for values in columns if number else ():
            asked = [code for code, value in values.items() if not value.startswith("NA")]
            mixed = [values[code] for code in asked]
            chance.shuffle(mixed)
            values.update(zip(asked, mixed, strict=True))
        for code in codes:
            yield _of_copy([code, *(values.get(code, "") for values in columns)], number, 0)


if __name__ == "__main__":
    print(write(Path(sys.argv[2]), int(sys.argv[1])), PERIOD)
