"""Forms that come back with a stamp that was forged, exchanged, cut, doubled or blown up."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
from openpyxl.packaging.custom import StringProperty

from qsq.domain.forms.stamp import PROPERTY, FormKind, Stamp
from qsq.intake.forms.stamps import read_stamp
from tests.alike import answered
from tests.cli.test_damaged_forms import FILLED, FORM
from tests.hostile.books import OPENDOCUMENT, ods, ods_rows, packed
from tests.hostile.case import INBOX, Case, Lay, bytes_in

MB = 2**20
SUBMIT = (
    "score",
    "submit",
    "2023Q1",
    "{root}/inbox/评分表.xlsx",
    "--department",
    "agriculture",
    "--actor",
    "agri",
)
SHEET, ABOVE = "评分意见", 12
DIGEST = "0123456789abcdef" * 4


def _filled(root: Path, shown: Callable[[Stamp], list[str]], kept: Callable[[Stamp], list[str]]) -> bytes:
    """The form that agriculture got, filled in, with these stamps in its line and in its properties."""
    assert answered(root, "checklist", "issue", "2023Q1", "--on", "2023-01-02").code == 0
    stamp = read_stamp(FORM, (root / FORM).read_bytes())
    assert stamp is not None
    book = openpyxl.load_workbook(root / FORM)
    for row, values in FILLED.items():
        for column, value in zip((5, 6), values, strict=True):
            book[SHEET].cell(row, column).value = value
    lines = shown(stamp)
    for sheet in book:
        for row in sheet.iter_rows(max_row=ABOVE):
            for cell in row:
                if stamp.line in str(cell.value):
                    cell.value = cell.value.replace(stamp.line, "  ".join(lines))
    del book.custom_doc_props[PROPERTY]
    for number, text in enumerate(kept(stamp)):
        book.custom_doc_props.append(StringProperty(name=PROPERTY + "?" * number, value=text))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _laid(
    shown: Callable[[Stamp], list[str]], kept: Callable[[Stamp], list[str]], change: Callable[[bytes], bytes]
) -> Lay:
    def lay(root: Path) -> None:
        content = _filled(root, shown, kept)
        (root / "inbox").mkdir()
        (root / "inbox" / "评分表.xlsx").write_bytes(change(content))

    return lay


def _same(content: bytes) -> bytes:
    return content


def _forged(name: str, forge: Callable[[Stamp], Stamp], says: str, by_hand: str = "") -> tuple[Case, Case]:
    """A stamp that is another's in both of its places: found in the inbox, and handed in by hand."""
    lay = _laid(lambda stamp: [forge(stamp).line], lambda stamp: [forge(stamp).text], _same)
    return (
        Case(f"form-{name}", lay, INBOX, says=says),
        Case(f"form-{name}-by-hand", lay, SUBMIT, says=by_hand or says),
    )


def _odd(
    name: str,
    shown: Callable[[Stamp], list[str]],
    kept: Callable[[Stamp], list[str]],
    change: Callable[[bytes], bytes] = _same,
    **more: object,
) -> Case:
    return Case(f"form-{name}", _laid(shown, kept, change), INBOX, **more)  # type: ignore[arg-type]


