"""Steps by form: what a form says is recorded as its rows' own commands would record it, and once."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.alike import answered, taken_once
from tests.cli.test_people_steps import message_of
from tests.conftest import Qsq, called
from tests.run import Run

VILLAGES = ("A1", "A2", "A3", "B1", "B2", "B3")
TASKS = ("party.meeting", "party.study", "grain.seedlings", "grain.hazards")
UNITS = {"T1": "T1-lead", "T2": "T2-lead"} | {code: f"{code}-sec" for code in VILLAGES}


def told(county: Path) -> list[tuple[Any, ...]]:
    """The ledger's events, without what tells one run from another."""
    found = called("ledger", "log", "--json", workspace=county).answer["events"]
    return [tuple(one[key] for key in ("actor", "kind", "period", "subject", "payload")) for one in found]


def take(county: Path, words: str, *more: str | Path, actor: str = "clerk") -> Run:
    return answered(county, *words.split(), *more, "--actor", actor)


def written(county: Path, *rows: str) -> Path:
    """A filled-in form, as Excel saves it as CSV."""
    file = county.parent / "form.csv"
    file.write_text("\n".join(rows) + "\n", "utf-8-sig")
    return file


@taken_once
def issued(county: Path) -> None:
    take(county, "checklist issue 2023Q1 --on 2023-01-02")
    take(county, "checklist dispatch 2023Q1 --town T1 --on 2023-01-03")
    take(county, "checklist dispatch 2023Q1 --town T2 --on 2023-01-03")


@taken_once
def called_in(county: Path) -> None:
    """A1 and B2 have done little by March, all others all."""
    scheme = county / "rules" / "scheme.yaml"
    scheme.write_text(
        scheme.read_text("utf-8") + "reminders: {slow: 50%, poor: 60%, far_behind: 50%}\n", "utf-8"
    )
    late = ("A1", "B2")
    rows = [f"{one},{task},{'20%' if one in late else '是'}" for one in VILLAGES for task in TASKS]
    rows += [f"{one},shore.clean,是" for one in VILLAGES if one.startswith("B")]
    file = county / "data" / "2023" / "q1" / "progress" / "2023-03.csv"
    file.parent.mkdir()
    file.write_text("\n".join(["village_code,task,done", *rows]) + "\n", "utf-8")
    take(county, "remind month 2023-03 --on 2023-04-01")


@taken_once
def fed_back(county: Path) -> dict[str, str]:
    """The check codes of the sheets, by unit."""
    take(county, "score quarter 2023Q1 --on 2023-04-07")
    sheets = take(county, "score feedback 2023Q1 --on 2023-04-08").answer["sheets"]
    return {sheet["unit"]: sheet["code"] for sheet in sheets}


@taken_once
def on_notice(county: Path) -> None:
    codes = fed_back(county)
    rows = [f"{unit},{signer},{codes[unit]}" for unit, signer in UNITS.items()]
    file = written(county, "office,signer,code", *rows)
    take(county, "score sign 2023Q1 --on 2023-04-09 --file", file)
    take(county, "score notice 2023Q1 --on 2023-04-10")


@taken_once
def year_on_notice(county: Path) -> None:
    on_notice(county)
    take(county, "score finalise 2023Q1 --on 2023-04-15")
    take(county, "awards year 2023 --on 2024-01-11")
    take(county, "awards decide 2023 --document 常委会〔2024〕3号 --approval 市批〔2024〕1号 --on 2024-01-12")
    take(county, "awards notice 2023 --on 2024-01-15")


@dataclass(frozen=True, slots=True)
class Case:
    """A step by form and the same by commands.

    Attributes:
        before: what the county does first.
        step: the form's command.
        form: its rows.
        alone: the commands that say the same, without the actor.
    """

    before: Any
    step: str
    form: tuple[str, ...]
    alone: tuple[str, ...]


