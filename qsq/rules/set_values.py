"""A value of a rule file set to another, everything else left as it is written."""

from collections.abc import Sequence

import yaml

from qsq.domain.faults import Message, WrongUse, message

_NAMES = ("id", "theme", "item")
"""What the members of a list are known by."""


def with_value(file: str, text: str, path: Sequence[str], value: str) -> str:
    """A rule file's text with one value replaced; a list or mapping only by one in brackets.

    Args:
        file: its path, for faults.
        text: what it says.
        path: keys, and ids of what stands in lists, such as `items`, `grain`, `weight`.
        value: what stands there instead, as YAML writes it.

    Raises:
        WrongUse: there is no such value.
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    for number, part in enumerate(path):
        known = dict(_members(node))
        if part not in known:
            raise WrongUse(_unknown(file, path[: number + 1], list(known)))
        node = known[part]
    if node is None:
        raise WrongUse(_unknown(file, path, ()))
    if isinstance(node, yaml.CollectionNode) and not value.startswith(("[", "{")):
        raise WrongUse(_unknown(file, (*path, "…"), [name for name, _node in _members(node)]))
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        return f"{text[: node.start_mark.index]}{value}\n{_after(text, node.end_mark.index)}"
    return text[: node.start_mark.index] + value + text[node.end_mark.index :]


def _after(text: str, end: int) -> str:
    """What follows a block, from the beginning of its line on."""
    return text[text.rfind("\n", 0, end) + 1 :] if end < len(text) else ""


def _unknown(file: str, path: Sequence[str], known: Sequence[str]) -> Message:
    return message(
        "{file} has no {path}; expected one of: {known}",
        file=file,
        path=".".join(path),
        known=", ".join(known),
    )


def _members(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    """What stands within a mapping or list, by its key or id."""
    if isinstance(node, yaml.MappingNode):
        return [(str(key.value), value) for key, value in node.value]
    if not isinstance(node, yaml.SequenceNode):
        return []
    found = []
    for number, one in enumerate(node.value, start=1):
        own = dict(_members(one))
        names = [str(own[name].value) for name in _NAMES if name in own]
        found.append((names[0] if names else str(number), one))
    return found
