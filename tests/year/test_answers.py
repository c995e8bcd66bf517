"""A year step by step, each tried too early, in its time and again: what it answers, and all that is recorded of it.

To take a change over after it was looked at: `QSQ_GOLDEN=write .venv/bin/python -m pytest tests/year/test_answers.py`.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qsq.api.workspace import Workspace
from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import QsqError
from qsq.domain.observed.reminders import Talk
from qsq.domain.steps.event_kinds import YearEvent
from qsq.intake.forms.signatures import SignedSheet
from qsq.ledger.canonical import canonical
from qsq.year.awards.decide import Ruling
from qsq.year.desk import step as steps
from tests.documents.county import MONTH, PERIOD, YEAR, copied, finished, finished_once, sheets_of, started
from tests.intake.builders import change

ANSWERS = Path(__file__).parents[1] / "golden" / "answers"
_CODES = re.compile(r"\b[0-9a-f]{64}\b|\b[2-9A-Z]{4}-?[2-9A-Z]{4}\b|\b\d+\.\d+\.\d+[a-z0-9.+]*\b")
"""Digests, check codes and the program's version: they follow from bytes that are not what is agreed."""

Taken = Callable[[], object]


class Told:
    """A county whose steps are taken down, with what each answers or why it is refused."""

    def __init__(self, county: Workspace) -> None:
        self.county = county
        self.lines: list[str] = []

    def take(self, name: str, taken: Taken) -> None:
        """Take a step; what it says of itself is noted."""
        self.lines.append(f"-- {name}")
        try:
            self.lines += _answered(taken())
        except QsqError as error:
            self.lines.append(f"{type(error).__name__}: {error.what}")
            self.lines += [f"  {fault.place}: {fault.message}" for fault in getattr(error, "faults", ())]

    @property
    def text(self) -> str:
        """All that was said, without what follows from bytes."""
        root = self.county.office.root
        said = "\n".join(self.lines).replace(str(root), "ROOT").replace(str(root.parent), "BESIDE")
        return _CODES.sub("····", said) + "\n"


def _answered(found: object) -> Iterator[str]:
    for one in found if isinstance(found, tuple | list) else (found,):
        if hasattr(one, "for_programs"):
            yield json.dumps(one.for_programs(), ensure_ascii=False, sort_keys=True)
            yield from (f"  {honour}: {name}" for honour, name in one.honours.items())
            yield from (f"  warning: {warning}" for warning in one.warnings)
        elif hasattr(one, "answer"):
            answer = one.answer() if callable(one.answer) else one.answer
            yield json.dumps(answer, ensure_ascii=False, sort_keys=True, default=str)
            yield from (f"  warning: {warning}" for warning in getattr(one, "warnings", ()))
        else:
            yield type(one).__name__ if not isinstance(one, bool | str | int) else str(one)


def _lists(told: Told) -> None:
    it = told.county.checklist
    told.take("issue", lambda: it.issue(PERIOD, on="2023-01-03"))
    told.take("issue again", lambda: it.issue(PERIOD, on="2023-01-03"))
    told.take("dispatch", lambda: it.dispatch(PERIOD, "T1", "2023-01-04"))
    told.take("status", lambda: it.status(PERIOD))
    told.take("accept", lambda: it.accept(PERIOD, ["A1"], "2023-01-05"))
    told.take("accept all", lambda: it.accept_all(PERIOD, on="2023-01-06"))
    told.take("dispatch all", lambda: it.dispatch_all(PERIOD, "2023-01-07"))
    told.take("dispatch again", lambda: it.dispatch(PERIOD, "T2", "2023-01-07"))
    told.take("accept a town's", lambda: it.accept_all(PERIOD, "T2", on="2023-01-08"))
    change(told.county.office.root, "rules/2023/q1.yaml", "召开支部党员大会", "每月召开支部党员大会")
    told.take("dispatch what is changed", lambda: it.dispatch(PERIOD, "T1", "2023-01-09"))
    told.take("issue what is changed", lambda: it.issue(PERIOD, on="2023-01-10"))
    told.take("issue with a reason", lambda: it.issue(PERIOD, on="2023-01-10", reason="写明每月"))
    told.take("dispatch all anew", lambda: it.dispatch_all(PERIOD, "2023-01-11"))
    told.take("accept all anew", lambda: it.accept_all(PERIOD, on="2023-01-12"))
    told.take("status at the end", lambda: it.status(PERIOD))
    told.take("forms for targets", lambda: it.target_forms(PERIOD))
    told.take("forms for villages", it.village_forms)


