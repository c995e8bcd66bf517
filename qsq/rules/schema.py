"""The kinds of rule file, and their JSON Schema for editors."""

from functools import cache
from typing import Any

from pydantic import BaseModel

from qsq.rules.shapes.calendar_days import CalendarShape
from qsq.rules.shapes.checklist import PeriodShape, TownShape
from qsq.rules.shapes.rule_tests import RuleTestsShape
from qsq.rules.shapes.scheme import SchemeShape

SHAPES: dict[str, type[BaseModel]] = {
    "scheme": SchemeShape,
    "period": PeriodShape,
    "town": TownShape,
    "tests": RuleTestsShape,
    "calendar": CalendarShape,
}
"""The kinds of rule file."""


@cache
def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of rule file, for editors."""
    schema = SHAPES[kind].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
