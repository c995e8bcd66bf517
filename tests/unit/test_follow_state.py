"""What a talk and a problem's end rest on, as who comes too early is told."""

from datetime import date

import pytest

from qsq.domain.steps.follow_state import FOLLOW_NEEDS, FollowMoment, FollowStep, unmet_in_follow_up

BEGINS = date(2023, 3, 1)


def moment(day: int, *known: str, called_in: date | None = None, raised: date | None = None) -> FollowMoment:
    return FollowMoment(
        date(2023, 3, day), "2023-03", BEGINS, "A1", called_in, "2023-P3", raised, known
    )  # fmt: skip


@pytest.mark.parametrize(
    ("step", "found", "sentence"),
    [
        (
            FollowStep.REMIND,
            FollowMoment(date(2023, 2, 28), "2023-03", BEGINS),
            "2023-02-28 is before 2023-03-01, on which 2023-03 begins",
        ),
        (
            FollowStep.TALK,
            moment(5),
            "A1 was not called in for 2023-03; first: qsq remind month 2023-03",
        ),
        (FollowStep.CLOSE, moment(5), "no problem 2023-P3 is open; open are: -"),
        (
            FollowStep.HAND_ON,
            moment(5, "2023-P1", "2023-P2"),
            "no problem 2023-P3 is open; open are: 2023-P1, 2023-P2",
        ),
    ],
)
def test_what_comes_first_is_told(step: FollowStep, found: FollowMoment, sentence: str) -> None:
    unmet = unmet_in_follow_up(step, found)
    assert unmet
    assert str(unmet.what) == sentence


@pytest.mark.parametrize("step", FOLLOW_NEEDS)
def test_on_the_day_itself_it_may_be_done(step: FollowStep) -> None:
    assert unmet_in_follow_up(step, moment(1, called_in=BEGINS, raised=BEGINS)) is None


@pytest.mark.parametrize(
    ("step", "before"), [(FollowStep.TALK, "remind month"), (FollowStep.CLOSE, "visits import")]
)
def test_it_is_of_no_earlier_day_than_what_it_rests_on(step: FollowStep, before: str) -> None:
    later = date(2023, 3, 6)
    unmet = unmet_in_follow_up(step, moment(5, called_in=later, raised=later))
    assert unmet
    assert str(later) in str(unmet.what)
    assert f"qsq {before}" in str(unmet.what)
