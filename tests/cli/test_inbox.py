"""The inbox: whatever comes back is told, taken once by its own step, or refused with all that is wrong."""

import os
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.alike import contents
from tests.cli.an_inbox import (
    SEEN,
    command,
    filled,
    form_of,
    handed_in,
    inbox,
    issued,
    outcomes,
    recorded,
    said,
)
from tests.conftest import Qsq, called, copied_once_made, made_once, small_workspace
from tests.run import Run

AGRICULTURE = "2023年一季度-农业农村局-评分表.xlsx"
ORGANISATION = "2023年一季度-组织部-评分表.xlsx"
WEST = "2023年一季度-西镇-评分表.xlsx"


@pytest.fixture
def county(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county that waits for what comes back."""
    made = made_once(tmp_path_factory, "waiting", lambda folder: issued(small_workspace(folder)))
    copied_once_made(made / "small", tmp_path / "small")
    return tmp_path / "small"


def written(county: Path, name: str, *rows: str) -> Path:
    file = county / "inbox" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(rows) + "\n", "utf-8-sig")
    return file


def saved_at(file: Path, moment: str) -> Path:
    """The file as if it was saved then: by the clock of the disk, and by its own word where it gives one."""
    when = datetime.fromisoformat(moment)
    if file.suffix == ".xlsx":
        book = openpyxl.load_workbook(file)
        book.properties.modified = when
        book.save(file)
        inner = file.with_suffix(".saved")
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(inner, "w") as new:
            for entry in old.infolist():
                content = old.read(entry)
                if entry.filename == "docProps/core.xml":
                    start, end = (
                        content.index(b'W3CDTF">', content.index(b"dcterms:modified")) + 8,
                        content.index(b"</dcterms:modified"),
                    )
                    content = content[:start] + f"{moment}Z".encode() + content[end:]
                new.writestr(entry, content)
        inner.replace(file)
    os.utime(file, (when.timestamp(), when.timestamp()))
    return file


def test_a_folder_as_it_comes(county: Path) -> None:
    """Right, packed, in a folder, foreign, doubled, damaged, no table at all: each its own way."""
    handed_in(county, "组织部")
    handed_in(county, "西镇", county / "inbox" / "西镇" / "新建文件夹" / "评分.xlsx")
    farming = handed_in(county, "农业农村局", county.parent / AGRICULTURE)
    with zipfile.ZipFile(county / "inbox" / "农业.zip", "w") as archive:
        archive.write(farming, farming.name)
    shutil.copyfile(county / "inbox" / ORGANISATION, county / "inbox" / "组织部(1).xlsx")
    (county / "inbox" / "坏.xlsx").write_bytes(farming.read_bytes()[:3000])
    (county / "inbox" / "现场.jpg").write_bytes(b"\xff\xd8")
    (county / "inbox" / "说明.docx").write_bytes(b"PK")
    (county / "inbox" / "~$评分.xlsx").write_bytes(b"open")
    written(county, "接单.csv", "村代码,已接单,日期", "A1,√,2023-01-05", "B1,,")
    written(county, "走访.csv", "日期,干部,地点,事由,备注", "2023-02-01,T1-officer,A1,走访,")
    written(county, "别的.csv", "甲,乙", "1,2")
    before = contents(county / "inbox")
    run = inbox(county)
    assert run.code == 3
    assert outcomes(run) == {
        "农业.zip » " + AGRICULTURE: "taken",
        "组织部(1).xlsx": "passed_over",
        ORGANISATION: "taken",
        "西镇/新建文件夹/评分.xlsx": "taken",
        "接单.csv": "taken",
        "走访.csv": "taken",
        "坏.xlsx": "refused",
        "说明.docx": "refused",
        "别的.csv": "refused",
        "现场.jpg": "left",
    }
    assert said(run, "评分.xlsx")["unit"] == "town:T2"
    assert [one["unit"] for one in run.answer["owed"]] == ["town:T1", "town:T2"]
    assert contents(county / "inbox") == before, "nothing is moved and nothing deleted"
    assert called("score", "check", "2023Q1", "--json", workspace=county).answer["missing"] == 0
    assert called("ledger", "verify", "--json", workspace=county).answer["whole"] is True


def test_run_twice_nothing_is_done_twice(county: Path) -> None:
    handed_in(county, "组织部")
    written(county, "接单.csv", "村代码,已接单,日期", "A1,√,2023-01-05")
    assert inbox(county).code == 4
    before = contents(county)
    run = inbox(county, on="2023-04-03")
    assert set(outcomes(run).values()) == {"known"}
    assert {path: content for path, content in contents(county).items() if "qsq.db" not in path} == {
        path: content for path, content in before.items() if "qsq.db" not in path
    }
    assert (
        len(called("ledger", "log", "--json", workspace=county).answer["events"]) == len(recorded(county)) + 2
    )


def test_a_dry_run_writes_nothing_and_says_what_would_be(county: Path) -> None:
    for name in SEEN:
        handed_in(county, name)
    written(county, "接单.csv", "村代码,已接单", "A1,√", "B1,是")
    called("ledger", "verify", workspace=county)
    before = contents(county)
    tried = inbox(county, "--dry-run")
    assert contents(county) == before
    done = inbox(county)
    assert tried.answer["dry_run"] is True
    assert {**tried.answer, "dry_run": False} == done.answer


def test_by_inbox_and_by_commands_the_ledger_holds_the_same(county: Path) -> None:
    other = county.with_name("by-commands")
    for name in SEEN:
        handed_in(county, name)
    written(county, "接单.csv", "村代码,已接单,日期", "A1,√,2023-01-05", "B1,是,2023-01-06")
    shutil.copytree(county, other)
    assert inbox(county).code == 4
    forms = {
        "农业农村局": "--department agriculture",
        "组织部": "--department organisation",
        "西镇": "--town T2",
    }
    assert (
        command(other, "checklist accept 2023Q1 --on 2023-04-02 --file", other / "inbox" / "接单.csv").code
        == 0
    )
    for name, unit in forms.items():
        file = other / "inbox" / form_of(other, name).name
        assert command(other, f"score submit 2023Q1 --on 2023-04-02 {unit}", file).code == 0
    assert sorted(map(repr, recorded(county))) == sorted(map(repr, recorded(other)))


def test_what_is_taken_in_can_be_looked_up_with_its_bytes(county: Path) -> None:
    written(county, "走访.csv", "日期,干部,地点,事由", "2023-02-01,T1-officer,A1,走访")
    inbox(county)
    (event,) = (
        one
        for one in called("ledger", "log", "--json", workspace=county).answer["events"]
        if one["kind"] == "received"
    )
    assert (event["actor"], event["payload"]["form"], event["payload"]["on"]) == (
        "clerk",
        "visits",
        "2023-04-02",
    )
    assert list(event["payload"]["files"].values()) == [event["payload"]["sha256"]]


def test_what_was_handed_in_beside_the_inbox_is_entered_once_among_what_came_in(county: Path) -> None:
    """As is what a run took that was cut off before it said so."""
    file = handed_in(county, "组织部")
    words = "score submit 2023Q1 --on 2023-04-02 --department organisation"
    assert command(county, words, file).code == 0
    assert set(outcomes(inbox(county)).values()) == set(outcomes(inbox(county)).values()) == {"known"}
    kinds = [one["kind"] for one in called("ledger", "log", "--json", workspace=county).answer["events"]]
    assert (kinds.count("submission"), kinds.count("received")) == (1, 1)


def test_of_two_copies_the_one_saved_last_is_taken_and_the_other_named(county: Path) -> None:
    """The first copy came last: what the workbook says of itself goes before the clock of the disk."""
    first = saved_at(handed_in(county, "组织部"), "2023-03-30T08:00:00")
    changed = {**SEEN["组织部"], ("A3", "party.meeting"): "是"}
    second = filled(form_of(county, "组织部"), changed, county / "inbox" / "组织部(1).xlsx")
    saved_at(second, "2023-03-31T08:00:00")
    os.utime(first)
    run = inbox(county)
    assert outcomes(run) == {ORGANISATION: "passed_over", "组织部(1).xlsx": "taken"}
    assert "组织部(1).xlsx is the same form and was saved later" in said(run, ORGANISATION)["message"]


def test_of_two_tables_the_clock_of_the_disk_tells(county: Path) -> None:
    header = "村代码,任务,评分"
    saved_at(written(county, "老.csv", header, "B1,shore.clean,1"), "2023-03-30T08:00:00")
    saved_at(written(county, "新.csv", header, "B1,shore.clean,2"), "2023-03-31T08:00:00")
    assert outcomes(inbox(county)) == {"新.csv": "taken", "老.csv": "passed_over"}


def test_where_nothing_tells_which_copy_is_newer_none_is_taken(county: Path) -> None:
    header = "村代码,任务,评分"
    for name, value in (("甲.csv", 1), ("乙.csv", 2)):
        saved_at(written(county, name, header, f"B1,shore.clean,{value}"), "2023-03-31T08:00:00")
    run = inbox(county)
    assert set(outcomes(run).values()) == {"refused"}
    assert run.code == 3
    assert not list((county / "data" / "2023" / "q1" / "observations").iterdir())


def test_a_form_of_another_county_is_refused(county: Path) -> None:
    handed_in(county, "组织部")
    scheme = county / "rules" / "scheme.yaml"
    scheme.write_text(scheme.read_text("utf-8").replace("code: 'C1'", "code: 'C9'"), "utf-8")
    run = inbox(county)
    assert outcomes(run) == {ORGANISATION: "refused"}
    assert "C1" in said(run, ORGANISATION)["places"][0]["message"]


def test_a_table_says_of_which_period_it_is_or_only_one_can_be_meant(county: Path) -> None:
    rows = ("村代码,任务,评分", "B1,shore.clean,4")
    written(county, "甲.csv", *rows)
    assert said(inbox(county), "甲.csv")["period"] == "2023Q1"
    written(county, "甲.csv", "2023年二季度岸线评分", *rows)
    run = inbox(county)
    assert outcomes(run) == {"甲.csv": "refused"}
    assert "2023Q2" in said(run, "甲.csv")["places"][0]["message"] + said(run, "甲.csv")["message"]


def test_a_table_of_several_departments_is_refused(county: Path) -> None:
    written(county, "汇总.csv", "村代码,任务,评分", "A1,party.meeting,是", "A1,grain.hazards,0")
    run = inbox(county)
    assert "组织部" in said(run, "汇总.csv")["reply"]
    assert "农业农村局" in said(run, "汇总.csv")["reply"]


def test_what_is_wrong_is_told_of_the_file_that_came_with_a_text_to_send_back(county: Path) -> None:
    """All places for programs, twenty on the screen, grouped by what is wrong with them."""
    seen = dict.fromkeys(SEEN["农业农村局"], "好") | {("A1", "grain.hazards"): 0.5}
    filled(form_of(county, "农业农村局"), seen, county / "inbox" / AGRICULTURE)
    run = inbox(county)
    file = said(run, AGRICULTURE)
    assert {place["file"] for place in file["places"]} == {f"inbox/{AGRICULTURE}"}
    assert len(file["places"]) == 12
    assert (
        file["reply"].splitlines()[0] == f"“{AGRICULTURE}” could not be taken in（农业农村局 2023Q1 评分表）"
    )
    assert "东一村" in file["reply"]
    assert (county / file["marked"]).is_file()
    assert said(inbox(county, "--dry-run"), AGRICULTURE)["marked"] is None


def test_twenty_places_are_shown_and_the_rest_is_counted(county: Path) -> None:
    rows = [f"X{number},shore.clean,4" for number in range(60)]
    written(county, "甲.csv", "2023年一季度,,", "村代码,任务,评分", "B1,shore.clean,99", *rows)
    reply = said(inbox(county), "甲.csv")["reply"].splitlines()
    assert len(reply) <= 23
    assert reply[-1].strip() == "… and 50 more of this kind"
    assert sum("99" in line for line in reply) == 1, "each kind is shown"


def test_whose_business_it_is_not_takes_nothing_in(county: Path) -> None:
    handed_in(county, "西镇")
    run = inbox(county, actor="T1-lead")
    assert outcomes(run) == {WEST: "refused"}
    assert "cannot take the step score submit" in said(run, WEST)["message"]
    assert inbox(county, actor="T2-lead").code == 4
    assert inbox(county, actor="").code == 2
    assert inbox(county, actor="nobody").code == 5


def test_a_folder_elsewhere_or_a_single_file(county: Path, tmp_path: Path) -> None:
    elsewhere = handed_in(county, "组织部", tmp_path / "下载" / ORGANISATION)
    assert list(outcomes(inbox(county, tmp_path / "下载"))) == [f"{tmp_path}/下载/{ORGANISATION}"]
    assert list(outcomes(inbox(county, elsewhere)).values()) == ["known"]
    assert inbox(county, tmp_path / "nowhere").code == 2


def test_links_are_not_followed(county: Path, tmp_path: Path) -> None:
    handed_in(county, "组织部", tmp_path / ORGANISATION)
    (county / "inbox" / ORGANISATION).symlink_to(tmp_path / ORGANISATION)
    (county / "inbox" / "外面").symlink_to(tmp_path)
    assert outcomes(inbox(county)) == {ORGANISATION: "refused", "外面": "refused"}


def test_people_see_one_table_and_who_still_owes(county: Path, qsq: Qsq) -> None:
    handed_in(county, "组织部")
    run = qsq("inbox", "--on", "2023-04-02", "--actor", "clerk", workspace=county)
    assert run.code == 4
    assert "taken" in run.out
    assert "12 observations" in run.out
    assert "2023Q1 评分表, until 2023-03-31 · 农业农村局(12)、西镇(3)" in run.out
    empty = qsq("inbox", "--on", "2023-04-02", "--actor", "clerk", workspace=issued_nothing(county))
    assert "nothing lies in the inbox" in empty.out


def issued_nothing(county: Path) -> Path:
    shutil.rmtree(county / "inbox")
    return county


def batch(county: Path, *more: str, on: str = "2023-04-01") -> Run:
    return called("batch", "run", "--on", on, "--json", *more, workspace=county)


def jobs(run: Run) -> list[tuple[str, str]]:
    return [(step["outcome"], step["job"]) for step in run.answer["steps"]]


def test_the_batch_takes_in_what_came_back_before_it_scores(county: Path) -> None:
    for name in SEEN:
        handed_in(county, name)
    due = [("done", job) for job in ("chase", "score", "backup")]
    assert jobs(batch(county)) == [("done", "inbox")] * 3 + due
    actors = {event[0] for event in recorded(county) if event[1] == "submission"}
    assert actors == {"batch"}
    assert jobs(batch(county, on="2023-04-02")) == [("done", "backup")]


def test_what_the_batch_cannot_take_in_is_told_and_the_rest_goes_on(county: Path) -> None:
    handed_in(county, "组织部")
    written(county, "别的.csv", "甲,乙", "1,2")
    run = batch(county)
    assert run.code == 3
    assert {("refused", "inbox"), ("done", "inbox"), ("done", "backup")} <= set(jobs(run))


def test_a_dry_run_of_the_batch_tries_the_inbox(county: Path) -> None:
    handed_in(county, "组织部")
    called("ledger", "verify", workspace=county)
    before = contents(county)
    assert jobs(batch(county, "--dry-run"))[0] == ("due", "inbox")
    assert contents(county) == before


def offered(county: Path) -> tuple[bool, list[str]]:
    """Whether the inbox is offered as the next step, and what is told of it besides."""
    steps = called("next", "--on", "2023-04-02", "--json", workspace=county).answer["actions"]
    about = [one for one in steps if "inbox/" in one["message"]]
    return any(one["command"] for one in about), [one["message"] for one in about if not one["command"]]


def test_what_was_refused_is_no_next_step_until_it_is_another(county: Path) -> None:
    """It waits for its sender; what was mended, or what is new, is offered."""
    farming = handed_in(county, "农业农村局")
    whole = farming.read_bytes()
    book = openpyxl.load_workbook(farming)
    book["评分意见"]["B8"].value = "东大村"
    book.save(farming)
    assert offered(county) == (True, [])
    inbox(county, "--dry-run")
    assert offered(county) == (True, [])
    assert outcomes(inbox(county)) == {farming.name: "refused"}
    assert offered(county) == (
        False,
        ["1 file in inbox/ was refused and waits for whoever sent them; qsq inbox tells why"],
    )
    farming.write_bytes(whole)
    assert offered(county) == (True, [])
    assert outcomes(inbox(county)) == {farming.name: "taken"}
    assert offered(county) == (False, [])


def test_what_came_too_early_is_offered_again(small: Path) -> None:
    """It is right as it is, and only another step has to come first."""
    (small / "inbox").mkdir()
    written(small, "2023年一季度 接单登记表.csv", "村代码,已接单", "A1,√")
    assert set(outcomes(inbox(small)).values()) == {"refused"}
    assert offered(small) == (True, [])
