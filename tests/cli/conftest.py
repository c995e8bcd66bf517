"""What all tests of commands share."""

import pytest

from qsq.year.desk import papers


@pytest.fixture(autouse=True)
def workbooks_alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps write workbooks and no PDF or Word, which would take a third of the time.

    A test that looks at what a step sends out is marked `papers`; those of `make torture` send out everything.
    """
    if not {"papers", "torture"} & {mark.name for mark in request.node.iter_markers()}:
        monkeypatch.setattr(papers, "SENT_OUT", ())
