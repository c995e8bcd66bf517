"""The wording: an office's own files are used, and what is wrong in them is told with file and line."""

from pathlib import Path

import pytest

from qsq.api.workspace import Workspace
from qsq.domain.faults import Refused
from qsq.year.desk.wording import OURS
from qsq.year.report import KINDS
from tests.conftest import Qsq
from tests.documents.county import as_text, bundles, copied, sheets_of


@pytest.fixture
def mine(county: Workspace, tmp_path: Path) -> Workspace:
    """A county whose period is scored and not final: what is final keeps the wording that it had."""
    mine = copied(county, tmp_path)
    (mine.office.root / "data" / "qsq.db").unlink()
    mine.score.period("2023Q1", on="2023-04-03")
    return mine


def put(workspace: Workspace, name: str, text: str) -> None:
    folder = workspace.office.root / "wording"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, "utf-8")


def test_an_office_says_it_in_its_own_words(mine: Workspace) -> None:
    put(
        mine,
        "rewards",
        "title: 喜报\nparts:\n  - text: '{{ village }}：\n\n      {{ capitals }}'\n  - heading: 此致\n",
    )
    made = bundles(mine, "rewards")[0].documents[0]
    assert as_text(made).splitlines() == ["草案", "# 喜报", "东凼村：", "壹仟伍佰元整", "## 此致"]
    assert "奖励通知书" not in str(bundles(mine, "rewards"))


def test_a_wording_may_name_all_that_a_villages_notice_knows(mine: Workspace) -> None:
    known = (
        "town",
        "village",
        "code",
        "unit_word",
        "mark",
        "rank",
        "standing",
        "reward",
        "capitals",
        "parts",
    )
    text = "|".join(f"{{{{ {name} }}}}" for name in known)
    put(mine, "rewards", f"title: 喜报\nparts:\n  - text: '{text}'\n")
    made = bundles(mine, "rewards")[0].documents[0]
    said = "东镇|东凼村|A1|村|101.00|1|全镇3个村（社区）第1名|1500.00|壹仟伍佰元整|"
    assert as_text(made).splitlines()[2] == said


def test_a_document_number_is_put_in_by_the_office(mine: Workspace) -> None:
    ours = (OURS / "circular.yaml").read_text("utf-8")
    put(mine, "circular", ours.replace('{{ number_room }}"', '小三创办〔2023〕4号"'))
    assert bundles(mine, "circular")[0].documents[0].number == "小三创办〔2023〕4号"


@pytest.mark.parametrize(
    ("wording", "line", "told"),
    [
        ("title: 题\nparts:\n  - text: '{{ vilage }}'\n", 3, "vilage"),
        ("title: '{{ village'\nparts: []\n", 1, "cannot be read: unexpected end of template, expected"),
        ("title: 题\nparts:\n  - text: 甲\n  - text: '{% if village %}'\n", 4, "cannot be read"),
        ("title: 题\nparts:\n  - table: marks\n", 3, "marks"),
        ("title: 题\nsignatur: 办\nparts: []\n", 2, "signatur"),
        ("title: 题\nparts:\n  - {text: 甲, heading: 乙}\n", 3, "one of: text, heading, table"),
        ("title: 题\nparts:\n  - text: '{{ rank.nothing.more }}'\n", 3, "cannot be filled"),
        ("title: 题\nparts:\n  - text: '{{ rank / 0 }}'\n", 3, "cannot be filled"),
        ("title: 题\nparts:\n  - text: \"{{ '{x}'.format() }}\"\n", 3, "cannot be filled"),
        ("title: [题\n", 1, "not readable as YAML"),
        ("parts: []\n", 1, "title"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(
    qsq: Qsq, mine: Workspace, wording: str, line: int, told: str
) -> None:
    put(mine, "rewards", wording)
    run = qsq("report", "rewards", "2023Q1", "--json", workspace=mine.office.root)
    assert run.code == 3
    (place,) = run.places
    assert place[:2] == ("wording/rewards.yaml", f"line {line}")
    assert told in place[2]


def test_all_unknown_names_are_told_at_once(mine: Workspace) -> None:
    put(mine, "rewards", "title: '{{ a }}'\nlines: ['{{ b }}']\nparts:\n  - text: '{{ c }}'\n")
    with pytest.raises(Refused) as caught:
        bundles(mine, "rewards")
    assert [fault.place.where for fault in caught.value.faults] == ["line 1", "line 2", "line 4"]


def test_a_step_whose_wording_is_wrong_is_not_taken(qsq: Qsq, mine: Workspace) -> None:
    """It is refused before it is recorded, and nothing that was written before is touched."""
    root = mine.office.root
    at = {"workspace": root}
    result = mine.score.feedback("2023Q1", on="2023-04-04").result
    mine.score.sign("2023Q1", sheets_of(result), on="2023-04-09")
    put(mine, "notice", "title: '{{ nothing }}'\nparts: []\n")
    before = qsq("ledger", "log", "--json", **at).answer["events"]
    files = hung_up(root)
    run = qsq("score", "notice", "2023Q1", "--on", "2023-04-10", "--actor", "clerk", "--json", **at)
    assert (run.code, run.places[0][:2]) == (3, ("wording/notice.yaml", "line 1"))
    assert qsq("ledger", "log", "--json", **at).answer["events"] == before
    assert hung_up(root) == files


def hung_up(root: Path) -> dict[Path, bytes]:
    """The files of the notice, those in its folders too."""
    found = (root / "out" / "2023Q1" / "notice").rglob("*")
    return {path: path.read_bytes() for path in found if path.is_file()}


def test_every_wording_of_ours_is_used_by_a_kind() -> None:
    lists = {f"checklist-{level}" for level in ("city", "town", "village")}
    assert {file.stem for file in OURS.iterdir()} == (set(KINDS) - {"checklist"}) | lists
