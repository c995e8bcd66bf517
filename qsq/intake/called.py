"""A cell as people call it, by what stands beside and above it: 白水镇两江村“日期”."""

from collections.abc import Mapping

from qsq.domain.forms.task_heads import task_in, words_in

HEADS = "表头"
"""The row that names the columns."""

_LONGEST = 16
"""Characters of a task's words that tell it from others."""


def called(told: Mapping[str, str], heading: str, whose: str) -> str:
    """A cell's name; a row's where `heading` is empty.

    Args:
        told: the row's cells by column.
        heading: what stands above the cell.
        whose: the town whose table it is, where that is known; it stands before what the row does not say.
    """
    task = _words(told.get("task", ""))
    if task:
        return f"{_about(told, whose)}“{_shortened(task)}”{heading}"
    said = _shortened(words_in(heading)) if task_in(heading) else heading
    return _about(told, whose) + (f"“{said}”" if heading else "")


def _about(told: Mapping[str, str], whose: str) -> str:
    """What a row is about: a village, a unit that signs, a cadre, a visit."""
    if told.get("village_name"):
        return (told.get("town_name") or whose) + told["village_name"]
    if "office" in told:
        return whose if told.get("name") == whose else whose + told.get("name", "")
    if told.get("village_code"):
        return " ".join(filter(None, (whose + _words(told["village_code"]), told.get("name", ""))))
    visit = (told.get("date", ""), _words(told.get("official", "")), _words(told.get("place", "")))
    return " ".join(filter(None, visit)) or (whose if told.get("task") else "")


def _words(text: str) -> str:
    """The words behind a code in a form's own list; a text without any as it is."""
    return text.partition(" ")[2].strip() or text


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
