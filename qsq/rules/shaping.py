"""A YAML document into the shape of its kind; pydantic's errors become faults with lines."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from qsq.domain.faults import Fault, Faults, Message, message
from qsq.rules.fields import Unfit, shown
from qsq.rules.yaml_document import Path, Plain, YamlDocument

S = TypeVar("S", bound=BaseModel)


def shaped(
    document: YamlDocument,
    kind: type[S],
    faults: Faults,
    known: Mapping[str, Collection[str] | None] | None = None,
) -> S | None:
    """The document's rules; None where they do not fit. Every fault is noted.

    Rules whose only faults are unknown keys come back without these, so that what else is wrong with
    them is told in the same run.

    Args:
        document: the file's.
        kind: what it should be.
        faults: takes what is wrong.
        known: the names that fields may refer to, by `fields.reference`.
    """
    try:
        return kind.model_validate(document.value, context=known)
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details:
        faults.note(Fault(document.place(detail["loc"]), _message(detail)))
    unknown = {document.known(detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"}
    try:
        return kind.model_validate(_without(document.value, unknown), context=known) if unknown else None
    except ValidationError:
        return None


def _without(value: Plain, unknown: set[Path], path: Path = ()) -> Plain:
    """A value without the keys at these paths."""
    if isinstance(value, list):
        return [_without(child, unknown, (*path, index)) for index, child in enumerate(value)]
    if isinstance(value, dict):
        kept = {key: child for key, child in value.items() if (*path, key) not in unknown}
        return {key: _without(child, unknown, (*path, key)) for key, child in kept.items()}
    return value


def _message(detail: ErrorDetails) -> Message:
    key = detail["loc"][-1] if detail["loc"] else ""
    found = shown(detail["input"])
    context = detail.get("ctx", {})
    refused = context.get("error")
    match detail["type"]:
        case "value_error" if isinstance(refused, Unfit):
            return message("{key}: {problem}", key=_dotted(detail), problem=refused.what)
        case "missing":
            return message("{key} is missing here", key=key)
        case "extra_forbidden":
            return message("the key {key} is not known here; look for a slip of the pen", key=key)
        case "union_tag_not_found":
            return message(
                "{key}: kind is missing; expected award, deduct, ratio, grade, yes_no, bands or scale",
                key=key,
            )
        case "union_tag_invalid":
            return message(
                "{key}: found kind {found}; expected award, deduct, ratio, grade, yes_no, bands or scale",
                key=key,
                found=shown(detail["input"]["kind"]),
            )
        case "too_long":
            return message(
                "{key}: found {count} entries; expected at most {most}",
                key=key,
                count=context["actual_length"],
                most=context["max_length"],
            )
        case "too_short":
            return message("{key} is empty; expected at least one entry", key=key)
        case "list_type":
            return message("{key}: found {found}; expected a list", key=key, found=found)
        case _:
            return message(
                "{key}: found {found}; expected a mapping of keys and values", key=key, found=found
            )


def _dotted(detail: ErrorDetails) -> str:
    """The last key of the path, and the number of the entry where it is one of a list."""
    loc = detail["loc"]
    if isinstance(loc[-1], int) and len(loc) > 1:
        return f"{loc[-2]}[{loc[-1] + 1}]"
    return str(loc[-1])
