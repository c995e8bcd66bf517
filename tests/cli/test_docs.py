"""What is drawn from the code is as the code is."""

import runpy

from tests.conftest import REPOSITORY


def test_the_steps_are_drawn_from_the_state_machines() -> None:
    page = runpy.run_path(str(REPOSITORY / "docs" / "make_steps.py"))
    assert page["drawn"]() == (REPOSITORY / "docs" / "steps.md").read_text("utf-8"), "run `make steps`"