def _month(told: Told) -> None:
    it, talk = told.county.remind, Talk("镇长", "书记", "慢", "帮", date(2023, 4, 20))
    told.take("remind", lambda: it.month(MONTH, "2023-03-31"))
    told.take("remind again", lambda: it.month(MONTH, "2023-03-31"))
    told.take("talk", lambda: it.record(MONTH, "A1", talk, "2023-04-01"))
    told.take("talk again", lambda: it.record(MONTH, "A1", talk, "2023-04-01"))
    told.take("talk with another", lambda: it.record(MONTH, "B1", talk, "2023-04-01"))
    told.take("follow up", lambda: it.status(MONTH, "2023-04-21"))


def signed(told: Told, day: str) -> object:
    return told.county.score.sign(PERIOD, sheets_of(told.county.score.feedback(PERIOD, day).result), day)


def _quarter(told: Told) -> None:
    it, root = told.county.score, told.county.office.root
    town = root / "data/2023/q1/observations/agriculture.csv"
    unit = Unit(Level.DEPARTMENT, "agriculture")
    told.take("submit", lambda: it.submit(PERIOD, town, unit, "2023-04-02"))
    told.take("submit again", lambda: it.submit(PERIOD, town, unit, "2023-04-02"))
    told.take("check", lambda: it.check(PERIOD))
    told.take("score", lambda: it.period(PERIOD, on="2023-04-03"))
    told.take("score again", lambda: it.period(PERIOD, on="2023-04-03"))
    told.take("feed back", lambda: it.feedback(PERIOD, "2023-04-04"))
    told.take("notice unsigned", lambda: it.notice(PERIOD, "2023-04-05"))
    told.take("sign", lambda: signed(told, "2023-04-06"))
    told.take("sign again", lambda: signed(told, "2023-04-06"))
    change(root, "data/2023/q1/observations/town.csv", "B3,shore.clean,3", "B3,shore.clean,2")
    told.take("score what is changed", lambda: it.period(PERIOD, on="2023-04-07"))
    told.take("score with a reason", lambda: it.period(PERIOD, on="2023-04-07", reason="漏记"))
    told.take("sign old sheets", lambda: it.sign(PERIOD, [], "2023-04-07"))
    told.take("feed back anew", lambda: it.feedback(PERIOD, "2023-04-08"))
    told.take("sign anew", lambda: signed(told, "2023-04-09"))
    told.take("notice", lambda: it.notice(PERIOD, "2023-04-10"))
    told.take("notice again", lambda: it.notice(PERIOD, "2023-04-11"))
    told.take("object", lambda: it.object_to(PERIOD, "A1", "李四", "分低", "2023-04-12"))
    told.take("finalise with an objection", lambda: it.finalise(PERIOD, "2023-04-15"))
    told.take(
        "resolve without a reason", lambda: it.resolve(PERIOD, "2023Q1-1", " ", upheld=False, on="2023-04-13")
    )
    told.take("resolve", lambda: it.resolve(PERIOD, "2023Q1-1", "无误", upheld=False, on="2023-04-13"))
    told.take("resolve again", lambda: it.resolve(PERIOD, "2023Q1-1", "无误", upheld=False, on="2023-04-13"))
    told.take("finalise early", lambda: it.finalise(PERIOD, "2023-04-14"))
    told.take("finalise", lambda: it.finalise(PERIOD, "2023-04-15"))
    told.take("finalise again", lambda: it.finalise(PERIOD, "2023-04-15"))
    told.take("score what is final", lambda: it.period(PERIOD, on="2023-04-16"))
    told.take("prove", lambda: told.county.proof("A1", PERIOD))


