"""Where rounding alone decides: borders that marks without any rounding would draw otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from qsq.fairness.borders import Border
from qsq.fairness.standing import Judged


@dataclass(frozen=True, slots=True)
class Decided:
    """Two villages that rounding alone put on their sides of a border, or one beside a limit.

    Attributes:
        before: on the better side as printed; empty where one alone fell short of a limit.
        behind: on the other side; empty where one alone reached a limit.
        marks: what each has without rounding, in points; the limit's stands for one that is empty.
    """

    border: Border
    before: str
    behind: str
    marks: tuple[Fraction, Fraction]

    @property
    def difference(self) -> Fraction:
        """By how much the one behind is better without rounding; 0 where they would stand equal."""
        return self.marks[1] - self.marks[0]


def decided_by_rounding(
    borders: Iterable[Border], exact: Mapping[str, Judged], printed: Mapping[str, Fraction]
) -> tuple[Decided, ...]:
    """All that rounding alone decided.

    Args:
        borders: of a period's town marks, or of a year.
        exact: what each village is judged by, before anything was rounded.
        printed: the marks as they are printed, in points.
    """
    marks = {code: one.mark for code, one in exact.items()}
    return tuple(one for border in borders for one in _decided(border, marks, printed))


def _decided(
    border: Border, marks: Mapping[str, Fraction], printed: Mapping[str, Fraction]
) -> Iterator[Decided]:
    if border.tied:
        yield from _told_apart(border, marks)
    elif border.limit is None:
        yield from _exchanged(border, marks, printed)
    else:
        limit = border.limit
        for code in border.before:
            if marks[code] < limit:
                yield Decided(border, code, "", (marks[code], limit))
        for code in border.behind:
            if marks[code] >= limit:
                yield Decided(border, "", code, (limit, marks[code]))


def _told_apart(border: Border, marks: Mapping[str, Fraction]) -> Iterator[Decided]:
    """Villages that tie as printed and would not without rounding: the worst beside the best."""
    ordered = sorted(border.behind, key=lambda code: marks[code])
    if marks[ordered[0]] != marks[ordered[-1]]:
        yield Decided(border, ordered[0], ordered[-1], (marks[ordered[0]], marks[ordered[-1]]))


def _exchanged(
    border: Border, marks: Mapping[str, Fraction], printed: Mapping[str, Fraction]
) -> Iterator[Decided]:
    """Those before a border whom as many behind it would have pushed out, the clearest case first."""
    losing = sorted(border.before, key=lambda code: marks[code])
    gaining = sorted(border.behind, key=lambda code: -marks[code])
    for one, other in zip(losing, gaining, strict=False):
        level = marks[one] == marks[other] and printed[one] != printed[other]
        if marks[one] < marks[other] or level:
            yield Decided(border, one, other, (marks[one], marks[other]))
