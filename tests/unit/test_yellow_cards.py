"""When a yellow card falls, and for which reason (CONTRACT.md section 7)."""

import pytest

from qsq.domain.scheme.scheme import YellowCardRule
from qsq.scoring.ranking import Ranked
from qsq.scoring.yellow_cards import yellow_cards
from tests.unit.builders import SCALE, card_rule, ranked


def cards(*pool: Ranked, rule: YellowCardRule | None = None) -> dict[str, str]:
    """The cards of a pool: by default for a veto, under 60, and the last of three or more under 85."""
    return {code: str(card) for code, card in yellow_cards(pool, rule or card_rule(), SCALE).items()}


def pool_of(*places: tuple[int, int]) -> tuple[Ranked, ...]:
    """Villages A1, A2, … by rank and mark."""
    return tuple(ranked(f"A{place}", rank, mark) for place, (rank, mark) in enumerate(places, start=1))


def test_a_veto_is_a_card_however_high_the_mark() -> None:
    assert cards(ranked("A1", 1, 90), ranked("A2", 2, 99, vetoed=True)) == {"A2": "veto"}


@pytest.mark.parametrize(("mark", "found"), [("59.99", {"A1": "below"}), ("60", {}), ("60.01", {})])
def test_a_mark_under_the_least_is_a_card_and_the_least_itself_is_none(
    mark: str, found: dict[str, str]
) -> None:
    """Section 7: town mark under `below`."""
    assert cards(ranked("A1", 1, mark)) == found


def test_any_number_may_be_below() -> None:
    assert cards(*pool_of((1, 59), (2, 58), (3, 57))) == {"A1": "below", "A2": "below", "A3": "below"}


def test_the_last_of_a_pool_has_a_card() -> None:
    assert cards(*pool_of((1, 90), (2, 80), (3, 70))) == {"A3": "last"}


def test_the_last_places_are_as_many_as_the_rule_says() -> None:
    pool = pool_of((1, 90), (2, 84), (3, 80), (4, 70))
    assert cards(*pool, rule=card_rule(last=2)) == {"A3": "last", "A4": "last"}
    assert cards(*pool, rule=card_rule(last=3)) == {"A2": "last", "A3": "last", "A4": "last"}
    assert cards(*pool, rule=card_rule(last=0)) == {}


@pytest.mark.parametrize(("mark", "found"), [("84.99", {"A3": "last"}), ("85", {}), ("85.01", {})])
def test_the_last_is_spared_at_a_good_mark(mark: str, found: dict[str, str]) -> None:
    """Section 7: with a town mark under `spare_at`."""
    assert cards(ranked("A1", 1, 90), ranked("A2", 2, 89), ranked("A3", 3, mark)) == found


def test_a_spared_village_does_not_hand_its_place_to_the_one_before() -> None:
    """Section 7: the last places are the pool's; those at `spare_at` are let off."""
    pool = pool_of((1, 90), (2, 88), (3, 86))
    assert cards(*pool, rule=card_rule(last=1)) == {}


def test_a_pool_too_small_has_no_last() -> None:
    """Section 7: a pool of at least `smallest_pool` villages; all villages of it count."""
    assert cards(*pool_of((1, 90), (2, 70))) == {}
    assert cards(*pool_of((1, 90), (2, 70)), rule=card_rule(smallest_pool=2)) == {"A2": "last"}


def test_a_pool_too_small_still_has_vetoes_and_marks_below() -> None:
    assert cards(ranked("A1", 1, 50), ranked("A2", 2, 90, vetoed=True)) == {"A1": "below", "A2": "veto"}


def test_a_tie_over_the_border_of_the_last_places_cards_all_who_tie() -> None:
    """Section 7."""
    assert cards(*pool_of((1, 90), (2, 70), (2, 70))) == {"A2": "last", "A3": "last"}
    pool = pool_of((1, 90), (2, 80), (2, 80), (4, 70))
    assert cards(*pool, rule=card_rule(last=2)) == {"A2": "last", "A3": "last", "A4": "last"}


def test_a_tie_before_the_last_places_is_no_card() -> None:
    pool = pool_of((1, 90), (2, 80), (2, 80), (4, 70))
    assert cards(*pool, rule=card_rule(last=1)) == {"A4": "last"}


def test_a_pool_that_ties_as_a_whole_is_carded_as_a_whole() -> None:
    assert cards(*pool_of((1, 70), (1, 70), (1, 70))) == {"A1": "last", "A2": "last", "A3": "last"}


def test_a_vetoed_village_in_the_last_place_leaves_it_to_no_other() -> None:
    """Section 7: it ranks last, and its card says veto."""
    pool = ranked("A1", 1, 80), ranked("A2", 2, 70), ranked("A3", 3, 99, vetoed=True)
    assert cards(*pool) == {"A3": "veto"}


def test_the_first_reason_that_applies_is_the_one_that_is_told() -> None:
    """Section 9: `veto`, `below`, `last` (the first that applies, in that order)."""
    pool = ranked("A1", 1, 90), ranked("A2", 2, 50), ranked("A3", 3, 40, vetoed=True)
    assert cards(*pool, rule=card_rule(last=3)) == {"A2": "below", "A3": "veto"}


def test_borders_are_compared_exactly() -> None:
    """Marks of two decimals against borders of three."""
    rule = card_rule(below="60.005", spare_at="84.995")
    pool = ranked("A1", 1, 90), ranked("A2", 2, "84.99"), ranked("A3", 2, "84.99")
    assert cards(*pool, rule=rule) == {"A2": "last", "A3": "last"}
    assert cards(ranked("A1", 1, "60"), rule=rule) == {"A1": "below"}
    assert cards(ranked("A1", 1, "60.01"), rule=rule) == {}
