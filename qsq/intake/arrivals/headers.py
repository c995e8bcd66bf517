"""What a table is by its header, where no stamp says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from qsq.domain.faults import Faults
from qsq.domain.forms.stamp import FormKind
from qsq.intake.columns import Columns
from qsq.intake.forms.acceptances import ACCEPTANCES
from qsq.intake.forms.objections import OBJECTIONS
from qsq.intake.forms.recommended import RECOMMENDED
from qsq.intake.forms.signatures import SIGNATURES
from qsq.intake.forms.talks import TALKS
from qsq.intake.forms.visits import VISITS
from qsq.intake.observed.observation_shapes import columns_of
from qsq.intake.observed.progress_reports import PROGRESS, progress_shape
from qsq.intake.sheets.sheet import text_of
from qsq.intake.tables import sheets_of

_TITLE_ROWS = 10

_HEADERS: tuple[tuple[FormKind, Columns], ...] = (
    (FormKind.SIGNATURES, SIGNATURES),
    (FormKind.VISITS, VISITS),
    (FormKind.REMINDERS, TALKS),
    (FormKind.PROGRESS, PROGRESS),
    (FormKind.OBJECTION, OBJECTIONS),
)
"""Tables that are told by the columns that they must have."""

_LISTS = (
    (FormKind.RECOMMENDATION, RECOMMENDED, "recommended", "推荐"),
    (FormKind.ACCEPTANCE, ACCEPTANCES, "accepted", "接单"),
)
"""Lists of villages, told by the column that is ticked, or by what they call themselves."""


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table without a stamp.

    Attributes:
        kind: of the form that it has the columns of.
        title: what stands above its header and on its guide.
    """

    kind: FormKind
    title: str


def plain_table(file: str, content: bytes, faults: Faults) -> PlainTable | None:
    """What a table is by the first header that is known; None where there is none, or faults are noted."""
    for sheet in sheets_of(file, content, "", faults):
        above = [[text_of(cell) for cell in row] for row in islice(sheet.rows, _TITLE_ROWS)]
        for number, headings in enumerate(above):
            title = " ".join(filter(None, [sheet.guide, *(cell for row in above[:number] for cell in row)]))
            kind = _kind(headings, f"{file} {title}")
            if kind is not None:
                return PlainTable(kind, title)
    return None


def _kind(headings: Sequence[str], called: str) -> FormKind | None:
    """The form whose columns a row of headings has, in a table that calls itself so."""
    for kind, columns in _HEADERS:
        if set(columns.required) <= set(columns.meant(headings)):
            return kind
    grid = progress_shape(headings)
    if grid is not PROGRESS and set(grid.required) <= set(grid.meant(headings)):
        return FormKind.PROGRESS
    columns = columns_of(headings)
    if set(columns.required) <= set(columns.meant(headings)):
        return FormKind.SCORES
    for kind, columns, tick, word in _LISTS:
        meant = set(filter(None, columns.meant(headings)))
        if set(columns.required) <= meant <= set(columns.names) and (tick in meant or word in called):
            return kind
    return None
