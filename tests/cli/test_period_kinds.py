"""A county that evaluates by months, two months, half-years or by the year, from its lists to the prizes."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from qsq.api.workspace import Workspace
from qsq.domain.values.chinese_dates import chinese_month, chinese_period
from qsq.domain.values.periods import Period, PeriodKind, periods_of
from qsq.year.report import KINDS
from tests.cli.a_year import DAY, People, county
from tests.conftest import Qsq
from tests.documents.county import as_text, bundles

YEARS = {
    PeriodKind.MONTH: periods_of(2023, PeriodKind.MONTH)[:3],
    PeriodKind.TWO_MONTHS: periods_of(2023, PeriodKind.TWO_MONTHS)[:2],
    PeriodKind.HALF_YEAR: periods_of(2023, PeriodKind.HALF_YEAR),
    PeriodKind.YEAR: periods_of(2023, PeriodKind.YEAR),
}
OTHERS_WORDS = {
    PeriodKind.MONTH: "季|半年|双月|本期",
    PeriodKind.TWO_MONTHS: "季|半年|本月(?!底)|月份",
    PeriodKind.HALF_YEAR: "季|双月|本月(?!底)|月份",
    PeriodKind.YEAR: "季|半年|双月|本月(?!底)|月份",
}
"""What no paper of a kind says: the words of the other kinds."""


@pytest.mark.torture
@pytest.mark.parametrize("kind", YEARS, ids=str)
def test_a_county_by_other_periods_goes_from_its_lists_to_its_prizes(
    kind: PeriodKind, qsq: Qsq, tmp_path: Path
) -> None:
    periods = YEARS[kind]
    root = county(tmp_path, periods)
    people = People(qsq, tmp_path, root, periods)
    done, day = set[tuple[str, str]](), periods[0].first_day
    while people.planned:
        day = min(people.planned)
        done |= _night(qsq, root, day)
        people.act(day)
    _night(qsq, root, day + DAY)
    months = [str(month) for period in periods for month in period.months]
    names = [str(period) for period in periods]
    jobs = {job: sorted(period for what, period in done if what == job) for job, _period in done}
    assert jobs == {
        "issue": names, "chase": names, "score": names, "finalise": names,
        "remind": months, "visits": months, "confirm": ["2023"],
    }  # fmt: skip
    _is_all_done(qsq, root, periods)
    _prints_every_kind_of_paper(qsq, root, periods)
    _shows_it_on_the_board(qsq, root, periods)


def _night(qsq: Qsq, root: Path, day: date) -> set[tuple[str, str]]:
    run = qsq("batch", "run", "--on", str(day), "--json", workspace=root)
    assert run.code in {0, 4}, (day, run.out, run.err)
    steps = [one for one in run.answer["steps"] if one["job"] != "backup"]
    assert {one["outcome"] for one in steps} <= {"done", "waits"}, steps
    return {(one["job"], one["period"]) for one in steps if one["outcome"] == "done"}


def _is_all_done(qsq: Qsq, root: Path, periods: Sequence[Period]) -> None:
    found = qsq("status", "--json", workspace=root).answer
    own = [one for one in found["periods"] if one["rules"]]
    assert [one["period"] for one in own] == [str(period) for period in periods]
    assert all(one["final"] and one["accepted"] == 6 and one["signed_villages"] == 6 for one in own)
    assert (found["awards"]["confirmed"], found["awards"]["paid"], found["next"]) == (True, 2, None)
    answer = qsq("awards", "year", "2023", "--json", workspace=root).answer
    assert [one["period"] for one in answer["periods"]] == [str(period) for period in periods]
    assert qsq("ledger", "verify", "--json", workspace=root).answer["whole"] is True
    burden = qsq("checklist", "issue", str(periods[-1]), "--json", workspace=root).answer["burden"]
    assert burden["since_first"] == "0.0%"
    assert burden["previous"] == ("0.0%" if len(periods) > 1 else None)


def _prints_every_kind_of_paper(qsq: Qsq, root: Path, periods: Sequence[Period]) -> None:
    last = periods[-1]
    asked = {"period": str(last), "month": str(last.months[-1]), "year": "2023"}
    said = {
        "period": chinese_period(last),
        "month": chinese_month(last.months[-1]),
        "year": "2023年",
    }
    workspace = Workspace(root)
    for kind, report in KINDS.items():
        run = qsq("report", kind, asked[report.period], "--format", "docx", "--json", workspace=root)
        assert run.code == 0, (kind, run.out)
        assert run.answer["files"], kind
        text = "\n".join(
            as_text(document) for one in bundles(workspace, kind, periods=asked) for document in one.documents
        )
        assert said[report.period] in text, kind
        assert not re.search(OTHERS_WORDS[last.kind], text), (kind, text)


def _shows_it_on_the_board(qsq: Qsq, root: Path, periods: Sequence[Period]) -> None:
    built = qsq("board", "build", "--json", workspace=root).answer
    assert built["periods"] == [str(period) for period in periods]
    for period in periods:
        page = (root / "out" / "board" / "2023" / period.key / "index.html").read_text("utf-8")
        assert f"小县{chinese_period(period)}全市排名" in page
    village = (root / "out" / "board" / "2023" / "villages" / "A2.html").read_text("utf-8")
    assert village.count("<circle ") == len(periods)
    assert len(re.findall(r"<b>2023-\d\d</b>", village)) == sum(len(period.months) for period in periods)


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        (PeriodKind.MONTH, ("score", "quarter", "2023Q1"), "2023-01"),
        (PeriodKind.MONTH, ("report", "notice", "2023"), "2023-01"),
        (PeriodKind.MONTH, ("checklist", "status", "2023H2"), "2023-07"),
        (PeriodKind.HALF_YEAR, ("score", "period", "2023-08"), "2023H2"),
        (PeriodKind.HALF_YEAR, ("rules", "check", "2023q1"), "2023H1"),
        (PeriodKind.YEAR, ("score", "check", "2023H1"), "2023"),
    ],
)
def test_a_period_of_another_kind_is_wrong_use_and_one_of_this_is_named(
    kind: PeriodKind, words: tuple[str, ...], expected: str, qsq: Qsq, tmp_path: Path
) -> None:
    run = qsq(*words, "--json", workspace=county(tmp_path, YEARS[kind]))
    assert run.code == 2
    assert run.answer["error"]["message"].endswith(f"expected one such as {expected}")


@pytest.mark.parametrize("written", ["２０２３ｈ１", "2023h1", "2023H1"])
def test_case_and_width_do_not_matter_where_a_period_is_typed(written: str, qsq: Qsq, tmp_path: Path) -> None:
    root = county(tmp_path, YEARS[PeriodKind.HALF_YEAR])
    rules = root / "rules" / "2023" / "h1.yaml"
    rules.write_text(rules.read_text("utf-8").replace("period: 2023H1", f"period: {written}"), "utf-8")
    run = qsq("rules", "check", written, "--json", workspace=root)
    assert [one["period"] for one in run.answer["periods"]] == ["2023H1"]


def test_a_year_is_a_number_in_its_rules(qsq: Qsq, tmp_path: Path) -> None:
    root = county(tmp_path, YEARS[PeriodKind.YEAR])
    assert "period: 2023\n" in (root / "rules" / "2023" / "y.yaml").read_text("utf-8")
    assert qsq("rules", "check", workspace=root).code == 0


def test_a_year_without_results_names_its_first_period_that_has_rules(qsq: Qsq, tmp_path: Path) -> None:
    root = county(tmp_path, YEARS[PeriodKind.MONTH][1:])
    run = qsq("awards", "year", "2023", "--draft", "--json", workspace=root)
    assert run.answer["error"]["message"].endswith("first: qsq score period 2023-02")


def test_rule_files_of_no_period_are_told(qsq: Qsq, tmp_path: Path) -> None:
    root = county(tmp_path, YEARS[PeriodKind.MONTH])
    for name in ("q1.yaml", "M04.yaml", "towns/T2/m13.yaml", "m05.yml", "calendar.yaml"):
        (root / "rules" / "2023" / name).write_text("days_off: []\n", "utf-8")
    warnings = qsq("rules", "check", "--json", workspace=root).answer["warnings"]
    told = [one.split()[0] for one in warnings if "of no period" in one]
    assert told == [
        "rules/2023/M04.yaml",
        "rules/2023/m05.yml",
        "rules/2023/q1.yaml",
        "rules/2023/towns/T2/m13.yaml",
    ]
