"""The columns of a department's form: written by `qsq.documents`, read back by `qsq.intake`."""

CODE, CODE_HEADING = "village_code", "代码"
"""As the row of ids has it, and above it, where no name of the first column may stand."""

TOWN_AID = "镇(街道)"
VILLAGE_AID = "村(社区)"
AIDS = (TOWN_AID, VILLAGE_AID, "任务", "分值", "填写")
"""Columns for the eye alone, those of older forms too; the names of town and village are checked."""

NOTE, NOTE_HEADING = "note", "备注"
_TARGET = "目标:"
GUIDE_SHEET = "填表说明"
CHOICES_SHEET = "选项"
"""The sheets of instructions and of long drop-downs; they hold no observations."""


def target_column(task: str) -> str:
    """The name of the column that shows each village's own target of a task, beside what is entered."""
    return _TARGET + task


def is_target_column(heading: str) -> bool:
    """Whether a column only shows targets."""
    return heading.startswith(_TARGET)
