"""What came of a village's marks: rank, neighbours, grade, yellow card and reward, from the record."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from qsq.domain.county.places import Village
from qsq.domain.results.derived import NO, YES, Derived, Formula, against, compared
from qsq.domain.results.recorded import RecordedItem, RecordedVillage
from qsq.domain.results.shares import exact_told, share_derived
from qsq.domain.scheme.grades import GradeCondition
from qsq.domain.scheme.scheme import GradeRule, Scheme, TieBreak, TieRule
from qsq.domain.values.money import FEN, yuan
from qsq.domain.values.numbers import percent, plain, read_number
from qsq.domain.values.sharing import shared_out
from qsq.late import late
from qsq.scoring.ranking import PoolKey, pool_of
from qsq.scoring.rewards import Unpaid, place_amounts
from qsq.scoring.yellow_cards import YellowCard

if TYPE_CHECKING:
    from qsq.scoring import reach
    from qsq.scoring.reach import Keys, Rival
else:
    (reach,) = late("qsq.scoring", "reach")


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The sums of a village's bonus and deduction points, before the caps."""

    bonus: Fraction = Fraction(0)
    deduction: Fraction = Fraction(0)


class Placing:
    """What came of the marks of villages as they were recorded.

    Args:
        scheme: the rules that it came by.
        villages: all that took part.
        recorded: the results of the village asked about, of its pool, and of its neighbours in the city.
        adjusted: by village code; none where nothing was adjusted.
        categories: of the items.
    """

    def __init__(
        self,
        scheme: Scheme,
        villages: Collection[Village],
        recorded: Mapping[str, RecordedVillage],
        adjusted: Mapping[str, Adjusted],
        categories: Mapping[str, str],
    ) -> None:
        self._scheme, self._recorded = scheme, recorded
        self._adjusted, self._categories = adjusted, categories
        self._pools = {one.code: pool_of(one, scheme.ranking.pool) for one in villages}

    def outcome(self, code: str) -> tuple[Derived, ...]:
        """Rank, city rank, grade, card and reward."""
        return (
            self.rank(code),
            self.city_rank(code),
            *self.grade(code),
            *self.card(code),
            *self.reward(code),
        )

    def rank(self, code: str) -> Derived:
        """The rank in the pool, with who stands next to it."""
        asked = self._recorded[code]
        parts = self._neighbours(asked, self._pool(code), lambda one: one.rank, _of_town)
        return _ranked(Formula.RANK, asked.rank, len(self._pool(code)), tuple(parts))

    def city_rank(self, code: str) -> Derived:
        """The rank in the city, with who stands next to it."""
        asked = self._recorded[code]
        parts = self._neighbours(asked, self._recorded.values(), lambda one: one.city_rank, _of_city)
        return _ranked(Formula.CITY_RANK, asked.city_rank, len(self._pools), tuple(parts))

    def _pool(self, code: str) -> list[RecordedVillage]:
        key = self._pools[code]
        return [one for other, one in self._recorded.items() if self._pools.get(other) == key]

    def _neighbours(
        self,
        asked: RecordedVillage,
        among: Collection[RecordedVillage],
        rank_of: Callable[[RecordedVillage], int],
        figure: "_MarkOf",
    ) -> Iterator[Derived]:
        """The nearest before it, those that are level with it, and the nearest behind it."""
        others = sorted((rank_of(one), one.village_code, one) for one in among if one is not asked)
        before = [one for rank, _code, one in others if rank < rank_of(asked)]
        behind = [one for rank, _code, one in others if rank > rank_of(asked)]
        level = [one for rank, _code, one in others if rank == rank_of(asked)]
        for formula, named in (
            (Formula.BEFORE, before[-1:]),
            (Formula.LEVEL, level),
            (Formula.BEHIND, behind[:1]),
        ):
            for one in named:
                yield self._beside(formula, asked, one, rank_of(one), figure)

    def _beside(
        self, formula: Formula, asked: RecordedVillage, other: RecordedVillage, rank: int, figure: "_MarkOf"
    ) -> Derived:
        """Another village against this one, key by key until one tells them apart."""
        keys, told = [], []
        for key, better, theirs, ours in self._keys(asked, other, figure):
            keys.append(key)
            told.append(against(better, theirs, ours))
            if theirs != ours:
                break
        values = {
            "rank": str(rank),
            "village": other.village_name,
            "code": other.village_code,
            "keys": ",".join(keys),
        }
        return compared(other.village_code, formula, ", ".join(told), holds=True, values=values)

    def _keys(
        self, asked: RecordedVillage, other: RecordedVillage, figure: "_MarkOf"
    ) -> Iterator[tuple[str, Callable[[Fraction], str], Fraction, Fraction]]:
        """What ranks look at in turn: its name, how it is written, the other's and this one's."""
        scale = self._scheme.marks.scale

        def mark(number: Fraction) -> str:
            return scale.text(scale.units(number))

        if asked.vetoed or other.vetoed:
            yield "vetoes", plain, Fraction(other.vetoed), Fraction(asked.vetoed)
        yield "mark", mark, figure.mark(other), figure.mark(asked)
        for key in self._scheme.ranking.tie_break:
            theirs, ours = (self._tie_figure(one, key, figure) for one in (other, asked))
            yield key.name, mark if key.id else plain, theirs, ours

    def _tie_figure(self, one: RecordedVillage, key: TieBreak, figure: "_MarkOf") -> Fraction:
        adjusted = self._adjusted.get(one.village_code, _NOT_ADJUSTED)
        match key.rule:
            case TieRule.CATEGORY:
                return figure.sum(one, lambda item: self._categories.get(item) == key.id)
            case TieRule.ITEM:
                return figure.sum(one, lambda item: item == key.id)
            case TieRule.LEAST_DEDUCTIONS:
                return adjusted.deduction
            case TieRule.MOST_BONUS:
                return adjusted.bonus
            case (
                TieRule.FEWEST_YELLOW_CARDS
                | TieRule.BEST_PERIOD
                | TieRule.LATEST_PERIOD
                | TieRule.IMPROVEMENT
            ):
                raise ValueError(key)  # a year's rules alone have them
            case _:
                assert_never(key.rule)

    def rival(self, code: str) -> "Rival":
        """How a village stands in its pool, for those that have to reach it."""
        one, unit = self._recorded[code], self._scheme.marks.scale.unit
        keys = []
        for key in self._scheme.ranking.tie_break:
            figure = self._tie_figure(one, key, _of_town)
            better = -figure if key.rule is TieRule.LEAST_DEDUCTIONS else figure
            keys.append(better * unit if key.id else better)
        return reach.Rival(one.vetoed, int(read_number(one.town_mark) * unit), tuple(keys))

    def keys(self, code: str) -> "Keys":
        """A village's own tie-break keys, and what changes them."""
        of_category, of_item = (
            tuple(key.id if key.rule is rule else "" for key in self._scheme.ranking.tie_break)
            for rule in (TieRule.CATEGORY, TieRule.ITEM)
        )
        return reach.Keys(self.rival(code).keys, of_category, of_item)

    def pool(self, code: str) -> tuple[RecordedVillage, ...]:
        """A village's pool, by rank and code."""
        return tuple(sorted(self._pool(code), key=lambda one: (one.rank, one.village_code)))

    def grade(self, code: str) -> Iterator[Derived]:
        """The grade with its conditions, and what each better one lacked; nothing without grades."""
        asked, rules = self._recorded[code], self._scheme.grades
        for rule in rules if asked.grade is not None else ():
            taken = rule.id == asked.grade
            parts = tuple(self._conditions(asked, rule)) if rule is not rules[-1] else ()
            formula = Formula.GRADE_TAKEN if taken else Formula.GRADE_MISSED
            yield Derived("grade", formula, result=rule.name, parts=parts)
            if taken:
                return

    def _conditions(self, asked: RecordedVillage, rule: GradeRule) -> Iterator[Derived]:
        """Each condition of a grade, and whether it holds."""
        if asked.vetoed:
            yield Derived("veto", Formula.NO_VETO, result=NO)
            return
        if rule.least is not None:
            holds = read_number(asked.town_mark) >= rule.least
            yield compared("town_mark", Formula.FROM, f"{asked.town_mark} ≥ {plain(rule.least)}", holds=holds)
        yield from self._each(Formula.EACH_CATEGORY, rule.each_category, self._by_category(asked))
        items = {item: (mark, full) for item, mark, full in _applicable(asked)}
        yield from self._each(Formula.EACH_ITEM, rule.each_item, items)
        yield from self._limit(asked, rule)

    def _each(
        self, formula: Formula, share: Fraction | None, parts: Mapping[str, tuple[Fraction, Fraction]]
    ) -> Iterator[Derived]:
        """Each category or item against its share of the full mark."""
        if share is None:
            return
        scale = self._scheme.marks.scale
        for name, (mark, full) in parts.items():
            texts = [scale.text(scale.units(one)) for one in (mark, full)]
            told = f"{texts[0]} ≥ {percent(share)} × {texts[1]}"
            yield compared(name, formula, told, holds=mark >= share * full)

    def _by_category(self, asked: RecordedVillage) -> dict[str, tuple[Fraction, Fraction]]:
        found: dict[str, tuple[Fraction, Fraction]] = {}
        for item, mark, full in _applicable(asked):
            category = self._categories[item]
            marks, fulls = found.get(category, (Fraction(0), Fraction(0)))
            found[category] = marks + mark, fulls + full
        return found

    def _limit(self, asked: RecordedVillage, rule: GradeRule) -> Iterator[Derived]:
        """How many of those that fulfil the rest stand as well as it, against the places."""
        if rule.at_most is None:
            return
        short = [
            one for one in asked.short if one.grade == rule.id and one.condition == GradeCondition.AT_MOST
        ]
        pool = self._pool(asked.village_code)
        if short:
            found = int(short[0].found)
        elif asked.grade == rule.id:
            found = sum(one.grade == rule.id and one.rank <= asked.rank for one in pool)
        else:  # another condition failed, and it was not counted
            return
        told = f"{found} ≤ ⌊{percent(rule.at_most)} × {len(pool)}⌋"
        yield compared("rank", Formula.AT_MOST, told, holds=not short)

    def card(self, code: str) -> Iterator[Derived]:
        """Why a yellow card fell, or why none did; nothing where the scheme has no rule for them."""
        rule, asked = self._scheme.yellow_card, self._recorded[code]
        if rule is None:
            return
        pool = self._pool(code)
        below = read_number(asked.town_mark) < rule.below
        behind = sum(one.rank > asked.rank for one in pool)
        under = compared(
            "town_mark", Formula.CARD_BELOW, f"{asked.town_mark} < {plain(rule.below)}", holds=below
        )
        size, spared = len(pool), plain(rule.spare_at)
        last = f"{behind} < {rule.last}, {size} ≥ {rule.smallest_pool}, {asked.town_mark} < {spared}"
        is_last = behind < rule.last and len(pool) >= rule.smallest_pool
        at_end = compared(
            "rank", Formula.CARD_LAST, last, holds=is_last and read_number(asked.town_mark) < rule.spare_at
        )
        match asked.yellow_card:
            case None:
                yield Derived("yellow_card", Formula.NO_CARD, result=YES, parts=(under, at_end))
            case YellowCard.VETO:
                yield Derived("yellow_card", Formula.CARD_VETO, result=YES)
            case YellowCard.BELOW:
                yield under
            case _:
                yield at_end

    def reward(self, code: str) -> Iterator[Derived]:
        """What the reward is made of; nothing in results of the first version."""
        asked = self._recorded[code]
        money = asked.money
        if money is None:
            return
        whole = f"{money.place} + {money.base} + {money.grade}"
        parts = tuple(self._place_money(asked))
        if money.unpaid is None:
            yield Derived("reward", Formula.REWARD, whole, asked.reward, parts=parts)
        else:
            yield Derived(
                "reward", _UNPAID[Unpaid(money.unpaid)], f"0 × ({whole})", asked.reward, parts=parts
            )

    def _place_money(self, asked: RecordedVillage) -> Iterator[Derived]:
        """What a place takes: its part of the pool's money, or its amount; shared by those that tie."""
        rewards, pool = self._scheme.rewards, self._pool(asked.village_code)
        tied = sorted(one.village_code for one in pool if one.rank == asked.rank)
        sizes = Counter(self._pools.values())
        keys = sorted(sizes, key=lambda key: key.order)
        at = keys.index(self._pools[asked.village_code])
        parts = shared_out(rewards.pool, [sizes[key] for key in keys])
        amounts = place_amounts(parts[at].units, rewards)
        places = [number for number in range(asked.rank, asked.rank + len(tied)) if number <= len(amounts)]
        if not places:
            return
        pot = self._pot(keys, sizes, at)
        taken = tuple(self._of_place(number, amounts, parts[at].units, pot) for number in places)
        if len(tied) == 1:
            yield taken[0]
            return
        together = sum(amounts[number - 1] for number in places)
        share = shared_out(together, [1] * len(tied))[tied.index(asked.village_code)]
        way, values = exact_told(together, 1, len(tied), FEN), {"count": str(len(tied))}
        yield share_derived("reward", Formula.TIED_PLACES, share, way, FEN, values=values, parts=taken)

    def _pot(self, keys: Sequence[PoolKey], sizes: Mapping[PoolKey, int], at: int) -> Derived:
        shared = shared_out(self._scheme.rewards.pool, [sizes[key] for key in keys])[at]
        way = exact_told(self._scheme.rewards.pool, sizes[keys[at]], sum(sizes.values()), FEN)
        return share_derived("pot", Formula.POT, shared, way, FEN)

    def _of_place(self, number: int, amounts: Sequence[int], money: int, pot: Derived) -> Derived:
        places, values = self._scheme.rewards.places, {"place": str(number)}
        if not places:
            amount = yuan(amounts[number - 1])
            return Derived("place", Formula.AMOUNT, amount, amount, values=values)
        shared = shared_out(money, places)[number - 1]
        way = exact_told(money, places[number - 1], sum(places), FEN)
        return share_derived("place", Formula.PLACE, shared, way, FEN, values=values, parts=[pot])


