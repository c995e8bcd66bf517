"""Registers change in real life (`qsq help registers`): each change between two periods, taken to the prizes."""

import shutil
import sys
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from qsq.api.workspace import Workspace
from qsq.domain.county.officials import Level
from qsq.domain.faults import Place
from qsq.domain.steps.event_kinds import PeriodEvent
from qsq.intake.forms.signatures import SignedSheet
from qsq.year.awards.decide import Ruling
from qsq.year.recorded.period import RecordedPeriod
from tests.conftest import small_workspace

Change = Callable[[Path], None]
SEEN = {"party.meeting": "是", "party.study": "优", "grain.seedlings": "50", "grain.hazards": "0"}


def noon() -> datetime:
    return datetime(2024, 3, 8, 12, tzinfo=UTC)


def workspace_of(root: Path) -> Workspace:
    return Workspace(root, "clerk", noon)


def rewritten(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text("utf-8")
    assert old in text, (file, old)
    (root / file).write_text(text.replace(old, new), "utf-8")


def without(root: Path, file: str, *starts: str) -> None:
    """A table less the rows that begin so."""
    rows = (root / file).read_text("utf-8").splitlines()
    kept = [row for row in rows if not row.startswith(starts)]
    assert len(kept) < len(rows), (file, starts)
    (root / file).write_text("\n".join(kept) + "\n", "utf-8")


def added(root: Path, file: str, *rows: str) -> None:
    with (root / file).open("a", encoding="utf-8") as table:
        table.write("".join(f"{row}\n" for row in rows))


def register(root: Path) -> dict[str, str]:
    """The villages that take part, each with its town, as the table has them now."""
    rows = [row.split(",") for row in (root / "data/villages.csv").read_text("utf-8").splitlines()[1:]]
    return {row[0]: row[2] for row in rows if row[-1] != "no"}


def ready_for(root: Path, number: int) -> None:
    """A period's rules, targets and observations for the villages that take part now."""
    folder = root / "data" / "2023" / f"q{number}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "observations").mkdir(parents=True)
    text = (root / "rules/2023/q1.yaml").read_text("utf-8")
    text = text.replace("2023Q1", f"2023Q{number}").replace("2023-03-31", f"2023-{3 * number:02}-30")
    (root / f"rules/2023/q{number}.yaml").write_text(text, "utf-8")
    codes = register(root)
    rows = [f"{code},grain.seedlings,{100 + place}" for place, code in enumerate(codes)]
    (folder / "targets.csv").write_text("\n".join(["village_code,task,target", *rows]) + "\n", "utf-8")
    seen = [f"{code},{task},{value}" for code in codes for task, value in SEEN.items()]
    file = folder / "observations" / "all.csv"
    file.write_text("\n".join(["village_code,task,value", *seen]) + "\n", "utf-8")


def sheets_of(result: RecordedPeriod) -> list[SignedSheet]:
    roles = {Level.TOWN: "lead", Level.VILLAGE: "sec"}
    units = [(unit, f"{unit.code}-{roles[unit.level]}") for unit in result.units()]
    return [SignedSheet(unit, who, result.code(unit), Place("signed.csv")) for unit, who in units]


def made_final(workspace: Workspace, period: str, month: str) -> None:
    """A period from its list to its end."""
    workspace.checklist.issue(period, on="2023-01-03" if period == "2023Q1" else "2023-04-20")
    workspace.score.period(period, on=f"{month}-03")
    fed_back = workspace.score.feedback(period, on=f"{month}-04")
    workspace.score.sign(period, sheets_of(fed_back.result), on=f"{month}-05")
    workspace.score.notice(period, on=f"{month}-06")
    workspace.score.finalise(period, on=f"{month}-20")


def listed(workspace: Workspace) -> dict[str, str]:
    """The year's list, drawn up and decided."""
    workspace.awards.year("2023")
    _done, found = workspace.awards.decide("2023", Ruling("3号", "市批1号"))
    return {one.village_code: one.placed.honour.id for one in found.awards.awards}


def honoured_and_paid(workspace: Workspace) -> set[str]:
    """The year from its notice to its prizes; who was paid."""
    workspace.awards.notice("2023", on="2024-03-08")
    later = Workspace(workspace.office.root, "clerk", lambda: datetime(2024, 4, 8, 12, tzinfo=UTC))
    later.awards.confirm("2023")
    return set(later.awards.pay("2023", every=True).answer["paid"])


@pytest.fixture(autouse=True)
def no_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks alone: documents are installed apart."""
    for module in ("typst", "docx"):
        monkeypatch.setitem(sys.modules, module, None)


@pytest.fixture(scope="module")
def first_period(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small county whose first period is final."""
    root = small_workspace(tmp_path_factory.mktemp("county"))
    with pytest.MonkeyPatch.context() as patch:
        for module in ("typst", "docx"):
            patch.setitem(sys.modules, module, None)
        made_final(workspace_of(root), "2023Q1", "2023-04")
    return root


@pytest.fixture
def county(first_period: Path, tmp_path: Path) -> Workspace:
    """A copy of it to change."""
    return workspace_of(Path(shutil.copytree(first_period, tmp_path / "county")))


def village_renamed(root: Path) -> None:
    rewritten(root, "data/villages.csv", "A1,东一村", "A1,东新村")


def town_renamed(root: Path) -> None:
    rewritten(root, "data/towns.csv", "T1,东镇", "T1,东街道")


def village_merged_into_another(root: Path) -> None:
    rewritten(root, "data/villages.csv", "town_code,kind\n", "town_code,kind,evaluated\n")
    rewritten(root, "data/villages.csv", "village\n", "village,yes\n")
    rewritten(root, "data/villages.csv", "A3,东三村,T1,village,yes", "A3,东三村,T1,village,no")


def village_dissolved(root: Path) -> None:
    without(root, "data/villages.csv", "A3,")
    without(root, "data/officials.csv", "A3-sec,")
    without(root, "data/2023/cadres.csv", "A3-")


def village_split_in_two(root: Path) -> None:
    added(root, "data/villages.csv", "A4,东四村,T1,village")
    added(root, "data/officials.csv", "A4-sec,东四村党组织书记,A4,secretary")
    added(root, "data/2023/cadres.csv", "A4-1,A4,干部1,书记,3000")


def village_moved_to_another_town(root: Path) -> None:
    rewritten(root, "data/villages.csv", "A3,东三村,T1", "A3,东三村,T2")


def towns_merged(root: Path) -> None:
    without(root, "data/towns.csv", "T2,")
    rewritten(root, "data/villages.csv", ",T2,", ",T1,")
    without(root, "data/officials.csv", "T2-")


def town_split_in_two(root: Path) -> None:
    added(root, "data/towns.csv", "T3,新镇")
    rewritten(root, "data/villages.csv", "B3,西三村,T2", "B3,西三村,T3")
    added(root, "data/officials.csv", "T3-lead,新镇分管领导,T3,leader")


def departments_merged(root: Path) -> None:
    without(root, "data/departments.csv", "agriculture,")
    without(root, "data/officials.csv", "agri,")
    rewritten(root, "rules/2023/q1.yaml", "department: agriculture", "department: organisation")


def department_renamed(root: Path) -> None:
    rewritten(root, "data/departments.csv", "农业农村局", "农业农村和水利局")


CHANGES = (
    village_renamed,
    town_renamed,
    village_merged_into_another,
    village_dissolved,
    village_split_in_two,
    village_moved_to_another_town,
    towns_merged,
    town_split_in_two,
    departments_merged,
    department_renamed,
)


def each(changes: Iterable[Change], *, often: Collection[Change]) -> list[Any]:
    """All changes; those that are not tried often are left to `make torture`."""
    return [
        pytest.param(change, id=change.__name__, marks=() if change in often else pytest.mark.torture)
        for change in changes
    ]


def recorded_first_period(workspace: Workspace) -> list[str]:
    with workspace.office.ledger_to_read() as ledger:
        return [event.digest for event in ledger.events(period="2023Q1")]


@pytest.mark.parametrize(
    "change", each(CHANGES, often=(village_split_in_two, towns_merged, departments_merged))
)
def test_each_change_between_two_periods_is_taken_to_the_prizes(county: Workspace, change: Change) -> None:
    root, before = county.office.root, recorded_first_period(county)
    rules_of_first = (root / "rules/2023/q1.yaml").read_text("utf-8")
    change(root)
    ready_for(root, 2)
    (root / "rules/2023/q1.yaml").write_text(rules_of_first, "utf-8")
    county.rules.check()
    assert not county.status(on="2023-04-25").refused
    assert county.checklist.issue("2023Q2", on="2023-04-20").burden.previous == "0.0%"
    made_final(county, "2023Q2", "2023-07")
    assert set(listed(county)) == {"A1", "B2"}
    assert honoured_and_paid(county) == {"A1", "B2"}
    assert recorded_first_period(county) == before, "an old period stands as it was recorded"
    assert county.audit.mark("A3", "2023Q1").recounted


def test_a_merged_village_keeps_its_marks_and_takes_no_part(county: Workspace) -> None:
    village_merged_into_another(county.office.root)
    ready_for(county.office.root, 2)
    made_final(county, "2023Q2", "2023-07")
    found = county.awards.year("2023").answer()
    assert "A3" not in {one["village_code"] for one in found["villages"]}
    first = county.audit.mark("A3", "2023Q1").figures
    assert first is not None


def test_a_moved_village_stands_in_its_new_town_at_the_end_of_the_year(county: Workspace) -> None:
    village_moved_to_another_town(county.office.root)
    ready_for(county.office.root, 2)
    made_final(county, "2023Q2", "2023-07")
    towns = {one["town_code"]: one["villages"] for one in county.awards.year("2023").answer()["towns"]}
    assert towns == {"T1": 2, "T2": 4}


def test_a_village_that_is_gone_after_the_decision_takes_what_was_decided(county: Workspace) -> None:
    root = county.office.root
    assert set(listed(county)) == {"A1", "B2"}
    without(root, "data/villages.csv", "A1,")
    without(root, "data/officials.csv", "A1-sec,")
    without(root, "data/2023/cadres.csv", "A1-")
    without(root, "data/2023/recommendations.csv", "A1")
    assert honoured_and_paid(county) == {"A1", "B2"}
    for paper in ("notice/年度拟表彰名单公示.xlsx", "payment/奖金分配表.xlsx"):
        rows = CalamineWorkbook.from_path(root / "out" / "2023" / paper).get_sheet_by_index(0).to_python()
        assert any("东一村" in row for row in rows), "named as it was when it was decided"


def test_a_town_that_is_gone_after_the_decision_is_named_as_it_was(county: Workspace) -> None:
    root = county.office.root
    listed(county)
    towns_merged(root)
    assert honoured_and_paid(county) == {"A1", "B2"}


def towns_merged_with_the_row_kept(root: Path) -> None:
    rewritten(root, "data/villages.csv", ",T2,", ",T1,")


def departments_merged_with_the_row_kept(root: Path) -> None:
    rewritten(root, "rules/2023/q2.yaml", "department: agriculture", "department: organisation")


WITHIN_A_PERIOD = (
    village_renamed,
    village_merged_into_another,
    village_moved_to_another_town,
    towns_merged_with_the_row_kept,
    departments_merged_with_the_row_kept,
)


@pytest.mark.parametrize("change", each(WITHIN_A_PERIOD, often=(village_moved_to_another_town,)))
def test_a_change_within_a_period_needs_a_new_list_and_no_new_observations(
    county: Workspace, change: Change
) -> None:
    """The row stays until the period is final; what was entered before the change stays good."""
    root = county.office.root
    ready_for(root, 2)
    stressed = "emphasis:\n  - {theme: spring-farming, name: 春耕备耕, multiplier: 1.2}\n"
    (root / "rules/2023/towns/T2/q2.yaml").write_text(stressed, "utf-8")
    county.checklist.issue("2023Q2", on="2023-04-20")
    change(root)
    county.checklist.issue("2023Q2", on="2023-05-20", reason="区划调整")
    county.score.period("2023Q2", on="2023-07-03")
    fed_back = county.score.feedback("2023Q2", on="2023-07-04")
    county.score.sign("2023Q2", sheets_of(fed_back.result), on="2023-07-05")
    county.score.notice("2023Q2", on="2023-07-06")
    county.score.finalise("2023Q2", on="2023-07-20")
    assert set(listed(county)) == {"A1", "B2"}
    assert honoured_and_paid(county) == {"A1", "B2"}


def test_a_village_that_leaves_while_its_result_hangs_may_still_object(county: Workspace) -> None:
    root = county.office.root
    ready_for(root, 2)
    county.checklist.issue("2023Q2", on="2023-04-20")
    county.score.period("2023Q2", on="2023-07-03")
    fed_back = county.score.feedback("2023Q2", on="2023-07-04")
    village_merged_into_another(root)
    county.score.sign("2023Q2", sheets_of(fed_back.result), on="2023-07-05")
    county.score.notice("2023Q2", on="2023-07-06")
    name = county.score.object_to("2023Q2", "A3", "村民", "面积不实", on="2023-07-07").id
    county.score.resolve("2023Q2", name, "核实无误", upheld=False, on="2023-07-08")
    county.score.finalise("2023Q2", on="2023-07-20")
    with county.office.ledger_to_read() as ledger:
        assert ledger.events(PeriodEvent.FINALISATION, "2023Q2")
