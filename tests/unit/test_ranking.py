"""Pools, ranks and tie-breaks (CONTRACT.md section 7)."""

from collections.abc import Sequence

import pytest

from qsq.domain.county.places import VillageKind
from qsq.domain.scheme.scheme import PoolField
from qsq.scoring.marks import VillageMarks
from qsq.scoring.ranking import PoolKey, Ranked, ranked_in_city, ranked_in_pools
from tests.unit.builders import item_mark, marked, tie_break, village

TOWN, KIND, GROUP = PoolField.TOWN, PoolField.KIND, PoolField.GROUP


def written(ranked: Sequence[Ranked]) -> str:
    """Villages and ranks in order: `A1:1 A2:2`."""
    return " ".join(f"{one.marks.village.code}:{one.rank}" for one in ranked)


def in_one_pool(*marks: VillageMarks, ties: Sequence[str] = ()) -> str:
    """The ranks where the whole city is one pool."""
    (pool,) = ranked_in_pools(marks, (), tie_break(*ties)).values()
    return written(pool)


def in_city(*marks: VillageMarks, ties: Sequence[str] = ()) -> str:
    """The city ranks."""
    return written(ranked_in_city(marks, tie_break(*ties)))


def test_a_higher_town_mark_ranks_before_a_lower_one() -> None:
    assert in_one_pool(marked("A1", 80), marked("A2", "90.01"), marked("A3", "90.02")) == "A3:1 A2:2 A1:3"


def test_marks_are_compared_as_numbers_not_as_text() -> None:
    assert in_one_pool(marked("A1", "9.5"), marked("A2", 80), marked("A3", 100)) == "A3:1 A2:2 A1:3"


def test_equal_villages_share_a_rank_and_the_next_one_skips() -> None:
    """Section 7: 1, 2, 2, 4; villages of one rank stand by code."""
    found = in_one_pool(marked("A4", 70), marked("A3", 80), marked("A1", 90), marked("A2", 80))
    assert found == "A1:1 A2:2 A3:2 A4:4"


def test_all_may_tie() -> None:
    assert in_one_pool(marked("A2"), marked("A1"), marked("A3")) == "A1:1 A2:1 A3:1"


def test_ranks_skip_as_often_as_villages_tie() -> None:
    """Section 7: two first, one third, three fourth, one seventh."""
    marks = [90, 90, 80, 70, 70, 70, 60]
    found = in_one_pool(*(marked(f"A{place}", mark) for place, mark in enumerate(marks, start=1)))
    assert found == "A1:1 A2:1 A3:3 A4:4 A5:4 A6:4 A7:7"


def test_a_vetoed_village_ranks_behind_all_that_are_not() -> None:
    """Section 7: not vetoed before vetoed; then the mark decides among the vetoed."""
    found = in_one_pool(
        marked("A1", 99, vetoed=True),
        marked("A2", 10),
        marked("A3", 50, vetoed=True),
        marked("A4", 20),
        marked("A5", 50, vetoed=True),
    )
    assert found == "A4:1 A2:2 A1:3 A3:4 A5:4"


BETTER_IN_PARTY = [
    item_mark("meeting", 10, 9, "party"),
    item_mark("study", 10, 9, "party"),
    item_mark("grain", 5, 6),
]
BETTER_IN_GRAIN = [
    item_mark("meeting", 12, 8, "party"),
    item_mark("study", 7, 9, "party"),
    item_mark("grain", 6, 5),
]
"""20 against 19 in the category party (18 against 17 in the city), 5 against 6 in grain (6 against 5)."""


@pytest.mark.parametrize(
    ("ties", "in_town", "of_city"),
    [
        ([], "A1:1 A2:1", "A1:1 A2:1"),
        (["category:party"], "A2:1 A1:2", "A2:1 A1:2"),
        (["category:general"], "A1:1 A2:2", "A2:1 A1:2"),
        (["item:grain"], "A1:1 A2:2", "A2:1 A1:2"),
        (["item:meeting"], "A1:1 A2:2", "A2:1 A1:2"),
        (["item:study"], "A2:1 A1:2", "A1:1 A2:1"),
        (["category:nothing"], "A1:1 A2:1", "A1:1 A2:1"),
        (["item:party"], "A1:1 A2:1", "A1:1 A2:1"),
        (["least_deductions"], "A2:1 A1:2", "A2:1 A1:2"),
        (["most_bonus"], "A1:1 A2:2", "A1:1 A2:2"),
        (["most_bonus", "least_deductions"], "A1:1 A2:2", "A1:1 A2:2"),
        (["least_deductions", "most_bonus"], "A2:1 A1:2", "A2:1 A1:2"),
        (["item:study", "least_deductions"], "A2:1 A1:2", "A2:1 A1:2"),
        (["item:nothing", "most_bonus", "least_deductions"], "A1:1 A2:2", "A1:1 A2:2"),
    ],
)
def test_a_tie_is_broken_key_by_key_with_marks_of_the_same_kind(
    ties: list[str], in_town: str, of_city: str
) -> None:
    """Section 7: in a pool by the items' town marks, in the city by their city marks; sums uncapped."""
    villages = (
        marked("A1", 80, items=BETTER_IN_GRAIN, bonuses=7, deductions=12),
        marked("A2", 80, items=BETTER_IN_PARTY, bonuses="6.5", deductions="11.5"),
    )
    assert in_one_pool(*villages, ties=ties) == in_town
    assert in_city(*villages, ties=ties) == of_city


