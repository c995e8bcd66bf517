"""Every key of the rule files is told, typed for editors and used by a workspace that tests run."""

import json
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, create_model

from qsq.domain.faults import Faults
from qsq.rules.schema import SHAPES
from qsq.rules.shapes.shape import Shape
from qsq.rules.yaml_document import Plain, read_document
from qsq.year.handbook import page
from tests.conftest import REPOSITORY

REFERENCE = runpy.run_path(str(REPOSITORY / "docs" / "make_rules_reference.py"))
TABLES = {table.shape: (kind, table) for kind in reversed(SHAPES) for table in REFERENCE["tables"](kind)}
KEYS = [(kind, table, key) for kind, table in TABLES.values() for key in table.fields]
WORKSPACES = [
    REPOSITORY,
    REPOSITORY / "tests" / "small",
    REPOSITORY / "tests" / "rich",
    *sorted(file.parents[1] for file in REPOSITORY.glob("tests/examples/*/rules/scheme.yaml")),
    *sorted(file.parents[1] for file in REPOSITORY.glob("docs/gallery-of-schemes/*/rules/scheme.yaml")),
]
FILES = {
    "scheme": "rules/scheme.yaml",
    "period": "rules/[0-9]*/[!c]*.yaml",
    "town": "rules/[0-9]*/towns/*/*.yaml",
    "tests": "rules/[0-9]*/tests/*.yaml",
    "calendar": "rules/[0-9]*/calendar.yaml",
}


def called(entry: tuple[str, Any, str]) -> str:
    kind, table, key = entry
    return ".".join(part for part in (kind, table.paths[0], key) if part)


def read(file: Path) -> Plain:
    faults = Faults()
    document = read_document(str(file), file.read_bytes(), faults)
    assert document is not None, faults.found
    return document.value


def used(value: Plain, shapes: tuple[type[BaseModel], ...]) -> Iterator[tuple[type[BaseModel], str]]:
    """The keys of shapes that a file's value has, wherever in it they stand."""
    if isinstance(value, list):
        for one in value:
            yield from used(one, shapes)
        return
    if not isinstance(value, dict):
        return
    for shape in shapes:
        fields = REFERENCE["Table"]([], shape).fields
        kind = REFERENCE["_kind"](shape) if len(shapes) > 1 else None
        if kind is None or kind == f"kind: {value.get('kind')}":
            for key, one in value.items():
                yield shape, key
                yield from used(one, REFERENCE["_shapes_within"](fields[key].annotation))


def used_by_workspaces() -> set[tuple[type[BaseModel], str]]:
    tops = {kind: SHAPES[kind] for kind in FILES}
    return {
        found
        for kind, pattern in FILES.items()
        for workspace in WORKSPACES
        for file in workspace.glob(pattern)
        for found in used(read(file), REFERENCE["_shapes_within"](_top(tops[kind])))
    }


def _top(shape: type[BaseModel]) -> Any:
    return shape.model_fields["root"].annotation if "root" in shape.model_fields else shape


USED = used_by_workspaces()


def test_the_reference_is_drawn_from_the_shapes() -> None:
    page = (REPOSITORY / "docs" / "reference" / "rules.md").read_text("utf-8")
    assert REFERENCE["drawn"]() == page, "run `make reference`"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_key_stands_in_the_handbook(language: str) -> None:
    text = page("rules", language).text
    assert REFERENCE["in_handbook"](language) == text, "run `make reference`"
    assert [key for _kind, _table, key in KEYS if f"| `{key}` |" not in text] == []


@pytest.mark.parametrize("entry", KEYS, ids=called)
def test_a_key_is_used_by_a_workspace_that_tests_run(entry: tuple[str, Any, str]) -> None:
    _kind, table, key = entry
    assert (table.shape, key) in USED


@pytest.mark.parametrize("entry", KEYS, ids=called)
def test_a_keys_example_is_a_value_that_it_takes(entry: tuple[str, Any, str]) -> None:
    _kind, table, key = entry
    field = table.fields[key]
    (example,) = field.examples
    document = read_document("example", yaml.safe_dump(example, allow_unicode=True).encode(), Faults())
    assert document is not None
    alone = create_model("Alone", __base__=Shape, value=(field.annotation, field))
    alone.model_validate({field.alias or "value": document.value})


@pytest.mark.parametrize("kind", SHAPES)
def test_the_committed_schema_tells_editors_of_every_key(kind: str) -> None:
    schema = json.loads((REPOSITORY / "rules" / "schema" / f"{kind}.json").read_text("utf-8"))
    shapes = {schema.get("title"): schema, **schema.get("$defs", {})}
    for table in REFERENCE["tables"](kind):
        told = shapes[table.shape.__name__]["properties"]
        assert told.keys() == table.fields.keys()
        assert all(one["description"] and one["examples"] and one["contract"] for one in told.values())