def _year(told: Told) -> None:
    it, root, ruling = told.county.awards, told.county.office.root, Ruling("3号", "1号")
    told.take("draft", lambda: it.year(YEAR, draft=True, on="2024-01-08"))
    told.take("recommend another town's", lambda: it.recommend(YEAR, "T1", ["B1"], "2024-01-09"))
    told.take("recommend", lambda: it.recommend(YEAR, "T1", ["A1"], "2024-01-09"))
    told.take("forms to recommend", lambda: it.recommend_forms(YEAR))
    told.take("forms for cadres", lambda: it.cadre_forms(YEAR))
    told.take("list", lambda: it.year(YEAR, on="2024-01-11"))
    told.take("decide without approval", lambda: it.decide(YEAR, Ruling("3号"), "2024-01-12")[0])
    told.take("decide", lambda: it.decide(YEAR, ruling, "2024-01-12")[0])
    told.take("decide again", lambda: it.decide(YEAR, ruling, "2024-01-12")[0])
    change(root, "data/2023/cadres.csv", "A1-1,A1,干部1,书记,3000", "A1-1,A1,干部1,书记,3100")
    told.take("list what is changed", lambda: it.year(YEAR, on="2024-01-13"))
    told.take("list with a reason", lambda: it.year(YEAR, on="2024-01-13", reason="写错"))
    told.take("notice before a decision", lambda: it.notice(YEAR, "2024-01-13"))
    told.take("decide anew", lambda: it.decide(YEAR, ruling, "2024-01-14")[0])
    told.take(
        "strike without a reason",
        lambda: it.decide(YEAR, Ruling("3号", "1号", (), {"A1": " "}), "2024-01-14")[0],
    )
    told.take("notice", lambda: it.notice(YEAR, "2024-01-15"))
    told.take("object", lambda: it.object_to(YEAR, "A1", "", "不实", "2024-01-16"))
    told.take("confirm with an objection", lambda: it.confirm(YEAR, "2024-01-20"))
    told.take("resolve", lambda: it.resolve(YEAR, "2023-1", "无误", upheld=False, on="2024-01-17"))
    told.take("confirm early", lambda: it.confirm(YEAR, "2024-01-17"))
    told.take("confirm", lambda: it.confirm(YEAR, "2024-01-20"))
    told.take("confirm again", lambda: it.confirm(YEAR, "2024-01-20"))
    told.take("pay who takes none", lambda: it.pay(YEAR, ["B3"], on="2024-01-21"))
    told.take("pay all", lambda: it.pay(YEAR, every=True, on="2024-01-21"))
    told.take("pay all again", lambda: it.pay(YEAR, every=True, on="2024-01-21"))


