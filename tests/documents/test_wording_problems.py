"""What Jinja says of a wording that it cannot read or fill is said in the chosen language."""

import pytest
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from qsq.documents.document import Table
from qsq.documents.wording.problems import JINJA
from qsq.documents.wording.worded import Worded
from qsq.domain.faults import Faults, Refused
from qsq.rules.wording_file import read_wording


@pytest.mark.parametrize(
    "wording",
    [
        "{{ village", "{{ village name }}", "{{ }}", "{{ village? }}", "{{ (village }}", "{{ village) }}", "{{ 'x }}",
        "{% if village %}", "{% for x in villages %}", "{% for x in %}", "{% set x = %}", "{% village %}", "{% endif %}",
        "{% if village %}{% endfor %}", "{% for x in a %}{% if x %}{% endfor %}", "{% %}", "{# note",
        "{{ village | bold }}", "{{ village is long }}",
        "{{ town }}", "{{ village.name }}", "{{ village[9] }}", "{{ village() }}", "{{ village + 1 }}", "{{ 1 / 0 }}",
        "{{ village.__class__.__mro__ }}", "{{ range(1000000) }}", "{% include 'x' %}",
    ],
)  # fmt: skip
def test_a_slip_in_a_wording(wording: str) -> None:
    with pytest.raises((TemplateError, TypeError, ArithmeticError)) as refused:
        ImmutableSandboxedEnvironment(undefined=StrictUndefined).from_string(wording).render(village="东一村")
    assert JINJA.told(refused.value).template != "{problem}", str(refused.value)


FULL = {
    "title: '{{ vilage }}'\nparts: [{table: marks}]\n": [
        "line 1: there is nothing called vilage here; expected one of: rank, village",
        "line 2: found the table marks; expected one of: items, ranking",
    ],
    "title: '{{ village | bold }}'\nlines: ['{{ village']\nparts: []\n": [
        "line 1: this wording cannot be read: No filter named 'bold'.",
        "line 2: this wording cannot be read: unexpected end of template, expected 'end of print statement'.",
    ],
    "title: 题\nparts:\n  - text: '{{ rank / 0 }}'\n": [
        "line 3: this wording cannot be filled: division by zero"
    ],
    "title: 题\nparts:\n  - text: '{{ village.nothing.more }}'\n": [
        "line 3: this wording cannot be filled: 'str object' has no attribute 'nothing'"
    ],
    "title: 题\nparts:\n  - text: '{{ rank + village }}'\n": [
        "line 3: this wording cannot be filled: unsupported operand type(s) for +: 'int' and 'str'"
    ],
    "title: 题\nparts:\n  - text: '{{ village | money }}'\n": [
        "line 3: this wording cannot be filled: 东一村"
    ],
}


@pytest.mark.parametrize("text", FULL)
def test_what_is_wrong_with_a_wording_is_told_with_its_line_and_what_is_expected(text: str) -> None:
    wording = read_wording("wording/x.yaml", text.encode(), Faults())
    assert wording is not None
    with pytest.raises(Refused) as caught:
        Worded(wording).document(
            {"village": "东一村", "rank": 1}, dict.fromkeys(("ranking", "items"), Table((), ()))
        )
    assert [f"{one.place.where}: {one.message}" for one in caught.value.faults] == FULL[text]
    assert {one.place.file for one in caught.value.faults} == {"wording/x.yaml"}


def test_a_wording_is_checked_anew_for_other_facts() -> None:
    """Once for all papers that know the same; an annex is as its paper is."""
    text = "title: '{{ village }}'\nparts: []\nannex: {title: 附件, parts: []}\ncompact: true\n"
    wording = read_wording("wording/x.yaml", text.encode(), Faults())
    assert wording is not None
    made = Worded(wording)
    assert (made.annex and made.annex.is_compact, made.is_compact, made.is_signed) == (True, True, False)
    assert made.document({"village": " 东一村 "}, {}).title == "东一村"
    with pytest.raises(Refused):
        made.document({"town": "东镇"}, {})
