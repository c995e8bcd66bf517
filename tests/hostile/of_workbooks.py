"""Workbooks that are bombs, reach out, hide something, or are none at all."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator

import xlwt
from xlwt import CompoundDoc

from tests.hostile.books import (
    HEAD,
    MAIN,
    OPENDOCUMENT,
    PARTS,
    STRICT,
    book,
    changed,
    honest,
    honest_xls,
    many,
    ods,
    ods_cell,
    ods_rows,
    packed,
    relations,
    sheet,
    shore_rows,
)
from tests.hostile.case import Case, in_place_of_town

MB = 2**20
ENTITIES = (
    "<!DOCTYPE x [<!ENTITY a 'haha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 20}'>" for n in range(12))
    + "]>"
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _xlsx(name: str, content: bytes | Callable[[], bytes], **more: object) -> Case:
    return Case(f"xlsx-{name}", in_place_of_town("town.xlsx", content), **more)  # type: ignore[arg-type]


def _ods(name: str, content: bytes | Callable[[], bytes], **more: object) -> Case:
    return Case(f"ods-{name}", in_place_of_town("town.ods", content), **more)  # type: ignore[arg-type]


def _xls(name: str, content: bytes | Callable[[], bytes], **more: object) -> Case:
    return Case(f"xls-{name}", in_place_of_town("town.xls", content), **more)  # type: ignore[arg-type]


def _one(text: str) -> bytes:
    return packed(book({"S": text}))


def _with(content: bytes, part: str, old: str, new: str) -> bytes:
    return changed(content, {part: (old, new)})


def _sheet_of(piece: bytes, count: int) -> Iterator[bytes]:
    begin = f"{HEAD}<worksheet xmlns='{MAIN}'><sheetData>{shore_rows()}".encode()
    return many(begin, piece, count, b"</sheetData></worksheet>")


def _rows(first: int, count: int, cell: str) -> Iterator[bytes]:
    yield f"{HEAD}<worksheet xmlns='{MAIN}'><sheetData>{shore_rows()}".encode()
    for number in range(first, first + count):
        yield f'<row r="{number}">{cell.replace("#", str(number))}</row>'.encode()
    yield b"</sheetData></worksheet>"


def _strings(count: int) -> Iterator[bytes]:
    return many(f"<sst xmlns='{MAIN}'>".encode(), b"<si><t>" + b"x" * 1000 + b"</t></si>", count, b"</sst>")


def _lying(parts: bytes, name: str) -> bytes:
    """An archive whose directory says of a file that it is a kilobyte long."""
    with zipfile.ZipFile(io.BytesIO(parts)) as archive:
        size = archive.getinfo(name).file_size
    return parts.replace(struct.pack("<I", size), struct.pack("<I", 1024))


def _overlapping() -> bytes:
    """An archive whose directory names one file a thousand times."""
    made = bytearray(packed({"xl/workbook.xml": "x" * MB}))
    start = made.rindex(b"PK\x01\x02")
    end = made.rindex(b"PK\x05\x06")
    entry = bytes(made[start:end])
    body = made[:start] + entry * 1000
    tail = bytearray(made[end:])
    tail[8:16] = struct.pack("<HHI", 1000, 1000, len(entry) * 1000)
    return bytes(body + tail)


def _encrypted() -> bytes:
    return COMPOUND + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)


def _loop_of_sectors() -> bytes:
    """An .xls whose chain of sectors leads back to its beginning."""
    content = bytearray(honest_xls())
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    (first,) = struct.unpack_from("<I", content, 76)
    at = (first + 1) * size
    for sector in range(0, size, 4):
        struct.pack_into("<I", content, at + sector, 0)
    return bytes(content)


def _xls_with_password() -> bytes:
    """An .xls that says of itself that all behind its first record is encrypted."""
    made, target = xlwt.Workbook(), io.BytesIO()
    made.add_sheet("S")
    records = made.get_biff_data()
    first = 4 + struct.unpack_from("<H", records, 2)[0]
    said = struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678)
    CompoundDoc.XlsDoc().save(target, records[:first] + said + records[first:])
    return target.getvalue()


def _xls_of_sheets(count: int) -> bytes:
    made, target = xlwt.Workbook(), io.BytesIO()
    for number in range(count):
        made.add_sheet(f"S{number}").write(0, 0, "village_code")
    made.save(target)
    return target.getvalue()


def _far_row_of_xls() -> bytes:
    return honest_xls().replace(
        struct.pack("<HHHH", 0x27E, 10, 3, 2), struct.pack("<HHHH", 0x27E, 10, 65535, 255)
    )


CASES = (
    _xlsx("honest", honest, code=0),
    _xlsx("made-part-by-part", _one(sheet()), code=0),
    _xlsx("sheet-of-a-gigabyte-of-blanks", lambda: packed(book({"S": _sheet_of(b" " * MB, 1000)})), heavy=True),
    _xlsx("sheet-of-100-mb-of-blanks", lambda: packed(book({"S": _sheet_of(b" " * MB, 100)})), code=0, heavy=True),
    _xlsx("sheet-of-a-million-rows", lambda: packed(book({"S": _rows(5, 1_000_000, '<c r="A#"><v>1</v></c>')})), heavy=True),
    _xlsx("sheet-of-a-million-empty-rows", lambda: packed(book({"S": _rows(5, 1_000_000, '<c r="A#" s="0"/>')})), code=0, heavy=True),
    _xlsx("one-cell-in-the-last-row", _one(sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), says="far from the table"),
    _xlsx("one-cell-in-the-last-row-of-a-column", _one(sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')), heavy=True),
    _xlsx("cell-beyond-all-rows", _one(sheet('<row r="9999999"><c r="ZZZ9999999"><v>1</v></c></row>'))),
    _xlsx("row-of-a-billion", _one(sheet('<row r="99999999999999999999"><c><v>1</v></c></row>'))),
    _xlsx("row-below-nought", _one(sheet('<row r="-5"><c r="A-5"><v>1</v></c></row>'))),
    _xlsx("column-of-thousands-of-letters", _one(sheet(f'<row r="5"><c r="{"Z" * 5000}5"><v>1</v></c></row>'))),
    _xlsx("merged-all", _one(sheet("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')), says="merged"),
    _xlsx("merged-a-million-times", lambda: _one(sheet("", "<mergeCells>" + '<mergeCell ref="A2:A3"/>' * 1_000_000 + "</mergeCells>")), heavy=True),
    _xlsx("ten-thousand-sheets", lambda: packed(book({f"S{n}": sheet() for n in range(10_000)})), heavy=True),
    _xlsx("ten-thousand-names-of-one-sheet", lambda: _one_part_many_names(10_000), heavy=True),
    _xlsx("shared-strings-of-400-mb", lambda: packed(book({"S": sheet()}, more={"xl/sharedStrings.xml": _strings(400_000)})), heavy=True),
    _xlsx("styles-of-400-mb", lambda: packed(book({"S": sheet()}, more={"xl/styles.xml": many(f"<styleSheet xmlns='{MAIN}'><cellXfs>".encode(), b"<xf numFmtId='9'/>" * 1000, 20_000, b"</cellXfs></styleSheet>")})), heavy=True),
    _xlsx("media-of-a-gigabyte", lambda: packed(book({"S": sheet()}, more={"xl/media/image1.png": many(b"", bytes(MB), 1000, b"")})), says="too large", heavy=True),
    _xlsx("sheet-under-another-ending", lambda: _renamed_sheet(), heavy=True),
    _xlsx("header-that-lies", lambda: _lying(packed(book({"S": _sheet_of(b" " * MB, 50)})), "xl/worksheets/sheet1.xml"), heavy=True),
    _xlsx("files-that-overlap", _overlapping),
    _xlsx("entity-bomb", _one(ENTITIES + sheet().removeprefix(HEAD).replace("B1", "&m;")), says="entities"),
    _xlsx("entity-bomb-in-strings", packed(book({"S": sheet()}, more={"xl/sharedStrings.xml": f"{ENTITIES}<sst xmlns='{MAIN}'><si><t>&m;</t></si></sst>"}))),
    _xlsx("entity-bomb-in-styles", packed(book({"S": sheet()}, more={"xl/styles.xml": f"{ENTITIES}<styleSheet xmlns='{MAIN}'><a>&m;</a></styleSheet>"})), says="entities"),
    _xlsx("entity-of-a-file", _one(OUTSIDE + sheet().removeprefix(HEAD).replace("B1", "&a;")), says="entities"),
    _xlsx("entity-of-a-file-in-strings", packed(book({"S": f"{HEAD}<worksheet xmlns='{MAIN}'><sheetData>{shore_rows()}<row r='5'><c r='A5' t='s'><v>0</v></c></row></sheetData></worksheet>"}, more={"xl/sharedStrings.xml": f"{OUTSIDE}<sst xmlns='{MAIN}'><si><t>&a;</t></si></sst>"}))),
    _xlsx("deep-xml", _one(sheet("<a>" * 200_000 + "</a>" * 200_000)), code=0),
    _xlsx("external-link", packed(book({"S": sheet()}, more={"xl/externalLinks/externalLink1.xml": "<externalLink/>", "xl/externalLinks/_rels/externalLink1.xml.rels": relations(("externalLinkPath", "file:///etc/passwd"))})), code=0),
    _xlsx("sheet-outside-its-archive", packed(book({"S": sheet()}) | {"xl/_rels/workbook.xml.rels": relations(("worksheet", "../../../../../../etc/passwd"))})),
    _xlsx("sheet-at-an-address", packed(book({"S": sheet()}) | {"xl/_rels/workbook.xml.rels": relations(("worksheet", "http://127.0.0.1:1/sheet1.xml"))})),
    _xlsx("linked-formula", _one(sheet('<row r="5"><c r="A5"><f>[1]S!A1</f></c></row>')), says="formula"),
    _xlsx("dde", _one(sheet('<row r="5"><c r="A5"><f>cmd|" /C calc"!A0</f><v>1</v></c></row>'))),
    _xlsx("macros", packed(book({"S": sheet()}, more={"xl/vbaProject.bin": COMPOUND + bytes(5000)})), code=0),
    _xlsx("strict", packed({name: (part.replace(f"{PARTS}/spreadsheetml/2006/main", f"{STRICT}/spreadsheetml/main").replace(f"{PARTS}/officeDocument/2006/relationships", f"{STRICT}/officeDocument/relationships") if isinstance(part, str) else part) for name, part in book({"S": sheet()}).items()}), code=0),
    _xlsx("password", _encrypted(), says="password"),
    _xlsx("cut-in-the-middle", honest()[: len(honest()) // 2], says="damaged"),
    _xlsx("only-the-end", honest()[-200:]),
    _xlsx("is-a-pdf", b"%PDF-1.7\n" + b"x" * 1000, says="a PDF"),
    _xlsx("is-html", b"<html><table><tr><td>B1</td></tr></table></html>", says="a web page"),
    _xlsx("is-xml-of-2003", b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", says="XML"),
    _xlsx("is-csv", b"village_code,task,value\nB1,shore.clean,3\n", says="text"),
    _xlsx("is-an-xls", honest_xls(), code=0),
    _xlsx("is-another-archive", packed({"a.txt": "x"}), says="archive without a workbook"),
    _xlsx("empty", b"", says="empty file"),
    _xlsx("workbook-that-is-empty", packed(book({"S": ""}))),
    _xlsx("workbook-without-sheets", packed(book({}))),
    _xlsx("style-that-is-no-number", _one(sheet('<row r="5"><c r="A5" s="x"><v>1</v></c></row>'))),
    _xlsx("style-out-of-all", _one(sheet('<row r="5"><c r="A5" s="99999999999"><v>1</v></c></row>'))),
    _xlsx("string-out-of-all", _one(sheet('<row r="5"><c r="A5" t="s"><v>99999999999999999999</v></c></row>'))),
    _xlsx("number-of-a-megabyte", _one(sheet(f'<row r="5"><c r="A5"><v>{"9" * MB}</v></c></row>'))),
    _xlsx("number-with-huge-power", _one(sheet('<row r="5"><c r="A5"><v>1e999999999</v></c></row>'))),
    _xlsx("not-a-number", _one(sheet('<row r="5"><c r="A5"><v>NaN</v></c></row>'))),
    _xlsx("text-of-a-megabyte", _one(sheet(f'<row r="5"><c r="A5" t="inlineStr"><is><t>{"x" * MB}</t></is></c></row>'))),
    _xlsx("control-characters", _one(sheet('<row r="5"><c r="A5" t="inlineStr"><is><t>a_x0007_b&#x202e;</t></is></c></row>'))),
    _xlsx("surrogate", _one(sheet('<row r="5"><c r="A5" t="inlineStr"><is><t>&#xD800;</t></is></c></row>'))),
    _xlsx("format-that-costs", _one(sheet('<row r="5"><c r="A5" s="0"><v>1</v></c></row>'))),
    _xlsx("format-of-a-megabyte", packed(book({"S": sheet('<row r="5"><c r="A5" s="0"><v>1</v></c></row>')}, more={"xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")), "xl/styles.xml": f"<styleSheet xmlns='{MAIN}'><numFmts><numFmt numFmtId='200' formatCode='{'[$' * 300_000}'/></numFmts><cellXfs><xf numFmtId='200'/></cellXfs></styleSheet>"}))),
    _xlsx("in-utf-16", packed(book({"S": sheet().encode("utf-16")}))),
    _xlsx("names-that-lead-out", packed(book({"S": sheet()}, more={"../../../owned.txt": "x", "/etc/owned": "x"})), code=0),
    _xlsx("two-parts-of-one-name", lambda: _twice()),
    _ods("honest", packed(ods(ods_rows())), code=0),
    _ods("content-of-a-gigabyte", lambda: packed(ods(ods_rows()) | {"content.xml": many(b"<a>", b" " * MB, 1000, b"</a>")}), heavy=True),
    _ods("rows-repeated-a-billion-times", packed(ods(ods_rows() + f"<table:table-row table:number-rows-repeated='1000000000'>{ods_cell('x')}</table:table-row>")), says="far from the table"),
    _ods("empty-rows-repeated-a-billion-times", packed(ods(ods_rows() + "<table:table-row table:number-rows-repeated='1000000000'><table:table-cell/></table:table-row>")), code=0),
    _ods("empty-rows-then-a-cell", packed(ods(ods_rows() + f"<table:table-row table:number-rows-repeated='1000000000'><table:table-cell/></table:table-row><table:table-row>{ods_cell('x')}</table:table-row>")), says="far from the table"),
    _ods("columns-repeated-a-billion-times", packed(ods(ods_rows() + f"<table:table-row>{ods_cell('x', more=chr(32) + 'table:number-columns-repeated=' + chr(39) + '1000000000' + chr(39))}</table:table-row>")), says="far from the table"),
    _ods("repeated-below-nought", packed(ods(ods_rows() + f"<table:table-row table:number-rows-repeated='-5'>{ods_cell('x')}</table:table-row>"))),
    _ods("repeated-no-number", packed(ods(ods_rows() + f"<table:table-row table:number-rows-repeated='x'>{ods_cell('x')}</table:table-row>"))),
    _ods("repeated-a-million-digits", packed(ods(ods_rows() + f"<table:table-row table:number-rows-repeated='{'9' * 100_000}'>{ods_cell('x')}</table:table-row>"))),
    _ods("spaces-without-end", packed(ods(ods_rows() + "<table:table-row><table:table-cell office:value-type='string'><text:p>x<text:s text:c='2000000000'/></text:p></table:table-cell></table:table-row>"))),
    _ods("spaces-in-many-cells", packed(ods(ods_rows() + "<table:table-row>" + "<table:table-cell office:value-type='string'><text:p>x<text:s text:c='30000000'/></text:p></table:table-cell>" * 50 + "</table:table-row>")), heavy=True),
    _ods("merged-without-end", packed(ods(f"<table:table-row>{ods_cell('village_code', more='table:number-rows-spanned=' + chr(39) + '1000000000' + chr(39))}</table:table-row>" + ods_rows()))),
    _ods("number-with-huge-power", packed(ods(ods_rows() + "<table:table-row><table:table-cell office:value-type='float' office:value='1e999999999'><text:p>1</text:p></table:table-cell></table:table-row>"))),
    _ods("number-of-a-million-digits", packed(ods(ods_rows() + f"<table:table-row><table:table-cell office:value-type='float' office:value='{'9' * 1_000_000}'><text:p>9</text:p></table:table-cell></table:table-row>"))),
    _ods("shown-with-huge-power", packed(ods(ods_rows() + "<table:table-row><table:table-cell office:value-type='float' office:value='1'><text:p>1E999</text:p></table:table-cell></table:table-row>"))),
    _ods("percentage-that-is-none", packed(ods(ods_rows() + "<table:table-row><table:table-cell office:value-type='percentage' office:value='x'><text:p>1%</text:p></table:table-cell></table:table-row>"))),
    _ods("entity-bomb", packed(ods(ods_rows() + f"<table:table-row>{ods_cell('&m;')}</table:table-row>", before=ENTITIES)), says="entities"),
    _ods("entity-of-a-file", packed(ods(ods_rows() + f"<table:table-row>{ods_cell('&a;')}</table:table-row>", before=OUTSIDE)), says="entities"),
    _ods("deep", packed(ods("<table:table-row>" * 200_000))),
    _ods("table-within-tables", packed(ods(ods_rows() + f"<table:table-row><table:table-cell><table:table table:name='T'>{ods_rows()}</table:table></table:table-cell></table:table-row>"))),
    _ods("ten-thousand-tables", lambda: packed(ods("</table:table><table:table table:name='x'>".join([ods_rows()] * 10_000))), heavy=True),
    _ods("without-manifest", packed({name: part for name, part in ods(ods_rows()).items() if "manifest" not in name})),
    _ods("password", packed(ods(ods_rows(), manifest=f"<manifest:manifest xmlns:manifest='{OPENDOCUMENT}:manifest:1.0'><manifest:encryption-data/></manifest:manifest>")), says="password"),
    _ods("manifest-of-500-mb", lambda: packed(ods(ods_rows()) | {"META-INF/manifest.xml": many(b"<a>", b" " * MB, 500, b"</a>")}), heavy=True),
    _ods("cell-outside-its-row", packed(ods(ods_rows() + ods_cell("x")))),
    _ods("row-outside-its-table", packed(ods(ods_rows()) | {"content.xml": f"<a xmlns:table='{OPENDOCUMENT}:table:1.0'><table:table-row><table:table-cell/></table:table-row></a>"})),
    _ods("macros", packed(ods(ods_rows()) | {"Basic/Standard/Module1.xml": "<m/>", "Scripts/python/x.py": "import os; os.abort()"}), code=0),
    _ods("external-link", packed(ods(f"<table:table-source xmlns:x='http://www.w3.org/1999/xlink' x:href='file:///etc/passwd'/>{ods_rows()}")), code=0),
    _ods("linked-formula", packed(ods(ods_rows() + "<table:table-row><table:table-cell table:formula='of:=[&apos;file:///etc/passwd&apos;#$S.A1]'/></table:table-row>"))),
    _ods("names-that-lead-out", packed(ods(ods_rows()) | {"../../../owned.txt": "x", "/etc/owned": "x"}), code=0),
    _ods("cut-in-the-middle", packed(ods(ods_rows()))[:400]),
    _ods("in-utf-16", packed(ods(ods_rows()) | {"content.xml": str(ods(ods_rows())["content.xml"]).replace("UTF-8", "UTF-16").encode("utf-16")}), code=0),
    _ods("is-an-xlsx", honest(), code=0),
    _ods("is-a-pdf", b"%PDF-1.7\n" + b"x" * 1000, says="a PDF"),
    _ods("is-csv", b"village_code,task,value\nB1,shore.clean,3\n", says="text"),
    _ods("empty", b"", says="empty file"),
    _xls("honest", honest_xls(), code=0),
    _xls("password", _xls_with_password, says="password"),
    _xls("ten-thousand-sheets", lambda: _xls_of_sheets(10_000), heavy=True),
    _xls("is-a-pdf", b"%PDF-1.7\n" + b"x" * 1000, says="a PDF"),
    _xls("is-csv", b"village_code,task,value\nB1,shore.clean,3\n", says="text"),
    _xls("empty", b"", says="empty file"),
    _xls("cut-in-the-middle", honest_xls()[: len(honest_xls()) // 2]),
    _xls("sectors-in-a-circle", _loop_of_sectors),
    _xls("only-its-first-bytes", COMPOUND),
    _xls("directory-of-noughts", COMPOUND + bytes(5000)),
    _xls("all-bits-set", COMPOUND + b"\xff" * 5000),
    _xls("cell-far-out", _far_row_of_xls),
    _xls("is-an-xlsx", honest(), code=0),
)  # fmt: skip


def _one_part_many_names(count: int) -> bytes:
    parts = book({f"S{n}": "" for n in range(count)})
    kept = {name: part for name, part in parts.items() if not name.startswith("xl/worksheets/")}
    kept["xl/worksheets/sheet1.xml"] = sheet()
    kept["xl/_rels/workbook.xml.rels"] = relations(*[("worksheet", "worksheets/sheet1.xml")] * count)
    return packed(kept)


def _renamed_sheet() -> bytes:
    parts = book({"S": _sheet_of(b" " * MB, 1000)})
    parts["xl/worksheets/sheet1.bin"] = parts.pop("xl/worksheets/sheet1.xml")
    parts["xl/_rels/workbook.xml.rels"] = relations(("worksheet", "worksheets/sheet1.bin"))
    return packed(parts)


def _twice() -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w") as archive:
        warnings.simplefilter("ignore")
        for name, part in book({"S": sheet()}).items():
            archive.writestr(name, part)  # type: ignore[arg-type]
        archive.writestr("xl/worksheets/sheet1.xml", sheet().replace("4.5", "1"))
    return made.getvalue()
