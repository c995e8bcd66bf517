"""What is final is printed from what was recorded: nobody's later edit of a file changes a byte of it."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qsq.api.workspace import Workspace
from qsq.documents.document import Bundle
from qsq.year.desk.wording import OURS
from qsq.year.report import KINDS
from tests.documents.county import PERIODS, bundles, copied, noon

Edit = Callable[[Path], object]


def replaced(file: str, *pairs: tuple[str, str]) -> Edit:
    """Texts of a file in place of others."""

    def edit(root: Path) -> None:
        path = root / file
        text = path.read_text("utf-8")
        for old, new in pairs:
            assert old in text, (file, old)
            text = text.replace(old, new)
        path.write_text(text, "utf-8")

    return edit


def column(file: str, name: str, change: Callable[[str], str]) -> Edit:
    """Every value of a table's column changed."""

    def edit(root: Path) -> None:
        path = root / file
        with path.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        for row in rows:
            row[name] = change(row[name])
        with path.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)

    return edit


def own_wording(root: Path) -> None:
    """The office words every document of its own."""
    shutil.copytree(OURS, root / "wording")
    for file in (root / "wording").glob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace("title: ", "title: 新", 1), "utf-8")


def another_calendar(root: Path) -> None:
    (root / "rules" / "2023" / "calendar.yaml").write_text("days_off: ['2023-04-12']\n", "utf-8")


def worked_example(root: Path) -> None:
    """An official works another example out."""
    folder = root / "rules" / "2023" / "tests"
    folder.mkdir()
    (folder / "new.yaml").write_text(
        "- {name: 新, period: 2023Q1, village: {town: T1}, expect: {}}\n", "utf-8"
    )


def contacts(root: Path) -> None:
    """The towns' full names and whom their villages ask."""
    (root / "data" / "towns.csv").write_text(
        "town_code,town_name,full_name,contact,phone,address\n"
        "T1,东镇,小县东镇人民政府,王某,5550101,东街1号\nT2,西镇,小县西镇人民政府,李某,5550102,西街2号\n",
        "utf-8",
    )


def another_town_file(root: Path) -> None:
    """T1 adds something of its own, too late."""
    town = root / "rules" / "2023" / "towns"
    shutil.copytree(town / "T2", town / "T1")
    (town / "T1" / "q1.csv").unlink(missing_ok=True)


def more_observations(root: Path) -> None:
    """A table that came in too late."""
    folder = root / "data" / "2023" / "q1" / "observations"
    (folder / "late.csv").write_text("village_code,task,value\nA1,party.meeting,优\n", "utf-8")


def more_visits(root: Path) -> None:
    """Who is linked with which village from now on."""
    (root / "data" / "links.csv").write_text("official,place\nclerk,A1\n", "utf-8")


def villages_gone(root: Path) -> None:
    """A village is merged into its neighbour."""
    for file in ("villages.csv", "officials.csv", "2023/cadres.csv"):
        path = root / "data" / file
        kept = [row for row in path.read_text("utf-8").splitlines() if "A3" not in row]
        path.write_text("\n".join([*kept, ""]), "utf-8")


