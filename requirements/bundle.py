"""A bundle that installs qsq without network on a named system (`make bundle PLATFORM=win_amd64 PY=3.11`)."""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from runpy import run_path
from tempfile import TemporaryDirectory

from requirements.pick import HERE, listed, needed, pins

OUT = HERE.parent / "out" / "bundle"
EXTRAS = ("documents",)
PAPERS = HERE / "bundled"
"""The instructions and scripts that go into a bundle, with names such as `@PY@` to be filled in."""
BOOK = HERE.parent / "docs" / "make_handbook.py"

_GLIBC = 28
"""The least glibc 2.x that a bundle for Linux asks for: what Kylin V10 and UOS 20 have."""

_FIXED = (2023, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Target:
    """A system that is installed on.

    Attributes:
        platform: as pip names it, such as `win_amd64`; `manylinux_x86_64` and `manylinux_aarch64` for
            whatever glibc is old enough.
        python: such as `3.11`.
    """

    platform: str
    python: str

    @property
    def is_windows(self) -> bool:
        """Whether it is Windows."""
        return self.platform.startswith("win")

    @property
    def machine(self) -> str:
        """The processor, as Linux calls it."""
        return re.sub(r"^manylinux(?:\d+|_\d+_\d+)?_", "", self.platform)

    @property
    def tags(self) -> tuple[str, ...]:
        """What wheels for it may be called, newest first."""
        if self.platform != f"manylinux_{self.machine}":
            return (self.platform,)
        newer = (f"manylinux_2_{minor}_{self.machine}" for minor in range(_GLIBC, 4, -1))
        return (*newer, f"manylinux2014_{self.machine}")

    @property
    def known_as(self) -> str:
        """What Python itself calls it."""
        return self.platform.replace("_", "-") if self.is_windows else f"linux-{self.machine}"

    @property
    def markers(self) -> dict[str, str]:
        """What the markers of requirements say of it."""
        windows = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
        linux = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
        version = {"python_version": self.python, "python_full_version": f"{self.python}.0"}
        return (windows if self.is_windows else linux) | version

    @property
    def script(self) -> str:
        """What is run to install."""
        return "install.bat" if self.is_windows else "install.sh"


def here() -> Target:
    """The system that this runs on."""
    system, _, machine = sysconfig.get_platform().partition("-")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Target(f"{'manylinux' if system == 'linux' else system}_{machine}", version)


def lock(target: Target) -> str:
    """The users' lock with PDF and Word, and what else that system needs, each by its hashes."""
    users = re.findall(r"^([^\s=\[]+)==", (HERE / "documents.txt").read_text("utf-8"), re.MULTILINE)
    known = pins()
    return "".join(known[name] for name in sorted({*users, *needed(listed(*EXTRAS), target.markers)}))


def gather(target: Target, folder: Path) -> None:
    """The wheels of the lock, as pip finds them, and our own, into `folder`."""
    with TemporaryDirectory() as name:
        pinned = Path(name) / "lock.txt"
        pinned.write_text(lock(target), "utf-8")
        wheels = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--implementation", "cp"]
        tags = [word for tag in target.tags for word in ("--platform", tag)]
        fetched = [*wheels, *tags, "--python-version", target.python, "-d", str(folder), "-r", str(pinned)]
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", *fetched], check=True)
    built = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder.resolve())]
    subprocess.run(built, cwd=HERE.parent, check=True, capture_output=True)


def lay_out(target: Target, folder: Path) -> None:
    """What stands beside the wheels in `folder`: instructions, script, hashes."""
    (own,) = (folder / "wheels").glob("qsq-*.whl")
    version = own.name.split("-")[1]
    words = {"@VERSION@": version, "@PY@": target.python, "@KNOWN@": target.known_as}
    words |= {"@COMMA@": target.python.replace(".", ", "), "@SYSTEM@": _called(target)}
    ours = f"qsq=={version} \\\n    --hash=sha256:{_digest(own)}\n"
    (folder / "requirements.txt").write_bytes((lock(target) + ours).encode())
    for name in ("安装说明.txt", target.script):
        text = (PAPERS / name).read_text("utf-8")
        for word, meant in words.items():
            text = text.replace(word, meant)
        (folder / name).write_bytes(_written(name, text, target))
    sums = (f"{_digest(file)}  {file.relative_to(folder).as_posix()}\n" for file in _files(folder))
    (folder / "SHA256SUMS").write_bytes("".join(sums).encode())


def _called(target: Target) -> str:
    return "Windows 10、11" if target.is_windows else f"银河麒麟、统信 UOS 等 Linux（{target.machine}）"


def _written(name: str, text: str, target: Target) -> bytes:
    """As the system's own programs write it; Windows' shell reads no UTF-8 that it can be sure of."""
    ends = text.replace("\n", "\r\n") if target.is_windows else text
    return ends.encode({".bat": "gb2312", ".txt": "utf-8-sig"}.get(Path(name).suffix, "utf-8"))


def _files(folder: Path) -> Iterator[Path]:
    found = (file for file in folder.rglob("*") if file.is_file() and file.name != "SHA256SUMS")
    return iter(sorted(found))


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def packed(folder: Path) -> Path:
    """The folder as one zip beside it, the same bytes whenever it is packed."""
    target = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for file in (*_files(folder), folder / "SHA256SUMS"):
            entry = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", _FIXED)
            entry.create_system, entry.external_attr = (
                3,
                (0o100755 if file.suffix == ".sh" else 0o100644) << 16,
            )
            archive.writestr(entry, file.read_bytes())
    return target


def check(folder: Path) -> None:
    """Install the bundle here as its instructions say, into an empty environment, and run the demo."""
    shell = ["cmd", "/c"] if here().is_windows else ["sh"]
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    with TemporaryDirectory() as name:
        made = Path(name) / "qsq-env"
        script = str(folder.resolve() / here().script)
        subprocess.run([*shell, script, str(made)], env=bare | {"PYTHON": sys.executable}, check=True)
        program = made / ("Scripts" if here().is_windows else "bin") / "qsq"
        subprocess.run([str(program), "demo", str(Path(name) / "demo")], cwd=name, env=bare, check=True)


def main(words: Sequence[str]) -> None:
    """`python -m requirements.bundle --platform win_amd64 --python 3.11`."""
    mine = here()
    reader = argparse.ArgumentParser(prog="make bundle")
    reader.add_argument("--platform", default=mine.platform, help="win_amd64, manylinux_x86_64, …")
    reader.add_argument("--python", default=mine.python, help="3.11 or newer")
    reader.add_argument("--check", action="store_true", help="install it here and run the demonstration")
    asked = reader.parse_args(words)
    target = Target(asked.platform, asked.python)
    with TemporaryDirectory() as name:
        wheels = Path(name) / "wheels"
        gather(target, wheels)
        (own,) = wheels.glob("qsq-*.whl")
        folder = OUT / f"qsq-{own.name.split('-')[1]}-{target.platform}-py{target.python}"
        _replaced(wheels, folder / "wheels")
    (folder / "手册.pdf").write_bytes(run_path(str(BOOK))["made"]("zh"))
    lay_out(target, folder)
    sys.stdout.write(f"{packed(folder)}\n")
    if asked.check:
        check(folder)


def _replaced(made: Path, place: Path) -> None:
    """Wheels into their place, where none of another version stays."""
    place.mkdir(parents=True, exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    for wheel in made.iterdir():
        (place / wheel.name).write_bytes(wheel.read_bytes())


if __name__ == "__main__":
    main(sys.argv[1:])
