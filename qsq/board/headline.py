"""The sentence that a village's page begins with: where its newest period placed it, and how that changed."""

from collections import Counter
from types import SimpleNamespace

from qsq.board.facts import PeriodFacts
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.scheme.scheme import PoolField
from qsq.scoring.ranking import PoolKey, pool_of


class Headlines:
    """A period's sentences; pools are counted once."""

    def __init__(self, facts: PeriodFacts, name: str, words: SimpleNamespace) -> None:
        self._facts, self._name, self._words = facts, name, words
        self._fields = facts.scheme.ranking.pool
        self._villages = {one.code: one for one in facts.register.villages}
        self._sizes = Counter(self._pool(one.village_code) for one in facts.figures.villages)

    def told(self, figures: RecordedVillage, town: str, before: int | None) -> str:
        """A village's sentence.

        Args:
            figures: of the period.
            town: its name.
            before: the rank in the period before; None where there is none to compare with.
        """
        words = self._words
        return str(
            words.headline.format(
                period=self._name,
                pool=self._called(town),
                count=self._sizes[self._pool(figures.village_code)],
                rank=figures.rank,
                change="" if before is None else self._change(before - figures.rank),
                city_rank=figures.city_rank,
                total=len(self._facts.figures.villages),
                mark=figures.city_mark,
            )
        )

    def _pool(self, code: str) -> PoolKey:
        return pool_of(self._villages[code], self._fields)

    def _called(self, town: str) -> str:
        """What the villages of a pool have in common: 白水镇, 白水镇同一类别的."""
        words, of_town = self._words, PoolField.TOWN in self._fields
        others = [getattr(words, f"pool_{field}") for field in self._fields if field is not PoolField.TOWN]
        if not others:
            return town if of_town else str(words.pool_city)
        called = words.pool_of_town if of_town else words.pool_of_all
        return str(called.format(town=town, fields=words.list_mark.join(others)))

    def _change(self, places: int) -> str:
        words = self._words
        if not places:
            return str(words.as_before)
        return str((words.risen if places > 0 else words.fallen).format(places=abs(places)))