CASES = {
    "acceptances": Case(
        issued,
        "checklist accept 2023Q1 --on 2023-01-06 --file",
        (
            "接单登记表,,,,",
            "镇名,村名,村代码,已接单,日期",
            "东镇,东一村,A1,√,2023/1/5",
            "东镇,东三村,A3,,",
            "西镇,西二村,B2,是,",
        ),
        (
            "checklist accept 2023Q1 --village A1 --on 2023-01-05",
            "checklist accept 2023Q1 --village B2 --on 2023-01-06",
        ),
    ),
    "talks": Case(
        called_in,
        "remind record 2023-03 --on 2023-04-03 --file",
        (
            "镇名,村名,村代码,谈话人,谈话对象,问题,方法,新期限,日期",
            "西镇,西二村,B2,镇长,村书记,育秧晚,统一供秧,2023年4月6日,2023年4月2日",
            "东镇,东一村,A1,,,育秧晚,,,",
        ),
        (
            (
                "remind record 2023-03 --village B2 --who 镇长 --with 村书记 --problem 育秧晚"
                " --method 统一供秧 --until 2023-04-06 --on 2023-04-02"
            ),
        ),
    ),
    "objections": Case(
        on_notice,
        "score object 2023Q1 --on 2023-04-12 --file",
        (
            "镇名,村名,村代码,异议内容,提出人,日期",
            "东镇,东一村,A1,会议漏登,东一村,2023-04-11",
            "东镇,东二村,A2,,,",
            "东镇,东三村,A3,隐患已整改,,",
        ),
        (
            "score object 2023Q1 --village A1 --text 会议漏登 --by 东一村 --on 2023-04-11",
            "score object 2023Q1 --village A3 --text 隐患已整改 --on 2023-04-12",
        ),
    ),
    "objections to the year": Case(
        year_on_notice,
        "awards object 2023 --on 2024-01-17 --file",
        ("村代码,异议内容,提出人,日期", "A2,名次不符,村民,2024-01-16"),
        ("awards object 2023 --village A2 --text 名次不符 --by 村民 --on 2024-01-16",),
    ),
    "recommendations": Case(
        on_notice,
        "awards recommend 2023 --on 2024-01-05 --file",
        ("镇名,村名,村代码,推荐", "东镇,东三村,A3,", "东镇,东一村,A1,√", "西镇,西一村,B1,是"),
        (
            "awards recommend 2023 --town T1 --village A1 --on 2024-01-05",
            "awards recommend 2023 --town T2 --village B1 --on 2024-01-05",
        ),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_by_form_and_by_command_the_ledger_holds_the_same(case: Case, small: Path) -> None:
    case.before(small)
    by_form = small.with_name("by-form")
    shutil.copytree(small, by_form)
    before = told(by_form)
    for words in case.alone:
        assert take(small, words).code == 0, words
    done = take(by_form, case.step, written(by_form, *case.form))
    assert done.code == 0, done.out
    assert told(by_form) == told(small) != before


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_form_taken_twice_does_nothing_twice_and_says_so(case: Case, small: Path, qsq: Qsq) -> None:
    case.before(small)
    file = written(small, *case.form)
    take(small, case.step, file)
    before = told(small)
    again = qsq(*case.step.split(), file, "--actor", "clerk", workspace=small)
    assert again.code == 0
    assert "recorded before" in again.out
    assert told(small) == before


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_form_is_taken_whole_or_not_at_all(case: Case, small: Path) -> None:
    """One code that nobody has, and no row of the form is recorded."""
    case.before(small)
    before = told(small)
    *rows, last = case.form
    run = take(small, case.step, written(small, *rows, last, re.sub(r"\b[AB]\d\b", "C9", last)))
    assert (run.code, len(run.places)) == (3, 1)
    assert run.places[0][0].endswith("form.csv")
    assert told(small) == before


def test_signatures_by_form_are_those_of_the_commands(small: Path) -> None:
    """The leader ticks and writes name and date; a sheet that is not ticked is not signed."""
    codes = fed_back(small)
    by_form = small.with_name("by-form")
    shutil.copytree(small, by_form)
    take(small, f"score sign 2023Q1 --town T1 --leader T1-lead --code {codes['T1']} --on 2023-04-09")
    take(small, f"score sign 2023Q1 --village A1 --secretary A1-sec --code {codes['A1']} --on 2023-04-10")
    done = take(
        by_form,
        "score sign 2023Q1 --on 2023-04-10 --file",
        written(
            by_form,
            "单位,名称,校验码,已签,签字人,日期",
            f"T1,东镇,{codes['T1']},√,东镇分管领导,2023-04-09",
            f"A1,东一村,{codes['A1']},是,A1-sec,",
            f"A2,东二村,{codes['A2']},,东二村党组织书记,2023-04-09",
        ),
    )
    assert done.answer["missing"] == {"towns": 1, "villages": 5}
    assert told(by_form) == told(small)


def test_rows_that_cannot_be_taken_yet_are_all_told_with_their_cells(small: Path) -> None:
    called_in(small)
    said = "镇长,村书记,育秧晚,统一供秧,2023-04-06"
    header = "村代码,谈话人,谈话对象,问题,方法,新期限"
    run = take(
        small,
        "remind record 2023-03 --file",
        written(small, header, f"A1,{said}", f"A2,{said}", f"A3,{said}"),
    )
    assert run.code == 5
    assert message_of(run) == "A2 was not called in for 2023-03; first: qsq remind month 2023-03"
    assert [where for _file, where, _what in run.places] == ["A3", "A4"]


def test_what_a_form_lacks_is_told_with_its_cells(small: Path) -> None:
    called_in(small)
    header = "村代码,村名,谈话人,谈话对象,问题,方法,新期限,日期"
    rows = ("A1,东二村,镇长,,育秧晚,统一供秧,四月,2123-04-01", "B2,,,,育秧晚,,,")
    run = take(small, "remind record 2023-03 --file", written(small, header, *rows))
    assert run.code == 3
    assert sorted(where for _file, where, _what in run.places) == ["B2", "D2", "G2", "H2"]


def test_a_form_stands_for_its_rows_and_is_named_alone(small: Path) -> None:
    called_in(small)
    file = written(small, "村代码,谈话人,谈话对象,问题,方法,新期限")
    both = take(small, "remind record 2023-03 --village A1 --file", file)
    assert (both.code, message_of(both)) == (2, "the form says it: leave out --village")
    neither = take(small, "remind record 2023-03 --village A1")
    assert (neither.code, "--who" in message_of(neither)) == (2, True)


def test_a_quota_that_a_form_passes_is_told_at_the_first_village_too_many(small: Path) -> None:
    on_notice(small)
    rows = [f"{code},√" for code in ("A1", "A2", "A3")]
    run = take(small, "awards recommend 2023 --on 2024-01-05 --file", written(small, "村代码,推荐", *rows))
    assert [(where, "at most 2" in what) for _file, where, what in run.places] == [("A4", True)]


def test_a_form_without_a_tick_recommends_nobody(small: Path) -> None:
    on_notice(small)
    take(small, "awards recommend 2023 --on 2024-01-05 --file", written(small, "村代码,推荐", "A1,√"))
    done = take(small, "awards recommend 2023 --on 2024-01-05 --file", written(small, "村代码,推荐", "A1,"))
    assert done.answer["towns"][0]["villages"] == []
    file = small / "data" / "2023" / "recommendations.csv"
    assert file.read_text("utf-8-sig").split() == ["village_code", "B2"]
