"""English messages that count say it in the singular of one, whatever they count."""

import re
from pathlib import Path

import pytest

from qsq.cli.terminal.language import CATALOGUES
from qsq.domain.counted import ONE, Counted, plurals
from qsq.domain.faults import message

NO_THINGS = {
    "acts", "adds", "as", "asks", "begins", "belongs", "carries", "counts", "decides", "does", "ends", "goes", "has",
    "holds", "is", "its", "leads", "leaves", "lies", "names", "needs", "owes", "reaches", "recommends", "records", "runs",
    "shows", "stands", "takes", "this", "waits", "was", "weights",
}  # fmt: skip
"""Words that end as plurals do, behind names that messages hold."""


def templates() -> list[str]:
    """All that the catalogue translates."""
    text = Path(CATALOGUES, "zh", "LC_MESSAGES", "qsq.po").read_text("utf-8")
    found = re.findall(r'^msgid ((?:"(?:[^"\\]|\\.)*"\n)+)', text, re.MULTILINE)
    return ["".join(re.findall(r'"((?:[^"\\]|\\.)*)"', one)) for one in found]


def test_all_that_messages_count_has_a_singular() -> None:
    used = {word for one in templates() for word in plurals(one)}
    assert used - NO_THINGS == set(ONE)


def test_no_message_says_one_of_many() -> None:
    many = re.compile(
        rf"(?:^|[;:,] )1 (?:(?!for )[a-z-]+ )?(?:{'|'.join(ONE)}) (?!no basis)|(?:^|[;:,] )1 (?:are|have|were)\b"
    )
    for template in templates():
        names = re.findall(r"\{(\w+)\}", template)
        if names and "{}" not in template and "!" not in template:
            told = Counted(template).format(**dict.fromkeys(names, "1"))
            assert not many.search(told), told


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{count} villages", "1 village"),
        ("{count} observations of {period} are missing", "1 observation of 2 is missing"),
        (
            "{count} files in inbox/ were refused and wait for whom",
            "1 file in inbox/ was refused and waits for whom",
        ),
        ("{period}: {count} new signatures; {left} are missing", "2: 1 new signature; 3 are missing"),
        ("papers for {count} receivers are to go", "papers for 1 receiver are to go"),
        ("{count} is not the name of one village; name one", "1 is not the name of one village; name one"),
        ("{left} villages have no mark", "3 villages have no mark"),
    ],
)
def test_what_is_said_of_one(template: str, told: str) -> None:
    assert str(message(template, count=1, period=2, left=3)) == told


def test_chinese_says_the_same_of_one_and_of_many() -> None:
    assert Counted("还有{count}个村没有接单").format(count=1) == "还有1个村没有接单"
