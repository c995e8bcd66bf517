"""What is recorded is written by names of its own; fields and classes may change, digests do not."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from qsq.domain.faults import QsqError
from qsq.domain.observed.observation import Adjustment, AdjustmentKind, Observation, PeriodInputs
from qsq.domain.scheme.checklist import Checklist, Item, Task
from qsq.domain.scheme.methods import Ratio
from qsq.domain.values.periods import Period
from qsq.ledger.canonical import canonical, digest
from qsq.ledger.encoding import places, rules
from qsq.ledger.encoding.answers import kept_answer, says_the_same
from qsq.ledger.encoding.codec import TEXT, WHOLE, Composite, Field, Pair, Record
from qsq.ledger.encoding.inputs import INPUTS
from qsq.ledger.encoding.results import read_result
from qsq.ledger.ledger import Event

TASK = Task("grain.seedlings", "育秧", Fraction(4), Ratio(None, "亩"), due=date(2023, 3, 20))
CHECKLIST = Checklist(
    period=Period.read("2023Q1"),
    title="清单",
    due=date(2023, 3, 31),
    emphasis=(),
    items=(Item("grain", "粮食", "agriculture", "agri", Fraction(8), (TASK,)),),
)
GOLDEN = (
    '{"checklist":{"due":"2023-03-31","items":[{"category":"agriculture","department":"agri","id":"grain",'
    '"name":"粮食","tasks":[{"due":"2023-03-20","id":"grain.seedlings","method":{"kind":"ratio","unit":"亩"},'
    '"points":"4","text":"育秧"}],"weight":"8"}],"period":"2023Q1","title":"清单"},"v":1}'
)


def test_a_checklist_is_written_so_for_ever() -> None:
    assert rules.CHECKLIST.content(CHECKLIST).decode() == GOLDEN
    assert rules.CHECKLIST.value(GOLDEN.encode()) == CHECKLIST


def shapes() -> Iterator[Composite[Any]]:
    """Every shape of the encodings' modules, those within others too."""
    found: list[Any] = [*vars(rules).values(), *vars(places).values()]
    seen: set[int] = set()
    while found:
        one = found.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, Composite):
            yield one
            found += [field.codec for field in one.fields]
        elif isinstance(one, Record):
            found.append(one.codec)
        elif isinstance(one, Pair):
            found += one.parts


def test_every_value_that_follows_is_recorded() -> None:
    """A field that is new needs a name here, and its default, or results would not follow from it."""
    made = {shape.make: shape for shape in shapes() if is_dataclass(shape.make)}
    assert len(made) > 30
    for kind, shape in made.items():
        names = [field.called for field in shape.fields]
        assert sorted(names) == sorted(field.name for field in fields(kind)), kind


@dataclass(frozen=True, slots=True)
class Before:
    """A value as an earlier program knew it."""

    name: str


@dataclass(frozen=True, slots=True)
class After:
    """The same renamed, with a field more."""

    title: str
    count: int = 0
    notes: tuple[str, ...] = field(default=())


def test_a_new_field_and_new_names_change_no_digest() -> None:
    before = Record("thing", Composite(Before, Field("name", TEXT)))
    after = Record(
        "thing",
        Composite(
            After, Field("name", TEXT, attribute="title"), Field("count", WHOLE, 0), Field("notes", TEXT, ())
        ),
    )
    content = before.content(Before("甲"))
    assert digest(after.content(After("甲"))) == digest(content)
    assert after.value(content) == After("甲")
    assert after.value(after.content(After("甲", 3))) == After("甲", 3)


def test_an_older_version_is_read_and_a_newer_one_refused() -> None:
    upgraded = Record(
        "thing",
        Composite(Before, Field("title", TEXT, attribute="name")),
        [lambda old: {"title": old["name"]}],
    )
    assert upgraded.value(b'{"thing":{"name":"x"},"v":1}') == Before("x")
    assert upgraded.content(Before("x")) == b'{"thing":{"title":"x"},"v":2}'
    with pytest.raises(QsqError, match="version 3"):
        upgraded.value(b'{"thing":{"title":"x"},"v":3}')


