"""What Jinja says of a wording that it cannot read or fill is said in the chosen language."""

import pytest
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from qsq.documents.wording.problems import JINJA


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
