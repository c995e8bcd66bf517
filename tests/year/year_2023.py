"""The year 2023 of 祁阳 through the real command line, day by day, from issue to payment (`make year`).

Every command is a process of its own. The batch runs every night, people take their steps by day, and every
guard is tried once the wrong way. The year must end in the known figures. It takes some minutes, so it
stands apart from the tests.
"""

import csv
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from qsq.domain.faults import Faults
from qsq.domain.values.periods import Month, Period, PeriodKind, periods_of
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import load_rules
from qsq.year.init.start import copy_year_2023
from tests.processes import run_apart

CLERK = "city-1"
DAY = timedelta(days=1)
HONOURS = {"red-flag": 10, "model": 20, "advanced": 29}
LATE = "forestry"
"""The department that hands its observations in two days after the deadline."""

TALKS = 3
"""How many of a month's talks are noted; the batch goes on listing the others."""


class County:
    """A workspace, and the commands that were run in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.commands = 0
        self.refusals = 0

    def run(
        self, *words: str | Path, on: date | None = None, actor: str = CLERK, codes: Iterable[int] = (0,)
    ) -> dict[str, Any]:
        """Run a command as `actor`; its JSON answer, when it ends with an expected exit code."""
        day = [] if on is None else ["--on", str(on)]
        call = [*map(str, words), *day, "--json"]
        environment = os.environ | {"QSQ_WORKSPACE": str(self.root), "QSQ_ACTOR": actor, "QSQ_LANG": "en"}
        done = run_apart(call, environment)
        self.commands += 1
        if done.code not in codes:
            sys.exit(f"{' '.join(call)}: exit {done.code}, expected {codes}\n{done.out[-2000:]}")
        return done.answer

    def refused(self, code: int, *words: str | Path, on: date | None = None, actor: str = CLERK) -> None:
        """Try a guard the wrong way; it must refuse with that exit code."""
        told = self.run(*words, on=on, actor=actor, codes=(code,))["error"]["message"]
        self.refusals += 1
        print(f"    refused ({code}): {' '.join(map(str, words[:2]))} as {actor}: {told}")


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


class Year:
    """What people do, each on their day."""

    def __init__(self, county: County, folder: Path) -> None:
        self.county, self.folder, self.root = county, folder, county.root
        register = [
            row for row in rows_of(self.root / "data" / "villages.csv") if row.get("evaluated") != "no"
        ]
        self.town_of = {row["village_code"]: row["town_code"] for row in register}
        self.towns = sorted(set(self.town_of.values()))
        self.officials = rows_of(self.root / "data" / "officials.csv")
        self.planned: dict[date, list[partial[None]]] = {}
        self.jobs: Counter[str] = Counter()
        self.listed: dict[str, Any] = {}
        for period in periods_of(2023, PeriodKind.QUARTER):
            self._put_aside(period)
            self._plan(period)
        shutil.move(self.root / "data" / "2023" / "recommendations.csv", folder / "recommendations.csv")

    def through(self, first: date, last: date) -> None:
        """The batch every night, then the people's day, until nobody has anything planned."""
        day = first
        while day <= last or self.planned:
            self.night(day)
            for deed in self.planned.pop(day, []):
                deed(day)
            day += DAY

    def night(self, day: date) -> dict[str, Any]:
        """The batch of a night; what it did is counted and printed."""
        answer = self.county.run("batch", "run", on=day, actor="", codes=(0, 4))
        for step in answer["steps"]:
            if step["job"] != "backup":
                self.jobs[f"{step['job']} {step['outcome']}"] += 1
                print(f"  {day} {step['outcome']} {step['job']} {step['period']}: {step['message'][:120]}")
        return answer

    def then(self, day: date, deed: Any, *values: object) -> None:
        self.planned.setdefault(day, []).append(partial(deed, *values))

    def _put_aside(self, period: Period) -> None:
        """The observations lie with the departments until they hand them in."""
        there = self.root / "data" / "2023" / period.key / "observations"
        shutil.move(there, self.folder / period.key)

    def _plan(self, period: Period) -> None:
        self.then(period.first_day, self.dispatch, period)
        for month in period.months:
            self.then(month.last_day, self.report, month)
            self.then(month.last_day + 2 * DAY, self.talk, month)
        self.then(period.last_day - 9 * DAY, self.submit, period)
        self.then(period.last_day + 2 * DAY, self.submit_late, period)
        self.then(period.last_day + 3 * DAY, self.feed_back, period)

    def dispatch(self, of: Period, day: date) -> None:
        """Dispatched by every town, accepted by every village."""
        period, towns, run = str(of), self.towns, self.county.run
        accepting = ["checklist", "accept", period]
        self.county.refused(5, *accepting, "--village", next(iter(self.town_of)), on=day)
        sending = ["checklist", "dispatch", period, "--town"]
        self.county.refused(5, *sending, towns[0], on=day, actor=f"{towns[1]}-1")
        for town in towns:
            run(*sending, town, on=day, actor=f"{town}-1")
        run(*accepting, "--file", self.written("village_code", list(self.town_of)), on=day)
        waiting = run("checklist", "status", period)["waiting"]
        print(
            f"  {day} {period}: {len(towns)} towns dispatched, {len(self.town_of)} accepted, {waiting} wait"
        )

    def report(self, month: Month, day: date) -> None:
        """Visits of the month, and how far the villages are: those whose code ends in 7 lag behind."""
        visits = [row for one in self.officials for row in visits_of(one, month)]
        file = self.written("date,official,place,purpose,note", visits)
        self.county.refused(5, "visits", "import", file, on=day, actor=f"{self.towns[0]}-1")
        self.county.run("visits", "import", file, on=day)
        tasks = self._tasks_due(month)
        rows = [
            f"{code},{task},{'否' if code.endswith('7') else '是'},"
            for code in self.town_of
            for task in tasks
        ]
        reports = (
            self.root / "data" / "2023" / month.period(PeriodKind.QUARTER).key / "progress" / f"{month}.csv"
        )
        reports.parent.mkdir(exist_ok=True)
        reports.write_text("\n".join(["village_code,task,done,note", *rows]) + "\n", "utf-8")

    def _tasks_due(self, month: Month) -> list[str]:
        """Tasks of the city's list that are due by the month's end; its first three where none is."""
        rules = load_rules(DiskFolder(self.root), month.period(PeriodKind.QUARTER), Faults())
        if rules is None:
            sys.exit(f"the rules of {month.period(PeriodKind.QUARTER)} are wrong")
        tasks = [task for item in rules.checklist.items for task in item.tasks]
        dropped = {item for town in rules.checklist.towns for item in town.dropped}
        common = [task for task in tasks if task.id.partition(".")[0] not in dropped]
        due = [task.id for task in common if (task.due or rules.checklist.due) <= month.last_day]
        return due or [task.id for task in common[:3]]

    def talk(self, month: Month, day: date) -> None:
        """Talks with the first villages that were called in."""
        called = self.county.run("remind", "status", str(month), on=day, codes=(0, 4))["without_talk"]
        said = ["--who", "分管领导", "--with", "村书记", "--problem", "人手不够", "--method", "结对帮扶"]
        for code in called[:TALKS]:
            words = ["remind", "record", str(month), "--village", code, *said, "--until", str(day + 9 * DAY)]
            self.county.run(*words, on=day, actor=f"{self.town_of[code]}-1")
        print(f"  {day} {month}: {len(called)} villages called in, {min(TALKS, len(called))} talks noted")

    def submit(self, period: Period, day: date) -> None:
        """Every department but one hands in its observations, and every town what it added."""
        for file in sorted((self.folder / period.key).glob("*.csv")):
            if file.stem == "town":
                self._submit_towns(period, file, day)
            elif file.stem != LATE:
                self._submit(period, file, file.stem, day)
        other = self.folder / period.key / "organisation.csv"
        words = ["score", "submit", str(period), str(other), "--department", "organisation"]
        self.county.refused(5, *words, on=day, actor=f"{LATE}-1")

    def submit_late(self, period: Period, day: date) -> None:
        """The late one, whom the batch named and waited for."""
        file = self.folder / period.key / f"{LATE}.csv"
        if file.exists():
            self.county.refused(4, "score", "quarter", str(period), on=day)
            self._submit(period, file, LATE, day)

    def _submit(self, period: Period, file: Path, department: str, day: date) -> None:
        words = ["score", "submit", str(period), str(file), "--department", department]
        self.county.run(*words, on=day, actor=f"{department}-1")

    def _submit_towns(self, period: Period, file: Path, day: date) -> None:
        rows = file.read_text("utf-8").splitlines()
        for town in sorted({self.town_of[row.partition(",")[0]] for row in rows[1:]}):
            own = [row for row in rows[1:] if self.town_of[row.partition(",")[0]] == town]
            part = self.written(rows[0], own)
            words = ["score", "submit", str(period), str(part), "--town", town]
            self.county.run(*words, on=day, actor=f"{town}-1")

    def feed_back(self, of: Period, day: date) -> None:
        """Fed back, signed and hung up; guards tried on the way."""
        period, run, refused = str(of), self.county.run, self.county.refused
        refused(5, "score", "notice", period, on=day)
        sheets = run("score", "feedback", period, on=day)["sheets"]
        first, second = sheets[0], sheets[1]
        wrong = ["--town", first["unit"], "--leader", f"{first['unit']}-1", "--code", second["code"]]
        refused(3, "score", "sign", period, *wrong, on=day)
        refused(4, "score", "notice", period, on=day)
        lines = [f"{sheet['level']}:{sheet['unit']},{sheet['unit']}-1,{sheet['code']}" for sheet in sheets]
        run("score", "sign", period, "--file", self.written("office,signer,code", lines), on=day)
        hung = run("score", "notice", period, on=day)
        run("ledger", "verify", "--head", hung["head"])
        print(f"  {day} {period}: {len(sheets)} signatures, notice to {hung['last_day']}")
        self.then(day + DAY, self.object_to, of, sheets[-1]["unit"], hung["last_day"])

    def object_to(self, period: Period, village: str, last_day: str, day: date) -> None:
        """A village asks; it is answered on the notice's last day, and the next night makes it final."""
        words = ["score", "object", str(period), "--village", village, "--text", "请复核"]
        objection = self.county.run(*words, on=day, actor=f"{village}-1")["objection"]
        last = date.fromisoformat(last_day)
        self.county.refused(4, "score", "finalise", str(period), on=last)
        self.county.refused(5, "awards", "year", "2023")
        self.then(last, self.resolve, period, village, objection)

    def resolve(self, period: Period, village: str, objection: str, day: date) -> None:
        words = ["score", "resolve", str(period), objection, "--rejected", "--reason", "复核无误"]
        self.county.refused(5, *words, on=day, actor=f"{village}-1")
        self.county.refused(4, "score", "finalise", str(period), on=day + DAY)
        self.county.run(*words, on=day)
        if period.number == 4:
            self.then(day + 2 * DAY, self.recommend)

    def recommend(self, day: date) -> None:
        """Every town recommends; the list is drawn up, decided and hung up."""
        run, refused = self.county.run, self.county.refused
        named = [row["village_code"] for row in rows_of(self.folder / "recommendations.csv")]
        for town in self.towns:
            own = [word for code in named if self.town_of[code] == town for word in ("--village", code)]
            run("awards", "recommend", "2023", "--town", town, *own, on=day, actor=f"{town}-1")
        refused(5, "awards", "decide", "2023", "--document", "?", on=day)
        self.listed = run("awards", "year", "2023", on=day)
        refused(5, "awards", "notice", "2023", on=day)
        decision = ["--document", "常委会〔2024〕3号", "--approval", "市批〔2024〕1号"]
        run("awards", "decide", "2023", *decision, on=day)
        refused(5, "awards", "pay", "2023", "--all", on=day)
        hung = run("awards", "notice", "2023", on=day)
        refused(4, "awards", "confirm", "2023", on=date.fromisoformat(hung["last_day"]))
        self.then(date.fromisoformat(hung["last_day"]) + DAY, self.pay)

    def pay(self, day: date) -> None:
        """The night has confirmed the list; one prize is tried twice."""
        first = self.listed["honours"][0]["village_code"]
        self.county.run("awards", "pay", "2023", "--village", first, on=day)
        self.county.refused(5, "awards", "pay", "2023", "--village", first, on=day)
        self.county.run("awards", "pay", "2023", "--all", on=day)

    def written(self, header: str, rows: list[str]) -> Path:
        file = self.folder / "file.csv"
        file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
        return file


