"""What was read is not read again, as long as the files say the same."""

from pathlib import Path

import pytest

from qsq.domain.faults import Faults, Place, Refused
from qsq.domain.folder import Folder
from qsq.intake.read_once import read_once
from qsq.year.desk.files import DiskFolder


class Reader:
    """Reads a folder's files, and counts how often."""

    def __init__(self, *wrong: str) -> None:
        self.wrong, self.times = wrong, 0
        self.faults = Faults()

    def __call__(self, folder: Folder) -> dict[str, bytes | None]:
        self.times += 1
        for name in self.wrong:
            self.faults.add(Place(name), "wrong")
        return {name: folder.read(name) for name in folder.names("")}

    def read(self, root: Path) -> dict[str, bytes | None]:
        return read_once(id(self), DiskFolder(root), self, self.faults)


def test_it_is_read_again_when_a_file_says_another_thing_or_comes_or_goes(tmp_path: Path) -> None:
    reader = Reader()
    changes = (("a", b"1"), ("a", b"1"), ("a", b"2"), ("b", b"1"))
    for name, content in changes:
        (tmp_path / name).write_bytes(content)
        assert reader.read(tmp_path)[name] == content
    (tmp_path / "b").unlink()
    assert reader.read(tmp_path) == {"a": b"2"}
    assert reader.times == 4


def test_what_is_wrong_is_read_and_told_each_time(tmp_path: Path) -> None:
    reader = Reader("a")
    for told in (1, 2):
        reader.read(tmp_path)
        assert (reader.times, reader.faults.noted) == (told, told)


def test_what_is_not_read_again_is_among_what_was_read(tmp_path: Path) -> None:
    """What a step records are the files that it counted with."""
    (tmp_path / "a").write_bytes(b"1")
    reader, folder = Reader(), DiskFolder(tmp_path)
    reader.read(tmp_path)
    read_once(id(reader), folder, reader, reader.faults)
    assert (reader.times, folder.contents()) == (1, {"a": b"1"})


def test_what_cannot_be_read_any_more_is_left_to_who_reads_it(tmp_path: Path) -> None:
    """What it says of that is told as if it had never been read before."""
    (tmp_path / "county").mkdir()
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "county" / "a").write_bytes(b"1")
    reader = Reader()
    reader.read(tmp_path / "county")
    (tmp_path / "county" / "a").unlink()
    (tmp_path / "county" / "a").symlink_to(tmp_path / "a")
    with pytest.raises(Refused):
        reader.read(tmp_path / "county")
    assert reader.times == 2
