"""`qsq init --next` and `qsq rules diff`: the rules that come after, and what they ask otherwise."""

from pathlib import Path

import pytest

from qsq.domain.values.periods import Period
from qsq.year.init.next_rules import moved
from qsq.year.init.start import copy_year_2023
from tests.conftest import REPOSITORY, Qsq, example

RULES = """# 按季度的清单
period: 2023Q1        # 本期
title: 2023年一季度村级工作任务清单
due: 2023-03-31
items:
  - id: a
    tasks:
      - {id: b, text: 2023-03-20 前插秧, due: 2023-03-20, basis: 2023-01-05 文件}
      - {id: c, text: 三月, due: '2023-02-28'}
"""


@pytest.mark.parametrize(
    ("old", "new", "title", "dues"),
    [
        ("2023Q1", "2023Q2", "2023年二季度", ["2023-06-30", "2023-06-20", "2023-05-31"]),
        ("2023Q1", "2024Q1", "2024年一季度", ["2024-03-31", "2024-03-20", "2024-02-29"]),
        ("2023Q1", "2023Q4", "2023年四季度", ["2023-12-31", "2023-12-20", "2023-11-30"]),
    ],
)
def test_what_is_due_moves_with_its_period(old: str, new: str, title: str, dues: list[str]) -> None:
    text = moved(RULES, Period.read(old), Period.read(new))
    assert f"period: {new}        # 本期\ntitle: {title}村级工作任务清单\ndue: {dues[0]}\n" in text
    assert f"text: 2023-03-20 前插秧, due: {dues[1]}, basis: 2023-01-05 文件" in text
    assert f"due: '{dues[2]}'" in text


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        ("2023Q1", "2023Q2", "2023年第一季度任务清单", "2023年二季度任务清单"),
        ("2023Q4", "2024Q1", "一季度前的四季度清单", "一季度前的一季度清单"),
        ("2023-12", "2024-01", "某县2023年12月清单", "某县2024年1月清单"),
        ("2023H1", "2023H2", "上半年清单", "下半年清单"),
        ("2023", "2024", "2023年任务清单", "2024年任务清单"),
        ("2023Q1", "2023Q2", "任务清单", "任务清单"),
    ],
)
def test_a_title_names_the_new_period(old: str, new: str, line: str, expected: str) -> None:
    text = moved(f"title: {line}\n", Period.read(old), Period.read(new))
    assert text == f"title: {expected}\n"


def test_the_next_period_comes_from_the_last_one_and_nothing_is_overwritten(qsq: Qsq, small: Path) -> None:
    run = qsq("init", "--next", "--json", workspace=small)
    assert run.answer["periods"] == [{"period": "2023Q2", "from": "2023Q1"}]
    assert run.answer["files"] == [
        "rules/2023/q2.yaml",
        "rules/2023/towns/T2/q2.yaml",
        "data/2023/q2/targets.csv",
    ]
    assert qsq("rules", "check", "2023Q2", workspace=small).code == 0
    diff = qsq("rules", "diff", "2023Q1", "2023Q2", "--json", workspace=small).answer
    assert [diff[key] for key in ("new", "gone", "tasks", "items", "emphasis")] == [[], [], [], [], []]
    rules = small / "rules" / "2023" / "q2.yaml"
    rules.write_text(rules.read_text("utf-8") + "# 已改\n", "utf-8")
    assert qsq("init", "--next", "--json", workspace=small).answer["files"][0] == "rules/2023/q3.yaml"
    assert rules.read_text("utf-8").endswith("# 已改\n")


@pytest.mark.parametrize(
    ("kind", "first", "second", "next_year"),
    [
        ("month", "2024-01", "2024-02", "2025-01"),
        ("two_months", "2024B1", "2024B2", "2025B1"),
        ("quarter", "2024Q1", "2024Q2", "2025Q1"),
        ("half_year", "2024H1", "2024H2", "2025H1"),
        ("year", "2024", "2025", "2025"),
    ],
)
def test_each_kind_of_period_has_a_sample_and_a_next(
    kind: str, first: str, second: str, next_year: str, qsq: Qsq, tmp_path: Path
) -> None:
    """What is there is not overwritten, neither by the next period nor by the next year."""
    root = tmp_path / kind
    assert qsq("init", root, "--period", kind, "--year", "2024").code == 0
    (root / "data" / "towns.csv").write_text("town_code,town_name\nT,甲镇\n", "utf-8")
    (root / "data" / "villages.csv").write_text(
        "village_code,village_name,town_code,kind\nV1,甲村,T,village\n", "utf-8"
    )
    run = qsq("init", "--next", "--json", workspace=root)
    assert run.answer["periods"] == [{"period": second, "from": first}]
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    run = qsq("init", "--next", "--year", "2025", "--json", workspace=root)
    assert run.answer["periods"][0] == {"period": next_year, "from": first}
    assert {file: file.read_bytes() for file in before} == before
    checked = qsq("rules", "check", "--json", workspace=root)
    assert checked.code == 0, checked.out
    assert {first, second, next_year} <= {one["period"] for one in checked.answer["periods"]}


