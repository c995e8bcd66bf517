"""A derivation as a tree: for each figure its rule in words, the same with its numbers, and the result."""

from collections.abc import Iterator, Mapping, Sequence

from qsq.cli.terminal.language import _, said, spot
from qsq.domain.faults import Message, message
from qsq.domain.results.derived import NO, YES, Derived, Formula
from qsq.version import __version__
from qsq.year.explain.explained import Explained

FORMULAS: Mapping[Formula, Message] = {
    Formula.AWARD: message("what the department gave, at most {points}"),
    Formula.DEDUCT: message("points − {each} for each of {value}, at least {floor}"),
    Formula.RATIO: message("points × min(1, done ÷ target)"),
    Formula.GRADE: message("points × the share of “{value}”"),
    Formula.YES: message("done: all points"),
    Formula.NO: message("not done: no points"),
    Formula.BAND: message("the points of the highest band that {value} reaches"),
    Formula.NO_BAND: message("{value} is below the lowest band"),
    Formula.SCALE: message("points × (seen − {zero}) ÷ ({full} − {zero}), from {least} to {most}"),
    Formula.NA: message("not applicable: {note}"),
    Formula.EXCLUDED: message("no observation: left out"),
    Formula.ZERO: message("no observation: counts as 0"),
    Formula.MEAN: message("the mean of the rounds"),
    Formula.TRIMMED_MEAN: message(
        "the mean of the rounds, where there are three or more without one highest and one lowest"
    ),
    Formula.LOWEST: message("the lowest of the rounds"),
    Formula.WEIGHT: message("weight × what the season or town stresses ({themes})"),
    Formula.FULL: message("full mark: total × weight ÷ the weights of all that applies"),
    Formula.LEFT_OVER: message(
        "what cutting to {unit} leaves of the total: {count} × {unit}, for the largest rests, of equal ones"
        " the first"
    ),
    Formula.REST: message("its rest, in parts of {unit}"),
    Formula.EXTRA: message("rest {rest}: {before} stand before it, {left} take {unit} more"),
    Formula.VOID: message("not applicable"),
    Formula.ITEM: message("full mark × earned ÷ points"),
    Formula.BONUS: message("the points together, at most the limit"),
    Formula.DEDUCTION: message("the points together, at most the limit"),
    Formula.ADJUSTMENT: message("{reason} ({department}) {basis}"),
    Formula.TOWN_MARK: message("the items’ marks + bonus − deduction, at least 0"),
    Formula.CITY_MARK: message(
        "the same with the city’s weights; below stands what is not as in the town mark"
    ),
    Formula.RANK: message("1 + how many of the pool’s {size} stand before it"),
    Formula.CITY_RANK: message("1 + how many of the city’s {size} stand before it"),
    Formula.BEFORE: message("rank {rank}, next before it by {keys}"),
    Formula.LEVEL: message("rank {rank}, level with it by {keys}"),
    Formula.BEHIND: message("rank {rank}, next behind it by {keys}"),
    Formula.VETOED: message("{reason} ({department}) {basis}"),
    Formula.GRADE_TAKEN: message("the first whose conditions all hold"),
    Formula.GRADE_MISSED: message("a better one, not all of whose conditions hold"),
    Formula.NO_VETO: message("no veto"),
    Formula.FROM: message("the mark that the grade asks for"),
    Formula.EACH_CATEGORY: message("the share of its full marks that each category needs"),
    Formula.EACH_ITEM: message("the share of its full mark that each item needs"),
    Formula.EVERY_PERIOD: message("the grade that every period needs"),
    Formula.AT_MOST: message("as good or better ones that fulfil the rest, against the grade’s places"),
    Formula.CARD_VETO: message("it falls: vetoed"),
    Formula.CARD_BELOW: message("a yellow card falls below this"),
    Formula.CARD_LAST: message(
        "a yellow card for the last: how many stand behind it, villages of the pool, spared from this mark on"
    ),
    Formula.NO_CARD: message("none falls: no condition holds"),
    Formula.REWARD: message("for the place + for every village + for the grade"),
    Formula.UNPAID_VETO: message("nothing is paid: it is vetoed"),
    Formula.UNPAID_YELLOW_CARD: message("nothing is paid: it has a yellow card"),
    Formula.UNPAID_FROM: message("nothing is paid: its mark is too low"),
    Formula.POT: message("pot × the pool’s villages ÷ all villages"),
    Formula.PLACE: message("place {place}: the pool’s part × the place’s share"),
    Formula.TIED_PLACES: message("the money of their places together, shared by {count} that tie"),
    Formula.AMOUNT: message("place {place}: its amount"),
    Formula.ANNUAL_MARK: message(
        "the mean of the city marks, with the review where there is one, rounded once"
    ),
    Formula.PERIOD_MARK: message("city mark, rank {rank} (qsq explain {code} {period})"),
    Formula.REVIEW: message("the year-end review"),
    Formula.ELIGIBLE: message("may be honoured: all conditions hold"),
    Formula.INELIGIBLE: message("may not be honoured: not all conditions hold"),
    Formula.RECOMMENDED: message("recommended by its town"),
    Formula.MIN_PERIODS: message("marked in as many periods as are asked for"),
    Formula.YELLOW_CARDS: message("no more yellow cards than are allowed"),
    Formula.MIN_MARK: message("the least annual mark"),
    Formula.ORDER: message("1 + how many of the {size} that may be honoured stand before it"),
    Formula.HONOUR: message("{name}: its place among those that take it, against their number"),
    Formula.NO_HONOUR: message("no honour"),
    Formula.LAST_OF_HONOUR: message("the last that takes {name}, place {rank}, by {keys}"),
    Formula.IMPROVEMENT: message("the latest city mark − the mean of its own, rounded once"),
    Formula.IMPROVED: message("{name} goes to those that improved"),
    Formula.HONOUR_GRADE: message("{name} asks for a better annual grade"),
    Formula.HONOUR_EMPTY: message("nobody takes {name}"),
    Formula.UNDECIDED: message("{name}: villages that tie, against the places left; the committee decides"),
    Formula.STRUCK: message("struck off by the committee: {reason}"),
    Formula.PRIZE: message("welfare + cadres"),
    Formula.WELFARE: message("prize × the share of welfare"),
    Formula.CADRES: message("prize × the share of the cadres"),
    Formula.CADRE_SHARE: message("{name}: a share of the cadres’ part"),
    Formula.UPLIFT: message("{name}: base bonus × uplift"),
}
"""The rules in words."""

