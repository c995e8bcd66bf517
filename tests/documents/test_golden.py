"""What every kind of document says, word for word.

To take a change over after it was looked at: `QSQ_GOLDEN=write .venv/bin/python -m pytest tests/documents`.
"""

import os
from pathlib import Path

import pytest

from qsq.year.report import KINDS
from qsq.year.workspace import Workspace
from tests.documents.county import as_text, bundles

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_says_what_was_agreed(county: Workspace, kind: str) -> None:
    made = bundles(county, kind)
    text = "\n\n".join(
        f"=== {bundle.name}\n{as_text(document)}" for bundle in made for document in bundle.documents
    )
    file = GOLDEN / f"{kind}.txt"
    if os.environ.get("QSQ_GOLDEN") == "write":
        file.write_text(text + "\n", "utf-8")
    assert text + "\n" == file.read_text("utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(KINDS)
