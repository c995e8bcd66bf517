"""The county whose rules use every key, driven from its first list to its prizes, and read in both languages.

In February A2 is right that it had no hazard: 29.3 + 50 × (3 + 2) ÷ 6 + 8.4 = 79.4, which is good; its year is
0.8 × (75.2 + 2 × 79.4) ÷ 3 + 0.2 × 80 = 78.4.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from qsq.api.workspace import Workspace
from qsq.domain.values.periods import PeriodKind, periods_of
from qsq.year.report import KINDS
from tests.board.reading import read
from tests.cli.a_year import DAY, People, rich_county
from tests.cli.test_at_the_terminal import completed, in_chinese
from tests.conftest import Qsq
from tests.documents.county import as_text, bundles

MONTHS = periods_of(2023, PeriodKind.MONTH)[:2]


@pytest.mark.torture
def test_every_rule_is_carried_from_the_list_to_the_prizes(qsq: Qsq, tmp_path: Path) -> None:
    """One year is driven; all that it shows is read afterwards."""
    root = rich_county(tmp_path)
    people, day = People(qsq, tmp_path, root, MONTHS), MONTHS[0].first_day
    while people.planned:
        day = min(people.planned)
        night(qsq, root, str(day))
        if day == MONTHS[1].last_day:
            tells_how_many_rounds_are_in(qsq, root)
        people.act(day)
    night(qsq, root, str(day + DAY))
    shown = Shown(qsq, root)
    shown.by_status_village_and_audit()
    shown.by_awards_and_export()
    shown.by_papers()
    shown.by_the_board()
    assert '"2023-02"' in completed(root, "qsq score period 2023-0")
    assert '"A3":"东镇 东三社区"' in completed(root, "qsq audit mark A3")


def night(qsq: Qsq, root: Path, day: str) -> None:
    run = qsq("batch", "run", "--on", day, "--json", workspace=root)
    assert run.code in {0, 4}, (day, run.out, run.err)
    assert {one["outcome"] for one in run.answer["steps"]} <= {"done", "waits"}, run.out


def says(qsq: Qsq, root: Path, language: str, *words: str) -> str:
    """What a command prints, on one line."""
    if language == "en":
        out = qsq(*words, workspace=root).out
    else:
        out, _err = in_chinese("--workspace", str(root), *words, COLUMNS="160")
    return " ".join(out.split())


def tells_how_many_rounds_are_in(qsq: Qsq, root: Path) -> None:
    """B1 was looked at twice of four times; nobody else lacks a round, but nobody has seen the grain yet."""
    told = {language: says(qsq, root, language, "score", "check", "2023-02") for language in ("en", "zh")}
    assert (
        "party.study: 2 of 4 rounds are in for every village (round 3: 1 missing, round 4: 1 missing)"
        in told["en"]
    )
    assert "grain.hazards: 0 of 2 rounds are in" in told["en"]
    assert "party.study：4 轮中有 2 轮各村已齐 (第 3 轮缺 1 个村, 第 4 轮缺 1 个村)" in told["zh"]


@dataclass
class Shown:
    """What the finished year shows."""

    qsq: Qsq
    root: Path

    def by_status_village_and_audit(self) -> None:
        """Grades with what decided them; rounds with what they make together."""
        found = self.qsq("status", "--json", workspace=self.root).answer
        assert [one["final"] for one in found["periods"] if one["rules"]] == [True, True]
        assert (found["awards"]["confirmed"], found["awards"]["paid"], found["next"]) == (True, 3, None)
        for language, short in (("en", "short of 良好: "), ("zh", "未达良好：")):
            village = says(self.qsq, self.root, language, "village", "A2")
            assert f"2023-01: {short}农业农村 45.9 < 46.69" in village
            assert "2023 78.4 合格" in village
            audit = says(self.qsq, self.root, language, "audit", "mark", "B1", "2023-01")
            for line in (
                "(2.4 + 3.0) ÷ 2 = 2.7",
                "min(1.0) = 1.0",
                "(4.5 + 4.0 + 5.0) ÷ 3 = 4.5",
                "23.5 + 18.8 + 12.5 + 22.5 + 0.0 − 0.0 = 77.3",
                "粮食生产 18.8 < 22.5",
            ):
                assert line in audit
        answer = self.qsq("audit", "mark", "A3", "2023-01", "--json", workspace=self.root).answer
        assert answer["sums"]["grain"] == "37.5 [100 × 6 ÷ 16] × ((-0.5) + (-1.0)) ÷ 6 = -9.4"
        assert answer["short"][-1] == {
            "grade": "passed", "condition": "from", "of": "", "found": "40.0", "wanted": "60.0"
        }  # fmt: skip
        assert self.qsq("ledger", "verify", "--recompute", workspace=self.root).code == 0

    def by_awards_and_export(self) -> None:
        """The year's grades, honours for all of a grade, the towns; a table for further work."""
        answer = self.qsq("awards", "year", "2023", "--json", workspace=self.root).answer
        assert [(one["village_code"], one["grade"]) for one in answer["honours"]] == [
            ("B2", "excellent"), ("A1", "excellent"), ("A2", "passed")
        ]  # fmt: skip
        assert {one["village_code"]: one["annual_mark"] for one in answer["villages"]}["A2"] == "78.4"
        told = {
            language: says(self.qsq, self.root, language, "awards", "year", "2023")
            for language in ("en", "zh")
        }
        assert "not reached in every period 3" in told["en"]
        assert "有一期未达到 3" in told["zh"]
        table = self.root / "marks.csv"
        self.qsq("score", "period", "2023-02", "--export", table, workspace=self.root)
        head, *rows = table.read_text("utf-8-sig").splitlines()
        at = head.split(",").index("grade")
        assert [row.split(",")[at] for row in rows] == [
            "good",
            "good",
            "failed",
            "good",
            "excellent",
            "passed",
        ]

    def by_papers(self) -> None:
        """Every kind of paper can be written; those that show ranks show grades with what decided them."""
        asked = {"period": "2023-02", "month": "2023-02", "year": "2023"}
        papers = {}
        for kind, report in KINDS.items():
            run = self.qsq("report", kind, asked[report.period], "--json", workspace=self.root)
            assert run.code == 0, (kind, run.out)
            made = bundles(Workspace(self.root), kind, periods=asked)
            papers[kind] = "\n".join(as_text(document) for one in made for document in one.documents)
        for kind, line in (
            ("notice", "东一村 | 良好 | 未达优秀：名额1个，列第2位"),
            ("notice", "西三社区 | 合格 | 未达良好：得分63.5，应不低于75.0、基层党建16.0，应不低于17.5"),
            ("circular", "良好 | 3"),
            ("circular", "西镇 | 西二村 | 1 | 96.6 | 优秀 | 3600.00"),
            ("circular", "东镇 | 东三社区 | 6 | 40.0 | 不合格 | 得分低于标准"),
            ("reward-list", "2 | 东镇 | 东二村 | A2 | 3 | 79.4 | 良好 | 1300.00 |"),
            ("circular", "1 | 西镇 | 77.6 | 3"),
            ("rewards", "名次奖励1000元、基础奖励100元、等次奖励200元"),
            ("awards-notice", "3 | 进步村 | 东镇 | 东二村 | 78.4 | +2.1 | 合格"),  # 79.4 − (75.2 + 79.4) ÷ 2
            ("year", "合格 | 3"),
            ("year", "东二村 | 78.4 | 合格 | 未达优秀：得分78.4，应不低于85.0、2023-01未达到"),
            ("year", "1 | 西镇 | 80.3 | 3"),
            ("checklist", "共4轮，去掉一个最高分和一个最低分后取平均分"),
        ):
            assert line in papers[kind], (kind, line)

    def by_the_board(self) -> None:
        """A village's page says in both languages what decided its grades and how rounds were put together."""
        assert self.qsq("board", "build", workspace=self.root).code == 0
        again = [sys.executable, str(self.root / "out" / "board" / "verify.py")]
        assert subprocess.run(again, capture_output=True, check=False).returncode == 0
        for folder, words in (
            (
                "board",
                ("等次：合格", "未达良好：农业农村45.9，应不低于46.69", "年度得分：78.4", "2023-01未达到"),
            ),
            (
                "board/en",
                ("Grade: 合格", "short of 良好: 农业农村 45.9, at least 46.69 is asked", "Annual mark: 78.4"),
            ),
        ):
            page = read(self.root / "out" / folder / "2023" / "villages" / "A2.html").text
            for line in words:
                assert line in page, (folder, line)
        period = read(self.root / "out" / "board" / "2023" / "m02" / "index.html").text
        assert "| 1 | 西二村 | 西镇 | 95.2 | 1 | 优秀" in period
        year = read(self.root / "out" / "board" / "2023" / "index.html").text
        assert "| 优秀 | 2\n| 合格 | 3\n| 不合格 | 1" in year
        assert "| 1 | 西镇 | 80.3" in year
