"""Draws docs/reference/python.md from the docstrings of `qsq.Workspace` (`make reference`)."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import qsq
from qsq.api.group import Group

TARGET = Path(__file__).parent / "reference" / "python.md"

HEAD = """# Python 接口 · the Python API

本页由 `make reference` 从 `qsq.Workspace` 的说明生成；命令本身也只用它。

This page is drawn from the docstrings of `qsq.Workspace` by `make reference`; the commands themselves stand
on it. Whatever is refused is raised as `qsq.domain.faults.QsqError` with all its faults and their places.

下列例子由测试逐一运行；`folder` 是小县（`tests/small`）的一份新拷贝。

A test runs every example below; `folder` is a fresh copy of the tests' own small county (`tests/small`),
which has two towns and six villages.

```python
import qsq

county = qsq.Workspace("mycounty")
result = county.score.period("2023Q1")  # evaluates and records, as the command does
frame = result.to_frame()  # a row for each village; marks are exact Decimals
```
"""


def drawn() -> str:
    """The page."""
    lines = [HEAD, *described("qsq.Workspace", qsq.Workspace), *methods("Workspace", qsq.Workspace)]
    for group in sorted(Group.__subclasses__(), key=lambda one: one.__name__):
        if group is not qsq.Workspace:
            name = f"Workspace.{group.__name__.removesuffix('Api').lower()}"
            lines += [f"## {name}\n", *told(group), *methods(name, group)]
    return "\n".join(lines)


def methods(name: str, group: type[Group]) -> Iterator[str]:
    """The public methods of a group."""
    for called, member in vars(group).items():
        if not called.startswith("_") and inspect.isfunction(member):
            yield from described(f"{name}.{called}", member)


def described(name: str, member: Callable[..., Any]) -> Iterator[str]:
    """A heading, the signature and the docstring."""
    yield f"## {name}\n\n```python\n{name.rpartition('.')[2]}{signature(member)}\n```\n"
    yield from told(member)


def told(member: Callable[..., Any]) -> Iterator[str]:
    """The docstring, its parts as lists and its examples as code."""
    for part in re.split(r"\n\n", inspect.getdoc(member) or ""):
        title, _line, rest = part.partition("\n")
        if title in {"Args:", "Returns:", "Raises:", "Attributes:"}:
            yield f"**{title}**\n\n{as_list(rest)}\n"
        else:
            yield f"```python\n{part}\n```\n" if part.startswith(">>>") else f"{part}\n"


def signature(member: Callable[..., Any]) -> str:
    """The parameters with their types as they are written, without `self` and quotation marks."""
    source = member.__init__ if inspect.isclass(member) else member
    (function,) = ast.parse(dedent(inspect.getsource(source))).body
    if not isinstance(function, ast.FunctionDef):
        raise TypeError(source)
    listed = ast.unparse(function.args).removeprefix("self").removeprefix(", ")
    returned = "" if function.name == "__init__" or not function.returns else ast.unparse(function.returns)
    return f"({listed})" + (f" -> {returned.strip(chr(39))}" if returned else "")


def as_list(lines: str) -> str:
    """Indented lines `name: meaning` as a list; what goes on is indented further."""
    joined = re.sub(r"\n {8,}", " ", lines)
    return "\n".join("- " + re.sub(r"^(\w+):", r"`\1`:", line.strip()) for line in joined.splitlines())


if __name__ == "__main__":
    TARGET.write_text(drawn(), "utf-8")
