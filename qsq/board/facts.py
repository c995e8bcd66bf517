"""What the board knows, as the ledger keeps it; nothing here names a cadre, and no page can show one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qsq.domain.county.places import Register
from qsq.domain.observed.observation import PeriodInputs
from qsq.domain.results.recorded import RecordedAnnual, RecordedResult, RecordedTown, RecordedVillage
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Missing, Scheme
from qsq.domain.steps.hanging import Hanging
from qsq.domain.values.periods import Month, Period, PeriodKind
from qsq.scoring.marks import VillageMarks


class Standing(StrEnum):
    """How far a result is; only drafts are not public."""

    DRAFT = "draft"
    NOTICE = "notice"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class WallNotice:
    """How far a result or a year's list is on the wall; `hung` is None where it is a draft."""

    standing: Standing
    revision: int
    hung: Hanging | None = None

    @property
    def head(self) -> str:
        """The check code of the ledger's head when it was hung up; empty for a draft."""
        return self.hung.head if self.hung else ""


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """A village that was called in.

    Attributes:
        undone: ids of the tasks that were due and not done.
        talked: whether a talk was noted.
        until: the new date of the newest talk, ISO 8601; empty where there was none.
    """

    village_code: str
    month: Month
    lags: tuple[str, ...]
    undone: tuple[str, ...]
    talked: bool = False
    until: str = ""


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """A period's recorded result, and what it was counted from.

    Attributes:
        figures: as they were recorded.
        codes: check codes of the papers by unit, such as `town:431181107`, and `city`.
        missing: what a missing observation meant.
        marks: by village code; empty where counting again does not give the recorded result.
        inputs: what was observed and entered.
    """

    period: Period
    hanging: WallNotice
    provisional: bool
    figures: RecordedResult
    codes: Mapping[str, str]
    scheme: Scheme
    missing: Missing
    checklist: Checklist
    register: Register
    marks: Mapping[str, VillageMarks]
    inputs: PeriodInputs
    reminders: tuple[ReminderFacts, ...] = ()

    def villages(self) -> dict[str, RecordedVillage]:
        """The recorded figures by village code."""
        return {one.village_code: one for one in self.figures.villages}

    def item_names(self) -> dict[str, str]:
        """Names of all items, the towns' own among them."""
        added = (item for items in self.figures.added.values() for item in items)
        return {item.item: item.name for item in (*self.figures.checklist, *added)}


@dataclass(frozen=True, slots=True)
class HonourFacts:
    """An honoured village: the honour's name, the place in the list, the annual mark, the prize in yuan.

    Attributes:
        grade: the name of its annual grade; empty where the scheme has none.
    """

    village_code: str
    honour: str
    order: int
    annual_mark: str
    prize: str
    grade: str = ""


@dataclass(frozen=True, slots=True)
class AwardsFacts:
    """A year's list.

    Attributes:
        code: the check code of the list.
        document: the number of the standing committee's decision; empty where it is not decided.
        grades: names of the year's grades by id, best first; none where the scheme has none.
        annual: every village's annual mark and grade by its code; none where the scheme has no grades.
        towns: the towns' annual marks; none where the scheme does not show them.
        categories: names by id.
    """

    hanging: WallNotice
    code: str
    document: str
    honours: tuple[HonourFacts, ...]
    grades: Mapping[str, str] = field(default_factory=dict)
    annual: Mapping[str, RecordedAnnual] = field(default_factory=dict)
    towns: tuple[RecordedTown, ...] = ()
    categories: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A year.

    Attributes:
        checklists: of the periods that have one, whether evaluated or not.
        corrected: periods that hung and are being corrected: not shown until they hang again.
    """

    year: int
    periods: tuple[PeriodFacts, ...]
    awards: AwardsFacts | None
    checklists: tuple[Checklist, ...]
    departments: Mapping[str, str]
    towns: Mapping[str, str]
    corrected: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """All that the board shows; `years` newest first.

    Attributes:
        level: what texts call the city's level: 市, 县.
        office: the city's, within a sentence.
        kind: of the periods.
    """

    scheme: str
    city: str
    draft: bool
    years: tuple[YearFacts, ...]
    level: str
    office: str
    kind: PeriodKind
