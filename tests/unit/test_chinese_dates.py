"""Days and periods as Chinese documents write them, and found again in their texts."""

from datetime import date

import pytest

from qsq.domain.values.chinese_dates import (
    chinese_date,
    chinese_month,
    chinese_period,
    periods_named,
    short_chinese_period,
)
from qsq.domain.values.periods import Month, Period, PeriodKind


def test_days_and_months_have_no_noughts_before_them() -> None:
    assert chinese_date(date(2023, 4, 3)) == "2023年4月3日"
    assert chinese_month(Month(2023, 2)) == "2023年2月"


@pytest.mark.parametrize(
    ("period", "written", "short"),
    [
        ("2023-05", "2023年5月", "5月"),
        ("2023-12", "2023年12月", "12月"),
        ("2023B1", "2023年1至2月", "1至2月"),
        ("2023B6", "2023年11至12月", "11至12月"),
        ("2023Q1", "2023年一季度", "一季度"),
        ("2023Q2", "2023年二季度", "二季度"),
        ("2023Q3", "2023年三季度", "三季度"),
        ("2023Q4", "2023年四季度", "四季度"),
        ("2023H1", "2023年上半年", "上半年"),
        ("2023H2", "2023年下半年", "下半年"),
        ("2023", "2023年", "全年"),
    ],
)
def test_a_period_is_written_with_its_year_and_within_it(period: str, written: str, short: str) -> None:
    found = Period.read(period)
    assert (chinese_period(found), short_chinese_period(found)) == (written, short)


@pytest.mark.parametrize(
    ("text", "kind", "named"),
    [
        ("关于2023年一季度的通报", PeriodKind.QUARTER, {"2023Q1"}),
        ("2023Q2比2022年四季度", PeriodKind.QUARTER, {"2022Q4", "2023Q2"}),
        ("2023q2", PeriodKind.QUARTER, {"2023Q2"}),
        ("2023年上半年", PeriodKind.HALF_YEAR, {"2023H1"}),
        ("2023年上半年", PeriodKind.QUARTER, set()),
        ("2023年1月", PeriodKind.MONTH, {"2023-01"}),
        ("2023年11月", PeriodKind.MONTH, {"2023-11"}),
        ("2023-01", PeriodKind.MONTH, {"2023-01"}),
        ("2023-01-15", PeriodKind.MONTH, set()),
        ("2023年1月15日", PeriodKind.MONTH, set()),
        ("一季度", PeriodKind.QUARTER, set()),
        ("2023年", PeriodKind.YEAR, set()),
    ],
)
def test_a_text_names_periods_and_no_days(text: str, kind: PeriodKind, named: set[str]) -> None:
    assert {str(one) for one in periods_named(text, kind)} == named
