"""What people mean by what they type: numbers, 不适用, 是 and 否, days (CONTRACT.md sections 2 and 4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.domain.values.numbers import plain, read_result
from qsq.intake.sheets.number_formats import hides_text, is_plain, shown
from qsq.intake.sheets.sheet import Unread, failed, letters, may_have_failed, number_of_letters
from qsq.intake.sheets.spelling import day_in, half_width, not_applicable, number_in, yes_or_no
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


REFUSED = "another value than the cell holds"
FAILED = [
    "#N/A",
    "#DIV/0!",
    "#REF!",
    "#NAME?",
    "#VALUE!",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#n/a",
    "#名称?",
    "Err:502",
    "########",
    "=A1+1",
    "=SUM(A1:A3)",
    "=-B2",
    "=VLOOKUP(A1,表!A:B,2,0)",
]

# fmt: off
AS_IT_IS = [
    "General", "0", "0.00", "#,##0.00", "@", "", "0.00_ ;[Red]-0.00 ", "0.00E+00", "##0.0E+0", "# ?/?",
    "# ?/100", "yyyy-mm-dd", "h:mm", '"￥"#,##0.00', "[$¥-804]#,##0.00", "0_);(0)", "0_);[Red](0)", "+0;-0",
    '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "00000",
    '"约"0', "[Red]0", "[红色]0", "G/通用格式", "[DBNum1][$-804]General", "* 0", "0_%",
]
SHOWN = [
    ("0.95", "0%", "95%"), ("0.5099", "0%", "50.99%"), ("5.0990000000000002E-1", "0.0%", "50.99%"),
    ("1", "0%", "100%"), ("0", "0%", "0%"), ("0.95", "0.0%;[Red]-0.0%", "95%"), ("-0.5", "0%;-0%", "-50%"),
    ("0.95", "[Red]0%", "95%"), ("0", '0%;-0%;"-"', None), ("0.95", '0%;-0%;"-"', "95%"),
    ("0.95", "0\\ %", "95%"), ("95", '0"%"', "95%"), ("95", "0\\%", "95%"), ("95", "0％", "95％"),
    ("95", "0‰", "95‰"), ("340", "0亩", "340亩"), ("340", 'General"亩"', "340亩"), ("4", 'G/通用格式"户"', "4户"),
    ("340", '0.00" 亩";-0.00" 亩"', "340亩"), ("3", '0"万元"', "3万元"), ("3", '0"m²"', "3m²"),
    ("3000", "0.00 [$元-804]", "3000元"), ("1", "0 days", "1days"), ("0.95", "0.00", None),
    ("60", "[Red][<60]0;[Blue][>=60]0", None), ("0", '0;-0;"零"', None), ("-3", "0_);(0)", None),
]
SHOWN_OTHERWISE = [
    ("3410", "0,"), ("3410", '0.0,"千"'), ("3410", "0.0,,"), ("3410", "0,.00"), ("12345", '0!.0,"万"'),
    ("12345", "0!.0000"), ("12345", "0\\.0000"), ("8881234", "000-0000"), ("123", "0:00"), ("9", '0"0"'),
    ("9", '"1"0'), ("9", "0.5"), ("9", "0%%"), ("-0.5", "0;0%"), ("0.5", "[<1]0%;0"), ("0.5", "[>=1]0%;0.00"),
    ("0.5", "[>=1]0%"), ("9", '"NA"'), ("1", '"优"'), ("1", '[=1]"是";[=0]"否"'), ("9", '""'), ("9", ";;;"),
    ("9", "aaaa"), ("0", "0;-0;"), ("0", "0.00;;"), ("0", "#"), ("-3", "0;0"), ("-3", "0.00;[Red]0.00"),
    ("3", "-0"), ("3", '"-"0'), ("3", "(0)"), ("8881234", "[<=9999999]###-####;(###) ###-####"),
]
# fmt: on


@pytest.mark.parametrize("code", AS_IT_IS)
def test_a_format_that_shows_every_number_as_it_is(code: str) -> None:
    assert is_plain(code)
    assert not hides_text(code)


@pytest.mark.parametrize(("number", "code", "text"), SHOWN)
def test_a_number_is_read_as_its_format_shows_it(number: str, code: str, text: str | None) -> None:
    assert shown(number, code) == text


@pytest.mark.parametrize(("number", "code"), SHOWN_OTHERWISE)
def test_a_format_that_shows_another_value_is_refused(number: str, code: str) -> None:
    found = shown(number, code)
    assert isinstance(found, Unread)
    assert REFUSED in str(found.why)
    assert not is_plain(code)


@pytest.mark.parametrize(
    ("code", "hides"),
    [
        (";;;", True),
        ('@"村"', True),
        ('0;-0;0;"村"@', True),
        ("0;-0;;@", False),
        ("@", False),
        ("_(@_)", False),
    ],
)
def test_a_format_may_hide_a_text(code: str, *, hides: bool) -> None:
    assert hides_text(code) == hides


@pytest.mark.parametrize("text", FAILED)
def test_what_a_formula_leaves_behind_is_told(text: str) -> None:
    assert may_have_failed(["村", text])
    assert text in str(failed(text))


@pytest.mark.parametrize("text", ["", "#1", "#", "=", "=1+1", "==", "=村", "E1", "Err", "#号村", "№1"])
def test_what_only_looks_like_a_formula_is_a_text(text: str) -> None:
    assert failed(text) is None


@given(st.integers(0, 16383))
def test_letters_of_a_column_and_back(column: int) -> None:
    assert number_of_letters(letters(column)) == column
