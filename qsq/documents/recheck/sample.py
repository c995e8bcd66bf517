"""Draws a second look's sample again (抽样). To run it: python3 sample.py, or python3 sample.py DICE DRAWS.

village-tasks.csv lists all that could be drawn, in order, each with its bound; draws.csv what every round's
dice drew. Laid end to end the bounds make a line. Draw n is SHA-256 of `DICE,n` as a number below 2^256,
scaled to that line; it takes the village-task in whose stretch it falls. It needs Python 3.11 and nothing
else, and shares no line with the program that drew.
"""

import csv
import hashlib
import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

Row = dict[str, str]

LIST, DRAWN = "village-tasks.csv", "draws.csv"


def table(file: Path) -> list[Row]:
    """The rows of a table."""
    with file.open(encoding="utf-8-sig", newline="") as content:
        return [{name: meant_by(cell) for name, cell in row.items()} for row in csv.DictReader(content)]


def meant_by(cell: str) -> str:
    """A cell without the apostrophe before what a spreadsheet would take for a formula; numbers have none."""
    begins = re.match("''*[=+@＝＋－＠-].", cell, re.DOTALL)
    return cell[1:] if begins and not re.fullmatch("'*[-+]?[0-9]+([.][0-9]+)?", cell) else cell


def drawn(village_tasks: Sequence[Row], dice: str, draws: int) -> list[Row]:
    """What the dice draw of the list."""
    ends = list(accumulate(int(one["bound"]) for one in village_tasks))
    found = []
    for number in range(1, draws + 1):
        ticket = int(hashlib.sha256(f"{dice},{number}".encode()).hexdigest(), 16)
        point = ticket * ends[-1] // 2**256
        one = village_tasks[bisect_right(ends, point)]
        place = {"dice": dice, "number": str(number), "point": str(point)}
        found.append({**place, "village_code": one["village_code"], "task": one["task"]})
    return found


def main(folder: Path, words: Sequence[str]) -> int:
    """Draw what is asked for, or every round of draws.csv again; 1 where that differs."""
    listed = folder / LIST
    village_tasks = table(listed)
    if words:
        dice, draws = words
        for one in drawn(village_tasks, dice, int(draws)):
            print(*one.values())
        return 0
    print(f"{LIST} SHA-256 {hashlib.sha256(listed.read_bytes()).hexdigest()}")
    rounds: dict[str, list[Row]] = {}
    for row in table(folder / DRAWN):
        rounds.setdefault(row["dice"], []).append(row)
    wrong = 0
    for dice, rows in rounds.items():
        again = drawn(village_tasks, dice, len(rows))
        differ = sum(one != other for one, other in zip(rows, again, strict=True))
        told = f"{differ}处不符 differ" if differ else "全部相符 all as published"
        print(f"{dice}: {len(rows)}抽 draws, {told}")
        wrong += differ
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent, sys.argv[1:]))