def visits_of(official: dict[str, str], month: Month) -> list[str]:
    """Twice a month by city leaders to their towns, twice a week by stationed officers; one comes short."""
    if official["role"] == "leader" and official["office"] == "city":
        town, days = (
            official["id"].removeprefix("city-"),
            [month.first_day + 4 * DAY, month.first_day + 18 * DAY],
        )
    elif official["role"] == "officer" and official["id"].endswith("-2"):
        town = official["office"]
        days = [month.first_day + n * DAY for n in range(month.last_day.day)]
        days = [day for day in days if day.isoweekday() in (2, 4)]
    else:
        return []
    if official["id"] == "city-431181001":
        days = days[:1]
    return [f"{day},{official['id']},{town},visit," for day in days]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        county = County(folder / "county")
        county.root.mkdir()
        copy_year_2023(county.root)
        year = Year(county, folder)
        town = year.towns[0]
        county.refused(5, "checklist", "dispatch", "2023Q1", "--town", town, on=date(2023, 1, 1))
        year.through(date(2023, 1, 1), date(2023, 12, 31))
        verified, left = county.run("ledger", "verify"), year.night(date(2024, 3, 1))
        honours = Counter(one["honour"] for one in year.listed["honours"])
        visits = county.run("visits", "year", "2023")["totals"]
        print(f"  2023: {dict(honours)}, totals {year.listed['totals']}, visits {visits}")
        print(f"  the batch: {dict(sorted(year.jobs.items()))}; waits still: {len(left['waiting'])}")
        print(
            f"{county.commands} commands, {county.refusals} refusals, {verified['events']} events, ledger whole"
        )
        if honours != HONOURS or not verified["whole"] or left["waiting"]:
            sys.exit("the year does not end in the known figures")


if __name__ == "__main__":
    main()
