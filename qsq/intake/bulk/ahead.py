"""What comes one after the other, the next made while the last is used: Arrow works outside Python."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def ahead(made: Iterable[T]) -> Iterator[T]:
    """The same, the next being made on a thread of its own; what its making raises is raised in its place."""
    coming = iter(made)
    with ThreadPoolExecutor(1) as thread:
        following = thread.submit(_next, coming)
        while found := following.result():
            following = thread.submit(_next, coming)
            yield from found


def _next(coming: Iterator[T]) -> tuple[T, ...]:
    """The next alone; nothing at the end."""
    return tuple(islice(coming, 1))
