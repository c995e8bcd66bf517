"""What programs and analysts get of a result: every column of its wide table by its name, every number exact."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from qsq.domain.faults import WrongUse
from qsq.domain.scheme.grades import GradeCondition, Short, TakenGrade
from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.numbers import Scale
from qsq.domain.values.periods import Month
from qsq.scoring.evaluation import evaluate
from qsq.year.awards.stand import Done
from qsq.year.remind.month import Noted
from qsq.year.score.answer import shorts_of
from qsq.year.score.export.target import FIRST_COLUMNS, check_ending
from qsq.year.score.export.wide_table import frame_of, write_frame
from tests.unit.builders import (
    Number,
    bonus,
    checklist,
    deduction,
    entered,
    grade_rule,
    item,
    rewards,
    scheme,
    town_rules,
    village,
)


def test_a_wide_table_has_a_column_for_every_figure_and_exact_numbers() -> None:
    """A1's town has an item of its own, which B1 does not know and which the city does not count."""
    listed = checklist(item("grain"), towns=[town_rules("T1", add=[item("shore")])])
    observed: dict[str, dict[str, Number]] = {
        "A1": {"grain.all": 8, "shore.all": 5},
        "B1": {"grain.all": "2.5"},
    }
    inputs = entered(observed, adjustments={"A1": (bonus(2), deduction("0.5"))})
    rules = scheme(money=rewards(100), grades=(grade_rule("good", least=60), grade_rule("passed")))
    villages = [village("A1"), village("B1", "T2")]
    frame = frame_of(evaluate(rules, listed, villages, inputs, Missing.BLOCK))
    first, second = frame.to_dict("records")
    assert first == {
        "village_code": "A1", "village_name": "A1村", "town_code": "T1", "kind": "village",
        "town_mark": Decimal("66.50"), "city_mark": Decimal("81.50"), "rank": 1, "city_rank": 1, "vetoed": False,
        "bonus": Decimal("2.00"), "deduction": Decimal("0.50"), "reward": Decimal("25.00"), "grade": "good",
        "yellow_card": None,
        "grain.full": Decimal("50.00"), "grain.mark": Decimal("40.00"), "grain.city_full": Decimal("100.00"),
        "grain.city_mark": Decimal("80.00"),
        "shore.full": Decimal("50.00"), "shore.mark": Decimal("25.00"), "shore.city_full": None,
        "shore.city_mark": None,
    }  # fmt: skip
    assert list(first) == list(second) == list(frame.columns)
    assert {str(kind) for kind in frame.dtypes} == {"object"}, "no number becomes a float"
    assert (second["yellow_card"], second["grade"], second["reward"]) == ("below", "passed", Decimal("0.00"))
    assert [second[f"shore.{name}"] for name in ("full", "mark", "city_full", "city_mark")] == [None] * 4


def test_talks_that_were_noted_are_counted_for_programs() -> None:
    noted = Noted(Month.read("2023-03"), rows=3, recorded=2)
    assert noted.answer() == {"month": "2023-03", "rows": 3, "recorded": 2}


def test_a_step_of_a_year_names_its_workbooks_and_what_goes_out() -> None:
    done = Done("2023", 2, {"day": "2024-01-20"}, recorded=True, files=("a.xlsx",), documents=("a.pdf",))
    assert done.for_programs() == {
        "year": "2023", "revision": 2, "recorded": True, "day": "2024-01-20",
        "files": ["a.xlsx"], "documents": ["a.pdf"],
    }  # fmt: skip


def test_what_fell_short_of_a_grade_is_told_as_marks_or_as_places() -> None:
    """An exact least mark may have more decimals than marks are printed with."""
    short = (
        Short("good", GradeCondition.FROM, "", 8000, Fraction(18001, 2)),
        Short("good", GradeCondition.AT_MOST, "", 4, Fraction(3)),
        Short("good", GradeCondition.NO_VETO),
    )
    told = shorts_of(TakenGrade("passed", short), Scale(2))
    assert [(one.found, one.wanted) for one in told] == [("80.00", "90.005"), ("4", "3"), ("", "")]


