"""A period's data within the page that counts it again in the reader's browser, as small as can be."""

from collections.abc import Sequence
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from qsq.board.facts import PeriodFacts
from qsq.board.package.rules import rules_published
from qsq.board.package.tables import observed_names, shown_value
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.values.numbers import plain


def period_data(facts: PeriodFacts) -> dict[str, Any]:
    """What `check.js` reads beside its words: rules, what was entered, and what was published.

    `values` has the different values of each of `tasks`; `seen` has a row for each village with a number for
    each task: which of them was seen, None where nothing was entered. `targets` has a row for each village
    with a cell for each task of `targeted`.
    """
    tasks = list(observed_names(facts.checklist))
    villages = facts.figures.villages
    registered = {one.code: one for one in facts.register.villages}
    targets = facts.inputs.targets
    targeted = sorted({task for _code, task in targets})
    values: list[dict[str, int]] = [{} for _task in tasks]
    seen = [_seen(facts, one.village_code, tasks, values) for one in villages]
    return {
        "rules": rules_published(facts.scheme, facts.checklist, facts.missing),
        "tasks": tasks,
        "villages": [
            [
                one.village_code,
                one.village_name,
                one.town_code,
                str(registered[one.village_code].kind),
                registered[one.village_code].group,
            ]
            for one in villages
        ],
        "values": [list(one) for one in values],
        "seen": seen,
        "targeted": targeted,
        "targets": [
            [_target(targets.get((one.village_code, task))) for task in targeted] for one in villages
        ],
        "adjustments": {
            code: [{"kind": str(one.kind), "points": plain(one.points)} for one in those]
            for code, those in facts.inputs.adjustments.items()
        },
        "published": [_published(one) for one in villages],
    }


def words_read(words: SimpleNamespace) -> dict[str, Any]:
    """The words that `check.js` shows."""
    return {
        "same": words.check_same,
        "differ": words.check_differ,
        "void": words.void,
        "sum": words.sum,
        "bonus": words.bonus,
        "deduction": words.deduction,
        "town_mark": words.town_mark,
        "city_mark": words.city_mark,
        "results": [
            words.town_mark,
            words.city_mark,
            words.rank,
            words.city_rank,
            words.reward,
            words.card,
            words.grade,
        ],
    }


def _seen(
    facts: PeriodFacts, code: str, tasks: Sequence[str], values: Sequence[dict[str, int]]
) -> list[int | None]:
    observations = facts.inputs.observations.get(code, {})
    return [
        known.setdefault(shown_value(observations[task]), len(known)) if task in observations else None
        for task, known in zip(tasks, values, strict=True)
    ]


def _target(target: Fraction | None) -> str | None:
    return None if target is None else plain(target)


def _published(one: RecordedVillage) -> list[str]:
    figures = (one.town_mark, one.city_mark, str(one.rank), str(one.city_rank), one.reward)
    return [*figures, one.yellow_card or "", one.grade or ""]
