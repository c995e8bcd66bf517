"""What people mean by what they type: numbers, 不适用, 是 and 否, days (CONTRACT.md sections 2 and 4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.domain.values.numbers import plain, read_result
from qsq.intake.sheets.number_formats import Look, look_of, shown
from qsq.intake.sheets.sheet import Unread, letters, number_of_letters
from qsq.intake.spelling import day_in, half_width, not_applicable, number_in, yes_or_no
from tests.unit.builders import exact


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("95", "", "95"),
        (" 95 ", "", "95"),
        ("９５．５", "", "95.5"),
        ("－３", "", "-3"),
        ("−3", "", "-3"),
        ("＋3", "", "3"),
        ("3,410", "", "3410"),
        ("3，410", "", "3410"),
        ("1,234,567.5", "", "1234567.5"),
        ("-3,410", "", "-3410"),
        ("340亩", "亩", "340"),
        ("340 亩", "亩", "340"),
        ("3,410亩", "亩", "3410"),
        ("95%", "%", "95"),
        ("95％", "%", "95"),
        ("９５ ％", "%", "95"),
        ("95", "%", "95"),
        ("5e2", "", "500"),
        ("0.0333333333333333", "", "0.0333333333333333"),
        ("5.55111512312578E-17", "", "0.0000000000000000555111512312578"),
        ("0.30000000000000004", "", "0.3"),
        ("12.34567890123456789", "", "12.3456789012346"),
    ],
)
def test_a_number_means_what_it_looks_like(text: str, unit: str, number: str) -> None:
    assert number_in(text, unit) == exact(number)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("", ""),
        ("亩", "亩"),
        ("340户", "亩"),
        ("340亩", ""),
        ("95%", ""),
        ("95%", "亩"),
        ("95%亩", "亩"),
        ("1,50", ""),
        ("1,5000", ""),
        ("12,34,567", ""),
        (",100", ""),
        ("1e999", ""),
        ("九十五", ""),
        ("95..5", ""),
        ("0x10", ""),
        ("nan", ""),
        ("1234567890123456", ""),
        ("９" * 100_000, ""),
    ],
)
def test_what_is_no_number_of_its_unit_is_none(text: str, unit: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        number_in(text, unit)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14))
def test_every_result_of_a_spreadsheet_is_taken_as_it_is_shown(number: float) -> None:
    text = f"{number:.15g}"
    assert read_result(text) == exact(text)


@given(st.integers(-(10**12), 10**12))
def test_separators_of_thousands_change_nothing(number: int) -> None:
    assert number_in(f"{number:,}") == number
    assert plain(number_in(f"{number:,}亩", "亩")) == str(number)


@pytest.mark.parametrize("word", ["NA", "na", "N/A", "n/a", "ＮＡ", "Ｎ／Ａ", "不适用", "/", "／", " NA "])
def test_not_applicable_in_all_its_forms(word: str) -> None:
    assert not_applicable(word) == ""
    for between in (":", "：", " ", "\u3000", " ： "):
        assert not_applicable(f"{word.strip()}{between}没有耕地") == "没有耕地"


@pytest.mark.parametrize("word", ["", "无", "NAN", "不适用的", "N", "//", "3/4", "没有 NA"])
def test_another_word_is_not_not_applicable(word: str) -> None:
    assert not_applicable(word) is None


@pytest.mark.parametrize("word", ["是", "√", "✓", "✔", "yes", "YES", "True", "1", "１", " ｙｅｓ "])
def test_yes(word: str) -> None:
    assert yes_or_no(word) is True


@pytest.mark.parametrize("word", ["否", "×", "✗", "✘", "no", "No", "FALSE", "0", "０"])
def test_no(word: str) -> None:
    assert yes_or_no(word) is False


@pytest.mark.parametrize("word", ["", "是否", "2", "已", "x", "√×", "不"])
def test_neither_yes_nor_no(word: str) -> None:
    assert yes_or_no(word) is None


@pytest.mark.parametrize(
    "text",
    ["2023-03-31", "2023-3-31", "2023/3/31", "2023/03/31", "2023.3.31", "2023年3月31日", "2023年03月31",
     "２０２３／３／３１", "2023/3/31 0:00", "2023-03-31 00:00:00", "2023-03-31T00:00:00"],
)  # fmt: skip
def test_a_day_in_all_its_forms(text: str) -> None:
    assert day_in(text) == date(2023, 3, 31)


@pytest.mark.parametrize(
    "text", ["", "2023-02-30", "2023/13/1", "31/3/2023", "23/3/31", "2023-3/31", "2023/3/31 8:30", "45016"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        day_in(text)


@given(st.text())
def test_half_width_changes_no_count_of_characters_but_spaces_around(text: str) -> None:
    assert len(half_width(text)) <= len(text)
    assert half_width(half_width(text)) == half_width(text)


# fmt: off
@pytest.mark.parametrize(("code", "look"), [
    ("General", Look()), ("0", Look()), ("0.00", Look()), ("#,##0.00", Look()), ("@", Look()), ("", Look()),
    ("0.00_ ;[Red]-0.00 ", Look()), ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', Look()),
    ("0.00E+00", Look()), ("# ?/?", Look()), ("yyyy-mm-dd", Look()), ('"￥"#,##0.00', Look()),
    ("0%", Look(percent=True)), ("0.00%", Look(percent=True)), ("0.0%;-0.0%", Look(percent=True)),
    ("[Red]0%", Look(percent=True)), ('0%;-0%;"-"', Look(percent=True)),
    ('0"%"', Look(behind="%")), ("0\\%", Look(behind="%")), ('0.0"亩"', Look(behind="亩")),
    ("0亩", Look(behind="亩")), ('General"亩"', Look(behind="亩")), ('0" 户"', Look(behind="户")),
    ("0,", Look(scaled=True)), ('0.0,"千"', Look(behind="千", scaled=True)), ("0.0,,", Look(scaled=True)),
    ("0;0%", Look(scaled=True)), ("[<1]0%;0", Look(scaled=True)),
])
# fmt: on
def test_what_a_number_format_shows(code: str, look: Look) -> None:
    assert look_of(code) == look


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("0.95", "0%", "95%"),
        ("0.5099", "0%", "50.99%"),
        ("5.0990000000000002E-1", "0.0%", "50.99%"),
        ("1", "0%", "100%"),
        ("0", "0%", "0%"),
        ("95", '0"%"', "95%"),
        ("340", "0亩", "340亩"),
        ("0.95", "0.00", None),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(number: str, code: str, text: str | None) -> None:
    assert shown(number, code) == text


def test_a_format_that_shows_another_number_is_refused() -> None:
    found = shown("3410", '0.0,"千"')
    assert isinstance(found, Unread)
    assert "shows another number" in str(found.why)


@given(st.integers(0, 16383))
def test_letters_of_a_column_and_back(column: int) -> None:
    assert number_of_letters(letters(column)) == column
