"""What is drawn from the code is as the code is."""

import runpy

from tests.conftest import REPOSITORY


def test_the_steps_are_drawn_from_the_state_machines() -> None:
    page = runpy.run_path(str(REPOSITORY / "docs" / "make_steps.py"))
    assert page["drawn"]() == (REPOSITORY / "docs" / "steps.md").read_text("utf-8"), "run `make steps`"


def test_lines_of_the_site_end_within_chinese_sentences_without_a_blank() -> None:
    joined = runpy.run_path(str(REPOSITORY / "docs" / "lines.py"))["on_page_markdown"]
    text = "甲，\n乙。\n\n- 丙\n  丁\n- one\n  戊\n\n```sh\n# 己\n庚\n```\n"
    told = "甲，乙。\n\n- 丙丁\n- one\n  戊\n\n```sh\n# 己\n庚\n```\n"
    assert joined(text, None, None, None) == told
