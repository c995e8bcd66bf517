"""What all tests of commands share."""

import pytest


@pytest.fixture(autouse=True)
def _quick(workbooks_alone: None) -> None:
    """Spared PDF and Word."""
