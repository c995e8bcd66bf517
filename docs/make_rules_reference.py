"""Draws docs/reference/rules.md, and the page of `qsq help rules`, from the shapes of the rule files."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from qsq.rules.schema import SHAPES, json_schema
from qsq.year.handbook import FOLDER

DOCS = Path(__file__).parent
TARGET = DOCS / "reference" / "rules.md"

HEAD = """# 规则文件的每个键 · every key of the rule files

本页由 `make reference` 从程序的定义生成，与 `rules/schema/*.json`（编辑器补全用的 JSON Schema）同源。
“合同”一栏是 [contract.md](../contract.md) 的章节，以它为准。键写错、重复，值写错，
`qsq rules check` 都报出文件和行。
路径中 `[]` 是列表的每一条。百分比写作 `50%`，代码和电话加引号，金额单位是元。

This page is drawn from the program's own definitions by `make reference`, as are the JSON Schemas for
editors in `rules/schema`. The last column names the section of the contract, which is what holds. In paths
`[]` stands for each entry of a list.
"""

FILES = {
    "scheme": ("rules/scheme.yaml", "长期规则 · the standing rules"),
    "period": ("rules/2023/q1.yaml …", "一期的清单 · a period's checklist"),
    "town": (
        "rules/2023/towns/431181107/q1.yaml …",
        "镇里加的、突出的、不适用的 · what a town adds, stresses and drops",
    ),
    "tests": ("rules/2023/tests/*.yaml", "验算 · examples worked by hand"),
    "calendar": (
        "rules/2024/calendar.yaml",
        "放假和调休，只在程序不知道的年份要写 · a year's days off, where they are not known",
    ),
}
"""Where each kind of rule file stands, and what it is."""

HANDBOOK = {
    "zh": """# 规则文件：每个键

本页由 `make reference` 从程序的定义生成。键写错、重复，值写错，`qsq rules check` 都报出文件和行；编辑器里要
补全，用 `qsq rules schema period`。路径中 `[]` 是列表的每一条；百分比写作 `50%`，代码和电话加引号，金额单位是
元。开头的一份带说明的规则文件由 `qsq init` 写好。
""",
    "en": """# Rule files: every key

This page is drawn from the program's own definitions by `make reference`. `qsq rules check` tells every key
and value that is wrong, by file and line; `qsq rules schema period` is for editors. In paths `[]` stands for
each entry of a list; shares are written `50%`, codes and telephones in quotes, amounts in yuan. `qsq init`
writes rule files with explanations to begin with.
""",
}
HANDBOOK_COLUMNS = {"zh": "| 键 | 默认 | 意思 | 例 |", "en": "| key | default | meaning | example |"}
REQUIRED = {"zh": "必填", "en": "required"}
AS_PERIOD = {
    "zh": "`add[]`、`emphasis[]` 写法同一期的清单。",
    "en": "`add[]` and `emphasis[]` are written as in a period's list.",
}

COLUMNS = """| 键 key | 类型 type | 默认 default | 意思 meaning | 例 example | 合同 contract |
|---|---|---|---|---|---|"""

_OF_PERIODS = {"town"}
"""Files that hold what a period's rules hold, written in the same way."""

_QUOTED_DATE = re.compile(r"'(\d{4}-\d\d-\d\d)'")

PATTERNS = {
    r"^[\w-]+$": "编号 id",
    r"^\d+(?:\.\d+)?%$": "百分比 share",
}
"""What texts of a pattern are called."""

NUMBERS = {
    "exclusiveMinimum": "，大于 {}",
    "minimum": "，至少 {}",
    "maximum": "，至多 {}",
}
WORDS = {
    "number": "数 number",
    "integer": "整数 whole number",
    "string": "文字 text",
    "boolean": "`true` 或 `false`",
}


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of one mapping of a rule file, and where it stands."""

    paths: list[str]
    shape: type[BaseModel]

    @property
    def fields(self) -> Mapping[str, FieldInfo]:
        """Its keys as files have them."""
        fields = self.shape.model_fields
        return {field.alias or name: field for name, field in fields.items()}


def tables(kind: str) -> list[Table]:
    """The mappings of a kind of rule file, each once, the outer ones first."""
    shape, path = SHAPES[kind], ""
    if "root" in shape.model_fields:
        (shape,), path = _shapes_within(shape.model_fields["root"].annotation), "[]"
    return list(_walked(path, shape, {}).values())


def _walked(
    path: str, shape: type[BaseModel], found: dict[type[BaseModel], Table]
) -> dict[type[BaseModel], Table]:
    if shape in found:
        found[shape].paths.append(path)
        return found
    table = found[shape] = Table([path], shape)
    for name, field in table.fields.items():
        members = _shapes_within(field.annotation)
        below = f"{path}.{name}{'[]' if _is_list(field.annotation) else ''}".lstrip(".")
        for member in members:
            _walked(f"{below} ({_kind(member)})" if len(members) > 1 else below, member, found)
    return found


def _shapes_within(annotation: Any) -> tuple[type[BaseModel], ...]:
    """The mappings that a key's value is, or holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    return tuple(shape for part in get_args(annotation) for shape in _shapes_within(part))


