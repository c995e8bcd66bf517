"""Workbooks made part by part, as no spreadsheet would write them."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import openpyxl
import xlwt

from tests.intake.builders import SHORE

PARTS = "http://schemas.openxmlformats.org"
STRICT = "http://purl.oclc.org/ooxml"
MAIN = f"{PARTS}/spreadsheetml/2006/main"
HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
OPENDOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"

Content = str | bytes | Iterable[bytes]


def packed(parts: Mapping[str, Content], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these files; a large one is given in pieces."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how, compresslevel=1) as archive:
        for name, content in parts.items():
            if isinstance(content, (str, bytes)):
                archive.writestr(name, content)
            else:
                with archive.open(name, "w") as part:
                    for piece in content:
                        part.write(piece)
    return made.getvalue()


def many(first: bytes, piece: bytes, count: int, last: bytes) -> Iterator[bytes]:
    """A large file in pieces that are all the same."""
    yield first
    for _number in range(count):
        yield piece
    yield last


def relations(*targets: tuple[str, str], base: str = PARTS) -> str:
    """The file that says what belongs to a part: kinds and targets."""
    rows = "".join(
        f"<Relationship Id='r{number}' Type='{base}/officeDocument/2006/relationships/{kind}' Target='{target}'/>"
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f"<Relationships xmlns='{PARTS}/package/2006/relationships'>{rows}</Relationships>"


def book(sheets: Mapping[str, Content], *, more: Mapping[str, Content] | None = None) -> dict[str, Content]:
    """The parts of an .xlsx with these sheets by name."""
    names = list(sheets)
    rows = "".join(
        f"<sheet name='{name}' sheetId='{at}' r:id='r{at}'/>" for at, name in enumerate(names, start=1)
    )
    parts: dict[str, Content] = {
        "[Content_Types].xml": f"<Types xmlns='{PARTS}/package/2006/content-types'><Default Extension='xml' ContentType='application/xml'/></Types>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": relations(
            *(("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(names) + 1)),
            ("sharedStrings", "sharedStrings.xml"),
        ),
        "xl/workbook.xml": f"{HEAD}<workbook xmlns='{MAIN}' xmlns:r='{PARTS}/officeDocument/2006/relationships'><sheets>{rows}</sheets></workbook>",
    }
    parts |= {f"xl/worksheets/sheet{at}.xml": sheets[name] for at, name in enumerate(names, start=1)}
    return parts | dict(more or {})


def sheet(rows: str = "", behind: str = "") -> str:
    """A sheet of rows that are written out."""
    return f"{HEAD}<worksheet xmlns='{MAIN}'><sheetData>{shore_rows()}{rows}</sheetData>{behind}</worksheet>"


def shore_rows() -> str:
    """What the town saw, row by row."""
    return "".join(
        f'<row r="{number}">{"".join(_cell(f"{letter}{number}", value) for letter, value in zip("ABC", row[:3], strict=True))}</row>'
        for number, row in enumerate(SHORE, start=1)
    )


def _cell(place: str, value: object) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


@cache
def honest() -> bytes:
    """An .xlsx of the town's observations as a spreadsheet writes it."""
    made = openpyxl.Workbook()
    for row in SHORE:
        made.active.append(list(row))
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


@cache
def honest_xls() -> bytes:
    """The same as an .xls."""
    made = xlwt.Workbook()
    page = made.add_sheet("S")
    for row, cells in enumerate(SHORE):
        for column, value in enumerate(cells):
            page.write(row, column, value)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def changed(content: bytes, change: Mapping[str, tuple[str, str]]) -> bytes:
    """A workbook in which parts hold other text: by part, what goes and what comes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts: dict[str, Content] = {name: archive.read(name) for name in archive.namelist()}
    for name, (old, new) in change.items():
        text = bytes(parts[name])  # type: ignore[arg-type]
        assert old.encode() in text, (name, old)
        parts[name] = text.replace(old.encode(), new.encode())
    return packed(parts)


def ods(rows: str, before: str = "", manifest: str = "") -> dict[str, Content]:
    """The parts of an .ods with one table."""
    names = " ".join(f"xmlns:{one}='{OPENDOCUMENT}:{one}:1.0'" for one in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet><table:table table:name='S'>{rows}</table:table></office:spreadsheet></office:body>"
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": manifest
        or f"<manifest:manifest xmlns:manifest='{OPENDOCUMENT}:manifest:1.0'/>",
        "content.xml": f"<?xml version='1.0' encoding='UTF-8'?>{before}<office:document-content {names}>{body}</office:document-content>",
    }


def ods_rows() -> str:
    """What the town saw, in an .ods."""
    return "".join(
        f"<table:table-row>{''.join(ods_cell(value) for value in row[:3])}</table:table-row>" for row in SHORE
    )


def ods_cell(value: object, more: str = "") -> str:
    """A cell of an .ods."""
    kind = "string" if isinstance(value, str) else f"float' office:value='{value}"
    return f"<table:table-cell office:value-type='{kind}' {more}><text:p>{value}</text:p></table:table-cell>"
