"""Rule files as text: YAML 1.2 core scalars, exact numbers, the line of what is wrong (CONTRACT.md 2)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Qsq
from tests.intake.builders import (
    ISSUE,
    PERIOD,
    RULES,
    SCHEME,
    SCORE,
    TOWN,
    Wrong,
    answer_of,
    assert_named,
    assert_refused,
    change,
    refusal,
    table,
)

GRAIN_WEIGHT = "department: agriculture\n    weight: 4"
MULTIPLIER = "multiplier: 1.5"
TITLE = "title: 2023年一季度村级工作任务清单"


# fmt: off
@table(
    ("a key that stands twice", PERIOD, "weight: 4", "weight: 4\n    weight: 5",
     "line 12", ("weight", "twice", "line 11")),
    ("a key that stands twice with one value", SCHEME, "missing: block", "missing: block\nmissing: block",
     "line 5", ("missing", "twice", "line 4")),
    ("a key that stands twice in braces", SCHEME, "deduction_cap: 10", "deduction_cap: 10, bonus_cap: 9",
     "line 5", ("bonus_cap", "twice", "line 5")),
    ("a key that is not known", PERIOD, "weight: 4", "weight: 4\n    colour: red", "line 12", ("colour", "not known")),
    ("a key that is not known in braces", PERIOD, "points: 2,", "points: 2, colour: red,",
     "line 13", ("colour", "not known")),
    ("a key that is not known in the scheme", SCHEME, "annual:", "annual:\n  bonus: 5", "line 14", ("bonus", "not known")),
    ("a key that is not known in a town's file", TOWN, "add:", "remove: []\nadd:", "line 1", ("remove", "not known")),
    ("a key without a name", PERIOD, "weight: 4", "weight: 4\n    : 4", "line 12", ("not readable as YAML", "key")),
    ("a list as a key", PERIOD, "weight: 4", "weight: 4\n    ? [a, b]\n    : 4", "line 12", ("list or mapping as a key",)),
    (".nan", PERIOD, MULTIPLIER, "multiplier: .nan", "line 5", ("multiplier", "found .nan", "finite decimal number")),
    (".inf", PERIOD, MULTIPLIER, "multiplier: .inf", "line 5", ("multiplier", "found .inf", "finite decimal number")),
    ("-.Inf", PERIOD, MULTIPLIER, "multiplier: -.Inf", "line 5", ("found -.Inf", "finite decimal number")),
    ("1e999", PERIOD, MULTIPLIER, "multiplier: 1e999", "line 5", ("found 1e999", "at most 15 digits")),
    ("1e-999", PERIOD, MULTIPLIER, "multiplier: 1e-999", "line 5", ("found 1e-999", "at most 15 digits")),
    ("1e99999999", PERIOD, MULTIPLIER, "multiplier: 1e99999999", "line 5", ("found 1e99999999", "at most 15 digits")),
    ("1 with 5000 zeros", PERIOD, MULTIPLIER, "multiplier: 1" + "0" * 5000, "line 5", ("at most 15 digits",)),
    ("a hexadecimal number of 5000 digits", PERIOD, MULTIPLIER, "multiplier: 0x" + "F" * 5000,
     "line 5", ("multiplier", "at most 15 digits")),
    ("a quoted number", PERIOD, "weight: 4", "weight: '4'", "line 11", ("weight", "“4”", "a number without quotes")),
    ("a number with a unit", PERIOD, "weight: 4", "weight: 4分", "line 11", ("“4分”", "without quotes or unit")),
    ("a number with a comma", SCHEME, "pool: 6000,", 'pool: "6,000",', "line 10", ("“6,000”", "a number")),
    ("a number with an underscore", SCHEME, "pool: 6000,", "pool: 6_000,", "line 10", ("“6_000”", "a number")),
    ("a time where a number belongs", PERIOD, "weight: 4", "weight: 12:30", "line 11", ("“12:30”", "a number")),
    ("true where a number belongs", PERIOD, "weight: 4", "weight: true", "line 11", ("found true", "a number")),
    ("nothing where a number belongs", PERIOD, "weight: 4", "weight:", "line 11", ("found null", "a number")),
    ("a list where a number belongs", PERIOD, "weight: 4", "weight: [4]", "line 11", ("found a list", "a number")),
    ("a mapping where a number belongs", PERIOD, "weight: 4", "weight: {of: 4}", "line 11", ("found a mapping", "a number")),
    ("a code without quotes", SCHEME, "code: 'C1'", "code: 431181", "line 2", ("code", "found 431181", "in quotes")),
    ("a code that looks octal", SCHEME, "code: 'C1'", "code: 013307", "line 2", ("code", "found 013307", "in quotes")),
    ("a code that looks like a power", SCHEME, "code: 'C1'", "code: 4e5", "line 2", ("code", "found 4e5", "in quotes")),
    ("yes as text", SCHEME, "forbid_veto: true", "forbid_veto: yes", "line 15", ("forbid_veto", "“yes”", "true or false")),
    ("no as text", SCHEME, "forbid_veto: true", "forbid_veto: no", "line 15", ("“no”", "true or false")),
    ("quoted true", SCHEME, "forbid_veto: true", "forbid_veto: 'true'", "line 15", ("“true”", "true or false")),
    ("1 for true", SCHEME, "forbid_veto: true", "forbid_veto: 1", "line 15", ("found 1", "true or false")),
    ("no title", PERIOD, TITLE, "title:", "line 2", ("title", "found null", "text")),
    ("an empty title", PERIOD, TITLE, "title: '  '", "line 2", ("title", "text")),
    ("a date that is none", PERIOD, "due: 2023-03-31", "due: 2023-02-30", "line 3", ("due", "“2023-02-30”", "2023-03-31")),
    ("a date with slashes", PERIOD, "due: 2023-03-31", "due: 2023/3/31", "line 3", ("“2023/3/31”", "2023-03-31")),
    ("a date in Chinese", PERIOD, "due: 2023-03-31", "due: 3月31日", "line 3", ("“3月31日”", "2023-03-31")),
    ("a tab before a key", PERIOD, "    weight: 4", "\tweight: 4", "line 11", ("not readable as YAML", "indentation")),
    ("a key too far to the left", PERIOD, "    weight: 4", "   weight: 4", "line 11", ("not readable as YAML", "indentation")),
    ("a bracket that is not closed", SCHEME, "pool: [town]", "pool: [town", "line 9", ("not readable as YAML",)),
    ("a quotation mark that is not closed", SCHEME, "code: 'C1'", "code: 'C1", "line 2", ("not readable as YAML", "quote")),
    ("a colon without a space", PERIOD, "    weight: 4", "    weight:4", "line 12", ("not readable as YAML", "colons")),
    ("an alias that was never named", PERIOD, "weight: 4", "weight: *four", "line 11", ("not readable as YAML", "alias")),
    ("an alias that contains itself", PERIOD, "themes: [spring-farming]", "themes: &a [*a]", "line 20", ("alias",)),
    ("a custom tag", PERIOD, "weight: 4", "weight: !!python/object:os.system 4", "line 11", ("the tag", "plain value")),
    ("a tag of its own", PERIOD, "weight: 4", "weight: !mark 4", "line 11", ("the tag !mark", "plain value")),
    ("a tag that makes numbers", PERIOD, "weight: 4", "weight: !!int '4'", "line 11", ("the tag", "plain value")),
    ("a second document", TOWN, "add:", "add: []\n---\nadd:", "line 2", ("document",)),
    ("nothing", PERIOD, "", "", "", ("empty", "rules")),
    ("comments only", PERIOD, "", "# 待拟\n", "", ("empty", "rules")),
    ("a list as the whole", PERIOD, "", "- period: 2023Q1\n", "line 1", ("a list", "mapping of keys and values")),
    ("a word as the whole", PERIOD, "", "清单\n", "line 1", ("“清单”", "mapping of keys and values")),
    ("an invisible character", PERIOD, TITLE, "title: 一季度\x08清单", "line 2", ("character",)),
)
# fmt: on
def test_a_broken_rule_file_is_refused_with_its_line(wrong: Wrong, qsq: Qsq, small: Path) -> None:
    assert_refused(qsq, small, wrong, RULES, SCORE, ISSUE)


@pytest.mark.parametrize(("encoding", "line"), [("gb18030", "line 2"), ("utf-16", "line 1")])
@pytest.mark.parametrize("file", [PERIOD, SCHEME, TOWN])
def test_a_rule_file_in_another_encoding_is_refused(
    file: str, encoding: str, line: str, qsq: Qsq, small: Path
) -> None:
    text = (small / file).read_text(encoding="utf-8")
    first = next(number for number, row in enumerate(text.split("\n"), start=1) if not row.isascii())
    (small / file).write_bytes(text.encode(encoding))
    where = line if encoding == "utf-16" else f"line {first}"
    assert_named(refusal(qsq, small, RULES, SCORE), file, where, "not UTF-8", "save the file as UTF-8")


def test_a_byte_order_mark_does_not_matter(qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    for path in small.rglob("*.yaml"):
        path.write_bytes(path.read_text(encoding="utf-8").encode("utf-8-sig"))
    assert answer_of(qsq, small) == expected


def test_windows_line_ends_do_not_matter(qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    for path in small.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert answer_of(qsq, small) == expected


@pytest.mark.parametrize("name", ["no", "on", "yes", "off", "Y", "12:30", "2023-03-31", "1_000", "0b1", "'1.5'", "'true'"])
def test_words_that_older_yaml_reads_as_something_else_stay_text(name: str, qsq: Qsq, small: Path) -> None:
    change(small, PERIOD, "name: 粮食生产", f"name: {name}")
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 0, run
    assert run.answer["checklist"][1]["name"] == name.strip("'")


@pytest.mark.parametrize(
    ("written", "plain"),
    [("013307", "13307"), ("+4", "4"), ("4.", "4"), (".5", "0.5"), ("4e2", "400"), ("0x10", "16"), ("0o17", "15")],
)
def test_numbers_are_read_as_yaml_1_2_has_them(written: str, plain: str, qsq: Qsq, small: Path) -> None:
    change(small, PERIOD, GRAIN_WEIGHT, GRAIN_WEIGHT.replace("4", plain))
    expected = answer_of(qsq, small)
    change(small, PERIOD, f"weight: {plain}\n    themes", f"weight: {written}\n    themes")
    assert answer_of(qsq, small) == expected


def test_numbers_are_exact_and_never_binary(qsq: Qsq, small: Path) -> None:
    """0.1 + 0.2 of a weight are 0.3 of it: with binary floats the two villages' figures would differ."""
    change(small, PERIOD, GRAIN_WEIGHT, GRAIN_WEIGHT.replace("4", "0.30000000000000004"))
    assert_named(refusal(qsq, small, RULES), PERIOD, "line 19", "0.30000000000000004", "at most 15 digits")


