"""Archives as they come: read in memory, refused with a word where they are not what people pack."""

import io
import stat
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest

from qsq.intake.arrivals import archive
from qsq.intake.arrivals.archive import unpacked
from qsq.intake.arrivals.arrival import Arrival, Unopened


def packed(files: Mapping[Any, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return file.getvalue()


def opened(content: bytes) -> list[Arrival | Unopened]:
    return list(unpacked("来.zip", content))


def test_files_and_folders_are_read_with_their_names() -> None:
    content = packed({"a.csv": "x", "西镇/b.csv": "y"})
    assert [(one.name, getattr(one, "content", None)) for one in opened(content)] == [
        ("来.zip » a.csv", b"x"),
        ("来.zip » 西镇/b.csv", b"y"),
    ]


def test_names_as_chinese_windows_packs_them() -> None:
    raw = "农业农村局.csv".encode("gb18030").decode("cp437")
    info = zipfile.ZipInfo("x" * len(raw))
    content = packed({info: "x"})
    content = content.replace(("x" * len(raw)).encode(), raw.encode("cp437"))
    assert [one.name for one in opened(content)] == ["来.zip » 农业农村局.csv"]


@pytest.mark.parametrize(
    "name", ["/etc/a.csv", "../a.csv", "b/../../a.csv", "C:\\a.csv", "\\\\server\\a.csv"]
)
def test_names_that_lead_out_refuse_the_archive(name: str) -> None:
    (found,) = opened(packed({"b.csv": "y", name: "x"}))
    assert isinstance(found, Unopened)
    assert "leads out of its folder" in str(found.why)


def test_a_link_refuses_the_archive() -> None:
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    (found,) = opened(packed({link: "/etc/passwd"}))
    assert isinstance(found, Unopened)
    assert "holds a link" in str(found.why)


def test_an_archive_within_is_not_opened_and_the_rest_is() -> None:
    content = packed({"b.zip": "PK", "a.csv": "x"})
    nested, table = opened(content)
    assert isinstance(nested, Unopened)
    assert "within an archive" in str(nested.why)
    assert isinstance(table, Arrival)


def test_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    (found,) = opened(packed({f"{number}.csv": "x" for number in range(3)}))
    assert isinstance(found, Unopened)
    assert "holds 3 files" in str(found.why)


def test_too_much_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES_IN_ALL", 2 * 2**20)
    (found,) = opened(packed({f"{number}.csv": b"x" * 2**20 for number in range(3)}, zipfile.ZIP_STORED))
    assert isinstance(found, Unopened)
    assert "3 MB" in str(found.why)


def test_a_bomb_is_not_unpacked() -> None:
    (found,) = opened(packed({"a.csv": b"\0" * 40 * 2**20}))
    assert isinstance(found, Unopened)
    assert "far more than a table" in str(found.why)


def test_a_header_that_lies_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says a few bytes; a file is never read further than a file may be long."""
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    content = packed({"a.csv": b"\0" * 5000})
    small = content.replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert small != content
    (found,) = opened(small)
    assert isinstance(found, Unopened)
    (found,) = opened(content)
    assert isinstance(found, Unopened)


def test_a_password_and_damage_are_told() -> None:
    content = bytearray(packed({"a.csv": "x" * 100}, zipfile.ZIP_STORED))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (locked,) = opened(bytes(content))
    assert isinstance(locked, Unopened)
    assert "password" in str(locked.why)
    (cut,) = opened(packed({"a.csv": "x"})[:-20])
    assert isinstance(cut, Unopened)
    assert "damaged" in str(cut.why)
    torn = packed({"a.csv": "x" * 100}, zipfile.ZIP_STORED).replace(b"xxx", b"xyx")
    (found,) = opened(torn)
    assert isinstance(found, Unopened)
    assert "damaged" in str(found.why)
