"""rules/YEAR/tests/*.yaml → the worked examples that `qsq rules test` holds the rules to (CONTRACT.md 11)."""

from collections.abc import Iterator

from qsq.domain.county.places import Village
from qsq.domain.faults import Faults
from qsq.domain.folder import Folder
from qsq.domain.observed.observation import Adjustment
from qsq.domain.observed.rule_tests import RuleTest, Written
from qsq.domain.values.periods import Period
from qsq.rules.shapes.rule_tests import RuleTestShape, RuleTestsShape
from qsq.rules.shaping import shaped
from qsq.rules.yaml_document import YamlDocument, read_document

_ENDINGS = (".yaml", ".yml")


def load_rule_tests(folder: Folder, faults: Faults) -> tuple[RuleTest, ...]:
    """All tests of all years, in the order of their files; every fault is noted."""
    return tuple(test for file in _files(folder) for test in _tests(folder, file, faults))


def _files(folder: Folder) -> Iterator[str]:
    for year in folder.folders("rules"):
        path = f"rules/{year}/tests"
        yield from (f"{path}/{name}" for name in folder.names(path) if name.endswith(_ENDINGS))


def _tests(folder: Folder, file: str, faults: Faults) -> Iterator[RuleTest]:
    document = read_document(file, folder.read(file) or b"", faults)
    shape = shaped(document, RuleTestsShape, faults) if document else None
    if document is None or shape is None:
        return
    for index, test in enumerate(shape.root):
        try:
            period = Period.read(test.period)
        except ValueError:
            place = document.place((index, "period"))
            faults.add(place, "found {found}; expected a period such as 2023Q1", found=test.period)
            continue
        yield _test(document, index, test, period)


def _test(document: YamlDocument, index: int, shape: RuleTestShape, period: Period) -> RuleTest:
    village = shape.village

    def written(key: str, values: dict[str, str | None]) -> dict[str, Written]:
        return {name: Written(text, document.place((index, key, name))) for name, text in values.items()}

    return RuleTest(
        name=shape.name,
        place=document.place((index,)),
        period=period,
        village=Village("", shape.name, village.town, village.kind, village.group or ""),
        observations=written("observations", {**shape.observations}),
        targets=dict(shape.targets),
        adjustments=tuple(Adjustment(one.kind, one.points, "", "") for one in shape.adjustments),
        expect=written("expect", shape.expect),
    )
