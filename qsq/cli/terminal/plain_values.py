"""Texts, paths and switches of a call, taken as they are.

typer asks pydantic for each, and to import that takes longer than a short command. Numbers, choices, what
cannot be read, and whatever a newer typer does in another way, are left to typer.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TYPERS = "get_runtime_param"
"""A parameter's own method by which typer has what takes its value."""

_ASKED = ("exists", "writable", "executable", "resolve_path", "parser", "path_type")
"""What a parameter may ask of a text or path beside being one."""


def take_plainly(parameters: Iterable[Any]) -> None:
    """Have a command's parameters take texts, paths and switches as they are."""
    for one in parameters:
        if hasattr(one, _TYPERS) and _TYPERS not in vars(one) and _is_plain(one):
            taking = _Plain(one.type_descriptor.annotation, getattr(one, _TYPERS))
            setattr(one, _TYPERS, taking.itself)


def _is_plain(parameter: Any) -> bool:
    """Whether it takes one text, path or switch, and asks nothing of it."""
    told = parameter.type_descriptor
    single = not parameter.multiple and parameter.nargs == 1
    asked = any(getattr(told.parameter_info, name, None) for name in _ASKED)
    return single and told.annotation in (str, Path, bool) and not asked


@dataclass(frozen=True, slots=True)
class _Plain:
    """Takes a parameter's value as it is, or has typer take it."""

    kind: Any
    typers: Callable[[], Any]

    def itself(self) -> "_Plain":
        """What takes the value."""
        return self

    def coerce(self, value: Any, *, param: Any, ctx: Any) -> Any:
        """The value as the command gets it."""
        if value is None or isinstance(value, self.kind):
            return value
        if self.kind is Path and (os.access(value, os.R_OK) or not os.path.lexists(value)):
            return Path(value)
        return self.typers().coerce(value, param=param, ctx=ctx)
