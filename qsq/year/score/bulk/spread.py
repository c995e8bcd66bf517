"""One function of a part of the villages, for an engine that spreads work over machines, and the second pass.

`Spread.marks` takes a pandas table of some rows and gives their marks; it needs nothing but these rows, so
Dask's `map_partitions` and PySpark's `mapInPandas` call it wherever the rows are, and once more where a
machine fell out. `Spread.ranks` takes a few columns of all marks together, on one machine, and gives ranks,
cards, grades and rewards. Marks are whole numbers of the last decimal place, money is in fen.

Spark reads a dot in a column's name as something else: here a slash may stand for it, and does in what comes.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qsq.bulk.columns import WordColumn
from qsq.bulk.marks import NONE, MarkedVillages
from qsq.bulk.standing import CARDS, Compact, standing
from qsq.domain.faults import Faults, Refused
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Missing, Scheme
from qsq.intake.bulk.headings import headings_of
from qsq.intake.bulk.reading import Reader
from qsq.late import library
from qsq.year.score.bulk.parts import MarkedPart, part_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    from qsq.bulk.whole import Whole
else:
    np, pa, pd = library("numpy"), library("pyarrow"), library("pandas")

_WORDS = ("village_code", "county", "province", "town", "kind", "group")
_WHOLE = ("bonus", "deduction", "town_mark", "city_mark")
_OF_ITEM = ("full", "mark", "city_full", "city_mark")
_SQL = {"object": "string", "int64": "bigint", "bool": "boolean"}


@dataclass(frozen=True, slots=True)
class Spread:
    """A period's rules, to be sent to where the villages are."""

    scheme: Scheme
    checklist: Checklist
    missing: Missing

    def columns(self) -> dict[str, str]:
        """The columns of `marks` and the kind of each, as pandas calls it."""
        ties, grades = len(self.scheme.ranking.tie_break), max(len(self.scheme.grades) - 1, 0)
        items = dict.fromkeys(item.id for item in self.checklist.all_items)
        return {
            **dict.fromkeys(_WORDS, "object"),
            **dict.fromkeys(_WHOLE, "int64"),
            "vetoed": "bool",
            **{f"{which}_key/{number}": "int64" for which in ("town", "city") for number in range(ties)},
            **{f"fits/{number}": "bool" for number in range(grades)},
            **{f"{item}/{what}": "int64" for item in items for what in _OF_ITEM},
        }

    def compact(self) -> list[str]:
        """The columns of `marks` that `ranks` looks at."""
        return [name for name in self.columns() if not name.endswith(tuple(f"/{what}" for what in _OF_ITEM))]

    def sql(self) -> str:
        """The columns as Spark declares them."""
        return ", ".join(f"`{name}` {_SQL[kind]}" for name, kind in self.columns().items())

    def empty(self) -> "pd.DataFrame":
        """The marks of no village, as Dask wants to see them beforehand."""
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in self.columns().items()})

    def marks(self, frame: "pd.DataFrame") -> "pd.DataFrame":
        """The marks of some villages, in whatever order.

        Args:
            frame: columns as `qsq score bulk` reads them.

        Raises:
            ValueError: the table is wrong; all faults are told, by the rows of this part.
        """
        if frame.empty:
            return self.empty()
        faults = Faults()
        try:
            frame = frame.rename(columns=lambda name: str(name).replace("/", "."))
            headings = headings_of(list(frame.columns), self.checklist, "partition", faults)
            faults.refuse()
            reader = Reader("partition", headings, self.checklist, faults)
            rows = reader.read(pa.RecordBatch.from_pandas(frame, preserve_index=False), 1)
            faults.refuse()
        except Refused as refused:
            raise ValueError(str(refused)) from None
        if not rows.columns.size:
            return self.empty()
        part = part_of(self.scheme, self.checklist, rows, self.missing)
        if part.marked.unmarked.any() or (self.missing is Missing.BLOCK and part.marked.owed):
            raise ValueError(f"missing: {part.marked.owed}, without mark: {int(part.marked.unmarked.sum())}")
        return self._frame(part)

    def _frame(self, part: MarkedPart) -> "pd.DataFrame":
        marked = part.marked
        keys = {
            f"{which}_key/{number}": own
            for which, rows in (("town", marked.town_keys), ("city", marked.city_keys))
            for number, own in enumerate(rows)
        }
        found = {
            "village_code": part.codes.to_pylist(),
            **{name: _words(getattr(part, name)) for name in _WORDS[1:]},
            **{name: getattr(marked, name) for name in _WHOLE},
            "vetoed": marked.vetoed,
            **keys,
            **{f"fits/{number}": own for number, own in enumerate(marked.fits)},
            **_items(marked),
        }
        return pd.DataFrame(found)[list(self.columns())].astype(self.columns())

    def ranks(self, marks: "pd.DataFrame") -> "pd.DataFrame":
        """How all villages stand among each other, by their codes: the second pass.

        Args:
            marks: the columns of `compact`, of all parts together.

        Raises:
            ValueError: a village stands twice.
        """
        villages = marks.sort_values("village_code", ignore_index=True)
        if villages["village_code"].duplicated().any():
            raise ValueError("villages stand twice")
        found = standing(self.scheme, self._compact(villages))
        grades: list[str | None] = [*(one.id for one in self.scheme.grades), None]
        cards = [None if card is None else str(card) for card in CARDS]
        return pd.DataFrame(
            {
                "village_code": villages["village_code"],
                "rank": found.rank,
                "city_rank": found.city_rank,
                "province_rank": found.province_rank,
                "overall_rank": found.overall_rank,
                "reward": found.reward,
                "grade": pd.Series([grades[place] for place in found.grade.tolist()], dtype=object),
                "yellow_card": pd.Series([cards[place] for place in found.card.tolist()], dtype=object),
            }
        )

    def _compact(self, villages: "pd.DataFrame") -> Compact:
        def rows(start: str, kind: str) -> "Whole":
            names = [name for name in self.compact() if name.startswith(start)]
            return np.array([villages[name].to_numpy() for name in names], kind).reshape(-1, len(villages))

        return Compact(
            county=_named(villages["county"]),
            province=_named(villages["province"]),
            town=_named(villages["town"]),
            kind=_named(villages["kind"]),
            group=_named(villages["group"]),
            town_mark=villages["town_mark"].to_numpy(),
            city_mark=villages["city_mark"].to_numpy(),
            vetoed=villages["vetoed"].to_numpy(),
            town_keys=rows("town_key/", "int64"),
            city_keys=rows("city_key/", "int64"),
            fits=rows("fits/", "bool"),
        )


def _words(column: WordColumn) -> list[str]:
    return [column.words[place] for place in column.places.tolist()]


def _named(column: "pd.Series[Any]") -> WordColumn:
    places, words = pd.factorize(column)
    return WordColumn(tuple(map(str, words)), places)


def _items(marked: MarkedVillages) -> dict[str, "Whole"]:
    """Full mark and mark of each item; −1 and 0 where it does not apply."""
    found: dict[str, Whole] = {}
    ids = [name for name, _category in marked.items]
    for name in dict.fromkeys(ids):
        own = [number for number, other in enumerate(ids) if other == name]
        for start, fulls, marks in (
            ("", marked.fulls, marked.marks),
            ("city_", marked.city_fulls, marked.city_marks),
        ):
            found[f"{name}/{start}full"] = np.maximum(fulls[:, own].max(axis=1), NONE)[marked.group]
            found[f"{name}/{start}mark"] = marks[own].sum(axis=0)
    return found
