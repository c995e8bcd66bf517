"""The columns of a department's form: written by `qsq.documents`, read back by `qsq.intake`."""

CODE = "village_code"
TOWN_AID = "镇(街道)"
VILLAGE_AID = "村(社区)"
AIDS = (TOWN_AID, VILLAGE_AID, "任务", "分值", "填写")
"""Columns for the eye alone, those of older forms too; the names of town and village are checked."""

NOTE = "note"
GUIDE_SHEET = "填表说明"
CHOICES_SHEET = "选项"
"""The sheets of instructions and of long drop-downs; they hold no observations."""
