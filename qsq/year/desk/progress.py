"""How far a step of the year is, told to whoever shows it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Progress = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Takes a text and a total, gives a function to call for each step."""


@contextmanager
def no_progress(text: str, total: int) -> Iterator[Callable[[], None]]:
    """Shows nothing."""
    del text, total
    yield lambda: None
