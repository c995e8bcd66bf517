"""A task's column in a town's form by its heading: its words, until when where that is to be said, its id."""

import re
from datetime import date

_HEADING = re.compile(r"(?P<words>.*\S)\s+(?P<task>[\w-]+\.[\w-]+)")
_UNTIL = re.compile(r"[（(](?:\d+月\d+日前|各村期限不同)[）)]$")


def head_of(task: str, words: str, until: date | None, *, differs: bool = False) -> str:
    """The heading of a task's column.

    Args:
        task: its id.
        words: what it asks.
        until: the day by which it is wanted; None where that goes without saying.
        differs: whether villages have days of their own.
    """
    said = "（各村期限不同）" if differs else f"（{until.month}月{until.day}日前）" if until else ""
    return f"{words}{said} {task}"


def task_in(heading: str) -> str:
    """The id at the end of a heading; empty where it has none."""
    found = _HEADING.fullmatch(heading)
    return found["task"] if found else ""


def words_in(heading: str) -> str:
    """The task's words alone; a heading of something else as it is."""
    found = _HEADING.fullmatch(heading)
    return _UNTIL.sub("", found["words"]) if found else heading
