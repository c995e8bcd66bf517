"""`qsq burden`: what a year asks; a list that asks more than the scheme allows is warned of or refused."""

from pathlib import Path

import pytest

from tests.conftest import Qsq


def test_what_a_year_asks_is_summed_four_ways(qsq: Qsq, small: Path) -> None:
    found = qsq("burden", "2023", "--json", workspace=small)
    assert found.code == 0
    for figure in ("observations", "trips", "forms"):
        sums = {
            sum(one[figure] for one in found.answer[group])
            for group in ("periods", "departments", "towns", "villages")
        }
        assert len(sums) == 1
    issued = qsq("checklist", "issue", "2023Q1", "--on", "2023-01-03", "--json", workspace=small).answer
    assert found.answer["periods"][0]["city_tasks"] == issued["tasks"]
    assert found.answer["villages"][0]["tasks"] >= 1


def test_people_read_tables_and_what_lacks_a_basis(qsq: Qsq, small: Path) -> None:
    shown = qsq("burden", "2023", "--town", "T1", workspace=small).out
    for text in ("by period", "by department", "by town", "by village", "sets no limit"):
        assert text in shown


def test_a_task_worded_nearly_as_another_departments_is_told(qsq: Qsq, small: Path) -> None:
    rules = small / "rules/2023/q1.yaml"
    text = rules.read_text("utf-8")
    words = ("burden", "2023", "--json")
    assert qsq(*words, workspace=small).answer["alike"] == []
    assert text.count("农机隐患未整改处数") == 1
    rules.write_text(text.replace("农机隐患未整改处数", "召开支部党员大会一次"), "utf-8")
    (found,) = qsq(*words, workspace=small).answer["alike"]
    assert found["share"] == "87%"  # 7 pairs of characters are the same, of 7 and 9: 14/16
    assert [one["task"] for one in found["asked"]] == ["party.meeting", "grain.hazards"]
    assert "87% alike" in qsq("burden", "2023", workspace=small).out


@pytest.mark.parametrize(("when_more", "code"), [("warn", 0), ("refuse", 3)])
def test_a_list_over_the_limit_is_issued_with_a_warning_or_not_at_all(
    qsq: Qsq, small: Path, when_more: str, code: int
) -> None:
    scheme = small / "rules/scheme.yaml"
    text = scheme.read_text("utf-8")
    scheme.write_text(f"{text}\nburden: {{most_tasks: 3, when_more: {when_more}}}\n", "utf-8")
    run = qsq("checklist", "issue", "2023Q1", "--on", "2023-01-03", "--json", workspace=small)
    assert run.code == code
    told = run.answer["warnings"] if not code else run.answer["error"]["places"]
    assert any("the scheme allows 3" in str(one) for one in told)
    assert (small / "data/qsq.db").exists() is not bool(code)


def test_a_year_without_rules_has_no_burden(qsq: Qsq, small: Path) -> None:
    assert qsq("burden", "2031", "--json", workspace=small).code == 5
    assert qsq("burden", "soon", "--json", workspace=small).code == 2
