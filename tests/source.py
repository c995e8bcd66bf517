"""The program's own source, read as text by tests of its names and its house; each file is parsed once."""

import ast
from collections.abc import Iterator
from functools import cache
from typing import TypeVar

from tests.conftest import REPOSITORY

PACKAGE = REPOSITORY / "qsq"
Node = TypeVar("Node", bound=ast.AST)


def nodes(kind: type[Node]) -> Iterator[tuple[str, Node]]:
    """All nodes of a kind, each with its file's path within the package."""
    for file, tree in _trees():
        yield from ((file, node) for node in tree if isinstance(node, kind))


@cache
def _trees() -> list[tuple[str, list[ast.AST]]]:
    return [
        (file.relative_to(PACKAGE).as_posix(), list(ast.walk(ast.parse(file.read_bytes()))))
        for file in sorted(PACKAGE.rglob("*.py"))
    ]
