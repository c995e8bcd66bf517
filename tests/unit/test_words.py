"""The words that files and answers use are the contract's (CONTRACT.md sections 2, 4 and 6-9)."""

from enum import StrEnum

import pytest

from qsq.awards.eligibility import Reason
from qsq.domain.county.places import TOWN_DEPARTMENT, VillageKind
from qsq.domain.observed.observation import NOT_APPLICABLE, AdjustmentKind
from qsq.domain.scheme import department_sheet
from qsq.domain.scheme.checklist import How
from qsq.domain.scheme.scheme import CadreShare, Missing, PoolField, TieRule
from qsq.domain.values.numbers import Rounding
from qsq.domain.values.periods import PeriodKind
from qsq.scoring.yellow_cards import YellowCard


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (VillageKind, "community village"),
        (PeriodKind, "month two_months quarter half_year year"),
        (How, "mean trimmed_mean lowest"),
        (AdjustmentKind, "bonus deduction veto"),
        (Missing, "block exclude zero"),
        (Rounding, "half_up half_even"),
        (PoolField, "town kind group"),
        (
            TieRule,
            (
                "category item least_deductions most_bonus fewest_yellow_cards best_period latest_period"
                " improvement"  # the program's own: docs/decisions/0032
            ),
        ),
        (CadreShare, "equal by_base"),
        (YellowCard, "veto below last"),
        (Reason, "not_recommended min_periods veto yellow_cards min_mark"),
    ],
)
def test_a_choice_has_exactly_the_words_of_the_contract(words: type[StrEnum], expected: str) -> None:
    """Sections 1-4, 6-9, in the order in which they list them (kinds in the order of pools)."""
    assert " ".join(words) == expected


def test_na_and_the_towns_own_department_are_reserved() -> None:
    """Sections 3 and 4."""
    assert NOT_APPLICABLE == "NA"
    assert TOWN_DEPARTMENT == "town"


def test_a_departments_form_has_the_columns_of_wide_observations() -> None:
    """Section 4: `village_code`, then a column for each task, and `note`."""
    assert (department_sheet.CODE, department_sheet.NOTE) == ("village_code", "note")
