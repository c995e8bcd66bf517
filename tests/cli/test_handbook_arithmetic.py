"""The handbook's village, marked by calculator: each step comes out as it is printed, and so does the whole."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from qsq.domain.values.numbers import Rounding, Scale
from qsq.year.handbook import page

VILLAGE = "431181001006"
MINI = Path(__file__).parents[1] / "examples" / "mini"
TEXTS = [page("arithmetic", language).text for language in ("zh", "en")]
TEXT = TEXTS[0]
_SUM = r"[0-9.() ×÷+−]+[×÷+−][0-9.() ×÷+−]+"
_IN_TABLES, _IN_TEXT = re.compile(rf"\| ({_SUM}) \| (\d+\.\d\d) \|"), re.compile(rf"({_SUM}) = (\d+\.\d\d)")
IN_TABLES, IN_TEXT = _IN_TABLES.findall(TEXT), _IN_TEXT.findall(TEXT)


def worked_out(steps: str) -> Fraction:
    """By calculator: numbers as they are printed, × and ÷ before + and −, brackets first."""
    python = steps.strip().translate(str.maketrans("×÷−", "*/-"))
    assert re.fullmatch(r"[0-9.()*/+\- ]+", python)
    exact = re.sub(r"\d+(?:\.\d+)?", lambda number: f"Fraction('{number[0]}')", python)
    value: Fraction = eval(exact, {"Fraction": Fraction})  # noqa: S307 - digits and signs alone, see above
    return value


@pytest.mark.parametrize(("steps", "printed"), [*IN_TABLES, *IN_TEXT])
def test_a_step_comes_out_as_it_is_printed(steps: str, printed: str) -> None:
    scale = Scale(2, Rounding.HALF_UP)
    assert scale.text(scale.units(worked_out(steps))) == printed


def test_the_page_works_out_the_village_of_the_example() -> None:
    expected = json.loads((MINI / "expected" / "score-2023Q1.json").read_text("utf-8"))
    village = next(one for one in expected["villages"] if one["village_code"] == VILLAGE)
    fulls = [item["full"] for item in village["items"]]
    assert " + ".join(fulls) + " = 100.00" in TEXT
    for item in village["items"]:
        assert any(steps.startswith(item["full"]) and mark == item["mark"] for steps, mark in IN_TABLES)
    assert f"0.00 − 0.00 = {village['town_mark']}" in TEXT


def test_both_languages_work_out_the_same() -> None:
    chinese, english = (
        [
            (steps.strip(), printed)
            for found in (_IN_TABLES, _IN_TEXT)
            for steps, printed in found.findall(text)
        ]
        for text in TEXTS
    )
    assert chinese == english
