"""What comes one after the other is made while what came before is used."""

from collections.abc import Iterator
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.intake.bulk.ahead import ahead

LONG = 10
"""Seconds after which a test no longer waits."""


@given(st.lists(st.none() | st.integers()))
def test_nothing_is_lost_or_in_another_order(things: list[int | None]) -> None:
    assert list(ahead(things)) == things


def test_the_next_is_made_while_the_last_is_used() -> None:
    made = Event()

    def two() -> Iterator[int]:
        yield 1
        made.set()
        yield 2

    coming = ahead(two())
    assert next(coming) == 1
    assert made.wait(LONG)
    assert list(coming) == [2]


def test_what_cannot_be_made_is_told_in_its_place() -> None:
    def one_and_a_fault() -> Iterator[int]:
        yield 1
        raise ValueError("the second")

    coming = ahead(one_and_a_fault())
    assert next(coming) == 1
    with pytest.raises(ValueError, match="the second"):
        next(coming)