def _properties(text: str) -> Callable[[bytes], bytes]:
    """The file with other properties."""

    def change(content: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        return packed(parts | {"docProps/custom.xml": text.encode()})

    return change


ENTITIES = f"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '{'&a;' * 1000}'><!ENTITY c '{'&b;' * 1000}'>]>"
PROPERTIES = f"<Properties><property name='{PROPERTY}'><lpwstr>{{}}</lpwstr></property></Properties>"
META = f"<a xmlns:m='{OPENDOCUMENT}:meta:1.0'><m:user-defined m:name='{PROPERTY}'>{{}}</m:user-defined></a>"
FOREIGN = Stamp("X9", FormKind.SCORES, "2023Q1", "agriculture", 1, DIGEST)
ROWS = "village_code,task,value,note\nA1,grain.hazards,1,\n"


def _table(name: str, file: str, content: bytes, **more: object) -> Case:
    """A table that came besides, once the list is issued."""

    def lay(root: Path) -> None:
        assert answered(root, "checklist", "issue", "2023Q1", "--on", "2023-01-02").code == 0
        bytes_in(f"inbox/{file}", content)(root)

    return Case(f"form-{name}", lay, INBOX, **more)  # type: ignore[arg-type]


def _own_line(stamp: Stamp) -> list[str]:
    return [stamp.line]


def _own_text(stamp: Stamp) -> list[str]:
    return [stamp.text]


def _none(_stamp: Stamp) -> list[str]:
    return []


CASES = (
    _odd("honest", _own_line, _own_text, code=4),
    *_forged("of-another-county", lambda stamp: replace(stamp, scheme="X9"), "not of C1", "expected one of “C1”"),
    *_forged("of-another-department", lambda stamp: replace(stamp, unit="organisation"), "to correct"),
    *_forged("of-a-village", lambda stamp: replace(stamp, unit="A1"), "A1"),
    *_forged("of-nobody", lambda stamp: replace(stamp, unit="../../etc"), "../../etc"),
    *_forged("of-another-period", lambda stamp: replace(stamp, period="2023Q2"), "2023Q2"),
    *_forged("of-no-period", lambda stamp: replace(stamp, period="2023Q9"), "2023Q9"),
    *_forged("of-a-month", lambda stamp: replace(stamp, period="2023-03"), "2023-03"),
    *_forged("of-another-kind", lambda stamp: replace(stamp, form=FormKind.REGISTER), "村名册"),
    *_forged("of-a-revision-to-come", lambda stamp: replace(stamp, revision=999_999), "revision 999999"),
    *_forged("with-another-digest", lambda stamp: replace(stamp, digest=DIGEST), "not what was printed"),
    _odd("of-another-county-in-its-line", lambda _stamp: [FOREIGN.line], _none, says="not of C1"),
    _odd("of-another-county-in-its-properties", _none, lambda _stamp: [FOREIGN.text], says="not of C1"),
    _odd("of-another-county-behind-its-own-line", _own_line, lambda _stamp: [FOREIGN.text], code=4),
    _odd("without-a-stamp", _none, _none, code=4),
    _odd("line-cut", lambda stamp: [stamp.line[:-3]], _none, code=4),
    _odd("line-cut-before-its-own-text", lambda stamp: [stamp.line[:-3]], _own_text, code=4),
    _odd("code-mistyped", lambda stamp: [stamp.line[:-4] + "2222"], _own_text, code=4),
    _odd("another-county-before-its-own-line", lambda stamp: [FOREIGN.line, stamp.line], _own_text, says="not of C1"),
    _odd("another-county-behind-its-own-line", lambda stamp: [stamp.line, FOREIGN.line], _own_text, code=4),
    _odd("text-cut", _none, lambda stamp: [stamp.text[:40]], code=4),
    _odd("text-of-many-parts", _none, lambda stamp: [stamp.text + "|x" * 30_000], code=4),
    _odd("text-of-a-newer-version", _none, lambda stamp: ["2" + stamp.text[1:]], code=4),
    _odd("revision-without-end", _none, lambda stamp: [stamp.text.replace("|1|", f"|{'9' * 10_000}|", 1)], code=4),
    _odd("revision-below-nought", _none, lambda stamp: [stamp.text.replace("|1|", "|-1|", 1)], says="revision"),
    _odd("unit-that-nobody-sees", lambda stamp: [stamp.line.replace("agriculture", "agri\u202eculture")], _none, code=4),
    _odd("unit-that-commands-the-terminal", lambda stamp: [stamp.line.replace("agriculture", "_x001b_[2Jx")], _none, code=4),
    _odd("properties-that-are-a-bomb", _own_line, _none, _properties(ENTITIES + PROPERTIES.format("&c;")), code=4),
    _odd("properties-of-100-mb", _own_line, _none, _properties(PROPERTIES.format("x" * 100 * MB)), code=4, heavy=True),
    _odd("properties-that-are-no-xml", _own_line, _none, _properties("<<<"), code=4),
    _odd("two-properties", _none, _none, _properties((PROPERTIES.format(FOREIGN.text) + "<!---->").replace("</Properties>", "") + PROPERTIES.format("x").removeprefix("<Properties>")), says="not of C1"),
    _table("csv-of-another-county", "表.csv", f"{FOREIGN.line}\n{ROWS}".encode(), says="not of C1"),
    _table("csv-that-begins-many-stamps", "表.csv", f"{'表样 C1 · ' * 12_000}\n{ROWS}".encode(), code=4),
    _table("csv-that-nearly-has-a-stamp", "表.csv", f"{'表样 C ' * 12_000}{' · ' * 10_000}\n{ROWS}".encode(), code=4),
    _table("ods-of-another-county", "表.ods", packed(ods(ods_rows()) | {"meta.xml": META.format(FOREIGN.text)}), says="not of C1"),
    _table("ods-with-entities-in-its-stamp", "表.ods", packed(ods(ods_rows()) | {"meta.xml": ENTITIES + META.format("&c;")})),
)  # fmt: skip
