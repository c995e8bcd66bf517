"""Towns, villages and departments (CONTRACT.md section 2)."""

from pathlib import Path

import pytest

from tests.conftest import Qsq
from tests.intake.builders import (
    DEPARTMENTS,
    ISSUE,
    RULES,
    SCHEME,
    SCORE,
    TOWNS,
    VILLAGES,
    Wrong,
    assert_named,
    assert_refused,
    change,
    refusal,
    table,
)

HEADER = "village_code,village_name,town_code,kind"


# fmt: off
@table(
    ("a town that is not in towns.csv", VILLAGES, "A1,东一村,T1", "A1,东一村,T9", "C2", ("T9", "register")),
    ("a village without a town", VILLAGES, "A1,东一村,T1", "A1,东一村,", "C2", ("town_code", "missing")),
    ("a town by its name", VILLAGES, "A1,东一村,T1", "A1,东一村,东镇", "C2", ("东镇", "register")),
    ("a kind that is none", VILLAGES, "T1,village", "T1,hamlet", "D2", ("“hamlet”", "village, 村, community, 社区")),
    ("no kind", VILLAGES, "T1,village", "T1,", "D2", ("“”", "village, 村, community, 社区")),
    ("evaluated maybe", VILLAGES, "", f"{HEADER},evaluated\nA1,东一村,T1,village,maybe\nA2,东二村,T1,village,\n",
     "E2", ("“maybe”", "yes or no")),
    ("nobody evaluated", VILLAGES, "", f"{HEADER},evaluated\nA1,东一村,T1,village,no\nA2,东二村,T1,village,no\n",
     "", ("no village is evaluated", "evaluated yes")),
    ("no village at all", VILLAGES, "", f"{HEADER}\n", "", ("no village stands in it",)),
    ("a village that stands twice", VILLAGES, "A2,东二村", "A1,东二村", "A3", ("A1", "twice", f"{VILLAGES}:A2")),
    ("a village without a code", VILLAGES, "A2,东二村", ",东二村", "A3", ("village_code", "missing")),
    ("a village without a name", VILLAGES, "A2,东二村", "A2,", "B3", ("village_name", "a name")),
    ("a village whose code Excel made a number of", VILLAGES, "A2,", "4.31181E+11,",
     "A3", ("4.31181E+11", "into a number", "as text")),
    ("a town that stands twice", TOWNS, "T2,西镇", "T2,西镇\nT2,南镇", "A4", ("T2", "twice", f"{TOWNS}:A3")),
    ("a town without a name", TOWNS, "T2,西镇", "T2,", "B3", ("town_name", "a name")),
    ("a town whose code Excel made a number of", TOWNS, "T2,西镇", "T2,西镇\n4.31E+08,南镇",
     "A4", ("4.31E+08", "into a number", "as text")),
    ("a department that stands twice", DEPARTMENTS, "agriculture,农业农村局", "organisation,农业农村局",
     "A3", ("organisation", "twice", f"{DEPARTMENTS}:A2")),
    ("a department without a name", DEPARTMENTS, "organisation,组织部", "organisation,", "B2", ("name", "empty")),
    ("a department without an id", DEPARTMENTS, "agriculture,农业农村局", "agriculture,农业农村局\n,林业局",
     "A4", ("department", "empty")),
)
# fmt: on
def test_a_wrong_register_is_refused_with_its_cell(wrong: Wrong, qsq: Qsq, small: Path) -> None:
    assert_refused(qsq, small, wrong, RULES, SCORE, ISSUE)


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        (TOWNS, "town_code, town_name"),
        (VILLAGES, "village_code, village_name, town_code, kind"),
        (DEPARTMENTS, "department, name"),
    ],
)
def test_a_missing_file_of_the_register_is_refused(file: str, columns: str, qsq: Qsq, small: Path) -> None:
    (small / file).unlink()
    assert_named(refusal(qsq, small, RULES, SCORE, ISSUE), file, "", "no such file", columns)


def test_villages_without_a_group_are_ranked_among_themselves_and_warned_about(qsq: Qsq, small: Path) -> None:
    change(small, SCHEME, "pool: [town]", "pool: [group]")
    register = (small / VILLAGES).read_text(encoding="utf-8").splitlines()
    groups = ["group", "山区", "山区", "", "", "山区", "山区"]
    change(small, VILLAGES, "", "\n".join(f"{line},{group}" for line, group in zip(register, groups, strict=True)))
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 0
    assert [one["rank"] for one in run.answer["villages"]] == [1, 3, 2, 1, 2, 4]
    (warning,) = run.answer["warnings"]
    assert "2 villages have no group" in warning
    assert "A3" in warning


def test_a_village_that_is_not_evaluated_needs_no_group(qsq: Qsq, small: Path) -> None:
    change(small, SCHEME, "pool: [town]", "pool: [group]")
    header, *rows = (small / VILLAGES).read_text(encoding="utf-8").splitlines()
    ended = [f"{row},,no" if row.startswith("A2,") else f"{row},山区,yes" for row in rows]
    change(small, VILLAGES, "", "\n".join([f"{header},group,evaluated", *ended]))
    assert qsq(*RULES, "--json", workspace=small).code == 0


def test_codes_are_text_whatever_they_look_like(qsq: Qsq, small: Path) -> None:
    for path in small.rglob("*.csv"):
        text = path.read_text(encoding="utf-8").replace("A1", "0013307").replace("B2", "1e5")
        path.write_text(text, encoding="utf-8")
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 0, run
    assert [village["village_code"] for village in run.answer["villages"]] == ["0013307", "1e5", "A2", "A3", "B1", "B3"]


def test_the_reserved_department_of_the_towns_may_be_listed(qsq: Qsq, small: Path) -> None:
    change(small, DEPARTMENTS, "agriculture,农业农村局", "agriculture,农业农村局\ntown,各镇街道")
    assert qsq(*SCORE, "--json", workspace=small).code == 0