_NOT_ADJUSTED = Adjusted()

_UNPAID = {
    Unpaid.VETO: Formula.UNPAID_VETO,
    Unpaid.YELLOW_CARD: Formula.UNPAID_YELLOW_CARD,
    Unpaid.FROM: Formula.UNPAID_FROM,
}


@dataclass(frozen=True, slots=True)
class _MarkOf:
    """Which of the two marks a rank looks at."""

    mark: Callable[[RecordedVillage], Fraction]
    of_item: Callable[[RecordedItem], str | None]

    def sum(self, one: RecordedVillage, wanted: Callable[[str], bool]) -> Fraction:
        """The marks of the items that are wanted; what does not apply is 0."""
        texts = (self.of_item(item) for item in one.items if wanted(item.item))
        return sum((read_number(text) for text in texts if text is not None), Fraction(0))


_of_town = _MarkOf(lambda one: read_number(one.town_mark), lambda item: item.mark)
_of_city = _MarkOf(lambda one: read_number(one.city_mark), lambda item: item.city_mark)


def _ranked(formula: Formula, rank: int, size: int, parts: tuple[Derived, ...]) -> Derived:
    """A rank: who stands before it, and one more."""
    of = "rank" if formula is Formula.RANK else "city_rank"
    return Derived(of, formula, f"1 + {rank - 1}", str(rank), values={"size": str(size)}, parts=parts)


def _applicable(asked: RecordedVillage) -> Iterator[tuple[str, Fraction, Fraction]]:
    """The items that apply, with their marks and full marks."""
    for one in asked.items:
        if one.mark is not None and one.full is not None:
            yield one.item, read_number(one.mark), read_number(one.full)
