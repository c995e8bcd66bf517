"""A file's name from a code or a name: any text, readable where it can be, and no two alike on any disk."""

import ntpath
from pathlib import PurePosixPath, PureWindowsPath
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.domain.values.file_names import file_name, folder_name

TEXTS = st.one_of(
    st.text(st.characters(codec=None)),
    st.text("aA1/\\._-~ :*镇\u0301ée", max_size=4),
    st.text("镇", max_size=200),
)
PARTS = st.lists(TEXTS, min_size=1, max_size=3)
WORST = (
    "/etc/passwd",
    "..",
    ".",
    "",
    "a/../../../../precious",
    "C:\\x",
    "镇",
    "x" * 5000,
    "\x00",
    "\ud800",
    "a\n",
)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["431181107001", "大坪村"], "431181107001-大坪村"),
        (["agriculture"], "agriculture"),
        (["A1", "东一村"], "A1-东一村"),
        (["QY-001", "东一村"], "QY-001-东一村"),
        (["2023年一季度“三创三强”任务清单（试行）"], "2023年一季度“三创三强”任务清单（试行）"),
        (["镇"], "镇"),
        (["1", "𮧵滩村"], "1-𮧵滩村"),
    ],
)
def test_what_is_readable_stays_as_it_is(parts: list[str], name: str) -> None:
    assert file_name(*parts) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["A/1"], ["A_1"]),
        (["a1"], ["A1"]),
        (["Law"], ["law"]),
        (["1-a", "b"], ["1", "a-b"]),
        (["a", "b-c"], ["a", "b", "c"]),
        (["村."], ["村"]),
        (["é"], ["e\u0301"]),
        (["东" * 300], ["东" * 301]),
        (["ß"], ["ss"]),
    ],
)
def test_what_only_some_disks_tell_apart_is_told_apart(one: list[str], other: list[str]) -> None:
    assert _as_disks_see(file_name(*one)) != _as_disks_see(file_name(*other))


def reserved(name: str) -> bool:
    """As Python tells it, from 3.13 on elsewhere."""
    told = getattr(ntpath, "isreserved", None)
    return bool(told(name)) if told else PureWindowsPath(name).is_reserved()


@pytest.mark.parametrize("text", ["CON", "con", "nul.csv", "COM1", "lpt9", "aux .x", "com¹"])
def test_no_name_is_a_device_of_windows(text: str) -> None:
    assert not reserved(file_name(text, ending=".xlsx"))
    assert file_name(text).partition(".")[0].rstrip().lower() not in {
        "con",
        "nul",
        "com1",
        "lpt9",
        "aux",
        "com¹",
    }


def test_a_name_gives_way_to_one_that_something_else_has() -> None:
    assert file_name("town", "T1", ending=".xlsx", beside=["town-T1.xlsx"]) != "town-T1.xlsx"
    assert file_name("town", "T1", ending=".xlsx", beside=["TOWN-t2.xlsx"]) == "town-T1.xlsx"


@pytest.mark.parametrize("text", WORST)
def test_the_worst_is_one_part_of_a_path(text: str) -> None:
    _is_one_part(file_name(text, ending=".xlsx"))
    _is_one_part(file_name("T1", text))


@given(PARTS)
def test_any_text_is_one_part_of_a_path(parts: list[str]) -> None:
    _is_one_part(file_name(*parts))
    _is_one_part(file_name(*parts, ending=".xlsx"))


@given(PARTS, PARTS)
def test_no_two_are_alike(one: list[str], other: list[str]) -> None:
    if len(one) == len(other) and one != other:
        assert _as_disks_see(file_name(*one)) != _as_disks_see(file_name(*other))


def _as_disks_see(name: str) -> str:
    """Alike for a disk that knows neither case nor composition, as those of Windows and macOS."""
    return normalize("NFD", normalize("NFD", name).casefold())


def _is_one_part(name: str) -> None:
    assert name not in {"", ".", ".."}
    assert PurePosixPath(name).parts == PureWindowsPath(name).parts == (name,)
    assert len(name.encode()) <= 200
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name == name.strip(". ")


@given(TEXTS)
def test_a_towns_folder_is_one_folder_on_any_disk(code: str) -> None:
    name = folder_name(code)
    assert name in {code, file_name(code)}
    for path in (PurePosixPath(name), PureWindowsPath(name)):
        assert path.parts == (name,)
    assert name not in {".", ".."}


@pytest.mark.parametrize("code", ["431181107", "T1", "a1", "镇", "A 1", "QY-001"])
def test_a_usual_code_is_its_towns_folder(code: str) -> None:
    assert folder_name(code) == code


@pytest.mark.parametrize("code", ["A/1", "a\\b", "..", "CON", "a.", " a", "", "x" * 200, "a:b"])
def test_another_code_has_a_folder_of_its_own_name(code: str) -> None:
    assert folder_name(code) == file_name(code)
    assert folder_name(code) != code
