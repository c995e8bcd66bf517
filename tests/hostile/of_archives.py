"""What lies in the inbox: archives that lead out or burst, and things that are no files."""

import io
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.hostile.books import many, packed
from tests.hostile.case import INBOX, Case, bytes_in

MB = 2**20
ROWS = "office,signer,code\n"


def _came(name: str, content: bytes | Callable[[], bytes], **more: object) -> Case:
    return Case(f"zip-{name}", bytes_in("inbox/来.zip", content), INBOX, **more)  # type: ignore[arg-type]


def _laid(name: str, lay: Callable[[Path], object], **more: object) -> Case:
    def into(root: Path) -> None:
        (root / "inbox").mkdir()
        lay(root)

    return Case(f"inbox-{name}", into, INBOX, **more)  # type: ignore[arg-type]


def _link(target: str) -> bytes:
    entry = zipfile.ZipInfo("a.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return packed({entry: target})  # type: ignore[dict-item]


def _device() -> bytes:
    entry = zipfile.ZipInfo("a.csv")
    entry.external_attr = (stat.S_IFCHR | 0o666) << 16
    return packed({entry: ROWS})  # type: ignore[dict-item]


def _nameless() -> bytes:
    made, entry = io.BytesIO(), zipfile.ZipInfo("a.csv")
    entry.filename = ""
    with zipfile.ZipFile(made, "w") as archive, archive.open(entry, "w") as file:
        file.write(ROWS.encode())
    return made.getvalue()


def _nested(depth: int) -> bytes:
    content = packed({"a.csv": bytes(10 * MB)})
    for _level in range(depth):
        content = packed({f"{number}.zip": content for number in range(8)})
    return content


CASES = (
    _came("absolute-name", lambda: packed({"/etc/cron.d/owned.csv": ROWS}), says="leads out"),
    _came("name-upward", lambda: packed({"../../outside/owned.csv": ROWS}), says="leads out"),
    _came("name-of-windows-upward", lambda: packed({"..\\..\\owned.csv": ROWS}), says="leads out"),
    _came("name-of-a-drive", lambda: packed({"C:\\owned.csv": ROWS}), says="leads out"),
    _came("name-with-a-stream", lambda: packed({"a.csv:owned.csv": ROWS}), says="leads out"),
    _came("name-of-ten-thousand-characters", lambda: packed({"x" * 10_000 + ".csv": ROWS})),
    _came("name-with-line-breaks", lambda: packed({"a\n\x1b[2Jb.csv": ROWS})),
    _came("name-that-begins-with-nought", lambda: packed({"a.csv": ROWS}).replace(b"a.csv", b"\0.csv"), says="leads out"),
    _came("without-a-name", _nameless, says="damaged"),
    _came("link", lambda: _link("/etc/passwd"), says="link"),
    _came("link-upward", lambda: _link("../data/qsq.db"), says="link"),
    _came("device", _device),
    _came("bomb", lambda: packed({"a.csv": many(b"", bytes(MB), 1000, b"")}), says="unpacks to 1000 MB", heavy=True),
    _came("many-bombs-in-measure", lambda: packed({f"{n}.csv": (os.urandom(MB // 3).hex() + "\n" * 49 * MB).encode() for n in range(5)}), heavy=True),
    _came("nested-bombs", lambda: _nested(3), says="within an archive", heavy=True),
    _came("twenty-thousand-files", lambda: packed({f"{n}.csv": "" for n in range(20_000)}), says="holds 20000 files", heavy=True),
    _came("cut", lambda: packed({"a.csv": ROWS})[:-30], says="damaged"),
    _came("no-archive", b"x" * 1000, says="damaged"),
    _came("empty", b"", says="damaged"),
    _came("without-files", lambda: packed({}), code=0),
    _laid("many-archives-in-measure", lambda root: [(root / "inbox" / f"{n}.zip").write_bytes(packed({f"{m}.csv": ("x,y\n" * 10_000_000).encode() for m in range(3)})) for n in range(6)], heavy=True),
    _laid("pipe", lambda root: os.mkfifo(root / "inbox" / "a.csv"), says="pipe"),
    _laid("pipe-that-is-an-archive", lambda root: os.mkfifo(root / "inbox" / "a.zip"), says="pipe"),
    _laid("link-out", lambda root: (root / "inbox" / "a.csv").symlink_to(root.parents[1] / "outside" / "secret.csv"), says="link"),
    _laid("link-to-a-device", lambda root: (root / "inbox" / "a.csv").symlink_to("/dev/zero"), says="link"),
    _laid("link-to-a-folder-above", lambda root: (root / "inbox" / "a").symlink_to(root.parent)),
    _laid("deep-folders", lambda root: _deep(root / "inbox")),
    _laid("sparse-file-of-700-mb", lambda root: _sparse(root / "inbox" / "a.csv"), says="expected at most"),
    _laid("sparse-archive-of-700-mb", lambda root: _sparse(root / "inbox" / "a.zip"), says="expected at most"),
    _laid("name-that-is-no-text", lambda root: Path(os.fsdecode(os.fsencode(root / "inbox") + b"/\xff\xfe.csv")).write_text(ROWS)),
    _laid("name-that-nobody-sees", lambda root: (root / "inbox" / "进度\u202e表.csv").write_text(ROWS), says="U+202E"),
    _laid("unreadable-name-of-a-stamp", lambda root: (root / "inbox" / "=cmd|x.csv").write_text("a,b\n1,2\n")),
    Case("inbox-is-a-link", lambda root: (root / "inbox").symlink_to(root.parents[1] / "outside"), INBOX),
)  # fmt: skip


def _deep(folder: Path) -> None:
    """Folders within folders, far deeper than anybody's."""
    within = folder.joinpath(*["d"] * 300)
    within.mkdir(parents=True)
    (within / "a.csv").write_text(ROWS)


def _sparse(path: Path) -> None:
    with path.open("wb") as made:
        made.truncate(700 * MB)
