"""What `make bench` holds `qsq score bulk` against: a plain pipeline of floats in Polars, without breakdown.

    python -m tests.bench.plain_polars INPUT OUTPUT

It reads the same Parquet, adds up the same items by the same methods and weights, and ranks in town, county,
province and country. It rounds nothing, so its marks are near those of the contract, not equal to them: no full
marks by largest remainder, no caps, ties, cards, grades, rewards, no check of what was entered, no towns' weights.
"""

import sys
from collections.abc import Collection
from functools import reduce
from operator import add

import polars as pl

from qsq.domain.scheme.checklist import Item, Task
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Ratio, Scaled, YesNo
from qsq.scoring.weights import effective_weight
from tests.bench.nation import rules_of


def earned(task: Task, words: Collection[str]) -> pl.Expr:
    """The points of a task; null where it does not apply; columns of `words` hold texts."""
    points, column = float(task.points), pl.col(task.id)
    column = column.cast(pl.String) if task.id in words else column
    number = column.cast(pl.Float64, strict=False)
    match task.method:
        case Award():
            return number
        case Deduct(each, floor):
            return (points - float(each) * number).clip(float(floor))
        case Ratio(target, _):
            goal = pl.col(f"target:{task.id}").cast(pl.Float64) if target is None else pl.lit(float(target))
            return points * (number / goal).clip(upper_bound=1)
        case Grade(grades):
            share = {name: points * float(part) for name, part in grades}
            return column.replace_strict(share, default=None, return_dtype=pl.Float64)
        case YesNo():
            return points * column.cast(pl.Float64)
        case Bands(bands):
            found = pl.lit(0.0)
            for start, worth in reversed(bands):
                found = pl.when(number >= float(start)).then(float(worth)).otherwise(found)
            return pl.when(number.is_null()).then(None).otherwise(found)
        case Scaled(zero, full, least, most):
            on_the_way = points * (number - float(zero)) / float(full - zero)
            return on_the_way.clip(float(least), points if most is None else float(most))
    raise TypeError(task.method)


def item_share(item: Item, words: Collection[str]) -> pl.Expr:
    """The share of an item's points that were earned, of the tasks that apply."""
    done = [earned(task, words) for task in item.tasks]
    together = reduce(add, (one.fill_null(0.0) for one in done))
    worth = (one.is_not_null() * float(task.points) for one, task in zip(done, item.tasks, strict=True))
    return together / reduce(add, worth)


def main(source: str, output: str) -> None:
    """Read, add up, rank, write."""
    rules = rules_of()
    items, table = rules.checklist.items, pl.scan_parquet(source)
    words = {name for name, kind in table.collect_schema().items() if kind in (pl.Categorical, pl.String)}
    weights = [float(effective_weight(item, rules.checklist.emphasis)) for item in items]
    shares = [item_share(item, words).fill_nan(None).alias(item.id) for item in items]
    marks = reduce(
        add, (pl.col(one.id).fill_null(0.0) * weight for one, weight in zip(items, weights, strict=True))
    )
    whole = reduce(
        add, (pl.col(one.id).is_not_null() * weight for one, weight in zip(items, weights, strict=True))
    )
    mark = 100 * marks / whole + pl.col("bonus") - pl.col("deduction")
    heads = ["village_code", "town_code", "county_code", "province_code", "bonus", "deduction"]
    ranked = (
        table.select(*heads, *shares)
        .select(*heads[:4], mark.alias("mark"))
        .with_columns(
            pl.col("mark").rank("min", descending=True).over("town_code").alias("rank"),
            pl.col("mark").rank("min", descending=True).over("county_code").alias("county_rank"),
            pl.col("mark").rank("min", descending=True).over("province_code").alias("province_rank"),
            pl.col("mark").rank("min", descending=True).alias("overall_rank"),
        )
    )
    ranked.collect().write_parquet(output)


if __name__ == "__main__":
    main(*sys.argv[1:])
