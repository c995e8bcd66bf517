"""A long title broken by sense: behind a word or a sign, never inside a word, into lines of like length."""

import re
from functools import cache
from math import ceil
from unicodedata import east_asian_width

_SENSE = re.compile(r"(?<=[、，；：。])|(?=《)|(?<!\d)(?=\d{4}年)")
_ENDS = re.compile(
    r"(?:表彰|年度|[一二三四]季度|上半年|下半年|月份|工作|评比|考核|评价|结果|名单|清单|情况|报告|办公室|委员会"
    r"|街道|社区|[》”）])$"
)
_BEGINS = re.compile(r"(?:[“（]|村级|镇级|工作|评比|考核|通报|决定|通知|公示|任务清单|表彰)")
_NEVER_BEGINS, _NEVER_ENDS = "、，；：。》”）的", "《“（"
_KEPT = re.compile(r"[0-9A-Za-z.%〔〕]")
_NEVER = 10**6


def broken(title: str, most: int) -> str:
    """A title with its lines parted, those that its author parted first.

    Args:
        title: as it is worded.
        most: how many characters a line holds.
    """
    return "\n".join(part for line in title.split("\n") for part in _parted(line, 2 * most))


def _parted(line: str, most: int) -> list[str]:
    if halves(line) <= most:
        return [line]
    anywhere = [at for at in range(1, len(line)) if _may_part(line, at)]
    sense = [at for at in anywhere if any(found.start() == at for found in _SENSE.finditer(line))]
    words = [at for at in anywhere if at in sense or _ENDS.search(line[:at]) or _BEGINS.match(line[at:])]
    found = (_best(line, places, most) for places in (sense, words, anywhere))
    return next((lines for lines in found if lines), [line])


def _may_part(line: str, at: int) -> bool:
    """Whether a line may be broken at all: within no number, and no sign alone."""
    if line[at] in _NEVER_BEGINS or line[at - 1] in _NEVER_ENDS:
        return False
    return not (_KEPT.match(line[at - 1]) and _KEPT.match(line[at]))


def _best(line: str, places: list[int], most: int) -> list[str]:
    """As few lines as hold it, of lengths as like as can be; none where some part is too long."""
    wanted = ceil(halves(line) / most)

    @cache
    def best(start: int) -> tuple[int, int, tuple[str, ...]]:
        """How many lines the rest takes, how unlike they are, and the lines."""
        rest = line[start:]
        found: tuple[int, int, tuple[str, ...]]
        found = (1, _unlike(rest), (rest,)) if halves(rest) <= most else (_NEVER, 0, ())
        for at in places:
            if at > start and halves(line[start:at]) <= most:
                count, unlike, lines = best(at)
                found = min(found, (count + 1, unlike + _unlike(line[start:at]), (line[start:at], *lines)))
        return found

    def _unlike(part: str) -> int:
        return (halves(part) - halves(line) // wanted) ** 2

    return list(best(0)[2])


def halves(text: str) -> int:
    """How wide a text is, in half characters: what is Chinese, or may be, is two wide."""
    return sum(2 if east_asian_width(one) in "WFA" else 1 for one in text)