EDITS: dict[str, Edit] = {
    "honours' counts": replaced("rules/scheme.yaml", ("count: 1, prize: 300", "count: 2, prize: 300")),
    "prize": replaced("rules/scheme.yaml", ("prize: 300", "prize: 50000"), ("prize: 200", "prize: 40000")),
    "uplift": replaced("rules/scheme.yaml", ("uplift: 30%", "uplift: 90%")),
    "honours' names": replaced("rules/scheme.yaml", ("name: 红旗村", "name: 金旗村")),
    "honours' ids": replaced("rules/scheme.yaml", ("id: red-flag", "id: gold"), ("id: model", "id: silver")),
    "prize split": replaced("rules/scheme.yaml", ("welfare: 50%, cadres: 50%", "welfare: 10%, cadres: 90%")),
    "scheme's and city's names": replaced(
        "rules/scheme.yaml", ("小县村级工作评比", "新评比"), ("name: 小县", "name: 大县")
    ),
    "notice days": replaced("rules/scheme.yaml", ("working_days: 5", "working_days: 9")),
    "decimals and rounding": replaced(
        "rules/scheme.yaml", ("decimals: 2, rounding: half_up", "decimals: 1, rounding: half_even")
    ),
    "rewards": replaced("rules/scheme.yaml", ("pool: 6000", "pool: 9000")),
    "reminders' thresholds": replaced("rules/scheme.yaml", ("slow: 50%", "slow: 1%")),
    "checklist": replaced(
        "rules/2023/q1.yaml",
        ("党组织生活", "组织生活"),
        ("早稻育秧面积", "育秧"),
        ("points: 2,", "points: 7,"),
        ("weight: 4", "weight: 9"),
    ),
    "town's rules": replaced("rules/2023/towns/T2/q1.yaml", ("text: ", "text: 新")),
    "town's table": column("rules/2023/towns/T2/q1.csv", "person", lambda name: f"{name}甲"),
    "next period": lambda root: shutil.copy(root / "rules/2023/q1.yaml", root / "rules/2023/q2.yaml"),
    "villages": column("data/villages.csv", "village_name", lambda name: f"新{name}"),
    "towns": column("data/towns.csv", "town_name", lambda name: f"新{name}"),
    "departments": column("data/departments.csv", "name", lambda name: f"新{name}"),
    "officials": column("data/officials.csv", "name", lambda name: f"新{name}"),
    "cadres' names": column("data/2023/cadres.csv", "name", lambda name: f"新{name}"),
    "cadres' posts": column("data/2023/cadres.csv", "post", lambda post: f"新{post}"),
    "cadres' bases": column("data/2023/cadres.csv", "base_bonus", lambda _base: "9999"),
    "recommendations": replaced("data/2023/recommendations.csv", ("A1", "A2")),
    "observations": replaced("data/2023/q1/observations/organisation.csv", ("优", "差")),
    "targets": column("data/2023/q1/targets.csv", "target", lambda _target: "999"),
    "adjustments": column("data/2023/q1/adjustments.csv", "reason", lambda reason: f"新{reason}"),
    "progress": column("data/2023/q1/progress/2023-03.csv", "done", lambda _done: "0%"),
    "adjustments' points": column("data/2023/q1/adjustments.csv", "points", lambda _points: "1"),
    "towns are shown": replaced("rules/scheme.yaml", ("{pool: [town],", "{towns: show, pool: [town],")),
    "pool and ties": replaced(
        "rules/scheme.yaml",
        ("pool: [town], tie_break: [category:party-building, ", "pool: [], tie_break: [most_bonus, "),
    ),
    "yellow cards": replaced("rules/scheme.yaml", ("last: 1, below: 60", "last: 2, below: 99")),
    "eligibility": replaced("rules/scheme.yaml", ("min_mark: 60", "min_mark: 99")),
    "caps": replaced(
        "rules/scheme.yaml", ("bonus_cap: 5, deduction_cap: 10", "bonus_cap: 1, deduction_cap: 1")
    ),
    "office": replaced(
        "rules/scheme.yaml", ("marks: ", "office: {name: 新办公室, short: 新办, phone: '5'}\nmarks: ")
    ),
    "what the city is": replaced("rules/scheme.yaml", ("city: {", "city: {level: 县, ")),
    "categories' names": replaced("rules/scheme.yaml", ("name: 基层党建", "name: 新党建")),
    "grades": replaced(
        "rules/scheme.yaml",
        ("annual:", "grades: [{id: good, name: 优, from: 90}, {id: bad, name: 差}]\nannual:"),
    ),
    "kinds and groups": column("data/villages.csv", "kind", lambda _kind: "community"),
    "contacts": contacts,
    "another town's rules": another_town_file,
    "observations that come late": more_observations,
    "links": more_visits,
    "worked examples": worked_example,
    "wording": own_wording,
    "calendar": another_calendar,
}
"""What people may change in a workspace, each by itself and one after the other."""