Write = Callable[[Path], object]

FRAME = pd.DataFrame(
    [
        {
            **dict.fromkeys(FIRST_COLUMNS, "甲"),
            "mark": Decimal("1.50"),
            "rank": 2,
            "vetoed": True,
            "card": None,
        },
        {
            **dict.fromkeys(FIRST_COLUMNS, "=1+1"),
            "mark": Decimal(3),
            "rank": 1,
            "vetoed": False,
            "card": "last",
        },
    ],
    dtype=object,
)
"""A value of every sort that a wide table has."""


def test_a_table_is_written_with_every_value_as_what_it_is(tmp_path: Path) -> None:
    for ending in (".csv", ".xlsx", ".parquet"):
        write_frame(FRAME, tmp_path / f"frame{ending}")
    head, first = ",".join([*FIRST_COLUMNS, "mark,rank,vetoed,card"]), ",".join(["甲"] * 6)
    second = ",".join(["'=1+1"] * 6)  # no formula
    lines = f"{head}\n{first},1.50,2,True,\n{second},3,1,False,last\n"
    assert (tmp_path / "frame.csv").read_bytes() == lines.encode("utf-8-sig")
    assert list(pd.read_parquet(tmp_path / "frame.parquet").columns) == list(FRAME.columns)
    book = load_workbook(tmp_path / "frame.xlsx")
    sheet = book["评比结果"]
    assert (book.sheetnames, book.properties.title, sheet.freeze_panes) == (["评比结果"], "评比结果", "C2")
    cells = [[(cell.value, cell.data_type) for cell in row[5:]] for row in sheet.iter_rows()]
    assert cells == [
        [(name, "s") for name in ("city_mark", "mark", "rank", "vetoed", "card")],
        [("甲", "s"), (1.5, "n"), (2, "n"), (True, "b"), (None, "n")],
        [("=1+1", "s"), (3, "n"), (1, "n"), (False, "b"), ("last", "s")],
    ]
    assert [sheet[cell].number_format for cell in ("G2", "G3")] == ["0.00", "0"]


def test_only_a_table_that_was_exported_before_is_written_over(tmp_path: Path) -> None:
    """Of another table, workbook or kind of file nothing is lost."""
    others: dict[str, Write] = {
        "another.csv": lambda file: file.write_text("village_code,village_name\n", "utf-8-sig"),
        "unmarked.csv": lambda file: file.write_text(",".join(FIRST_COLUMNS), "utf-8"),
        "text.xlsx": lambda file: file.write_text("no workbook", "utf-8"),
        "another.xlsx": lambda file: FRAME.to_excel(file, sheet_name="别的"),
        "text.parquet": lambda file: file.write_text("no table", "utf-8"),
        "another.parquet": FRAME.iloc[:, 1:3].to_parquet,
        "two.xlsx": _two_sheets,
    }
    for name, write in others.items():
        write(tmp_path / name)
        before = (tmp_path / name).read_bytes()
        with pytest.raises(WrongUse):
            write_frame(FRAME, tmp_path / name)
        assert (tmp_path / name).read_bytes() == before, name
    for ending in (".CSV", ".xlsx", ".parquet"):
        for _time in range(2):
            write_frame(FRAME, tmp_path / f"again{ending}")


def _two_sheets(file: Path) -> None:
    with pd.ExcelWriter(file) as book:
        FRAME.to_excel(book, sheet_name="评比结果")
        FRAME.to_excel(book, sheet_name="我的")


def test_a_wide_table_has_an_ending_that_says_what_it_is() -> None:
    for name, found in (("a", "“”"), ("a.doc", ".doc")):
        with pytest.raises(WrongUse) as caught:
            check_ending(Path(name))
        assert str(caught.value.what) == f"found the ending {found}; expected .csv, .xlsx or .parquet"
