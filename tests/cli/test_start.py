"""`qsq init`, `qsq rules`, and how every command is called."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qsq.rules.schema import SHAPES, json_schema
from tests.conftest import REPOSITORY, Qsq


def test_a_new_workspace_is_made_and_asks_for_its_register(qsq: Qsq, tmp_path: Path) -> None:
    folder = tmp_path / "county"
    run = qsq("init", folder, "--year", "2024", "--json")
    assert run.code == 0
    assert "rules/2024/q1.yaml" in run.answer["files"]
    checked = qsq("rules", "check", "--json", workspace=folder)
    assert checked.code == 3
    assert [file for file, _where, _text in checked.places] == ["data/villages.csv"]


def test_a_filled_in_workspace_issues_and_scores(qsq: Qsq, tmp_path: Path) -> None:
    folder = tmp_path / "county"
    qsq("init", folder, "--year", "2024")
    (folder / "data/towns.csv").write_text("town_code,town_name\nT,甲镇\n", encoding="utf-8")
    (folder / "data/villages.csv").write_text(
        "village_code,village_name,town_code,kind\nV1,甲村,T,village\n", encoding="utf-8"
    )
    assert qsq("rules", "check", workspace=folder).code == 0
    assert qsq("checklist", "issue", "2024Q1", "--json", workspace=folder).answer["tasks"] == 7
    assert qsq("score", "check", "2024Q1", workspace=folder).code == 4


def test_the_keys_that_the_template_only_names_are_right_where_they_are_taken(
    qsq: Qsq, tmp_path: Path
) -> None:
    """Whoever takes the # away has grades, fixed sums and an item for communities that work."""
    folder = tmp_path / "county"
    qsq("init", folder, "--year", "2024")
    (folder / "data/towns.csv").write_text("town_code,town_name\nT,甲镇\n", encoding="utf-8")
    (folder / "data/villages.csv").write_text(
        "village_code,village_name,town_code,kind\n"
        + "".join(f"V{at},第{at}村,T,{'community' if at > 5 else 'village'}\n" for at in range(9)),
        encoding="utf-8",
    )
    for name in ("scheme.yaml", "2024/q1.yaml"):
        rules = folder / "rules" / name
        text = rules.read_text("utf-8").replace("rewards: {pool: 250000, places: [50%, 30%, 20%]}", "")
        text = text.replace("# 或者定额 · or fixed sums: ", "")
        for key in (
            "grades:",
            "  - {id: excellent",
            "  - {id: passed",
            "  - {id: failed",
            "for:",
            "weights:",
        ):
            text = text.replace(f"# {key}", key)
        rules.write_text(text, "utf-8")
    checked = qsq("rules", "check", "--json", workspace=folder)
    assert checked.code == 0, checked.out
    # 5000 + 3000 + 2000, nine times 500; of nine villages two can be excellent
    assert checked.answer["period_rewards"] == {"least": "14500.00", "most": "19300.00"}


def test_init_never_touches_what_is_there(qsq: Qsq, tmp_path: Path) -> None:
    qsq("init", tmp_path, "--year", "2024")
    scheme = tmp_path / "rules/scheme.yaml"
    scheme.write_text("mine", encoding="utf-8")
    run = qsq("init", tmp_path, "--year", "2024", "--json")
    assert run.answer["files"] == []
    assert scheme.read_text(encoding="utf-8") == "mine"
    assert "nothing changed" in qsq("init", tmp_path, "--year", "2024").out


@pytest.mark.parametrize("kind", SHAPES)
def test_the_schema_for_editors_is_the_committed_one(kind: str, qsq: Qsq) -> None:
    run = qsq("rules", "schema", kind)
    assert run.answer == json_schema(kind)
    committed = (REPOSITORY / f"rules/schema/{kind}.json").read_text(encoding="utf-8")
    assert json.loads(committed) == run.answer, "run `make schema`"


def test_rules_that_look_unintended_are_warned_about(qsq: Qsq, small: Path) -> None:
    rules = small / "rules/2023/q1.yaml"
    text = rules.read_text(encoding="utf-8").replace("themes: [spring-farming]", "themes: [other]")
    rules.write_text(
        text.replace("points: 2, method: {kind: yes_no}", "points: 2.125, method: {kind: yes_no}"),
        encoding="utf-8",
    )
    warnings = qsq("rules", "check", "--json", workspace=small).answer["warnings"]
    assert ["spring-farming" in warnings[0], "party.meeting" in warnings[1]] == [True, True]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("score", "quarter", "2023Q5"), "2023Q5"),
        (("score", "quarter", "0000Q1"), "0000Q1"),
        (("awards", "year", "23"), "23"),
        (("score", "quarter", "2023Q1", "--missing", "guess"), "guess"),
        (("rules", "schema", "village"), "village"),
        (("score", "quarter"), "PERIOD"),
        (("score", "quarter", "2023Q1", "--unknown"), "--unknown"),
        (("scor",), "scor"),
        (("score",), "command"),
    ],
)
def test_wrong_use_exits_2_with_a_json_error(
    arguments: tuple[str, ...], says: str, qsq: Qsq, small: Path
) -> None:
    run = qsq("--json", *arguments, workspace=small)
    assert run.code == 2
    answer = json.loads(run.out.splitlines()[-1])
    assert answer["error"]["code"] == 2
    assert says in answer["error"]["message"]


def test_no_workspace_is_wrong_use(qsq: Qsq, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert qsq("rules", "check", "--json", workspace=tmp_path).code == 2
    monkeypatch.chdir(tmp_path)
    run = qsq("rules", "check", "--json")
    assert run.code == 2
    assert "qsq init" in run.answer["error"]["message"]


def test_the_workspace_is_found_upward_or_named_by_the_environment(
    qsq: Qsq, small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(small / "data/2023/q1")
    assert qsq("score", "check", "2023Q1", "--json").code == 0
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QSQ_WORKSPACE", str(small))
    assert qsq("score", "check", "2023Q1", "--json").code == 0


def test_options_stand_before_or_behind_the_command(qsq: Qsq, small: Path) -> None:
    before = qsq("--json", "score", "check", "2023Q1", workspace=small)
    behind = qsq("score", "check", "2023Q1", "--json", "--workspace", small)
    assert before.answer == behind.answer


def test_the_real_process_exits_with_the_code_and_writes_everything(small: Path) -> None:
    command = [sys.executable, "-m", "qsq", "score", "quarter", "2023Q1", "--json", "--workspace", str(small)]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True)
    assert json.loads(run.stdout)["period"] == "2023Q1"
    assert run.stderr == b""
    broken = subprocess.run([*command, "--nope"], cwd=REPOSITORY, capture_output=True, check=False)
    assert broken.returncode == 2


def test_square_brackets_in_names_are_shown_as_they_are(qsq: Qsq, small: Path) -> None:
    villages = small / "data/villages.csv"
    villages.write_text(villages.read_text(encoding="utf-8").replace("东一村", "东[/x]村"), encoding="utf-8")
    run = qsq("score", "quarter", "2023Q1", "--all", workspace=small)
    assert run.code == 0
    assert "东[/x]村" in run.out


def test_the_version_is_told(qsq: Qsq) -> None:
    assert qsq("--version").out == "0.2.0\n"
