"""The columns of a department's sheet: written by `qsq.documents`, read back by `qsq.intake`."""

TOWN_AID = "镇(街道)"
VILLAGE_AID = "村(社区)"
TASK_AID = "任务"
POINTS_AID = "分值"
RULE_AID = "填写"
AIDS = (TOWN_AID, VILLAGE_AID, TASK_AID, POINTS_AID, RULE_AID)
"""Columns for the eye alone; the names of town and village are checked against the code."""

CODES = ("village_code", "task")
ENTRIES = ("value", "note")
GUIDE_SHEET = "填表说明"
CHOICES_SHEET = "选项"
"""The sheets of instructions and of long drop-downs; they hold no observations."""
