"""How a mark came about, in plain words: what was observed, by which method, full mark × share.

The engine's figures are told, none is counted here.
"""

from types import SimpleNamespace
from typing import assert_never

from qsq.domain.observed.observation import Observation
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Ratio, Scaled, YesNo
from qsq.domain.values.numbers import Scale, percent, plain
from qsq.scoring.marks import ItemMark, TaskMark

Target = str | None
"""A village's own target as text; None where the task has none."""


def task_told(done: TaskMark, seen: Observation | None, target: Target, words: SimpleNamespace) -> str:
    """What was observed of a task, and by which method it earns its points."""
    if seen is None:
        return str(words.how_excluded if done.earned is None else words.how_zero)
    if seen.value is None:
        return str(words.how_na.format(note=seen.note))
    points, value = plain(done.task.points), seen.text
    match method := done.task.method:
        case Award():
            told = words.how_award.format(value=value, points=points)
        case Deduct(each, floor):
            told = words.how_deduct.format(points=points, each=plain(each), value=value, floor=plain(floor))
        case Ratio(fixed, unit):
            goal = target if fixed is None else plain(fixed)
            told = words.how_ratio.format(target=goal, unit=unit, value=value, points=points)
        case Grade(grades):
            told = words.how_grade.format(value=value, points=points, share=percent(dict(grades)[value]))
        case YesNo():
            told = words.how_yes.format(points=points) if seen.value else words.how_no
        case Scaled(zero, full, least, most, unit):
            told = words.how_scale.format(
                value=value,
                unit=unit,
                points=points,
                zero=plain(zero),
                full=plain(full),
                least=plain(least),
                most=plain(done.task.points if most is None else most),
            )
        case Bands():
            told = _band(method, seen, words)
        case _:
            assert_never(method)
    return str(told)


def _band(method: Bands, seen: Observation, words: SimpleNamespace) -> str:
    """The engine takes the first band that is reached, and so does what is told."""
    reached = [band for band in method.bands if isinstance(seen.value, str) or band[0] <= (seen.value or 0)]
    if not reached:
        return str(words.how_no_band.format(value=seen.text))
    start, points = reached[0]
    return str(words.how_band.format(value=seen.text, start=plain(start), reached=plain(points)))


def item_told(item: ItemMark, scale: Scale, words: SimpleNamespace) -> tuple[str, str]:
    """Full mark × share of an item, as lines that a calculator confirms.

    Returns:
        With the town's weights and with the city's; the latter empty for what is not the city's or does not
        apply.
    """
    if item.full is None or item.mark is None:
        return str(words.how_void), ""
    earned, points = scale.text(item.earned), plain(item.points)

    def told(line: str, full: int, mark: int) -> str:
        return line.format(full=scale.text(full), earned=earned, points=points, mark=scale.text(mark))

    town = told(words.how_item, item.full, item.mark)
    if item.city_full is None or item.city_mark is None:
        return town, ""
    return town, told(words.how_city, item.city_full, item.city_mark)
