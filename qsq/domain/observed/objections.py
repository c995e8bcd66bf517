"""异议: who objects, and to what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection as it was raised; `by` is empty where nobody gives a name."""

    by: str
    text: str

    def values(self) -> dict[str, str]:
        """What the event keeps."""
        return {"by": self.by, "text": self.text}
