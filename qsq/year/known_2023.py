"""What the report of 2024-03-08 (祁阳新闻网) says of the year 2023 of 祁阳."""

CITY_CODE = "431181"
"""The city that the figures are of."""

KNOWN = {
    "villages": 600,
    "departments": 14,
    "q1_items": 16,
    "q1_tasks": 55,
    "q2_change": "-21%",
    "q3_change": "-36%",
    "q4_change": "-27%",
    "red-flag": 10,
    "model": 20,
    "advanced": 29,
}
"""Figures of the report; changes are of the number of tasks against Q1."""

KNOWN_MONEY = {"period_rewards": 100_000_000, "prizes": 99_000_000, "uplift": 13_560_000}
"""Amounts of the report, in fen."""

KNOWN_VISITS = {"visits": "300多次（市级领导）", "problems": "1100多件", "disputes": "3467件"}
"""What the report counts of visits, in its words."""
