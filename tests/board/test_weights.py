"""Where full marks come from, as a village's page tells it."""

from qsq.board.facts import BoardFacts
from qsq.board.weights import WeightsTold
from qsq.board.words import Language, words_of
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.periods import PeriodKind
from qsq.scoring.marks import VillageMarks, mark_villages
from tests.unit.builders import checklist, entered, item, scheme, stress, task, town_rules, village

FACTS = BoardFacts(
    "评比", "某市", draft=False, years=(), level="市", office="市评比办", kind=PeriodKind.QUARTER
)
RULES = checklist(
    item("grain", task("grain.a", 4), weight=3, themes=["spring", "fire"]),
    item("water", task("water.a", 5), weight=2),
    emphasis=[stress("spring", "1.5")],
    towns=[town_rules("T1", add=[item("shore", task("shore.a", 3))], emphasis=[stress("fire", 2)])],
)


def told(language: Language, rules: Checklist, seen: dict[str, int], town: str = "T1") -> str:
    weights = WeightsTold(scheme(), rules, words_of(language, FACTS))
    return weights.told(marks(rules, seen, town))


def marks(rules: Checklist, seen: dict[str, int], town: str) -> VillageMarks:
    (found,) = mark_villages(scheme(), rules, [village("A1", town)], entered({"A1": seen}), Missing.EXCLUDE)
    return found


def test_a_weight_is_told_with_what_multiplies_it() -> None:
    weights = WeightsTold(scheme(), RULES, words_of(Language.CHINESE, FACTS))
    assert [weights.weight("T1", one) for one in ("grain", "water", "shore")] == ["3×1.5×2", "2", "1"]
    assert [weights.weight("T2", one) for one in ("grain", "water")] == ["3×1.5", "2"]


def test_the_sums_of_weights_are_those_of_what_applies_and_the_citys_without_the_towns() -> None:
    all_apply = {"grain.a": 1, "water.a": 1, "shore.a": 1}
    assert told(Language.CHINESE, RULES, all_apply) == (
        "满分＝100×权重÷权重之和（镇级12，全市6.5），末位按最大余数凑足100；得分＝满分×实得÷分值。"
        "权重里的倍数：spring×1.5、fire×2（本镇自定，只用于镇级得分）。"
    )
    without_water = {"grain.a": 1, "shore.a": 1}
    assert "（镇级10，全市4.5）" in told(Language.CHINESE, RULES, without_water)
    assert "（镇级6.5，全市6.5）" in told(Language.CHINESE, RULES, all_apply, "T2")


def test_where_nothing_is_emphasised_nothing_is_said_of_it() -> None:
    plain_rules = checklist(item("grain", task("grain.a", 4), weight=3))
    assert told(Language.ENGLISH, plain_rules, {"grain.a": 1}) == (
        "Full = 100 × weight ÷ all weights (3, the city’s 3); mark = full × earned ÷ points."
    )
