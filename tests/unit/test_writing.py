"""Folders and files that appear whole: also where a disk moves no folder, and where something breaks in between."""

from pathlib import Path

import pytest

from qsq.domain.faults import QsqError
from qsq.year.desk.writing import folder_written_whole, inside, remove, write_whole


def written(root: Path, **files: str) -> Path:
    """out/papers with these files."""
    with folder_written_whole(root, root / "out" / "papers") as made:
        for name, text in files.items():
            (made / name).write_text(text, "utf-8")
    return root / "out" / "papers"


def held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_a_folder_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    assert held(written(tmp_path, a="1", b="1")) == {"a": "1", "b": "1"}
    assert held(written(tmp_path, b="2", c="2")) == {"b": "2", "c": "2"}
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".locks", "papers"]


def test_a_folder_that_cannot_be_moved_is_filled_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, a="1", b="1")

    def refused(path: Path, _target: Path) -> Path:
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(Path, "rename", refused)
    assert held(written(tmp_path, b="2", c="2")) == {"b": "2", "c": "2"}
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".locks", "papers"]


def test_a_file_that_is_open_elsewhere_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, a="1", b="1")
    opened = Path.open

    def refused(path: Path, *_rest: object) -> Path:
        raise PermissionError(13, "in use", str(path))

    def locked(path: Path, mode: str = "r", *rest: object, **named: object) -> object:
        return refused(path) if mode == "r+b" and path.name == "b" else opened(path, mode, *rest, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "rename", refused)
    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(PermissionError):
        written(tmp_path, a="2", b="2")
    assert held(tmp_path / "out" / "papers") == {"a": "1", "b": "1"}


def test_the_folder_before_is_back_where_the_new_one_cannot_be_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, a="1")
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.suffix == ".tmp":
            raise OSError(28, "full", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="full"):
        written(tmp_path, a="2")
    assert held(tmp_path / "out" / "papers") == {"a": "1"}


@pytest.mark.parametrize(
    "path",
    ["..", "../x", "out/../../x", ".", "/etc/passwd", "out/link", "out/link/x", "out/circle", "out/dead"],
)
def test_what_leads_out_is_neither_written_nor_removed(tmp_path: Path, path: str) -> None:
    root = tmp_path / "county"
    (root / "out").mkdir(parents=True)
    (tmp_path / "x").write_text("to be kept", "utf-8")
    (root / "out" / "link").symlink_to(tmp_path)
    (root / "out" / "circle").symlink_to("circle")
    (root / "out" / "dead").symlink_to(tmp_path / "nowhere")
    for refused in (inside, remove, lambda root, path: write_whole(root, path, b"new")):
        with pytest.raises(QsqError):
            refused(root, root / path)
    with pytest.raises(QsqError), folder_written_whole(root, root / path):
        pass
    assert (tmp_path / "x").read_text("utf-8") == "to be kept"
    assert not (tmp_path / "nowhere").exists()
