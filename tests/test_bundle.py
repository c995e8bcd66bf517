"""A bundle for offices without network: what is in it for which system, and that it is whole."""

import hashlib
import re
import zipfile
from pathlib import Path

import pytest

from requirements.bundle import Target, lay_out, lock, packed

WINDOWS = Target("win_amd64", "3.11")
KYLIN = Target("manylinux_aarch64", "3.12")


def laid_out(target: Target, folder: Path) -> Path:
    """A bundle whose wheels are empty."""
    (folder / "wheels").mkdir(parents=True)
    for name in ("qsq-0.2.0-py3-none-any.whl", "rich-15.0.0-py3-none-any.whl"):
        (folder / "wheels" / name).write_bytes(name.encode())
    lay_out(target, folder)
    return folder


def names(target: Target) -> set[str]:
    """What its lock names."""
    return set(re.findall(r"^([^\s=\[]+)", lock(target), re.MULTILINE))


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_every_system_has_all_that_users_install_and_windows_its_own(version: str) -> None:
    linux = names(Target("manylinux_x86_64", version))
    assert {"typst", "python-docx", "pandas", "typer"} <= linux
    assert names(Target("win_amd64", version)) - linux == {"colorama"}
    assert "tzdata" in names(Target("win_amd64", version))
    assert not {"pytest", "mypy", "mkdocs"} & linux


def test_linux_takes_wheels_of_every_older_glibc() -> None:
    assert KYLIN.tags[0] == "manylinux_2_28_aarch64"
    assert {"manylinux_2_17_aarch64", "manylinux2014_aarch64"} < set(KYLIN.tags)
    assert WINDOWS.tags == ("win_amd64",)
    assert Target("manylinux_2_17_x86_64", "3.11").tags == ("manylinux_2_17_x86_64",)
    assert (WINDOWS.known_as, KYLIN.known_as) == ("win-amd64", "linux-aarch64")


@pytest.mark.parametrize("target", [WINDOWS, KYLIN], ids=lambda one: str(one.platform))
def test_what_lies_in_a_bundle(tmp_path: Path, target: Target) -> None:
    folder = laid_out(target, tmp_path / "bundle")
    files = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    wheels = ["wheels/qsq-0.2.0-py3-none-any.whl", "wheels/rich-15.0.0-py3-none-any.whl"]
    assert files == sorted(["SHA256SUMS", "requirements.txt", target.script, "安装说明.txt", *wheels])
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    assert sums == {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files if "SUMS" not in name
    }
    own = hashlib.sha256(b"qsq-0.2.0-py3-none-any.whl").hexdigest()
    assert (folder / "requirements.txt").read_text("utf-8").endswith(f"--hash=sha256:{own}\n")
    script = (folder / target.script).read_bytes()
    assert b"@" not in script.removeprefix(b"@echo off")
    assert b"--no-index" in script
    assert "@" not in (folder / "安装说明.txt").read_text("utf-8-sig")


def test_windows_reads_its_script_in_its_own_encoding_and_lines(tmp_path: Path) -> None:
    script = (laid_out(WINDOWS, tmp_path / "bundle") / "install.bat").read_bytes()
    assert script.count(b"\n") == script.count(b"\r\n") > 20
    assert b"((3, 11), 'win-amd64')" in script
    assert "装好了" in script.decode("gb2312")
    assert min(byte for byte in script if byte >= 0x80) > 0xA0, "no byte that cmd takes for a sign of its own"


def test_a_folder_with_blanks_brackets_and_signs_stands_in_quotes_wherever_windows_reads_it(
    tmp_path: Path,
) -> None:
    script = (laid_out(WINDOWS, tmp_path / "bundle") / "install.bat").read_bytes().decode("gb2312")
    assert script.count("%TARGET%") > 3
    assert "%TARGET%" not in re.sub(r'"[^"]*"', "", script)


def test_a_bundle_is_packed_into_the_same_bytes(tmp_path: Path) -> None:
    one, other = (packed(laid_out(KYLIN, tmp_path / name / "qsq")) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        modes = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in archive.infolist()}
    assert modes["qsq/install.sh"] == 0o755
    assert modes["qsq/安装说明.txt"] == 0o644
