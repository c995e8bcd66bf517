"""What was entered for a period, as the ledger keeps it, whatever the order of rows and the kind of file."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from operator import itemgetter
from typing import Any

from qsq.domain.observed.observation import Adjustment, AdjustmentKind, Observation, PeriodInputs, VillageTask
from qsq.domain.scheme.methods import Value
from qsq.ledger.canonical import canonical, written
from qsq.ledger.encoding.codec import NUMBER, TEXT, Composite, Field, Pair, Record, word

ADJUSTMENT = Composite(
    Adjustment,
    Field("kind", word(AdjustmentKind)),
    Field("points", NUMBER, Fraction(0)),
    Field("reason", TEXT),
    Field("department", TEXT),
    Field("basis", TEXT, ""),
)


def _encoded(inputs: PeriodInputs) -> dict[str, Any]:
    return {
        "adjustments": {
            code: sorted(map(_sorted, map(ADJUSTMENT.encode, found)), key=canonical)
            for code, found in sorted(inputs.adjustments.items())
            if found
        },
        "observations": _seen(inputs.observations),
        "targets": _targets(inputs.targets),
    }


def _targets(targets: Mapping[VillageTask, Fraction]) -> list[list[Any]]:
    """Each village, task and target, in their order; very many are sorted soonest text by text."""
    keys = sorted(sorted(targets, key=itemgetter(1)), key=itemgetter(0))
    return [[*key, NUMBER.encode(targets[key])] for key in keys]


def _sorted(found: Mapping[str, Any]) -> dict[str, Any]:
    return dict(sorted(found.items()))


def _seen(observations: Mapping[str, Mapping[str, Observation]]) -> list[list[Any]]:
    """Each task, text, note and value, with the villages of which just this was seen."""
    villages: dict[tuple[str, Observation], list[str]] = {}
    alike: defaultdict[str, dict[int, list[str]]] = defaultdict(dict)
    for code in sorted(observations):
        for task, seen in observations[code].items():
            codes = alike[task].get(id(seen))  # the reader makes one value of what is written alike
            if codes is None:
                codes = alike[task][id(seen)] = villages.setdefault((task, seen), [])
            codes.append(code)
    rows = [
        [task, seen.text, seen.note, _written(seen.value), codes] for (task, seen), codes in villages.items()
    ]
    return sorted(rows, key=lambda row: (*row[:3], str(row[3])))


def _written(value: Value | None) -> Any:
    return {"number": NUMBER.encode(value)} if isinstance(value, Fraction) else value


def _value(found: Any) -> Value | None:
    match found:
        case {"number": text}:
            return NUMBER.decode(text)
        case None | bool() | str():
            return found
        case _:
            raise ValueError(found)


def _decoded(found: Mapping[str, Any]) -> PeriodInputs:
    observations: defaultdict[str, dict[str, Observation]] = defaultdict(dict)
    for task, text, note, value, codes in found["observations"]:
        seen = Observation(text, _value(value), note)
        for code in codes:
            observations[code][task] = seen
    return PeriodInputs(
        observations=dict(observations),
        targets={(code, task): NUMBER.decode(target) for code, task, target in found["targets"]},
        adjustments={
            code: tuple(map(ADJUSTMENT.decode, each)) for code, each in found["adjustments"].items()
        },
    )


INPUTS: Record[PeriodInputs] = Record("inputs", Pair(_encoded, _decoded), write=written)


def inputs_of_village(content: bytes, village_code: str) -> PeriodInputs:
    """What a snapshot of inputs holds of one village, and the adjustments of all; the rest takes time."""

    def decoded(found: Mapping[str, Any]) -> PeriodInputs:
        own = {
            "observations": [
                [*row[:4], [village_code]] for row in found["observations"] if village_code in row[4]
            ],
            "targets": [row for row in found["targets"] if row[0] == village_code],
            "adjustments": found["adjustments"],
        }
        return _decoded(own)

    return Record(INPUTS.name, Pair(_encoded, decoded), INPUTS.older).value(content)
