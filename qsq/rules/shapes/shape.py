"""What all shapes have in common: no unknown keys, and every key tells what it means."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A mapping of a rule file: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


def about(section: int, chinese: str, english: str, example: object) -> Any:
    """What annotates a key: its meaning in both languages, for editors and docs/reference/rules.md.

    Args:
        section: of CONTRACT.md, where it is told in full.
        chinese: what it means.
        english: the same.
        example: a value that it can have, as JSON has it.
    """
    return Field(
        description=f"{chinese} · {english}", examples=[example], json_schema_extra={"contract": section}
    )