def test_a_tie_break_never_outweighs_the_mark_or_a_veto() -> None:
    """Section 7: veto, mark, then the keys."""
    found = in_one_pool(
        marked("A1", 80, bonuses=9),
        marked("A2", "80.01"),
        marked("A3", 90, bonuses=9, vetoed=True),
        ties=["most_bonus"],
    )
    assert found == "A2:1 A1:2 A3:3"


def test_the_vetoed_too_are_told_apart_by_the_keys() -> None:
    found = in_one_pool(
        marked("A1", 80, vetoed=True), marked("A2", 80, bonuses=1, vetoed=True), ties=["most_bonus"]
    )
    assert found == "A2:1 A1:2"


@pytest.mark.parametrize("key", ["item:river", "category:party"])
def test_an_item_that_does_not_apply_counts_as_zero(key: str) -> None:
    """Section 7: not applicable = 0, which ties with a mark of 0 and is behind any above."""
    found = in_one_pool(
        marked("A1", items=[item_mark("river", None, None, "party")]),
        marked("A2", items=[item_mark("river", "0.01", "0.01", "party")]),
        marked("A3", items=[item_mark("river", 0, 0, "party")]),
        ties=[key],
    )
    assert found == "A2:1 A1:2 A3:2"


def test_a_towns_own_item_breaks_ties_in_the_pool_and_not_in_the_city() -> None:
    """Sections 5 and 7: it has a town mark only."""
    villages = marked("A1", items=[item_mark("shore", 4)]), marked("A2", items=[item_mark("shore", 5)])
    assert in_one_pool(*villages, ties=["item:shore"]) == "A2:1 A1:2"
    assert in_city(*villages, ties=["item:shore"]) == "A1:1 A2:1"


def test_a_key_of_the_year_is_no_key_of_a_period() -> None:
    with pytest.raises(ValueError, match="best_period"):
        in_one_pool(marked("A1"), marked("A2"), ties=["best_period"])


def test_the_city_rank_is_by_the_city_mark_over_all_pools() -> None:
    """Sections 5 and 7; vetoed villages come last there too."""
    found = in_city(
        marked("A1", 90, city_mark=70),
        marked("A2", 80, city_mark=75),
        marked("A3", 99, city_mark=99, vetoed=True),
        marked("B1", 60, city_mark=75, of=village("B1", "T2")),
    )
    assert found == "A2:1 B1:1 A1:3 A3:4"


CITY = [
    marked("A1", 70, of=village("A1", "T2", VillageKind.COMMUNITY, "plain")),
    marked("A2", 80, of=village("A2", "T1", VillageKind.VILLAGE, "hill")),
    marked("A3", 90, of=village("A3", "T1", VillageKind.COMMUNITY, "plain")),
    marked("A4", 60, of=village("A4", "T1", VillageKind.VILLAGE, "plain")),
]


@pytest.mark.parametrize(
    ("fields", "pools"),
    [
        ([], ["A3:1 A2:2 A1:3 A4:4"]),
        ([TOWN], ["A3:1 A2:2 A4:3", "A1:1"]),
        ([KIND], ["A3:1 A1:2", "A2:1 A4:2"]),
        ([GROUP], ["A2:1", "A3:1 A1:2 A4:3"]),
        ([TOWN, KIND], ["A3:1", "A2:1 A4:2", "A1:1"]),
        ([KIND, TOWN], ["A3:1", "A2:1 A4:2", "A1:1"]),
        ([GROUP, KIND], ["A3:1 A1:2", "A2:1", "A4:1"]),
        ([TOWN, KIND, GROUP], ["A3:1", "A2:1", "A4:1", "A1:1"]),
    ],
)
def test_a_pool_is_the_villages_that_agree_in_its_fields(fields: list[PoolField], pools: list[str]) -> None:
    """Section 7: any of town, kind, group; pools stand by lower town code, then community first."""
    found = ranked_in_pools(CITY, fields, ())
    assert [written(pool) for pool in found.values()] == pools


def test_a_pool_is_named_by_its_fields_alone() -> None:
    assert list(ranked_in_pools(CITY, [TOWN], ())) == [PoolKey("T1"), PoolKey("T2")]
    assert list(ranked_in_pools(CITY, [KIND], ())) == [
        PoolKey(kind=VillageKind.COMMUNITY),
        PoolKey(kind=VillageKind.VILLAGE),
    ]
    assert list(ranked_in_pools(CITY, [GROUP], ())) == [PoolKey(group="hill"), PoolKey(group="plain")]
