"""How a village's year came about, from its periods' marks to the prize and the uplifts."""

from dataclasses import dataclass

from qsq.awards.annual import AnnualAwards, award
from qsq.awards.derivation import YearDerivation, YearPlaces
from qsq.awards.honours import UNDECIDED, Decision
from qsq.awards.standing import VillageYear
from qsq.domain.county.names import village_named
from qsq.domain.county.places import Register
from qsq.domain.faults import Faults, OutOfOrder, Place, message
from qsq.domain.folder import Folder
from qsq.domain.results.recorded import RecordedYear
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.steps.event_kinds import PeriodEvent, YearEvent
from qsq.domain.values.money import yuan
from qsq.domain.values.periods import Period
from qsq.intake.columns import Columns
from qsq.intake.sheets.spelling import half_width
from qsq.intake.tables import read_table
from qsq.intake.year_inputs import (
    RECOMMENDATIONS,
    REVIEW,
    YearInputs,
    cadres_by_village,
    recommendations_file,
    review_file,
)
from qsq.ledger.encoding.places import REGISTER
from qsq.ledger.encoding.rules import SCHEME
from qsq.ledger.encoding.year_inputs import YEAR_INPUTS, YearEntered
from qsq.ledger.kept_folder import KeptFolder
from qsq.ledger.ledger import Ledger
from qsq.version import __version__
from qsq.year.awards.draw_up import decision_in, draw_up, village_years
from qsq.year.desk.office import Office
from qsq.year.explain.explained import Explained
from qsq.year.recorded.basis import RECORD, program_of
from qsq.year.recorded.period import RecordedPeriod, result_of
from qsq.year.recorded.year_list import RecordedList, newest_list


def explain_year(office: Office, village: str, year: int) -> Explained:
    """How a village's year came about; see `Workspace.explain`."""
    with office.ledger_to_read() as ledger:
        listed, record = year_record(office, ledger, year)
        found = village_named(record.register, village)
        places = {found.code: record.places(found.code)}
    awards = award(record.scheme, record.years, decision=record.decision)
    derivation = YearDerivation(awards, record.years, record.decision, record.city_ranks(), places)
    return Explained(
        village=found,
        town_name=record.register.town_names()[found.town_code],
        when=str(year),
        revision=int(listed.event.payload["revision"]) if listed else 0,
        provisional=any(one.provisional for one in record.periods),
        recounted=listed is None or _same(awards, listed.figures),
        program=program_of(listed.event) if listed else __version__,
        derived=derivation.outcome(found.code),
        names={f"category:{one}": name for one, name in record.scheme.category_names().items()},
    )


def year_record(office: Office, ledger: Ledger, year: int) -> "tuple[RecordedList | None, YearRecord]":
    """A year's newest list with what it follows from; what a draft would follow from where there is none."""
    listed = newest_list(ledger, ledger.events(period=str(year)))
    return listed, _drafted(office, ledger, year) if listed is None else _recorded(ledger, listed, year)


@dataclass(frozen=True, slots=True)
class YearRecord:
    """What a year's list follows from.

    Attributes:
        files: what was read of the year's own inputs.
    """

    scheme: Scheme
    register: Register
    periods: tuple[RecordedPeriod, ...]
    years: tuple[VillageYear, ...]
    decision: Decision
    files: Folder
    year: int

    def city_ranks(self) -> dict[str, dict[str, int]]:
        """Every village's city rank, by period."""
        return {
            str(period.period): {one.village_code: one.city_rank for one in period.figures.villages}
            for period in self.periods
        }

    def places(self, code: str) -> YearPlaces:
        """Where a village's recommendation and review stand."""
        return YearPlaces(
            recommendation=self._place(
                recommendations_file(self.year), RECOMMENDATIONS, code, "village_code"
            ),
            review=self._place(review_file(self.year), REVIEW, code, "mark"),
        )

    def _place(self, file: str, columns: Columns, code: str, column: str) -> Place | None:
        table = read_table(self.files, file, columns, Faults())
        rows = (row for row in (table.rows() if table else ()) if half_width(row["village_code"]) == code)
        return next((row.place(column) for row in rows), None)


def _drafted(office: Office, ledger: Ledger, year: int) -> YearRecord:
    """What the year's list would follow from, were it drawn up now; raises as `Workspace.awards.year`."""
    drawn = draw_up(office, ledger, year, UNDECIDED, draft=True)
    asked = tuple(one.period for one in drawn.periods)
    return YearRecord(
        scheme=drawn.basis.scheme,
        register=drawn.register,
        periods=drawn.periods,
        years=village_years(drawn.register, drawn.basis.inputs, drawn.periods, asked),
        decision=UNDECIDED,
        files=drawn.basis.folder,
        year=year,
    )


def _recorded(ledger: Ledger, listed: RecordedList, year: int) -> YearRecord:
    """What a recorded list follows from.

    Raises:
        OutOfOrder: it was recorded by a program that did not keep that.
    """
    record = listed.event.payload.get(RECORD)
    if record is None:
        raise OutOfOrder(
            message(
                "the list of {year} was recorded by program {program}, which did not keep what it follows"
                " from: its periods alone can be explained",
                year=year,
                program=program_of(listed.event),
            )
        )
    scheme = SCHEME.value(ledger.kept(record[SCHEME.name]))
    register = REGISTER.value(ledger.kept(record[REGISTER.name]))
    inputs = _inputs(YEAR_INPUTS.value(ledger.kept(record[YEAR_INPUTS.name])))
    periods = tuple(
        _result(ledger, Period.read(one), revision) for one, revision in listed.figures.periods.items()
    )
    asked = tuple(one.period for one in periods)
    return YearRecord(
        scheme=scheme,
        register=register,
        periods=periods,
        years=village_years(register, inputs, periods, asked),
        decision=decision_in(listed.event) if listed.event.kind == YearEvent.DECISION else UNDECIDED,
        files=KeptFolder(ledger, listed.event.payload["files"]),
        year=year,
    )


def _inputs(entered: YearEntered) -> YearInputs:
    return YearInputs(frozenset(entered.recommended), entered.review, cadres_by_village(entered.cadres))


def _result(ledger: Ledger, period: Period, revision: int) -> RecordedPeriod:
    """The revision of a period's result that a list rests on."""
    events = ledger.history(PeriodEvent.EVALUATION, str(period))
    event = next(one for one in reversed(events) if int(one.payload["revision"]) == revision)
    return result_of(ledger, period, event)


def _same(awards: AnnualAwards, figures: RecordedYear) -> bool:
    """Whether counting again gives the list that was recorded."""
    scale = awards.scheme.marks.scale
    now = [
        (one.village_code, one.placed.honour.id, one.placed.order, yuan(one.prize.amount))
        for one in awards.awards
    ]
    then = [(one.village_code, one.honour, one.order, one.prize) for one in figures.honours]
    marks = {one.village.code: scale.text(one.mark) for one in awards.marked}
    return now == then and all(marks.get(one.village_code) == one.mark for one in figures.villages)
