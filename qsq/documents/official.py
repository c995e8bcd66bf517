"""What makes a paper a 公文 of GB/T 9704-2012, and where its signature and its date stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from qsq.documents.title_lines import halves

_CHARACTER = 4
_LARGEST_POINTS, _WIDTH_POINTS = 48, 440


@dataclass(frozen=True, slots=True)
class Formalities:
    """What a 公文 has above and below its text.

    Attributes:
        letterhead: 发文机关标志, in red over a red line.
        preprinted: whether the paper brings both: their room is left blank.
        stamped: whether a seal is put on signature and date.
        attachments: 附件说明, a name each.
        note: 附注, without its brackets; empty for none.
        copies: 抄送, without its full stop; empty for none.
        printed_by: 印发机关; empty where nothing stands at the end.
    """

    letterhead: str
    preprinted: bool = False
    stamped: bool = True
    attachments: tuple[str, ...] = ()
    note: str = ""
    copies: str = ""
    printed_by: str = ""

    @property
    def points(self) -> int:
        """How large its letterhead is: as large as one line lets it be."""
        return min(_LARGEST_POINTS, _WIDTH_POINTS * _CHARACTER // max(1, _quarters(self.letterhead)))

    @property
    def texts(self) -> Iterator[str]:
        """All that is written in it."""
        yield from (self.letterhead, *self.attachments, self.note, self.copies, self.printed_by)


@dataclass(frozen=True, slots=True)
class EndLine:
    """A line of signature or date, and how far from the right it ends, in quarters of a character."""

    text: str
    right: int


def end_lines(signature: str, dated: str, *, stamped: bool) -> tuple[EndLine, ...]:
    """Signature and date where the standard has them.

    With a seal the date ends four characters from the right, the signature in the middle above it. Without
    one the signature ends two characters from the right, and the date begins two characters behind it.
    """
    senders = [line for line in signature.split("\n") if line]
    widest, date = max(map(_quarters, senders), default=0), _quarters(dated)
    if stamped:
        middle = max(4 * _CHARACTER + date // 2, 2 * _CHARACTER + widest // 2)
        found = [EndLine(line, middle - _quarters(line) // 2) for line in (*senders, dated) if line]
        return tuple(found)
    right = max(2 * _CHARACTER, widest - date)
    left = right + date + 2 * _CHARACTER
    found = [EndLine(line, left - _quarters(line)) for line in senders]
    return (*found, EndLine(dated, right)) if dated else tuple(found)


def _quarters(text: str) -> int:
    """How wide a text is, in quarters of a character; digits are half as wide as characters."""
    return 2 * halves(text)
