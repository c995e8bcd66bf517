"""What the rules of one period ask otherwise than those of another (`qsq rules diff`)."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from qsq.domain.scheme.checklist import Checklist, Combine, Drop, How, Item, Scope, Task
from qsq.domain.scheme.rules_changes import (
    Aspect,
    Changed,
    Dropped,
    ListChanges,
    RulesChanges,
    Stressed,
    rules_changes,
)
from qsq.domain.values.periods import Period, PeriodKind
from tests.unit.builders import YES_NO, checklist, exact, item, stress, task, town_rules

SOWN, PATROL = task("grain.sown"), task("fire.patrol")
GRAIN, FIRE = item("grain", SOWN), item("fire", PATROL)
BEFORE = checklist(GRAIN, FIRE)


def later(listed: Checklist) -> Checklist:
    return replace(listed, period=Period(2023, 2, PeriodKind.QUARTER))


def compared(before: Checklist, now: Checklist, **weights: Fraction) -> RulesChanges:
    return rules_changes(before, later(now), weights)


def test_rules_that_ask_the_same_differ_in_nothing_whatever_their_dates() -> None:
    found = compared(BEFORE, replace(BEFORE, title="二季度清单"))
    assert (found.none, found.city.none, found.towns) == (True, True, {})
    assert found.city == ListChanges((), (), (), (), ())
    assert (found.before, found.now.period) == (BEFORE, Period(2023, 2, PeriodKind.QUARTER))


def test_tasks_are_added_and_gone() -> None:
    river = task("river.clean")
    found = compared(BEFORE, checklist(GRAIN, item("river", river)))
    assert (found.none, found.city.none) == (False, False)
    assert (found.city.added, found.city.gone) == ((river,), (PATROL,))
    assert (found.city.tasks, found.city.items) == ((), ())


@pytest.mark.parametrize(
    ("aspect", "said"),
    [
        (Aspect.TEXT, {"text": "早稻"}),
        (Aspect.POINTS, {"points": Fraction(5)}),
        (Aspect.METHOD, {"method": YES_NO}),
        (Aspect.METHOD, {"combine": Combine(3, How.MEAN)}),
        (Aspect.EVIDENCE, {"evidence": "现场核查记录"}),
    ],
    ids=repr,
)
def test_a_task_differs_in_an_aspect(aspect: Aspect, said: Mapping[str, object]) -> None:
    other: Task = replace(SOWN, **said)  # type: ignore[arg-type]
    found = compared(BEFORE, checklist(item("grain", other), FIRE))
    assert found.city.tasks == (Changed(aspect, SOWN, other),)
    assert not found.city.none


@pytest.mark.parametrize(
    ("aspect", "said"),
    [
        (Aspect.NAME, {"name": "种粮"}),
        (Aspect.CATEGORY, {"category": "party"}),
        (Aspect.WEIGHT, {"weight": Fraction(3)}),
        (Aspect.THEMES, {"themes": ("spring",)}),
        (Aspect.DEPARTMENT, {"department": "agriculture"}),
        (Aspect.VILLAGES, {"scope": Scope(towns=("T1",))}),
    ],
    ids=repr,
)
def test_an_item_differs_in_an_aspect(aspect: Aspect, said: Mapping[str, object]) -> None:
    other: Item = replace(GRAIN, **said)  # type: ignore[arg-type]
    found = compared(BEFORE, checklist(other, FIRE))
    assert found.city.items == (Changed(aspect, GRAIN, other),)
    assert not found.city.none


def test_the_order_of_an_items_themes_is_no_difference() -> None:
    one, two = (replace(GRAIN, themes=themes) for themes in (("spring", "floods"), ("floods", "spring")))
    assert compared(checklist(one), checklist(two)).none


def test_differences_come_aspect_by_aspect_in_the_order_of_the_later_list() -> None:
    grain, fire = replace(SOWN, text="早稻", points=Fraction(5)), replace(PATROL, text="巡山")
    found = compared(BEFORE, checklist(item("fire", fire), item("grain", grain)))
    assert [(one.aspect, one.now.id) for one in found.city.tasks] == [
        (Aspect.TEXT, "fire.patrol"),
        (Aspect.TEXT, "grain.sown"),
        (Aspect.POINTS, "grain.sown"),
    ]


def test_themes_are_stressed_more_no_more_or_anew() -> None:
    spring, more, floods, fires = (
        stress("spring", 2),
        stress("spring", 3),
        stress("floods", 2),
        stress("fires", 2),
    )
    found = compared(
        checklist(GRAIN, emphasis=[spring, floods, stress("kept", 2)]),
        checklist(GRAIN, emphasis=[stress("kept", 2), fires, more]),
    )
    assert found.city.emphasis == (Stressed(None, fires), Stressed(spring, more), Stressed(floods, None))
    assert not found.none


def test_towns_whose_own_rules_differ_are_told_alone() -> None:
    shore = item("shore", task("shore.clean"))
    before = replace(
        BEFORE, towns=(town_rules("T1", add=[shore]), town_rules("T2", drop=["fire"]), town_rules("T4"))
    )
    now = replace(
        BEFORE,
        towns=(
            town_rules("T3", emphasis=[stress("floods", 2)]),
            town_rules("T2", drop=["grain"]),
            town_rules("T1", add=[shore]),
        ),
    )
    found = compared(before, now)
    assert list(found.towns) == ["T2", "T3"]
    assert found.towns["T2"].dropped == (
        Dropped(None, Drop("grain", "无水域")),
        Dropped(Drop("fire", "无水域"), None),
    )
    assert found.towns["T3"].emphasis == (Stressed(None, stress("floods", 2)),)
    assert (found.city.none, found.city.dropped, found.none) == (True, (), False)


def test_a_town_that_drops_an_item_for_another_reason_differs() -> None:
    one, other = Drop("fire", "无林地"), Drop("fire", "无水域")
    before, now = (replace(BEFORE, towns=(replace(town_rules("T1"), drop=(drop,)),)) for drop in (one, other))
    assert compared(before, now).towns["T1"].dropped == (Dropped(one, other),)


def test_what_a_town_adds_otherwise_is_told_of_it() -> None:
    shore, beach = task("shore.clean"), task("beach.clean")
    before, now = (
        replace(BEFORE, towns=(town_rules("T1", add=[item(one.id[:5], one)]),)) for one in (shore, beach)
    )
    found = compared(before, now).towns["T1"]
    assert (found.added, found.gone) == ((beach,), (shore,))


def test_what_a_period_weighs_in_the_year_can_differ() -> None:
    found = compared(BEFORE, BEFORE, q2=exact("1.5"))
    assert found.annual_weights == (exact(1), exact("1.5"))
    assert not found.none
    assert compared(BEFORE, BEFORE, q1=exact(2), q2=exact(2)).none


def test_the_load_of_the_later_rules_is_held_against_the_earlier() -> None:
    found = compared(BEFORE, checklist(GRAIN)).burden
    assert (found.now.tasks, found.previous, found.since_first) == (1, "-50.0%", None)
