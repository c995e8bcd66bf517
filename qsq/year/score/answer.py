"""A period's result as programs read it, and as the ledger keeps it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from qsq.domain.results.town_marks import TownMark
from qsq.domain.scheme.checklist import Item
from qsq.domain.scheme.grades import GradeCondition, Short, TakenGrade
from qsq.domain.values.money import yuan
from qsq.domain.values.numbers import Scale, plain
from qsq.late import late
from qsq.ledger.canonical import written
from qsq.scoring.evaluation import Evaluation, VillageResult

if TYPE_CHECKING:
    from qsq.domain.results import recorded
    from qsq.domain.results.recorded import RecordedShort
else:
    (recorded,) = late("qsq.domain.results", "recorded")


def evaluation_answer(evaluation: Evaluation) -> Iterator[bytes]:
    """The part of the answer that follows from rules and inputs alone, as JSON in parts.

    Its keys are sorted as `written` wants them; villages, the last of them, are written some at a time.
    """
    rest = written(
        {
            "added": {
                town.town_code: [_item_answer(item) for item in town.add]
                for town in sorted(evaluation.checklist.towns, key=lambda town: town.town_code)
                if town.add
            },
            "checklist": [_item_answer(item) for item in evaluation.checklist.items],
            "grades": [{"grade": grade.id, "name": grade.name} for grade in evaluation.scheme.grades],
            "rewards": [
                _money_answer(one) for one in evaluation.villages if one.money.whole or one.money.unpaid
            ],
            "short": [
                found
                for one in evaluation.villages
                for found in short_answer(one.marks.village.code, one.grade, evaluation.scheme.marks.scale)
            ],
            "towns": town_answer(evaluation.towns, evaluation.scheme.marks.scale),
            "vetoes": [
                {"basis": veto.basis or None, "reason": veto.reason, "village_code": marks.village.code}
                for marks in (result.marks for result in evaluation.villages)
                for veto in sorted(marks.vetoes, key=lambda veto: (veto.reason, veto.basis))
            ],
        }
    )
    yield from (rest[:-1], b',"villages":[')
    yield from _villages(evaluation)
    yield b"]}"


_TOGETHER = 500
"""Villages that are written at a time."""


def _villages(evaluation: Evaluation) -> Iterator[bytes]:
    writer, villages = _Writer(evaluation), evaluation.villages
    for start in range(0, len(villages), _TOGETHER):
        found = written([writer.village(one) for one in villages[start : start + _TOGETHER]])
        yield (b"," if start else b"") + found[1:-1]


def town_answer(towns: Sequence[TownMark], scale: Scale) -> list[dict[str, Any]]:
    """The towns' marks and ranks, in code order."""
    return [
        {"mark": scale.text(one.mark), "rank": one.rank, "town_code": one.town_code, "villages": one.villages}
        for one in towns
    ]


def short_answer(code: str, grade: TakenGrade | None, scale: Scale) -> list[dict[str, str]]:
    """Why a village took no better grade: each condition that it did not fulfil, with what was wanted.

    It stands beside the villages, not in them: what a village's part of the answer holds is the contract's.
    """
    return [
        {
            "condition": one.condition,
            "found": one.found,
            "grade": one.grade,
            "of": one.of,
            "village_code": code,
            "wanted": one.wanted,
        }
        for one in shorts_of(grade, scale)
    ]


def shorts_of(grade: TakenGrade | None, scale: Scale) -> "tuple[RecordedShort, ...]":
    """The conditions of better grades that a village did not fulfil, as they are recorded."""
    return tuple(
        recorded.RecordedShort(
            one.grade,
            one.condition,
            one.of,
            _figure(one, Fraction(one.found), scale),
            _figure(one, one.wanted, scale),
        )
        for one in (grade.short if grade else ())
    )


def _figure(short: Short, figure: Fraction, scale: Scale) -> str:
    """A figure of a condition: a count of places, or a mark; an exact one may have more decimals."""
    if short.condition in {GradeCondition.NO_VETO, GradeCondition.EVERY_PERIOD}:
        return ""
    if short.condition is GradeCondition.AT_MOST:
        return str(figure)
    return scale.text(int(figure)) if figure.denominator == 1 else plain(figure / scale.unit)


def _money_answer(result: VillageResult) -> dict[str, str | None]:
    """What a village's reward is made of, or would be; keys are sorted for `written`."""
    money = result.money
    return {
        "base": yuan(money.base),
        "grade": yuan(money.grade),
        "place": yuan(money.place),
        "unpaid": money.unpaid,
        "village_code": result.marks.village.code,
    }


def _item_answer(item: Item) -> dict[str, str]:
    return {"category": item.category, "department": item.department, "item": item.id, "name": item.name}


class _Figures(dict[int | None, str | None]):
    """Units as text: the same ones come again and again, and each is written once."""

    def __init__(self, scale: Scale) -> None:
        super().__init__({None: None})
        self._scale = scale

    def __missing__(self, units: int) -> str:
        text = self[units] = self._scale.text(units)
        return text


_Units = tuple[str, int | None, int | None, int | None, int | None]
"""An item, its full mark and mark, and both in the city."""


class _Items(dict[_Units, dict[str, str | None]]):
    """What is written of items: the same comes again and again, and each is made once."""

    def __init__(self, figures: _Figures) -> None:
        super().__init__()
        self._figures = figures

    def __missing__(self, key: _Units) -> dict[str, str | None]:
        item, *units = key
        full, mark, city_full, city_mark = (self._figures[one] for one in units)
        city = {"city_full": city_full, "city_mark": city_mark}
        self[key] = found = {**city, "full": full, "item": item, "mark": mark}
        return found


class _Writer:
    def __init__(self, evaluation: Evaluation) -> None:
        self.figures = _Figures(evaluation.scheme.marks.scale)
        self.items = _Items(self.figures)

    def village(self, result: VillageResult) -> dict[str, Any]:
        marks, figures = result.marks, self.figures
        return {
            "bonus": figures[marks.bonus],
            "city_mark": figures[marks.city_mark],
            "city_rank": result.city_rank,
            "deduction": figures[marks.deduction],
            "grade": result.grade and result.grade.id,
            "items": [
                self.items[one.item.id, one.full, one.mark, one.city_full, one.city_mark]
                for one in marks.items
            ],
            "rank": result.rank,
            "reward": yuan(result.reward),
            "town_code": marks.village.town_code,
            "town_mark": figures[marks.town_mark],
            "vetoed": marks.vetoed,
            "village_code": marks.village.code,
            "village_name": marks.village.name,
            "yellow_card": result.yellow_card,
        }
