"""A period's rules in the words of the rule files, as far as its marks and ranks rest on them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, assert_never

from qsq.domain.scheme.checklist import Checklist, Emphasis, Item, Scope, Task
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Method, Ratio, Scaled, YesNo
from qsq.domain.scheme.scheme import GradeRule, Missing, Rewards, Scheme, TieBreak, YellowCardRule
from qsq.domain.values.money import yuan
from qsq.domain.values.numbers import percent, plain

Words = dict[str, Any]
"""What a rule file says, by its keys; numbers and shares as text."""


def rules_published(scheme: Scheme, checklist: Checklist, missing: Missing) -> Words:
    """Scheme, period and towns' rules (CONTRACT.md sections 3 and 8), without what no mark rests on."""
    towns = {
        town.town_code: {
            "add": [_item(item) for item in town.add],
            "emphasis": _emphasis(town.emphasis),
            "drop": [{"item": one.item, "reason": one.reason} for one in town.drop],
        }
        for town in checklist.towns
    }
    return {
        "scheme": _scheme(scheme, missing),
        "period": {
            "period": str(checklist.period),
            "title": checklist.title,
            "emphasis": _emphasis(checklist.emphasis),
            "items": [_item(item) for item in checklist.items],
        },
        "towns": towns,
    }


def _scheme(scheme: Scheme, missing: Missing) -> Words:
    scale = scheme.marks.scale
    caps = {"bonus_cap": scheme.caps.bonus, "deduction_cap": scheme.caps.deduction}
    return {
        "scheme": scheme.name,
        "marks": {
            "total": plain(scale.exact(scheme.marks.total)),
            "decimals": scale.decimals,
            "rounding": str(scale.rounding),
        },
        "missing": str(missing),
        "adjustments": _given(**caps),
        "categories": [{"id": one.id, "name": one.name} for one in scheme.categories],
        "ranking": {
            "pool": [str(field) for field in scheme.ranking.pool],
            "tie_break": [_tie_break(one) for one in scheme.ranking.tie_break],
        },
        "rewards": _rewards(scheme.rewards),
        **({"yellow_card": _card(scheme.yellow_card)} if scheme.yellow_card else {}),
        **({"grades": [_grade(one) for one in scheme.grades]} if scheme.grades else {}),
    }


def _given(**numbers: Fraction | None) -> Words:
    return {name: plain(number) for name, number in numbers.items() if number is not None}


def _tie_break(one: TieBreak) -> str:
    return f"{one.rule}:{one.id}" if one.id else str(one.rule)


def _rewards(rewards: Rewards) -> Words:
    places: Words = {"amounts": [yuan(fen) for fen in rewards.amounts]}
    if rewards.places:
        places = {"pool": yuan(rewards.pool), "places": [percent(share) for share in rewards.places]}
    return {
        **places,
        "base": yuan(rewards.base),
        "by_grade": {grade: yuan(fen) for grade, fen in rewards.by_grade.items()},
        "from": plain(rewards.least),
    }


def _card(rule: YellowCardRule) -> Words:
    return {
        "last": rule.last,
        "below": plain(rule.below),
        "spare_at": plain(rule.spare_at),
        "smallest_pool": rule.smallest_pool,
    }


def _grade(rule: GradeRule) -> Words:
    shares = {
        "each_category": rule.each_category,
        "each_item": rule.each_item,
        "at_most": rule.at_most,
    }
    return {
        "id": rule.id,
        "name": rule.name,
        **({} if rule.least is None else {"from": plain(rule.least)}),
        **{name: percent(share) for name, share in shares.items() if share is not None},
    }


def _emphasis(emphasis: Sequence[Emphasis]) -> list[Words]:
    return [{"theme": one.theme, "name": one.name, "multiplier": plain(one.multiplier)} for one in emphasis]


def _item(item: Item) -> Words:
    return {
        "id": item.id,
        "name": item.name,
        "category": item.category,
        "department": item.department,
        "weight": plain(item.weight),
        "themes": list(item.themes),
        "tasks": [_task(task) for task in item.tasks],
        **({"for": dict(_scope(item.scope))} if item.scope else {}),
    }


def _scope(scope: Scope) -> Iterator[tuple[str, list[str]]]:
    for field, fits in (("kind", scope.kinds), ("group", scope.groups), ("town", scope.towns)):
        if fits:
            yield field, [str(one) for one in fits]


def _task(task: Task) -> Words:
    combine = task.combine
    return {
        "id": task.id.partition(".")[2],
        "text": task.text,
        "points": plain(task.points),
        "method": _method(task.method),
        **({"combine": {"rounds": combine.rounds, "how": str(combine.how)}} if combine else {}),
    }


def _method(method: Method) -> Words:
    match method:
        case Award():
            return {"kind": "award"}
        case Deduct(each, floor):
            return {"kind": "deduct", "each": plain(each), "floor": plain(floor)}
        case Ratio(target):
            return {"kind": "ratio", "target": "per_village" if target is None else plain(target)}
        case Grade(grades):
            return {"kind": "grade", "grades": {name: percent(share) for name, share in grades}}
        case YesNo():
            return {"kind": "yes_no"}
        case Bands(bands):
            return {
                "kind": "bands",
                "bands": [{"from": plain(start), "points": plain(points)} for start, points in bands],
            }
        case Scaled(zero, full, least, most):
            return {"kind": "scale", **_given(zero=zero, full=full, least=least, most=most)}
        case _:
            assert_never(method)
