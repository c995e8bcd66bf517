"""Every kind of paper before it is final and after: what it says as a draft, and what each is besides its text.

To take a change over after it was looked at: `QSQ_GOLDEN=write .venv/bin/python -m pytest tests/documents`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from qsq.api.workspace import Workspace
from qsq.documents.document import Document
from qsq.year.report import KINDS
from tests.documents.county import PERIOD, as_text, bundles, started
from tests.documents.test_layout import agreed
from tests.intake.builders import change

_DIGEST = re.compile(r"[0-9a-f]{64}|(?<=校验码 )[2-9A-Z]{8}\b")


def besides(document: Document) -> str:
    """All that a document is, but its texts."""
    said = {
        "file": document.file, "day": document.day, "draft": document.draft, "compact": document.compact,
        "pages": document.pages, "label": document.label, "seal": document.seal and document.seal.coded,
        "tables": ",".join(one.name for one in document.tables),
    }  # fmt: skip
    told = " ".join(f"{name}={value}" for name, value in said.items() if value not in {None, "", False})
    return f"{document.title} [{told}] {document.official or ''}".replace("\n", "/").rstrip()


def made_of(county: Workspace) -> Iterator[str]:
    for kind in KINDS:
        for bundle in bundles(county, kind):
            yield f"== {kind}: {bundle.name} {bundle.folder}".rstrip()
            yield from map(besides, bundle.documents)
            yield from (f"figures: {besides(one)}" for one in bundle.figures)


def test_papers_of_what_is_final_are_what_they_were(county: Workspace) -> None:
    found = _DIGEST.sub("····", "\n".join(made_of(county))) + "\n"
    assert found == agreed("final", found)


def test_papers_of_what_is_not_final_are_drafts_and_say_so(tmp_path: Path) -> None:
    """Of a provisional result, and of a list that nobody decided."""
    county = started(tmp_path)
    change(county.office.root, "data/2023/q1/observations/town.csv", "B3,shore.clean,3", "B3,shore.clean,")
    county.score.period(PERIOD, "exclude", on="2023-04-03")
    kinds = [kind for kind in KINDS if not kind.startswith("fairness")]  # which needs a list for its year
    texts = [
        f"=== {kind}: {bundle.name}\n{as_text(document)}"
        for kind in kinds
        for bundle in bundles(county, kind)
        for document in bundle.documents[:2]
    ]
    made = [
        f"{kind}: {besides(document)}"
        for kind in kinds
        for bundle in bundles(county, kind)
        for document in bundle.documents
    ]
    found = _DIGEST.sub("····", "\n".join([*made, "", *texts])) + "\n"
    assert found == agreed("drafts", found)
