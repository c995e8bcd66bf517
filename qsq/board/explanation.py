"""How a mark came about, in plain words: what was observed, by which method, full mark × share.

What the derivation found is told; nothing is counted here.
"""

from types import SimpleNamespace

from qsq.domain.results.derived import Derived, Formula


def task_told(derived: Derived, words: SimpleNamespace) -> str:
    """What was observed of a task, and by which method it earns its points; of rounds, what each brought."""
    own = _told(derived, words)
    if not derived.parts:
        return own
    rounds = [
        words.how_round.format(number=number, told=_told(one, words), earned=earned_told(one, words))
        for number, one in _numbered(derived)
    ]
    return str(words.part_mark.join([*rounds, own]))


def earned_told(derived: Derived, words: SimpleNamespace) -> str:
    """What was earned; what does not apply is left out."""
    if derived.formula in _NOTHING:
        return str(words.void)
    return str(words.earned.format(earned=derived.result))


def item_told(derived: Derived, words: SimpleNamespace, *, city: bool = False) -> str:
    """Full mark × share of an item, as a line that a calculator confirms."""
    if derived.formula is Formula.VOID:
        return "" if city else str(words.how_void)
    line = words.how_city if city else words.how_item
    return str(line.format(mark=derived.result, **derived.values))


def _told(derived: Derived, words: SimpleNamespace) -> str:
    return str(getattr(words, f"how_{derived.formula}").format(**derived.values))


def _numbered(derived: Derived) -> list[tuple[int, Derived]]:
    """The rounds of a task with their numbers; the first one's name is the task's."""
    return [(int(one.of.partition("#")[2] or 1), one) for one in derived.parts]


_NOTHING = {Formula.NA, Formula.EXCLUDED, Formula.VOID}