def _is_list(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is list or any(map(_is_list, get_args(annotation)))


def _kind(shape: type[BaseModel]) -> str:
    """Which of several shapes this is: `kind: ratio`."""
    (word,) = get_args(shape.model_fields["kind"].annotation)
    return f"kind: {word}"


def drawn() -> str:
    """The page."""
    return "\n".join([HEAD, *(line for kind in SHAPES for line in _file(kind))])


def _file(kind: str) -> Iterator[str]:
    file, what = FILES[kind]
    yield f"## {file}\n\n{what}\n"
    schema = json_schema(kind)
    for table in _own(kind):
        yield _heading(table, "、")
        yield from _rows(table, schema)
    if kind in _OF_PERIODS:
        yield f"`add[]`、`emphasis[]` 写法同 {FILES['period'][0]} · are written as in a period's rules.\n"


def _own(kind: str) -> list[Table]:
    """The mappings that stand under a kind of file: not those that a period's rules have already."""
    known = {table.shape for table in tables("period")} if kind in _OF_PERIODS else set()
    return [table for table in tables(kind) if table.shape not in known]


def _heading(table: Table, between: str) -> str:
    """Where a mapping stands in its file; nothing for the file's own keys."""
    where = between.join(f"`{path}`" for path in table.paths if path not in {"", "[]"})
    return f"### {where}\n" if where else ""


def in_handbook(language: str) -> str:
    """The handbook's page: the same keys, in one language, without what only programs ask."""
    parts = (part for kind in SHAPES for part in _file_in_handbook(kind, language))
    return "\n".join([HANDBOOK[language], *parts]).rstrip() + "\n"


def _file_in_handbook(kind: str, language: str) -> Iterator[str]:
    file, what = FILES[kind]
    yield f"## {file}\n\n{_said(what, language)}\n"
    schema = json_schema(kind)
    for table in _own(kind):
        yield _heading(table, " ")
        yield f"{HANDBOOK_COLUMNS[language]}\n|---|---|---|---|"
        yield from _rows_in_handbook(table, _properties(table, schema), language)
    if kind in _OF_PERIODS:
        yield f"{AS_PERIOD[language]}\n"


def _rows_in_handbook(table: Table, properties: Mapping[str, Any], language: str) -> Iterator[str]:
    for name, field in table.fields.items():
        words = re.findall(r"`[^`]+`", _type(properties[name]))
        cells = (
            f"`{name}`",
            REQUIRED[language] if field.is_required() else _default(field),
            " ".join([_said(field.description or "", language), *words]),
            f"`{_example(name, (field.examples or [None])[0])}`",
        )
        yield _row(cells)
    yield ""


def _said(both: str, language: str) -> str:
    """One of the two languages in which something is told."""
    chinese, _, english = both.partition(" · ")
    return english if language == "en" else chinese


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _properties(table: Table, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the schema says of a mapping's keys."""
    shapes = {**schema.get("$defs", {}), schema.get("title"): schema}
    properties: Mapping[str, Any] = shapes[table.shape.__name__]["properties"]
    return properties


def _rows(table: Table, schema: Mapping[str, Any]) -> Iterator[str]:
    properties = _properties(table, schema)
    yield COLUMNS
    for name, field in table.fields.items():
        chinese, _, english = (field.description or "").partition(" · ")
        cells = (
            f"`{name}`",
            _type(properties[name]),
            _default(field),
            f"{chinese}<br>{english}",
            f"`{_example(name, (field.examples or [None])[0])}`",
            _section(properties[name]["contract"]),
        )
        yield _row(cells)
    yield ""


def _type(schema: Mapping[str, Any]) -> str:
    match schema:
        case {"anyOf": options}:
            return " 或 ".join(_type(one) for one in options if one.get("type") != "null")
        case {"oneOf": _} | {"$ref": _}:
            return "映射 mapping"
        case {"const": word}:
            return f"`{word}`"
        case {"enum": words}:
            return "、".join(f"`{word}`" for word in words)
        case {"type": "array", "items": items}:
            return f"列表 list：{_type(items)}{_most(schema)}"
        case {"type": "object", "additionalProperties": values}:
            return f"自定的键 own keys：{_type(values)}"
        case {"format": "date"}:
            return "日期 date"
        case {"pattern": pattern}:
            return PATTERNS.get(pattern) or "、".join(f"`{word}`" for word in _words(pattern))
        case {"type": list(kinds)}:
            return " 或 ".join(WORDS[kind] for kind in kinds if kind != "null")
        case _:
            limits = (said.format(schema[key]) for key, said in NUMBERS.items() if key in schema)
            return WORDS[schema["type"]] + "".join(limits)


def _most(schema: Mapping[str, Any]) -> str:
    return f"，至多 {schema['maxItems']} 条" if "maxItems" in schema else ""


def _words(pattern: str) -> Iterable[str]:
    """The keys of a tie-break from its pattern."""
    listed = re.sub(r"^\^\((.*)\)\$$", r"\1", pattern)
    *words, prefixes = re.split(r"\|(?=\()", listed)
    yield from words[0].split("|")
    ((names,),) = [re.findall(r"\((.*)\):", prefixes)]
    yield from (f"{name}:ID" for name in names.split("|"))


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "必填 required"
    value = field.get_default(call_default_factory=True)
    if value is PydanticUndefined or value is None or value in ([], {}) or isinstance(value, BaseModel):
        return "—"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _example(name: str, value: object) -> str:
    """A key with a value as a file has them."""
    text = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000
    ).removesuffix("\n...\n")
    return f"{name}: " + _QUOTED_DATE.sub(r"\1", text.strip())


def _section(number: int) -> str:
    """A link to the section of the contract."""
    contract = (DOCS / "contract.md").read_text("utf-8")
    (title,) = re.findall(rf"^## ({number}\. .+)$", contract, re.MULTILINE)
    anchor = re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
    return f"[{number}](../contract.md#{anchor})"


if __name__ == "__main__":
    TARGET.write_text(drawn(), "utf-8")
    for _language in HANDBOOK:
        (FOLDER / _language / "rules.md").write_text(in_handbook(_language), "utf-8")
