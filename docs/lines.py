"""A hook of the site: lines of a Chinese sentence are joined without the blank that browsers would show."""

import re
from typing import Any

_FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_WITHIN_CHINESE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n *(?=[\u3000-\u9fff\uff00-\uffef])")


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:  # noqa: ARG001 - mkdocs passes them by name
    """A page whose lines are joined, save those of examples."""
    parts = _FENCED.split(markdown)
    return "".join(part if at % 2 else _WITHIN_CHINESE.sub("", part) for at, part in enumerate(parts))