def test_an_alias_may_repeat_what_was_written(qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    change(small, PERIOD, "weight: 4", "weight: &four 4")
    change(small, PERIOD, GRAIN_WEIGHT, GRAIN_WEIGHT.replace("4", "*four"))
    assert answer_of(qsq, small) == expected


def test_aliases_that_grow_without_end_are_refused_quickly(qsq: Qsq, small: Path) -> None:
    """Nine lists of nine times the list before: a billion words in ten lines."""
    lists = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lists += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    change(small, TOWN, "", "\n".join(lists))
    places = refusal(qsq, small, RULES)
    assert {place[0] for place in places} == {TOWN}
    assert "alias" in places[0][2]


def test_aliases_of_aliases_without_end_are_refused(qsq: Qsq, small: Path) -> None:
    """No line is deep, and yet the last list lies within fifteen hundred others."""
    lists = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 1500))]
    change(small, TOWN, "", "\n".join(lists))
    places = refusal(qsq, small, RULES, SCORE)
    assert {place[0] for place in places} == {TOWN}


@pytest.mark.parametrize("depth", [600, 100_000])
def test_brackets_within_brackets_without_end_are_refused(depth: int, small: Path) -> None:
    """In a process of its own: libyaml's stack may end before Python's."""
    change(small, PERIOD, "themes: [spring-farming]", f"themes: {'[' * depth}{']' * depth}")
    run = subprocess.run(
        [sys.executable, "-c", "from qsq.__main__ import run; run()", *RULES, "--json", "--workspace", str(small)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert run.returncode == 3, run
    assert f'"{PERIOD}"' in run.stdout
    assert "line 20" in run.stdout