def _too_early(told: Told) -> None:
    """Every step at once, before anything is done."""
    it, talk = told.county, Talk("镇长", "书记", "慢", "帮", date(2023, 4, 20))
    attempts: Sequence[tuple[str, Taken]] = (
        ("dispatch", lambda: it.checklist.dispatch(PERIOD, "T1", "2023-01-04")),
        ("accept", lambda: it.checklist.accept(PERIOD, ["A1"], "2023-01-04")),
        ("talk", lambda: it.remind.record(MONTH, "A1", talk, "2023-04-01")),
        ("feed back", lambda: it.score.feedback(PERIOD, "2023-04-04")),
        ("sign", lambda: it.score.sign(PERIOD, [], "2023-04-04")),
        ("notice", lambda: it.score.notice(PERIOD, "2023-04-10")),
        ("object", lambda: it.score.object_to(PERIOD, "A1", "", "分低", "2023-04-12")),
        ("resolve", lambda: it.score.resolve(PERIOD, "2023Q1-1", "无误", upheld=True, on="2023-04-13")),
        ("finalise", lambda: it.score.finalise(PERIOD, "2023-04-15")),
        ("list", lambda: it.awards.year(YEAR, on="2024-01-11")),
        ("draft list", lambda: it.awards.year(YEAR, draft=True, on="2024-01-11")),
        ("decide", lambda: it.awards.decide(YEAR, Ruling("3号"), "2024-01-12")),
        ("notice of awards", lambda: it.awards.notice(YEAR, "2024-01-15")),
        ("confirm", lambda: it.awards.confirm(YEAR, "2024-01-20")),
        ("pay", lambda: it.awards.pay(YEAR, ["A1"], on="2024-01-21")),
        ("prove", lambda: it.proof("A1", PERIOD)),
    )
    for name, taken in attempts:
        told.take(f"{name} too early", taken)


def _taken_back(told: Told) -> None:
    it = told.county
    for act, period, named in (
        ("awards payment", YEAR, {"village": "A1"}),
        ("awards payment", YEAR, {"village": "B3"}),
        ("awards confirmation", YEAR, {}),
        ("score finalisation", PERIOD, {}),
        ("checklist acceptance", PERIOD, {"village": "A1"}),
        ("remind talk", MONTH, {"village": "A1"}),
    ):
        told.take(f"take back {act} {named}", _taking_back(it, act, period, named))


def _taking_back(it: Workspace, act: str, period: str, named: dict[str, str]) -> Taken:
    return lambda: it.revoke(act, period, named, reason="误记", agree=lambda _falls: True, on="2024-02-01")


def _recorded(told: Told) -> None:
    with told.county.office.ledger_to_read() as ledger:
        for event in ledger.events():
            said: dict[str, Any] = dict(event.payload)
            told.lines.append(
                f"{event.kind} {event.period} {event.subject} {event.actor} "
                + json.dumps(said, ensure_ascii=False, sort_keys=True)
            )


PARTS = {
    "too-early": _too_early,
    "lists": _lists,
    "month": _month,
    "quarter": _quarter,
    "year": _year,
    "taken-back": _taken_back,
    "recorded": _recorded,
}


def _wrong_sheets(told: Told) -> Sequence[SignedSheet]:
    """Of the newest result: a mistyped code, another sheet's, an unknown signer, and a village that is none."""
    first, second, *_others = sheets_of(told.county.score.feedback(PERIOD, "2023-04-05").result)
    return (
        replace(first, code="QQQQ"),
        replace(second, code=first.code),
        replace(second, signer="nobody"),
        replace(second, unit=Unit(Level.VILLAGE, "Z9")),
    )


