"""Every form of a town × what people do to it: it is read right, or refused by the cell that a person sees."""

import io
import random
import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qsq.cli.terminal.show import by_kind
from qsq.domain.forms.stamp import PROPERTY, FormKind
from tests.conftest import examples
from tests.intake.office import needs_office, saved_as
from tests.intake.town_forms import FORMS, MEETING, OF_OTHERS, TownForm, header_of, headings

FULL = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789%"}

Damage = Callable[[TownForm, Any], None]
"""What is done to the table of a filled form."""

every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def saved(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def done_to(form: TownForm, damage: Damage) -> tuple[Any, bytes]:
    """The table, and the file's bytes, after the damage."""
    book = form.filled()
    sheet = book[form.kind.chinese]
    damage(form, sheet)
    return sheet, saved(book)


def body(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(header_of(sheet) + 1))


def put(cells: tuple[Any, ...], values: list[Any]) -> None:
    for cell, value in zip(cells, values, strict=True):
        cell.value = value


def unmerged(sheet: Any) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def test_no_form_is_forgotten() -> None:
    assert {form.kind for form in FORMS.values()} == {*FormKind} - OF_OTHERS


@every_form
def test_a_form_is_read_as_it_was_filled_in(form: TownForm) -> None:
    sheet, content = done_to(form, lambda _form, _sheet: None)
    found, faults = form.reading(content)
    assert faults == ()
    assert found == form.shown(sheet)
    assert found


# -- what is read right ---------------------------------------------------------------------------------------


def rows_sorted(_form: TownForm, sheet: Any) -> None:
    rows = body(sheet)
    for cells, values in zip(rows, [[cell.value for cell in row] for row in reversed(rows)], strict=True):
        put(cells, values)


def rows_filtered(_form: TownForm, sheet: Any) -> None:
    for cells in body(sheet)[::2]:
        sheet.row_dimensions[cells[0].row].hidden = True


def blank_rows_between(_form: TownForm, sheet: Any) -> None:
    sheet.insert_rows(header_of(sheet) + 2, 2)


def a_title_above(_form: TownForm, sheet: Any) -> None:
    unmerged(sheet)
    sheet.insert_rows(1, 2)
    sheet["A1"] = "请各村认真填写"


def columns_hidden(_form: TownForm, sheet: Any) -> None:
    sheet.column_dimensions["B"].hidden = True


def columns_moved(_form: TownForm, sheet: Any) -> None:
    unmerged(sheet)
    for row in sheet.iter_rows(header_of(sheet)):
        put(row, [row[-1].value, *(cell.value for cell in row[:-1])])


def written_as_text(sheet: Any, day: Callable[[date], str], other: Callable[[str], str]) -> None:
    for cells in body(sheet):
        for cell in cells:
            if cell.protection.locked is False and cell.value is not None:
                value = cell.value
                text = (
                    day(value.date() if isinstance(value, datetime) else value)
                    if cell.is_date
                    else other(str(value))
                )
                cell.value, cell.number_format, cell.data_type = text, "@", "s"


def as_text(_form: TownForm, sheet: Any) -> None:
    written_as_text(sheet, lambda day: f"{day.year}年{day.month}月{day.day}日", lambda text: text)


def with_spaces(_form: TownForm, sheet: Any) -> None:
    written_as_text(sheet, lambda day: f" {day.year}/{day.month}/{day.day} ", lambda text: f" {text}　")


def in_full_width(_form: TownForm, sheet: Any) -> None:
    def wide(text: str) -> str:
        return text.translate(FULL) if re.fullmatch(r"[\d.%]+", text) else text

    written_as_text(sheet, lambda day: day.isoformat().translate(FULL), wide)


def days_with_dots(_form: TownForm, sheet: Any) -> None:
    written_as_text(sheet, lambda day: f"{day.year}.{day.month:02}.{day.day:02}", lambda text: text)


def days_as_chinese_dates(_form: TownForm, sheet: Any) -> None:
    for cells in body(sheet):
        for cell in cells:
            if cell.is_date:
                cell.number_format = 'yyyy"年"m"月"d"日"'


def without_the_property(_form: TownForm, sheet: Any) -> None:
    sheet.parent.custom_doc_props = type(sheet.parent.custom_doc_props)()


def without_the_line(_form: TownForm, sheet: Any) -> None:
    for name in ("填表说明", sheet.title):
        for row in sheet.parent[name].iter_rows(1, 4):
            for cell in row:
                if str(cell.value or "").startswith("表样"):
                    cell.value = None


def without_any_stamp(form: TownForm, sheet: Any) -> None:
    without_the_property(form, sheet)
    without_the_line(form, sheet)


def pasted_into_another_file(form: TownForm, sheet: Any) -> None:
    """The stamp's line came along, the property is that of the other file."""
    for one in sheet.parent.custom_doc_props.props:
        if one.name == PROPERTY:
            one.value = one.value.replace(f"|{form.kind}|", "|scores|")


READ_RIGHT: tuple[Damage, ...] = (
    rows_sorted,
    rows_filtered,
    blank_rows_between,
    a_title_above,
    columns_hidden,
    columns_moved,
    as_text,
    with_spaces,
    in_full_width,
    days_with_dots,
    days_as_chinese_dates,
    without_the_property,
    without_the_line,
    without_any_stamp,
    pasted_into_another_file,
)


Tried = tuple[TownForm, Damage]


def tried(pairs: Iterable[Tried]) -> pytest.MarkDecorator:
    """Every pair; by `make test` a third of them, in which each form and each damage occurs."""
    return pytest.mark.parametrize(
        ("form", "damage"),
        [
            pytest.param(
                *pair, id=f"{pair[0].kind}-{pair[1].__name__}", marks=[pytest.mark.torture] * (at % 3 > 0)
            )
            for at, pair in enumerate(pairs)
        ],
    )


@tried((form, damage) for damage in READ_RIGHT for form in FORMS.values())
def test_what_people_do_to_a_form_is_read_as_before(form: TownForm, damage: Damage) -> None:
    expected, _faults = form.reading(saved(form.filled()))
    _sheet, content = done_to(form, damage)
    found, faults = form.reading(content)
    assert faults == ()
    assert found == expected


# -- what is refused ------------------------------------------------------------------------------------------


def a_locked_cell_changed(_form: TownForm, sheet: Any) -> None:
    cell = next(cell for row in body(sheet) for cell in row if cell.protection.locked and cell.value)
    cell.value = f"{cell.value}改"


def a_printed_column_deleted(form: TownForm, sheet: Any) -> None:
    names = [field.heading for field in form.made().fields if not field.entry]
    unmerged(sheet)
    sheet.delete_cols(headings(sheet).index(names[0]) + 1)


def another_towns_row(form: TownForm, sheet: Any) -> None:
    """Pasted into the first empty row, or below the last."""
    rows = body(sheet)
    empty = next((row[0].row for row in rows if not any(cell.value for cell in row[:3])), rows[-1][0].row + 1)
    put(tuple(sheet.cell(empty, at) for at in range(1, len(form.other) + 1)), list(form.other))


def a_row_twice(_form: TownForm, sheet: Any) -> None:
    rows = body(sheet)
    target = rows[-1][0].row + 1
    for at, cell in enumerate(rows[0], start=1):
        sheet.cell(target, at).value = cell.value


def a_printed_row_deleted(_form: TownForm, sheet: Any) -> None:
    sheet.delete_rows(header_of(sheet) + 1)


def a_filled_column_deleted(form: TownForm, sheet: Any) -> None:
    """The one that is ticked, or else filled in first."""
    filled = {heading for _row, heading in form.entries}
    unmerged(sheet)
    sheet.delete_cols(next(at for at, one in enumerate(headings(sheet), start=1) if one in filled))


def a_formula_that_failed(form: TownForm, sheet: Any) -> None:
    (row, heading), *_rest = form.entries
    cell = sheet.cell(header_of(sheet) + 1 + row, headings(sheet).index(heading) + 1)
    cell.value, cell.data_type = "#DIV/0!", "e"


def merged_cells(_form: TownForm, sheet: Any) -> None:
    first, last = header_of(sheet) + 1, header_of(sheet) + 2
    sheet.merge_cells(start_row=first, end_row=last, start_column=1, end_column=1)


def another_period(form: TownForm, sheet: Any) -> None:
    """The line was written over; the title above it still says what was handed out."""
    line = next(
        cell for row in sheet.iter_rows(1, 4) for cell in row if str(cell.value or "").startswith("表样")
    )
    period = form.made().stamp.period
    line.value = line.value.replace(period, {"2023Q1": "2023Q2", "2023-03": "2023-04"}.get(period, "2022"), 1)


def another_towns_stamp(_form: TownForm, sheet: Any) -> None:
    line = next(
        cell for row in sheet.iter_rows(1, 4) for cell in row if str(cell.value or "").startswith("表样")
    )
    line.value = line.value.replace("T1", "T2", 1)


REFUSED: tuple[Damage, ...] = (
    a_locked_cell_changed,
    a_printed_column_deleted,
    another_towns_row,
    a_row_twice,
    a_printed_row_deleted,
    a_filled_column_deleted,
    a_formula_that_failed,
    merged_cells,
    another_period,
    another_towns_stamp,
)
OPEN = {FormKind.VISITS, FormKind.CADRES}
"""Forms in which nothing is printed; people add and take out rows."""
NOT_OF: Mapping[Damage, set[FormKind]] = {
    a_locked_cell_changed: OPEN,
    a_printed_column_deleted: OPEN,
    a_printed_row_deleted: OPEN,
    a_row_twice: {FormKind.VISITS},
    another_period: {FormKind.REGISTER, FormKind.VISITS},
}
"""Where a damage is none: a visit may be noted twice, a list of villages and a visit are of any period."""


@tried(
    (form, damage)
    for damage in REFUSED
    for form in FORMS.values()
    if form.kind not in NOT_OF.get(damage, set())
)
def test_what_a_form_does_not_survive_is_refused_by_its_cell(form: TownForm, damage: Damage) -> None:
    sheet, content = done_to(form, damage)
    found, faults = form.reading(content)
    assert found is None, (found, form.shown(sheet))
    for fault in faults:
        assert fault.place.file == "form.xlsx"
        assert bool(fault.place.seen) == bool(fault.place.where), fault


NAMED = {
    "派单表": ("责任人", None, "东镇“召开支部党员大会”责任人"),
    "接单登记表": ("日期", "四月", "东镇东一村“日期”"),
    "进度表": (MEETING, "多半", "东镇东一村“召开支部党员大会”"),
    "提示登记表": ("新期限", "下月", "东镇东一村“新期限”"),
    "走访登记表": ("事由", "看看", "2023-03-06 东镇分管领导 东一村“事由”"),
    "签字登记表": ("日期", "昨天", "东镇“日期”"),
    "异议登记表": ("日期", "昨天", "东镇东二村“日期”"),
    "推荐表": ("推荐", "推荐", "东镇东一村“推荐”"),
    "村干部名册": ("绩效奖金基数", "三千", "东镇东一村 张0“绩效奖金基数”"),
    "村名册": ("类型", "乡", "东镇东新村“类型”"),
    "目标表": ("目标", "很多", "东镇东一村“早稻育秧面积（亩）”目标"),
}
"""A heading, what is written in the first row under it (the second of 异议登记表), and the cell's name."""


@every_form
def test_a_cell_is_named_as_people_see_it(form: TownForm) -> None:
    heading, value, named = NAMED[form.kind.chinese]
    at = 2 if form.kind is FormKind.OBJECTION else 1

    def damage(_form: TownForm, sheet: Any) -> None:
        sheet.cell(header_of(sheet) + at, headings(sheet).index(heading) + 1).value = value

    _sheet, content = done_to(form, damage)
    _found, faults = form.reading(content)
    assert [fault.place.seen for fault in faults] == [named]
    assert re.fullmatch(rf"{form.kind.chinese}![A-Z]\d+", faults[0].place.where)


@every_form
def test_people_are_told_of_twenty_cells_at_most_by_kind_and_number(form: TownForm) -> None:
    """Fifty rows of another town below the last."""

    def damage(_form: TownForm, sheet: Any) -> None:
        first = body(sheet)[-1][0].row + 1
        for row in range(first, first + 50):
            put(tuple(sheet.cell(row, at) for at in range(1, len(form.other) + 1)), list(form.other))

    _sheet, content = done_to(form, damage)
    _found, faults = form.reading(content)
    assert len(faults) >= 50
    told = by_kind(faults)
    assert len(told) <= 24, told
    assert sum("more of this kind" in line for line in told) >= 1


# -- through other programs -----------------------------------------------------------------------------------


@pytest.mark.torture
@needs_office
@every_form
def test_it_comes_back_through_other_programs_and_formats(form: TownForm, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(saved(form.filled()))
    expected, _faults = form.reading(path.read_bytes())
    ods = saved_as(path, ".ods", tmp_path / "a")
    again = saved_as(ods, ".xlsx", tmp_path / "b")
    old = saved_as(again, ".xls", tmp_path / "c")
    for one in (ods, again, old):
        assert form.reading(one.read_bytes(), one.name) == (expected, ()), one.name


# -- whatever happens to it -----------------------------------------------------------------------------------


def exchanged(sheet: Any, chance: random.Random) -> None:
    rows = range(1, header_of(sheet) + 6)
    one, other = (sheet.cell(chance.choice(rows), chance.randint(1, sheet.max_column)) for _which in "ab")
    one.value, other.value = other.value, one.value


def emptied(sheet: Any, chance: random.Random) -> None:
    sheet.cell(chance.randint(1, header_of(sheet) + 5), chance.randint(1, sheet.max_column)).value = None


def shifted(sheet: Any, chance: random.Random) -> None:
    """Cells of a column were pushed down, as by inserting a single cell."""
    column, begin = chance.randint(1, sheet.max_column), header_of(sheet) + chance.randint(0, 4)
    for row in range(sheet.max_row + 1, begin, -1):
        sheet.cell(row, column).value = sheet.cell(row - 1, column).value
    sheet.cell(begin, column).value = None


def part_sorted(sheet: Any, chance: random.Random) -> None:
    """Only some columns are sorted: what stood beside each other no longer does."""
    columns = chance.sample(range(sheet.max_column), chance.randint(1, sheet.max_column - 1))
    rows = body(sheet)
    order = chance.sample(range(len(rows)), len(rows))
    kept = [[row[at].value for at in columns] for row in rows]
    for row, old in zip(rows, order, strict=True):
        put(tuple(row[at] for at in columns), kept[old])


def row_copied(sheet: Any, chance: random.Random) -> None:
    rows = body(sheet)
    put(
        rows[chance.randrange(len(rows))],
        [copy(cell.value) for cell in rows[chance.randrange(6) % len(rows)]],
    )


def row_deleted(sheet: Any, chance: random.Random) -> None:
    sheet.delete_rows(chance.randint(1, header_of(sheet) + 5))


def row_inserted(sheet: Any, chance: random.Random) -> None:
    sheet.insert_rows(chance.randint(1, header_of(sheet) + 5), chance.randint(1, 4))


def column_deleted(sheet: Any, chance: random.Random) -> None:
    sheet.delete_cols(chance.randint(1, sheet.max_column))


def column_inserted(sheet: Any, chance: random.Random) -> None:
    sheet.insert_cols(chance.randint(1, sheet.max_column))


def drawn_down(sheet: Any, chance: random.Random) -> None:
    """A cell drawn down over those below it; the first number in it is counted on."""
    rows, column = body(sheet), chance.randrange(sheet.max_column)
    begin = chance.randrange(min(6, len(rows) - 1))
    value = rows[begin][column].value
    for step, row in enumerate(rows[begin + 1 : begin + 1 + chance.randint(1, 3)], start=1):
        row[column].value = counted_on(value, step)


def counted_on(value: Any, step: int) -> Any:
    if isinstance(value, str):
        return re.sub(r"\d+", lambda found: str(int(found[0]) + step), value, count=1)
    return value


def letter_lost(sheet: Any, chance: random.Random) -> None:
    cells = [
        cell
        for row in sheet.iter_rows(1, header_of(sheet) + 6)
        for cell in row
        if isinstance(cell.value, str)
    ]
    cell = chance.choice([one for one in cells if one.value])
    at = chance.randrange(len(cell.value))
    cell.value = cell.value[:at] + cell.value[at + 1 :]


DAMAGES = (
    exchanged,
    emptied,
    shifted,
    part_sorted,
    row_copied,
    row_deleted,
    row_inserted,
    column_deleted,
    column_inserted,
    drawn_down,
    letter_lost,
)


@pytest.mark.more
@settings(max_examples=examples(20, 2000))
@given(st.sampled_from(list(FORMS.values())), st.sampled_from(DAMAGES), st.integers(0, 2**32))
def test_a_damaged_form_is_refused_or_read_as_it_shows(
    form: TownForm, damage: Callable[[Any, random.Random], None], seed: int
) -> None:
    """What is read is what stands beside each name under each heading, in the damaged form."""
    book = form.filled()
    sheet = book[form.kind.chinese]
    unmerged(sheet)
    damage(sheet, random.Random(seed))
    found, _faults = form.reading(saved(book))
    if found is not None:
        assert found == form.shown(sheet)
