"""`qsq batch`: a night's work, what waits for people, and the lines for cron."""

import json
import os
import shlex
import shutil
import subprocess
from datetime import date
from errno import ENOSPC
from pathlib import Path, PureWindowsPath

import pytest
from filelock import FileLock
from python_calamine import CalamineWorkbook
from xlsxwriter.exceptions import FileCreateError

from qsq.year.batch.schedule import schedule
from tests.alike import gone
from tests.cli.a_year import DAY, People, county
from tests.conftest import Qsq
from tests.processes import run_at_once
from tests.run import Run


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A county with the rules of four periods and nothing entered yet."""
    return county(tmp_path)


FIRST = "2023-01-01"


def batch(qsq: Qsq, root: Path, day: str, *options: str) -> Run:
    """The batch of a night; the first is that of most tests."""

    def take() -> Run:
        return qsq("batch", "run", "--on", day, "--json", *options, workspace=root)

    return gone(root, "first night", take) if day == FIRST and not options else take()


def steps(run: Run) -> list[tuple[str, str, str]]:
    return [(step["outcome"], step["job"], step["period"]) for step in run.answer["steps"]]


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_periods_first_night_issues_its_checklist_and_backs_the_ledger_up(qsq: Qsq, root: Path) -> None:
    run = batch(qsq, root, "2023-01-01")
    assert steps(run) == [("done", "issue", "2023Q1"), ("done", "backup", "2023-01-01")]
    forms = root / "out" / "2023Q1" / "checklist" / "departments"
    assert (forms / "2023年一季度-组织部-评分表.xlsx").is_file()
    assert (root / "backups" / "qsq-2023-01-01.db").is_file()


def test_who_has_to_dispatch_is_listed_by_name(qsq: Qsq, root: Path) -> None:
    run = batch(qsq, root, "2023-01-01")
    assert run.code == 4
    assert run.answer["waiting"] == [
        {
            "period": "2023Q1",
            "who": [{"unit": "town:T1", "name": "东镇分管领导"}, {"unit": "town:T2", "name": "西镇分管领导"}],
            "command": "qsq checklist dispatch 2023Q1 --town CODE --actor ID",
            "message": "2 towns have not dispatched the checklist",
        }
    ]


def test_a_second_run_on_the_same_day_does_nothing(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-01-01")
    before = {path: content for path, content in files(root).items() if not path.startswith("log/")}
    assert steps(batch(qsq, root, "2023-01-01")) == []
    after = {path: content for path, content in files(root).items() if not path.startswith("log/")}
    assert after == before


def test_a_dry_run_says_what_is_due_and_writes_nothing(qsq: Qsq, root: Path) -> None:
    before = files(root)
    assert steps(batch(qsq, root, "2023-01-01", "--dry-run")) == [("due", "issue", "2023Q1")]
    assert files(root) == before


def test_before_the_period_nothing_is_due(qsq: Qsq, root: Path) -> None:
    run = batch(qsq, root, "2022-12-31")
    assert (run.code, run.answer["steps"], run.answer["waiting"]) == (0, [], [])


def test_missed_runs_are_caught_up_in_the_order_in_which_they_fell_due(qsq: Qsq, root: Path) -> None:
    people = People(qsq, root.parent, root)
    batch(qsq, root, "2023-01-01")
    day = date(2023, 1, 1)
    while day <= date(2023, 4, 2):
        people.act(day) if day < date(2023, 3, 30) else None
        day += DAY
    assert steps(batch(qsq, root, "2023-05-20"))[:-1] == [
        ("done", "remind", "2023-01"),
        ("done", "visits", "2023-01"),
        ("done", "remind", "2023-02"),
        ("done", "visits", "2023-02"),
        ("done", "chase", "2023Q1"),
        ("done", "issue", "2023Q2"),
        ("waits", "score", "2023Q1"),
    ]


def test_scoring_waits_for_the_department_that_owes(qsq: Qsq, root: Path) -> None:
    people = People(qsq, root.parent, root)
    batch(qsq, root, "2023-01-01")
    day = date(2023, 1, 1)
    while day <= date(2023, 3, 31):
        people.act(day)
        day += DAY
    run = batch(qsq, root, "2023-04-01")
    waits = next(step for step in run.answer["steps"] if step["job"] == "score")
    assert waits["outcome"] == "waits"
    assert [place["where"] for place in waits["places"]] == ["agriculture"]
    owing = [turn for turn in run.answer["waiting"] if "observations" in turn["message"]]
    assert [one["name"] for turn in owing for one in turn["who"]] == ["农业农村局联络员"]
    assert run.code == 4


def test_a_chaser_goes_to_each_department_that_owes(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-01-01")
    run = batch(qsq, root, "2023-03-26")
    assert ("done", "chase", "2023Q1") in steps(run)
    made = {path.name for path in (root / "out" / "2023Q1" / "chasers").iterdir()}
    forms = {f"2023年一季度-{name}-催报评分表.xlsx" for name in ("农业农村局", "组织部", "西镇")}
    assert made == {"催报名单.xlsx", *forms}


def test_two_departments_of_one_name_both_stand_in_the_chasers(qsq: Qsq, root: Path) -> None:
    departments = root / "data" / "departments.csv"
    departments.write_text(departments.read_text("utf-8").replace("农业农村局", "组织部"), "utf-8")
    batch(qsq, root, "2023-01-01")
    batch(qsq, root, "2023-03-26")
    folder = root / "out" / "2023Q1" / "chasers"
    assert len({path.name for path in folder.glob("*组织部*催报评分表.xlsx")}) == 2
    rows = rows_of(folder / "催报名单.xlsx")
    assert [row[0] for row in rows].count("组织部") == 2


def rows_of(file: Path) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()]


def test_wrong_rules_are_told_and_the_rest_goes_on(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-01-01")
    rules = root / "rules" / "2023" / "q2.yaml"
    rules.write_text(rules.read_text("utf-8").replace("weight: 4", "weight: 0"), "utf-8")
    run = batch(qsq, root, "2023-04-03")
    assert run.code == 3
    refused = run.answer["steps"][0]
    assert (refused["outcome"], refused["job"]) == ("refused", "rules")
    assert {place["file"] for place in refused["places"]} == {"rules/2023/q2.yaml"}
    assert ("done", "chase", "2023Q1") in steps(run)


def test_observations_that_are_wrong_refuse_the_scoring_alone(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-01-01")
    folder = root / "data" / "2023" / "q1" / "observations"
    folder.mkdir(parents=True)
    (folder / "party.csv").write_text("village_code,task,value\nA9,party.meeting,是\n", "utf-8")
    run = batch(qsq, root, "2023-04-03")
    assert run.code == 3
    assert ("refused", "score", "2023Q1") in steps(run)
    assert ("done", "issue", "2023Q2") in steps(run)


def test_what_a_town_added_is_owed_by_the_town(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-01-01")
    waiting = batch(qsq, root, "2023-03-26").answer["waiting"]
    owing = {
        turn["command"]: [one["name"] for one in turn["who"]]
        for turn in waiting
        if "submit" in turn["command"]
    }
    assert owing == {
        "qsq score submit 2023Q1 FILE --department ID --actor ID": ["农业农村局联络员", "组织部联络员"],
        "qsq score submit 2023Q1 FILE --town CODE --actor ID": ["西镇分管领导"],
    }


def test_the_rules_of_an_issued_period_that_are_gone_are_missed(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-01-01")
    (root / "rules" / "2023" / "q1.yaml").unlink()
    run = batch(qsq, root, "2023-04-03")
    assert run.code == 3
    assert [place["file"] for place in run.answer["steps"][0]["places"]] == ["rules/2023/q1.yaml"]


def test_wrong_officials_stop_the_work_and_not_the_backup(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-01-01")
    officials = root / "data" / "officials.csv"
    officials.write_text(officials.read_text("utf-8") + "x,y,nowhere,clerk\n", "utf-8")
    run = batch(qsq, root, "2023-04-03")
    assert run.code == 3
    assert steps(run) == [("refused", "rules", ""), ("done", "backup", "2023-04-03")]
    assert '"job": "rules"' in (root / "log" / "batch.jsonl").read_text("utf-8")


def test_a_log_that_cannot_be_written_is_told_and_the_work_goes_on(qsq: Qsq, root: Path) -> None:
    (root / "log").write_text("no folder", "utf-8")
    run = batch(qsq, root, "2023-01-01")
    assert run.code == 1
    assert [outcome for outcome, job, _ in steps(run) if job in {"issue", "backup"}] == ["done", "done"]
    assert [job for outcome, job, _ in steps(run) if outcome == "failed"] == ["log"]


def test_a_checklist_that_was_issued_early_waits_for_the_towns(qsq: Qsq, root: Path) -> None:
    qsq("checklist", "issue", "2023Q1", "--on", "2022-12-20", workspace=root)
    run = batch(qsq, root, "2022-12-21")
    assert run.code == 4
    assert "dispatch" in run.answer["waiting"][0]["command"]


def test_a_period_between_issued_ones_is_issued(qsq: Qsq, root: Path) -> None:
    for period in ("2023Q1", "2023Q3"):
        qsq("checklist", "issue", period, "--on", "2023-06-28", workspace=root)
    assert ("done", "issue", "2023Q2") in steps(batch(qsq, root, "2023-07-02"))


def test_an_earlier_day_after_later_ones_makes_no_backup(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-03-01")
    assert [step for step in steps(batch(qsq, root, "2023-02-10")) if step[1] == "backup"] == []


@pytest.mark.parametrize(
    "left_at",
    [
        "backups/.qsq-2022-12-31.db.tmp",
        "data/.0123456789abcdef.tmp",
        "data/2023/q1/observations/.0123456789abcdef.tmp",
    ],
)
def test_what_a_killed_process_left_is_swept(qsq: Qsq, root: Path, left_at: str) -> None:
    left = root / left_at
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    batch(qsq, root, "2023-01-01")
    assert not left.exists()


def test_what_was_aside_goes_when_the_ledger_holds_it(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-01-01")
    recorded, unrecorded = (root / f"data/.{name}.csv.aside" for name in ("villages", "else"))
    recorded.write_bytes((root / "data/villages.csv").read_bytes())
    unrecorded.write_bytes(b"not recorded yet")
    batch(qsq, root, "2023-01-02")
    assert (recorded.exists(), unrecorded.exists()) == (False, True)


def test_a_ledger_that_was_just_made_loses_the_name_by_which_it_was_begun(qsq: Qsq, root: Path) -> None:
    """A process was killed when it had given it its own."""
    batch(qsq, root, "2023-01-01")
    left = root / "data/.0123456789abcdef.tmp"
    left.hardlink_to(root / "data/qsq.db")
    batch(qsq, root, "2023-01-02")
    assert not left.exists()
    assert qsq("ledger", "verify", workspace=root).code == 0


def test_a_period_that_was_never_issued_keeps_the_awards_waiting(qsq: Qsq, root: Path) -> None:
    qsq("checklist", "issue", "2023Q3", "--on", "2023-07-01", workspace=root)
    waiting = batch(qsq, root, "2024-01-02").answer["waiting"]
    told = [turn["message"] for turn in waiting if turn["period"] == "2023"]
    assert told == [
        f"{period} has rules and was never issued; the awards wait for it" for period in ("2023Q1", "2023Q2")
    ]


def test_a_disk_that_takes_no_backup_is_a_failure(qsq: Qsq, root: Path) -> None:
    (root / "backups").write_text("no folder", "utf-8")
    run = batch(qsq, root, "2023-01-01")
    assert run.code == 1
    assert steps(run)[-1] == ("failed", "backup", "2023-01-01")


class Panic(BaseException):
    """As a library in Rust ends: no Exception."""


@pytest.mark.parametrize(
    "error", [KeyError("key"), OSError(ENOSPC, "full"), FileCreateError("full"), Panic("panic")]
)
def test_a_job_that_breaks_ends_no_other_and_not_the_backup(
    qsq: Qsq, root: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def broken(*_arguments: object) -> None:
        raise error

    def take() -> None:
        people = People(qsq, root.parent, root)
        batch(qsq, root, "2023-01-01")
        for days in range(60):
            people.act(date(2023, 1, 1) + days * DAY)

    gone(root, "two months", take)
    monkeypatch.setattr("qsq.year.batch.work.remind", broken)
    run = batch(qsq, root, "2023-03-01")
    assert run.code == 1
    assert steps(run) == [
        ("failed", "remind", "2023-01"),
        ("done", "visits", "2023-01"),
        ("failed", "remind", "2023-02"),
        ("done", "visits", "2023-02"),
        ("done", "backup", "2023-03-01"),
    ]
    assert "failed reminders 2023-01: " in qsq("batch", "run", "--on", "2023-03-01", workspace=root).out


@pytest.mark.parametrize("broken", ["qsq.year.batch.run.look", "qsq.year.batch.run.known_heads"])
def test_whatever_breaks_the_ledger_is_backed_up(
    qsq: Qsq, root: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    batch(qsq, root, "2023-01-01")
    monkeypatch.setattr(broken, {}.__getitem__)
    run = batch(qsq, root, "2023-01-02")
    assert run.code == 1
    assert steps(run)[-1] == ("done", "backup", "2023-01-02")


def test_a_log_behind_a_link_is_told_by_name(qsq: Qsq, root: Path, tmp_path: Path) -> None:
    (root / "log").symlink_to(tmp_path)
    run = qsq("batch", "run", "--on", "2023-01-01", workspace=root)
    assert run.code == 1
    assert "failed log: " in run.out


def test_rules_that_changed_after_the_issue_wait_for_the_clerk(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-01-01")
    rules = root / "rules" / "2023" / "q1.yaml"
    rules.write_text(rules.read_text("utf-8").replace("points: 2,", "points: 4,"), "utf-8")
    waiting = batch(qsq, root, "2023-01-02").answer["waiting"]
    assert waiting[0]["command"] == "qsq checklist issue 2023Q1 --reason TEXT"
    assert waiting[0]["who"] == [{"unit": "city", "name": "县办公室经办员"}]


def test_the_batch_is_named_as_actor_and_its_work_is_ticked_off(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-01-01")
    events = qsq("ledger", "log", "--json", workspace=root).answer["events"]
    assert [(one["actor"], one["kind"], one["subject"]) for one in events] == [
        ("batch", "issue", ""),
        ("batch", "batch", "issue"),
    ]


def test_the_batch_may_not_sign_or_decide(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-01-01")
    words = ["checklist", "dispatch", "2023Q1", "--town", "T1", "--actor", "batch", "--on", "2023-01-02"]
    assert qsq(*words, "--json", workspace=root).code == 5


def test_a_run_waits_for_another_and_gives_up(qsq: Qsq, root: Path) -> None:
    with FileLock(root / "data" / "batch.lock"):
        run = batch(qsq, root, "2023-01-01", "--wait", "0.2")
    assert run.code == 1
    assert run.answer["error"]["message"] == "another run of the batch goes on since more than 0.2 seconds"
    assert batch(qsq, root, "2023-01-01").code == 4


def test_two_runs_at_once_do_the_work_once(qsq: Qsq, root: Path) -> None:
    call = ["--workspace", str(root), "batch", "run", "--on", "2023-01-01"]
    assert [run.code for run in run_at_once([call] * 3, os.environ)] == [4, 4, 4]
    events = qsq("ledger", "log", "--json", workspace=root).answer["events"]
    assert [one["kind"] for one in events] == ["issue", "batch"]


def test_the_log_has_a_line_for_each_step_and_one_for_the_end(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-01-01")
    lines = [json.loads(line) for line in (root / "log" / "batch.jsonl").read_text("utf-8").splitlines()]
    assert [(line["job"], line["day"]) for line in lines] == [
        ("issue", "2023-01-01"),
        ("backup", "2023-01-01"),
        ("end", "2023-01-01"),
    ]
    assert lines[-1]["exit"] == 4


def test_a_line_that_a_killed_run_left_unfinished_is_ended_first(qsq: Qsq, root: Path) -> None:
    (root / "log").mkdir()
    (root / "log" / "batch.jsonl").write_text('{"time": "20', "utf-8")
    batch(qsq, root, "2022-12-31")
    lines = (root / "log" / "batch.jsonl").read_text("utf-8").splitlines()
    assert lines[0] == '{"time": "20'
    assert json.loads(lines[1])["job"] == "end"


def test_backups_of_seven_days_five_weeks_and_twelve_months_are_kept(qsq: Qsq, root: Path) -> None:
    folder = root / "backups"
    folder.mkdir()
    days = [date(2022, 1, 1) + number * DAY for number in range(500)]
    for day in days:
        (folder / f"qsq-{day}.db").write_bytes(b"")
    batch(qsq, root, "2023-05-17")
    kept = {date.fromisoformat(path.name[4:14]) for path in folder.iterdir()}
    week = {date(2023, 5, 17), *days[-6:]}
    sundays = {date(2023, 5, 14) - number * 7 * DAY for number in range(4)}
    months = {max(day for day in days if (day.year, day.month) == month) for month in last_months()}
    assert kept == week | sundays | months
    assert (folder / "qsq-2023-05-17.db").stat().st_size > 0


def last_months() -> list[tuple[int, int]]:
    """The eleven months before May 2023; May's newest is the day's own."""
    return [(2022, month) for month in range(6, 13)] + [(2023, month) for month in range(1, 5)]


def test_a_night_with_a_wrong_clock_does_not_end_all_backups(qsq: Qsq, root: Path) -> None:
    folder = root / "backups"
    folder.mkdir()
    (folder / "qsq-2999-12-31.db").write_bytes(b"")
    (folder / "qsq-1970-01-01.db").write_bytes(b"")
    for day in ("2023-01-01", "2023-01-02"):
        assert steps(batch(qsq, root, day))[-1] == ("done", "backup", day)
    left = sorted(path.name for path in folder.iterdir())
    assert left == [f"qsq-{day}.db" for day in ("1970-01-01", "2023-01-01", "2023-01-02", "2999-12-31")]


def test_an_older_copy_in_the_ledgers_place_fails_and_no_backup_goes(qsq: Qsq, root: Path) -> None:
    batch(qsq, root, "2023-01-01")
    old = (root / "data" / "qsq.db").read_bytes()
    qsq("score", "quarter", "2023Q1", "--missing", "zero", workspace=root)
    for number in range(1, 12):
        shutil.copy(root / "backups" / "qsq-2023-01-01.db", root / "backups" / f"qsq-2022-12-{number:02}.db")
    qsq("ledger", "backup", root / "backups" / "qsq-2023-01-02.db", workspace=root)
    (root / "data" / "qsq.db").write_bytes(old)
    run = batch(qsq, root, "2023-01-03")
    assert run.code == 1
    assert steps(run)[-2:] == [("failed", "ledger", "2023-01-03"), ("done", "backup", "2023-01-03")]
    assert "backups/qsq-2023-01-02.db carries the head" in run.answer["steps"][-2]["message"]
    assert len(list((root / "backups").iterdir())) == 14


def test_a_day_to_come_is_refused(qsq: Qsq, root: Path) -> None:
    assert batch(qsq, root, "2999-01-01").code == 2


def test_people_read_it_in_a_few_lines(qsq: Qsq, root: Path) -> None:
    out = qsq("batch", "run", "--on", "2023-01-01", workspace=root).out
    assert out == (
        "done checklist 2023Q1: 4 tasks issued for 6 villages\n"
        "done backup 2023-01-01: the ledger is copied to backups/qsq-2023-01-01.db\n"
        "waiting for people:\n"
        "  2023Q1 2 towns have not dispatched the checklist · 东镇分管领导、西镇分管领导\n"
        "    qsq checklist dispatch 2023Q1 --town CODE --actor ID\n"
    )


def test_crontab_lines_run_as_they_are_printed(qsq: Qsq, root: Path) -> None:
    made = qsq("batch", "crontab", "--at", "1:05", "--json", workspace=root).answer
    minute, hour, *_days, command = made["crontab"].split(maxsplit=5)
    assert (minute, hour) == ("5", "1")
    call = ["sh", "-c", f"{command.strip()} --on 2023-01-01"]
    done = subprocess.run(call, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 4, done.stderr
    assert done.stdout.startswith("done checklist 2023Q1")


def test_paths_with_blanks_and_percent_signs_are_quoted(qsq: Qsq, tmp_path: Path) -> None:
    odd = county(tmp_path).rename(tmp_path / "100% 县 $x")
    made = qsq("batch", "crontab", "--json", workspace=odd).answer
    assert shlex.quote(str(odd)).replace("%", r"\%") in made["crontab"]
    assert f'"{odd}"'.replace("%", "%%").replace("$", "$$") in made["service"]
    assert "Environment=QSQ_LANG=en" in made["service"]
    assert f"User={odd.stat().st_uid}\n" in made["service"]
    assert "OnCalendar=*-*-* 02:30:00\nPersistent=true" in made["timer"]


def test_a_task_of_windows_is_one_line_with_paths_quoted_twice() -> None:
    python, workspace = PureWindowsPath(r"C:\qsq env\Scripts\python.exe"), PureWindowsPath(r"D:\祁阳 2024")
    made = schedule(python, workspace, "1:05", "zh", "0")
    call = r"\"C:\qsq env\Scripts\python.exe\" -m qsq --lang zh --workspace \"D:\祁阳 2024\" batch run"
    assert made.schtasks == f'schtasks /Create /F /TN "qsq 祁阳 2024" /SC DAILY /ST 01:05 /TR "{call}"\n'
    assert made.sections(windows=True) == {"cmd": made.schtasks}
    assert "cmd" not in made.sections(windows=False)


@pytest.mark.parametrize("at", ["24:00", "7", "noon", "07:60"])
def test_a_time_that_is_none_is_refused(qsq: Qsq, root: Path, at: str) -> None:
    assert qsq("batch", "crontab", "--at", at, "--json", workspace=root).code == 2
