"""The faults that once passed every test can still be put in (`make mutants PARTS=named` tries them)."""

from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.mutants.named import NAMED, Named


@pytest.mark.parametrize("fault", NAMED, ids=lambda fault: fault.name)
def test_what_a_named_fault_changes_stands_once_in_its_file(fault: Named, tmp_path: Path) -> None:
    source = (REPOSITORY / fault.file).read_text("utf-8")
    (tmp_path / fault.file).parent.mkdir(parents=True)
    (tmp_path / fault.file).write_text(source, "utf-8")
    assert fault.put_in(tmp_path) == source
    compile((tmp_path / fault.file).read_text("utf-8"), fault.file, "exec")


def test_no_two_named_faults_are_of_one_name() -> None:
    assert max(Counter(fault.name for fault in NAMED).values()) == 1
