"""A month's reminders, the talks, and what was not followed up."""

from pathlib import Path

import pytest

from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq
from tests.run import Run

TASKS = ("party.meeting", "party.study", "grain.seedlings", "grain.hazards")


@pytest.fixture
def county(small: Path) -> Path:
    """The small county with thresholds, and reports of March: A1 has done little, all others all."""
    scheme = small / "rules" / "scheme.yaml"
    scheme.write_text(
        scheme.read_text("utf-8") + "reminders: {slow: 50%, poor: 60%, far_behind: 50%}\n", "utf-8"
    )
    rows = [
        f"{village},{task},{'20%' if village == 'A1' else '是'},"
        for village in ("A1", "A2", "A3", "B1", "B2", "B3")
        for task in TASKS
    ]
    rows += [f"{village},shore.clean,100%," for village in ("B1", "B2", "B3")]
    report(small, rows)
    return small


def report(small: Path, rows: list[str]) -> None:
    file = small / "data" / "2023" / "q1" / "progress" / "2023-03.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(["village_code,task,done,note", *rows]) + "\n", "utf-8")


def remind(qsq: Qsq, county: Path, *words: str) -> Run:
    return qsq("remind", *words, "--json", workspace=county)


TALK = (
    "--who",
    "东镇分管领导",
    "--with",
    "东一村书记",
    "--problem",
    "育秧晚",
    "--method",
    "统一供秧",
    "--until",
    "2023-04-05",
)


def talk(
    qsq: Qsq, county: Path, village: str = "A1", actor: str = "T1-lead", words: tuple[str, ...] = TALK
) -> Run:
    return remind(qsq, county, "record", "2023-03", "--village", village, *words, "--actor", actor)


def test_the_lagging_village_gets_a_slip_and_stands_in_the_lists(qsq: Qsq, county: Path) -> None:
    found = remind(qsq, county, "month", "2023-03").answer
    assert [(one["village_code"], one["reasons"]) for one in found["reminders"]] == [
        ("A1", ["slow", "poor", "far_behind"])
    ]
    assert found["files"] == ["out/2023-03/reminders/T1-东镇.xlsx", "out/2023-03/reminders/提示名单.xlsx"]
    again = remind(qsq, county, "month", "2023-03").answer
    assert (again["recorded"], again["files"]) == (0, found["files"])


def test_a_talk_is_noted_and_followed_up(qsq: Qsq, county: Path) -> None:
    remind(qsq, county, "month", "2023-03")
    assert remind(qsq, county, "status", "2023-03").answer["without_talk"] == ["A1"]
    assert [talk(qsq, county).answer["recorded"] for _ in range(2)] == [True, False]
    assert remind(qsq, county, "status", "2023-03", "--on", "2023-04-05").code == 0
    late = remind(qsq, county, "status", "2023-03", "--on", "2023-04-06")
    assert (late.code, late.answer["overdue"]) == (4, [{"village_code": "A1", "until": "2023-04-05"}])
    assert "A1 东镇 东一村: was due 2023-04-05" in qsq("remind", "status", "2023-03", workspace=county).out


def test_a_register_may_hold_two_talks_of_a_village_and_each_is_noted_once(qsq: Qsq, county: Path) -> None:
    remind(qsq, county, "month", "2023-03")
    first, second = (
        "A1,东镇分管领导,东一村书记,育秧晚,统一供秧,2023-04-05",
        "A1,东镇镇长,东一村书记,育秧晚,换种子,2023-04-09",
    )
    register = county / "register.csv"
    heading = "village_code,who,with,problem,method,until"
    register.write_text(f"{heading}\n{first}\n{second}\n{first}\n{second}\n", "utf-8")
    words = ("record", "2023-03", "--file", str(register), "--actor", "T1-lead")
    noted = [remind(qsq, county, *words).answer for _ in range(2)]
    assert [(one["rows"], one["recorded"]) for one in noted] == [(4, 2), (4, 0)]


def test_a_talk_follows_a_reminder(qsq: Qsq, county: Path) -> None:
    run = talk(qsq, county)
    assert run.code == 5
    assert "first: qsq remind month 2023-03" in message_of(run)
    remind(qsq, county, "month", "2023-03")
    assert talk(qsq, county, actor="T2-lead").code == 5
    assert talk(qsq, county, actor="").code == 2
    assert talk(qsq, county, words=(*TALK[:-1], "四月")).code == 2
    assert talk(qsq, county, words=("--who", " ", *TALK[2:])).code == 2
    assert "no talk yet" in qsq("remind", "status", "2023-03", workspace=county).out


def test_only_the_city_calls_in(qsq: Qsq, county: Path) -> None:
    assert remind(qsq, county, "month", "2023-03", "--actor", "T1-lead").code == 5


def test_wrong_reports_are_refused_with_their_cells(qsq: Qsq, county: Path) -> None:
    report(
        county,
        [
            "A1,party.meeting,120%,",
            "A9,party.meeting,是,",
            "A1,shore.clean,是,",
            "A2,party.meeting,是,",
            "A2,party.meeting,否,",
        ],
    )
    run = remind(qsq, county, "month", "2023-03")
    assert (run.code, [where for _file, where, _what in run.places]) == (3, ["C2", "A3", "B4", "B6"])


def test_what_lacks_is_named(qsq: Qsq, county: Path, small: Path) -> None:
    assert "data/2023/q1/progress/2023-02.csv" in remind(qsq, county, "month", "2023-02").places[0]
    assert remind(qsq, county, "month", "2023-13").code == 2
    scheme = small / "rules" / "scheme.yaml"
    scheme.write_text(scheme.read_text("utf-8").replace("reminders:", "# "), "utf-8")
    run = remind(qsq, county, "month", "2023-03")
    assert (run.code, run.places[0][0]) == (3, "rules/scheme.yaml")
    assert "expected reminders: {slow, poor, far_behind}" in run.places[0][2]


def test_a_month_in_which_nobody_lags_has_an_empty_list(qsq: Qsq, county: Path) -> None:
    report(county, [f"{village},{TASKS[0]},是," for village in ("A1", "A2", "A3", "B1", "B2", "B3")])
    found = remind(qsq, county, "month", "2023-03").answer
    assert (found["reminders"], found["files"]) == ([], ["out/2023-03/reminders/提示名单.xlsx"])


def test_each_month_is_followed_up_by_itself(qsq: Qsq, county: Path) -> None:
    folder = county / "data" / "2023" / "q1" / "progress"
    (folder / "2023-02.csv").write_bytes((folder / "2023-03.csv").read_bytes())
    rules = county / "rules" / "2023" / "q1.yaml"
    rules.write_text(rules.read_text("utf-8").replace("due: 2023-03-31", "due: 2023-02-28"), "utf-8")
    for month in ("2023-02", "2023-03"):
        found = remind(qsq, county, "month", month).answer
        assert (found["month"], [one["village_code"] for one in found["reminders"]]) == (month, ["A1"])
    talk(qsq, county)
    of_march = {"month": "2023-03", "called_in": 1, "without_talk": [], "overdue": [], "warnings": []}
    assert remind(qsq, county, "status", "2023-03", "--on", "2023-04-05").answer == of_march
    of_february = {**of_march, "month": "2023-02", "without_talk": ["A1"]}
    assert remind(qsq, county, "status", "2023-02", "--on", "2023-04-06").answer == of_february
