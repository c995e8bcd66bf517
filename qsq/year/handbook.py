"""`qsq help`: the handbook that the program carries, a page a topic."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qsq.domain.faults import WrongUse, message

FOLDER = Path(__file__).parents[1] / "handbook" / "zh"
TOPICS = (
    "city", "department", "town", "village", "villager", "auditor",
    "arithmetic", "corrections", "questions", "ledger", "install",
)  # fmt: skip
"""The pages in the order in which they are listed: who does what, then what comes up."""


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """A page of the handbook.

    Attributes:
        topic: its name in a call.
        text: Markdown in Chinese; the first line is its title.
    """

    topic: str
    text: str

    @property
    def title(self) -> str:
        """What it is about."""
        return self.text.partition("\n")[0].removeprefix("# ")

    def answer(self) -> Mapping[str, str]:
        """For programs."""
        return {"topic": self.topic, "title": self.title, "text": self.text}


def page(topic: str) -> HandbookPage:
    """A page by its topic, or by a word of its title.

    Raises:
        WrongUse: there is none, or several have the word.
    """
    found = [one for one in pages() if one.topic == topic.lower()]
    found = found or [one for one in pages() if topic in one.title]
    if len(found) != 1:
        raise WrongUse(
            message("found the topic {found}; expected one of {known}", found=topic, known=", ".join(TOPICS))
        )
    return found[0]


def pages() -> list[HandbookPage]:
    """All pages."""
    return [HandbookPage(topic, (FOLDER / f"{topic}.md").read_text("utf-8")) for topic in TOPICS]
