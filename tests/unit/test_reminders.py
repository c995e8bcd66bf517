"""一月一提示: slow, poor, or far behind in a single task."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from qsq.documents.remind.month import tasks_told
from qsq.domain.county.places import Village, VillageKind
from qsq.domain.observed.reminders import Lag, Reminder, reminders
from qsq.domain.scheme.checklist import Checklist, Item, Task
from qsq.domain.scheme.methods import YesNo
from qsq.domain.scheme.scheme import ReminderRule
from qsq.domain.values.periods import Month, Period, PeriodKind

RULE = ReminderRule(slow=Fraction(1, 2), poor=Fraction(6, 10), far_behind=Fraction(4, 10))
FEBRUARY = date(2023, 2, 28)
VILLAGES = tuple(Village(code, code, "T1", VillageKind.VILLAGE) for code in ("A1", "A2", "A3"))


def checklist(*dues: date | None) -> Checklist:
    tasks = tuple(
        Task(f"grain.t{number}", "", Fraction(1), YesNo(), due) for number, due in enumerate(dues, start=1)
    )
    items = (Item("grain", "", "agriculture", "agriculture", Fraction(1), tasks),)
    return Checklist(Period(2023, 1, PeriodKind.QUARTER), "", date(2023, 3, 31), (), items)


DUE = date(2023, 2, 20)
FOUR = checklist(DUE, DUE, DUE, DUE)


def lags_of(progress: dict[str, list[int]], asked: Checklist = FOUR) -> dict[str, list[Lag]]:
    """Reasons by village, for percentages of the tasks in order."""
    shares = {
        (code, f"grain.t{number}"): Fraction(percent, 100)
        for code, percents in progress.items()
        for number, percent in enumerate(percents, start=1)
    }
    return {one.village.code: list(one.lags) for one in reminders(asked, VILLAGES, shares, RULE, FEBRUARY)}


ALL = [100, 100, 100, 100]


def test_who_has_done_everything_is_left_in_peace() -> None:
    assert lags_of({"A1": ALL, "A2": ALL, "A3": ALL}) == {}


def test_slow_is_who_has_half_of_the_due_tasks_undone() -> None:
    found = lags_of({"A1": [100, 100, 90, 90], "A2": [100, 100, 100, 90], "A3": ALL})
    assert found == {"A1": [Lag.SLOW]}


def test_poor_is_who_has_done_under_sixty_percent_in_the_mean() -> None:
    assert lags_of({"A1": [100, 100, 20, 19], "A2": ALL, "A3": ALL})["A1"] == [
        Lag.SLOW,
        Lag.POOR,
        Lag.FAR_BEHIND,
    ]


def test_far_behind_is_who_lags_forty_points_under_the_towns_mean_in_one_task() -> None:
    assert lags_of({"A1": [100, 100, 100, 40], "A2": ALL, "A3": ALL}) == {"A1": [Lag.FAR_BEHIND]}
    assert lags_of({"A1": [100, 100, 100, 41], "A2": ALL, "A3": ALL}) == {}


def test_what_is_due_later_is_not_looked_at() -> None:
    later = checklist(DUE, None)
    assert lags_of({code: [100] for code in ("A1", "A2", "A3")}, later) == {}
    assert lags_of({}, checklist(None)) == {}


def test_a_task_on_which_nobody_reports_is_not_looked_at() -> None:
    done = {code: [100, 100] for code in ("A1", "A2", "A3")}
    assert lags_of(done) == {}
    assert lags_of({}) == {}


def test_who_does_not_report_what_others_report_has_not_done_it() -> None:
    assert lags_of({"A2": ALL, "A3": ALL})["A1"] == [Lag.SLOW, Lag.POOR, Lag.FAR_BEHIND]


@given(st.lists(st.integers(0, 100), min_size=4, max_size=4), st.integers(0, 3))
def test_doing_more_never_brings_a_reminder(done: list[int], task: int) -> None:
    better = [100 if number == task else percent for number, percent in enumerate(done)]
    others = {"A2": ALL, "A3": ALL}
    before = lags_of({"A1": done, **others}).get("A1", [])
    after = lags_of({"A1": better, **others}).get("A1", [])
    assert set(after) <= set(before)


def test_months() -> None:
    assert Month.read("2024-02").last_day == date(2024, 2, 29)
    assert [str(Month(2023, number).period(PeriodKind.QUARTER)) for number in (1, 3, 4, 12)] == [
        "2023Q1",
        "2023Q1",
        "2023Q2",
        "2023Q4",
    ]


def test_a_slip_names_each_task_once_as_not_done_and_where_the_village_is_far_behind() -> None:
    asked = {task.id: replace(task, text=f"任务{task.id}") for task in FOUR.tasks}
    undone, behind = ("grain.t1", "grain.t2"), ("grain.t2", "grain.t3")
    reminder = Reminder(VILLAGES[0], (Lag.SLOW,), undone, behind, Fraction(1, 4))
    rows = (
        ("任务grain.t1", "未完成"),
        ("任务grain.t2", "未完成，明显落后于全镇"),
        ("任务grain.t3", "未完成，明显落后于全镇"),
    )
    assert tasks_told(reminder, asked) == rows
