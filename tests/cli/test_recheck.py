"""`qsq recheck`: what dice drew is looked at again, and the risk that is left is told until it is enough."""

import shutil
import subprocess
import sys
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.test_people_awards import finalised
from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq, example
from tests.ledger.a_ledger import by_sql
from tests.run import Run

DICE = "31415926535"


@pytest.fixture
def county(qsq: Qsq, tmp_path: Path) -> Path:
    root = example("mini", tmp_path)
    (root / "data" / "officials.csv").unlink(missing_ok=True)
    qsq("score", "period", "2023Q1", workspace=root)
    return root


def draw(qsq: Qsq, root: Path, dice: str = DICE, *more: str) -> Run:
    words = ("recheck", "draw", "2023Q1", "--dice", dice, "--actor", "city", "--json")
    return qsq(*words, *more, workspace=root)


def first_values(qsq: Qsq, root: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Every village-task's value and note as it was seen first."""
    found = {}
    for one in qsq("score", "period", "2023Q1", "--json", workspace=root).answer["villages"]:
        code = one["village_code"]
        for task in qsq("audit", "mark", code, "2023Q1", "--json", workspace=root).answer["tasks"]:
            found[code, task["task"]] = task["value"] or "", task["note"] or ""
    return found


def written(root: Path, sheet: str, values: dict[tuple[str, str], tuple[str, str]]) -> Path:
    """The form of a round with these values and notes in it."""
    book = openpyxl.load_workbook(root / sheet)
    table = book.worksheets[1]
    (head,) = (row for row in table.iter_rows() if "村代码" in [cell.value for cell in row])
    at = {str(cell.value): cell.column for cell in head}
    for number in range(head[0].row + 1, table.max_row + 1):
        code = str(table.cell(number, at["村代码"]).value)
        task = str(table.cell(number, at["任务"]).value).partition(" ")[0]
        assert not table.cell(number, at["评分"]).value  # what was seen first is not told
        if (code, task) in values:
            table.cell(number, at["评分"]).value, table.cell(number, at["备注"]).value = values[code, task]
    target = root / "filled.xlsx"
    book.save(target)
    return target


def asked_by(root: Path, sheet: str) -> list[tuple[str, str]]:
    """The village-tasks that a form asks for."""
    rows = list(openpyxl.load_workbook(root / sheet).worksheets[1].iter_rows(values_only=True))
    at = next(number for number, row in enumerate(rows) if "村代码" in row)
    head = rows[at]
    return [
        (str(row[head.index("村代码")]), str(row[head.index("任务")]).partition(" ")[0])
        for row in rows[at + 1 :]
        if row[head.index("村代码")]
    ]


def filled_in(qsq: Qsq, root: Path, sheet: str) -> Run:
    """The form with the first values, handed in."""
    path = written(root, sheet, first_values(qsq, root))
    return qsq("recheck", "enter", "2023Q1", path, "--actor", "city", "--json", workspace=root)


def redone(answer: dict[str, Any]) -> Fraction:
    """The risk by a calculator, from the factors that are told."""
    total, left = answer["millionths"], Fraction(1)
    for one in answer["factors"]:
        ticket = int(sha256(f"{one['dice']},{one['number']}".encode()).hexdigest(), 16)
        assert one["point"] == ticket * total >> 256
        left *= (1 - Fraction(10**6, total)) / (1 - Fraction(one["error"], one["bound"]))
    return min(Fraction(1), left)


def test_a_round_is_drawn_looked_at_and_leaves_a_risk_that_a_calculator_confirms(
    qsq: Qsq, county: Path
) -> None:
    drawn = draw(qsq, county, DICE, "--draws", "40").answer
    assert drawn["risk"] == "100%"
    assert drawn["waiting"]
    assert draw(qsq, county, DICE).answer["rounds"] == drawn["rounds"]  # the same dice draw nothing new
    run = draw(qsq, county, "2718281828459")
    assert run.code == 5
    assert "were not looked at yet" in message_of(run)
    done = filled_in(qsq, county, drawn["sheet"]).answer
    assert done["waiting"] == []
    assert len(done["factors"]) == 40
    told = Fraction(done["risk"].rstrip("%")) / 100
    if not done["open"] and told:
        assert redone(done) <= told < redone(done) + Fraction(1, 10_000)
    again = qsq("recheck", "status", "2023Q1", "--json", workspace=county).answer
    assert again["factors"] == done["factors"]
    agreed = qsq("fairness", "2023Q1", "--draws", "100", "--json", workspace=county).answer["agreement"]
    (of_all,) = (one for one in agreed if one["looks"] == "second_look" and one["task"] is None)
    assert of_all["alpha"] in ("1.000000", None), "the second look found what the first did"
    assert "the second look agrees" in qsq("fairness", "2023Q1", "--draws", "100", workspace=county).out
    assert qsq("recheck", "status", "2023Q1", workspace=county).code == 0
    assert qsq("ledger", "verify", workspace=county).code == 0


def test_more_is_asked_for_until_it_is_enough(qsq: Qsq, county: Path) -> None:
    answer = draw(qsq, county, DICE).answer
    for round_ in range(1, 12):
        answer = filled_in(qsq, county, answer["sheet"]).answer
        if answer["enough"] or answer["open"]:
            break
        assert answer["more_draws"] > 0
        answer = draw(qsq, county, f"{DICE}{round_}").answer
    assert answer["enough"] or answer["open"]


def test_what_was_not_drawn_or_does_not_fit_is_refused(qsq: Qsq, county: Path) -> None:
    code, task = asked_by(county, draw(qsq, county, DICE, "--draws", "3").answer["sheet"])[0]
    wrong = county / "wrong.csv"  # a table of an office's own is read too
    wrong.write_text(f"village_code,task,value\n{code},{task},-7\nnone,{task},1\n", encoding="utf-8")
    run = qsq("recheck", "enter", "2023Q1", wrong, "--actor", "city", "--json", workspace=county)
    assert run.code == 3
    assert [one["where"] for one in run.answer["error"]["places"]] == ["C2", "B3"]


def test_a_second_look_stands(qsq: Qsq, county: Path) -> None:
    sheet = draw(qsq, county, DICE, "--draws", "3").answer["sheet"]
    values = first_values(qsq, county)
    words = ("recheck", "enter", "2023Q1", written(county, sheet, values), "--actor", "city", "--json")
    assert qsq(*words, workspace=county).code == 0
    again = qsq(*words, workspace=county)
    assert "recorded before" in qsq(*words[:-1], workspace=county).out
    assert again.code == 0
    key = asked_by(county, sheet)[0]
    other = written(county, sheet, values | {key: ("NA", "说是没有")})
    run = qsq(*words[:3], other, *words[4:], workspace=county)
    assert run.code == 3
    assert "a second look stands" in run.answer["error"]["places"][0]["message"]


def test_the_inbox_knows_the_form_and_takes_it_once(qsq: Qsq, county: Path) -> None:
    sheet = draw(qsq, county, DICE, "--draws", "40").answer["sheet"]
    filled = written(county, sheet, first_values(qsq, county))
    (county / "data/officials.csv").write_text("id,name,office,role\nclerk,经办员,city,clerk\n", "utf-8")
    (county / "inbox").mkdir()
    filled.rename(county / "inbox" / "抽查复核.xlsx")
    words = ("inbox", "--actor", "clerk", "--json")
    (taken,) = qsq(*words, workspace=county).answer["files"]
    assert (taken["form"], taken["outcome"]) == ("recheck", "taken")
    stand = qsq("recheck", "status", "2023Q1", "--json", workspace=county).answer
    assert stand["waiting"] == []
    (known,) = qsq(*words, workspace=county).answer["files"]
    assert known["outcome"] == "known"


def test_a_form_whose_printed_cells_were_changed_is_refused(qsq: Qsq, county: Path) -> None:
    sheet = draw(qsq, county, DICE, "--draws", "3").answer["sheet"]
    path = written(county, sheet, first_values(qsq, county))
    book = openpyxl.load_workbook(path)
    table = book.worksheets[1]
    (head,) = (row for row in table.iter_rows() if "村代码" in [cell.value for cell in row])
    at = [cell.value for cell in head].index("任务")
    table.cell(head[0].row + 1, at + 1).value = "别的事"
    book.save(path)
    run = qsq("recheck", "enter", "2023Q1", path, "--actor", "city", "--json", workspace=county)
    assert run.code == 3
    assert "locked" in run.answer["error"]["places"][0]["message"]


@pytest.mark.parametrize("dice", ["123", "12345abcde", ""])
def test_dice_are_ten_digits_or_more(qsq: Qsq, county: Path, dice: str) -> None:
    assert draw(qsq, county, dice).code == 2


def test_without_a_result_there_is_nothing_to_look_at(qsq: Qsq, tmp_path: Path) -> None:
    root = example("mini", tmp_path)
    assert qsq("recheck", "status", "2023Q1", "--json", workspace=root).code == 5


def test_more_draws_need_fresh_dice(qsq: Qsq, county: Path) -> None:
    assert draw(qsq, county, DICE, "--draws", "3").answer["rounds"] == [{"dice": DICE, "draws": 3}]
    assert draw(qsq, county, DICE, "--draws", "3").code == 0
    refused = draw(qsq, county, DICE, "--draws", "4")
    assert refused.code == 2
    assert "3 draws already" in message_of(refused)


@pytest.mark.parametrize("draws", ["0", "1000001", "9" * 20])
def test_a_round_has_draws_that_can_be_made(qsq: Qsq, county: Path, draws: str) -> None:
    refused = draw(qsq, county, DICE, "--draws", draws)
    assert refused.code == 2
    assert "expected 1 to 1000000" in message_of(refused)


def test_where_nothing_was_drawn_no_factor_is_told(qsq: Qsq, county: Path) -> None:
    shown = qsq("recheck", "status", "2023Q1", workspace=county).out
    assert "÷" not in shown


def test_where_every_village_is_paid_nothing_is_drawn_and_nothing_recorded(qsq: Qsq, small: Path) -> None:
    rules = small / "rules/scheme.yaml"
    kept = [line for line in rules.read_text("utf-8").splitlines() if not line.startswith("yellow_card:")]
    rules.write_text("\n".join(kept), encoding="utf-8")  # else marks have to stay above the cards' limit
    assert qsq("score", "quarter", "2023Q1", workspace=small).code == 0
    before = len(qsq("ledger", "log", "--json", workspace=small).answer["events"])
    for more in ((), ("--draws", "5")):
        refused = draw(qsq, small, DICE, *more)
        assert refused.code == 5
        assert "nothing is to be drawn" in message_of(refused)
    assert len(qsq("ledger", "log", "--json", workspace=small).answer["events"]) == before


def test_a_blank_sheet_and_an_earlier_rounds_are_not_answered_as_if_nothing_changed(
    qsq: Qsq, county: Path
) -> None:
    first = draw(qsq, county, DICE, "--draws", "3").answer["sheet"]
    words = ("recheck", "enter", "2023Q1", "--actor", "city", "--json")
    blank = qsq(*words, county / first, workspace=county)
    assert blank.code == 2
    assert "nothing was looked at" in message_of(blank)
    asked, values = asked_by(county, first), first_values(qsq, county)
    assert filled_in(qsq, county, first).code == 0
    second = draw(qsq, county, "2718281828459", "--draws", "30").answer
    assert second["waiting"]
    older = qsq(*words, county / "filled.xlsx", workspace=county)
    assert older.code == 3
    assert "the form is of revision 1, the newest is 2" in older.answer["error"]["places"][0]["message"]
    rows = [f"{code},{task},{','.join(values[code, task])}" for code, task in asked]
    table = county / "older.csv"  # a table of an office's own, which has no stamp
    table.write_text("\n".join(["village_code,task,value,note", *rows]), "utf-8")
    again = qsq(*words, table, workspace=county)
    assert again.code == 2
    assert "fill in its own sheet" in message_of(again)


@pytest.mark.torture
def test_a_years_honours_are_looked_at_again_over_all_their_periods(qsq: Qsq, tmp_path: Path) -> None:
    root = example("ties", tmp_path)
    finalised(qsq, root, tmp_path)

    def take(group: str, name: str, *more: str | Path) -> Run:
        return qsq(group, name, "2023", *more, "--actor", "clerk", "--json", workspace=root)

    def stand() -> Run:
        return qsq("recheck", "status", "2023", "--json", workspace=root)

    assert "qsq awards year 2023" in message_of(stand())
    listed = take("awards", "year").answer
    assert stand().code == 5
    assert "qsq awards decide 2023" in message_of(stand())
    tied = sorted({code for one in listed["undecided"] for code in one["villages"]})
    assert take("awards", "decide", "--document", "3号", "--order", ",".join(tied)).code == 0

    drawn = take("recheck", "draw", "--dice", DICE).answer
    assert (drawn["list"], drawn["risk"]) == ("honours", "100%")
    assert [tied[0], tied[1]] in drawn["close"], "whom the committee put in order has every task looked at"
    asked = asked_by(root, drawn["sheet"])
    periods = {task.partition("/")[0] for _code, task in asked}
    assert periods == {f"2023{one.stem.upper()}" for one in (root / "rules/2023").glob("q*.yaml")}
    values = {}
    for code in {code for code, _task in asked}:
        for period in periods:
            for one in qsq("audit", "mark", code, period, "--json", workspace=root).answer["tasks"]:
                values[code, f"{period}/{one['task']}"] = one["value"] or "", one["note"] or ""
    done = take("recheck", "enter", written(root, drawn["sheet"], values)).answer
    assert done["waiting"] == done["open"] == []
    told = Fraction(done["risk"].rstrip("%")) / 100
    assert told <= Fraction(1, 10)
    assert not told or redone(done) <= told < redone(done) + Fraction(1, 10_000)
    assert "list of honours" in qsq("recheck", "status", "2023", workspace=root).out
    assert qsq("ledger", "verify", workspace=root).code == 0


def test_anyone_draws_the_same_sample_from_what_is_published_alone(
    qsq: Qsq, county: Path, tmp_path: Path
) -> None:
    told = qsq("recheck", "status", "2023Q1", "--json", workspace=county).answer
    answer = draw(qsq, county, DICE, "--draws", "40").answer
    published = tmp_path / "published"
    published.mkdir()
    for name in ("village-tasks.csv", "draws.csv", "sample.py"):
        shutil.copy2((county / answer["sample"]).with_name(name), published)
    assert sha256((published / "village-tasks.csv").read_bytes()).hexdigest() == told["village_tasks_sha256"]

    def sampler(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-S", str(published / "sample.py"), *words]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    done = filled_in(qsq, county, answer["sheet"]).answer
    drawn = [
        f"{one['dice']} {one['number']} {one['point']} {one['village_code']} {one['task']}"
        for one in done["factors"]
    ]
    assert sampler(DICE, "40").stdout.splitlines() == drawn
    assert f"{DICE}: 40抽 draws, 全部相符" in sampler().stdout
    rows = (published / "draws.csv").read_text("utf-8-sig").splitlines()
    (published / "draws.csv").write_text(
        "\n".join([rows[0], rows[2].replace(",2,", ",1,"), *rows[2:]]), "utf-8"
    )
    changed = sampler()
    assert changed.returncode == 1
    assert "1处不符" in changed.stdout


@pytest.mark.torture
def test_dice_over_another_list_than_the_programs_are_told(qsq: Qsq, county: Path) -> None:
    draw(qsq, county, DICE, "--draws", "3")
    digest = qsq("recheck", "status", "2023Q1", "--json", workspace=county).answer["village_tasks_sha256"]
    by_sql(county, f"UPDATE events SET payload = replace(payload, '{digest}', '{'0' * 64}')")
    refused = qsq("recheck", "status", "2023Q1", "--json", workspace=county)
    assert refused.code == 5
    assert "another list of village-tasks" in message_of(refused)
