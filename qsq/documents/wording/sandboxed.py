"""What a wording may do: name facts, choose and repeat; it neither leads out nor grows without end."""

from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

_FILTERS = frozenset(
    {
        *("abs", "default", "first", "float", "int", "join", "last", "length", "list", "map", "max", "min"),
        *("reject", "rejectattr", "replace", "reverse", "round", "select", "selectattr", "sort", "string"),
        *("sum", "trim", "unique", "lower", "upper"),
    }
)
_PADDING = frozenset({"center", "ljust", "rjust", "zfill", "expandtabs", "format", "format_map"})
"""Methods of texts that make a long one of a short one."""


class WordingEnvironment(ImmutableSandboxedEnvironment):
    """Plain text, so nothing is escaped; an office's file may come from anywhere."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        self.filters = {name: kept for name, kept in self.filters.items() if name in _FILTERS}
        self.globals = {"range": self.globals["range"]}

    def call_binop(self, _context: Any, operator: str, _left: Any, _right: Any) -> Any:
        """Refuse what makes a long text or a huge number of two short ones."""
        raise SecurityError(f"a wording does not calculate with {operator}")

    def is_safe_attribute(self, fact: Any, attr: str, value: Any) -> bool:
        """Whether a fact's attribute may be named."""
        return attr not in _PADDING and bool(super().is_safe_attribute(fact, attr, value))
