"""Tables of text that are no tables: quotes, widths, encodings and lengths."""

from collections.abc import Iterable
from pathlib import Path

from tests.hostile.case import SCORE, TOWN_SEEN, VILLAGES, Case, bytes_in, replaced, text_in

MB = 2**20
HEAD = "village_code,task,value,note\n"
ROWS = "B1,shore.clean,4.5,\nB2,shore.clean,5,\nB3,shore.clean,3,\n"
CHINESE = "村代码,任务,评分,备注\nB1,shore.clean,4.5,岸边干净\nB2,shore.clean,5,好\nB3,shore.clean,3,差\n"


def _observed(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _case(name: str, content: str | bytes, **more: object) -> Case:
    return Case(f"csv-{name}", bytes_in(TOWN_SEEN, _observed(content)), **more)  # type: ignore[arg-type]


def _wide(tasks: Iterable[str]) -> str:
    columns = list(tasks)
    return ",".join(["village_code", *columns]) + "\nB1" + ",1" * len(columns) + "\n"


CASES = (
    _case("quote-never-closed", HEAD + '"B1,shore.clean,4.5,\n' + ROWS, says="quotation mark"),
    _case("quote-never-closed-for-30-mb", HEAD + '"' + ROWS * 700_000, heavy=True),
    _case("quotes-without-end", HEAD + '"' * 1_000_001, says="quotation mark"),
    _case("quote-within-a-cell", HEAD + 'B1,shore.clean,"4.5"x,\n' + ROWS),
    _case("a-cell-of-a-megabyte", HEAD + "B1,shore.clean,4.5," + "x" * MB + "\n"),
    _case("a-code-of-a-megabyte", HEAD + "x" * 100_000 + ",shore.clean,4.5,\n" + ROWS),
    _case("a-hundred-thousand-columns", ",".join(["village_code", "task", "value", *(f"c{n}" for n in range(100_000))]) + "\n" + ROWS),
    _case("a-hundred-thousand-alike-columns", HEAD.strip() + ",note" * 100_000 + "\n" + ROWS),
    _case("a-hundred-thousand-tasks", _wide(f"x.t{n}" for n in range(100_000)), says="there is no task"),
    _case("a-hundred-thousand-rounds", _wide(f"shore.clean#{n}" for n in range(100_000)), says="expected 1 … 1"),
    _case("rows-of-a-hundred-thousand-cells", HEAD + ("B1,shore.clean,4.5," + "x," * 100_000 + "\n") * 20),
    _case("rows-of-a-million-empty-cells", HEAD + ("," * 1_000_000 + "\n") * 20, heavy=True, code=4),
    _case("ten-million-empty-lines", HEAD + ROWS + "\n" * 10_000_000, code=0, heavy=True),
    _case("a-million-blank-rows", HEAD + ROWS + ",,,\n" * 1_000_000, code=0, heavy=True),
    _case("two-million-wrong-rows", HEAD + "Z9,x.y,1,\n" * 2_000_000, says="2000001 lines", heavy=True),
    _case("ends-mixed", (HEAD + ROWS).replace("B2", "\rB2").replace("B3", "\r\n\nB3"), code=0),
    _case("ends-of-an-old-macintosh", (HEAD + ROWS).replace("\n", "\r"), code=0),
    _case("other-line-ends", (HEAD + ROWS).replace("\n", "\u2028")),
    _case("utf-16", (HEAD + ROWS).encode("utf-16"), says="UTF-8 or GB18030"),
    _case("utf-16-without-mark", (HEAD + ROWS).encode("utf-16-le"), says="UTF-8 or GB18030"),
    _case("utf-32", (HEAD + ROWS).encode("utf-32"), says="UTF-8 or GB18030"),
    _case("utf-7", (HEAD + ROWS + "+AHgAeAB4-").encode()),
    _case("gb18030", CHINESE.encode("gb18030"), code=0),
    _case("gb18030-cut-within-a-character", CHINESE.encode("gb18030")[:-2], says="UTF-8 or GB18030"),
    _case("gb18030-cut-within-four-bytes", (CHINESE.replace("好", "𠀀")).encode("gb18030").replace("𠀀".encode("gb18030"), "𠀀".encode("gb18030")[:3])),
    _case("gb18030-and-utf-8", CHINESE.encode("gb18030") + "B1,shore.clean,4,岸边\n".encode(), says="mixes UTF-8 and GB18030"),
    _case("utf-8-cut-within-a-character", CHINESE.encode()[:-2]),
    _case("utf-8-of-surrogates", (HEAD + ROWS).encode() + b"B1,shore.clean,4,\xed\xa0\x80\n"),
    _case("utf-8-too-long", (HEAD + ROWS).encode() + b"B1,shore.clean,4,\xc0\x80\n"),
    _case("nul", HEAD + "B1,shore.clean,4.5,\0\n" + ROWS, says="UTF-8 or GB18030"),
    _case("only-nul", b"\0" * MB, says="UTF-8 or GB18030"),
    _case("two-byte-order-marks", "\ufeff\ufeff" + HEAD + ROWS),
    _case("bidi", HEAD + "B1,shore.clean,4.5,\u202e说明\n" + ROWS, says="U+202E"),
    _case("zero-width", HEAD + "B1\u200b,shore.clean,4.5,\n" + ROWS, says="U+200B"),
    _case("escape-sequence", HEAD + "B1,shore.clean,4.5,\x1b]0;owned\x07\n" + ROWS, says="U+001B"),
    _case("a-formula", HEAD + 'B1,shore.clean,=HYPERLINK(""http://x""),\n' + ROWS),
    _case("a-value-of-a-hundred-thousand-digits", HEAD + "B1,shore.clean," + "9" * 100_000 + ",\n" + ROWS),
    _case("a-value-with-huge-power", HEAD + "B1,shore.clean,1e999999999,\n" + ROWS),
    _case("a-value-of-other-digits", HEAD + "B1,shore.clean,٣,\nB2,shore.clean,5,\nB3,shore.clean,3,\n"),
    _case("not-a-number", HEAD + "B1,shore.clean,nan,\n" + ROWS),
    _case("infinite", HEAD + "B1,shore.clean,inf,\n" + ROWS),
    _case("empty", b"", says="empty"),
    _case("only-a-mark", b"\xef\xbb\xbf", says="empty"),
    Case("csv-register-of-a-million-villages", bytes_in(VILLAGES, lambda: ("village_code,village_name,town_code,kind\n" + "".join(f"V{n},村{n},T1,village\n" for n in range(1_000_000))).encode()), ("rules", "check"), says="more than 100000 rows", heavy=True),
    Case("csv-villages-all-alike", text_in(VILLAGES, "village_code,village_name,town_code,kind\n" + "A1,东一村,T1,village\n" * 200_000), ("rules", "check"), heavy=True),
    Case("csv-village-of-ten-thousand-characters", replaced(VILLAGES, "东一村", "东" * 10_000), ("checklist", "issue", "2023Q1", "--on", "2023-01-02"), code=0),
    Case("csv-file-of-700-mb", lambda root: _sparse(root), SCORE, heavy=True),
)  # fmt: skip


def _sparse(root: Path) -> None:
    with (root / TOWN_SEEN).open("wb") as made:
        made.truncate(700 * MB)
