"""The parts that an .xlsx is made of: its sheets, where they stand, and the formats of its cells."""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from xml.parsers import expat

from qsq.domain.faults import message
from qsq.intake.sheets.sheet import UnfitWorkbook, damaged

_MOST_BYTES = 192 * 2**20
"""What a workbook may hold when it is unpacked; a county's largest has a thirtieth of it."""

_MOST_PARTS = 2_000

_CHUNK = 2**20

_BUILT_IN = {9: "0%", 10: "0.00%"}
"""Formats that a workbook names by number alone and that show another text than the number itself."""

Started = Callable[[str, Mapping[str, str]], None]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of cells: its name, its part, and whether people do not see it."""

    name: str
    part: str
    hidden: bool


class Parts:
    """The archive of a workbook; names of parts are found in any case."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive, self._sound = archive, set[str]()
        self._names = {_key(name): name for name in archive.namelist()}
        entries = archive.infolist()
        if len(self._names) != len(entries):  # each reader would take another of two parts of one name
            raise damaged()
        if sum(one.file_size for one in entries) > _MOST_BYTES or len(entries) > _MOST_PARTS:
            raise UnfitWorkbook(message("the workbook is too large when it is unpacked; split it"))

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._names

    def chunks(self, part: str) -> Iterator[bytes]:
        """The content of a part, piece by piece."""
        with self._archive.open(self._names[_key(part)]) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
        self._sound.add(_key(part))

    def must_be_sound(self) -> None:
        """Read what was not read yet, so that no other reader unpacks more than the archive says it holds."""
        for part in self._names.keys() - self._sound:
            for _chunk in self.chunks(part):
                pass

    def parse(self, part: str, parser: expat.XMLParserType) -> None:
        """Read a part with the handlers of `parser`; entities of its own are not followed."""
        parser.StartDoctypeDeclHandler = _refuse_doctype
        for chunk in self.chunks(part):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def started(self, part: str, handler: Started) -> None:
        """Call `handler` with the name, without its namespace, and the attributes of every element."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = lambda name, attributes: handler(local(name), attributes)
        self.parse(part, parser)

    def sheets(self) -> list[SheetPart]:
        """The sheets of cells in their order; charts and the like are none."""
        book = next(iter(self._related("", "/officeDocument").values()), "xl/workbook.xml")
        parts = self._related(book, "/worksheet")
        found: list[SheetPart] = []

        def handler(name: str, attributes: Mapping[str, str]) -> None:
            if name == "sheet":
                ids = [value for key, value in attributes.items() if local(key) == "id"]
                part = next((parts[one] for one in ids if one in parts), "")
                if part:
                    hidden = attributes.get("state", "visible") != "visible"
                    found.append(SheetPart(attributes.get("name", ""), part, hidden))

        self.started(book, handler)
        return found

    def computed_on_load(self) -> bool:
        """Whether the program that wrote the workbook left all formulas to the one that opens it."""
        book, found = (
            next(iter(self._related("", "/officeDocument").values()), "xl/workbook.xml"),
            list[str](),
        )

        def handler(name: str, attributes: Mapping[str, str]) -> None:
            if name == "calcPr":
                found.append(attributes.get("fullCalcOnLoad", "0"))

        self.started(book, handler)
        return any(one in {"1", "true"} for one in found)

    def formats(self) -> dict[int, str]:
        """The format of each style of cells by the style's number."""
        book = next(iter(self._related("", "/officeDocument").values()), "xl/workbook.xml")
        styles = next(iter(self._related(book, "/styles").values()), "xl/styles.xml")
        codes, found, of_cells = dict(_BUILT_IN), list[str](), [False]

        def handler(name: str, attributes: Mapping[str, str]) -> None:
            if name in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
                of_cells[0] = name == "cellXfs"
            elif name == "numFmt" and "numFmtId" in attributes and not of_cells[0]:
                codes[int(attributes["numFmtId"])] = _of_measure(attributes.get("formatCode", ""))
            elif name == "xf" and of_cells[0]:
                found.append(codes.get(int(attributes.get("numFmtId", "0")), ""))

        if styles in self:
            self.started(styles, handler)
        return dict(enumerate(found))

    def _related(self, part: str, kind: str) -> dict[str, str]:
        """The parts of a kind that a part refers to, by the id that it calls them by."""
        folder, found = dirname(part), dict[str, str]()
        relations = join(folder, "_rels", f"{part.rpartition('/')[2]}.rels")

        def handler(name: str, attributes: Mapping[str, str]) -> None:
            if name == "Relationship" and attributes.get("Type", "").endswith(kind):
                target = attributes.get("Target", "").replace("\\", "/")
                found[attributes.get("Id", "")] = normpath(join("/", folder, target)).lstrip("/")

        if relations in self:
            self.started(relations, handler)
        return found


def _of_measure(code: str) -> str:
    """A format, which no spreadsheet lets be longer than a few hundred characters."""
    if len(code) > _LONGEST_FORMAT:
        raise damaged()
    return code


_LONGEST_FORMAT = 1_000


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def _key(part: str) -> str:
    return part.replace("\\", "/").lower()


def _refuse_doctype(*_declared: object) -> None:
    raise UnfitWorkbook(
        message("the workbook declares entities of its own; open it and save it again as .xlsx")
    )
