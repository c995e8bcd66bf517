"""`qsq init --next`: the next period's or year's rules from the last ones, with their dates moved."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qsq.documents.writers.csv_table import csv_bytes
from qsq.domain.faults import Faults, OutOfOrder, Refused, WrongUse, message
from qsq.domain.folder import Folder
from qsq.domain.values.chinese_dates import chinese_period, short_chinese_period
from qsq.domain.values.periods import Month, Period, PeriodKind
from qsq.intake.observed.observations import observations_folder
from qsq.intake.observed.period_inputs import TARGETS, targets_table
from qsq.intake.tables import read_file, table_there
from qsq.rules.period_file import period_file, periods_of_year, periods_with_rules, town_file, towns_folder
from qsq.rules.scheme_file import load_scheme
from qsq.year.desk.office import Office
from qsq.year.desk.writing import inside, write_whole

_PERIOD = re.compile(r"^(period:\s*)[^\s#]+", re.MULTILINE)
_TITLE = re.compile(r"^title:.*$", re.MULTILINE)
_DUE = re.compile(r"\bdue:\s*['\"]?(\d{4}-\d{2}-\d{2})")
_SEASON = re.compile(r"^\s*(?:- )?(?:\{.*)?\btext:.*(?:\d+月|季度|半年)", re.MULTILINE)
_MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class NextRules:
    """Rules that were made from earlier ones.

    Attributes:
        pairs: each new period behind the one that its rules come from.
        files: paths from the workspace's root; what was there is not among them.
        seasonal: texts in the new files that name a month or a season; nothing moves these.
        targets: tables of targets that were made, each with the number of targets that it took over.
    """

    pairs: tuple[tuple[Period, Period], ...]
    files: tuple[str, ...]
    seasonal: tuple[str, ...]
    targets: Mapping[str, int]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "periods": [{"period": str(new), "from": str(old)} for old, new in self.pairs],
            "files": list(self.files),
            "seasonal": list(self.seasonal),
            "targets": dict(self.targets),
        }


def next_rules(office: Office, year: int | None) -> NextRules:
    """Make the next rules; see `Workspace.next_rules`."""
    folder, faults = office.folder(), Faults()
    scheme = load_scheme(folder, faults)
    if scheme is None:
        raise Refused(faults.found)
    pairs = _pairs(folder, scheme.period, year)
    texts = (made for old, new in pairs for made in _texts(folder, old, new))
    made = {path: text for path, text in texts if folder.read(path) is None}
    for path, text in made.items():
        write_whole(office.root, office.root / path, text.encode())
    targets: dict[str, int] = {}
    for old, new in pairs:
        inside(office.root, office.root / observations_folder(new)).mkdir(parents=True, exist_ok=True)
        targets |= _targets(office, old, new)
    seasonal = tuple(line for text in made.values() for line in _seasonal(text))
    return NextRules(pairs, (*sorted(made), *targets), seasonal, targets)


def _targets(office: Office, old: Period, new: Period) -> dict[str, int]:
    """The new period's table of targets, as the old one's, else an empty one; nothing where it is there."""
    folder, faults = office.folder(), Faults()
    if table_there(folder, targets_table(new), faults):
        return {}
    before = table_there(folder, targets_table(old), faults)
    table = read_file(folder, before, TARGETS, faults) if before else None
    if before is None or table is None:
        file, content, count = targets_table(new), csv_bytes(TARGETS.required, ()), 0
    else:
        file = targets_table(new).removesuffix(".csv") + before[before.rindex(".") :]
        content, count = folder.read(before) or b"", len(table.lines)
    write_whole(office.root, office.root / file, content)
    return {file: count}


def _pairs(folder: Folder, kind: PeriodKind, year: int | None) -> tuple[tuple[Period, Period], ...]:
    """Each period that rules are to be made for, behind the one that they come from.

    Raises:
        WrongUse: the year before has no rules.
        OutOfOrder: there are no rules at all.
    """
    if year is None:
        known = periods_with_rules(folder, kind)
        if not known:
            raise OutOfOrder(message("there are no rules yet to make the next ones from"))
        return ((known[-1], known[-1].next),)
    before = periods_of_year(folder, year - 1, kind)
    if not before:
        raise WrongUse(
            message("there are no rules of {before} to make those of {year} from", before=year - 1, year=year)
        )
    return tuple((old, Period(year, old.number, kind)) for old in before)


def _texts(folder: Folder, old: Period, new: Period) -> Iterator[tuple[str, str]]:
    """The files of a new period: the city's, then those of the towns that had one."""
    towns = folder.folders(towns_folder(old))
    sources = [(period_file(old), period_file(new))]
    sources += [(town_file(old, code), town_file(new, code)) for code in towns]
    for source, target in sources:
        content = folder.read(source)
        if content is not None:
            yield target, moved(content.decode("utf-8-sig"), old, new)


def moved(text: str, old: Period, new: Period) -> str:
    """A rule file's text as the new period has it: its name, its title and the dates that things are due."""
    text = _PERIOD.sub(lambda found: f"{found[1]}{new}", text, count=1)
    text = _TITLE.sub(lambda found: _titled(found[0], old, new), text, count=1)
    months = _MONTHS_OF_YEAR * (new.year - old.year) + new.months[0].number - old.months[0].number
    return _DUE.sub(lambda found: found[0].replace(found[1], _later(found[1], months)), text)


def _titled(line: str, old: Period, new: Period) -> str:
    """A title with the new period in the place of the old one, however it says it."""
    short = short_chinese_period(old)
    for said in (chinese_period(old), f"{old.year}年第{short}", str(old)):
        if said in line:
            return line.replace(said, chinese_period(new))
    return line.replace(short, short_chinese_period(new))


def _later(text: str, months: int) -> str:
    """A day so many months later; a month's last day stays one. What is no day stays as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    years, place = divmod(day.month - 1 + months, _MONTHS_OF_YEAR)
    last = Month(day.year + years, place + 1).last_day
    ends = day == Month(day.year, day.month).last_day
    return (last if ends else last.replace(day=min(day.day, last.day))).isoformat()


def _seasonal(text: str) -> Iterator[str]:
    yield from (found[0].strip() for found in _SEASON.finditer(text))
