"""Workspaces that reach out of themselves, wording and typefaces that are broken, scans that are devices."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.alike import answered
from tests.hostile.case import (
    CHECK,
    PERIOD,
    RULES,
    SCHEME,
    SCORE,
    TOWN_SEEN,
    VILLAGES,
    Case,
    several,
    text_in,
)

MB = 2**20
NOTICE = ("report", "notice", "2023Q1")


def _secret(root: Path) -> Path:
    return root.parents[1] / "outside" / "secret.csv"


def _linked(file: str, to: Callable[[Path], Path] = _secret) -> Callable[[Path], None]:
    def lay(root: Path) -> None:
        path = root / file
        path.unlink()
        path.symlink_to(to(root))

    return lay


def _folder_linked(folder: str) -> Callable[[Path], None]:
    """A folder of the county that lies elsewhere, with a link in its place."""

    def lay(root: Path) -> None:
        moved = root.parents[1] / "outside" / "moved"
        (root / folder).rename(moved)
        (root / folder).symlink_to(moved)

    return lay


def _out_linked(root: Path) -> None:
    (root / "out").symlink_to(root.parents[1] / "outside")


def _scored(lay: Callable[[Path], object]) -> Callable[[Path], None]:
    """What is laid once the period is scored."""

    def after(root: Path) -> None:
        assert answered(root, *SCORE).code == 0
        lay(root)

    return after


def _fed_back(root: Path) -> None:
    assert answered(root, *SCORE).code == 0
    assert answered(root, "score", "feedback", "2023Q1").code == 0


SIGN = (
    "score",
    "sign",
    "2023Q1",
    "--town",
    "T1",
    "--leader",
    "东镇分管领导",
    "--code",
    "x",
    "--actor",
    "T1-lead",
)


def _scan(lay: Callable[[Path], object]) -> Callable[[Path], None]:
    def after(root: Path) -> None:
        _fed_back(root)
        lay(root)

    return after


def _font(content: bytes) -> Callable[[Path], None]:
    def lay(root: Path) -> None:
        (root / "fonts").mkdir()
        (root / "fonts" / "仿宋.ttf").write_bytes(content)

    return lay


def _wording(text: str, says: str = "", name: str = "", code: int = 3) -> Case:
    return Case(
        f"wording-{name}", _scored(text_in("wording/notice.yaml", text)), NOTICE, code=code, says=says
    )


WORDS = "title: x\nparts:\n  - text: '{}'\n"

CASES = (
    Case("link-table-out", _linked(VILLAGES), RULES, says="leads out"),
    Case("link-observations-out", _linked(TOWN_SEEN), SCORE, says="leads out"),
    Case("link-rules-out", _linked(PERIOD), RULES, says="leads out"),
    Case("link-scheme-out", _linked(SCHEME), RULES, says="leads out"),
    Case("link-to-nothing", _linked(VILLAGES, lambda root: root / "nowhere"), RULES, says="link"),
    Case("link-to-itself", _linked(VILLAGES, lambda root: root / VILLAGES), RULES, says="circle"),
    Case("link-to-dev-zero", _linked(TOWN_SEEN, lambda _root: Path("/dev/zero")), CHECK, says="device"),
    Case("link-to-proc", _linked(TOWN_SEEN, lambda _root: Path("/proc/self/environ")), CHECK, says="leads out"),
    Case("link-folder-of-data", _folder_linked("data"), RULES, code=1, says="leads out"),
    Case("link-folder-of-rules", _folder_linked("rules"), RULES, says="leads out"),
    Case("link-folder-of-observations", _folder_linked("data/2023/q1/observations"), SCORE, says="leads out"),
    Case("link-folder-out", _out_linked, ("checklist", "issue", "2023Q1", "--on", "2023-01-02"), code=1, says="leads out"),
    Case("link-within", several(lambda root: (root / TOWN_SEEN).rename(root / "seen.csv"), lambda root: (root / TOWN_SEEN).symlink_to(root / "seen.csv")), SCORE, code=0),
    Case("pipe-of-observations", several(lambda root: (root / TOWN_SEEN).unlink(), lambda root: os.mkfifo(root / TOWN_SEEN)), SCORE, says="pipe"),
    Case("pipe-of-rules", several(lambda root: (root / PERIOD).unlink(), lambda root: os.mkfifo(root / PERIOD)), RULES, says="pipe"),
    Case("scan-that-is-a-pipe", _scan(lambda root: os.mkfifo(root / "scan.jpg")), (*SIGN, "--scan", "{root}/scan.jpg")),
    Case("scan-that-is-a-device", _fed_back, (*SIGN, "--scan", "/dev/zero")),
    Case("scan-of-700-mb", _scan(lambda root: _sparse(root / "scan.jpg")), (*SIGN, "--scan", "{root}/scan.jpg")),
    Case("form-that-is-a-device", lambda _root: None, ("score", "submit", "2023Q1", "/dev/zero", "--department", "agriculture", "--actor", "agri"), code=2),
    Case("form-of-700-mb", lambda root: _sparse(root / "a.xlsx"), ("score", "submit", "2023Q1", "{root}/a.xlsx", "--department", "agriculture", "--actor", "agri"), code=1),
    Case("form-that-is-a-link-out", lambda root: (root / "a.csv").symlink_to(_secret(root)), ("score", "submit", "2023Q1", "{root}/a.csv", "--department", "agriculture", "--actor", "agri")),
    Case("font-that-is-none", _scored(_font(b"x" * 1000)), NOTICE, code=0),
    Case("font-that-is-cut", _scored(_font(b"\0\1\0\0\0\x10" + b"\xff" * 5000)), NOTICE, code=0),
    Case("font-that-is-empty", _scored(_font(b"")), NOTICE, code=0),
    Case("font-that-is-a-pipe", _scored(several(lambda root: (root / "fonts").mkdir(), lambda root: os.mkfifo(root / "fonts" / "a.ttf"))), NOTICE, code=0),
    Case("fonts-that-are-a-file", _scored(text_in("fonts", "x")), NOTICE, code=0),
    Case("fonts-that-lead-out", _scored(lambda root: (root / "fonts").symlink_to("/")), NOTICE, code=1, says="leads out"),
    _wording("title: [", name="no-yaml"),
    _wording("title: x\n", name="without-parts"),
    _wording(WORDS.format("{{ nobody }}"), name="unknown-name", says="nobody"),
    _wording(WORDS.format("{% for"), name="open-tag"),
    _wording(WORDS.format("{% for a in range(1000000000) %}x{% endfor %}"), name="loop-without-end"),
    _wording(WORDS.format('{{ "x" * 1000000000 }}'), name="text-without-end"),
    _wording(WORDS.format("{{ 9 ** 999999999 }}"), name="number-without-end"),
    _wording(WORDS.format('{{ "".__class__.__mro__ }}'), name="way-out-by-classes"),
    _wording(WORDS.format("{{ self._TemplateReference__context }}"), name="way-out-by-itself"),
    _wording(WORDS.format('{% include "/etc/passwd" %}'), name="file-included"),
    _wording(WORDS.format('{{ "%1000000000d" | format(1) }}'), name="format-without-end"),
    _wording(WORDS.format('{{ "x" | center(1000000000) }}'), name="centred-without-end"),
    _wording(WORDS.format("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"), name="deep"),
)  # fmt: skip


def _sparse(path: Path) -> None:
    with path.open("wb") as made:
        made.truncate(700 * MB)
