"""A table by the members of a fixed list has an entry for each of them: a new member is not forgotten there."""

import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum
from typing import Any

import qsq

PARTIAL = {
    "qsq.board.explanation.TOLD": "a page's own tables tell what is above a task",
    "qsq.cli.tables.batch._STYLES": "the other outcomes are shown as what is wrong",
    "qsq.domain.steps.revocable.BEARS": "nothing rests on the other events",
    "qsq.domain.values.periods._LETTERS": "months and years are written without a letter",
    "qsq.year.batch.run._CODES": "the other outcomes end well",
    "qsq.year.outbox.outbox._CALLED": "the city's own folder is called by its level",
    "qsq.year.proof._ANNOUNCED": "no other event announces anything",
    "qsq.year.recheck.lists._STEPS": "a second look rests on no other event",
    "qsq.year.recheck.looked._STEPS": "a second look rests on no other event",
    "qsq.year.revoke._PAPERS": "the other acts write no papers of their own",
    "qsq.year.score.sign._KINDS": "towns and villages alone sign",
    "qsq.year.score.sign._ROLES": "towns and villages alone sign",
    "qsq.year.status.outlook._OWN_EVENT": "the other events are nobody's job in the batch",
    "qsq.year.visits.visits._STEPS": "a problem's own steps are two",
}
"""Tables that leave members out, and why."""


def tables() -> Iterator[tuple[str, dict[Any, Any], set[type[Enum]]]]:
    """The modules' tables whose keys are all members of fixed lists, with these lists."""
    for found in pkgutil.walk_packages(qsq.__path__, "qsq."):
        if found.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            if isinstance(value, dict) and value and all(isinstance(key, Enum) for key in value):
                yield f"{found.name}.{name}", value, {type(key) for key in value}


def test_a_table_by_a_fixed_list_is_whole() -> None:
    lacking = {
        name: [member for one in lists for member in one if member not in table]
        for name, table, lists in tables()
    }
    assert {name for name, members in lacking.items() if members} == set(PARTIAL), lacking
