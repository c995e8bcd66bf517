"""市级开单、镇级派单、村级接单: a list from its issue to the last village's acceptance."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.alike import answered, gone
from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq
from tests.run import Run

Step = Callable[..., Run]
EARLY = "2023-01-02"


@pytest.fixture
def step(small: Path) -> Step:
    """A step of 2023Q1's checklist on 2 January, as `step("dispatch", "--town", "T1")`."""

    def take(name: str, *arguments: str | Path, actor: str = "clerk", on: str = EARLY) -> Run:
        return answered(small, "checklist", name, "2023Q1", *arguments, "--actor", actor, "--on", on)

    return take


def status(qsq: Qsq, small: Path) -> Run:
    return qsq("checklist", "status", "2023Q1", "--json", workspace=small)


def events(qsq: Qsq, small: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = qsq("ledger", "log", "--json", workspace=small).answer["events"]
    return found


def change_rules(small: Path) -> None:
    file = small / "rules" / "2023" / "q1.yaml"
    file.write_text(file.read_text("utf-8").replace("召开支部党员大会", "每月召开支部党员大会"), "utf-8")


def break_down(small: Path, *rows: str) -> None:
    lines = ["village_code,task,due,result,person,reason", *rows]
    (small / "rules" / "2023" / "towns" / "T2" / "q1.csv").write_text("\n".join(lines) + "\n", "utf-8")


def test_a_list_from_its_issue_to_the_last_acceptance(
    step: Step, qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    assert status(qsq, small).answer["revision"] == 0
    assert step("issue").answer["revision"] == 1
    assert step("dispatch", "--town", "T1", actor="T1-lead").code == 0
    assert step("dispatch", "--town", "T2", actor="T2-lead").code == 0
    assert step("accept", "--village", "A1", actor="A1-sec").answer["recorded"] == 1
    waiting = status(qsq, small)
    assert (waiting.code, waiting.answer["waiting"]) == (4, ["A2", "A3", "B1", "B2", "B3"])
    file = tmp_path / "accepted.csv"
    file.write_text("village_code\nA1\nA2\nA3\n", "utf-8")
    assert step("accept", "--file", file, actor="T1-officer").answer["recorded"] == 2
    file.write_text("village_code\nB1\nB2\nB3\n", "utf-8")
    step("accept", "--file", file)
    assert status(qsq, small).code == 0
    assert [event["kind"] for event in events(qsq, small)] == [
        "issue",
        "dispatch",
        "dispatch",
        *["acceptance"] * 6,
    ]


def test_every_step_taken_twice_changes_nothing(step: Step, qsq: Qsq, small: Path) -> None:
    for recorded in (1, 0):
        step("issue")
        step("dispatch", "--town", "T1")
        assert step("accept", "--village", "A1").answer["recorded"] == recorded
    assert len(events(qsq, small)) == 3


@pytest.mark.parametrize(
    ("before", "name", "arguments", "says"),
    [
        ([], "dispatch", ["--town", "T1"], "not issued; first, by the city: qsq checklist issue 2023Q1"),
        ([], "accept", ["--village", "A1"], "not issued; first, by the city"),
        (
            ["issue"],
            "accept",
            ["--village", "A1"],
            "东镇 has not dispatched revision 1 of 2023Q1; first, by the town: qsq checklist dispatch 2023Q1 --town T1",
        ),
    ],
)
def test_a_step_out_of_order_says_what_comes_first(
    step: Step, before: list[str], name: str, arguments: list[str], says: str
) -> None:
    for earlier in before:
        step(earlier)
    run = step(name, *arguments)
    assert run.code == 5
    assert says in message_of(run)


@pytest.mark.parametrize(
    ("actor", "name", "arguments"),
    [
        ("agri", "issue", []),
        ("T1-lead", "dispatch", ["--town", "T2"]),
        ("A1-sec", "accept", ["--village", "A2"]),
    ],
)
def test_each_acts_for_its_own(
    step: Step, qsq: Qsq, small: Path, actor: str, name: str, arguments: list[str]
) -> None:
    step("issue")
    assert step(name, *arguments, actor=actor).code == 5
    assert (events(qsq, small)[-1]["kind"], events(qsq, small)[-1]["actor"]) == ("refused", actor)


def test_a_change_after_issue_is_a_revision_with_a_reason(step: Step, qsq: Qsq, small: Path) -> None:
    step("issue")
    step("dispatch", "--town", "T1")
    step("accept", "--village", "A1")
    change_rules(small)
    run = step("issue")
    assert (run.code, "--reason TEXT" in message_of(run)) == (5, True)
    stale = step("dispatch", "--town", "T2")
    assert (stale.code, "have changed since revision 1 was issued" in message_of(stale)) == (5, True)
    again = step("issue", "--reason", "措辞更明确").answer
    assert (again["revision"], again["news"]) == (
        2,
        {"added": [], "changed": ["party.meeting"], "dropped": []},
    )
    assert step("issue").answer["news"] == again["news"]
    assert len(status(qsq, small).answer["waiting"]) == 6, "the task is on every list"


def taken_by_all(step: Step, small: Path) -> None:
    def take() -> None:
        step("issue")
        for town in ("T1", "T2"):
            step("dispatch", "--town", town)
        for village in ("A1", "A2", "A3", "B1", "B2", "B3"):
            step("accept", "--village", village)

    gone(small, "taken by all", take)


def test_a_prize_that_changes_voids_nobodys_acceptance(step: Step, qsq: Qsq, small: Path) -> None:
    taken_by_all(step, small)
    scheme = small / "rules" / "scheme.yaml"
    text = scheme.read_text("utf-8")
    assert "prize: 300," in text
    scheme.write_text(text.replace("prize: 300,", "prize: 400,").replace("below: 60", "below: 55"), "utf-8")
    assert step("issue").answer["revision"] == 1
    assert step("dispatch", "--town", "T1").answer["recorded"] == 0
    assert status(qsq, small).code == 0


def test_one_villages_target_that_changes_voids_its_acceptance_alone(
    step: Step, qsq: Qsq, small: Path
) -> None:
    taken_by_all(step, small)
    targets = small / "data" / "2023" / "q1" / "targets.csv"
    targets.write_text(
        targets.read_text("utf-8").replace("A1,grain.seedlings,100", "A1,grain.seedlings,90"), "utf-8"
    )
    assert step("issue").code == 5
    assert step("issue", "--reason", "面积核减").answer["revision"] == 2
    assert status(qsq, small).answer["waiting"] == ["A1"]
    early = step("accept", "--village", "A1")
    assert (early.code, "东镇 has not dispatched revision 2" in message_of(early)) == (5, True)
    assert step("dispatch", "--town", "T2").answer["recorded"] == 0
    assert step("dispatch", "--town", "T1").answer["recorded"] == 1
    assert status(qsq, small).answer["waiting"] == ["A1"]
    assert step("accept", "--village", "A1").answer["recorded"] == 1
    assert status(qsq, small).code == 0


def test_what_a_town_broke_down_before_does_not_count_as_the_citys_change(
    step: Step, qsq: Qsq, small: Path
) -> None:
    step("issue")
    rules = small / "rules" / "2023" / "towns" / "T2" / "q1.yaml"
    rules.write_text(rules.read_text("utf-8").replace("points: 5", "points: 6"), "utf-8")
    break_down(small, ",party.study,2023-03-31,学习一次,各村书记,")
    taken_by_all(step, small)
    targets = small / "data" / "2023" / "q1" / "targets.csv"
    targets.write_text(
        targets.read_text("utf-8").replace("A1,grain.seedlings,100", "A1,grain.seedlings,90"), "utf-8"
    )
    step("issue", "--reason", "面积核减")
    assert status(qsq, small).answer["waiting"] == ["A1"]


def test_a_town_that_breaks_down_for_one_village_has_it_alone_take_it_anew(
    step: Step, qsq: Qsq, small: Path
) -> None:
    taken_by_all(step, small)
    break_down(small, "B2,grain.seedlings,2023-03-20,秧田到组,李四,")
    assert step("dispatch", "--town", "T2").answer["recorded"] == 1
    assert status(qsq, small).answer["waiting"] == ["B2"]
    step("accept", "--village", "B2")
    (small / "rules" / "2023" / "towns" / "T2" / "q1.csv").unlink()
    assert step("dispatch", "--town", "T2").answer["recorded"] == 1
    waiting = status(qsq, small).answer["waiting"]
    assert waiting == ["B2"], "it took another list last, though this one before"


def test_what_a_town_adds_is_its_own_to_dispatch_and_is_accepted_anew(
    step: Step, qsq: Qsq, small: Path
) -> None:
    step("issue")
    file = small / "rules" / "2023" / "towns" / "T2" / "q1.yaml"
    file.write_text(file.read_text("utf-8").replace("points: 5", "points: 6"), "utf-8")
    assert step("dispatch", "--town", "T2").answer["recorded"] == 1
    step("dispatch", "--town", "T1")
    step("accept", "--village", "B1")
    step("accept", "--village", "A1")
    break_down(small, ",party.study,2023-03-31,学习一次,各村书记,")
    assert step("dispatch", "--town", "T2").answer["recorded"] == 1
    assert status(qsq, small).answer["waiting"] == ["A2", "A3", "B1", "B2", "B3"]
    assert step("issue").answer["revision"] == 1


def test_a_new_list_names_what_came_and_went(step: Step, small: Path) -> None:
    step("issue")
    file = small / "rules" / "2023" / "q1.yaml"
    file.write_text(file.read_text("utf-8").replace("id: meeting", "id: assembly"), "utf-8")
    for table in (small / "data" / "2023" / "q1" / "observations").glob("*.csv"):
        table.write_text(table.read_text("utf-8").replace("party.meeting", "party.assembly"), "utf-8")
    news = step("issue", "--reason", "改名").answer["news"]
    assert (news["added"], news["dropped"]) == (["party.assembly"], ["party.meeting"])


def test_short_notice_and_demands_without_basis_are_warned_about(step: Step, small: Path) -> None:
    scheme = small / "rules" / "scheme.yaml"
    scheme.write_text(scheme.read_text("utf-8") + "checklist: {lead_days: 5}\n", "utf-8")
    early = step("issue").answer["warnings"]
    assert early == ["4 tasks name no basis, the first party.meeting: say what the demand rests on"]
    late = step("dispatch", "--town", "T1", on="2023-03-30").answer["warnings"]
    assert (
        late[0]
        == "short notice: 4 tasks are due less than 5 days after 2023-03-30, the first party.meeting on 2023-03-31"
    )
    assert "东镇 adds no item of its own; one or two are expected" in late


def test_a_towns_earlier_date_needs_a_reason(step: Step, small: Path) -> None:
    step("issue")
    break_down(
        small,
        "B1,party.meeting,2023-03-01,开会并记录,西一村书记,",
        ",party.study,2023-03-01,学习一次,各村书记,与党课合并",
        ",shore.clean,2023-03-31,岸线无垃圾,河长,",
    )
    warnings = step("dispatch", "--town", "T2").answer["warnings"]
    earlier = [warning for warning in warnings if "earlier" in warning]
    assert earlier == [
        "party.meeting B1: the town's date 2023-03-01 is earlier than the city's 2023-03-31 without a reason"
    ]


def test_a_villages_list_has_the_towns_date_result_and_person(step: Step, small: Path) -> None:
    """What is for all villages holds where a village has no row of its own."""
    step("issue")
    break_down(
        small,
        "B1,party.meeting,2023-03-01,开会并记录,西一村书记,",
        ",party.meeting,2023-03-20,开会,各村书记,",
    )
    files = step("dispatch", "--town", "T2").answer["files"]
    assert files == [
        f"out/2023Q1/dispatch/T2-西镇/{name}.xlsx" for name in ("B1-西一村", "B2-西二村", "B3-西三村")
    ]
    found = {}
    for file in files:
        rows = CalamineWorkbook.from_path(small / file).get_sheet_by_index(0).to_python()
        (row,) = [row for row in rows if "召开支部党员大会" in row]
        found[file[-8:-5]] = (row[8], *row[10:])
    assert found["西一村"] == ("3月1日", "开会并记录", "西一村书记")
    assert found["西二村"] == found["西三村"] == ("3月20日", "开会", "各村书记")


def test_a_towns_table_is_refused_with_all_its_cells(step: Step, small: Path) -> None:
    step("issue")
    break_down(
        small,
        "A1,party.meeting,2023-03-01,开会,书记,",
        "B1,party.nothing,三月,,书记,",
        "B1,party.meeting,2023-03-01,开会,书记,",
        "B1,party.meeting,2023-03-01,开会,书记,",
    )
    run = step("dispatch", "--town", "T2")
    assert run.code == 3
    assert [where for _file, where, _what in run.places] == ["A2", "B3", "C3", "D3", "B5"]
    assert run.places[0][0] == "rules/2023/towns/T2/q1.csv"


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("dispatch", ["--town", "T9"], 2),
        ("accept", ["--village", "Z9"], 2),
        ("accept", [], 2),
        ("accept", ["--file", "nothing.csv"], 3),
    ],
)
def test_a_wrong_call_is_refused(step: Step, name: str, arguments: list[str], code: int) -> None:
    step("issue")
    assert step(name, *arguments).code == code


def test_people_read_the_status_and_the_news(step: Step, qsq: Qsq, small: Path) -> None:
    step("issue")
    step("dispatch", "--town", "T1")
    run = qsq("checklist", "status", "2023Q1", workspace=small)
    assert "6 villages have not accepted yet" in run.out
    change_rules(small)
    run = qsq("checklist", "issue", "2023Q1", "--reason", "更正", workspace=small)
    assert "changed: party.meeting" in run.out
