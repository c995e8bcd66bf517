"""The whole of 2023 of the tests' own county, driven night by night once for all tests that look at it."""

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

import pytest

from tests.cli.a_year import DAY, People, county
from tests.conftest import called, made_once

FIRST, LAST = date(2023, 1, 1), date(2023, 12, 31)
NIGHTS = {
    "issue": FIRST,
    "reminders": date(2023, 2, 1),
    "chasers": date(2023, 3, 26),
    "scoring": date(2023, 4, 3),
    "end of the notice": date(2023, 4, 13),
    "turn of the period": date(2023, 7, 1),
    "end of the year's notice": date(2024, 1, 20),
}
"""Nights on which the batch has work of each kind; a copy of their eves is kept."""


@dataclass(frozen=True, slots=True)
class DrivenYear:
    """A county whose year was driven by its batch and its people.

    Attributes:
        root: the county at its end; to be read only, or copied.
        eves: a folder of copies, each as the county stood before the batch of the night that it is named by.
        nights: what the batch answered, by day.
    """

    root: Path
    eves: Path
    nights: dict[date, dict[str, Any]]

    @classmethod
    def at(cls, folder: Path) -> Self:
        """What `drive` left in a folder."""
        told = json.loads((folder / "nights.json").read_text("utf-8"))
        nights = {date.fromisoformat(day): answer for day, answer in told.items()}
        return cls(folder / "small", folder / "eves", nights)


def driven_once(factory: pytest.TempPathFactory) -> DrivenYear:
    """The driven year, by the first test to need it."""
    return DrivenYear.at(made_once(factory, "driven-year", drive))


def drive(folder: Path) -> None:
    """The batch runs every night, people take their steps by day, until nobody has anything to do."""
    root = county(folder)
    people = People(called, folder, root)
    nights, day = {}, FIRST
    while day <= LAST or people.planned:
        if day in NIGHTS.values():
            shutil.copytree(root, folder / "eves" / str(day))
        run = called("batch", "run", "--on", str(day), "--json", workspace=root)
        assert run.code in {0, 4}, (day, run.out, run.err)
        nights[str(day)] = run.answer
        people.act(day)
        day += DAY
    (folder / "nights.json").write_text(json.dumps(nights), "utf-8")
