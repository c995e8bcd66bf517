"""The finished county, made once; tests that change it take a copy."""

import pytest

from qsq.api.workspace import Workspace
from tests.documents.county import finished_once


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The tests' county at the end of its year; to be read only."""
    return finished_once(tmp_path_factory)