_FIGURES = {
    "town_mark": message("town mark"),
    "city_mark": message("city mark"),
    "rank": message("rank"),
    "city_rank": message("city rank"),
    "annual_mark": message("annual mark"),
    "bonus": message("bonus"),
    "deduction": message("deduction"),
    "veto": message("veto"),
    "full": message("full marks"),
    "grade": message("grade"),
    "yellow_card": message("yellow card"),
    "reward": message("reward"),
    "place": message("the place’s money"),
    "pot": message("the pool’s money"),
    "review": message("review"),
    "honour": message("honour"),
    "order": message("place in the order"),
    "improvement": message("improvement"),
    "prize": message("prize"),
    "welfare": message("welfare"),
    "cadres": message("cadres"),
}

_KEYS = {
    "vetoes": message("vetoes"),
    "mark": message("mark"),
    "least_deductions": message("deductions"),
    "most_bonus": message("bonus"),
    "fewest_yellow_cards": message("yellow cards"),
    "best_period": message("best period"),
    "latest_period": message("latest period"),
    "improvement": message("improvement"),
}


def told(explained: Explained) -> str:
    """All of it, to be printed."""
    head = _("{town} {village} {code}, {when} revision {revision}")
    if not explained.revision:
        head = _("{town} {village} {code}, {when} DRAFT")
    head = head.format(
        town=explained.town_name,
        village=explained.village.name,
        code=explained.village.code,
        when=explained.when,
        revision=explained.revision,
    )
    return "\n".join([head, *_notes(explained), *lines(explained.derived, explained.names), _legend()])


def _notes(explained: Explained) -> Iterator[str]:
    if explained.provisional:
        yield _("provisional: missing observations were read otherwise than the scheme says")
    if not explained.recounted:
        yield _(
            "program {now} counts other marks than {then} recorded; these stand, and how they came about"
            " cannot be shown"
        ).format(now=__version__, then=explained.program)


def _legend() -> str:
    return _("= exactly so  ≈ rounded as printed  ⌊ ⌋ the whole part  ✓ holds  ✗ does not")


def lines(derived: Sequence[Derived], names: Mapping[str, str], margin: str = "") -> Iterator[str]:
    """Figures as a tree, three lines each; a branch of its own for each that they follow from."""
    for at, one in enumerate(derived):
        last = at + 1 == len(derived)
        head, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
        yield f"{margin}{head}{_rule(one, names)}"
        inner = f"{margin}{below}"
        beside = "│ " if one.parts else "  "
        if one.numbers:
            yield f"{inner}{beside}  {one.numbers}"
            yield f"{inner}{beside}  {_sign(one)}{one.result}"
        elif one.result:
            yield f"{inner}{beside}  {one.result}"
        yield from lines(one.parts, names, inner)


def _sign(one: Derived) -> str:
    """Before a result: whether it is rounded; nothing before what holds or does not."""
    return "" if one.result in {YES, NO} else "≈ " if one.rounded else "= "


def _rule(one: Derived, names: Mapping[str, str]) -> str:
    """Whose figure it is, by which rule, and where it was read."""
    values = {**one.values, "keys": _keys(one.values.get("keys", ""), names)}
    if "department" in values:
        values["department"] = names.get(f"department:{values['department']}", values["department"])
    formula = FORMULAS[one.formula]
    rule = said(Message(formula.template, tuple(values.items()))).strip()
    places = f" [{', '.join(map(spot, one.places))}]" if one.places else ""
    return f"{_whose(one, names)}: {rule}{places}"


def _whose(one: Derived, names: Mapping[str, str]) -> str:
    if one.of in _FIGURES:
        return said(_FIGURES[one.of])
    if one.formula is Formula.EACH_CATEGORY:
        return names.get(f"category:{one.of}", one.of)
    _task, _sign, number = one.of.partition("#")
    name = names.get(one.of) or one.values.get("village") or one.of
    return _("{task}, round {number}").format(task=name, number=number) if number else name


def _keys(keys: str, names: Mapping[str, str]) -> str:
    """What tells two villages apart, in words."""
    found = []
    for key in filter(None, keys.split(",")):
        kind, _sign, of = key.partition(":")
        found.append(said(_KEYS[kind]) if kind in _KEYS else names.get(key) or names.get(of, of))
    return ", ".join(found)
