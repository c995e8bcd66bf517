"""`qsq help`: the handbook that the program carries, a page a topic."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qsq.domain.faults import WrongUse, message

FOLDER = Path(__file__).parents[1] / "handbook"
"""A folder for each language, with the same pages."""

TOPICS = (
    "city", "department", "town", "village", "villager", "auditor",
    "tables", "rules", "arithmetic", "fairness", "recheck", "corrections", "registers", "questions",
    "wording", "ledger", "install", "engineers",
)  # fmt: skip
"""The pages in the order in which they are listed: who does what, then what comes up."""


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """A page of the handbook.

    Attributes:
        topic: its name in a call.
        text: Markdown; the first line is its title.
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


def page(topic: str, language: str = "zh") -> HandbookPage:
    """A page by its topic, or by a word of its title.

    Raises:
        WrongUse: there is none, or several have the word.
    """
    listed = pages(language)
    found = [one for one in listed if one.topic == topic.lower()]
    found = found or [one for one in listed if topic in one.title]
    if len(found) != 1:
        raise WrongUse(
            message("found the topic {found}; expected one of {known}", found=topic, known=", ".join(TOPICS))
        )
    return found[0]


def pages(language: str = "zh") -> list[HandbookPage]:
    """All pages in a language, `zh` or `en`."""
    texts = ((FOLDER / language / f"{topic}.md").read_text("utf-8") for topic in TOPICS)
    return [HandbookPage(topic, text) for topic, text in zip(TOPICS, texts, strict=True)]
