"""What marks go with: correlations and shares worked out by hand, and what is not told."""

from fractions import Fraction
from random import Random

from qsq.domain.county.places import Village, VillageKind
from qsq.domain.scheme.scheme import Missing
from qsq.fairness.doubts.goes_with import GoesWith, OfVillages, Trait, goes_with
from qsq.scoring.evaluation import evaluate
from tests.unit.builders import Number, checklist, entered, item, scheme, task, village

LISTED = checklist(item("a", task("a.x", 100)), item("b", task("b.x", 100)))


def asked(
    villages: list[Village],
    marks: list[int],
    targets: dict[tuple[str, str], Fraction] | None = None,
    traits: OfVillages | None = None,
) -> dict[tuple[Trait, str], GoesWith]:
    values: dict[str, dict[str, Number]] = {
        one.code: {"a.x": mark, "b.x": mark} for one, mark in zip(villages, marks, strict=True)
    }
    evaluation = evaluate(scheme(), LISTED, villages, entered(values), Missing.BLOCK)
    marked = [(one.marks.village, one.marks.city_mark) for one in evaluation.villages]
    found = goes_with(marked, targets or {}, 1, traits)
    return {(one.trait, one.name): one for one in found}


def test_marks_that_fall_along_the_codes_are_told() -> None:
    villages = [village(f"V{number:02}", town="T1") for number in range(30)]
    found = asked(villages, [90 - number for number in range(30)])
    one = found[Trait.CODE, ""]
    assert (one.correlation, one.share, one.villages) == (Fraction(-1), Fraction(1), 30)
    assert one.told
    assert one.chance == Fraction(1, 2001)
    assert set(found) == {(Trait.CODE, ""), (Trait.CODE_IN_TOWN, "")}, "what all have alike is not asked"


def test_a_towns_own_order_is_held_to_its_own_marks() -> None:
    """Each town falls along its codes, though over the city codes tell little: its towns differ."""
    villages = [village(f"V{number:02}", town=f"T{number // 10}") for number in range(30)]
    found = asked(villages, [60 + (20, 0, 20)[number // 10] - number % 10 for number in range(30)])
    assert found[Trait.CODE_IN_TOWN, ""].correlation == -1
    assert found[Trait.CODE_IN_TOWN, ""].told
    assert not found[Trait.CODE, ""].told


def test_kinds_and_groups_tell_a_share_of_the_ranks() -> None:
    """The 10 communities stand before all 20 villages: ranks differ by 15 of places' variance (30² − 1) ÷ 12."""
    villages = [
        village(f"V{number:02}", kind=VillageKind.COMMUNITY if number < 10 else VillageKind.VILLAGE)
        for number in range(30)
    ]
    chance = Random(3)
    found = asked(villages, [90 - number for number in range(30)])[Trait.KIND, ""]
    between = Fraction(10 * 20**2 + 20 * 10**2)
    assert found.share == between / Fraction(30 * (30**2 - 1), 3)
    assert found.correlation is None
    assert found.told
    shuffled = asked(villages, [chance.randint(0, 90) for _number in range(30)])[Trait.KIND, ""]
    assert not shuffled.told


def test_targets_stand_for_how_much_a_village_has() -> None:
    villages = [village(f"V{number:02}") for number in range(30)]
    targets = {(one.code, "a.x"): Fraction(10 + 3 * at) for at, one in enumerate(villages[:20])}
    few = {(one.code, "b.x"): Fraction(at + 1) for at, one in enumerate(villages[:19])}
    found = asked(villages, list(range(30)), targets | few)
    assert found[Trait.TARGET, "a.x"].correlation == 1
    assert found[Trait.TARGET, "a.x"].villages == 20
    assert (Trait.TARGET, "b.x") not in found, "19 villages are too few"


def test_equal_marks_go_with_nothing() -> None:
    villages = [village(f"V{number:02}", town=f"T{number % 2}") for number in range(30)]
    assert asked(villages, [50] * 30) == {}


def test_what_an_office_knows_besides_is_asked_of_the_villages_that_have_it() -> None:
    """The more people the higher the mark, for the 25 villages whose people are known."""
    villages = [village(f"V{number:02}", town="T1") for number in range(30)]
    chance = Random(5)
    marks = [chance.randint(0, 90) for _number in villages]
    people = {one.code: Fraction(mark * 7, 2) for one, mark in zip(villages[5:], marks[5:], strict=True)}
    one = asked(villages, marks, traits={"人口": people, "里程": {"V01": Fraction(1)}})
    found = one[Trait.OWN, "人口"]
    assert (found.correlation, found.villages, found.told) == (Fraction(1), 25, True)
    assert (Trait.OWN, "里程") not in one, "of one village nothing is asked"