def test_inputs_are_the_same_whatever_their_order() -> None:
    bonus = Adjustment(AdjustmentKind.BONUS, Fraction(1), "典型", "party")
    veto = Adjustment(AdjustmentKind.VETO, Fraction(0), "事故", "party", "中发〔2018〕1号")
    seen = {
        "a.b": Observation("80", Fraction(80)),
        "a.c": Observation("是", value=True),
        "a.d": Observation("NA", None, "无"),
    }
    inputs = PeriodInputs(
        {"B": seen, "A": seen | {"a.e": Observation("优", "优")}},
        {("A", "a.b"): Fraction(1, 3)},
        {"A": (bonus, veto)},
    )
    turned = PeriodInputs(
        {"A": dict(reversed((seen | {"a.e": Observation("优", "优")}).items())), "B": seen},
        {("A", "a.b"): Fraction(1, 3)},
        {"A": (veto, bonus), "B": ()},
    )
    assert INPUTS.content(inputs) == INPUTS.content(turned)
    assert INPUTS.value(INPUTS.content(inputs)) == replace(inputs, adjustments={"A": (veto, bonus)})
    assert INPUTS.content(PeriodInputs({"B": seen}, {}, {})) != INPUTS.content(
        PeriodInputs({"A": seen}, {}, {})
    )


VILLAGE = (
    '{"village_code":"A","village_name":"甲","town_code":"T","town_mark":"9.5","city_mark":"9.5","rank":1,'
    '"city_rank":1,"vetoed":false,"bonus":"0","deduction":"0","reward":"1.00","yellow_card":null,"items":[]%s}'
)


def answer(more: str = "", beside: str = "") -> bytes:
    """An answer of one village."""
    return (
        '{"villages":[' + VILLAGE % more + '],"checklist":[],"added":{},"vetoes":[]' + beside + "}"
    ).encode()


def test_an_answer_with_a_key_more_says_the_same_figures() -> None:
    later = answer(',"grade":"good"', ',"towns":[{"town_code":"T","mark":"9.5","rank":1,"villages":1}]')
    assert says_the_same(answer(), kept_answer([later]))
    assert not says_the_same(kept_answer([later]), answer())
    assert not says_the_same(answer(), answer().replace(b'"9.5"', b'"9.6"', 1))
    assert read_result(answer()).villages[0].grade is None
    assert read_result(kept_answer([later])).villages[0].grade == "good"
    assert read_result(kept_answer([later])).towns[0].mark == "9.5"


def test_a_villages_other_count_is_no_same_figure() -> None:
    two = answer().replace(b'"villages":[', b'"villages":[' + (VILLAGE % "").encode() + b",")
    assert not says_the_same(answer(), two)
    assert not says_the_same(two, answer())


def test_no_value_of_the_programs_own_types_is_written_as_it_is() -> None:
    for value in (TASK, date(2023, 1, 1), Fraction(1, 2)):
        with pytest.raises(TypeError):
            canonical(value)


def test_an_events_digest_is_taken_over_names_that_stay() -> None:
    event = Event(1, "2024-03-08T12:00:00+08:00", "clerk", "evaluation", "2023Q1", "", {"revision": 1}, "")
    text = (
        '{"":"Event","actor":"clerk","kind":"evaluation","payload":{"revision":1},"period":"2023Q1",'
        '"previous":"","sequence":1,"subject":"","time":"2024-03-08T12:00:00+08:00"}'
    )
    assert event.digest == digest(text.encode())


def test_what_is_written_in_order_is_as_canonical_writes_it() -> None:
    adjustment = Adjustment(AdjustmentKind.VETO, Fraction(0), "污染\t“河道”", "water", "湘办〔2023〕1号")
    seen = {
        "grain.b": Observation("12.5", Fraction(25, 2)),
        "grain.a": Observation("NA", None, "没有\x7f水田"),
    }
    inputs = PeriodInputs(
        observations={"B1": seen, "A1": seen},
        targets={("B1", "grain.b"): Fraction(3, 2), ("A1", "grain.b"): Fraction(7)},
        adjustments={"B1": (adjustment,), "A1": (adjustment, replace(adjustment, reason="𠮷\ud800"))},
    )
    content = INPUTS.content(inputs)
    assert content == canonical({"v": 1, "inputs": INPUTS.codec.encode(inputs)})
    assert INPUTS.value(content.replace(b"\\ud800", b"")).targets == inputs.targets
    plain = replace(inputs, adjustments={"B1": (adjustment,)})
    assert INPUTS.content(plain) == canonical({"v": 1, "inputs": INPUTS.codec.encode(plain)})