def test_a_years_rules_come_from_those_of_the_year_before(qsq: Qsq, tmp_path: Path) -> None:
    months = example("months", tmp_path)
    run = qsq("init", "--next", "--year", "2024", "--json", workspace=months)
    assert [one["period"] for one in run.answer["periods"]] == ["2024-01", "2024-02", "2024-03"]
    assert "rules/2024/towns/01/m03.yaml" in run.answer["files"]
    assert "title: 2024年2月村级工作任务清单\ndue: 2024-02-29\n" in (
        months / "rules" / "2024" / "m02.yaml"
    ).read_text("utf-8")
    assert qsq("rules", "check", workspace=months).code == 0
    again = qsq("init", "--next", "--year", "2024", workspace=months)
    assert "nothing changed" in again.out


def test_the_reconstruction_goes_on_into_the_next_year(qsq: Qsq, tmp_path: Path) -> None:
    copy_year_2023(tmp_path)
    run = qsq("init", "--next", "--json", workspace=tmp_path)
    assert run.answer["periods"] == [{"period": "2024Q1", "from": "2023Q4"}]
    assert qsq("rules", "check", "2024Q1", workspace=tmp_path).code == 0


def test_sample_rules_are_not_laid_into_a_running_workspace(qsq: Qsq, small: Path) -> None:
    run = qsq("init", small, "--year", "2024", "--json")
    assert run.code == 2
    assert "qsq init --next" in run.answer["error"]["message"]
    assert not (small / "rules" / "2024").exists()


def test_there_is_no_next_without_a_last(qsq: Qsq, small: Path) -> None:
    run = qsq("init", "--next", "--year", "2025", "--json", workspace=small)
    assert (run.code, "2024" in run.answer["error"]["message"]) == (2, True)
    (small / "rules" / "2023" / "q1.yaml").unlink()
    assert qsq("init", "--next", workspace=small).code == 5


