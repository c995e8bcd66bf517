"""All that an office's own wording may name, and what it says: of every kind of paper, before it is final and after.

To take a change over after it was looked at: `QSQ_GOLDEN=write .venv/bin/python -m pytest tests/documents`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qsq.api.workspace import Workspace
from qsq.documents.document import Document
from qsq.documents.wording.worded import Facts, Worded
from qsq.year.report import KINDS
from tests.documents.county import PERIOD, bundles, started
from tests.documents.test_layout import agreed

_DIGEST = re.compile(r"[0-9a-f]{64}|(?<=校验码 )[2-9A-Z]{8}\b")


def facts_of(county: Workspace, monkeypatch: pytest.MonkeyPatch, kinds: list[str]) -> dict[str, Facts]:
    """What the wordings of each kind may name: of the first paper for which it is this."""
    found: dict[str, Facts] = {}
    made = Worded.document

    def document(self: Worded, facts: Facts, tables: dict[str, Any], **more: Any) -> Document:
        names = {**facts, "tables": ", ".join(sorted(tables))}
        alike = [one for one in found if one.startswith(f"{kind} ") and found[one].keys() == names.keys()]
        if not any(found[one]["tables"] == names["tables"] for one in alike):
            found[f"{kind} {len(found)}"] = names
        return made(self, facts, tables, **more)

    with monkeypatch.context() as patched:
        patched.setattr(Worded, "document", document)
        for kind in kinds:
            bundles(county, kind)
    return found


def written_out(found: dict[str, Facts]) -> Iterator[str]:
    for kind, facts in found.items():
        yield f"== {kind}"
        yield from (f"{name} = {_DIGEST.sub('····', str(facts[name]))}" for name in sorted(facts))


def test_a_wording_of_what_is_final_may_name_what_it_could(
    county: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = facts_of(county, monkeypatch, list(KINDS))
    text = "\n".join(written_out(found)) + "\n"
    assert text == agreed("facts", text)


def test_a_wording_of_a_draft_may_name_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    county = started(tmp_path)
    county.score.period(PERIOD, on="2023-04-03")
    found = facts_of(county, monkeypatch, [kind for kind in KINDS if not kind.startswith("fairness")])
    text = "\n".join(written_out(found)) + "\n"
    assert text == agreed("facts-of-drafts", text)
