"""Draws docs/steps.md from the state machines: run it when they change (`make steps`)."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from qsq.domain.steps.checklist_state import CHECKLIST_NEEDS
from qsq.domain.steps.event_kinds import NAMES
from qsq.domain.steps.period_state import NEEDS
from qsq.domain.steps.revocable import ACTS, Named, kinds_falling
from qsq.domain.steps.year_state import YEAR_NEEDS

TARGET = Path(__file__).parent / "steps.md"

HEAD = """# 各步的先后 · the order of the steps

This page is drawn from `qsq/domain/steps` by `make steps`: the same tables refuse a step out of order.
An arrow leads from what must hold to the step that needs it; conditions are asked from left to right in the
tables, and the first that fails is told, with whose turn it is.

Who acts is checked against `data/officials.csv`: the city for all, a town for itself and its villages, every
other office for itself; an attempt that is not the actor's business is kept as an event of kind `refused`.
This guards against mistakes, not against whoever owns the files: whoever can write to the folder can also
name any actor. What they cannot do unseen is to rewrite what happened: the notices on the walls carry the
ledger's head (`qsq ledger verify --head CODE`).
"""


TAKEN_BACK = """## 撤销 · what was done by mistake is taken back: `qsq … revoke`

误办的事项由有权办理者撤销，须写明理由（`--reason`）；依托它办理的后续事项一并失效，撤销前逐项列出，
同意（`--yes`，或在终端回答）才生效。撤销本身也是一条记录：原记录仍在账本中可查，只是不再算数。

What was done by mistake is taken back by whoever may do it, with a reason; what rests on it falls with it
and is listed before. Only with `--yes`, or an answer at a terminal, does it fall. The ledger keeps and shows
both. An objection raised while a notice hung stays open when the notice is taken back: it is the villagers'
own act. An objection that was upheld stays upheld: what is wrong now is corrected and counted anew. A result
that was final and is no longer is not ended by the batch again: people correct it, or end it.
"""

PERIODS = {"remind": "MONTH", "awards": "YEAR"}


def drawn() -> str:
    """The page."""
    lists = section("任务清单 · a checklist: `qsq checklist …`", "checklist", CHECKLIST_NEEDS.items())
    period = section("一季一评比 · a period: `qsq score …`", "score", NEEDS.items())
    year = section("年终一总评 · a year: `qsq awards …`", "awards", YEAR_NEEDS.items())
    return "\n".join([HEAD, *lists, *period, *year, *taken_back()])


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


def taken_back() -> Iterable[str]:
    """What can be taken back, and what falls with it."""
    yield TAKEN_BACK
    yield "| command | what falls with it, where it was taken |\n|---|---|"
    for act in ACTS:
        which = f" --{act.named}" if act.named and act.named is not Named.VISIT else ""
        period = " VISIT" if act.named is Named.VISIT else f" {PERIODS.get(act.group, 'PERIOD')}"
        words = f"{act.name}{period}" if act.named is Named.VISIT else f"{period.strip()} {act.name}{which}"
        falls = " · ".join(str(NAMES[kind]) for kind in kinds_falling([act.kind]))
        yield f"| `qsq {act.group} revoke {words}` | {falls or '–'} |"
    yield ""


if __name__ == "__main__":
    TARGET.write_text(drawn(), "utf-8")
