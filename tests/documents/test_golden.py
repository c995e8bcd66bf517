"""What every kind of document says, word for word.

To take a change over after it was looked at: `QSQ_GOLDEN=write .venv/bin/python -m pytest tests/documents`.
"""

import os
import re
from pathlib import Path

import pytest

from qsq.api.workspace import Workspace
from qsq.year.report import KINDS
from tests.documents.county import as_text, bundles, finished

_CODE = re.compile(r"校验码 [2-9A-Z]{8}\b")
"""Codes follow from every byte of the ledger: they are not part of what is agreed."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_says_what_was_agreed(county: Workspace, kind: str) -> None:
    made = bundles(county, kind)
    text = _CODE.sub(
        "校验码 ········",
        "\n\n".join(
            f"=== {bundle.name}\n{as_text(document)}" for bundle in made for document in bundle.documents
        ),
    )
    text = _DIGEST.sub("····", text)
    file = GOLDEN / f"{kind}.txt"
    if os.environ.get("QSQ_GOLDEN") == "write":
        file.write_text(text + "\n", "utf-8")
    assert text + "\n" == file.read_text("utf-8")


def test_the_years_report_of_the_known_city_stands_beside_what_was_reported(
    county: Workspace, tmp_path: Path
) -> None:
    known = finished(tmp_path, city="431181")
    text = as_text(bundles(known, "year")[0].documents[0])
    assert "四、同2023年公开报道的对照" in text
    assert "复原、模拟，不是原件" in text
    for row in (
        "| 一季度条数 | 55 | 4 |",
        "| 红旗村（个） | 10 | 1 |",
        "| 年度奖金（元） | 990,000.00 | 500.00 |",
        "| 帮助解决的问题 | 1100多件 | — |",
    ):
        assert row in text
    assert "对照" not in as_text(bundles(county, "year")[0].documents[0])


def test_no_golden_file_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(KINDS)
