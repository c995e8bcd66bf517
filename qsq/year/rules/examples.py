"""Hold the rules to worked examples: expected and found, with how what was found came about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qsq.domain.faults import Fault, Faults, Message, QsqError, Refused, message
from qsq.domain.observed.observation import NOT_APPLICABLE, Observation, PeriodInputs
from qsq.domain.observed.rule_tests import RuleTest, Written
from qsq.domain.scheme.checklist import Checklist, Task
from qsq.domain.scheme.scheme import Missing, Scheme
from qsq.domain.values.numbers import read_number
from qsq.domain.values.periods import Period
from qsq.intake.observed.values import read_value
from qsq.intake.register import load_register
from qsq.intake.sheets.spelling import not_applicable
from qsq.rules.period_file import load_checklist
from qsq.rules.scheme_file import load_scheme
from qsq.rules.tests_file import load_rule_tests
from qsq.scoring.derivation import Derivation
from qsq.scoring.evaluation import VillageResult, evaluate
from qsq.scoring.marks import NothingApplicable
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.office import Office


class TestsFail(QsqError):  # noqa: N818 - the rules or the examples are wrong, not the program
    """Rules do not give what the tests beside them expect; every difference is listed."""

    code = 3
    __test__ = False


@dataclass(frozen=True, slots=True)
class RuleTests:
    """Tests that all hold."""

    tests: tuple[RuleTest, ...]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "tests": [
                {"period": str(one.period), "name": one.name, "figures": len(one.expect)}
                for one in self.tests
            ]
        }


def run_rule_tests(office: Office, period: Period | None) -> RuleTests:
    """Hold the rules of a period, or of all, to the tests; see `Workspace.rules.test`."""
    folder, faults = office.folder(), Faults()
    scheme = load_scheme(folder, faults)
    tests = [test for test in load_rule_tests(folder, faults) if period in (None, test.period)]
    if scheme is None or faults.found:
        raise Refused(faults.found)
    checklists = _checklists(folder, scheme, tests, faults)
    faults.refuse()
    wrong = [fault for test in tests for fault in _differences(scheme, checklists[test.period], test)]
    if wrong:
        raise TestsFail(
            message("{failed} figures of {count} tests differ", failed=len(wrong), count=len(tests)), wrong
        )
    return RuleTests(tuple(tests))


def _checklists(
    folder: DiskFolder, scheme: Scheme, tests: Sequence[RuleTest], faults: Faults
) -> Mapping[Period, Checklist]:
    """The lists that the tests are of; a village is made up, so that there may be no register yet."""
    register = load_register(folder, Faults())
    found = {}
    for period in sorted({test.period for test in tests}):
        checklist = load_checklist(folder, period, scheme, register, faults)
        if checklist is not None:
            found[period] = checklist
    return found


def _differences(scheme: Scheme, checklist: Checklist, test: RuleTest) -> list[Fault]:
    """All that a test expects otherwise, and all that is wrong with the test."""
    faults = Faults()
    inputs = _inputs(checklist, test, faults)
    if faults.found:
        return faults.found
    alone = tuple(replace(rule, at_most=None) for rule in scheme.grades)  # places need other villages
    try:
        found = evaluate(replace(scheme, grades=alone), checklist, [test.village], inputs, Missing.EXCLUDE)
    except NothingApplicable:
        return [Fault(test.place, message("{test}: no item of the city's list applies", test=test.name))]
    (result,) = found.villages
    derived = Derivation(scheme, checklist, inputs, result.marks)
    figures = dict(_figures(scheme, result, derived))
    return list(_compared(scheme, test, figures))


def _inputs(checklist: Checklist, test: RuleTest, faults: Faults) -> PeriodInputs:
    items = checklist.items_for(test.village)
    asked = {name: task for item in items for task in item.tasks for name in task.rounds}
    seen = {}
    for name, written in test.observations.items():
        task = asked.get(name)
        if task is None:
            faults.add(
                written.place,
                "{test}: there is no task {found} in this village's list; expected item.task as in the rules",
                test=test.name,
                found=name,
            )
            continue
        seen[name] = _observation(task, written, test, faults)
        if task.per_village and task.id not in test.targets:
            faults.add(written.place, "{test}: the target of {task} is missing", test=test.name, task=task.id)
    targets = {(test.village.code, task): target for task, target in test.targets.items()}
    return PeriodInputs({test.village.code: seen}, targets, {test.village.code: test.adjustments})


def _observation(task: Task, written: Written, test: RuleTest, faults: Faults) -> Observation:
    text = written.text or ""
    if not_applicable(text) is not None:
        return Observation(NOT_APPLICABLE, None)
    value = read_value(task, text)
    if isinstance(value, Message):
        faults.add(written.place, "{test}: {task}: {problem}", test=test.name, task=task.id, problem=value)
        return Observation(NOT_APPLICABLE, None)
    return Observation(text, value)


Found = tuple[str | None, str]
"""A figure as it is printed, None where nothing applies, and how it came about."""


def _figures(scheme: Scheme, result: VillageResult, derived: Derivation) -> Iterator[tuple[str, Found]]:
    """All that a test may expect."""
    scale, marks = scheme.marks.scale, result.marks
    for item in marks.items:
        yield (
            item.item.id,
            (None if item.mark is None else scale.text(item.mark), derived.item_line(item)),
        )
        for done in item.tasks:
            yield (
                done.task.id,
                (None if done.earned is None else scale.text(done.earned), derived.task(done).line),
            )
    yield "town_mark", (scale.text(marks.town_mark), derived.mark(city=False).line)
    yield "city_mark", (scale.text(marks.city_mark), derived.mark(city=True).line)
    if result.grade is not None:
        yield "grade", (result.grade.id, derived.mark(city=False).line)


def _compared(scheme: Scheme, test: RuleTest, figures: Mapping[str, Found]) -> Iterator[Fault]:
    names = {rule.name: rule.id for rule in scheme.grades}
    for key, written in test.expect.items():
        if key not in figures:
            yield Fault(
                written.place,
                message(
                    "{test}: there is no {found}; expected a task, an item, town_mark, city_mark or grade",
                    test=test.name,
                    found=key,
                ),
            )
            continue
        found, derivation = figures[key]
        expected = names.get(written.text or "", written.text) if key == "grade" else written.text
        if not _same(found, expected):
            yield Fault(
                written.place,
                message(
                    "{test}: {key} is {found}, expected {expected}: {derivation}",
                    test=test.name,
                    key=key,
                    found=NOT_APPLICABLE if found is None else found,
                    expected=NOT_APPLICABLE if expected is None else expected,
                    derivation=derivation,
                ),
            )


def _same(found: str | None, expected: str | None) -> bool:
    """Figures are compared with figures: 3.2 is 3.20."""
    if found is None or expected is None or not_applicable(expected) is not None:
        return found is None and (expected is None or not_applicable(expected) is not None)
    try:
        return read_number(found) == read_number(expected)
    except ValueError:
        return found == expected