BY_ITSELF: dict[str, Edit] = {
    "kind of period": replaced(
        "rules/scheme.yaml",
        ("marks: ", "period: month\nmarks: "),
        ("weights: {q1: 1, q2: 1, q3: 1, q4: 1}", "weights: {m01: 1}"),
    ),
    "villages gone": villages_gone,
    "no recommendations": lambda root: (root / "data/2023/recommendations.csv").unlink(),
    "no cadres": lambda root: (root / "data/2023/cadres.csv").unlink(),
    "no rules of the period": lambda root: (root / "rules/2023/q1.yaml").unlink(),
    "no data of the period": lambda root: shutil.rmtree(root / "data/2023/q1"),
}
"""What cannot stand beside the others."""


def printed(workspace: Workspace) -> dict[str, bytes]:
    """Every document, page and sheet of what is final, made anew, by path."""
    out = workspace.office.root / "out"
    shutil.rmtree(out, ignore_errors=True)
    for kind, found in KINDS.items():
        workspace.report(kind, PERIODS[found.period], formats=["docx"])
    workspace.board.build()
    workspace.score.feedback(PERIODS["period"], on="2023-04-04")
    workspace.score.notice(PERIODS["period"], on="2023-04-10")
    workspace.score.finalise(PERIODS["period"], on="2023-04-15")
    workspace.awards.notice(PERIODS["year"], on="2024-01-15")
    workspace.awards.confirm(PERIODS["year"], on="2024-01-20")
    for village in ("A1", "A2", "A3", "B1", "B2", "B3"):
        workspace.proof(village, PERIODS["period"])
        workspace.proof(village, PERIODS["year"])
        trail = workspace.audit.mark(village, PERIODS["period"]).answer()
        (out / f"{village}.json").write_text(json.dumps(trail), "utf-8")
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def edited(root: Path, to: Path, *edits: str) -> Workspace:
    """A copy of a county with edits."""
    shutil.copytree(root, to / "county", ignore=shutil.ignore_patterns("out", "qsq.db-*"))
    for name in edits:
        (EDITS | BY_ITSELF)[name](to / "county")
    return Workspace(to / "county", "clerk", noon)


@pytest.mark.torture
def test_no_byte_of_what_is_final_changes(county: Workspace, tmp_path: Path) -> None:
    before = printed(copied(county, tmp_path))
    assert len(before) > 60
    after = printed(edited(county.office.root, tmp_path, *EDITS))
    assert after.keys() == before.keys()
    assert [path for path in after if after[path] != before[path]] == []


@pytest.fixture(scope="module")
def said(county: Workspace) -> dict[str, list[Bundle]]:
    """What a finished county says in its papers, by kind."""
    return {kind: bundles(county, kind) for kind in KINDS}


@pytest.mark.parametrize(
    "name", [*(pytest.param(one, marks=pytest.mark.torture) for one in EDITS), *BY_ITSELF]
)
def test_no_word_of_what_is_final_changes(
    county: Workspace, said: dict[str, list[Bundle]], tmp_path: Path, name: str
) -> None:
    workspace = edited(county.office.root, tmp_path, name)
    for kind in KINDS:
        assert bundles(workspace, kind) == said[kind], kind


def test_what_is_recorded_after_the_confirmation_is_in_no_paper_of_the_year(
    county: Workspace, tmp_path: Path
) -> None:
    """A visit of the year handed in late, one more list issued, a new result: the year's papers stand."""
    workspace = edited(county.office.root, tmp_path)
    of_the_year = [kind for kind, found in KINDS.items() if found.period == "year"]
    before = {kind: bundles(workspace, kind) for kind in of_the_year}
    root = workspace.office.root
    rules = (root / "rules/2023/q1.yaml").read_text("utf-8")
    later = rules.replace("2023Q1", "2023Q2").replace("2023-03-", "2023-05-")
    (root / "rules/2023/q2.yaml").write_text(later, "utf-8")
    visits = root / "visits.csv"
    visits.write_text("date,official,place,purpose,note\n2023-02-01,T1-officer,A1,problem,缴费\n", "utf-8")
    assert workspace.visits.import_(visits).added == 1
    workspace.checklist.issue("2023Q2", on="2024-01-22")
    assert workspace.visits.year(2023)["problem"] == 1
    assert {kind: bundles(workspace, kind) for kind in of_the_year} == before