def test_two_periods_rules_are_told_in_words(qsq: Qsq, small: Path) -> None:
    qsq("init", "--next", workspace=small)
    rules = small / "rules" / "2023" / "q2.yaml"
    text = rules.read_text("utf-8")
    for old, new in (
        (
            "{theme: spring-farming, name: 春耕备耕, multiplier: 1.5}",
            "{theme: harvest, name: 秋收, multiplier: 2}",
        ),
        (
            "      - {id: study,",
            "      - {id: film, text: 组织观看, points: 1, method: {kind: award}}\n      - {id: reading,",
        ),
        ("召开支部党员大会, points: 2", "召开一次支部党员大会, points: 2.5"),
        ("each: 0.5", "each: 1"),
        (
            "    department: agriculture\n    weight: 4",
            "    department: organisation\n    weight: 6\n    for: {kind: [village]}",
        ),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    rules.write_text(text, "utf-8")
    answer = qsq("rules", "diff", "2023q1", "2023q2", "--json", workspace=small).answer
    assert (answer["before"], answer["now"]) == ("2023Q1", "2023Q2")
    assert [one["task"] for one in answer["new"]] == ["party.film", "party.reading"]
    assert [one["task"] for one in answer["gone"]] == ["party.study"]
    assert answer["tasks"] == [
        {"task": "party.meeting", "what": "text", "before": "召开支部党员大会", "now": "召开一次支部党员大会"},
        {"task": "party.meeting", "what": "points", "before": "2", "now": "2.5"},
        {
            "task": "grain.hazards", "what": "method",
            "before": "每有1次（处、件、项）扣0.5分，扣完为止", "now": "每有1次（处、件、项）扣1分，扣完为止",
        },
    ]  # fmt: skip
    assert answer["items"] == [
        {"item": "grain", "what": "weight", "before": "4", "now": "6"},
        {"item": "grain", "what": "department", "before": "农业农村局", "now": "组织部"},
        {"item": "grain", "what": "for", "before": "全部村（社区）", "now": "村"},
    ]
    assert answer["emphasis"] == [
        {"theme": "harvest", "before": None, "now": "2"},
        {"theme": "spring-farming", "before": "1.5", "now": None},
    ]
    assert answer["burden"]["change"] == "25.0%"
    assert answer["burden"]["departments"] == [
        {"department": "organisation", "before": {"items": 1, "tasks": 2}, "now": {"items": 2, "tasks": 5}},
        {"department": "agriculture", "before": {"items": 1, "tasks": 2}, "now": {"items": 0, "tasks": 0}},
    ]
    told = qsq("rules", "diff", "2023Q1", "2023Q2", workspace=small).out
    for words in ("party.film", "组织观看", "party.study", "2.5", "1.5", "农业农村局"):
        assert words in told


def test_what_towns_ask_and_what_a_period_weighs_is_compared_too(qsq: Qsq, small: Path) -> None:
    qsq("init", "--next", workspace=small)
    town = small / "rules" / "2023" / "towns" / "T2" / "q2.yaml"
    text = town.read_text("utf-8")
    for old, new in (
        ("clean, text: 岸线保洁, points: 5", "clean, text: 岸线保洁, points: 4"),
        ("    weight: 2\n", "    weight: 3\n    themes: [river]\n"),
    ):
        assert old in text
        text = text.replace(old, new)
    more = "emphasis: [{theme: river, name: 河长制, multiplier: 2}]\ndrop: [{item: grain, reason: 无耕地}]\n"
    town.write_text(text + more, "utf-8")
    other = small / "rules" / "2023" / "towns" / "T1" / "q2.yaml"
    other.parent.mkdir()
    own = "{id: own, name: 自选, category: agriculture, department: town, weight: 1, tasks:"
    other.write_text(
        f"add: [{own} [{{id: a, text: 晾晒, points: 1, method: {{kind: yes_no}}}}]}}]\n", "utf-8"
    )
    scheme = small / "rules" / "scheme.yaml"
    scheme.write_text(scheme.read_text("utf-8").replace("q2: 1", "q2: 1.5"), "utf-8")
    answer = qsq("rules", "diff", "2023Q1", "2023Q2", "--json", workspace=small).answer
    assert (answer["new"], answer["tasks"], answer["annual_weight"]) == (
        [],
        [],
        {"before": "1", "now": "1.5"},
    )
    first, second = answer["towns"]
    assert (first["town_code"], [one["task"] for one in first["new"]]) == ("T1", ["own.a"])
    assert (second["town_code"], second["new"], second["gone"]) == ("T2", [], [])
    assert second["tasks"] == [{"task": "shore.clean", "what": "points", "before": "5", "now": "4"}]
    assert second["items"] == [
        {"item": "shore", "what": "weight", "before": "2", "now": "3"},
        {"item": "shore", "what": "themes", "before": "", "now": "river"},
    ]
    assert second["emphasis"] == [{"theme": "river", "before": None, "now": "2"}]
    assert second["dropped"] == [{"item": "grain", "before": None, "now": "无耕地"}]
    told = qsq("rules", "diff", "2023Q1", "2023Q2", workspace=small).out
    for words in ("东镇", "own.a", "西镇", "×2", "无耕地", "weight in the year: 1, then 1.5"):
        assert words in told


def test_rules_that_are_not_there_cannot_be_compared(qsq: Qsq, small: Path) -> None:
    run = qsq("rules", "diff", "2023Q1", "2023Q2", "--json", workspace=small)
    assert (run.code, run.places[0][0]) == (3, "rules/2023/q2.yaml")
    assert qsq("rules", "diff", "2023Q1", "2023-02", workspace=small).code == 2


def test_the_repositorys_own_seasons_differ(qsq: Qsq) -> None:
    answer = qsq("rules", "diff", "2023Q1", "2023Q2", "--json", workspace=REPOSITORY).answer
    assert answer["burden"]["before"] == {"items": 16, "tasks": 55}
    assert answer["emphasis"]
