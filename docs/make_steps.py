"""Draws docs/steps.md from the state machines: run it when they change (`make steps`)."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from qsq.domain.checklist_state import CHECKLIST_NEEDS
from qsq.domain.period_state import NEEDS
from qsq.domain.year_state import YEAR_NEEDS

TARGET = Path(__file__).parent / "steps.md"

HEAD = """# 各步的先后 · the order of the steps

This page is drawn from `qsq/domain/*_state.py` by `make steps`: the same tables refuse a step out of order.
An arrow leads from what must hold to the step that needs it; conditions are asked from left to right in the
tables, and the first that fails is told, with whose turn it is.

Who acts is checked against `data/officials.csv`: the city for all, a town for itself and its villages, every
other office for itself; an attempt that is not the actor's business is kept as an event of kind `refused`.
This guards against mistakes, not against whoever owns the files: whoever can write to the folder can also
name any actor. What they cannot do unseen is to rewrite what happened: the notices on the walls carry the
ledger's head (`qsq ledger verify --head CODE`).
"""


def drawn() -> str:
    """The page."""
    lists = section("任务清单 · a checklist: `qsq checklist …`", "checklist", CHECKLIST_NEEDS.items())
    period = section("一季一评比 · a period: `qsq score …`", "score", NEEDS.items())
    year = section("年终一总评 · a year: `qsq awards …`", "awards", YEAR_NEEDS.items())
    return "\n".join([HEAD, *lists, *period, *year])


def section(title: str, group: str, steps: Iterable[tuple[StrEnum, Sequence[StrEnum]]]) -> Iterable[str]:
    """A diagram and a table of one state machine."""
    yield f"## {title}\n\n```mermaid\nflowchart LR"
    listed = list(steps)
    for step, conditions in listed:
        yield f'  {step.name}["{group} {step}"]'
        for condition in conditions:
            yield f'  {condition.name}(["{condition}"]) --> {step.name}'
    yield "```\n\n| step | needs, in this order |\n|---|---|"
    for step, conditions in listed:
        yield f"| `qsq {group} {step}` | {' · '.join(conditions)} |"
    yield ""


if __name__ == "__main__":
    TARGET.write_text(drawn(), "utf-8")