def _corrected_quarter(told: Told) -> None:
    """What lacks is chased; of two objections one changes its village's figures, the other those of all others."""
    it, root = told.county.score, told.county.office.root
    town, cards = "data/2023/q1/observations/town.csv", "data/2023/q1/adjustments.csv"
    told.county.checklist.issue(PERIOD, on="2023-01-03")
    change(root, town, "B3,shore.clean,3,", "B3,shore.clean,,")
    change(root, "data/2023/q1/observations/organisation.csv", "A2,party.study,良,", "A2,party.study,,")
    told.take("chase", lambda: it.chase(PERIOD))
    told.take("check", lambda: it.check(PERIOD))
    told.take("score what lacks", lambda: it.period(PERIOD, on="2023-04-02"))
    told.take("score without", lambda: it.period(PERIOD, "exclude", on="2023-04-02"))
    told.take("feed back what is provisional", lambda: it.feedback(PERIOD, "2023-04-02"))
    change(root, town, "B3,shore.clean,,", "B3,shore.clean,3,")
    change(root, "data/2023/q1/observations/organisation.csv", "A2,party.study,,", "A2,party.study,良,")
    told.take("chase nobody", lambda: it.chase(PERIOD))
    told.take("score", lambda: it.period(PERIOD, on="2023-04-03"))
    told.take("difference", lambda: it.diff(PERIOD))
    told.take("sign wrong sheets", lambda: it.sign(PERIOD, _wrong_sheets(told), "2023-04-05"))
    told.take("sign", lambda: signed(told, "2023-04-06"))
    it.notice(PERIOD, "2023-04-10")
    told.take("object", lambda: it.object_to(PERIOD, "东二村", "李四", "获奖未加分", "2023-04-11"))
    told.take("object again", lambda: it.object_to(PERIOD, "A2", "李四", "获奖未加分", "2023-04-11"))
    told.take("object too", lambda: it.object_to(PERIOD, "B1", "", "名次不对", "2023-04-12"))
    told.take("uphold as it is", lambda: it.resolve(PERIOD, "2023Q1-1", "属实", upheld=True, on="2023-04-12"))
    rows = (root / cards).read_text("utf-8")
    (root / cards).write_text(rows + "A2,bonus,4,获省级表彰,organisation\n", "utf-8")
    told.take("uphold", lambda: it.resolve(PERIOD, "2023Q1-1", "属实", upheld=True, on="2023-04-12"))
    told.take("uphold another", lambda: it.resolve(PERIOD, "2023Q1-2", "属实", upheld=True, on="2023-04-13"))
    told.take("difference", lambda: it.diff(PERIOD))
    told.take("difference of the first", lambda: it.diff(PERIOD, before=1, now=2))
    told.take("difference of none", lambda: it.diff(PERIOD, before=9))
    told.take("hang up unsigned", lambda: it.notice(PERIOD, "2023-04-14"))
    told.take("feed back", lambda: it.feedback(PERIOD, "2023-04-14"))
    told.take("sign anew", lambda: signed(told, "2023-04-17"))
    told.take("hang up", lambda: it.notice(PERIOD, "2023-04-17"))
    told.take("finalise", lambda: it.finalise(PERIOD, "2023-04-24"))


