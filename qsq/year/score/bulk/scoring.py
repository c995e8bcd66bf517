"""`qsq score bulk`: one wide table of very many villages → their marks, ranks, cards, grades and rewards.

It reads the workspace's rules and the table, and writes two tables; nothing is recorded in the ledger. Each
county of the table is scored as if it ran the scheme by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qsq.domain.faults import Fault, Faults, Message, Place, Refused, Waiting, WrongUse, message
from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.periods import Period
from qsq.intake.bulk.ahead import ahead
from qsq.intake.bulk.files import WideFile
from qsq.intake.bulk.headings import headings_of
from qsq.intake.bulk.reading import Reader
from qsq.rules import period_file, scheme_file
from qsq.year.desk.loading import Rules, load_rules
from qsq.year.desk.office import Office
from qsq.year.score.bulk import tables
from qsq.year.score.bulk.parts import MarkedPart, Order, order_of, part_of, standing_of
from qsq.year.score.bulk.spread import Spread
from qsq.year.score.export.target import bulk_target

if TYPE_CHECKING:
    from qsq.bulk.standing import Standings


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What was scored and written.

    Attributes:
        provisional: whether missing observations were read otherwise than the scheme says.
        files: the villages and the towns, as they were named.
    """

    period: Period
    provisional: bool
    villages: int
    towns: int
    counties: int
    provinces: int
    files: tuple[str, str]
    warnings: tuple[Message, ...] = ()

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": str(self.period),
            "provisional": self.provisional,
            "villages": self.villages,
            "towns": self.towns,
            "counties": self.counties,
            "provinces": self.provinces,
            "files": list(self.files),
        }


def score(
    office: Office, source: Path, output: Path, period: Period | None, missing: Missing | None
) -> BulkResult:
    """Score a table; see `Workspace.score.bulk`."""
    beside = output.with_name(f"{output.stem}.towns{output.suffix}")
    targets = bulk_target(output), bulk_target(beside, tables.TOWN_COLUMNS)
    rules = _rules(office, period)
    scheme, reading = rules.scheme, missing or rules.scheme.missing
    parts, headings = _parts(rules, source, reading)
    order = order_of(parts)
    _must_be_whole(rules, source, parts, order, reading)
    standing = standing_of(scheme, parts, order)
    counties, provinces = "county_code" in headings, "province_code" in headings
    tables.write(
        targets[0],
        tables.village_batches(scheme, parts, standing, counties=counties, provinces=provinces),
    )
    tables.write(targets[1], [tables.town_batch(scheme, standing)])
    return _result(rules, parts, standing, (str(output), str(beside)), provisional=missing is not None)


def spread(office: Office, period: Period | None, missing: Missing | None) -> Spread:
    """What marks and ranks the villages of tables that lie elsewhere; see `Workspace.score.spread`."""
    rules = _rules(office, period)
    return Spread(rules.scheme, rules.checklist, missing or rules.scheme.missing)


def _rules(office: Office, period: Period | None) -> Rules:
    """The rules of a period; without one, of the only one that has rules.

    Raises:
        WrongUse: no period is named and there are several, or none.
        Refused: rules are wrong; all faults are listed.
    """
    folder, faults = office.folder(), Faults()
    if period is None:
        scheme = scheme_file.load_scheme(folder, faults)
        faults.refuse()
        known = period_file.periods_with_rules(folder, scheme.period) if scheme else ()
        if len(known) != 1:
            raise WrongUse(
                message(
                    "name the period with --period: this workspace has rules for {periods}",
                    periods=", ".join(map(str, known)) or "-",
                )
            )
        period = known[0]
    rules = load_rules(folder, period, faults)
    if rules is None or faults.found:
        raise Refused(faults.found)
    return rules


def _parts(rules: Rules, source: Path, missing: Missing) -> tuple[list[MarkedPart], frozenset[str]]:
    """The rows marked, and the names of the table's columns.

    Raises:
        Refused: headings or cells are wrong; all faults are listed.
    """
    faults, wide = Faults(), WideFile(source)
    headings = headings_of(wide.headings, rules.checklist, str(source), faults)
    faults.refuse()
    reader = Reader(str(source), headings, rules.checklist, faults)
    found, row = [], wide.first
    for batch in ahead(wide.batches()):
        rows = reader.read(batch, row) if batch.num_rows else None
        row += batch.num_rows
        if rows is not None and rows.columns.size and not faults.found:
            found.append(part_of(rules.scheme, rules.checklist, rows, missing))
    if not found and not faults.found:
        faults.add(Place(str(source)), "no village takes part; expected a row for each")
    faults.refuse()
    return found, frozenset(headings.at)


def _must_be_whole(
    rules: Rules, source: Path, parts: Sequence[MarkedPart], order: Order, missing: Missing
) -> None:
    """Refuse villages that stand twice or have no mark, and wait for observations that are owed.

    Raises:
        Refused: villages stand twice, or nothing of the city's list applies to them.
        Waiting: observations are missing and `missing` is `block`.
    """
    faults, file = Faults(), str(source)
    numbers = [number for part in parts for number in part.number.tolist()] if len(order.twice) else []
    for row in order.twice.tolist():
        faults.add(Place(file, f"row {numbers[row]}"), "the village stands twice; keep one of its rows")
    if missing is Missing.BLOCK:
        _must_have_all(rules, file, parts)
    for part in parts:
        for row in part.number[part.marked.unmarked].tolist():
            faults.add(
                Place(file, f"row {row}"),
                "the village has no mark: no item of the city's list applies to it; check NA values, missing"
                " observations and dropped items",
            )
    faults.refuse()


def _must_have_all(rules: Rules, file: str, parts: Sequence[MarkedPart]) -> None:
    departments = {task.id: item.department for item in rules.checklist.all_items for task in item.tasks}
    names, owed = rules.register.department_names(), dict[str, int]()
    for part in parts:
        for task, count in part.marked.owed.items():
            owed[task] = owed.get(task, 0) + count
    if owed:
        raise Waiting(
            message(
                "{count} observations of {period} are missing; fill them in, or say with --missing what they"
                " mean",
                count=sum(owed.values()),
                period=rules.checklist.period,
            ),
            [
                Fault(
                    Place(file),
                    message(
                        "{task}: {count} villages lack it; {department} owes them",
                        task=task,
                        count=count,
                        department=names[departments[task]],
                    ),
                )
                for task, count in owed.items()
            ],
        )


def _result(
    rules: Rules,
    parts: Sequence[MarkedPart],
    standing: "Standings",
    files: tuple[str, str],
    *,
    provisional: bool,
) -> BulkResult:
    return BulkResult(
        period=rules.checklist.period,
        provisional=provisional,
        villages=sum(len(part.codes) for part in parts),
        towns=len(standing.towns.mark),
        counties=len({word for part in parts for word in part.county.words}),
        provinces=len({word for part in parts for word in part.province.words}),
        files=files,
    )
