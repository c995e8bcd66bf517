"""English texts that count: one village is no villages. Chinese ones say the same of one and of many."""

import re
from collections.abc import Mapping

ONE: Mapping[str, str] = {
    "bytes": "byte", "cadres": "cadre", "cards": "card", "cells": "cell", "changes": "change",
    "counties": "county", "days": "day", "decimals": "decimal", "departments": "department",
    "digits": "digit", "draws": "draw", "entries": "entry", "events": "event", "figures": "figure",
    "files": "file", "forms": "form", "honours": "honour", "items": "item", "kinds": "kind",
    "leaders": "leader", "lines": "line", "marks": "mark", "notices": "notice", "numbers": "number",
    "objections": "objection", "observations": "observation", "officials": "official", "packets": "packet",
    "pages": "page", "periods": "period", "places": "place", "points": "point", "prizes": "prize",
    "problems": "problem", "receivers": "receiver", "reports": "report",
    "rewards": "reward", "rounds": "round", "rows": "row", "seconds": "second", "secretaries": "secretary",
    "signatures": "signature", "steps": "step", "talks": "talk", "targets": "target", "tasks": "task",
    "tests": "test", "things": "thing", "towns": "town", "values": "value", "village-tasks": "village-task",
    "villages": "village", "visits": "visit",
}  # fmt: skip
"""What is counted, by its plural."""

_VERBS: Mapping[str, str] = {
    "are": "is", "differ": "differs", "fit": "fits", "have": "has", "lack": "lacks", "name": "names",
    "owe": "owes", "rank": "ranks", "recommend": "recommends", "stay": "stays", "tie": "ties",
    "wait": "waits", "were": "was",
}  # fmt: skip

_WHICH = r"(?: (?!(?:and|as|at|by|for|in|is|of|or|the|to)\b)[a-z-]+){0,2}?"
"""Words between a number and what is counted: new, yellow, more."""

_THINGS = re.compile(rf"\{{(?P<number>\w+)\}}(?P<which>{_WHICH}) (?P<things>[a-z-]+s)\b")
_SAID = re.compile(
    r"(?P<before>^|[;:,] )\{(?P<number>\w+)\}"
    rf"(?P<between>|(?:{_WHICH} (?:{'|'.join(ONE)})| of \{{\w+\}})[^;:,]*?)"
    rf" (?P<verb>{'|'.join(_VERBS)})\b(?:(?P<after>[^;:,]*? and )(?P<second>{'|'.join(_VERBS)})\b)?"
)
"""What is said of a number that a sentence, or a part of one, begins with."""


class Counted(str):
    """A text whose braces are filled: what stands behind a number in plural is singular behind 1."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        """The text with its values."""
        ones = {name for name, value in values.items() if str(value) == "1"}
        return (_singular(self, ones) if ones else str(self)).format(*args, **values)


def _singular(text: str, ones: set[str]) -> str:
    """The text where these numbers are 1."""

    def thing(found: re.Match[str]) -> str:
        one = ONE.get(found["things"])
        if one is None or found["number"] not in ones:
            return found[0]
        return f"{{{found['number']}}}{found['which']} {one}"

    def verb(found: re.Match[str]) -> str:
        if found["number"] not in ones:
            return found[0]
        second = f"{found['after']}{_VERBS[found['second']]}" if found["second"] else ""
        subject = f"{found['before']}{{{found['number']}}}{found['between']}"
        return f"{subject} {_VERBS[found['verb']]}{second}"

    return _THINGS.sub(thing, _SAID.sub(verb, text))


def plurals(text: str) -> set[str]:
    """The words that stand as plurals do behind what a text's braces hold."""
    return {found["things"] for found in _THINGS.finditer(text)}
