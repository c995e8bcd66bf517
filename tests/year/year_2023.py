"""The year 2023 of 祁阳 through the real command line, from issue to payment (`make year`).

Every command is a process of its own, every guard is tried once the wrong way, and the year must end in the
known figures. It takes some minutes, so it stands apart from the tests.
"""

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from qsq.domain.periods import Quarter, quarters_of
from qsq.year.start import copy_year_2023

CLERK = "city-1"
HONOURS = {"red-flag": 10, "model": 20, "advanced": 29}


class Year:
    """A workspace, and the commands that were run in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.commands = 0
        self.refusals = 0

    def run(self, *words: str | Path, actor: str = CLERK, code: int = 0) -> dict[str, Any]:
        """Run a command as `actor`; its JSON answer, when it ends with the expected exit code."""
        call = [sys.executable, "-m", "qsq", *map(str, words), "--json"]
        environment = {"QSQ_WORKSPACE": str(self.root), "QSQ_ACTOR": actor, "QSQ_LANG": "en", "PATH": ""}
        done = subprocess.run(call, capture_output=True, text=True, env=environment, check=False)
        self.commands += 1
        if done.returncode != code:
            sys.exit(
                f"{' '.join(map(str, words))}: exit {done.returncode}, expected {code}\n{done.stdout[-2000:]}"
            )
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def refused(self, code: int, *words: str | Path, actor: str = CLERK) -> None:
        """Try a guard the wrong way; it must refuse with that exit code."""
        told = self.run(*words, actor=actor, code=code)["error"]["message"]
        self.refusals += 1
        print(f"    refused ({code}): {' '.join(map(str, words[:2]))} as {actor}: {told}")


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def written(folder: Path, header: str, rows: Sequence[str]) -> Path:
    file = folder / "file.csv"
    file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return file


def checklist(year: Year, quarter: Quarter, folder: Path) -> None:
    """Issue, dispatch by every town, accept by every village."""
    villages = [row for row in rows_of(year.root / "data" / "villages.csv") if row.get("evaluated") != "no"]
    towns = sorted({row["town_code"] for row in villages})
    day = str(quarter.first_day)
    year.refused(5, "checklist", "dispatch", str(quarter), "--town", towns[0], "--on", day)
    year.run("checklist", "issue", str(quarter), "--on", day)
    year.refused(
        5, "checklist", "accept", str(quarter), "--village", villages[0]["village_code"], "--on", day
    )
    year.refused(
        5, "checklist", "dispatch", str(quarter), "--town", towns[0], "--on", day, actor=f"{towns[1]}-1"
    )
    for town in towns:
        year.run("checklist", "dispatch", str(quarter), "--town", town, "--on", day, actor=f"{town}-1")
    file = written(folder, "village_code", [row["village_code"] for row in villages])
    year.run("checklist", "accept", str(quarter), "--file", file, "--on", day)
    waiting = year.run("checklist", "status", str(quarter))["waiting"]
    print(
        f"  {quarter}: issued, {len(towns)} towns dispatched, {len(villages)} villages accepted, {waiting} wait"
    )


def evaluation(year: Year, quarter: Quarter, folder: Path) -> None:
    """Score, feed back, sign, hang up, object, finalise."""
    period, day = str(quarter), quarter.last_day + timedelta(days=5)
    year.refused(5, "score", "feedback", period)
    year.run("score", "quarter", period, "--on", str(day))
    year.refused(5, "score", "notice", period, "--on", str(day))
    sheets = year.run("score", "feedback", period, "--on", str(day))["sheets"]
    first, second = sheets[0], sheets[1]
    wrong = ["--town", first["unit"], "--leader", f"{first['unit']}-1", "--code", second["code"]]
    year.refused(3, "score", "sign", period, *wrong)
    year.refused(4, "score", "notice", period, "--on", str(day))
    lines = [f"{sheet['level']}:{sheet['unit']},{sheet['unit']}-1,{sheet['code']}" for sheet in sheets]
    signed = written(folder, "office,signer,code", lines)
    year.run("score", "sign", period, "--file", signed, "--on", str(day))
    hung = year.run("score", "notice", period, "--on", str(day))
    village = sheets[-1]["unit"]
    words = ["score", "object", period, "--village", village, "--text", "请复核", "--on", hung["first_day"]]
    objection = year.run(*words, actor=f"{village}-1")["objection"]
    after = str(date.fromisoformat(hung["last_day"]) + timedelta(days=1))
    year.refused(4, "score", "finalise", period, "--on", hung["last_day"])
    year.refused(4, "score", "finalise", period, "--on", after)
    ending = ["--rejected", "--reason", "复核无误", "--on", hung["last_day"]]
    year.refused(5, "score", "resolve", period, objection, *ending, actor=f"{village}-1")
    year.run("score", "resolve", period, objection, *ending)
    year.refused(5, "awards", "year", "2023")
    final = year.run("score", "finalise", period, "--on", after)
    year.run("ledger", "verify", "--head", hung["head"])
    cards = len(final["yellow_cards"])
    print(f"  {period}: {len(sheets)} signatures, notice {hung['first_day']} to {hung['last_day']}, "
          f"rewards {final['rewards_total']}, {cards} yellow cards")  # fmt: skip


def awards(year: Year) -> dict[str, Any]:
    """List, decide, hang up, confirm, pay."""
    year.refused(5, "awards", "decide", "2023", "--document", "?")
    listed = year.run("awards", "year", "2023")
    year.refused(5, "awards", "notice", "2023", "--on", "2024-01-22")
    decision = ["--document", "常委会〔2024〕3号", "--approval", "市批〔2024〕1号", "--on", "2024-01-20"]
    year.run("awards", "decide", "2023", *decision)
    year.refused(5, "awards", "pay", "2023", "--all")
    hung = year.run("awards", "notice", "2023", "--on", "2024-01-22")
    year.refused(4, "awards", "confirm", "2023", "--on", hung["last_day"])
    after = str(date.fromisoformat(hung["last_day"]) + timedelta(days=1))
    year.run("awards", "confirm", "2023", "--on", after)
    first = listed["honours"][0]["village_code"]
    year.run("awards", "pay", "2023", "--village", first, "--on", after)
    year.refused(5, "awards", "pay", "2023", "--village", first, "--on", after)
    year.run("awards", "pay", "2023", "--all", "--on", after)
    return listed


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        year = Year(folder / "county")
        year.root.mkdir()
        copy_year_2023(year.root)
        for quarter in quarters_of(2023):
            checklist(year, quarter, folder)
            evaluation(year, quarter, folder)
        listed = awards(year)
        honours = [one["honour"] for one in listed["honours"]]
        verified = year.run("ledger", "verify")
        counts = {honour: honours.count(honour) for honour in HONOURS}
        print(f"  2023: {counts}, totals {listed['totals']}")
        print(
            f"{year.commands} commands, {year.refusals} refusals, {verified['events']} events, ledger whole"
        )
        if counts != HONOURS or not verified["whole"]:
            sys.exit("the year does not end in the known figures")


if __name__ == "__main__":
    main()
