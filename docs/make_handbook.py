"""The handbook of `qsq help` as one PDF to print, the same bytes every time (`make handbook`)."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from pylopdf_fonts_zh_cn import serif_path
from typst import Compiler

from qsq.version import __version__
from qsq.year.handbook import pages

HERE = Path(__file__).parent
OUT = HERE.parent / "out" / "handbook"
FILES = {"zh": "手册.pdf", "en": "handbook.pdf"}
WORDS = {
    "zh": {
        "title": "qsq 手册",
        "subtitle": "村级工作清单、评比与奖励",
        "version": "版本",
        "contents": "目录",
    },
    "en": {
        "title": "The handbook of qsq",
        "subtitle": "Checklists, evaluation and awards of a county's villages",
        "version": "Version",
        "contents": "Contents",
    },
}

_NARROW = 20
"""How many Latin characters a column may have and still be as wide as it needs."""

_WIDEST = 60

Block = Mapping[str, Any]
"""A part of a page as the layout reads it."""


def made(language: str) -> bytes:
    """The PDF in a language, `zh` or `en`."""
    book = WORDS[language] | {"language": language, "number": __version__, "chapters": chapters(language)}
    compiler = Compiler(font_paths=[str(serif_path().parent)], ignore_system_fonts=True)
    content = compiler.compile(
        input=(HERE / "handbook.typ").read_bytes(),
        format="pdf",
        sys_inputs={"book": json.dumps(book, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=0,
    )
    return bytes(content)  # type: ignore[arg-type]


def chapters(language: str) -> list[list[Block]]:
    """Each page's blocks."""
    return [blocks(one.text) for one in pages(language)]


def blocks(text: str) -> list[Block]:
    """What a page of Markdown holds.

    Raises:
        ValueError: it holds what the layout does not know.
    """
    reader = MarkdownIt("commonmark").enable("table")
    return [_block(node) for node in SyntaxTreeNode(reader.parse(text)).children]


def _block(node: SyntaxTreeNode) -> Block:
    match node.type:
        case "heading":
            return {"kind": "heading", "level": int(node.tag[1:]), "spans": _spans(node)}
        case "paragraph":
            return {"kind": "paragraph", "spans": _spans(node)}
        case "fence":
            return {"kind": "code", "text": node.content.rstrip("\n")}
        case "bullet_list" | "ordered_list":
            items = [[_block(one) for one in item.children] for item in node.children]
            return {"kind": "list", "ordered": node.type == "ordered_list", "items": items}
        case "table":
            rows = [
                [_spans(cell) for cell in row.children] for part in node.children for row in part.children
            ]
            return {"kind": "table", "rows": rows, "widths": _widths(rows)}
    raise ValueError(f"the layout of the handbook knows no {node.type}")


def _spans(node: SyntaxTreeNode) -> list[dict[str, str]]:
    """The texts within a block, each with its style."""
    return [span for inline in node.children for span in _inline(inline.children, "plain")]


def _inline(nodes: Sequence[SyntaxTreeNode], style: str) -> Iterator[dict[str, str]]:
    for at, node in enumerate(nodes):
        match node.type:
            case "text":
                yield {"text": node.content, "style": style}
            case "code_inline":
                yield {"text": node.content, "style": "code"}
            case "strong":
                yield from _inline(node.children, "strong")
            case "softbreak":
                yield {"text": _between(nodes[at - 1], nodes[at + 1]), "style": style}
            case _:
                raise ValueError(f"the layout of the handbook knows no {node.type}")


def _between(before: SyntaxTreeNode, after: SyntaxTreeNode) -> str:
    """What stands for a line's end: a blank, but none between Chinese characters."""
    ends = (_text(before)[-1:], _text(after)[:1])
    return "" if all(end > "\u2e7f" for end in ends) else " "


def _text(node: SyntaxTreeNode) -> str:
    return node.content or "".join(_text(one) for one in node.children)


def _widths(rows: list[list[list[dict[str, str]]]]) -> list[int]:
    """For each column 0 where it is as wide as it needs, else its part of the rest."""
    needed = (max(_width(row[at]) for row in rows) for at in range(len(rows[0])))
    return [0 if width <= _NARROW else min(width, _WIDEST) for width in needed]


def _width(spans: list[dict[str, str]]) -> int:
    return sum(2 if character > "\u2e7f" else 1 for span in spans for character in span["text"])


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for _language, _name in FILES.items():
        (OUT / _name).write_bytes(made(_language))
        sys.stdout.write(f"{OUT / _name}\n")
