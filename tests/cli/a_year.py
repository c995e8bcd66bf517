"""A whole year of the tests' own county: its files, and what its people do on which day."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.periods import Month, Period, PeriodKind, periods_of
from tests.conftest import Qsq, rich_workspace, small_workspace
from tests.run import Run

DAY = timedelta(days=1)
Deed = Callable[[date], object]
VILLAGES = ("A1", "A2", "A3", "B1", "B2", "B3")
SIGNERS = {"T1": "T1-lead", "T2": "T2-lead"} | {code: f"{code}-sec" for code in VILLAGES}

_RULES = """
visits:
  city_leader: {every: month, at_least: 1}
  town_officer: {every: week, at_least: 1}
reminders: {slow: 50%, poor: 80%, far_behind: 40%}
checklist: {lead_days: 5}
"""
_OFFICIALS = "boss,县委书记,city,leader\nparty,组织部联络员,organisation,officer\n"


QUARTERS = periods_of(2023, PeriodKind.QUARTER)


def county(folder: Path, periods: Sequence[Period] = QUARTERS) -> Path:
    """The small county with the rules of these periods and no observations yet."""
    root = small_workspace(folder)
    scheme = root / "rules" / "scheme.yaml"
    standing = scheme.read_text("utf-8").replace("  weights: {q1: 1, q2: 1, q3: 1, q4: 1}\n", "")
    standing = standing.replace("marks:", f"period: {periods[0].kind}\nmarks:")
    scheme.write_text(standing + _RULES, "utf-8")
    officials = root / "data" / "officials.csv"
    officials.write_text(officials.read_text("utf-8") + _OFFICIALS, "utf-8")
    shutil.move(root / "data" / "2023" / "q1", folder / "entered")
    rules, town = (
        (root / "rules" / "2023" / name).read_text("utf-8") for name in ("q1.yaml", "towns/T2/q1.yaml")
    )
    for old in (root / "rules" / "2023" / "q1.yaml", root / "rules" / "2023" / "towns" / "T2" / "q1.yaml"):
        old.unlink()
    for period in periods:
        text = rules.replace("2023Q1", str(period)).replace("2023-03-31", str(period.last_day))
        text = text.replace("2023年一季度", chinese_period(period))
        text = text.replace("{id: meeting,", f"{{id: meeting, due: {period.months[0].last_day},")
        (root / "rules" / "2023" / f"{period.key}.yaml").write_text(text, "utf-8")
        (root / "data" / "2023" / period.key).mkdir()
        shutil.copy(folder / "entered" / "targets.csv", root / "data" / "2023" / period.key)
        (root / "rules" / "2023" / "towns" / "T2" / f"{period.key}.yaml").write_text(town, "utf-8")
    return root


def rich_county(folder: Path) -> Path:
    """The county whose rules use every key, with no observations yet: they are entered month by month."""
    root = rich_workspace(folder)
    officials = root / "data" / "officials.csv"
    officials.write_text(officials.read_text("utf-8") + _OFFICIALS, "utf-8")
    for key in ("m01", "m02"):
        data, entered = root / "data" / "2023" / key, folder / "entered" / key
        entered.mkdir(parents=True)
        for name in ("observations", "adjustments.csv"):
            if (data / name).exists():
                shutil.move(data / name, entered)
    return root


class People:
    """What people do, each on their day; `qsq` runs a command in the county."""

    def __init__(self, qsq: Qsq, folder: Path, root: Path, periods: Sequence[Period] = QUARTERS) -> None:
        self.qsq = qsq
        self.folder = folder
        self.root = root
        self.planned: dict[date, list[Deed]] = {}
        self.periods = periods
        for period in periods:
            self._plan(period)

    def act(self, day: date) -> None:
        """Everything that people do on a day, after the batch of the night."""
        for deed in self.planned.pop(day, []):
            deed(day)

    def command(self, *words: str | Path, on: date, actor: str = "clerk") -> Run:
        """A command that must end well."""
        who = ["--actor", actor, "--on", str(on), "--json"]
        run = self.qsq(*words, *who, workspace=self.root)
        assert run.code in {0, 4}, (words, run.out, run.err)
        return run

    def then(self, day: date, deed: Deed) -> None:
        self.planned.setdefault(day, []).append(deed)

    def _plan(self, period: Period) -> None:
        name, first, last = str(period), period.first_day, period.last_day
        for town in ("T1", "T2"):
            words = ("checklist", "dispatch", name, "--town", town)
            self.then(first + DAY, self._doing(*words, actor=f"{town}-lead"))
        for code in VILLAGES:
            words = ("checklist", "accept", name, "--village", code)
            self.then(first + 2 * DAY, self._doing(*words, actor=f"{code}-sec"))
        for month in period.months:
            self.then(month.last_day, partial(self._end_of_month, period, month))
            self.then(month.last_day + 2 * DAY, partial(self._talk, month))
        self.then(last - 8 * DAY, partial(self._enter, period, "organisation.csv", "party"))
        self.then(last - 7 * DAY, partial(self._enter, period, "town.csv", "T2-lead"))
        self.then(last + 2 * DAY, partial(self._enter, period, "agriculture.csv", "agri"))
        self.then(last + 3 * DAY, partial(self._feed_back, period))

    def _doing(self, *words: str, actor: str) -> Deed:
        return lambda day: self.command(*words, on=day, actor=actor)

    def _written(self, name: str, header: str, rows: Iterator[str] | list[str]) -> Path:
        file = self.folder / name
        file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
        return file

    def _end_of_month(self, period: Period, month: Month, day: date) -> None:
        """The towns report, A2 being slow; the officers' visits are noted, but for the last week's."""
        reports = self.root / "data" / "2023" / period.key / "progress" / f"{month}.csv"
        reports.parent.mkdir(parents=True, exist_ok=True)
        tasks = ("party.meeting", "party.study", "grain.seedlings", "grain.hazards")
        rows = [f"{code},{task},{'否' if code == 'A2' else '是'}," for code in VILLAGES for task in tasks]
        reports.write_text("\n".join(["village_code,task,done,note", *rows]) + "\n", "utf-8")
        visits = [f"{month.first_day + 7 * n * DAY},T1-officer,A1,visit," for n in range(3)]
        file = self._written("visits.csv", "date,official,place,purpose,note", visits)
        self.command("visits", "import", file, on=day)

    def _talk(self, month: Month, day: date) -> None:
        found = self.qsq("remind", "status", str(month), "--json", "--on", str(day), workspace=self.root)
        for code in found.answer["without_talk"]:
            said = ["--who", "分管领导", "--with", "书记", "--problem", "人手不够", "--method", "结对帮扶"]
            words = ["remind", "record", str(month), "--village", code, *said, "--until", str(day + 5 * DAY)]
            self.command(*words, on=day, actor="T1-lead")

    def _enter(self, period: Period, name: str, actor: str, day: date) -> None:
        target = self.root / "data" / "2023" / period.key
        (target / "observations").mkdir(parents=True, exist_ok=True)
        entered = self._entered(period)
        if (entered / "adjustments.csv").exists():
            shutil.copy(entered / "adjustments.csv", target)
        file = entered / "observations" / name
        unit = {"organisation.csv": "organisation", "agriculture.csv": "agriculture"}.get(name)
        whose = ["--department", unit] if unit else ["--town", "T2"]
        self.command("score", "submit", str(period), file, *whose, on=day, actor=actor)

    def _entered(self, period: Period) -> Path:
        """What is entered for a period: its own where there is some, else the same for all."""
        own = self.folder / "entered" / period.key
        return own if own.exists() else own.parent

    def _feed_back(self, period: Period, day: date) -> None:
        """The packets go out; the leaders sign on the next day, the secretaries on the day after."""
        sheets = self.command("score", "feedback", str(period), on=day).answer["sheets"]
        for level, later in (("town", DAY), ("village", 2 * DAY)):
            rows = [
                f"{one['unit']},{SIGNERS[one['unit']]},{one['code']}"
                for one in sheets
                if one["level"] == level
            ]
            file = self._written(f"{level}.csv", "office,signer,code", rows)
            words = ("score", "sign", str(period), "--file", str(file))
            self.then(day + later, self._doing(*words, actor="clerk"))
        self.then(day + 3 * DAY, partial(self._hang_up, period))

    def _hang_up(self, period: Period, day: date) -> None:
        hung = self.command("score", "notice", str(period), on=day).answer
        if period in self.periods[1:2] and hung["revision"] == 1:
            self.then(day + DAY, partial(self._object, period))
        elif period == self.periods[-1]:
            self.then(date.fromisoformat(hung["last_day"]) + 2 * DAY, self._list)

    def _object(self, period: Period, day: date) -> None:
        """A2 is right: it had no hazard. Corrected, the result is signed and hung up anew."""
        words = ["score", "object", str(period), "--village", "A2", "--text", "没有隐患"]
        objection = self.command(*words, on=day, actor="A2-sec").answer["objection"]
        file = next((self.root / "data" / "2023" / period.key / "observations").glob("agriculture*"))
        file.write_text(file.read_text("utf-8").replace("A2,grain.hazards,1", "A2,grain.hazards,0"), "utf-8")
        ending = ["score", "resolve", str(period), objection, "--upheld", "--reason", "复核属实"]
        self.command(*ending, on=day)
        self.then(day + DAY, partial(self._feed_back, period))

    def _list(self, day: date) -> None:
        self.command("awards", "year", "2023", on=day)
        decided = ["--document", "常委会〔2024〕3号", "--approval", "市批〔2024〕1号"]
        self.command("awards", "decide", "2023", *decided, on=day)
        hung = self.command("awards", "notice", "2023", on=day).answer
        paid = date.fromisoformat(hung["last_day"]) + 2 * DAY
        self.then(paid, lambda day: self.command("awards", "pay", "2023", "--all", on=day))
