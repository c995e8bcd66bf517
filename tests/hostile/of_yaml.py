"""Rule files that are no rules: bombs, depths, tags and numbers without end."""

from pathlib import Path

from tests.hostile.case import PERIOD, RULES, SCHEME, Case, Lay, bytes_in, replaced, text_in

MB = 2**20


def _bomb(levels: int, width: int) -> str:
    """Aliases of aliases: each level names the one before it some times over."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]" for level in range(1, levels)]
    return "\n".join(lines) + "\n"


def _title(new: str | bytes) -> Lay:
    return replaced(PERIOD, "title: 2023年一季度村级工作任务清单", new)


def _points(number: str) -> Lay:
    return replaced(PERIOD, "points: 2,", f"points: {number},")


CASES = (
    Case("yaml-alias-bomb", text_in(PERIOD, _bomb(12, 9)), RULES, says="grows without end"),
    Case("yaml-alias-bomb-of-mappings", text_in(PERIOD, "a: &a {x: 1}\n" + "".join(f"b{n}: &b{n} {{p: *{'a' if n == 0 else f'b{n - 1}'}, q: *{'a' if n == 0 else f'b{n - 1}'}}}\n" for n in range(40))), RULES, says="grows without end"),
    Case("yaml-alias-of-itself", text_in(PERIOD, "items: &a [*a]\n"), RULES, says="contains itself"),
    Case("yaml-many-aliases-flat", text_in(PERIOD, "a: &a [" + "x, " * 2000 + "]\nb: [" + "*a, " * 2000 + "]\n"), RULES, says="grows without end"),
    Case("yaml-merge-keys", _title("<<: {title: x}\ntitle: x"), RULES, says="<<"),
    Case("yaml-merge-of-itself", text_in(PERIOD, "a: &a\n  <<: *a\n"), RULES),
    Case("yaml-deep-flow", text_in(PERIOD, "a: " + "[" * 100_000), RULES, says="without end"),
    Case("yaml-deep-flow-mapping", text_in(PERIOD, "{a: " * 100_000), RULES, says="without end"),
    Case("yaml-deep-block", text_in(PERIOD, "\n".join(" " * n + "a:" for n in range(2000))), RULES, says="without end"),
    Case("yaml-deep-dashes", text_in(PERIOD, "- " * 50_000 + "a"), RULES, says="without end"),
    Case("yaml-tag-of-python", _title("title: !!python/object/apply:os.system ['touch owned']"), RULES, says="tag"),
    Case("yaml-tag-of-its-own", _title("title: !x y"), RULES, says="tag"),
    Case("yaml-tag-float", _points("!!float 2"), RULES, says="tag"),
    Case("yaml-tag-directive", text_in(PERIOD, "%TAG ! tag:yaml.org,2002:\n---\nperiod: !python/name:os.system x\n"), RULES),
    Case("yaml-nul", _title("title: a\0b"), RULES, says="invisible"),
    Case("yaml-nul-escaped", _title('title: "a\\0b"'), RULES, says="U+0000"),
    Case("yaml-surrogate-escaped", _title('title: "\\ud800"'), RULES),
    Case("yaml-surrogate-in-bytes", _title(b"title: \xed\xa0\x80"), RULES, says="UTF-8"),
    Case("yaml-beyond-unicode-escaped", _title('title: "\\U00110000"'), RULES),
    Case("yaml-bidi-escaped", _title('title: "\\u202e"'), RULES, says="U+202E"),
    Case("yaml-utf16", bytes_in(PERIOD, "period: 2023Q1".encode("utf-16")), RULES, says="UTF-8"),
    Case("yaml-several-documents", replaced(PERIOD, "items:", "---\nitems:"), RULES, says="not readable as YAML"),
    Case("yaml-two-documents-whole", lambda root: (root / PERIOD).write_text((root / PERIOD).read_text("utf-8") * 1 + "---\n" + (root / PERIOD).read_text("utf-8"), "utf-8"), RULES, says="not readable as YAML"),
    Case("yaml-a-thousand-documents", text_in(PERIOD, "--- a\n" * 1000), RULES, says="not readable as YAML"),
    Case("yaml-number-of-a-million-digits", _points("9" * 1_000_000), RULES),
    Case("yaml-number-with-huge-power", _points("1e999999999"), RULES),
    Case("yaml-number-with-tiny-power", _points("1e-999999999"), RULES),
    Case("yaml-hexadecimal-of-a-million-digits", _points("0x" + "f" * 1_000_000), RULES),
    Case("yaml-not-a-number", _points(".nan"), RULES),
    Case("yaml-infinite", _points(".inf"), RULES),
    Case("yaml-period-number", replaced(PERIOD, "period: 2023Q1", "period: " + "9" * 5000), RULES),
    Case("yaml-date-out-of-time", replaced(PERIOD, "due: 2023-03-31", "due: 99999-99-99"), RULES),
    Case("yaml-key-twice", _title("title: a\ntitle: b"), RULES, says="twice"),
    Case("yaml-key-that-is-a-list", _title("[a, b]: c\ntitle: x"), RULES, says="key"),
    Case("yaml-key-of-a-megabyte", _title("x" * MB + ": c\ntitle: x"), RULES),
    Case("yaml-hundred-thousand-keys", text_in(PERIOD, "".join(f"k{n}: {n}\n" for n in range(100_000))), RULES, heavy=True),
    Case("yaml-hundred-thousand-items", text_in(PERIOD, "items: [" + "{}, " * 100_000 + "]\n"), RULES, heavy=True),
    Case("yaml-scalar-of-50-mb", bytes_in(PERIOD, lambda: b"title: " + b"x" * (50 * MB)), RULES, heavy=True),
    Case("yaml-quoted-scalar-of-50-mb", bytes_in(PERIOD, lambda: b'title: "' + b"x " * (25 * MB) + b'"'), RULES, heavy=True),
    Case("yaml-block-of-50-mb", bytes_in(PERIOD, lambda: b"title: |\n" + b"  x\n" * (12 * MB)), RULES, heavy=True),
    Case("yaml-comment-of-50-mb", bytes_in(PERIOD, lambda: b"# x\n" * (12 * MB)), RULES, heavy=True),
    Case("yaml-file-of-700-mb", lambda root: _sparse(root, PERIOD), RULES, heavy=True),
    Case("yaml-only-anchors", text_in(SCHEME, "".join(f"&a{n} " for n in range(1000))), RULES),
    Case("yaml-open-quote", _title('title: "a'), RULES, says="not readable as YAML"),
    Case("yaml-empty", text_in(PERIOD, ""), RULES, says="empty"),
    Case("yaml-one-word", text_in(SCHEME, "x"), RULES),
    Case("yaml-a-list", text_in(SCHEME, "- x\n"), RULES),
    Case("yaml-is-a-workbook", bytes_in(PERIOD, b"PK\x03\x04\xff\xfe\x00"), RULES, says="UTF-8"),
)  # fmt: skip


def _sparse(root: Path, file: str) -> None:
    with (root / file).open("wb") as made:
        made.truncate(700 * MB)
