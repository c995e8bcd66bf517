"""What a command that ran left: its exit code and what it printed."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Run:
    """A command that ran."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """Its JSON answer."""
        answer: dict[str, Any] = json.loads(self.out)
        return answer

    @property
    def places(self) -> list[tuple[str, str, str]]:
        """File, where and message of every fault of a refusal."""
        return [(place["file"], place["where"], place["message"]) for place in self.answer["error"]["places"]]