def _next_quarter(told: Told) -> None:
    """Rules, targets, register and what was seen are others than a quarter before: each is told with both values."""
    it, root = told.county.score, told.county.office.root
    it.period(PERIOD, on="2023-04-03")
    shutil.copytree(root / "data/2023/q1", root / "data/2023/q2", ignore=shutil.ignore_patterns("progress"))
    shutil.copy(root / "rules/2023/towns/T2/q1.yaml", root / "rules/2023/towns/T2/q2.yaml")
    shutil.copy(root / "rules/2023/q1.yaml", root / "rules/2023/q2.yaml")
    for file, before, now in (
        ("rules/2023/q2.yaml", "2023Q1", "2023Q2"),
        ("rules/2023/q2.yaml", "due: 2023-03-31", "due: 2023-06-30"),
        (
            "rules/2023/q2.yaml",
            "multiplier: 1.5}",
            "multiplier: 2}\n  - {theme: fire, name: 防火, multiplier: 3}",
        ),
        ("rules/2023/q2.yaml", "name: 粮食生产", "name: 粮食安全"),
        ("rules/2023/q2.yaml", "weight: 4\n    tasks", "weight: 5\n    themes: [fire]\n    tasks"),
        (
            "rules/2023/q2.yaml",
            "id: study, text: 学习联系实际, points: 3",
            "id: learn, text: 主题教育, points: 4",
        ),
        ("rules/2023/q2.yaml", "召开支部党员大会", "每月召开支部党员大会"),
        ("rules/2023/towns/T2/q2.yaml", "add:", "drop: [{item: party, reason: 换届}]\nadd:"),
        ("rules/2023/towns/T2/q2.yaml", "weight: 2", "weight: 3"),
        ("data/2023/q2/targets.csv", "A2,grain.seedlings,200", "A2,grain.seedlings,160.5"),
        ("data/2023/q2/adjustments.csv", "B3,deduction,0.5", "B3,deduction,1"),
        ("data/2023/q2/observations/agriculture.csv", "A1,grain.hazards,0", "A1,grain.hazards,3"),
        ("data/villages.csv", "A3,东三村,T1,village", "B4,西四村,T2,community"),
        ("data/villages.csv", "西一村", "西头村"),
    ):
        change(root, file, before, now)
    for file in (
        "observations/agriculture.csv",
        "observations/organisation.csv",
        "targets.csv",
        "adjustments.csv",
    ):
        path = root / "data/2023/q2" / file
        rows = [row for row in path.read_text("utf-8").splitlines() if not row.startswith("A3,")]
        if "organisation" in file:
            rows = [row.replace("party.study", "party.learn") for row in rows if not row.startswith("B")]
        more = {"agriculture": ["B4,grain.seedlings,NA,无田", "B4,grain.hazards,0,"]}.get(path.stem, [])
        path.write_text("\n".join([*rows, *more]) + "\n", "utf-8")
    officials = root / "data/officials.csv"
    officials.write_text(
        officials.read_text("utf-8").replace("A3-sec,东三村党组织书记,A3,secretary\n", ""), "utf-8"
    )
    town = root / "data/2023/q2/observations/town.csv"
    town.write_text(town.read_text("utf-8") + "B4,shore.clean,2,\n", "utf-8")
    told.take("next quarter", lambda: it.period("2023Q2", on="2023-07-03"))
    told.take("difference of two quarters", lambda: it.diff(PERIOD, "2023Q2"))
    found = it.diff(PERIOD, "2023Q2")
    told.lines += [json.dumps(one.row(), ensure_ascii=False) for one in found.villages]
    told.lines += [f"{one.village.code} {one.town_name} {one.moved_by_others}" for one in found.villages]
    told.lines += [f"{one.name} {one.aspect}: {one.line}" for one in found.rules]
    told.lines += [str(dict(found.names)), str(dict(found.called)), str(dict(found.grades))]
    told.take("difference back", lambda: it.diff("2023Q2", PERIOD))


def _corrected_year(told: Told) -> None:
    """A town recommends too many, the committee strikes one, an objection is upheld, a village has no cadres."""
    it, root, ruling = told.county.awards, told.county.office.root, Ruling("3号", "1号")
    struck = Ruling("3号", "1号", struck={"西廻村": "年底发生安全事故"})
    told.take("recommend too many", lambda: it.recommend(YEAR, "东镇", ["A1", "A2", "A3"], "2024-01-09"))
    told.take("recommend", lambda: it.recommend(YEAR, "东镇", ["A3", "A1"], "2024-01-09"))
    told.take("recommend the same", lambda: it.recommend(YEAR, "T1", ["A1", "A3"], "2024-01-10"))
    told.take("list", lambda: it.year(YEAR, on="2024-01-11"))
    told.take("strike", lambda: it.decide(YEAR, struck, "2024-01-12"))
    told.take("hang up", lambda: it.notice(YEAR, "2024-01-15"))
    told.take("object", lambda: it.object_to(YEAR, "A1", "李四", "没有推荐过", "2024-01-16"))
    told.take("object again", lambda: it.object_to(YEAR, "东凼村", "李四", "没有推荐过", "2024-01-16"))
    (root / "data/2023/recommendations.csv").write_text("village_code\nA2\nB2\n", "utf-8")
    file = root / "data/2023/cadres.csv"
    kept = [row for row in file.read_text("utf-8").splitlines() if not row.startswith("A2")]
    file.write_text("\n".join(kept) + "\n", "utf-8")
    told.take("uphold", lambda: it.resolve(YEAR, "2023-1", "属实", upheld=True, on="2024-01-17"))
    told.take("decide", lambda: it.decide(YEAR, ruling, "2024-01-18"))
    told.take("hang up anew", lambda: it.notice(YEAR, "2024-01-22"))
    told.take("confirm", lambda: it.confirm(YEAR, "2024-01-27"))
    told.take("confirm all the same", lambda: it.confirm(YEAR, "2024-01-27", "正在换届"))
    told.take("pay one", lambda: it.pay(YEAR, ["东二村"], on="2024-01-28"))
    told.take("pay the others", lambda: it.pay(YEAR, every=True, on="2024-01-29", reason="年前发"))
    told.take("recommend what is over", lambda: it.recommend(YEAR, "T1", ["A1"], "2024-01-30"))


