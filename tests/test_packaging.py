"""What users get: pinned by hash as developers have it, and a wheel of the same bytes wherever it is built."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY

LOCKS = sorted((REPOSITORY / "requirements").glob("*.txt"))
FOR_TESTS = sorted((REPOSITORY / "requirements" / "developers").glob("*.txt"))
LENT = ("dask", "polars", "sobol", "spark")
"""Locks of heavy extras, which only those targets install that try them."""
BUILT_FROM = ("qsq", "rules", "data", "pyproject.toml", "README.md", "LICENSE")


def pinned(lock: Path) -> dict[str, str]:
    """The packages of a lock, each with its pin and its hashes."""
    entries = lock.read_text("utf-8").replace("\\\n", "").splitlines()
    return {
        entry.partition("==")[0].partition("[")[0]: " ".join(entry.partition("==")[2].split())
        for entry in entries
    }


def test_there_is_a_lock_for_users_and_one_for_each_of_their_extras() -> None:
    assert [lock.stem for lock in LOCKS] == [
        "dask",
        "documents",
        "parquet",
        "polars",
        "sobol",
        "spark",
        "users",
    ]
    users = pinned(REPOSITORY / "requirements" / "users.txt").items()
    assert all(pinned(lock).items() >= users for lock in LOCKS)
    assert not {"pytest", "mypy", "mkdocs"} & {name for lock in LOCKS for name in pinned(lock)}


def test_what_tests_need_is_installed_beside_what_users_have_without_what_other_targets_install() -> None:
    assert [lock.stem for lock in FOR_TESTS] == ["pip", "tests"]
    users = {name for lock in LOCKS if lock.stem not in LENT for name in pinned(lock)}
    tests = {name for lock in FOR_TESTS for name in pinned(lock)}
    assert {"pip", "pytest", "mypy", "ruff", "playwright", "hatchling"} <= tests
    assert not {"mkdocs", "mutmut", "libcst", "cyclonedx-bom", "pip-tools", "pre-commit"} & (users | tests)
    assert not users & tests


@pytest.mark.parametrize("lock", [*LOCKS, *FOR_TESTS], ids=lambda lock: str(lock.stem))
def test_a_lock_has_hashes_no_address_and_what_developers_have(lock: Path) -> None:
    developers = pinned(REPOSITORY / "requirements.txt")
    for name, entry in pinned(lock).items():
        assert "--hash=sha256:" in entry
        assert "://" not in entry
        assert developers.get(name, entry) == entry
        assert name in developers or lock.stem in LENT


def test_every_dependency_has_its_reason_beside_it() -> None:
    text = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    project = text[text.index("\ndependencies = [") : text.index("[project.scripts]")]
    lines = [line for line in project.splitlines() if ">=" in line]
    extras = _project()["optional-dependencies"].values()
    assert len(lines) >= len(_project()["dependencies"]) + sum(map(len, extras)) - 1, (
        "dask's two share a line"
    )
    assert [line for line in lines if not re.search(r"[\],]\s+# \w{2,}", line)] == []


def test_the_security_page_counts_what_users_install() -> None:
    users, papers = (
        len(pinned(REPOSITORY / "requirements" / f"{name}.txt")) for name in ("users", "documents")
    )
    direct = len(_project()["dependencies"])
    page = (REPOSITORY / "SECURITY.md").read_text("utf-8")
    assert f"直接依赖 {direct} 个，连同它们所需共 {users} 个包，写文书另加 {papers - users} 个" in page
    assert (
        f"({direct} direct dependencies, {users} packages with all that they need, {papers - users} more"
        in page
    )


def _project() -> dict[str, Any]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]  # type: ignore[no-any-return]


@pytest.mark.torture
def test_the_wheel_is_the_same_bytes_twice(tmp_path: Path) -> None:
    made = [_wheel(tmp_path / "one", 0o022), _wheel(tmp_path / "another" / "deeper", 0o077)]
    assert made[0].name == made[1].name
    assert made[0].read_bytes() == made[1].read_bytes()


@pytest.mark.torture
def test_a_bill_of_materials_names_all_that_a_lock_has_and_is_the_same_bytes_twice(tmp_path: Path) -> None:
    made = [_bills(tmp_path / name) for name in ("one", "another")]
    assert made[0] == made[1]
    assert list(made[0]) == [f"qsq-{lock.stem}.cdx.json" for lock in LOCKS]
    for lock, content in zip(LOCKS, made[0].values(), strict=True):
        bill = json.loads(content)
        assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "qsq")
        known = {one["name"]: one for one in bill["components"]}
        for name, entry in pinned(lock).items():
            assert known[name]["version"] == entry.split()[0]
            told = [one["content"] for made in known[name]["externalReferences"] for one in made["hashes"]]
            assert sorted(told) == sorted(re.findall(r"sha256:(\w+)", entry))
        assert known.keys() == pinned(lock).keys()


def _bills(folder: Path) -> dict[str, bytes]:
    program = [sys.executable, str(REPOSITORY / "requirements" / "bills.py"), str(folder)]
    subprocess.run(program, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _wheel(folder: Path, umask: int) -> Path:
    """The wheel of a fresh copy, whose files are all of this moment and of these rights."""
    before = os.umask(umask)
    try:
        return _built(folder)
    finally:
        os.umask(before)


def _built(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in BUILT_FROM:
        if (REPOSITORY / name).is_dir():
            shutil.copytree(
                REPOSITORY / name,
                folder / name,
                ignore=shutil.ignore_patterns("__pycache__", "*.db*"),
                copy_function=shutil.copyfile,
            )
        else:
            shutil.copyfile(REPOSITORY / name, folder / name)
    call = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(call, cwd=folder, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel
