"""A YAML file as plain values, with the line of each: YAML 1.2 core scalars, exact numbers.

PyYAML's own constructor reads `013307` as 5831, `no` as False, `1:30` as 90 and keeps the last of
duplicate keys; so the node tree is composed by it and read here (CONTRACT.md section 2).
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from qsq.domain.faults import Faults, Place
from qsq.domain.values.numbers import MOST_DIGITS, read_number
from qsq.late import late

if TYPE_CHECKING:
    from qsq.rules import yaml_problems
else:
    (yaml_problems,) = late("qsq.rules", "yaml_problems")


try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # pragma: no cover - a PyYAML built without libyaml
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

Path = tuple[str | int, ...]
"""Keys and list indexes that lead to a value."""

_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NULLS = {"", "~", "null", "Null", "NULL"}
_DECIMAL = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_OTHER_NUMBER = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", re.ASCII)
_COMMENT = re.compile(r"\s*(#|$)")
_MOST_BYTES = 2 * 2**20
"""Of a file; the year's largest has a fiftieth of it."""

_MOST_NODES = 20_000
"""Values of a file, those that aliases repeat counted each time; a period's list has a thousand."""

_MOST_DEPTH = 50
_LONGEST_EXCERPT = 40
_FILES, _SHORT = 32, 100_000
"""So many files are remembered, of fewer characters than that."""
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}


class _Loader(_SafeLoader):
    """Composes nodes and resolves no scalar by itself."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - as the base class has it


@dataclass(frozen=True, slots=True)
class Number:
    """A number as the file writes it; `value` is None where it cannot be counted with."""

    text: str
    value: Fraction | None


Plain = str | bool | None | Number | list["Plain"] | dict[str, "Plain"]


@dataclass(slots=True)
class YamlDocument:
    """What a file says, and where."""

    file: str
    value: Plain
    lines: dict[Path, int] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """The line of the value at `path`, or of the nearest one around it that the file has."""
        line = self.lines.get(self.known(path))
        return Place(self.file, f"line {line}" if line else "")

    def known(self, path: Path) -> Path:
        """The path without what the file does not have: names of unions' members, keys that are missing."""
        found: Path = ()
        for part in path:
            if (*found, part) in self.lines:
                found = (*found, part)
        return found


def read_document(
    file: str, content: bytes, faults: Faults, *, comments_suffice: bool = False
) -> YamlDocument | None:
    """The document in `content`; None, with faults noted, where it cannot be read.

    Args:
        file: its path, for faults.
        content: its bytes.
        faults: takes what is wrong.
        comments_suffice: whether a file of comments alone is a mapping without keys.
    """
    if len(content) > _MOST_BYTES:
        faults.add(
            Place(file),
            "{file} holds {found} bytes; expected at most {most}",
            file=file,
            found=len(content),
            most=_MOST_BYTES,
        )
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        faults.add(Place(file, f"line {line}"), "not UTF-8 text; save the file as UTF-8")
        return None
    if comments_suffice and text.strip() and all(_COMMENT.match(line) for line in text.splitlines()):
        return YamlDocument(file, {})
    node = _composed(file, text, faults)
    return None if node is None else _NodeReader(YamlDocument(file, None), faults).read(node)


def _composed(file: str, text: str, faults: Faults) -> yaml.Node | None:
    try:
        node, deep = _remembered(text) if len(text) < _SHORT else _nodes(text)
    except yaml.MarkedYAMLError as error:
        line = _line(error)
        faults.add(
            Place(file, f"line {line}"),
            "not readable as YAML near “{text}”: {problem}; check indentation, colons and quotes"
            " around this line",
            text=_excerpt(text, line),
            problem=yaml_problems.YAML.told(error.problem or error.context),
        )
        return None
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        faults.add(
            Place(file, f"line {line}"),
            "an invisible character that YAML does not allow; write the line anew",
        )
        return None
    if deep:
        faults.add(
            Place(file, f"line {deep}"), "lists within lists without end; expected rules as in CONTRACT.md"
        )
    elif node is None:
        faults.add(Place(file), "the file is empty; expected rules as in CONTRACT.md")
    return node


def _nodes(text: str) -> tuple[yaml.Node | None, int]:
    """What the text holds; None where it holds nothing or, with the line, where it is too deep."""
    deep = _too_deep(text)
    return (None if deep else yaml.compose(text, Loader=_Loader)), deep


_remembered = lru_cache(maxsize=_FILES)(_nodes)
"""The same, for a text of which a process asks several times, as a step does of the rules."""


def _too_deep(text: str) -> int:
    """The line where nesting passes all measure, before a parser's stack does; 0 where none does."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MOST_DEPTH:
            mark = event.start_mark
            return 1 if mark is None else int(mark.line) + 1
    return 0


def _line(error: yaml.MarkedYAMLError) -> int:
    """Where to look: at the opening quote or bracket that is never closed, else where reading stopped."""
    opened = error.context is not None and ("flow" in error.context or "quoted" in error.context)
    mark = (error.context_mark if opened else error.problem_mark) or error.context_mark
    return 1 if mark is None else int(mark.line) + 1


def _excerpt(text: str, line: int) -> str:
    lines = text.splitlines()
    return lines[line - 1].strip()[:_LONGEST_EXCERPT] if line <= len(lines) else ""


@dataclass(slots=True)
class _NodeReader:
    document: YamlDocument
    faults: Faults
    around: list[int] = field(default_factory=list)
    nodes: int = 0

    def read(self, node: yaml.Node) -> YamlDocument | None:
        before = self.faults.noted
        self.document.value = self._value(node, ())
        return self.document if self.faults.noted == before else None

    def _fault(self, node: yaml.Node, template: str, **values: object) -> None:
        self.faults.add(Place(self.document.file, f"line {node.start_mark.line + 1}"), template, **values)

    def _value(self, node: yaml.Node, path: Path) -> Plain:
        self.nodes += 1
        self.document.lines[path] = node.start_mark.line + 1
        endless = self.nodes > _MOST_NODES or len(self.around) > _MOST_DEPTH
        if id(node) in self.around or endless:
            self._fault(node, "an alias that contains itself or grows without end; write the values out")
            return None
        if node.tag not in _TAGS:
            self._fault(node, "found the tag {tag}; expected a plain value", tag=node.tag)
            return None
        self.around.append(id(node))
        try:
            return self._of_kind(node, path)
        finally:
            self.around.pop()

    def _of_kind(self, node: yaml.Node, path: Path) -> Plain:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(child, (*path, index)) for index, child in enumerate(node.value)]
        quoted = isinstance(node, yaml.ScalarNode) and node.style
        return str(node.value) if quoted else _scalar(str(node.value))

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault(key_node, "found a list or mapping as a key; expected a word")
                continue
            key = str(key_node.value)
            if key in found:
                first = self.document.lines[(*path, key)]
                self._fault(
                    key_node,
                    "the key {key} stands twice, first in line {first}; keep one of them",
                    key=key,
                    first=first,
                )
                continue
            found[key] = self._value(value_node, (*path, key))
            self.document.lines[(*path, key)] = key_node.start_mark.line + 1
        return found


def _scalar(text: str) -> Plain:
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _DECIMAL.fullmatch(text):
        try:
            return Number(text, read_number(text))
        except ValueError:
            return Number(text, None)
    if _OTHER_NUMBER.fullmatch(text):
        based = text[:2] in {"0o", "0x"} and len(text) <= MOST_DIGITS
        return Number(text, Fraction(int(text, 0)) if based else None)
    return text