NEXT = {"next-quarter": _next_quarter}

CORRECTED = {
    "corrected-quarter": _corrected_quarter,
    "corrected-year": _corrected_year,
    "corrected-recorded": _recorded,
}


def is_as_agreed(told: Told, parts: Mapping[str, Callable[[Told], None]]) -> None:
    """Each part goes on from the one before."""
    for name, part in parts.items():
        told.lines = []
        part(told)
        file = ANSWERS / f"{name}.txt"
        if os.environ.get("QSQ_GOLDEN") == "write":
            ANSWERS.mkdir(exist_ok=True)
            file.write_text(told.text, "utf-8")
        assert told.text == file.read_text("utf-8"), name


def test_a_year_answers_and_records_what_was_agreed(tmp_path: Path) -> None:
    is_as_agreed(Told(started(tmp_path)), PARTS)


@pytest.mark.usefixtures("workbooks_alone")
def test_a_year_that_is_corrected_answers_and_records_what_was_agreed(tmp_path: Path) -> None:
    is_as_agreed(Told(started(tmp_path)), CORRECTED)


def test_two_quarters_differ_as_was_agreed(tmp_path: Path) -> None:
    is_as_agreed(Told(started(tmp_path)), NEXT)


def test_no_answer_is_left_over() -> None:
    agreed = {file.stem for file in ANSWERS.glob("*.txt") if not file.stem.startswith("refused-")}
    assert agreed == {*PARTS, *CORRECTED, *NEXT}


def test_of_two_years_lists_each_has_its_own_villages(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A1 took an honour and has left the register; the list of the next year has nobody."""
    county = copied(finished_once(tmp_path_factory), tmp_path)
    root = county.office.root
    with county.office.ledger() as ledger, ledger.transaction():
        listed = next(one for one in reversed(ledger.events()) if one.kind == YearEvent.DECISION)
        figures = json.loads(ledger.kept(listed.payload["result_sha256"]))
        figures["answer"]["honours"] = []
        nobody = ledger.keep(canonical(figures))
        said: dict[str, Any] = {"revision": 1, "result_sha256": nobody}
        ledger.append(county.office.event(YearEvent.AWARDS, "2024", on="2024-01-21", **said))
    for table in ("villages", "officials", "2023/cadres"):
        file = root / f"data/{table}.csv"
        kept = [row for row in file.read_text("utf-8").splitlines() if not row.startswith("A1")]
        file.write_text("\n".join(kept) + "\n", "utf-8")
    assert county.awards.pay("2023", ["A1"], on="2024-01-22").answer == {"paid": ["A1"], "unpaid": ["B2"]}


@pytest.mark.usefixtures("workbooks_alone")
def test_each_step_that_writes_papers_is_alone_in_their_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who writes them too waits and holds no ledger meanwhile."""
    taken: list[str] = []

    def alone(root: Path, folder: Path) -> AbstractContextManager[None]:
        taken.append(folder.relative_to(root / "out").as_posix())
        return nullcontext()

    monkeypatch.setattr(steps, "alone", alone)
    finished(tmp_path)
    assert taken == [
        "2023Q1/checklist",
        "2023Q1/dispatch/T2-西镇",
        "2023-03/reminders",
        "2023Q1/feedback",
        "2023Q1/notice",
        "2023Q1/review",
        "2023/notice",
        "2023/payment",
    ]
