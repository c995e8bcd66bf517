"""Whatever PyYAML says of a broken file, it is said in the chosen language."""

import ast
import inspect
import re
from collections.abc import Iterator
from types import ModuleType

import pytest
import yaml
from yaml import composer, parser, scanner

from qsq.rules.yaml_problems import YAML

BROKEN = [
    "a: b: c", "a: [1, 2", "a: {b: 1", "a: [1, 2}", "a: 'open", "- a\nb: c", "a: b\n  c: d",
    "a:\n\t- b", "a: *b", "a: !x!y z", "a: @b", "a: `b", "a: %b", '"\\q"', '"\\xzz"', "a: &b 1\nb: &b 2\nc: ]",
    "--- a\n--- b", "%YAML 1.1\n%YAML 1.1\n--- a", "%YAML 2.0\n--- a", "%YAML x\n--- a", "%TAG !\n--- a", "%", "a: |0\n b",
    "a: |x\n b", "a: ? b", "? a\n- b", "a: !<x y", "a: &", "a: *", "a: - b", "'a\n---\n'", "a: !<%zz> b", "a: 'b' c",
]  # fmt: skip
"""Slips of the pen and of the syntax."""

_READERS: list[type[yaml.SafeLoader]] = [
    yaml.SafeLoader,
    getattr(yaml, "CSafeLoader", yaml.SafeLoader),
]


def texts_of(module: ModuleType) -> Iterator[str]:
    """Every text of a problem that a module of PyYAML may raise, its values filled in."""
    for call in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "").endswith("Error"):
            for text in (call.args[2:3] or call.args)[:1]:
                found = next((one for one in ast.walk(text) if isinstance(one, ast.Constant)), None)
                if found is not None:
                    yield re.sub("%d", "2", re.sub("%r", "'x'", str(found.value)))


@pytest.mark.parametrize("module", [scanner, parser, composer], ids=lambda one: one.__name__)
def test_every_text_of_pyyaml_is_known(module: ModuleType) -> None:
    texts = set(texts_of(module))
    assert len(texts) >= 3
    assert [text for text in sorted(texts) if not known(text)] == []


@pytest.mark.parametrize("reader", _READERS, ids=["python", "libyaml"])
def test_what_is_said_of_a_broken_file_is_known(reader: type[yaml.SafeLoader]) -> None:
    for text in BROKEN:
        with pytest.raises(yaml.MarkedYAMLError) as refused:
            yaml.compose(text, Loader=reader)
        assert known(refused.value.problem or refused.value.context or ""), text


def known(text: str) -> bool:
    return YAML.told(text).template != "{problem}"
