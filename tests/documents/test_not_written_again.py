"""A paper that would be the same is not set again; one that was changed, removed or forgotten is."""

import os
import shutil
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qsq.documents.document import Bundle, Document, Paragraph
from qsq.documents.fingerprint import _versions, fingerprint, fingerprint_of_fonts
from qsq.year.desk.papers import write_bundles
from qsq.year.desk.writing import folder_written_whole
from tests.conftest import REPOSITORY

DAY = date(2023, 4, 3)
LONG_AGO = 1_600_000_000


class Counted:
    """A writer that knows what it was asked for."""

    ending = ".pdf"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def write(self, documents: Sequence[Document], created: date) -> bytes:
        self.asked += [one.title for one in documents]
        return f"{created}{documents}".encode()


def bundle(name: str, text: str = "字", folder: str = "") -> Bundle:
    return Bundle(name, (Document(name, (Paragraph(text),)),), folder=folder)


def written(root: Path, *bundles: Bundle, created: date = DAY) -> list[str]:
    """Write them as a report does; what was set."""
    writer, target = Counted(), root / "out" / "2023Q1" / "report" / "notice"
    with folder_written_whole(root, target) as made:
        write_bundles({made: bundles}, [writer], created, lambda: None, root)
    return sorted(writer.asked)


def paper(root: Path, name: str) -> Path:
    return root / "out" / "2023Q1" / "report" / "notice" / f"{name}.pdf"


BOTH = (bundle("甲"), bundle("乙", folder="乙镇"))


def test_what_did_not_change_is_neither_set_nor_written(tmp_path: Path) -> None:
    assert written(tmp_path, *BOTH) == ["乙", "甲"]
    for name in ("甲", "乙镇/乙"):
        os.utime(paper(tmp_path, name), (LONG_AGO, LONG_AGO))
    assert written(tmp_path, *BOTH) == []
    assert {paper(tmp_path, name).stat().st_mtime for name in ("甲", "乙镇/乙")} == {LONG_AGO}


def test_one_that_changed_is_set_alone(tmp_path: Path) -> None:
    written(tmp_path, *BOTH)
    assert written(tmp_path, bundle("甲", "词"), BOTH[1]) == ["甲"]
    assert "词" in paper(tmp_path, "甲").read_text("utf-8")


def test_another_date_sets_all(tmp_path: Path) -> None:
    written(tmp_path, *BOTH)
    assert written(tmp_path, *BOTH, created=date(2023, 4, 4)) == ["乙", "甲"]


def test_a_paper_that_was_changed_or_removed_is_made_anew(tmp_path: Path) -> None:
    written(tmp_path, *BOTH)
    right = paper(tmp_path, "甲").read_bytes()
    paper(tmp_path, "甲").write_bytes(b"forged")
    paper(tmp_path, "乙镇/乙").unlink()
    assert written(tmp_path, *BOTH) == ["乙", "甲"]
    assert (paper(tmp_path, "甲").read_bytes(), paper(tmp_path, "乙镇/乙").exists()) == (right, True)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"甲.pdf": 1}', '{"甲.pdf": ["a", "b"]}', "[" * 99_999])
def test_what_is_remembered_wrongly_is_as_if_nothing_were(tmp_path: Path, text: str) -> None:
    written(tmp_path, *BOTH)
    for file in (tmp_path / "out" / ".papers").iterdir():
        file.write_text(text, "utf-8")
    assert written(tmp_path, *BOTH) == ["乙", "甲"]


def test_without_memory_the_same_bytes_stay_the_same_file(tmp_path: Path) -> None:
    written(tmp_path, *BOTH)
    shutil.rmtree(tmp_path / "out" / ".papers")
    os.utime(paper(tmp_path, "甲"), (LONG_AGO, LONG_AGO))
    assert written(tmp_path, *BOTH) == ["乙", "甲"]
    assert paper(tmp_path, "甲").stat().st_mtime == LONG_AGO


def test_a_link_in_a_papers_place_is_not_kept(tmp_path: Path) -> None:
    written(tmp_path, *BOTH)
    elsewhere = tmp_path / "elsewhere.pdf"
    paper(tmp_path, "甲").rename(elsewhere)
    paper(tmp_path, "甲").symlink_to(elsewhere)
    assert written(tmp_path, *BOTH) == ["甲"]
    assert not paper(tmp_path, "甲").is_symlink()


def test_other_fonts_and_every_field_of_a_document_make_another_fingerprint(tmp_path: Path) -> None:
    plain = Document("题", (Paragraph("字"),))
    documents = [
        plain,
        replace(plain, title="名"),
        replace(plain, parts=(Paragraph("词"),)),
        replace(plain, foot="第1版"),
        replace(plain, day=DAY),
        replace(plain, draft=True),
        replace(plain, compact=True),
    ]
    assert len({fingerprint([one], DAY, "") for one in documents}) == len(documents)
    (tmp_path / "仿宋.ttf").write_bytes(b"one")
    one = fingerprint_of_fonts(tmp_path)
    (tmp_path / "仿宋.ttf").write_bytes(b"two")
    assert len({one, fingerprint_of_fonts(tmp_path), fingerprint_of_fonts(tmp_path / "none"), ""}) == 3
    assert fingerprint([plain], DAY, one) != fingerprint([plain], DAY, "")


def test_each_library_that_is_installed_for_papers_is_in_the_fingerprint() -> None:
    extras = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"][
        "optional-dependencies"
    ]
    named = {one.partition(">=")[0] for one in extras["documents"]}
    assert named <= {version.partition(" ")[0] for version in _versions()}
