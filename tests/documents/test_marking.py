"""A task's rule in words, and what is entered for it: its unit is named wherever numbers are read."""

import pytest

from qsq.documents.checklist.brief import lettered
from qsq.documents.checklist.marking import filling, marking
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.methods import Award, Bands, Deduct, Method, Ratio
from tests.unit.builders import exact

REACHED = ((exact(90), exact(3)), (exact(60), exact("1.5")))


# fmt: off
@pytest.mark.parametrize(("method", "marked", "filled"), [
    (Award("分"), "由部门在分值内评定", "0 至 4 的分数（分）"),
    (Award(), "由部门在分值内评定", "0 至 4 的分数"),
    (Deduct(exact("0.5"), exact(0), "处"), "每有1处扣0.5分，扣完为止", "次数（处，0、1、2……）"),
    (Deduct(exact("0.5"), exact(0)), "每有1次（处、件、项）扣0.5分，扣完为止", "次数（0、1、2……）"),
    (Ratio(exact(100), "亩"), "按完成数与目标100亩的比例得分，达到即得满分", "完成数（亩），不小于 0"),
    (Bands(REACHED, "%"), "达到90%得3分、达到60%得1.5分，其余不得分", "数值（%）"),
    (Bands(REACHED), "达到90得3分、达到60得1.5分，其余不得分", "数值"),
])
# fmt: on
def test_the_unit_of_a_method_is_named(method: Method, marked: str, filled: str) -> None:
    task = Task("grain.tilled", "冬闲田翻耕比例", exact(4), method)
    assert (marking(task), filling(task)) == (marked, filled)
    assert task.unit == method.unit  # type: ignore[union-attr]


def test_each_way_of_marking_has_a_letter_of_its_own_however_many_there_are() -> None:
    letters = lettered(["每处扣1分", "按比例", "每处扣1分", *(f"第{one}种" for one in range(26))])
    assert list(letters.values()) == [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "Z1", "Z2"]
